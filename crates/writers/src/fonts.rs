//! Fonts as they are handed in from outside: bytes of font files, for each use in the order in which they are asked for a character.

use std::sync::Arc;

/// One font of a file.
#[derive(Clone, Debug)]
pub struct Face {
    /// The file: TrueType, OpenType, or a collection of them.
    pub data: Arc<Vec<u8>>,
    /// Which font of a collection, from 0.
    pub index: u32,
}

/// The fonts of a paper. The first of each list that has a character sets it.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// For titles: 小标宋, or a bold 宋体.
    pub title: Vec<Face>,
    /// For the lines around the table: 仿宋.
    pub line: Vec<Face>,
    /// For the cells: 宋体.
    pub body: Vec<Face>,
}
