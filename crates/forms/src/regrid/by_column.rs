//! Columns read one after the other: all level-2 words of a block, then all its names, then all its values.

use law::vocabulary::{Role, level1, level2};
use model::value::DateContext;
use model::{Operator, Value, ValueKind};

/// A piece and the token it came from.
pub(super) type Piece = (String, usize);

/// A dealt row: one cell a column.
pub(super) type Cells = Vec<Option<Piece>>;

/// The pieces of each level-1 block.
pub(super) fn blocks(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut starts: Vec<usize> = (0..pieces.len())
        .filter(|index| begins_block(pieces, *index))
        .collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    starts.push(pieces.len());
    starts
        .windows(2)
        .map(|pair| &pieces[pair[0]..pair[1]])
        .filter(|block| !block.is_empty())
        .collect()
}

fn begins_block(pieces: &[Piece], index: usize) -> bool {
    // 成本指标 and 满意度指标 are words of both levels: a first level is followed by a second one of its own class.
    let next = pieces.get(index + 1).and_then(|(text, _)| level2(text));
    let both = level2(&pieces[index].0);
    level1(&pieces[index].0).is_some()
        && both.is_none_or(|own| next.is_some_and(|next| next.class == own.class))
}

/// Deals a block whose level-2 words all come first; nothing when it is no such block.
pub(super) fn deal(block: &[Piece], roles: &[Role]) -> Option<Vec<Cells>> {
    let first = usize::from(level1(&block[0].0).is_some());
    let count = block[first..]
        .iter()
        .take_while(|(text, _)| level2(text).is_some())
        .count();
    let rest = &block[first + count..];
    if count < 2 || rest.iter().any(|(text, _)| level2(text).is_some()) {
        return None;
    }
    let columns: Vec<usize> = (0..roles.len())
        .filter(|index| !matches!(roles[*index], Role::Level1 | Role::Level2))
        .collect();
    let parts = divide(rest, count, &columns, roles)?;
    let position = |role| roles.iter().position(|other| *other == role);
    let mut rows: Vec<Cells> = Vec::new();
    for number in 0..count {
        let mut cells: Cells = vec![None; roles.len()];
        if let Some(column) = position(Role::Level1).filter(|_| number == 0 && first == 1) {
            cells[column] = Some(block[0].clone());
        }
        if let Some(column) = position(Role::Level2) {
            cells[column] = Some(block[first + number].clone());
        }
        for (column, part) in &parts {
            cells[*column] = part[number].clone();
        }
        rows.push(cells);
    }
    Some(rows)
}

/// The pieces of each column: as many as rows, only of a unit column fewer, since words have no unit.
fn divide(
    rest: &[Piece],
    count: usize,
    columns: &[usize],
    roles: &[Role],
) -> Option<Vec<(usize, Cells)>> {
    let full = |pieces: &[Piece]| pieces.iter().cloned().map(Some).collect::<Cells>();
    let wanted: Vec<usize> = columns
        .iter()
        .copied()
        .filter(|index| !is_comment(roles[*index]))
        .collect();
    let missing = (wanted.len() * count).checked_sub(rest.len())?;
    let unit = wanted.iter().position(|index| roles[*index] == Role::Unit);
    let mut parts: Vec<(usize, Cells)> = Vec::new();
    let mut at = 0;
    for (order, column) in wanted.iter().enumerate() {
        let length = if unit == Some(order) {
            count.checked_sub(missing)?
        } else {
            count
        };
        let pieces = rest.get(at..at + length)?;
        at += length;
        if length == count {
            parts.push((*column, full(pieces)));
            continue;
        }
        // The rows whose value is a number have the units, in order.
        let values = parts
            .iter()
            .find(|(other, _)| roles[*other] == Role::Value)
            .map(|(_, cells)| cells.clone())?;
        let mut units = pieces.iter();
        let cells = values.iter().map(|value| {
            let number = value.as_ref().is_some_and(|(text, _)| {
                Value::parse(text, DateContext::NONE).kind == ValueKind::Number
            });
            if number { units.next().cloned() } else { None }
        });
        parts.push((*column, cells.collect()));
    }
    let fits = parts.iter().all(|(column, cells)| {
        cells
            .iter()
            .flatten()
            .all(|(text, _)| could_be(roles[*column], text))
    });
    (at == rest.len() && fits && (missing == 0 || unit.is_some())).then_some(parts)
}

fn is_comment(role: Role) -> bool {
    matches!(
        role,
        Role::Deviation | Role::Remark | Role::Rule | Role::Basis
    )
}

fn could_be(role: Role, text: &str) -> bool {
    match role {
        Role::Operator => Operator::from_word(text).is_some() || text.contains("定性"),
        Role::Weight | Role::Score => model::Exact::parse(text).is_some(),
        Role::Name => Value::parse(text, DateContext::NONE).number.is_none(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(texts: &[&str]) -> Vec<Piece> {
        texts
            .iter()
            .enumerate()
            .map(|(index, text)| ((*text).to_owned(), index))
            .collect()
    }

    #[test]
    fn columns_read_one_after_the_other_are_rows_again() {
        let roles = [Role::Level1, Role::Level2, Role::Name, Role::Value];
        let block = pieces(&[
            "效益指标",
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "可持续影响指标",
            "亩均产值增加",
            "带动农户户数",
            "化肥使用量下降",
            "产销合作机制",
            "≥1200元",
            "≥460户",
            "≥5%",
            "长期稳定",
        ]);
        assert_eq!(blocks(&block).len(), 1);
        let rows = deal(&block, &roles).unwrap();
        let texts: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .flatten()
                    .map(|(text, _)| text.as_str())
                    .collect()
            })
            .collect();
        assert_eq!(
            texts[0],
            ["效益指标", "经济效益指标", "亩均产值增加", "≥1200元"]
        );
        assert_eq!(texts[3], ["可持续影响指标", "产销合作机制", "长期稳定"]);
    }
}
