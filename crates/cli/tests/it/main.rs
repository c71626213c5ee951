//! The program as a person runs it: words in, words and exit codes out.

mod command_line;
mod convert;
mod desk;
mod exit_codes;
mod fix;
mod independent;
mod office;
mod outputs;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod publish;
#[cfg(feature = "server")]
mod server;
mod support;
