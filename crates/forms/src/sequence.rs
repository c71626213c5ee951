//! Rows → indicators: fill-down, labels on rows of their own, lines of a merged cell, and the readings that come close.

use crate::columns::{ColumnSet, Columns};
use crate::line::Line;
use crate::placement::{Part, Placed, place};
use crate::{cost, name, overlap};
use law::vocabulary::{Role, closes_table, level1, level2, missing_between};
use model::page::CellLayout;
use model::value::DateContext;
use model::{Cells, Exact, Horizon, Indicator, Inference, Note, Place, Placement, Value};

/// The rows of one indicator table.
#[derive(Default)]
pub(crate) struct Table {
    pub rows: Vec<Indicator>,
    pub readings: Vec<Alternative>,
    pub notes: Vec<Note>,
    /// Texts that no column takes.
    pub loose: Vec<Part>,
    /// The first row behind the table.
    pub end: usize,
}

/// Another reading of some rows.
pub(crate) struct Alternative {
    pub cost: u32,
    pub why: String,
    /// Index of the row and how this reading sees it.
    pub rows: Vec<(usize, Indicator)>,
}

/// A level word that stands on a row of its own.
struct LoneLabel {
    /// How many indicators came before it.
    before: usize,
    text: String,
    place: Place,
    /// The text line it stands on.
    line: usize,
}

/// What is known about an indicator beyond its fields.
struct Trace {
    line: usize,
    /// Whether its own row carries a level-2 word or begins a level 1.
    labelled: bool,
    block: usize,
}

/// Reads the rows from `start` to the end of the table, which a closing row or `stop` sets.
pub(crate) fn read(
    lines: &[Line],
    start: usize,
    stop: usize,
    columns: &Columns,
    set: &ColumnSet,
    dates: DateContext,
) -> Table {
    let mut reader = Reader::new(lines, dates);
    reader.table.end = stop;
    let mut prose = 0;
    for (index, line) in lines.iter().enumerate().take(stop).skip(start) {
        let first = line.filled().next();
        if first.is_some_and(|slot| closes_table(&slot.text)) {
            reader.table.end = index;
            break;
        }
        if line.layout == CellLayout::Prose {
            // One line of prose inside is a broken cell; a second one in a row is the text behind the table.
            prose += 1;
            if prose == 2 || !table_goes_on(lines, index + 1, stop, columns) {
                reader.table.end = index + 1 - prose;
                reader.drop_loose_from(reader.table.end);
                break;
            }
            reader.loose_line(line);
            continue;
        }
        prose = 0;
        if crate::columns::head(line).is_some() {
            continue;
        }
        reader.row(index, place(line, columns, set));
    }
    reader.finish(set.horizon)
}

/// Whether rows of the table follow this line.
fn table_goes_on(lines: &[Line], from: usize, stop: usize, columns: &Columns) -> bool {
    lines[from..stop].first().is_some_and(|line| {
        line.layout != CellLayout::Prose && {
            let placed = place(line, columns, &columns.sets[0]);
            placed.cost <= cost::SLIP && (placed.name.is_some() || placed.level2.is_some())
        }
    })
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    dates: DateContext<'a>,
    table: Table,
    traces: Vec<Trace>,
    lone: Vec<LoneLabel>,
    level1: Option<String>,
    level2: Option<(String, Place)>,
    /// Counts level-1 blocks.
    block: usize,
    slipped: Vec<Place>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [Line<'a>], dates: DateContext<'a>) -> Reader<'a> {
        Reader {
            lines,
            dates,
            table: Table::default(),
            traces: Vec::new(),
            lone: Vec::new(),
            level1: None,
            level2: None,
            block: 0,
            slipped: Vec::new(),
        }
    }

    fn loose_line(&mut self, line: &Line) {
        for slot in line.filled() {
            self.table.loose.push(Part {
                text: slot.text.clone(),
                place: slot.place(),
                begins: true,
            });
        }
    }

    /// Takes back the prose that turned out to stand behind the table.
    fn drop_loose_from(&mut self, end: usize) {
        let places: Vec<Place> = self.lines[end..]
            .iter()
            .take(2)
            .flat_map(|l| l.filled().map(|s| s.place()).collect::<Vec<_>>())
            .collect();
        self.table
            .loose
            .retain(|part| !places.contains(&part.place));
    }

    fn row(&mut self, index: usize, mut placed: Placed) {
        if placed.is_blank() {
            return;
        }
        self.table.loose.append(&mut placed.loose);
        if let Some(part) = placed.level1.as_ref().filter(|part| part.begins) {
            self.level1 = Some(part.text.clone());
            self.level2 = None;
            self.block += 1;
        }
        if let Some(part) = &placed.level2
            && part.begins
        {
            self.level2 = Some((part.text.clone(), part.place.clone()));
        }
        let begins = |part: &Option<Part>| part.as_ref().is_some_and(|part| part.begins);
        let has_name = placed
            .name
            .as_ref()
            .is_some_and(|part| !is_filler(&part.text));
        if !has_name && !begins(&placed.value) {
            if let Some(part) = placed.level2.as_ref().filter(|part| part.begins) {
                self.lone.push(LoneLabel {
                    before: self.table.rows.len(),
                    text: part.text.clone(),
                    place: part.place.clone(),
                    line: index,
                });
            }
            return;
        }
        if !begins(&placed.name) && !begins(&placed.value) {
            return;
        }
        let unlabelled = !begins(&placed.level1) && !begins(&placed.level2);
        if unlabelled && placed.value.is_none() && self.continues(index, &placed) {
            return;
        }
        self.push(index, placed, unlabelled);
    }

    fn push(&mut self, index: usize, placed: Placed, unlabelled: bool) {
        let mut row = self.indicator(&placed);
        // The label may stand on the row above, alone.
        let above = self
            .lone
            .last()
            .filter(|label| label.before == self.table.rows.len() && unlabelled);
        if placed.slip != 0 {
            let word = row.level2.clone().unwrap_or_default();
            infer(
                &mut row,
                "shifted_row",
                format!("本行比表头少一格，按错位一格读取，归入“{word}”。请对照原件。"),
            );
            self.slipped.extend(row.cells.name.first().cloned());
        } else if let Some(label) = above {
            let note = format!(
                "“{}”单独占一行（{}），按其下一行的标签读取。请对照原件。",
                label.text, label.place
            );
            infer(&mut row, "label_on_own_row", note);
        }
        self.traces.push(Trace {
            line: index,
            labelled: !unlabelled,
            block: self.block,
        });
        self.table.rows.push(row);
        self.offer_shared_value(index, &placed, unlabelled);
    }

    /// A line without labels and value whose text overlaps the row above is the rest of that row's text.
    fn continues(&mut self, index: usize, placed: &Placed) -> bool {
        let (Some(part), Some(trace)) = (&placed.name, self.traces.last()) else {
            return false;
        };
        if trace.line + 1 != index
            || self.lines[index].layout == CellLayout::Ruled && placed.value_cell.is_some()
        {
            return false;
        }
        let last = self.table.rows.len() - 1;
        let above = &mut self.table.rows[last];
        let Some(joined) = overlap::joined(&above.name, &part.text) else {
            return false;
        };
        above.name.push_str(&part.text);
        above.cells.name.push(part.place.clone());
        let mut clean = above.clone();
        clean.name = joined.clone();
        let places = above.cells.name.clone();
        self.table.notes.push(Note::new(
            "overlapping_text",
            format!(
                "“{}”断成两行且文字重叠，原文照录；合并后可读作“{joined}”。请对照原件。",
                shortened(&above.name)
            ),
            places,
        ));
        self.table.readings.push(Alternative {
            cost: cost::DOUBLED_ONCE,
            why: format!("两行文字有重叠，合并为“{joined}”"),
            rows: vec![(last, clean)],
        });
        true
    }

    /// A line without labels and value may share the value cell above: both readings are kept.
    fn offer_shared_value(&mut self, index: usize, placed: &Placed, unlabelled: bool) {
        let last = self.table.rows.len() - 1;
        let own_cell = self.lines[index].layout == CellLayout::Ruled;
        if !unlabelled || placed.value.is_some() || own_cell || last == 0 {
            return;
        }
        let above = &self.table.rows[last - 1];
        if self.traces[last - 1].line + 1 != index || above.value.is_empty() {
            return;
        }
        let row = &self.table.rows[last];
        let shared = Indicator {
            value: above.value.clone(),
            ..row.clone()
        };
        let why = format!(
            "“{}”与上一行共用指标值“{}”（合并单元格）",
            shortened(&row.name),
            above.value.raw
        );
        self.table.notes.push(Note::new(
            "value_may_be_shared",
            format!("“{}”没有自己的指标值：可能与上一行共用“{}”，也可能未填。两种读法均已保留，请对照原件。", shortened(&row.name), above.value.raw),
            row.cells.name.clone(),
        ));
        self.table.readings.push(Alternative {
            cost: cost::SHARED_VALUE,
            why,
            rows: vec![(last, shared)],
        });
    }

    fn indicator(&self, placed: &Placed) -> Indicator {
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
        let value = Value::from_columns(
            &words(Role::Operator),
            &text(&placed.value),
            &words(Role::Unit),
            self.dates,
        );
        let number = |role| Exact::parse(words(role).trim_end_matches(['分', '%', '％']));
        let read = |role| other(role).map(|text| Value::parse(&text, self.dates));
        Indicator {
            horizon: Horizon::Annual,
            level1: self.level1.clone(),
            level2: self.level2.as_ref().map(|(text, _)| text.clone()),
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
            deviation: other(Role::Deviation),
            monitoring: monitoring(placed, self.dates),
            cells: Cells {
                name: placed.name.iter().map(|part| part.place.clone()).collect(),
                value: placed
                    .value
                    .iter()
                    .map(|part| part.place.clone())
                    .chain(placed.value_cell.clone())
                    .take(1)
                    .collect(),
                level2: self.level2.iter().map(|(_, place)| place.clone()).collect(),
            },
            value,
            ..Indicator::default()
        }
    }

    fn finish(mut self, horizon: Horizon) -> Table {
        self.note_slips();
        if let Some(late) = self.labels_below() {
            self.note_labels(&late);
            self.table.readings.push(late);
        }
        for row in &mut self.table.rows {
            row.horizon = horizon;
        }
        for (_, row) in self
            .table
            .readings
            .iter_mut()
            .flat_map(|reading| &mut reading.rows)
        {
            row.horizon = horizon;
        }
        self.table
    }

    fn note_slips(&mut self) {
        if !self.slipped.is_empty() {
            let message = format!(
                "{}行的单元格比表头少一格，已按错位一格读取，归入相应的二级指标。请对照原件。",
                self.slipped.len()
            );
            self.table.notes.push(Note::new(
                "shifted_row",
                message,
                std::mem::take(&mut self.slipped),
            ));
        }
    }

    fn note_labels(&mut self, late: &Alternative) {
        let at = self.lone.iter().map(|label| label.place.clone()).collect();
        let words: Vec<&str> = self.lone.iter().map(|label| label.text.as_str()).collect();
        let message = format!(
            "“{}”单独占一行，标签可能比内容低一行。现按标签在上读取；另一读法涉及{}行，已完整保留，请对照原件选择。",
            words.join("”“"),
            late.rows.len()
        );
        self.table
            .notes
            .push(Note::new("labels_ambiguous", message, at));
    }

    /// The reading in which lone labels stand one line below their rows, when it comes close to the printed one.
    fn labels_below(&self) -> Option<Alternative> {
        let mut rows: Vec<(usize, Indicator)> = Vec::new();
        let (mut down, mut below, mut attached) = (0, 0, 0);
        for (number, label) in self.lone.iter().enumerate() {
            let next = self
                .lone
                .get(number + 1)
                .map_or(self.table.rows.len(), |next| next.before);
            let open = |row: usize| self.traces.get(row).is_some_and(|trace| !trace.labelled);
            let block = self
                .traces
                .get(label.before.wrapping_sub(1))
                .map(|trace| trace.block);
            let same_block = |row: usize| self.traces.get(row).map(|trace| trace.block) == block;
            // Upwards: the rows without a label that stand directly above it.
            let mut row = label.before;
            let first = number
                .checked_sub(1)
                .map_or(0, |before| self.lone[before].before);
            while row > first && open(row - 1) {
                row -= 1;
            }
            let adjacent = label.before > 0 && self.traces[label.before - 1].line < label.line;
            if row < label.before && adjacent {
                attached += 1;
                below += cost::LABEL_BELOW;
                for index in row..label.before {
                    self.relabel(&mut rows, index, &label.text);
                }
            }
            // Downwards: in the printed reading the label takes the rows below; here a label was lost for them.
            let follows = (label.before..next)
                .take_while(|row| open(*row) && same_block(*row))
                .count();
            if follows > 0 {
                down += cost::LABEL_ABOVE;
            }
            let last = number + 1 == self.lone.len() || !open(next.saturating_sub(1));
            if follows > 0 && last {
                below += cost::LABEL_LOST;
                if let Some((_, word)) = level2(&label.text).and_then(missing_between) {
                    for index in label.before..label.before + follows {
                        self.relabel(&mut rows, index, &word);
                    }
                }
            }
        }
        let extra = below.saturating_sub(down);
        (attached > 0 && extra <= cost::CLOSE && !rows.is_empty()).then(|| Alternative {
            cost: extra,
            why: "二级指标的标签比内容低一行".to_owned(),
            rows,
        })
    }

    fn relabel(&self, rows: &mut Vec<(usize, Indicator)>, index: usize, label: &str) {
        let row = &self.table.rows[index];
        if row.level2.as_deref() != Some(label) {
            rows.retain(|(other, _)| *other != index);
            rows.push((
                index,
                Indicator {
                    level2: Some(label.to_owned()),
                    ..row.clone()
                },
            ));
        }
    }
}

fn infer(row: &mut Indicator, code: &str, note: String) {
    row.placement = Placement::Inferred;
    row.inferred_from = Some(Inference {
        code: code.to_owned(),
        note,
    });
}

/// Dots that a template prints to say "and so on".
fn is_filler(text: &str) -> bool {
    text.chars().all(|c| "….·。—-".contains(c))
}

fn monitoring(placed: &Placed, dates: DateContext) -> Option<model::Monitoring> {
    let text = |role| placed.other(role).map(|part| part.text.clone());
    let any = [Role::ToDate, Role::Forecast, Role::Possibility]
        .iter()
        .any(|role| placed.other(*role).is_some());
    any.then(|| model::Monitoring {
        to_date: Value::parse(&text(Role::ToDate).unwrap_or_default(), dates),
        forecast: Value::parse(&text(Role::Forecast).unwrap_or_default(), dates),
        possibility: text(Role::Possibility),
        causes: Vec::new(),
        note: text(Role::Deviation),
    })
}

/// A name as a message quotes it.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(16).collect();
    if chars.next().is_some() {
        format!("{head}…")
    } else {
        head
    }
}

/// The class of a row from its level words.
pub(crate) fn class_of(
    level1_text: Option<&str>,
    level2_text: Option<&str>,
) -> Option<model::IndicatorClass> {
    use law::vocabulary::Group;
    use model::IndicatorClass;
    if let Some(word) = level2_text.and_then(level2) {
        return Some(word.class);
    }
    match level1_text.and_then(level1) {
        Some(Group::Cost) => Some(IndicatorClass::Cost),
        Some(Group::Satisfaction) => Some(IndicatorClass::Satisfaction),
        Some(_) => Some(IndicatorClass::Other),
        None => (level1_text.is_some() || level2_text.is_some()).then_some(IndicatorClass::Other),
    }
}
