//! The head of a form: labels and their values, by vocabulary, never by column number.

mod caption;
mod funds;
mod goals;
mod joined;
mod party;
mod tasks;

use crate::line::{Line, Slot};
pub(crate) use caption::{is_year_or_unit, unit_in, year_in};
use funds::FundReader;
use law::vocabulary::{Field, label, label_text, title_kind};
use model::page::CellLayout;
use model::text::squeezed;
use model::{Amount, AmountState, Extra, Form, MoneyUnit, Place, Unplaced};
use tasks::TaskReader;

/// Reads head rows one after the other and puts what they say into a form.
pub(crate) struct HeadReader {
    form: Form,
    funds: FundReader,
    tasks: TaskReader,
    /// Labels without a value in their own row: it may stand below, in the same columns.
    above: Vec<Pending>,
}

/// A label that waits for its value.
#[derive(Clone)]
struct Pending {
    field: Field,
    text: String,
    column: u32,
    last: u32,
    /// The first empty cell behind the label: where a blank value stands.
    blank: Option<Place>,
}

impl HeadReader {
    pub(crate) fn new(form: Form) -> HeadReader {
        HeadReader {
            form,
            funds: FundReader::default(),
            tasks: TaskReader::default(),
            above: Vec::new(),
        }
    }

    /// Reads rows that follow one another.
    pub(crate) fn lines(&mut self, lines: &[Line]) {
        for line in &joined::rows(lines) {
            self.line(line);
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
        if self.tasks.row(line, &mut self.form) {
            self.settle_above();
            return;
        }
        if self.funds.row(line, &mut self.form.amount_unit) {
            self.settle_above();
            return;
        }
        let slots = pieces(line);
        if self.values_below(&slots) {
            return;
        }
        let waiting_goals = self.above.iter().any(|above| goals::is_goal(above.field));
        self.settle_above();
        let mut pending: Option<Pending> = None;
        for (index, slot) in slots.iter().enumerate() {
            if slot.is_empty() {
                if let Some(pending) = pending.as_mut().filter(|_| slot.begins) {
                    pending.blank.get_or_insert_with(|| slot.place());
                }
                continue;
            }
            let field = label(&slot.text).or_else(|| self.fund_by_place(&slots, index));
            if let Some(field) = field.filter(|field| is_label_here(*field, pending.as_ref())) {
                // A label that reaches down names a row below only when nothing nearer does.
                if !slot.begins && (!goals::is_goal(field) || waiting_goals) {
                    continue;
                }
                if let Some(before) = pending
                    .take()
                    .filter(|before| !goals::heads(before.field, field))
                {
                    self.above.push(before);
                }
                let amount_beside = slots[index + 1..]
                    .iter()
                    .find(|next| next.begins)
                    .is_some_and(|next| is_amount(&next.text));
                let field =
                    if field == Field::Heading && amount_beside && slot.text.contains("资金") {
                        Field::Total
                    } else {
                        field
                    };
                pending = self.label(field, slot);
            } else if !slot.begins {
                continue;
            } else if let Some(waiting) = pending.take() {
                self.value(&waiting, slot);
            } else if let Some((field, rest)) = inline_label(&slot.text) {
                let own = slot.text[..slot.text.len() - rest.len()]
                    .trim_end_matches(|c: char| c.is_whitespace() || "：:".contains(c));
                let waiting = Pending {
                    text: own.to_owned(),
                    ..waiting(field, slot)
                };
                let inner = Slot {
                    text: rest.to_owned(),
                    ..slot.clone()
                };
                self.value(&waiting, &inner);
            } else if let Some(unit) = party::coded(&slot.text)
                .filter(|_| slots.len() > 1 && self.form.unit.name.is_none())
            {
                self.form.unit = unit;
            } else if !self.caption(&slot.text) {
                self.form.unplaced.push(Unplaced {
                    text: slot.text.clone(),
                    at: Some(slot.place()),
                });
            }
        }
        self.above.extend(pending);
        self.funds.end_row();
    }

    /// The form with its money read: only now the unit is known.
    pub(crate) fn finish(mut self) -> Form {
        self.settle_above();
        self.funds.finish(&mut self.form);
        self.form
    }

    /// Opens what a label opens; a label that waits for a value is returned.
    fn label(&mut self, field: Field, slot: &Slot) -> Option<Pending> {
        match field {
            Field::Heading => {
                self.unit_in(&slot.text);
                None
            }
            Field::Block => {
                self.funds.open_block(slot.column, label_text(&slot.text));
                None
            }
            field => Some(waiting(field, slot)),
        }
    }

    /// A fund line whose label no vocabulary knows, by its ending and the amount beside it, inside the money block.
    fn fund_by_place(&self, slots: &[Slot], index: usize) -> Option<Field> {
        let text = label_text(&slots[index].text);
        let ends = ["资金", "拨款", "补助", "基金", "收入", "贷款", "安排"]
            .iter()
            .any(|word| text.ends_with(word));
        let mut behind = slots[index + 1..].iter();
        let next = behind.find(|slot| slot.begins && !slot.is_empty())?;
        let amount = Amount::parse(&next.text, Some(MoneyUnit::Yuan), None);
        let money_near = self.funds.is_open()
            || slots
                .iter()
                .any(|slot| label(&slot.text).is_some_and(is_money));
        let fits =
            ends && text.chars().count() <= 16 && amount.state == AmountState::Amount && money_near;
        fits.then_some(Field::Fund)
    }

    /// Whether this row holds, without a label of its own, the values of labels in the row above; reads them if so.
    fn values_below(&mut self, slots: &[Slot]) -> bool {
        let begins = || slots.iter().filter(|slot| slot.begins && !slot.is_empty());
        let labelled =
            begins().any(|slot| label(&slot.text).is_some() || inline_label(&slot.text).is_some());
        if self.above.is_empty() || labelled || begins().next().is_none() {
            return false;
        }
        let above = std::mem::take(&mut self.above);
        let mut left: Vec<Pending> = Vec::new();
        let mut used = vec![false; slots.len()];
        let texts: Vec<usize> = (0..slots.len())
            .filter(|index| slots[*index].begins && !slots[*index].is_empty())
            .collect();
        // As many texts as labels: in order, wherever a copy has moved them.
        let in_order =
            texts.len() == above.len() && slots.iter().all(|slot| slot.cell.columns == 1);
        for (number, waiting) in above.into_iter().enumerate() {
            if in_order && goals::is_goal(waiting.field) {
                used[texts[number]] = true;
                self.value(&waiting, &slots[texts[number]]);
                left.push(waiting);
                continue;
            }
            let below = slots.iter().enumerate().find(|(index, slot)| {
                let over = slot.column <= waiting.last && slot.last >= waiting.column;
                let amount = !is_money(waiting.field)
                    || Amount::parse(&slot.text, Some(MoneyUnit::Yuan), None).state
                        != AmountState::Text;
                slot.begins && !slot.is_empty() && over && !used[*index] && amount
            });
            match below {
                Some((index, slot)) => {
                    used[index] = true;
                    self.value(&waiting, slot);
                    // More rows of the same goal may follow.
                    if goals::is_goal(waiting.field) {
                        left.push(waiting);
                    }
                }
                None => left.push(waiting),
            }
        }
        self.above = left;
        // A text to the right of its label, in a page whose columns are lost.
        for (slot, _) in slots
            .iter()
            .zip(&used)
            .filter(|(slot, used)| slot.begins && !slot.is_empty() && !**used)
        {
            let nearest = self
                .above
                .iter()
                .rev()
                .find(|above| above.column <= slot.column && goals::is_goal(above.field))
                .cloned();
            match nearest {
                Some(waiting) => self.value(&waiting, slot),
                None => self.form.unplaced.push(Unplaced {
                    text: slot.text.clone(),
                    at: Some(slot.place()),
                }),
            }
        }
        true
    }

    /// Labels above that found no value are blank.
    fn settle_above(&mut self) {
        for waiting in std::mem::take(&mut self.above) {
            self.blank(waiting);
        }
    }

    fn unit_in(&mut self, label: &str) {
        caption::unit_in(label, &mut self.form.amount_unit);
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
            Field::MoneyUnit => form.amount_unit = MoneyUnit::from_word(&text).or(form.amount_unit),
            field if goals::is_goal(field) => goals::put(form, field, slot),
            // The place for a seal belongs to the template.
            Field::Other if model::text::is_seal_place(&text) => {}
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

    /// A label without a value: blank amounts are listed, blank fields are known to be printed.
    fn blank(&mut self, waiting: Pending) {
        let form = &mut self.form;
        let empty = |field: &mut Option<String>| {
            field.get_or_insert_with(String::new);
        };
        match waiting.field {
            field if is_money(field) => {
                self.unit_in(&waiting.text);
                self.funds
                    .amount(field, waiting.column, &waiting.text, "", waiting.blank);
            }
            Field::ProjectName => empty(&mut form.project.name),
            Field::Department => empty(&mut form.department.name),
            Field::Unit => empty(&mut form.unit.name),
            Field::Attribute => empty(&mut form.project.attribute),
            Field::Period => empty(&mut form.project.period),
            field if goals::is_goal(field) => goals::empty(form, field, waiting.blank),
            _ => {}
        }
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
        caption::read(&mut self.form, text)
    }
}

fn waiting(field: Field, slot: &Slot) -> Pending {
    Pending {
        field,
        text: slot.text.clone(),
        column: slot.column,
        last: slot.last,
        blank: None,
    }
}

fn is_amount(text: &str) -> bool {
    Amount::parse(text, Some(MoneyUnit::Yuan), None).state == AmountState::Amount
}

/// Whether the field is an amount.
fn is_money(field: Field) -> bool {
    matches!(
        field,
        Field::Total | Field::AnnualTotal | Field::BlockTotal | Field::Fund
    )
}

/// Whether a text that can be a label is one here: behind a label that waits, a bare word such as 其他 is its value.
fn is_label_here(field: Field, pending: Option<&Pending>) -> bool {
    let weak = matches!(field, Field::Other | Field::Heading);
    !(weak && pending.is_some_and(|pending| pending.field == Field::Attribute))
}

/// A label and its value in one cell: `项目名称：河道清淤`, `其中：财政资金  36.50`.
pub(crate) fn inline_label(text: &str) -> Option<(Field, &str)> {
    let fits = |field: &Field| !matches!(field, Field::Heading | Field::Block);
    for (at, colon) in text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let rest = text[at + colon.len_utf8()..].trim();
        if let Some(field) = label(&text[..at]).filter(fits)
            && !rest.is_empty()
        {
            return Some((field, rest));
        }
    }
    let (head, rest) = text.rsplit_once(char::is_whitespace)?;
    let amount = Amount::parse(rest, Some(MoneyUnit::Yuan), None);
    let field = label(head).filter(|field| is_money(*field))?;
    (amount.state == AmountState::Amount).then_some((field, rest))
}

/// The cells of a row; a cell of running text that holds several labelled pieces with wide gaps between is split.
fn pieces<'a>(line: &Line<'a>) -> Vec<Slot<'a>> {
    let mut out = Vec::new();
    for slot in &line.slots {
        let raw = &slot.cell.text;
        let parts: Vec<&str> = raw
            .split("  ")
            .flat_map(|part| part.split('\u{3000}'))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let labelled = parts
            .iter()
            .filter(|part| inline_label(part).is_some() || caption::is_year_or_unit(part))
            .count();
        if line.layout == CellLayout::Prose && parts.len() > 1 && labelled > 1 {
            out.extend(parts.iter().map(|part| Slot {
                text: (*part).to_owned(),
                ..slot.clone()
            }));
        } else {
            out.push(slot.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_and_value_in_one_cell() {
        assert_eq!(
            inline_label("项目名称：河道清淤"),
            Some((Field::ProjectName, "河道清淤"))
        );
        assert_eq!(
            inline_label("其中：财政资金  36.50"),
            Some((Field::Fund, "36.50"))
        );
        assert_eq!(
            inline_label("其中：财政拨款：70万元"),
            Some((Field::Fund, "70万元"))
        );
        assert_eq!(inline_label("时间：三月"), None);
    }
}
