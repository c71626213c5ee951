//! Where forms begin and end.

use crate::columns::{self, Columns};
use crate::line::Line;
use law::vocabulary::{Field, label, title_kind};
use model::FormKind;
use model::page::CellLayout;
use std::ops::Range;

/// The rows of one form.
pub(crate) struct Segment {
    /// All its rows.
    pub lines: Range<usize>,
    /// The row with the title.
    pub title: Option<usize>,
    /// The kind that the title tells.
    pub kind: FormKind,
    /// Indicator heads: the row and its columns. A repeated head on a new page is listed again.
    pub heads: Vec<(usize, Columns)>,
}

/// Finds the forms of a document. A title alone (a table of contents, a sentence) makes no form.
pub(crate) fn segments(lines: &[Line]) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut current = Segment::starting(0);
    let mut has_project = false;
    for (index, line) in lines.iter().enumerate() {
        let title = line.only_text().and_then(title_kind);
        let head = columns::head(line);
        let project = head.is_none() && names_project(line);
        let full = has_project || !current.heads.is_empty();
        if title.is_some() && full || project && has_project {
            let start = with_preamble(lines, index, current.lines.start);
            close(&mut found, current, start, has_project);
            current = Segment::starting(start);
            has_project = false;
        }
        if let Some(kind) = title {
            if current.title.is_none() || current.heads.is_empty() && !has_project {
                // Of several titles before a form the last one is its own.
                current.lines.start = with_preamble(lines, index, current.lines.start);
            }
            current.title = Some(index);
            current.kind = kind;
        }
        has_project |= project;
        if let Some(columns) = head {
            current.heads.push((index, columns));
        }
    }
    close(&mut found, current, lines.len(), has_project);
    found
}

impl Segment {
    fn starting(line: usize) -> Segment {
        Segment {
            lines: line..line,
            title: None,
            kind: FormKind::Target,
            heads: Vec::new(),
        }
    }
}

fn close(found: &mut Vec<Segment>, mut segment: Segment, end: usize, has_project: bool) {
    segment.lines.end = end;
    if has_project || !segment.heads.is_empty() {
        found.push(segment);
    }
}

fn names_project(line: &Line) -> bool {
    line.filled().any(|slot| {
        label(&slot.text) == Some(Field::ProjectName)
            || crate::head::inline_label(&slot.text)
                .is_some_and(|(field, _)| field == Field::ProjectName)
    })
}

/// Backs up over the short lines above a title or a project name that belong to it: 附件2, （2024年度）, 单位：万元.
fn with_preamble(lines: &[Line], index: usize, floor: usize) -> usize {
    let mut start = index;
    while start > floor && index - start < 4 {
        let above = &lines[start - 1];
        let belongs = above.layout == CellLayout::Prose
            && above.only_text().is_some_and(|text| {
                text.starts_with("附件")
                    || text.starts_with("附表")
                    || crate::head::is_year_or_unit(text)
            });
        if !belongs {
            break;
        }
        start -= 1;
    }
    start
}
