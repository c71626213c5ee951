//! Level words in the middle of their blocks: a merged cell whose text stands on its middle line.
//!
//! The blocks are the cheapest division of the rows in which each label lies in its own block, as near to the middle as the
//! rows allow; a row that speaks for another class (money, a date, satisfaction) costs extra.

use super::{Draft, LoneLabel};
use crate::cost;
use law::vocabulary::{Group, level1, level2};
use model::value::DateContext;
use model::{IndicatorClass, Place, Value, ValueKind};

/// Rows that a table with labels in the middle of their blocks has at most; the divisions grow by their cube.
const ROWS: usize = 300;

/// A level word and where it stands, in half rows: on row `n` at 2`n`, between that row and the one above at 2`n` − 1.
struct Label {
    at: i64,
    text: String,
    place: Place,
}

/// Gives rows above the first label of their block that label, when this costs less than leaving them without one. Labels on rows
/// of their own stand between two rows.
pub(super) fn assign(
    drafts: &mut [Draft],
    lone_firsts: &[LoneLabel],
    lone_seconds: &[LoneLabel],
    dates: DateContext,
) {
    let first = |begins: fn(&Draft) -> bool| drafts.iter().position(begins).unwrap_or(0);
    let orphans =
        first(|draft| draft.level1.is_some()).max(first(|draft| draft.level2.is_some())) as u32;
    if orphans == 0 || drafts.len() > ROWS {
        return;
    }
    let cues: Vec<Option<IndicatorClass>> = drafts.iter().map(|draft| cue(draft, dates)).collect();
    let labels = |second: bool, lone: &[LoneLabel]| -> Vec<Label> {
        let of_row = |(row, draft): (usize, &Draft)| {
            let (part, word) = if second {
                let word = draft.level2.as_ref().map(|(word, _)| word);
                (draft.placed.level2.as_ref(), word)
            } else {
                (draft.placed.level1.as_ref(), draft.level1.as_ref())
            };
            // The word of the row may have been cut and mended since.
            let part = part.filter(|part| part.begins)?;
            let word = word.unwrap_or(&part.text);
            let below = drafts.get(row + 1).and_then(|below| {
                let placed = &below.placed;
                let part = if second {
                    &placed.level2
                } else {
                    &placed.level1
                };
                part.as_ref()
                    .filter(|part| !part.begins && part.text == *word)
            });
            // A word whose second half stands on the next row has its middle between the two.
            let is_halved = *word != part.text && below.is_some();
            Some(Label {
                at: 2 * row as i64 + i64::from(is_halved),
                text: word.clone(),
                place: part.place.clone(),
            })
        };
        let between = lone.iter().map(|label| Label {
            at: 2 * label.before as i64 - 1,
            text: label.text.clone(),
            place: label.place.clone(),
        });
        let of_rows = drafts.iter().enumerate().filter_map(of_row);
        let mut labels: Vec<Label> = of_rows.chain(between).collect();
        labels.sort_by_key(|label| label.at);
        labels
    };
    let firsts = labels(false, lone_firsts);
    let seconds = labels(true, lone_seconds);
    let class = |word: &str| level2(word).map(|word| word.class);
    let mismatch = |word: &str, row: usize| {
        u32::from(cues[row].is_some() && class(word).is_some() && cues[row] != class(word)) * 2
    };
    let every: Vec<usize> = (0..=drafts.len()).collect();
    let middle = divide(drafts.len(), &seconds, &every, &mismatch);
    let Some((blocks, deviation)) = on_top(drafts.len(), &seconds, &mismatch)
        .into_iter()
        .chain(middle)
        .min_by_key(|(_, deviation)| *deviation)
    else {
        return;
    };
    if cost::CENTRED + deviation / 2 >= cost::ORPHAN * orphans {
        return;
    }
    for (label, block) in seconds.iter().zip(blocks.windows(2)) {
        for draft in &mut drafts[block[0]..block[1]] {
            relabel(draft, |draft| {
                draft.level2 = Some((label.text.clone(), label.place.clone()));
            });
        }
    }
    let group = |row: usize| {
        drafts[row]
            .level2
            .as_ref()
            .and_then(|(text, _)| level2(text))
            .map(|word| word.group)
    };
    let other_group = |word: &str, row: usize| {
        let own = level1(word).filter(|own| *own != Group::Other);
        // Cost is a first level of its own in newer forms.
        let fits = own == group(row)
            || own == Some(Group::Cost)
                && drafts[row]
                    .level2
                    .as_ref()
                    .is_some_and(|(text, _)| text.contains("成本"));
        u32::from(own.is_some() && group(row).is_some() && !fits) * 4
    };
    if let Some((blocks, _)) = divide(drafts.len(), &firsts, &blocks, &other_group) {
        for (number, (label, block)) in firsts.iter().zip(blocks.windows(2)).enumerate() {
            for draft in &mut drafts[block[0]..block[1]] {
                relabel(draft, |draft| draft.level1 = Some(label.text.clone()));
                draft.block = number + 1;
            }
        }
    }
}

/// Changes a draft's label; a row that gets another one was inferred.
fn relabel(draft: &mut Draft, change: impl FnOnce(&mut Draft)) {
    let before = (draft.level1.clone(), draft.level2.clone());
    change(draft);
    if before != (draft.level1.clone(), draft.level2.clone()) {
        let note = "标签位于本组中间一行，按居中的合并单元格读取。请对照原件。".to_owned();
        draft.inferred.get_or_insert(("label_in_the_middle", note));
    }
}

/// The division in which each label stands on the first row of its block, as only the first levels were centred.
fn on_top(
    count: usize,
    labels: &[Label],
    extra: &dyn Fn(&str, usize) -> u32,
) -> Option<(Vec<usize>, u32)> {
    let mut edges: Vec<usize> = labels
        .iter()
        .map(|label| (label.at + 1) as usize / 2)
        .collect();
    if edges.first() != Some(&0) {
        return None;
    }
    edges.push(count);
    let blocks = labels.iter().zip(edges.windows(2));
    let cost = blocks
        .flat_map(|(label, block)| (block[0]..block[1]).map(|row| extra(&label.text, row)))
        .sum();
    Some((edges, cost))
}

/// The division of `count` rows into one block a label, at the allowed edges, with twice the distance of each label from the
/// middle of its block plus what its rows cost.
fn divide(
    count: usize,
    labels: &[Label],
    edges: &[usize],
    extra: &dyn Fn(&str, usize) -> u32,
) -> Option<(Vec<usize>, u32)> {
    // best: for each edge the cheapest way to end the blocks so far there, and the edges taken.
    let mut best: Vec<(usize, u32, Vec<usize>)> = vec![(0, 0, vec![0])];
    for (number, label) in labels.iter().enumerate() {
        let is_last = number + 1 == labels.len();
        let next_at = labels
            .get(number + 1)
            .map_or(2 * count as i64, |next| next.at);
        // What the rows up to each one cost under this label.
        let mut costs: Vec<u32> = vec![0];
        costs.extend((0..count).scan(0, |sum, row| {
            *sum += extra(&label.text, row);
            Some(*sum)
        }));
        let mut next: Vec<(usize, u32, Vec<usize>)> = Vec::new();
        for end in edges.iter().copied() {
            let edge = 2 * end as i64 - 1;
            if edge < label.at || edge > next_at || is_last && end != count {
                continue;
            }
            let cheapest = best
                .iter()
                .filter(|(start, ..)| *start < end && 2 * *start as i64 - 1 <= label.at)
                .map(|(start, cost, taken)| {
                    let distance = off_middle((*start + end) as i64 - 1, label.at);
                    let rows = costs[end] - costs[*start];
                    (cost + distance + rows, taken)
                })
                .min_by_key(|(cost, _)| *cost);
            if let Some((cost, taken)) = cheapest {
                let mut taken = taken.clone();
                taken.push(end);
                next.push((end, cost, taken));
            }
        }
        best = next;
    }
    best.into_iter()
        .find(|(end, ..)| *end == count)
        .map(|(_, cost, taken)| (taken, cost))
}

/// How far a label stands from the middle of its block, in half rows: of an even number of rows the upper middle one is as good as
/// the place between the two, the lower one is not.
fn off_middle(middle: i64, at: i64) -> u32 {
    match middle - at {
        1 if at % 2 == 0 => 0,
        -1 if at % 2 == 0 => 2,
        other => other.unsigned_abs() as u32,
    }
}

/// The class that a row's own words speak for.
fn cue(draft: &Draft, dates: DateContext) -> Option<IndicatorClass> {
    let name = draft
        .placed
        .name
        .as_ref()
        .map_or("", |part| part.text.as_str());
    let value = draft
        .placed
        .value
        .as_ref()
        .map(|part| Value::parse(&part.text, dates))
        .unwrap_or_default();
    if name.contains("满意") {
        return Some(IndicatorClass::Satisfaction);
    }
    if value.kind == ValueKind::Deadline {
        return Some(IndicatorClass::Time);
    }
    let money = value
        .unit
        .as_deref()
        .is_some_and(|unit| unit.contains('元'));
    (money && (name.contains("成本") || name.contains("标准"))).then_some(IndicatorClass::Cost)
}
