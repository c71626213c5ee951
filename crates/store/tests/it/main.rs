//! One story told to both databases: SQLite always, PostgreSQL where `JIXIAO_TEST_DATABASE` names one.

mod accounts;
mod desk;
mod kept;
mod place;
mod publication;
