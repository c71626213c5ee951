//! Painters: one laid-out form, four kinds of file. Equal input gives equal bytes.

pub mod docx;
pub mod html;
pub mod markdown;
pub mod xlsx;

/// What a page is made of, in millimetres: A4 with the margins of official papers.
pub(crate) const PAGE: (u32, u32) = (210, 297);

/// Top and bottom, left and right.
pub(crate) const MARGINS: (u32, u32) = (25, 20);
