//! Columns read one after the other: all level-2 words of a block, then all its names, then all its values.

use super::tokens::Token;
use law::vocabulary::{Group, Role, column_role, level1, level2};
use model::value::DateContext;
use model::{Operator, Value, ValueKind};

/// A piece and the token it came from.
pub(super) type Piece = (String, usize);

/// A dealt row: one cell a column.
pub(super) type Cells = Vec<Option<Piece>>;

/// Columns that such a table can have; looking further would take time by the square of the page.
const COLUMNS: usize = 12;

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

/// Deals a block whose level words all come first; nothing when it is no such block.
pub(super) fn deal(block: &[Piece], roles: &[Role]) -> Option<Vec<Cells>> {
    let count = |pieces: &[Piece], is: fn(&str) -> bool| {
        pieces.iter().take_while(|(text, _)| is(text)).count()
    };
    // 满意度指标 is a word of both levels: each number of first-level words is tried.
    let firsts = count(block, |text| level1(text).is_some());
    (0..=firsts).rev().find_map(|first| {
        let (above, below) = block.split_at(first);
        let seconds = count(below, |text| level2(text).is_some());
        let (seconds, rest) = below.split_at(seconds);
        if seconds.len() < 2 || rest.iter().any(|(text, _)| level2(text).is_some()) {
            return None;
        }
        let columns: Vec<usize> = (0..roles.len())
            .filter(|index| !matches!(roles[*index], Role::Level1 | Role::Level2))
            .collect();
        let parts = divide(&joined(rest), seconds.len(), &columns, roles)?;
        rows(above, seconds, &parts, roles)
    })
}

/// A table read column by column: its columns, its rows, and where it ends.
pub(super) struct InTurn {
    /// Token and role of each column.
    pub cells: Vec<(usize, Role)>,
    pub rows: Vec<Cells>,
    pub end: usize,
}

/// A table whose columns stand one after the other, each below its head: 一级指标 and its words, 二级指标 and its words, the
/// names, the values.
pub(super) fn in_turn(tokens: &[Token], start: usize) -> Option<InTurn> {
    let head = |index: usize| column_role(&tokens.get(index)?.text);
    if !matches!(head(start), Some(Role::Level1 | Role::Level2)) || head(start + 1).is_some() {
        return None;
    }
    let mut cells: Vec<(usize, Role)> = Vec::new();
    let mut columns: Vec<Vec<Piece>> = Vec::new();
    let mut at = start;
    while let Some(role) = head(at) {
        let end = (at + 1..tokens.len()).find(|index| head(*index).is_some());
        let pieces: Vec<Piece> = (at + 1..end.unwrap_or(tokens.len()))
            .map(|index| (tokens[index].text.clone(), index))
            .collect();
        if cells.len() == COLUMNS {
            return None;
        }
        cells.push((at, role));
        columns.push(joined(&pieces));
        match end {
            Some(end) => at = end,
            None => break,
        }
    }
    let roles: Vec<Role> = cells.iter().map(|(_, role)| *role).collect();
    let column = |role| roles.iter().position(|other| *other == role);
    let seconds = columns[column(Role::Level2)?].clone();
    // What follows the last column is no part of it.
    columns.last_mut()?.truncate(seconds.len());
    let firsts = column(Role::Level1).map_or(Vec::new(), |at| columns[at].clone());
    let parts: Vec<(usize, Cells)> = (0..roles.len())
        .filter(|at| !matches!(roles[*at], Role::Level1 | Role::Level2))
        .map(|at| (at, columns[at].iter().cloned().map(Some).collect()))
        .collect();
    let whole = seconds.len() >= 2
        && column(Role::Name).is_some()
        && column(Role::Value).is_some()
        && parts.iter().all(|(_, cells)| cells.len() == seconds.len());
    let rows = whole.then(|| rows(&firsts, &seconds, &parts, &roles))??;
    let last = |(_, index): &Piece| index + 1;
    let end = columns.last()?.last().map_or(at + 1, last);
    Some(InTurn { cells, rows, end })
}

/// One row a level-2 word; a level-1 word stands at the first row of its group. Nothing when a first level has no row.
fn rows(
    firsts: &[Piece],
    seconds: &[Piece],
    parts: &[(usize, Cells)],
    roles: &[Role],
) -> Option<Vec<Cells>> {
    let position = |role| roles.iter().position(|other| *other == role);
    let mut dealt: Vec<Cells> = (0..seconds.len())
        .map(|number| {
            let mut cells: Cells = vec![None; roles.len()];
            for (column, part) in parts {
                cells[*column] = part[number].clone();
            }
            if let Some(column) = position(Role::Level2) {
                cells[column] = Some(seconds[number].clone());
            }
            cells
        })
        .collect();
    let Some(column) = position(Role::Level1) else {
        return Some(dealt);
    };
    for first in firsts {
        let group = level1(&first.0)?;
        let row = seconds.iter().position(|(text, _)| {
            group == Group::Other || level2(text).is_some_and(|second| second.group == group)
        })?;
        dealt[row][column].get_or_insert_with(|| first.clone());
    }
    Some(dealt)
}

/// Pieces with the line breaks inside brackets undone: `供水点（含单`, `村水井）数量`.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let open = |text: &str| text.matches(['（', '(']).count() > text.matches(['）', ')']).count();
    let mut out: Vec<Piece> = Vec::new();
    for (text, index) in pieces {
        match out.last_mut() {
            Some(last) if open(&last.0) => last.0.push_str(text),
            _ => out.push((text.clone(), *index)),
        }
    }
    out
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
    fn first_levels_before_the_second_ones_go_to_their_groups() {
        let roles = [Role::Level1, Role::Level2, Role::Name, Role::Value];
        let block = pieces(&[
            "效益指标",
            "满意度指标",
            "社会效益指标",
            "服务对象满意度指标",
            "水质信息公开率（含单",
            "村水井）",
            "居民满意度",
            "100%",
            "≥85%",
        ]);
        let rows = deal(&block, &roles).unwrap();
        let text =
            |row: usize, column: usize| rows[row][column].as_ref().map(|(text, _)| text.as_str());
        assert_eq!(text(0, 0), Some("效益指标"));
        assert_eq!(text(0, 2), Some("水质信息公开率（含单村水井）"));
        assert_eq!(text(1, 0), Some("满意度指标"));
        assert_eq!(text(1, 3), Some("≥85%"));
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
