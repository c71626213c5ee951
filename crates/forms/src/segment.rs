//! Where forms begin and end.

use crate::columns::{self, Columns};
use crate::line::Line;
use law::vocabulary::{Field, label, title_kind};
use model::FormKind;
use std::ops::Range;

/// The rows of one form.
pub(crate) struct Segment {
    /// All its rows.
    pub lines: Range<usize>,
    /// The row with the title; of a form that follows others under one title, the row of that.
    pub title: Option<usize>,
    /// The kind that the title tells.
    pub kind: FormKind,
    /// Indicator heads: the row and its columns. A repeated head on a new page is listed again.
    pub heads: Vec<(usize, Columns)>,
    has_project: bool,
}

/// Finds the forms of a document. A title alone (a table of contents, a sentence) makes no form.
pub(crate) fn segments(lines: &[Line]) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut current = Segment::starting(0);
    for (index, line) in lines.iter().enumerate() {
        let title = line.title_text().and_then(title_kind);
        let head = columns::head(lines, index);
        let project = head.is_none() && names_project(line);
        let full = current.has_project || !current.heads.is_empty();
        let title = title.filter(|_| !goes_on(lines, index, &current));
        if (title.is_some() || project) && full {
            let start = with_preamble(lines, index, current.lines.start);
            let before = (current.title, current.kind);
            close(&mut found, current, start);
            current = Segment::starting(start);
            if title.is_none() {
                // The title stands once at the top.
                (current.title, current.kind) = before;
            }
        }
        if let Some(kind) = title {
            if current.title.is_none() || current.heads.is_empty() && !current.has_project {
                // Of several titles before a form the last one is its own.
                current.lines.start = with_preamble(lines, index, current.lines.start);
            }
            current.title = Some(index);
            current.kind = kind;
        }
        current.has_project |= project;
        if let Some(columns) = head {
            current.heads.push((index, columns));
        }
    }
    close(&mut found, current, lines.len());
    if let Some(cut) = cut_off(lines, &found) {
        found.insert(0, cut);
    }
    found
}

/// A form whose beginning was cut off: rows of an indicator table above the first form. The same form further down is its
/// template.
fn cut_off(lines: &[Line], found: &[Segment]) -> Option<Segment> {
    let first = found.first()?;
    let columns = found
        .iter()
        .flat_map(|segment| &segment.heads)
        .map(|(_, columns)| columns)
        .next()?;
    let fits = |index: &usize| {
        let placed = crate::placement::place(&lines[*index], columns, &columns.sets[0]);
        placed.cost <= 1 && placed.name.is_some() && placed.value.is_some()
    };
    let rows: Vec<usize> = (0..first.lines.start).filter(fits).collect();
    let line = *rows.first().filter(|_| rows.len() >= 3)?;
    let columns = Columns {
        rows: 0,
        ..columns.clone()
    };
    Some(Segment {
        lines: line..first.lines.start,
        title: None,
        kind: first.kind,
        heads: vec![(line, columns)],
        has_project: false,
    })
}

/// Whether a title repeats that of the form it stands in, on a new page: the indicator head follows it, not another project.
fn goes_on(lines: &[Line], index: usize, current: &Segment) -> bool {
    let same = current
        .title
        .is_some_and(|title| lines[title].title_text() == lines[index].title_text());
    let next = (index + 1..lines.len()).find_map(|at| {
        if columns::head(lines, at).is_some() {
            return Some(true);
        }
        let other =
            names_project(&lines[at]) || lines[at].title_text().and_then(title_kind).is_some();
        other.then_some(false)
    });
    same && current.has_project && !current.heads.is_empty() && next == Some(true)
}

impl Segment {
    fn starting(line: usize) -> Segment {
        Segment {
            lines: line..line,
            title: None,
            kind: FormKind::Target,
            heads: Vec::new(),
            has_project: false,
        }
    }
}

fn close(found: &mut Vec<Segment>, mut segment: Segment, end: usize) {
    segment.lines.end = end;
    if segment.has_project || !segment.heads.is_empty() {
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

/// Backs up over the lines above a title or a project name that belong to it: 附件2, （2024年度）, 单位：万元.
fn with_preamble(lines: &[Line], index: usize, floor: usize) -> usize {
    let mut start = index;
    while start > floor && index - start < 4 {
        let above = &lines[start - 1];
        let labelled = above.filled().any(|slot| label(&slot.text).is_some());
        let belongs = above
            .filled()
            .any(|slot| crate::head::is_year_or_unit(&slot.text))
            || above
                .only_text()
                .is_some_and(|text| text.starts_with("附件") || text.starts_with("附表"));
        if !belongs || labelled {
            break;
        }
        start -= 1;
    }
    start
}
