//! Rows → indicators: fill-down, labels on rows of their own or in the middle of their block, lines of a merged cell, and the
//! readings that come close.

mod build;
mod centred;
mod extent;
mod lone;

use crate::columns::{ColumnSet, Columns};
use crate::line::Line;
use crate::placement::{Part, Placed, place};
use crate::{cost, overlap};
use law::vocabulary::head;
use model::page::CellLayout;
use model::value::DateContext;
use model::{Indicator, Note, Place};

pub(crate) use build::class_of;

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
    /// What the repairs of all its rows cost.
    pub cost: u32,
}

/// Another reading of some rows.
pub(crate) struct Alternative {
    pub cost: u32,
    pub why: String,
    /// Index of the row and how this reading sees it.
    pub rows: Vec<(usize, Indicator)>,
}

/// An indicator before its parts are read.
struct Draft {
    placed: Placed,
    level1: Option<String>,
    level2: Option<(String, Place)>,
    /// The line it begins on, and the last one that belongs to it.
    line: usize,
    last: usize,
    /// Whether its own row carries a level word.
    labelled: bool,
    /// Whether it carries a level-1 word, a level-2 word.
    begins: (bool, bool),
    /// Counts level-1 blocks.
    block: usize,
    /// The pieces of a name that stands on several lines.
    pieces: Vec<Part>,
    /// What the label was inferred from.
    inferred: Option<(&'static str, String)>,
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

/// Reads the rows from `start` to the end of the table, which a closing row or `stop` sets.
pub(crate) fn read(
    lines: &[Line],
    start: usize,
    stop: usize,
    columns: &Columns,
    set: &ColumnSet,
    dates: DateContext,
) -> Table {
    let extent = extent::of(lines, start, stop, columns);
    let mut reader = Reader {
        lines,
        drafts: Vec::new(),
        lone: Vec::new(),
        lone_firsts: Vec::new(),
        loose: extent.loose,
        level1: None,
        level2: None,
        block: 0,
    };
    let mut cost = 0;
    for index in extent.rows {
        let placed = place(&lines[index], columns, set);
        cost += placed.cost;
        reader.row(index, placed);
    }
    let mut table = build::table(reader, set, dates);
    (table.end, table.cost) = (extent.end, cost);
    table
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    drafts: Vec<Draft>,
    /// Second levels on rows of their own.
    lone: Vec<LoneLabel>,
    /// First levels on rows of their own.
    lone_firsts: Vec<LoneLabel>,
    loose: Vec<Part>,
    level1: Option<String>,
    level2: Option<(String, Place)>,
    block: usize,
}

impl Reader<'_> {
    fn row(&mut self, index: usize, mut placed: Placed) {
        if placed.is_blank() {
            return;
        }
        self.loose.append(&mut placed.loose);
        self.mend_cut_words(&mut placed);
        let begins = |part: &Option<Part>| part.as_ref().is_some_and(|part| part.begins);
        if let Some(part) = placed.level1.as_ref().filter(|part| part.begins) {
            // A level word repeated on every row, or on a new page, begins no new block.
            if self.level1.as_deref() != Some(&part.text) {
                self.level2 = None;
                self.block += 1;
            }
            self.level1 = Some(part.text.clone());
        }
        if let Some(part) = placed.level2.as_ref().filter(|part| part.begins) {
            self.level2 = Some((part.text.clone(), part.place.clone()));
        }
        let has_name = placed
            .name
            .as_ref()
            .is_some_and(|part| !is_filler(&part.text));
        let unlabelled = !begins(&placed.level1) && !begins(&placed.level2);
        if !has_name && !unlabelled && self.names_above(index, &placed) {
            return;
        }
        if !has_name && !begins(&placed.value) {
            let before = self.drafts.len();
            let lone = |part: &Part| LoneLabel {
                before,
                text: part.text.clone(),
                place: part.place.clone(),
                line: index,
            };
            let label = |part: &Option<Part>| part.as_ref().filter(|part| part.begins).map(lone);
            self.lone_firsts.extend(label(&placed.level1));
            self.lone.extend(label(&placed.level2));
            return;
        }
        if !begins(&placed.name) && !begins(&placed.value) {
            return;
        }
        if unlabelled
            && (self.completes(index, &placed, has_name) || self.continues(index, &placed))
        {
            return;
        }
        self.push(index, placed, unlabelled);
    }

    /// A level word whose cell the end of a page cut in two: `效益指` above, `标` below; the rows above get the whole word.
    fn mend_cut_words(&mut self, placed: &mut Placed) {
        let level1 = |text: &str| law::vocabulary::level1(text).is_some();
        let level2 = |text: &str| law::vocabulary::level2(text).is_some();
        if let (Some(above), Some(part)) = (&self.level1, &mut placed.level1)
            && let Some(whole) = whole_word(above, part, level1)
        {
            for draft in self
                .drafts
                .iter_mut()
                .filter(|draft| draft.block == self.block)
            {
                draft.level1 = Some(whole.clone());
            }
            (part.text, part.begins) = (whole.clone(), false);
            self.level1 = Some(whole);
        }
        if let (Some((above, place)), Some(part)) = (&self.level2, &mut placed.level2)
            && let Some(whole) = whole_word(above, part, level2)
        {
            let own = |draft: &&mut Draft| {
                draft
                    .level2
                    .as_ref()
                    .is_some_and(|(_, other)| other == place)
            };
            for (text, _) in self
                .drafts
                .iter_mut()
                .filter(own)
                .filter_map(|draft| draft.level2.as_mut())
            {
                text.clone_from(&whole);
            }
            (part.text, part.begins) = (whole.clone(), false);
            self.level2 = Some((whole, place.clone()));
        }
    }

    fn push(&mut self, index: usize, placed: Placed, unlabelled: bool) {
        let begins = |part: &Option<Part>| part.as_ref().is_some_and(|part| part.begins);
        let above = self
            .lone
            .last()
            .filter(|label| label.before == self.drafts.len() && unlabelled);
        let inferred = match above {
            _ if placed.slip != 0 => {
                let word = self.level2.as_ref().map_or("", |(text, _)| text);
                Some((
                    "shifted_row",
                    format!("本行比表头少一格，按错位一格读取，归入“{word}”。请对照原件。"),
                ))
            }
            Some(label) => Some((
                "label_on_own_row",
                format!(
                    "“{}”单独占一行（{}），按其下一行的标签读取。请对照原件。",
                    label.text, label.place
                ),
            )),
            None => None,
        };
        self.drafts.push(Draft {
            level1: self.level1.clone(),
            level2: self.level2.clone(),
            line: index,
            last: index,
            labelled: !unlabelled,
            begins: (begins(&placed.level1), begins(&placed.level2)),
            block: self.block,
            pieces: placed.name.iter().cloned().collect(),
            placed,
            inferred,
        });
    }

    /// A value without a name completes the row above, when that has a name and no value.
    fn completes(&mut self, index: usize, placed: &Placed, has_name: bool) -> bool {
        let Some(above) = self
            .drafts
            .last_mut()
            .filter(|above| above.last + 1 == index && !has_name)
        else {
            return false;
        };
        if above.placed.value.is_some() || placed.value.is_none() || above.placed.name.is_none() {
            return false;
        }
        above.placed.value.clone_from(&placed.value);
        above.placed.others.extend(placed.others.iter().cloned());
        above.last = index;
        true
    }

    /// A name that began on the line above, which has no value, and ends on this one, which has it.
    fn begins_above(&mut self, index: usize, placed: &Placed) -> bool {
        let flattened = self.lines[index].layout == CellLayout::Flattened;
        let (Some(part), Some(_), true) = (&placed.name, &placed.value, flattened) else {
            return false;
        };
        let Some(above) = self
            .drafts
            .last_mut()
            .filter(|above| above.last + 1 == index && above.placed.value.is_none())
        else {
            return false;
        };
        let Some(name) = above
            .placed
            .name
            .as_mut()
            .filter(|name| goes_on(&name.text, &part.text))
        else {
            return false;
        };
        name.text.push_str(&part.text);
        above.pieces.push(part.clone());
        above.placed.value.clone_from(&placed.value);
        above.placed.others.extend(placed.others.iter().cloned());
        above.last = index;
        true
    }

    /// Label and value on the middle line of a name that stands on several: the line above holds its beginning.
    fn names_above(&mut self, index: usize, placed: &Placed) -> bool {
        let (level1, level2) = (self.level1.clone(), self.level2.clone());
        let Some(above) = self
            .drafts
            .last_mut()
            .filter(|above| above.last + 1 == index && !above.labelled)
        else {
            return false;
        };
        if above.placed.value.is_some() || placed.value.is_none() || above.placed.name.is_none() {
            return false;
        }
        above.placed.value.clone_from(&placed.value);
        above.placed.others.extend(placed.others.iter().cloned());
        (above.level1, above.level2, above.labelled) = (level1, level2, true);
        above.begins = (placed.level1.is_some(), placed.level2.is_some());
        above.block = self.block;
        above.last = index;
        true
    }

    /// A line without labels and value is the rest of the name above it when their texts overlap, or when together they make
    /// a name and apart they do not.
    fn continues(&mut self, index: usize, placed: &Placed) -> bool {
        if self.begins_above(index, placed) {
            return true;
        }
        let bare = placed.value.is_none() && placed.others.iter().all(|(_, part)| !part.begins);
        let own_cell = self.lines[index].layout == CellLayout::Ruled && placed.value_cell.is_some();
        let (Some(part), false) = (placed.name.as_ref().filter(|_| bare), own_cell) else {
            return false;
        };
        let Some(above) = self
            .drafts
            .last_mut()
            .filter(|above| above.last + 1 == index)
        else {
            return false;
        };
        let Some(name) = &mut above.placed.name else {
            return false;
        };
        let joins =
            overlap::joined(&name.text, &part.text).is_some() || goes_on(&name.text, &part.text);
        if joins {
            name.text.push_str(&part.text);
            above.pieces.push(part.clone());
            above.last = index;
        }
        joins
    }
}

/// The level word that two pieces make, when the second is none by itself.
fn whole_word(above: &str, part: &Part, known: fn(&str) -> bool) -> Option<String> {
    let whole = format!("{above}{}", part.text);
    (part.begins && !known(&part.text) && known(&whole)).then_some(whole)
}

/// Whether a line is more cheaply read as the rest of the name above it than as an indicator of its own.
fn goes_on(above: &str, rest: &str) -> bool {
    let joined = format!("{above}{rest}");
    let whole = |text: &str| head(text).is_some();
    let (mut together, mut apart) = (cost::NAME_GOES_ON, cost::BARE_NAME);
    if whole(&joined) && !whole(above) {
        apart += cost::SIGN;
    }
    if above.ends_with(['的', '及', '和', '与', '、', '，', '（', '('])
        || rest.starts_with(['及', '和', '与', '的', '、', '，', '）', ')', '等'])
    {
        apart += cost::SIGN;
    }
    if rest.chars().count() <= 4 {
        apart += cost::SIGN;
    }
    if whole(above) && whole(rest) && rest.chars().count() > 4 {
        together += cost::SIGN;
    }
    together < apart
}

/// Dots that a template prints to say "and so on".
fn is_filler(text: &str) -> bool {
    crate::name::clean(text)
        .text
        .chars()
        .all(|c| "….·。—-".contains(c))
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
