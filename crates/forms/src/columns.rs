//! What the columns of the indicator table mean: its head decides, not their order or number.

mod points;

use crate::line::{Line, Slot};
use law::vocabulary::{Field, Role, column_role, label, label_text, level1, level2, tick_word};
use model::page::CellLayout;
use model::value::DateContext;
use model::{Exact, Horizon, Value, ValueKind};
use points::{nameless_points, weight_total};

/// The columns of an indicator table; a form with two horizons side by side, or with a value for each region, has several sets.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// One set a horizon or region.
    pub sets: Vec<ColumnSet>,
    /// Columns that hold fields of the head: a list of many projects has the project's name in one.
    pub fields: Vec<FieldColumn>,
    /// What the points add up to, as the head prints it: 分值（90分）, 绩效指标（90分）.
    pub weight_total: Option<Exact>,
    /// How many rows the head takes.
    pub rows: usize,
}

/// The columns of one horizon or region.
#[derive(Clone, Debug)]
pub(crate) struct ColumnSet {
    /// The span of time.
    pub horizon: Horizon,
    /// The region, where there is one value column for each.
    pub region: Option<String>,
    /// Role and columns, first and last, from left to right.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub role: Role,
    pub first: u32,
    pub last: u32,
    /// The word of a column to tick: 经费保障, 确定能.
    pub tick: Option<&'static str>,
}

/// A column that holds a field of the head.
#[derive(Clone, Debug)]
pub(crate) struct FieldColumn {
    pub field: Field,
    pub label: String,
    pub first: u32,
    pub last: u32,
}

impl Columns {
    /// Whether the table lists several projects.
    pub(crate) fn is_list(&self) -> bool {
        self.fields
            .iter()
            .any(|column| column.field == Field::ProjectName)
    }
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
    pub(crate) fn most_slip(&self) -> i64 {
        let levels = self
            .columns
            .iter()
            .filter(|c| matches!(c.role, Role::Level1 | Role::Level2))
            .count() as i64;
        // The label of the whole block, to the left of the levels, is covered in every row but the first.
        let block = self.columns.first().is_some_and(|column| column.first > 1);
        levels + i64::from(block)
    }
}

/// A cell of the head, with the columns it speaks for.
struct HeadCell {
    first: u32,
    last: u32,
    text: String,
    role: Option<Role>,
    begins: bool,
    region: Option<String>,
}

/// Bytes that two words of a head have together at most.
const GLUED: usize = 72;

/// Rows above the level words of a head that may hold words of it.
const HEAD_ABOVE: usize = 2;

/// The columns, when the head of an indicator table begins at this row: a level column, a name column and a value column.
pub(crate) fn head(lines: &[Line], index: usize) -> Option<Columns> {
    let line = &lines[index];
    let mut cells = cells(line);
    // Most rows end here: a head has at least two words of its own.
    if cells.iter().filter(|cell| cell.role.is_some()).count() < 2 {
        return None;
    }
    part_glued_words(&mut cells, lines, index);
    words_above(&mut cells, lines, index);
    nameless_points(&mut cells, lines, index);
    let seen = cells
        .iter()
        .filter(|cell| cell.begins && cell.role.is_some())
        .count();
    if seen < 3 && !(seen >= 2 && cells.iter().filter(|cell| cell.role.is_some()).count() >= 3) {
        return None;
    }
    let below = lines
        .get(index + 1)
        .filter(|below| below.block == line.block && is_second_row(&cells, below));
    if let Some(below) = below {
        refine(&mut cells, below);
    }
    drop_block_label(&mut cells);
    let weight_total = weight_total(&cells);
    let rows = 1 + usize::from(below.is_some());
    let has = |cells: &[HeadCell], role| cells.iter().any(|cell| cell.role == Some(role));
    if !has(&cells, Role::Value) && !has(&cells, Role::Actual) {
        name_regions(&mut cells, lines, index + rows);
    }
    let levels = has(&cells, Role::Level1) || has(&cells, Role::Level2);
    let named = has(&cells, Role::Name) || has(&cells, Role::Level1) && has(&cells, Role::Level2);
    let valued = has(&cells, Role::Value) || has(&cells, Role::Actual);
    if !levels || !named || !valued {
        return None;
    }
    if !has(&cells, Role::Name) {
        one_step_off(&mut cells, lines, index + rows);
    }
    let fields = cells.iter().filter(|cell| cell.role.is_none());
    let fields = fields
        .filter_map(|cell| {
            Some(FieldColumn {
                field: label(&cell.text)?,
                label: label_text(&cell.text),
                first: cell.first,
                last: cell.last,
            })
        })
        .collect();
    Some(Columns {
        sets: sets(&cells),
        fields,
        weight_total,
        rows,
    })
}

fn cells(line: &Line) -> Vec<HeadCell> {
    let filled: Vec<&Slot> = line.slots.iter().filter(|slot| !slot.is_empty()).collect();
    let cell = |(index, slot): (usize, &&Slot)| HeadCell {
        first: slot.column,
        // A head cell reaches over the empty head cells behind it.
        last: filled.get(index + 1).map_or(u32::MAX, |next| {
            next.column.saturating_sub(1).max(slot.last)
        }),
        text: slot.text.clone(),
        role: column_role(&slot.text),
        begins: slot.begins,
        region: None,
    };
    filled.iter().enumerate().map(cell).collect()
}

/// Two words of the head that stand so close that they were read as one (`一级指标二级指标`): the second speaks for the first of its
/// columns that holds something below.
fn part_glued_words(cells: &mut Vec<HeadCell>, lines: &[Line], index: usize) {
    let line = &lines[index];
    if line.layout != CellLayout::Flattened {
        return;
    }
    let mut number = 0;
    while number < cells.len() {
        let cell = &cells[number];
        let halves = || {
            cell.text.char_indices().skip(2).find_map(|(at, _)| {
                let (first, second) = cell.text.split_at(at);
                Some((first, second, column_role(first)?, column_role(second)?))
            })
        };
        let may_be = cell.role.is_none() && cell.text.len() <= GLUED;
        if let Some((first, second, role, next)) = may_be.then(halves).flatten() {
            let holds = |column: &u32| {
                let rows = lines.iter().skip(index + 1).take(8);
                let mut below = rows.filter(|below| below.block == line.block);
                below.any(|below| below.filled().any(|slot| slot.column == *column))
            };
            let width = line.slots.last().map_or(0, |slot| slot.column);
            let column = (cell.first + 1..=cell.last.min(width)).find(holds);
            if let Some(column) = column {
                let behind = HeadCell {
                    first: column,
                    last: cell.last,
                    text: second.to_owned(),
                    role: Some(next),
                    begins: cell.begins,
                    region: None,
                };
                let first = first.to_owned();
                let cell = &mut cells[number];
                (cell.last, cell.text, cell.role) = (column - 1, first, Some(role));
                cells.insert(number + 1, behind);
            }
        }
        number += 1;
    }
}

/// Words of the rows above in columns that this row leaves empty: a head over several rows whose spans were lost.
fn words_above(cells: &mut Vec<HeadCell>, lines: &[Line], index: usize) {
    let line = &lines[index];
    if line.layout != CellLayout::Flattened {
        return;
    }
    let empty = |column: u32| {
        line.slots
            .iter()
            .any(|slot| slot.column == column && slot.is_empty())
    };
    let mut fresh: Vec<HeadCell> = Vec::new();
    for (distance, above) in lines[..index].iter().rev().take(HEAD_ABOVE).enumerate() {
        if above.block != line.block {
            break;
        }
        let known = |slot: &Slot| label(&slot.text).is_some() || column_role(&slot.text).is_some();
        let is_head = above.filled().all(known);
        for slot in above.filled().filter(|slot| empty(slot.column)) {
            let role = column_role(&slot.text)
                .filter(|role| is_head && !matches!(role, Role::Level1 | Role::Level2));
            let field = distance == 0 && label(&slot.text).is_some();
            if (role.is_some() || field) && fresh.iter().all(|cell| cell.first != slot.column) {
                fresh.push(HeadCell {
                    first: slot.column,
                    last: if role.is_some() {
                        u32::MAX
                    } else {
                        slot.column
                    },
                    text: slot.text.clone(),
                    role,
                    begins: false,
                    region: None,
                });
            }
        }
        if !is_head {
            break;
        }
    }
    if fresh.is_empty() {
        return;
    }
    cells.extend(fresh);
    cells.sort_by_key(|cell| cell.first);
    for index in 1..cells.len() {
        cells[index - 1].last = cells[index - 1].last.min(cells[index].first - 1);
    }
}

/// Whether this row divides wide cells of the head above it: 指标值 into last year's and this year's, or into regions.
fn is_second_row(cells: &[HeadCell], below: &Line) -> bool {
    let filled: Vec<&Slot> = below.filled().collect();
    let divides = |slot: &&Slot| {
        let above = cells
            .iter()
            .find(|cell| (cell.first..=cell.last).contains(&slot.column));
        above.is_some_and(|cell| {
            !matches!(cell.role, Some(Role::Level1 | Role::Level2 | Role::Name))
        })
    };
    let words = |slot: &&Slot| {
        let value = Value::parse(&slot.text, DateContext::NONE);
        value.kind == ValueKind::Text
            && level1(&slot.text).is_none()
            && level2(&slot.text).is_none()
            && slot.text.chars().count() <= 14
    };
    let covered = below.layout != CellLayout::Ruled || below.slots.iter().any(|slot| !slot.begins);
    filled.len() >= 2 && covered && filled.iter().all(divides) && filled.iter().all(words)
}

/// Puts the cells of a second row in the place of the wide cells above them.
fn refine(cells: &mut Vec<HeadCell>, below: &Line) {
    let filled: Vec<&Slot> = below.filled().collect();
    let mut fresh: Vec<HeadCell> = Vec::new();
    for cell in cells.drain(..) {
        let inside: Vec<&&Slot> = filled
            .iter()
            .filter(|slot| (cell.first..=cell.last).contains(&slot.column))
            .collect();
        if inside.is_empty() {
            fresh.push(cell);
            continue;
        }
        let values = inside.len();
        for (number, slot) in inside.iter().enumerate() {
            let last = inside
                .get(number + 1)
                .map_or(cell.last.max(slot.last), |next| next.column - 1);
            let own = if ["上年", "去年", "上一年", "前一年"]
                .iter()
                .any(|word| slot.text.contains(word))
            {
                Some(Role::Previous)
            } else {
                column_role(&slot.text).or(cell.role)
            };
            // Several unnamed parts of one value column are its regions.
            let region = own == Some(Role::Value)
                && cell.role == Some(Role::Value)
                && column_role(&slot.text).is_none()
                && values > 1;
            let year = ["本年", "当年", "预期", "年度"]
                .iter()
                .any(|word| slot.text.contains(word));
            let region = (region && !year).then(|| slot.text.clone());
            fresh.push(HeadCell {
                first: slot.column,
                last,
                text: slot.text.clone(),
                role: own,
                begins: true,
                region,
            });
        }
    }
    *cells = fresh;
}

/// 绩效指标 to the left of the level columns is the label of the whole block.
fn drop_block_label(cells: &mut [HeadCell]) {
    let level = cells
        .iter()
        .position(|cell| matches!(cell.role, Some(Role::Level1 | Role::Level2)));
    for cell in cells.iter_mut().take(level.unwrap_or(0)) {
        if cell.role == Some(Role::Name) {
            cell.role = None;
        }
    }
}

/// Columns behind the name whose heads nobody knows and whose cells are values: towns stand directly in the head.
fn name_regions(cells: &mut [HeadCell], lines: &[Line], from: usize) {
    let Some(name) = cells.iter().position(|cell| cell.role == Some(Role::Name)) else {
        return;
    };
    let unknown: Vec<usize> = (name + 1..cells.len())
        .filter(|index| cells[*index].role.is_none())
        .collect();
    let value_like = |cell: &HeadCell| {
        let below = lines.iter().skip(from).take(6).filter_map(|line| {
            line.slots
                .iter()
                .find(|slot| slot.column == cell.first && !slot.is_empty())
        });
        let (mut values, mut all) = (0, 0);
        for slot in below {
            all += 1;
            values +=
                usize::from(Value::parse(&slot.text, DateContext::NONE).kind != ValueKind::Text);
        }
        all > 0 && values * 2 > all
    };
    if unknown.len() < 2 || !unknown.iter().all(|index| value_like(&cells[*index])) {
        return;
    }
    for index in unknown {
        cells[index].role = Some(Role::Value);
        cells[index].region = Some(cells[index].text.clone());
    }
}

/// Without a name column and with level-2 words in the first one, every head stands one step off.
fn one_step_off(cells: &mut [HeadCell], lines: &[Line], from: usize) {
    let Some(first) = cells
        .iter()
        .find(|cell| cell.role == Some(Role::Level1))
        .map(|cell| cell.first)
    else {
        return;
    };
    let words: Vec<&str> = lines
        .iter()
        .skip(from)
        .take(12)
        .filter_map(|line| {
            line.slots
                .iter()
                .find(|slot| slot.column == first && slot.begins && !slot.is_empty())
        })
        .map(|slot| slot.text.as_str())
        .collect();
    let seconds = words
        .iter()
        .filter(|word| level2(word).is_some() && level1(word).is_none_or(|_| word.contains("成本")))
        .count();
    if words.is_empty() || seconds * 3 < words.len() * 2 {
        return;
    }
    for cell in cells.iter_mut() {
        cell.role = match cell.role {
            Some(Role::Level1) => Some(Role::Level2),
            Some(Role::Level2) => Some(Role::Name),
            other => other,
        };
    }
}

/// One set for a plain table; one for each half where name and value are printed twice (the left one is the whole period); one
/// for each region.
fn sets(cells: &[HeadCell]) -> Vec<ColumnSet> {
    let columns = || {
        cells.iter().filter_map(|cell| {
            Some((
                Column {
                    role: cell.role?,
                    first: cell.first,
                    last: cell.last,
                    tick: tick_word(&cell.text)
                        .filter(|_| matches!(cell.role, Some(Role::Deviation | Role::Possibility))),
                },
                cell,
            ))
        })
    };
    let plain = |horizon, region: Option<String>, keep: &dyn Fn(&HeadCell) -> bool| ColumnSet {
        horizon,
        region,
        columns: columns()
            .filter(|(_, cell)| keep(cell))
            .map(|(column, _)| column)
            .collect(),
    };
    let regions: Vec<&String> = cells
        .iter()
        .filter_map(|cell| cell.region.as_ref())
        .collect();
    if !regions.is_empty() {
        let set = |region: &&String| {
            plain(Horizon::Annual, Some((*region).clone()), &|cell| {
                cell.region.is_none() || cell.region.as_ref() == Some(region)
            })
        };
        return regions.iter().map(set).collect();
    }
    let values: Vec<&HeadCell> = cells
        .iter()
        .filter(|cell| cell.role == Some(Role::Value))
        .collect();
    let names = cells
        .iter()
        .filter(|cell| cell.role == Some(Role::Name))
        .count();
    let ([left, _], 2) = (values.as_slice(), names) else {
        return vec![plain(Horizon::Annual, None, &|_| true)];
    };
    let middle = left.last;
    vec![
        plain(Horizon::Whole, None, &|cell| cell.first <= middle),
        plain(Horizon::Annual, None, &|cell| {
            cell.first > middle || cell.role == Some(Role::Level1)
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Place;
    use model::page::{Block, Cell, CellLayout, RawDocument, Row};

    fn columns(cells: &[&str]) -> Option<Columns> {
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
        head(&lines, 0)
    }

    fn check(cells: &[&str]) -> Option<String> {
        let sets = columns(cells)?.sets;
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
    fn the_head_says_what_the_points_add_up_to() {
        let total = |first: &str, weight: &str| {
            let cells = [first, "一级指标", "二级指标", "三级指标", "指标值", weight];
            columns(&cells)
                .unwrap()
                .weight_total
                .map(|total| total.to_string())
        };
        assert_eq!(total("绩效指标", "分值权重（90分）").as_deref(), Some("90"));
        assert_eq!(total("绩效指标（90分）", "权重").as_deref(), Some("90"));
        assert_eq!(
            total("绩效指标（90分）", "权重(100分)").as_deref(),
            Some("100")
        );
        assert_eq!(total("绩效指标", "权重（%）"), None);
        assert_eq!(total("绩效指标", "分值（满分制）"), None);
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
