//! ofd
use crate::{Limits, ReadError};
use model::page::RawDocument;
pub(crate) fn read(_: &[u8], _: &Limits) -> Result<RawDocument, ReadError> { Err(ReadError::empty()) }
