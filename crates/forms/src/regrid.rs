//! Text that lost its cell borders, as cells again: one cell a line, everything on one line, no separators at all, rows broken at
//! empty cells, columns read one after the other.
//!
//! Whatever the damage, the text is a stream of pieces. Frame words (labels, level words, column heads) say where cells begin;
//! the head of the indicator table says which columns follow one another; the cheapest way to deal the pieces to these columns
//! wins. The result is a page of separated text, read like any other.

mod by_column;
mod deal;
mod digits;
mod glued;
mod tokens;

use law::vocabulary::{
    Field, Role, closes_table, column_part, column_role, fund_column, label, title_kind,
};
use model::page::{Block, Cell, CellLayout, RawDocument, Row};
use tokens::Token;

/// The same document with its cells found anew; nothing when it has real cells or no head of an indicator table.
pub(crate) fn restore(document: &RawDocument) -> Option<RawDocument> {
    if document
        .blocks
        .iter()
        .any(|block| block.layout == CellLayout::Ruled)
    {
        return None;
    }
    let tokens = tokens::of(document);
    let mut rows: Vec<Row> = Vec::new();
    let mut found = false;
    let mut at = 0;
    while at < tokens.len() {
        let table = (at..tokens.len()).find_map(|index| Some((index, table_at(&tokens, index)?)));
        let Some((start, table)) = table else {
            rows.extend(frame(&tokens[at..]));
            break;
        };
        found = true;
        rows.extend(frame(&tokens[at..start]));
        rows.extend(table.rows);
        at = table.end;
    }
    found.then(|| RawDocument {
        blocks: vec![Block {
            name: None,
            layout: CellLayout::Flattened,
            rows,
        }],
        notes: document.notes.clone(),
    })
}

/// Name and value of an indicator in one text.
pub(crate) fn split_item(text: &str) -> Vec<String> {
    glued::split(text, &[Role::Name, Role::Value])
}

/// An indicator table in the stream: its head and its rows, and where it ends.
struct Table {
    rows: Vec<Row>,
    end: usize,
}

/// The table that begins at this token.
fn table_at(tokens: &[Token], start: usize) -> Option<Table> {
    let head_row = |cells: &[(usize, Role)]| {
        let cells = cells.iter();
        let cells = cells.map(|(token, _)| Some((tokens[*token].text.clone(), *token)));
        row(cells.collect(), tokens)
    };
    if let Some(turned) = by_column::in_turn(tokens, start) {
        let rows = turned.rows.into_iter().map(|cells| row(cells, tokens));
        return Some(Table {
            rows: std::iter::once(head_row(&turned.cells))
                .chain(rows)
                .collect(),
            end: turned.end,
        });
    }
    let head = head_at(tokens, start)?;
    let end = body_end(tokens, head.end);
    let mut rows = vec![head_row(&head.cells)];
    rows.extend(body(tokens, &head, end));
    Some(Table { rows, end })
}

/// The head of an indicator table in the stream.
struct Head {
    end: usize,
    /// Token and role of each column.
    cells: Vec<(usize, Role)>,
    /// Whether its words were glued together, and so are the rows below.
    glued: bool,
}

/// Columns of one head; a deal takes time by the cube of them, so that a head repeated without rows must end.
const COLUMNS: usize = 40;

/// A head that begins at this token: column words one after the other, with levels, a name and a value among them.
fn head_at(tokens: &[Token], start: usize) -> Option<Head> {
    if !matches!(
        column_role(&tokens[start].text)?,
        Role::Level1 | Role::Level2
    ) {
        return None;
    }
    let mut cells: Vec<(usize, Role)> = Vec::new();
    let mut end = start;
    for (index, token) in tokens.iter().enumerate().skip(start).take(COLUMNS) {
        let Some(role) = column_role(&token.text) else {
            break;
        };
        cells.push((index, role));
        end = index + 1;
    }
    // The first row of a nested head was read before the second one: its other columns stand to the right.
    let before: Vec<(usize, Role)> = (0..start)
        .rev()
        .take(COLUMNS)
        .map_while(|index| Some((index, column_role(&tokens[index].text)?)))
        .collect();
    let outer = before
        .into_iter()
        .rev()
        .filter(|(_, role)| !matches!(role, Role::Name | Role::Value));
    let outer: Vec<(usize, Role)> = outer
        .filter(|(_, role)| !cells.iter().any(|(_, other)| other == role))
        .collect();
    cells.extend(outer);
    let has = |role| cells.iter().any(|(_, other)| *other == role);
    let is_part = |token: &Token| column_part(&token.text).is_some_and(has);
    end += tokens[end..]
        .iter()
        .take_while(|token| is_part(token))
        .count();
    let complete = cells.len() >= 3 && has(Role::Name) && (has(Role::Value) || has(Role::Actual));
    let next = tokens.get(start + 1);
    let glued = tokens[start].glued
        && cells.len() >= 3
        && next.is_some_and(|next| next.piece == tokens[start].piece);
    complete.then_some(Head { end, cells, glued })
}

/// Where the rows of a table end: at a closing row, the next title, the next project or the next head.
fn body_end(tokens: &[Token], from: usize) -> usize {
    let ends = |index: &usize| {
        let token = &tokens[*index];
        closes_table(&token.text)
            || title_kind(&token.text).is_some()
            || label(&token.text) == Some(Field::ProjectName)
            || column_role(&token.text) == Some(Role::Level1)
    };
    (from..tokens.len()).find(ends).unwrap_or(tokens.len())
}

/// The rows of a table.
fn body(tokens: &[Token], head: &Head, end: usize) -> Vec<Row> {
    let roles: Vec<Role> = head.cells.iter().map(|(_, role)| *role).collect();
    let mut pieces: Vec<(String, usize)> = Vec::new();
    for (index, token) in tokens.iter().enumerate().take(end).skip(head.end) {
        let text = &token.text;
        let level =
            law::vocabulary::level1(text).is_some() || law::vocabulary::level2(text).is_some();
        if (head.glued || token.glued) && !level {
            pieces.extend(
                glued::split(text, &roles)
                    .into_iter()
                    .map(|part| (part, index)),
            );
        } else {
            pieces.push((text.clone(), index));
        }
    }
    let mut rows = Vec::new();
    for block in by_column::blocks(&pieces) {
        let dealt = by_column::deal(block, &roles).unwrap_or_else(|| deal::deal(block, &roles));
        rows.extend(dealt.into_iter().map(|cells| row(cells, tokens)));
    }
    rows
}

/// Label and value rows above a table: a label begins a row, unless a value still waits beside another label.
fn frame(tokens: &[Token]) -> Vec<Row> {
    let mut rows: Vec<Vec<Option<(String, usize)>>> = Vec::new();
    let mut last: Option<Frame> = None;
    for (index, token) in tokens.iter().enumerate() {
        let kind = Frame::of(&token.text);
        let goes_on = match (last, kind) {
            (_, Frame::Caption) => false,
            // 预期目标 and 实际完成情况 stand side by side, their texts below.
            (Some(Frame::Goal), Frame::Goal) => true,
            (Some(Frame::Goal), Frame::Text) => rows.last().is_some_and(|row| row.len() == 1),
            (_, Frame::Goal | Frame::Label) => false,
            (Some(Frame::Column | Frame::Heading), Frame::Column) => true,
            (_, Frame::Heading | Frame::Column) => false,
            (Some(Frame::Caption) | None, Frame::Text) => false,
            (Some(Frame::Text), Frame::Text) => rows.last().is_some_and(|row| row.len() < 12),
            (_, Frame::Text) => true,
        };
        let cell = Some((token.text.clone(), index));
        match rows.last_mut() {
            // A goal runs over several lines until its sentence ends.
            Some(row) if last == Some(Frame::Text) && kind == Frame::Text && is_open_goal(row) => {
                if let Some(Some((text, _))) = row.last_mut() {
                    text.push_str(&token.text);
                }
            }
            Some(row) if goes_on => row.push(cell),
            _ => rows.push(vec![cell]),
        }
        last = Some(kind);
    }
    digits::part(&mut rows);
    rows.into_iter().map(|cells| row(cells, tokens)).collect()
}

/// Whether a row is one goal whose text does not end yet.
fn is_open_goal(row: &[Option<(String, usize)>]) -> bool {
    let [Some((label, _)), Some((text, _))] = row else {
        return false;
    };
    Frame::of(label) == Frame::Goal && !text.ends_with(['。', '；', '！', '.', ';'])
}

/// What a piece above the table is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Caption,
    Label,
    Goal,
    Heading,
    Column,
    Text,
}

impl Frame {
    fn of(text: &str) -> Frame {
        if title_kind(text).is_some() || crate::head::is_year_or_unit(text) {
            return Frame::Caption;
        }
        match label(text) {
            Some(Field::Heading) => Frame::Heading,
            _ if fund_column(text).is_some() => Frame::Column,
            Some(
                Field::AnnualGoal
                | Field::Goal
                | Field::WholeGoal
                | Field::ExpectedGoal
                | Field::ReachedGoal,
            ) => Frame::Goal,
            Some(_) => Frame::Label,
            None => Frame::Text,
        }
    }
}

/// A row of separated text; an empty cell has the place of its neighbour.
fn row(cells: Vec<Option<(String, usize)>>, tokens: &[Token]) -> Row {
    let first = cells
        .iter()
        .flatten()
        .map(|(_, index)| *index)
        .next()
        .unwrap_or(0);
    let mut near = tokens
        .get(first)
        .map(|token| token.place.clone())
        .unwrap_or(model::Place::text(1, 1));
    let cells = (1..).zip(cells).map(|(column, cell)| {
        let text = match cell {
            Some((text, index)) => {
                if let Some(token) = tokens.get(index) {
                    near = token.place.clone();
                }
                text
            }
            None => String::new(),
        };
        Cell::new(column, text, near.clone())
    });
    Row {
        cells: cells.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_whose_last_word_ends_the_text_is_read() {
        let words = ["得分", "分值", "备注", "一级指标"];
        let tokens: Vec<Token> = (0..)
            .zip(words)
            .map(|(piece, text)| Token {
                text: text.to_owned(),
                place: model::Place::text(1, 1),
                piece,
                glued: true,
            })
            .collect();
        assert!(head_at(&tokens, 3).is_none_or(|head| !head.glued));
    }

    #[test]
    fn a_head_repeated_without_rows_comes_to_an_end() {
        let words = ["一级指标", "二级指标", "三级指标", "指标值"].repeat(300);
        let tokens: Vec<Token> = (0..)
            .zip(words)
            .map(|(piece, text)| Token {
                text: text.to_owned(),
                place: model::Place::text(1, 1),
                piece,
                glued: false,
            })
            .collect();
        for start in [0, 600] {
            let head = head_at(&tokens, start).unwrap();
            assert!(head.cells.len() <= 2 * COLUMNS, "{}", head.cells.len());
        }
    }
}
