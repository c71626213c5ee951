//! Which cell of a row belongs to which column: every slip of the row is a candidate, the cheapest one wins.

use crate::columns::{ColumnSet, Columns};
use crate::cost;
use crate::line::{Line, Slot};
use law::vocabulary::{Role, is_tick, level1, level2};
use model::page::CellLayout;
use model::value::DateContext;
use model::{Exact, Operator, Place, Value, ValueKind};

/// A text in its column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub text: String,
    pub place: Place,
    /// False when the cell reaches down from a row above.
    pub begins: bool,
}

/// A row with its cells placed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    pub level1: Option<Part>,
    pub level2: Option<Part>,
    pub name: Option<Part>,
    pub value: Option<Part>,
    /// The value cell, filled or not.
    pub value_cell: Option<Place>,
    pub others: Vec<(Role, Part)>,
    /// The words of the columns that are ticked.
    pub ticks: Vec<(Role, &'static str)>,
    /// Cells that no column takes.
    pub loose: Vec<Part>,
    /// By how many columns the row slipped to the left.
    pub slip: i64,
    pub cost: u32,
}

impl Placed {
    /// The text of another column.
    pub(crate) fn other(&self, role: Role) -> Option<&Part> {
        self.others
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, part)| part)
    }

    /// Whether nothing begins in this row.
    pub(crate) fn is_blank(&self) -> bool {
        let parts = [&self.level1, &self.level2, &self.name, &self.value];
        let begins = parts
            .into_iter()
            .flatten()
            .chain(self.others.iter().map(|(_, part)| part))
            .any(|part| part.begins);
        !begins && self.loose.is_empty()
    }
}

/// The cheapest placement of a row in the columns of one horizon.
pub(crate) fn place(line: &Line, columns: &Columns, set: &ColumnSet) -> Placed {
    // A cell that reaches down holds its columns, so such a row cannot have slipped.
    let anchored = line
        .slots
        .iter()
        .any(|slot| !slot.begins && set.at(slot.column).is_some_and(|c| is_level(c.role)));
    let slips: &[i64] = if anchored || columns.is_list() || columns.sets.len() > 1 {
        &[0]
    } else {
        &[0, 1, 2, 3, -1]
    };
    let straight = candidate(line, columns, set, 0);
    if straight.cost == 0 || slips.len() == 1 {
        return straight;
    }
    let slipped = slips
        .iter()
        .filter(|slip| **slip != 0 && slip.abs() <= set.most_slip())
        .map(|slip| candidate(line, columns, set, *slip));
    std::iter::once(straight)
        .chain(slipped)
        .chain(in_order(line, set))
        .min_by_key(|placed| (placed.cost, placed.slip.abs()))
        .unwrap_or_default()
}

fn is_level(role: Role) -> bool {
    matches!(role, Role::Level1 | Role::Level2)
}

fn candidate(line: &Line, columns: &Columns, set: &ColumnSet, slip: i64) -> Placed {
    let mut placed = Placed {
        slip,
        ..Placed::default()
    };
    let slip_cost = if line.layout == CellLayout::Ruled {
        cost::SLIP_REAL
    } else {
        cost::SLIP
    };
    let further = slip.unsigned_abs().saturating_sub(1) as u32;
    placed.cost = if slip == 0 {
        0
    } else {
        slip_cost + cost::SLIP_FURTHER * further
    };
    for slot in &line.slots {
        let column = i64::from(slot.column) + if slot.begins { slip } else { 0 };
        let home = u32::try_from(column).ok().and_then(|column| set.at(column));
        let Some(home) = home else {
            let field = columns
                .fields
                .iter()
                .any(|c| (c.first..=c.last).contains(&slot.column));
            let other_set = field || columns.sets.iter().any(|s| s.at(slot.column).is_some());
            let label = !slot.is_empty() && is_level_word(&slot.text);
            if !slot.is_empty() && slot.begins && (!other_set || field && label) {
                placed.cost += cost::HOMELESS + u32::from(label);
                placed.loose.push(part(slot));
            }
            continue;
        };
        if home.role == Role::Value && placed.value_cell.is_none() {
            placed.value_cell = Some(slot.place());
        }
        if let Some(word) = home.tick.filter(|_| is_tick(&slot.text)) {
            placed.ticks.push((home.role, word));
        } else if !slot.is_empty() {
            put(&mut placed, home.role, part(slot));
        }
    }
    placed.cost += misfit(&placed);
    placed
}

/// A row that lost covered cells at its beginning and holds another between name and value: its texts in their order, where the
/// table has no columns but levels, name and value.
fn in_order(line: &Line, set: &ColumnSet) -> Option<Placed> {
    const ORDER: [Role; 4] = [Role::Value, Role::Name, Role::Level2, Role::Level1];
    let plain = set
        .columns
        .iter()
        .all(|column| ORDER.contains(&column.role) || column.role == Role::Remark);
    let filled: Vec<&Slot> = line.filled().collect();
    if line.layout != CellLayout::Flattened || !plain || !(2..=4).contains(&filled.len()) {
        return None;
    }
    let mut placed = Placed {
        slip: set.most_slip(),
        cost: cost::SLIP + 2 * cost::SLIP_FURTHER,
        value_cell: filled.last().map(|slot| slot.place()),
        ..Placed::default()
    };
    for (slot, role) in filled.iter().rev().zip(ORDER) {
        put(&mut placed, role, part(slot));
    }
    placed.cost += misfit(&placed);
    Some(placed)
}

fn part(slot: &Slot) -> Part {
    Part {
        text: slot.text.clone(),
        place: slot.place(),
        begins: slot.begins,
    }
}

fn put(placed: &mut Placed, role: Role, mut part: Part) {
    if is_level(role) {
        // 产 出 指 标 in a narrow column is one word.
        part.text = model::text::squeezed(&part.text);
    }
    let field = match role {
        Role::Level1 => &mut placed.level1,
        Role::Level2 => &mut placed.level2,
        Role::Name => &mut placed.name,
        Role::Value => &mut placed.value,
        _ => {
            placed.others.push((role, part));
            return;
        }
    };
    match field {
        // A merged cell repeated into each of its places is one cell.
        Some(first) if first.text == part.text => {}
        Some(_) => {
            placed.cost += cost::CROWDED;
            placed.loose.push(part);
        }
        None => *field = Some(part),
    }
}

/// How badly the texts fit their columns.
fn misfit(placed: &Placed) -> u32 {
    let mut sum = 0;
    if let Some(part) = &placed.level1 {
        sum += match (level1(&part.text), level2(&part.text)) {
            (Some(_), _) => 0,
            (None, Some(_)) => cost::WRONG_LEVEL,
            (None, None) => unknown_level(&part.text),
        };
    }
    if let Some(part) = &placed.level2 {
        sum += match (level2(&part.text), level1(&part.text)) {
            (Some(_), _) => 0,
            (None, Some(_)) => cost::FIRST_AS_SECOND,
            (None, None) => unknown_level(&part.text),
        };
    }
    if let Some(part) = &placed.name {
        let value = Value::parse(&part.text, DateContext::NONE);
        let bare = value.kind == ValueKind::Number
            && (value.unit.is_some() || value.operator.is_some() || part.text.len() <= 6);
        if bare || value.kind == ValueKind::Deadline {
            sum += cost::VALUE_AS_NAME;
        } else if is_level_word(&part.text) {
            sum += cost::LEVEL_AS_TEXT;
        }
    }
    if let Some(part) = &placed.value {
        if is_level_word(&part.text) {
            sum += cost::LEVEL_AS_TEXT;
        } else if Value::parse(&part.text, DateContext::NONE).kind == ValueKind::Text {
            sum += cost::WORDS_AS_VALUE;
        }
        if placed.name.is_none() {
            sum += cost::NO_NAME;
        }
    }
    let strange = placed
        .others
        .iter()
        .filter(|(role, part)| !fits(*role, &part.text))
        .count();
    sum + cost::MISFIT * strange as u32
}

fn unknown_level(text: &str) -> u32 {
    if !matches!(
        Value::parse(text, DateContext::NONE).kind,
        ValueKind::Text | ValueKind::Ordinal
    ) {
        return cost::VALUE_AS_LEVEL;
    }
    if text.chars().count() > 10 {
        cost::SENTENCE_AS_LEVEL
    } else {
        cost::UNKNOWN_LEVEL
    }
}

fn is_level_word(text: &str) -> bool {
    // 满意度 alone can be a name, 满意度指标 cannot.
    (level1(text).is_some() || level2(text).is_some()) && !text.contains("满意度")
        || text.ends_with("满意度指标")
}

fn fits(role: Role, text: &str) -> bool {
    match role {
        Role::Operator => {
            Operator::from_word(text).is_some()
                || ["定性", "定量", "正向", "反向"]
                    .iter()
                    .any(|word| text.contains(word))
        }
        Role::Unit => text.chars().count() <= 8,
        Role::Weight | Role::Score => {
            Exact::parse(text.trim_end_matches(['分', '%', '％'])).is_some()
                || text.chars().count() <= 2
        }
        _ => true,
    }
}
