//! Level-2 words on rows of their own: as printed they stand for the rows below; when a page was copied they may stand one line
//! below their rows.

use super::{Alternative, Draft, LoneLabel, shortened};
use crate::cost;
use law::vocabulary::{level2, missing_between};
use model::{Indicator, Note};

/// The reading in which lone labels stand one line below their rows, when it comes close to the printed one.
pub(super) fn labels_below(
    drafts: &[Draft],
    lone: &[LoneLabel],
    rows: &[Indicator],
) -> Option<Alternative> {
    let mut other: Vec<(usize, Indicator)> = Vec::new();
    let (mut down, mut below, mut attached) = (0, 0, 0);
    let open = |row: usize| drafts.get(row).is_some_and(|draft| !draft.labelled);
    for (number, label) in lone.iter().enumerate() {
        let next = lone
            .get(number + 1)
            .map_or(drafts.len(), |next| next.before);
        let block = drafts
            .get(label.before.wrapping_sub(1))
            .map(|draft| draft.block);
        let same_block = |row: usize| drafts.get(row).map(|draft| draft.block) == block;
        // Upwards: the rows without a label that stand directly above it.
        let mut row = label.before;
        let first = number
            .checked_sub(1)
            .map_or(0, |before| lone[before].before);
        while row > first && open(row - 1) {
            row -= 1;
        }
        let adjacent = label.before > 0 && drafts[label.before - 1].last < label.line;
        if row < label.before && adjacent {
            attached += 1;
            below += cost::LABEL_BELOW;
            (row..label.before).for_each(|index| relabel(&mut other, rows, index, &label.text));
        }
        // Downwards: in the printed reading the label takes the rows below; here a label was lost for them.
        let follows = (label.before..next)
            .take_while(|row| open(*row) && same_block(*row))
            .count();
        if follows > 0 {
            down += cost::LABEL_ABOVE;
        }
        let last = number + 1 == lone.len() || !open(next.saturating_sub(1));
        if follows > 0 && last {
            below += cost::LABEL_LOST;
            if let Some((_, word)) = level2(&label.text).and_then(missing_between) {
                (label.before..label.before + follows)
                    .for_each(|index| relabel(&mut other, rows, index, &word));
            }
        }
    }
    let extra = below.saturating_sub(down);
    (attached > 0 && extra <= cost::CLOSE && !other.is_empty()).then(|| Alternative {
        cost: extra,
        why: "二级指标的标签比内容低一行".to_owned(),
        rows: other,
    })
}

fn relabel(other: &mut Vec<(usize, Indicator)>, rows: &[Indicator], index: usize, label: &str) {
    if rows[index].level2.as_deref() != Some(label) {
        other.retain(|(known, _)| *known != index);
        other.push((
            index,
            Indicator {
                level2: Some(label.to_owned()),
                ..rows[index].clone()
            },
        ));
    }
}

/// What a person is told about it.
pub(super) fn note(lone: &[LoneLabel], late: &Alternative) -> Note {
    let at = lone.iter().map(|label| label.place.clone()).collect();
    let words: Vec<String> = lone.iter().map(|label| shortened(&label.text)).collect();
    let message = format!(
        "“{}”单独占一行，标签可能比内容低一行。现按标签在上读取；另一读法涉及{}行，已完整保留，请对照原件选择。",
        words.join("”“"),
        late.rows.len()
    );
    Note::new("labels_ambiguous", message, at)
}
