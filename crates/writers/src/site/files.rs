//! A file of a site.

/// A file by its path within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, with slashes.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of text.
    pub fn text(path: String, text: String) -> File {
        File {
            path,
            bytes: text.into_bytes(),
        }
    }
}
