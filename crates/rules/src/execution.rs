//! Execution of the money: rate = executed ÷ budget (I18), and the sums of the lines in each column (I19).

use crate::identity;
use crate::subject::Subject;
use model::{Amount, AmountState, Exact, Form, FundLine, Place};
use rust_decimal::Decimal;

/// No project is larger, in 元; what is cannot be an amount, and its products would not fit a decimal.
const LARGEST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// A line with budget and executed amount, both readable.
pub(crate) struct Executed<'a> {
    pub line: &'a FundLine,
    pub budget: Decimal,
    pub executed: Decimal,
}

impl Executed<'_> {
    /// The rate in %, or nothing without a budget.
    pub(crate) fn rate(&self) -> Option<Decimal> {
        rate(self.executed, self.budget)
    }

    /// Whether the printed rate is that of the budget in force, or of the initial one, within its printed digits.
    pub(crate) fn holds(&self, printed: Exact) -> bool {
        let initial = self.line.initial.as_ref().and_then(number);
        let rates = [Some(self.budget), initial].into_iter().flatten();
        let step = Decimal::new(1, printed.0.scale());
        rates
            .filter_map(|budget| rate(self.executed, budget))
            .any(|rate| {
                rate.checked_sub(printed.0)
                    .is_some_and(|gap| gap.abs() < step)
            })
    }

    /// `年度资金总额66÷120＝55%`
    pub(crate) fn written(&self, subject: &Subject) -> String {
        let rate = self.rate().unwrap_or_default();
        format!(
            "{}÷{}＝{}%",
            subject.amount(self.executed),
            subject.amount(self.budget),
            two_decimals(rate)
        )
    }

    pub(crate) fn places(&self) -> Vec<Place> {
        let executed = self
            .line
            .executed
            .as_ref()
            .and_then(|amount| amount.at.clone());
        self.line
            .amount
            .at
            .iter()
            .cloned()
            .chain(executed)
            .collect()
    }
}

fn rate(executed: Decimal, budget: Decimal) -> Option<Decimal> {
    let part = (budget > Decimal::ZERO).then(|| executed.checked_div(budget))??;
    part.checked_mul(Decimal::ONE_HUNDRED)
}

/// A number as a message prints it: half up to two decimals.
pub(crate) fn two_decimals(number: Decimal) -> Exact {
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    Exact(number.round_dp_with_strategy(2, strategy))
}

/// The amount of a cell that holds one.
pub(crate) fn number(amount: &Amount) -> Option<Decimal> {
    let sane = |yuan: &Decimal| yuan.abs() < LARGEST;
    (amount.state == AmountState::Amount)
        .then(|| amount.for_sum())?
        .filter(sane)
}

/// The lines with budget and executed amount, the total first where it stands first.
pub(crate) fn lines(form: &Form) -> Vec<Executed<'_>> {
    let stated = form.funds.lines.iter().filter(|line| !line.inferred);
    stated
        .filter_map(|line| {
            Some(Executed {
                line,
                budget: number(&line.amount)?,
                executed: number(line.executed.as_ref()?)?,
            })
        })
        .collect()
}

/// The line of the annual total.
pub(crate) fn total(form: &Form) -> Option<Executed<'_>> {
    lines(form)
        .into_iter()
        .find(|executed| identity::is_total(executed.line))
}

/// A column of the money table whose total was added up anew.
pub(crate) struct ColumnSum {
    /// What the column is called.
    pub word: &'static str,
    pub stated: Decimal,
    pub sum: Decimal,
    /// `财政拨款60＋其他资金12`
    pub written: String,
    pub at: Vec<Place>,
}

/// The columns of a self-evaluation or monitoring form with a total and at least two parts.
pub(crate) fn sums(subject: &Subject) -> Vec<ColumnSum> {
    let initial: fn(&FundLine) -> Option<&Amount> = |line| line.initial.as_ref();
    let budget: fn(&FundLine) -> Option<&Amount> = |line| Some(&line.amount);
    let executed: fn(&FundLine) -> Option<&Amount> = |line| line.executed.as_ref();
    let in_force = if subject.form.kind == model::FormKind::Monitoring {
        "预算数"
    } else {
        "全年预算数"
    };
    [
        ("年初预算数", initial),
        (in_force, budget),
        ("执行数", executed),
    ]
    .into_iter()
    .filter_map(|(word, cell)| column(subject, word, cell))
    .collect()
}

fn column(
    subject: &Subject,
    word: &'static str,
    cell: fn(&FundLine) -> Option<&Amount>,
) -> Option<ColumnSum> {
    let lines = &subject.form.funds.lines;
    let total = lines.iter().find(|line| identity::is_total(line))?;
    let parts: Vec<&FundLine> = lines
        .iter()
        .filter(|line| line.path.len() == 1 && !identity::is_total(line))
        .collect();
    let twice = |at: usize| {
        parts[..at]
            .iter()
            .any(|other| other.label == parts[at].label)
    };
    if parts.len() < 2 || (0..parts.len()).any(twice) || lines.iter().any(|line| line.inferred) {
        return None;
    }
    let stated = number(cell(total)?)?;
    let cells: Vec<&Amount> = parts.iter().map(|line| cell(line)).collect::<Option<_>>()?;
    let amounts: Vec<Decimal> = cells
        .iter()
        .map(|amount| amount.for_sum().filter(|yuan| yuan.abs() < LARGEST))
        .collect::<Option<_>>()?;
    // Sources without a single amount were left to the total row.
    if cells
        .iter()
        .all(|amount| amount.state != AmountState::Amount)
        || holds_parts_of_parts(&amounts)
    {
        return None;
    }
    let blank = cells.iter().any(|amount| amount.is_blank());
    let terms: Vec<String> = parts
        .iter()
        .zip(&amounts)
        .map(|(line, amount)| format!("{}{}", line.label, subject.amount(*amount)))
        .collect();
    Some(ColumnSum {
        word,
        stated,
        sum: amounts.iter().sum(),
        written: format!(
            "{}{}",
            terms.join("＋"),
            if blank { "（空白按0）" } else { "" }
        ),
        at: cell(total)?
            .at
            .iter()
            .chain(cells.iter().filter_map(|amount| amount.at.as_ref()))
            .cloned()
            .collect(),
    })
}

/// Whether a line is the sum of lines that follow it: 财政拨款, and below it 中央 and 地方.
fn holds_parts_of_parts(amounts: &[Decimal]) -> bool {
    (0..amounts.len()).any(|at| {
        let mut sum = Decimal::ZERO;
        let behind = amounts[at + 1..].iter().filter(|amount| !amount.is_zero());
        behind.enumerate().any(|(count, amount)| {
            sum += amount;
            count > 0 && sum == amounts[at]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_rate_that_no_decimal_holds_is_none() {
        assert_eq!(
            rate(decimal("22"), decimal("40")).map(two_decimals),
            Some(Exact::from(55))
        );
        assert_eq!(rate(decimal("22"), Decimal::ZERO), None);
        assert_eq!(rate(LARGEST, Decimal::new(1, 28)), None);
    }

    #[test]
    fn a_line_that_its_followers_make_up_is_no_part_of_its_own() {
        let amounts = |numbers: &[i64]| -> Vec<Decimal> {
            numbers
                .iter()
                .map(|number| Decimal::from(*number))
                .collect()
        };
        assert!(holds_parts_of_parts(&amounts(&[24, 14, 10, 6])));
        assert!(!holds_parts_of_parts(&amounts(&[24, 0, 6])));
    }
}
