//! The money block: totals, lines in the block whose label stands to their left, and tables with several amounts a line.

use crate::line::{Line, Slot};
use law::vocabulary::{Field, FundColumn, fund_column, label, label_text, without_number};
use model::page::CellLayout;
use model::text::half_width;
use model::{Amount, Exact, Form, FormKind, FundLine, MoneyUnit, Place};

/// Collects amounts until the unit of the form is known.
#[derive(Default)]
pub(super) struct FundReader {
    amounts: Vec<Typed>,
    /// Blocks that are open, by the column of their label.
    blocks: Vec<(u32, Vec<String>)>,
    /// Totals that stand side by side in one row, by column: lines below belong to the one to their left.
    halves: Vec<(u32, Field)>,
    row: Vec<(u32, Field)>,
    /// Numbered labels that are open, the outermost first: `（一）财政拨款小计`, below it `1、一般公共预算`.
    outline: Vec<(Numbering, String)>,
    /// The columns of a table with several amounts a line, and how many cells its head has.
    columns: Vec<(u32, FundColumn)>,
    width: usize,
    /// What the head of that table is called: 预算执行情况.
    name: String,
}

/// An amount as typed.
struct Typed {
    field: Field,
    path: Vec<String>,
    label: String,
    raw: String,
    at: Option<Place>,
    /// Whether it belongs to the whole period of a form that prints both halves.
    whole: bool,
    /// The other cells of a line with several amounts.
    cells: Vec<(FundColumn, String, Place)>,
}

/// How the lines of a numbered list are numbered, the outermost first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Numbering {
    /// `一、`
    Chapter,
    /// `（一）`
    Section,
    /// `1、`
    Point,
    /// `（1）`
    Item,
}

impl Numbering {
    fn of(label: &str) -> Option<Numbering> {
        let text = label.trim();
        if without_number(text) == text {
            return None;
        }
        let inner = text.trim_start_matches(['(', '（']);
        let digits = inner.starts_with(half_width_digit);
        Some(match (inner.len() < text.len(), digits) {
            (false, false) => Numbering::Chapter,
            (true, false) => Numbering::Section,
            (false, true) => Numbering::Point,
            (true, true) => Numbering::Item,
        })
    }
}

impl FundReader {
    /// Whether a money line was read already.
    pub(super) fn is_open(&self) -> bool {
        !self.amounts.is_empty() || !self.row.is_empty()
    }

    /// Opens a block (本级资金, 转移资金) at this column.
    pub(super) fn open_block(&mut self, column: u32, label: String) {
        self.blocks.retain(|(other, _)| *other != column);
        self.blocks.push((column, vec![label]));
        self.blocks.sort_by_key(|(column, _)| *column);
    }

    /// Reads a row of a table with several amounts a line, its head included; false when the row is none.
    pub(super) fn row(&mut self, line: &Line, unit: &mut Option<MoneyUnit>) -> bool {
        let head = head_columns(line);
        if head.len() >= 2 {
            for slot in line.filled() {
                super::unit_in(&slot.text, unit);
            }
            self.width = line.slots.len();
            self.name = line
                .filled()
                .next()
                .map(|slot| label_text(&slot.text))
                .unwrap_or_default();
            let inline = line
                .filled()
                .any(|slot| inline_column(&slot.text).is_some_and(|(_, rest)| !rest.is_empty()));
            self.columns = head;
            return !inline || self.line(line);
        }
        if self.columns.is_empty() {
            return false;
        }
        line.filled()
            .filter(|slot| label(&slot.text) == Some(Field::Heading))
            .for_each(|slot| super::unit_in(&slot.text, unit));
        let read = self.line(line);
        if !read && line.filled().next().is_some() {
            self.columns.clear();
        }
        read
    }

    /// Reads one line of such a table: the label to the left, then an amount a column.
    fn line(&mut self, line: &Line) -> bool {
        let first = self.columns.first().map_or(0, |(column, _)| *column);
        // A row that lost its covered cells: its first amount stands directly behind the label.
        let flattened = line.layout == CellLayout::Flattened && line.slots.len() < self.width;
        let labelled = line
            .slots
            .iter()
            .position(|slot| label(&slot.text).is_some_and(super::is_money));
        let slip = labelled
            .filter(|at| flattened && line.slots.get(at + 1).is_some_and(|next| !next.is_empty()));
        let slip = slip.map_or(0, |at| first.saturating_sub(line.slots[at].column + 1));
        let column = |slot: &Slot| slot.column + slip;
        let named = line
            .filled()
            .filter(|slot| column(slot) < first && inline_column(&slot.text).is_none())
            .last();
        if named.is_none() && self.is_nameless(line, first) {
            let cells = line.filled().filter_map(|slot| {
                let (_, role) = self
                    .columns
                    .iter()
                    .rev()
                    .find(|(start, _)| *start <= slot.column)?;
                Some((*role, slot.text.clone(), slot.place()))
            });
            let cells = cells.collect();
            self.amounts.push(Typed {
                field: Field::AnnualTotal,
                path: vec![self.name.clone()],
                label: self.name.clone(),
                raw: String::new(),
                at: None,
                whole: false,
                cells,
            });
            return true;
        }
        // A row that begins with another label of the head is none of the table, whatever numbers it speaks of.
        let starts_other = line
            .filled()
            .next()
            .is_some_and(|slot| label(&slot.text).is_some_and(super::goals::is_goal));
        let Some(named) = named.filter(|_| !starts_other) else {
            return false;
        };
        let field = label(&named.text);
        let mut cells: Vec<(FundColumn, String, Place)> = Vec::new();
        for slot in line
            .slots
            .iter()
            .filter(|slot| slot.begins && column(slot) >= first)
        {
            let Some((_, role)) = self
                .columns
                .iter()
                .rev()
                .find(|(start, _)| *start <= column(slot))
            else {
                continue;
            };
            let text = inline_column(&slot.text).map_or(slot.text.as_str(), |(_, rest)| rest);
            match cells.iter_mut().find(|(other, ..)| other == role) {
                Some(cell) if cell.1.is_empty() => *cell = (*role, text.to_owned(), slot.place()),
                Some(_) => {}
                None => cells.push((*role, text.to_owned(), slot.place())),
            }
        }
        let money = |field: &Field| super::is_money(*field);
        let has_number = cells
            .iter()
            .any(|(_, text, _)| text.contains(|c: char| half_width_digit(c)));
        let numbering = Numbering::of(&named.text);
        // The label of a block is one of the lines where it is numbered like them, or has amounts of its own.
        let is_line = field == Some(Field::Block) && (has_number || numbering.is_some());
        let known = field.as_ref().is_some_and(money) || is_line;
        if !known && (field.is_some() || !has_number) {
            return false;
        }
        let text = label_text(&named.text);
        let field = match field {
            Some(Field::Total | Field::AnnualTotal | Field::BlockTotal) => Field::AnnualTotal,
            _ => Field::Fund,
        };
        let path = match field {
            Field::Fund => self.outlined(numbering, &text),
            _ => vec![text.clone()],
        };
        self.amounts.push(Typed {
            field,
            path,
            label: text,
            raw: String::new(),
            at: None,
            whole: false,
            cells,
        });
        true
    }

    /// Whether a row without a label holds just the amounts of the table's columns.
    fn is_nameless(&self, line: &Line, first: u32) -> bool {
        let mut filled = line.filled().peekable();
        let start = filled.peek().map(|slot| slot.column);
        let numbers = filled.all(|slot| slot.text.starts_with(half_width_digit));
        numbers
            && start.is_some_and(|start| start >= first || line.layout != CellLayout::Ruled)
            && line.filled().count() >= 2
    }

    /// Takes an amount; `column` is that of its label.
    pub(super) fn amount(
        &mut self,
        field: Field,
        column: u32,
        label: &str,
        raw: &str,
        at: Option<Place>,
    ) {
        let numbering = Numbering::of(label);
        let label = label_text(label);
        let block = self
            .blocks
            .iter()
            .rev()
            .find(|(start, _)| *start <= column)
            .map(|(_, path)| path.clone());
        self.row.push((column, field));
        let half = self
            .halves
            .iter()
            .rev()
            .find(|(start, _)| *start <= column)
            .map(|(_, field)| *field);
        let whole = half == Some(Field::Total);
        let (path, label) = match (field, block) {
            (Field::BlockTotal, Some(path)) => {
                (path.clone(), path.last().cloned().unwrap_or(label))
            }
            (Field::Fund, Some(mut path)) => {
                path.push(label.clone());
                (path, label)
            }
            (Field::Fund, None) => (self.outlined(numbering, &label), label),
            _ => (vec![label.clone()], label),
        };
        self.amounts.push(Typed {
            field,
            path,
            label,
            raw: raw.to_owned(),
            at,
            whole,
            cells: Vec::new(),
        });
    }

    /// The path of a label in a numbered list: below the last label with an outer kind of number.
    fn outlined(&mut self, numbering: Option<Numbering>, label: &str) -> Vec<String> {
        let Some(numbering) = numbering else {
            self.outline.clear();
            return vec![label.to_owned()];
        };
        self.outline.retain(|(outer, _)| *outer < numbering);
        self.outline.push((numbering, label.to_owned()));
        self.outline.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Ends a row: two totals side by side open two halves.
    pub(super) fn end_row(&mut self) {
        let amounts: Vec<(u32, Field)> = self.row.drain(..).collect();
        let totals: Vec<(u32, Field)> = amounts
            .iter()
            .filter_map(|&(column, field)| match field {
                Field::Total | Field::BlockTotal => Some((column, Field::Total)),
                Field::AnnualTotal => Some((column, Field::AnnualTotal)),
                _ => None,
            })
            .collect();
        if totals.len() == 2 && totals[0].1 != totals[1].1 {
            self.halves = totals;
        } else if totals.is_empty() && self.halves.len() == 2 && amounts.len() == 2 {
            // Where covered cells were left out, columns moved; two amounts of a row still belong to the halves in their order.
            for (typed, (_, half)) in self.amounts.iter_mut().rev().zip(self.halves.iter().rev()) {
                typed.whole = *half == Field::Total;
            }
        }
    }

    /// Puts the amounts into the form, in its unit.
    pub(super) fn finish(self, form: &mut Form) {
        let unit = form.amount_unit;
        let blocks = !self.blocks.is_empty();
        for typed in self.amounts {
            if !typed.cells.is_empty() {
                table_line(form, typed, unit);
                continue;
            }
            let amount = Amount::parse(&typed.raw, unit, typed.at);
            match typed.field {
                Field::Total => {
                    form.funds.total.get_or_insert(amount);
                }
                Field::AnnualTotal => {
                    form.funds.annual_total.get_or_insert(amount);
                }
                Field::BlockTotal
                    if typed.path.len() == 1 && label(&typed.label) == Some(Field::BlockTotal) =>
                {
                    // 资金总额 without a block is the total of the project.
                    form.funds.total.get_or_insert(amount);
                }
                _ => {
                    let mut path = typed.path;
                    if typed.whole && !blocks {
                        path.insert(0, "项目总额".to_owned());
                    }
                    form.funds
                        .lines
                        .push(FundLine::plain(typed.label, path, amount));
                }
            }
        }
    }
}

/// A line with several amounts: the budget in force is the adjusted one where there is one.
fn table_line(form: &mut Form, typed: Typed, unit: Option<MoneyUnit>) {
    let cell = |role: FundColumn| typed.cells.iter().find(|(other, ..)| *other == role);
    let amount = |role| cell(role).map(|(_, text, at)| Amount::parse(text, unit, Some(at.clone())));
    let number = |role| {
        cell(role)
            .and_then(|(_, text, _)| Exact::parse(half_width(text).trim_end_matches(['%', '分'])))
    };
    let (initial, budget) = (amount(FundColumn::Initial), amount(FundColumn::Budget));
    let in_force = budget.clone().or(initial.clone());
    let in_force = in_force.unwrap_or_else(|| Amount::parse("", unit, None));
    // A monitoring form usually has the initial budget alone, which then is the one in force.
    let initial = initial.filter(|_| form.kind != FormKind::Monitoring || budget.is_some());
    let note = cell(FundColumn::Note).map(|(_, text, _)| text.trim().to_owned());
    if typed.field == Field::AnnualTotal {
        form.funds.annual_total.get_or_insert(in_force.clone());
        if let Some(score) = number(FundColumn::Score) {
            form.evaluation.get_or_insert_default().execution_score = Some(score);
        }
    }
    form.funds.lines.push(FundLine {
        initial,
        executed: amount(FundColumn::Executed),
        forecast: amount(FundColumn::Forecast),
        note: note.filter(|text| !text.is_empty()),
        rate: number(FundColumn::Rate),
        weight: number(FundColumn::Weight),
        score: number(FundColumn::Score),
        ..FundLine::plain(typed.label, typed.path, in_force)
    });
}

/// The columns that a row is the head of: 年初预算数, 全年执行数, 执行率 …
fn head_columns(line: &Line) -> Vec<(u32, FundColumn)> {
    let column = |slot: &Slot| {
        fund_column(&slot.text).or_else(|| inline_column(&slot.text).map(|(column, _)| column))
    };
    let found: Vec<(u32, FundColumn)> = line
        .filled()
        .filter_map(|slot| Some((slot.column, column(slot)?)))
        .collect();
    // 分值 and 得分 alone stand in other heads too.
    let money = found.iter().any(|(_, column)| {
        matches!(
            column,
            FundColumn::Initial | FundColumn::Budget | FundColumn::Executed
        )
    });
    if money { found } else { Vec::new() }
}

/// `预算数：1460万元`: a column's head and its amount in one cell.
fn inline_column(text: &str) -> Option<(FundColumn, &str)> {
    let (head, rest) = text.split_once(['：', ':'])?;
    Some((fund_column(head)?, rest.trim()))
}

fn half_width_digit(c: char) -> bool {
    model::text::half_width_char(c).is_ascii_digit()
}
