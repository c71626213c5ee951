//! What the columns of the indicator table mean: its head decides, not their order or number.

use crate::line::Line;
use law::vocabulary::{Role, column_role};
use model::Horizon;

/// The columns of an indicator table; a form with two horizons side by side has two sets.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// One set a horizon.
    pub sets: Vec<ColumnSet>,
}

/// The columns of one horizon.
#[derive(Clone, Debug)]
pub(crate) struct ColumnSet {
    /// The span of time.
    pub horizon: Horizon,
    /// Role and columns, first and last, from left to right.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub role: Role,
    pub first: u32,
    pub last: u32,
}

impl ColumnSet {
    /// The column that holds this grid column.
    pub(crate) fn at(&self, column: u32) -> Option<Column> {
        self.columns
            .iter()
            .find(|c| (c.first..=c.last).contains(&column))
            .copied()
    }

    /// How far a row can have slipped: by the level columns, which are the ones that merged cells cover.
    pub(crate) fn level_columns(&self) -> i64 {
        self.columns
            .iter()
            .filter(|c| matches!(c.role, Role::Level1 | Role::Level2))
            .count() as i64
    }
}

/// The columns, when this row is the head of an indicator table: a level column, a name column and a value column.
pub(crate) fn head(line: &Line) -> Option<Columns> {
    let filled: Vec<_> = line.slots.iter().filter(|slot| !slot.is_empty()).collect();
    if filled.len() < 3 {
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut seen = 0;
    for (index, slot) in filled.iter().enumerate() {
        let Some(role) = column_role(&slot.text) else {
            continue;
        };
        // A head cell reaches over the empty head cells behind it.
        let last = filled.get(index + 1).map_or(u32::MAX, |next| {
            next.column.saturating_sub(1).max(slot.column)
        });
        seen += usize::from(slot.begins);
        columns.push(Column {
            role,
            first: slot.column,
            last,
        });
    }
    drop_block_label(&mut columns);
    let has = |role| columns.iter().any(|c: &Column| c.role == role);
    let levels = has(Role::Level1) || has(Role::Level2);
    let complete = levels
        && (has(Role::Name) || has(Role::Level1) && has(Role::Level2))
        && (has(Role::Value) || has(Role::Actual));
    (complete && seen >= 3).then(|| Columns {
        sets: sets(columns),
    })
}

/// 绩效指标 to the left of the level columns is the label of the whole block.
fn drop_block_label(columns: &mut Vec<Column>) {
    let level = columns
        .iter()
        .position(|c| matches!(c.role, Role::Level1 | Role::Level2));
    if let Some(level) = level {
        columns.drain(..level);
    }
}

/// Splits name and value columns that are printed twice: the left half is the whole period, the right half the year.
fn sets(columns: Vec<Column>) -> Vec<ColumnSet> {
    let values: Vec<u32> = columns
        .iter()
        .filter(|c| c.role == Role::Value)
        .map(|c| c.last)
        .collect();
    let names = columns.iter().filter(|c| c.role == Role::Name).count();
    if values.len() != 2 || names != 2 {
        return vec![ColumnSet {
            horizon: Horizon::Annual,
            columns,
        }];
    }
    let (left, right): (Vec<Column>, Vec<Column>) =
        columns.into_iter().partition(|c| c.first <= values[0]);
    let shared = left.iter().filter(|c| c.role == Role::Level1).copied();
    let right = shared.chain(right).collect();
    vec![
        ColumnSet {
            horizon: Horizon::Whole,
            columns: left,
        },
        ColumnSet {
            horizon: Horizon::Annual,
            columns: right,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Place;
    use model::page::{Block, Cell, CellLayout, RawDocument, Row};

    fn check(cells: &[&str]) -> Option<String> {
        let cells = cells
            .iter()
            .zip(1..)
            .map(|(text, i)| Cell::new(i, *text, Place::text(1, i)))
            .collect();
        let block = Block {
            name: None,
            layout: CellLayout::Flattened,
            rows: vec![Row { cells }],
        };
        let document = RawDocument {
            blocks: vec![block],
            notes: vec![],
        };
        let lines = crate::line::lines(&document);
        let sets = head(&lines[0])?.sets;
        let show = |set: &ColumnSet| {
            let columns: Vec<String> = set
                .columns
                .iter()
                .map(|c| format!("{:?}@{}", c.role, c.first))
                .collect();
            format!("{:?}: {}", set.horizon, columns.join(" "))
        };
        Some(sets.iter().map(show).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn an_empty_head_cell_belongs_to_its_left_neighbour() {
        assert_eq!(
            check(&["一级指标", "二级指标", "三级指标", "", "指标值", ""]).unwrap(),
            "Annual: Level1@1 Level2@2 Name@3 Value@5"
        );
    }

    #[test]
    fn two_horizons_side_by_side_are_two_sets() {
        assert_eq!(
            check(&[
                "绩效指标",
                "一级指标",
                "二级指标",
                "三级指标",
                "指标值",
                "二级指标",
                "三级指标",
                "指标值"
            ])
            .unwrap(),
            "Whole: Level1@2 Level2@3 Name@4 Value@5; Annual: Level1@2 Level2@6 Name@7 Value@8"
        );
    }

    #[test]
    fn other_rows_are_no_head() {
        assert_eq!(
            check(&["产出指标", "数量指标", "培训人数", "", "30人"]),
            None
        );
        assert_eq!(check(&["项目名称", "指标值", "备注"]), None);
    }
}
