//! 年度主要任务 of a department: a task a row with what it is about and its money, and the sums below.

use crate::line::{Line, Slot};
use model::text::{half_width, squeezed};
use model::{Amount, AmountState, Form, FundLine};

/// Reads the rows below a head with 任务名称 and 主要内容.
#[derive(Default)]
pub(super) struct TaskReader {
    columns: Option<Columns>,
}

struct Columns {
    name: u32,
    content: u32,
    /// Where the amounts stand, with their labels: 总额, 财政拨款, 其他资金.
    amounts: Vec<(u32, String)>,
}

impl TaskReader {
    /// Reads a row, its head included; false when it is none.
    pub(super) fn row(&mut self, line: &Line, form: &mut Form) -> bool {
        if let Some(columns) = head(line) {
            for slot in line.filled() {
                super::unit_in(&slot.text, &mut form.amount_unit);
            }
            self.columns = Some(columns);
            return true;
        }
        let Some(columns) = &mut self.columns else {
            return false;
        };
        if columns.amounts.is_empty() {
            columns.amounts = amounts(line);
            if columns.amounts.is_empty() {
                self.columns = None;
                return false;
            }
            return true;
        }
        let read = columns.task(line, form);
        if !read {
            self.columns = None;
        }
        read
    }
}

/// The columns, when the row is the head of the tasks; the amounts may have a row of their own below.
fn head(line: &Line) -> Option<Columns> {
    let at = |words: &[&str]| {
        let mut slots = line.filled().filter(|slot| slot.begins);
        slots.find(|slot| words.contains(&plain(slot).as_str()))
    };
    let name = at(&["任务名称", "项目(任务)名称"])?.column;
    let content = at(&["主要内容", "任务内容"])?.column;
    Some(Columns {
        name,
        content,
        amounts: amounts(line),
    })
}

/// The cells of a row that are heads of amounts.
fn amounts(line: &Line) -> Vec<(u32, String)> {
    let heads = line.filled().filter(|slot| slot.begins).filter_map(|slot| {
        let text = plain(slot);
        let known = matches!(
            text.as_str(),
            "总额" | "合计" | "金额" | "其他资金" | "其他"
        ) || text.contains("拨款")
            || text.contains("财政资金");
        known.then_some((slot.column, text))
    });
    heads.collect()
}

fn plain(slot: &Slot) -> String {
    half_width(&squeezed(&slot.text))
}

/// Whether a label says the sum of what stands with it.
fn is_total(label: &str) -> bool {
    matches!(label, "总额" | "合计" | "金额")
}

impl Columns {
    /// Puts a task, or the sums of all tasks, into the form.
    fn task(&self, line: &Line, form: &mut Form) -> bool {
        let cell = |column: u32| {
            line.slots
                .iter()
                .find(|slot| slot.begins && slot.column == column)
        };
        let text = |column: u32| cell(column).map(|slot| slot.text.trim().to_owned());
        let unit = form.amount_unit;
        let amounts: Vec<(&str, Amount)> = self
            .amounts
            .iter()
            .map(|(column, label)| {
                let slot = cell(*column);
                let raw = slot.map_or("", |slot| slot.text.trim());
                let at = slot.map(|slot| slot.place());
                (label.as_str(), Amount::parse(raw, unit, at))
            })
            .collect();
        let stated = amounts
            .iter()
            .any(|(_, amount)| amount.state == AmountState::Amount);
        let first = line.filled().next().map(plain).unwrap_or_default();
        let sums = first == "金额合计"
            || text(self.name).is_some_and(|name| matches!(name.as_str(), "金额合计" | "合计"));
        let funds = &mut form.funds;
        if sums {
            for (label, amount) in amounts {
                if is_total(label) {
                    funds.annual_total.get_or_insert(amount);
                } else {
                    let path = vec![label.to_owned()];
                    funds
                        .lines
                        .push(FundLine::plain(label.to_owned(), path, amount));
                }
            }
            return true;
        }
        let Some(name) = text(self.name).filter(|name| !name.is_empty() && stated) else {
            return false;
        };
        let total = amounts.iter().find(|(label, _)| is_total(label));
        let total = total.map_or_else(
            || Amount::parse("", unit, None),
            |(_, amount)| amount.clone(),
        );
        funds.lines.push(FundLine {
            note: text(self.content).filter(|text| !text.is_empty()),
            ..FundLine::plain(name.clone(), vec![name.clone()], total)
        });
        for (label, amount) in amounts.into_iter().filter(|(label, _)| !is_total(label)) {
            let path = vec![name.clone(), label.to_owned()];
            funds
                .lines
                .push(FundLine::plain(label.to_owned(), path, amount));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise;
    use model::page::{Block, Cell, CellLayout, RawDocument, Row};
    use model::{FormKind, Place};

    fn read(text: &str) -> Form {
        let row = |(number, line): (u32, &str)| Row {
            cells: (1..)
                .zip(line.split('|'))
                .map(|(column, text)| Cell::new(column, text, Place::text(number, column)))
                .collect(),
        };
        let pages = RawDocument {
            blocks: vec![Block {
                layout: CellLayout::Ruled,
                rows: (1..).zip(text.lines()).map(row).collect(),
                ..Block::default()
            }],
            ..RawDocument::default()
        };
        recognise(&pages).0.remove(0)
    }

    #[test]
    fn tasks_keep_their_parts_and_the_sums_are_the_department_s() {
        let form = read(
            "2025年部门整体支出绩效目标表\n部门名称|青陵市水务局||||\n年度主要任务|任务名称|主要内容|预算金额（万元）||\n|||总额|财政拨款|其他资金\n|渠道清淤|清淤十二公里|20|18|2\n|泵站维修|维修三座|10|10|0\n金额合计|||30|28|2\n年度总体目标|保障灌溉用水。||||\n一级指标|二级指标|三级指标|指标值||\n产出指标|数量指标|清淤长度|≥12公里||",
        );
        assert_eq!(form.kind, FormKind::Department);
        let lines: Vec<(String, &str)> = form
            .funds
            .lines
            .iter()
            .map(|line| (line.path.join("/"), line.amount.raw.as_str()))
            .collect();
        let line = |path: &str, amount: &'static str| (path.to_owned(), amount);
        assert_eq!(
            lines,
            [
                line("渠道清淤", "20"),
                line("渠道清淤/财政拨款", "18"),
                line("渠道清淤/其他资金", "2"),
                line("泵站维修", "10"),
                line("泵站维修/财政拨款", "10"),
                line("泵站维修/其他资金", "0"),
                line("财政拨款", "28"),
                line("其他资金", "2"),
            ]
        );
        assert_eq!(form.funds.annual_total.unwrap().raw, "30");
        assert_eq!(form.funds.lines[0].note.as_deref(), Some("清淤十二公里"));
        assert_eq!(form.goals[0].text, "保障灌溉用水。");
        assert!(form.unplaced.is_empty(), "{:?}", form.unplaced);
    }
}
