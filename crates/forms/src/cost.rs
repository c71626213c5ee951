//! What each repair costs. The cheapest consistent reading wins; a runner-up within [`CLOSE`] is kept whole.
//!
//! The numbers order the repairs by how often they are the true story of a damaged page; only their order matters.

/// A runner-up whose repairs cost at most this much more is kept as a reading.
pub(crate) const CLOSE: u32 = 3;

/// Covered cells were left out, so that a row slipped; in a page of separated text this happens often.
pub(crate) const SLIP: u32 = 3;

/// Each further column that it slipped.
pub(crate) const SLIP_FURTHER: u32 = 1;

/// The same in a table of real cells, where someone must have typed it so.
pub(crate) const SLIP_REAL: u32 = 5;

/// A value in a level column.
pub(crate) const VALUE_AS_LEVEL: u32 = 5;

/// A cell that no column takes.
pub(crate) const HOMELESS: u32 = 4;

/// A word of one level in the column of another.
pub(crate) const WRONG_LEVEL: u32 = 4;

/// A first-level word in the second level's column, where some templates have it.
pub(crate) const FIRST_AS_SECOND: u32 = 2;

/// Long text in a level column.
pub(crate) const SENTENCE_AS_LEVEL: u32 = 5;

/// A short word in a level column that no vocabulary knows.
pub(crate) const UNKNOWN_LEVEL: u32 = 2;

/// A bare value in the name column.
pub(crate) const VALUE_AS_NAME: u32 = 4;

/// A level word in the name or value column.
pub(crate) const LEVEL_AS_TEXT: u32 = 4;

/// A value without a name beside it.
pub(crate) const NO_NAME: u32 = 3;

/// Words in the value column.
pub(crate) const WORDS_AS_VALUE: u32 = 1;

/// A cell that does not look like what its column holds.
pub(crate) const MISFIT: u32 = 2;

/// Two different texts in one column.
pub(crate) const CROWDED: u32 = 2;

/// A label on a row of its own stands for the row below.
pub(crate) const LABEL_ABOVE: u32 = 2;

/// A label on a row of its own stands for the row above.
pub(crate) const LABEL_BELOW: u32 = 2;

/// A label is missing and the order of the level words tells which.
pub(crate) const LABEL_LOST: u32 = 2;

/// A value cell reaches over two rows.
pub(crate) const SHARED_VALUE: u32 = 1;

/// Doubled text is read once.
pub(crate) const DOUBLED_ONCE: u32 = 1;

/// A line is the rest of the name above it.
pub(crate) const NAME_GOES_ON: u32 = 2;

/// A line is an indicator of its own without labels and value.
pub(crate) const BARE_NAME: u32 = 2;

/// What a sign in the text is worth when one of the two has to be chosen.
pub(crate) const SIGN: u32 = 2;

/// A row without a label above it to fill down.
pub(crate) const ORPHAN: u32 = 4;

/// Labels stand in the middle of their blocks.
pub(crate) const CENTRED: u32 = 2;

/// A row that looks like one of the table's and stands behind its end.
pub(crate) const ROW_LEFT: u32 = 5;
