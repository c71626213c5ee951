//! 自查: a form is dropped or pasted, drawn with its points, mended and taken back. Nothing is kept: the page carries the file and what was
//! done to it along, and every step begins again from the file.

mod draft;
mod files;
mod live;
mod page;
mod sheet;
mod work;

pub(crate) use files::{download, media, outside, sent};
pub(crate) use live::live;
pub(crate) use page::{check, home};
