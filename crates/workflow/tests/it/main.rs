//! The workflow as a whole: the table by hand, every guard at every step, whole stories, properties.

mod guards;
mod helper;
mod messages;
mod moves;
mod properties;
mod stories;
