//! Words with positions → rows of columns, where nothing but their places shows cells: pages without lines, texts set out with
//! spaces. Lengths are in the units of the caller, from the upper left corner.

mod aligned;
mod bands;
mod columns;
mod rect;
mod word;

#[cfg(feature = "pdf")]
pub(crate) use aligned::goes_on;
pub(crate) use columns::{FlowRow, rows};
#[cfg(feature = "pdf")]
pub(crate) use rect::Point;
pub(crate) use rect::Rect;
pub(crate) use word::{FlowLine, Word, is_wide};
