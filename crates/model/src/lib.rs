//! The vocabulary of jixiao: money, values, forms, places, findings and edits.
//!
//! The serde form of these types is the public JSON (`jixiao.forms/1`, `jixiao.findings/1`). Nothing here knows
//! a file format, a rule or a regulation.

pub mod change;
pub mod document;
pub mod edit;
pub mod finding;
pub mod form;
pub mod fund;
pub mod head;
pub mod indicator;
pub mod money;
pub mod number;
pub mod outside;
pub mod page;
pub mod place;
pub mod text;
pub mod value;
pub mod verdict;

pub use change::{Change, Fact};
pub use document::{Document, DocumentError, ErrorKind, Forms, Note, Source};
pub use finding::{
    Citation, Edit, EditRow, Facts, Finding, Fix, Related, Safety, Severity, Verified,
};
pub use form::{Evaluation, Extra, Form, FormKind, Goal, Horizon, Party, Project, Unplaced};
pub use fund::{FundLine, Funds};
pub use head::HeadField;
pub use indicator::{
    Cells, Indicator, IndicatorClass, Inference, Monitoring, Placement, Reading, ReadingRow,
};
pub use money::{Amount, AmountState, Money, MoneyUnit};
pub use number::Exact;
pub use place::Place;
pub use value::{DateSpan, Operator, Value, ValueKind};
pub use verdict::{
    CodeCount, DocumentVerdict, Findings, FormVerdict, ProfileChoice, Quality, Summary, Waiver,
};
