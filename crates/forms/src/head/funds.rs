//! The money block: totals, and lines in the block whose label stands to their left.

use law::vocabulary::{Field, label_text};
use model::{Amount, Form, FundLine, Place};

/// Collects amounts until the unit of the form is known.
#[derive(Default)]
pub(super) struct FundReader {
    amounts: Vec<Typed>,
    /// Blocks that are open, by the column of their label.
    blocks: Vec<(u32, Vec<String>)>,
    /// Totals that stand side by side in one row, by column: lines below belong to the one to their left.
    halves: Vec<(u32, Field)>,
    row: Vec<(u32, Field)>,
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
}

impl FundReader {
    /// Opens a block (本级资金, 转移资金) at this column.
    pub(super) fn open_block(&mut self, column: u32, label: String) {
        self.blocks.retain(|(other, _)| *other != column);
        self.blocks.push((column, vec![label]));
        self.blocks.sort_by_key(|(column, _)| *column);
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
            _ => (vec![label.clone()], label),
        };
        self.amounts.push(Typed {
            field,
            path,
            label,
            raw: raw.to_owned(),
            at,
            whole,
        });
    }

    /// Ends a row: two totals side by side open two halves.
    pub(super) fn end_row(&mut self) {
        let totals: Vec<(u32, Field)> = self
            .row
            .drain(..)
            .filter(|(_, field)| matches!(field, Field::Total | Field::AnnualTotal))
            .collect();
        if totals.len() == 2 && totals[0].1 != totals[1].1 {
            self.halves = totals;
        }
    }

    /// Puts the amounts into the form, in its unit.
    pub(super) fn finish(self, form: &mut Form) {
        let unit = form.amount_unit;
        let blocks = !self.blocks.is_empty();
        for typed in self.amounts {
            let amount = Amount::parse(&typed.raw, unit, typed.at);
            match typed.field {
                Field::Total => {
                    form.funds.total.get_or_insert(amount);
                }
                Field::AnnualTotal => {
                    form.funds.annual_total.get_or_insert(amount);
                }
                Field::BlockTotal
                    if typed.path.first() == Some(&typed.label)
                        && typed.label.starts_with("资金") =>
                {
                    // 资金总额 without a block is the total of the project.
                    form.funds.total.get_or_insert(amount);
                }
                _ => {
                    let mut path = typed.path;
                    if typed.whole && !blocks {
                        path.insert(0, "项目总额".to_owned());
                    }
                    form.funds.lines.push(FundLine {
                        label: typed.label,
                        path,
                        amount,
                        initial: None,
                        executed: None,
                        rate: None,
                        weight: None,
                        score: None,
                        inferred: false,
                    });
                }
            }
        }
    }
}
