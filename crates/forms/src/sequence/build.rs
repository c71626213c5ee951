//! Drafts → indicators, with the notes and readings that go with them.

use super::{Alternative, Draft, Reader, Table, centred, lone, shortened};
use crate::columns::ColumnSet;
use crate::placement::{Part, Placed};
use crate::{cost, name, overlap};
use law::vocabulary::{Group, Role, level1, level2};
use model::page::CellLayout;
use model::value::DateContext;
use model::{
    Cells, Exact, Indicator, IndicatorClass, Inference, Monitoring, Note, Operator, Placement,
    Value,
};

/// The table that the rows make.
pub(super) fn table(mut reader: Reader, set: &ColumnSet, dates: DateContext) -> Table {
    centred::assign(&mut reader.drafts, &reader.lone_firsts, &reader.lone, dates);
    let mut table = Table {
        loose: std::mem::take(&mut reader.loose),
        ..Table::default()
    };
    table.rows = reader
        .drafts
        .iter()
        .map(|draft| indicator(draft, set, dates))
        .collect();
    // An empty row means that the author set none; a mark that it must be filled is kept.
    let labels = reader.lone.iter().chain(&reader.lone_firsts);
    let marked = labels.filter(|label| name::is_required(&label.text));
    let unused = marked.filter(|label| {
        let own = Some(label.text.as_str());
        let takes = |row: &Indicator| row.level1.as_deref() == own || row.level2.as_deref() == own;
        !table.rows.iter().any(takes)
    });
    let kept: Vec<Part> = unused
        .map(|label| Part {
            text: label.text.clone(),
            place: label.place.clone(),
            begins: true,
        })
        .collect();
    table.loose.extend(kept);
    for index in 0..reader.drafts.len() {
        broken_name(&reader.drafts, index, &mut table);
        shared_value(&reader, index, &mut table);
    }
    note_slips(&reader.drafts, &mut table);
    if let Some(late) = lone::labels_below(&reader.drafts, &reader.lone, &table.rows) {
        table.notes.push(lone::note(&reader.lone, &late));
        table.readings.push(late);
    }
    let others = table
        .readings
        .iter_mut()
        .flat_map(|reading| &mut reading.rows)
        .map(|(_, row)| row);
    for row in table.rows.iter_mut().chain(others) {
        row.horizon = set.horizon;
        row.region.clone_from(&set.region);
    }
    table
}

fn indicator(draft: &Draft, set: &ColumnSet, dates: DateContext) -> Indicator {
    let placed = &draft.placed;
    let text = |part: &Option<Part>| {
        part.as_ref()
            .map(|part| part.text.as_str())
            .unwrap_or("")
            .to_owned()
    };
    let other = |role| placed.other(role).map(|part| part.text.clone());
    let words = |role| other(role).unwrap_or_default();
    let printed = text(&placed.name);
    let cleaned = name::clean(&printed);
    // A sign may stand beside a column that only says 定量: the one that is a sign is the operator.
    let signs = || {
        placed
            .others
            .iter()
            .filter(|(role, _)| *role == Role::Operator)
            .map(|(_, part)| part.text.as_str())
    };
    let sign = signs().find(|text| Operator::from_word(text).is_some());
    let value = Value::from_columns(
        sign.or_else(|| signs().next()).unwrap_or_default(),
        &text(&placed.value),
        &words(Role::Unit),
        dates,
    );
    let number = |role| Exact::parse(words(role).trim_end_matches(['分', '%', '％']));
    let has = |role| set.columns.iter().any(|column| column.role == role);
    let read = |role| other(role).map(|text| Value::parse(&text, dates));
    Indicator {
        level1: draft.level1.clone().map(|word| without_score(&word)),
        level2: draft.level2.as_ref().map(|(word, _)| without_score(word)),
        core: cleaned.core || words(Role::Core) == "是",
        printed: (cleaned.text != printed).then_some(printed),
        name: cleaned.text,
        previous: read(Role::Previous),
        basis: other(Role::Basis),
        rule: other(Role::Rule),
        remark: other(Role::Remark),
        weight: number(Role::Weight),
        actual: read(Role::Actual),
        score: number(Role::Score),
        deviation: other(Role::Deviation).or_else(|| has(Role::Deviation).then(String::new)),
        monitoring: monitoring(placed, dates),
        cells: Cells {
            name: draft.pieces.iter().map(|part| part.place.clone()).collect(),
            value: placed
                .value
                .iter()
                .map(|part| part.place.clone())
                .chain(placed.value_cell.clone())
                .take(1)
                .collect(),
            level2: draft
                .level2
                .iter()
                .map(|(_, place)| place.clone())
                .collect(),
        },
        value,
        placement: if draft.inferred.is_some() {
            Placement::Inferred
        } else {
            Placement::Stated
        },
        inferred_from: draft.inferred.as_ref().map(|(code, note)| Inference {
            code: (*code).to_owned(),
            note: note.clone(),
        }),
        ..Indicator::default()
    }
}

/// A level word without the points printed behind it: 产出指标（40-50）分.
fn without_score(word: &str) -> String {
    let plain = model::text::half_width(word);
    let open = plain.rfind('(').filter(|at| *at > 0);
    let scored = open.is_some_and(|at| {
        plain[at..].contains('分') && plain[at..].contains(|c: char| c.is_ascii_digit())
    });
    match word.char_indices().rfind(|(_, c)| matches!(c, '(' | '（')) {
        Some((at, _)) if scored => word[..at].to_owned(),
        _ => word.to_owned(),
    }
}

/// A name over two lines: joined as printed; where the lines overlap, the text read once is offered.
fn broken_name(drafts: &[Draft], index: usize, table: &mut Table) {
    let [first, second] = drafts[index].pieces.as_slice() else {
        return;
    };
    let row = &table.rows[index];
    let Some(joined) = overlap::joined(&first.text, &second.text) else {
        return;
    };
    table.notes.push(Note::new(
        "overlapping_text",
        format!(
            "“{}”断成两行且文字重叠，原文照录；合并后可读作“{joined}”。请对照原件。",
            shortened(&row.name)
        ),
        row.cells.name.clone(),
    ));
    let clean = Indicator {
        name: joined.clone(),
        ..row.clone()
    };
    table.readings.push(Alternative {
        cost: cost::DOUBLED_ONCE,
        why: format!("两行文字有重叠，合并为“{joined}”"),
        rows: vec![(index, clean)],
    });
}

/// A line without labels and value may share the value cell above: both readings are kept.
fn shared_value(reader: &Reader, index: usize, table: &mut Table) {
    let draft = &reader.drafts[index];
    let own_cell = reader.lines[draft.line].layout == CellLayout::Ruled;
    let Some(above) = index.checked_sub(1).map(|above| &reader.drafts[above]) else {
        return;
    };
    let value = &table.rows[index - 1].value;
    if draft.labelled
        || draft.placed.value.is_some()
        || own_cell
        || above.last + 1 != draft.line
        || value.is_empty()
    {
        return;
    }
    let row = &table.rows[index];
    let shared = Indicator {
        value: value.clone(),
        ..row.clone()
    };
    let quoted = shortened(&row.name);
    let why = format!("“{quoted}”与上一行共用指标值“{}”（合并单元格）", value.raw);
    table.notes.push(Note::new(
        "value_may_be_shared",
        format!("“{quoted}”没有自己的指标值：可能与上一行共用“{}”，也可能未填。两种读法均已保留，请对照原件。", value.raw),
        row.cells.name.clone(),
    ));
    table.readings.push(Alternative {
        cost: cost::SHARED_VALUE,
        why,
        rows: vec![(index, shared)],
    });
}

fn note_slips(drafts: &[Draft], table: &mut Table) {
    let slipped: Vec<_> = drafts
        .iter()
        .filter(|draft| draft.placed.slip != 0)
        .filter_map(|draft| draft.placed.name.as_ref())
        .map(|part| part.place.clone())
        .collect();
    if !slipped.is_empty() {
        let message = format!(
            "{}行的单元格比表头少一格，已按错位一格读取，归入相应的二级指标。请对照原件。",
            slipped.len()
        );
        table.notes.push(Note::new("shifted_row", message, slipped));
    }
}

fn monitoring(placed: &Placed, dates: DateContext) -> Option<Monitoring> {
    let text = |role| placed.other(role).map(|part| part.text.clone());
    let ticked = |role| {
        let own = placed.ticks.iter().filter(move |(other, _)| *other == role);
        own.map(|(_, word)| (*word).to_owned())
    };
    let any = [Role::ToDate, Role::Forecast, Role::Possibility]
        .iter()
        .any(|role| placed.other(*role).is_some() || ticked(*role).next().is_some());
    let possibility: Vec<String> = ticked(Role::Possibility).collect();
    any.then(|| Monitoring {
        to_date: Value::parse(&text(Role::ToDate).unwrap_or_default(), dates),
        forecast: Value::parse(&text(Role::Forecast).unwrap_or_default(), dates),
        possibility: match possibility.as_slice() {
            [] => text(Role::Possibility),
            ticked => Some(ticked.join("、")),
        },
        causes: ticked(Role::Deviation).collect(),
        note: text(Role::Deviation),
    })
}

/// The class of a row from its level words.
pub(crate) fn class_of(first: Option<&str>, second: Option<&str>) -> Option<IndicatorClass> {
    if let Some(word) = second.and_then(level2) {
        return Some(word.class);
    }
    match first.and_then(level1) {
        Some(Group::Cost) => Some(IndicatorClass::Cost),
        Some(Group::Satisfaction) => Some(IndicatorClass::Satisfaction),
        Some(_) => Some(IndicatorClass::Other),
        None => (first.is_some() || second.is_some()).then_some(IndicatorClass::Other),
    }
}
