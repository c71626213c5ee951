//! The head of a form: labels and their values, by vocabulary, never by column number.

mod funds;
mod party;

use crate::line::{Line, Slot};
use funds::FundReader;
use law::vocabulary::{Field, label, label_key, label_text, title_kind};
use model::text::{half_width, squeezed};
use model::{Extra, Form, Goal, Horizon, MoneyUnit, Place, Unplaced};

/// Reads head rows one after the other and puts what they say into a form.
pub(crate) struct HeadReader {
    form: Form,
    funds: FundReader,
    /// Goal labels without a text of their own: the text may stand below, in the same column.
    above: Vec<(u32, u32, Field)>,
}

/// A label that waits for its value.
struct Pending {
    field: Field,
    text: String,
    column: u32,
    /// The first empty cell behind the label: where a blank value stands.
    blank: Option<Place>,
}

impl HeadReader {
    pub(crate) fn new(form: Form) -> HeadReader {
        HeadReader {
            form,
            funds: FundReader::default(),
            above: Vec::new(),
        }
    }

    /// Reads one row.
    pub(crate) fn line(&mut self, line: &Line) {
        if let Some(text) = line.only_text() {
            let text = text.to_owned();
            if self.caption(&text) {
                return;
            }
        }
        let mut pending: Option<Pending> = None;
        let mut above = Vec::new();
        for slot in &line.slots {
            if slot.is_empty() {
                if let Some(pending) = pending.as_mut().filter(|_| slot.begins) {
                    pending.blank.get_or_insert_with(|| slot.place());
                }
                continue;
            }
            if let Some(field) = label(&slot.text) {
                if !slot.begins && !is_goal(field) {
                    continue;
                }
                self.blank(pending.take(), &mut above);
                pending = Some(Pending {
                    field,
                    text: slot.text.clone(),
                    column: slot.column,
                    blank: None,
                });
                if matches!(field, Field::Heading) {
                    self.unit_in(&slot.text);
                    pending = None;
                } else if field == Field::Block {
                    self.funds.open_block(slot.column, label_text(&slot.text));
                    pending = None;
                }
            } else if !slot.begins {
                continue;
            } else if let Some(waiting) = pending.take() {
                self.value(&waiting, slot);
            } else if let Some((field, rest)) = inline_label(&slot.text) {
                let waiting = Pending {
                    field,
                    text: slot.text.clone(),
                    column: slot.column,
                    blank: None,
                };
                let inner = Slot {
                    text: rest.to_owned(),
                    ..slot.clone()
                };
                self.value(&waiting, &inner);
            } else if !self.below_label(slot) && !self.caption(&slot.text) {
                self.form.unplaced.push(Unplaced {
                    text: slot.text.clone(),
                    at: Some(slot.place()),
                });
            }
        }
        self.blank(pending.take(), &mut above);
        if !above.is_empty() {
            self.above = above;
        }
        self.funds.end_row();
    }

    /// The form with its money read: only now the unit is known.
    pub(crate) fn finish(mut self) -> Form {
        self.funds.finish(&mut self.form);
        self.form
    }

    /// Title, year line, unit line, 附件 number.
    fn caption(&mut self, text: &str) -> bool {
        if let Some(kind) = title_kind(text) {
            self.form.kind = kind;
            self.form.title = Some(squeezed(text));
            if self.form.fiscal_year.is_none() {
                self.form.fiscal_year = year_in(text);
            }
            return true;
        }
        let year = bracketed_year(text);
        let unit = unit_line(text);
        if let Some(year) = year {
            if self.form.fiscal_year.is_some_and(|other| other != year) {
                // Both years stay visible: the title keeps its own.
                self.form.extra.push(Extra {
                    label: "年度".into(),
                    text: text.trim().to_owned(),
                    at: None,
                });
            } else {
                self.form.fiscal_year = Some(year);
            }
        }
        if unit.is_some() {
            self.form.amount_unit = unit;
        }
        if year.is_none() && unit.is_none() && text.starts_with("附件") && text.chars().count() <= 8
        {
            self.form.extra.push(Extra {
                label: "附件".into(),
                text: text.trim().to_owned(),
                at: None,
            });
            return true;
        }
        year.is_some() || unit.is_some()
    }

    fn unit_in(&mut self, label: &str) {
        let label = half_width(label);
        for (words, unit) in [
            ("万元)", MoneyUnit::Wan),
            ("亿元)", MoneyUnit::Yi),
            ("(元)", MoneyUnit::Yuan),
            (":元)", MoneyUnit::Yuan),
        ] {
            if label.contains(words) && self.form.amount_unit.is_none() {
                self.form.amount_unit = Some(unit);
                return;
            }
        }
    }

    fn value(&mut self, waiting: &Pending, slot: &Slot) {
        let text = slot.text.clone();
        let at = Some(slot.place());
        let form = &mut self.form;
        match waiting.field {
            Field::ProjectName => {
                let (code, name) = party::split_code(&text);
                form.project.name = Some(name);
                if code.is_some() {
                    form.project.code = code;
                }
            }
            Field::ProjectCode => form.project.code = Some(text),
            Field::Department => form.department = party::party(&text),
            Field::Unit => form.unit = party::party(&text),
            Field::Attribute => form.project.attribute = Some(text),
            Field::Period => form.project.period = Some(text),
            Field::Office => form.project.office = Some(text),
            field if is_goal(field) => self.goal(field, slot),
            Field::Other | Field::Heading | Field::Block => {
                form.extra.push(Extra {
                    label: label_text(&waiting.text),
                    text,
                    at,
                });
            }
            field => {
                self.unit_in(&waiting.text);
                self.funds
                    .amount(field, waiting.column, &waiting.text, &text, at);
            }
        }
    }

    /// A label without a value: blank amounts are listed, blank goals may have their text below.
    fn blank(&mut self, pending: Option<Pending>, above: &mut Vec<(u32, u32, Field)>) {
        let Some(waiting) = pending else { return };
        match waiting.field {
            Field::Total | Field::AnnualTotal | Field::BlockTotal | Field::Fund => {
                self.unit_in(&waiting.text);
                self.funds.amount(
                    waiting.field,
                    waiting.column,
                    &waiting.text,
                    "",
                    waiting.blank,
                );
            }
            Field::ProjectName => {
                self.form.project.name = self.form.project.name.take().or(Some(String::new()))
            }
            Field::Department => {
                self.form.department.name = self.form.department.name.take().or(Some(String::new()))
            }
            Field::Unit => self.form.unit.name = self.form.unit.name.take().or(Some(String::new())),
            Field::Attribute => {
                self.form.project.attribute =
                    self.form.project.attribute.take().or(Some(String::new()))
            }
            Field::Period => {
                self.form.project.period = self.form.project.period.take().or(Some(String::new()))
            }
            field if is_goal(field) => {
                above.push((waiting.column, waiting.column, field));
                self.empty_goal(field, waiting.blank);
            }
            _ => {}
        }
    }

    /// Text without a label of its own under a goal label of the row above.
    fn below_label(&mut self, slot: &Slot) -> bool {
        let own = self
            .above
            .iter()
            .rev()
            .find(|(first, ..)| *first <= slot.column)
            .map(|(.., field)| *field);
        let Some(field) = own else { return false };
        self.goal(field, slot);
        true
    }

    fn empty_goal(&mut self, field: Field, at: Option<Place>) {
        if !self
            .form
            .goals
            .iter()
            .any(|goal| goal.horizon == horizon(field))
            && field != Field::ReachedGoal
        {
            self.form.goals.push(Goal {
                horizon: horizon(field),
                text: String::new(),
                result: None,
                at,
            });
        }
    }

    fn goal(&mut self, field: Field, slot: &Slot) {
        let text = slot.cell.text.trim();
        let text = if text.is_empty() || !slot.text.starts_with(first_char(text)) {
            slot.text.as_str()
        } else {
            text
        };
        let at = slot.place();
        if field == Field::ReachedGoal {
            match self
                .form
                .goals
                .iter_mut()
                .find(|goal| goal.horizon == Horizon::Annual)
            {
                Some(goal) => goal.result = Some(text.to_owned()),
                None => self.form.goals.push(Goal {
                    horizon: Horizon::Annual,
                    text: String::new(),
                    result: Some(text.to_owned()),
                    at: Some(at),
                }),
            }
            return;
        }
        match self
            .form
            .goals
            .iter_mut()
            .find(|goal| goal.horizon == horizon(field))
        {
            Some(goal) if goal.text.is_empty() => {
                goal.text = text.to_owned();
                goal.at = Some(at);
            }
            Some(goal) => {
                goal.text.push('\n');
                goal.text.push_str(text);
            }
            None => self.form.goals.push(Goal {
                horizon: horizon(field),
                text: text.to_owned(),
                result: None,
                at: Some(at),
            }),
        }
    }
}

fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

fn is_goal(field: Field) -> bool {
    matches!(
        field,
        Field::AnnualGoal
            | Field::Goal
            | Field::WholeGoal
            | Field::ExpectedGoal
            | Field::ReachedGoal
    )
}

fn horizon(field: Field) -> Horizon {
    if field == Field::WholeGoal {
        Horizon::Whole
    } else {
        Horizon::Annual
    }
}

/// A label and its value in one cell: `项目名称：河道清淤`.
pub(crate) fn inline_label(text: &str) -> Option<(Field, &str)> {
    let at = text.find(['：', ':'])?;
    let colon = text[at..].chars().next().map_or(1, char::len_utf8);
    let field =
        label(&text[..at]).filter(|field| !matches!(field, Field::Heading | Field::Block))?;
    let rest = text[at + colon..].trim();
    (!rest.is_empty()).then_some((field, rest))
}

/// Whether the line only states the year or the money unit.
pub(crate) fn is_year_or_unit(text: &str) -> bool {
    text.chars().count() <= 30 && (bracketed_year(text).is_some() || unit_line(text).is_some())
}

/// `（2024年度）`, `( 2024 年度)`, `（2024）年度`, `2024年度`.
fn bracketed_year(text: &str) -> Option<i16> {
    let plain = squeezed(&half_width(text));
    let inner: String = plain
        .split("单位")
        .next()?
        .chars()
        .filter(|c| !"()".contains(*c))
        .collect();
    let digits = inner
        .strip_suffix("年度")
        .or_else(|| inner.strip_suffix("年"))?;
    (digits.len() == 4).then(|| digits.parse().ok()).flatten()
}

/// The first year that a text names.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let plain = squeezed(&half_width(text));
    let at = plain.find("年")?;
    let digits = plain.get(at.checked_sub(4)?..at)?;
    digits
        .parse()
        .ok()
        .filter(|year| (1949..=2100).contains(year))
}

/// `单位：万元`, `金额单位：元`.
fn unit_line(text: &str) -> Option<MoneyUnit> {
    let key = label_key(text);
    let at = key.find("单位:")?;
    let word: String = key[at + "单位:".len()..]
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    MoneyUnit::from_word(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_and_unit_lines() {
        assert_eq!(bracketed_year("（ 2024 年度）"), Some(2024));
        assert_eq!(bracketed_year("(2024)年度"), Some(2024));
        assert_eq!(bracketed_year("（2024年度）　单位：万元"), Some(2024));
        assert_eq!(bracketed_year("2024年底前完成"), None);
        assert_eq!(unit_line("（2024年度）　单位：万元"), Some(MoneyUnit::Wan));
        assert_eq!(unit_line("金额单位：元"), Some(MoneyUnit::Yuan));
        assert_eq!(unit_line("实施单位：某局"), None);
        assert_eq!(year_in("2024年某市绩效目标表"), Some(2024));
    }

    #[test]
    fn label_and_value_in_one_cell() {
        assert_eq!(
            inline_label("项目名称：河道清淤"),
            Some((Field::ProjectName, "河道清淤"))
        );
        assert_eq!(inline_label("时间：三月"), None);
    }
}
