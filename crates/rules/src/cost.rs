//! Price × quantity: inside one text, and over a price row and a quantity row.

use crate::numbers::Quantity;
use crate::subject::{Row, Subject, Text};
use model::{Exact, IndicatorClass};
use rust_decimal::Decimal;

/// A calculation in one text: `450元/人，160人次，共计72000元`.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// Each price with the counts that follow it.
    pub groups: Vec<Group>,
    /// The total that the text states, in 元.
    pub stated: Option<Decimal>,
}

/// A price and its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The price, in 元.
    pub price: Quantity,
    /// The counts behind it.
    pub counts: Vec<Quantity>,
}

/// The product of some factors; the largest number where it is larger than any, which no amount equals.
pub(crate) fn product(factors: &[Decimal]) -> Decimal {
    factors.iter().fold(Decimal::ONE, |product, factor| {
        product.saturating_mul(*factor)
    })
}

impl Calculation {
    /// The calculation that a text holds: at least one price with a count.
    pub fn of(text: &Text) -> Option<Calculation> {
        let mut groups: Vec<Group> = Vec::new();
        let mut leading: Vec<Quantity> = Vec::new();
        let mut stated = None;
        for number in &text.numbers {
            if number.is_price() {
                // 160人，450元/人: the counts may stand before their price.
                groups.push(Group {
                    price: number.clone(),
                    counts: std::mem::take(&mut leading),
                });
            } else if number.is_money() {
                if capped(text.text, number.range.start) {
                    return None;
                }
                stated = Some(number.number);
            } else if number.is_count()
                || number.family == Some(law::vocabulary::UnitFamily::Span) && !number.date
            {
                match groups.last_mut() {
                    Some(group)
                        if leading.is_empty()
                            && !starts_group(
                                text.text,
                                number,
                                groups_len(&text.numbers, number),
                            ) =>
                    {
                        group.counts.push(number.clone())
                    }
                    _ => leading.push(number.clone()),
                }
            }
        }
        if groups.len() == 1 && !leading.is_empty() {
            groups[0].counts.append(&mut leading);
        }
        groups.retain(|group| !group.counts.is_empty());
        (!groups.is_empty()).then_some(Calculation { groups, stated })
    }

    /// The product over all groups with every count taken, in 元.
    pub fn product(&self) -> Decimal {
        self.groups
            .iter()
            .map(|group| {
                group
                    .counts
                    .iter()
                    .fold(group.price.number, |product, count| {
                        product.saturating_mul(count.number)
                    })
            })
            .fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// The terms of the choice of counts whose sum is `total`: a text may name counts that are no factor.
    pub fn terms_for(&self, total: Decimal) -> Option<Vec<Vec<Decimal>>> {
        let mut sums: Vec<(Decimal, Vec<Vec<Decimal>>)> = vec![(Decimal::ZERO, Vec::new())];
        for group in self.groups.iter().take(4) {
            let counts: Vec<&Quantity> = group.counts.iter().take(4).collect();
            let mut next = Vec::new();
            // Every choice of factors, all of them first.
            for choice in (1..1u32 << counts.len()).rev() {
                let mut factors = vec![group.price.number];
                factors.extend(
                    counts
                        .iter()
                        .enumerate()
                        .filter(|(i, _)| choice & (1 << i) != 0)
                        .map(|(_, c)| c.number),
                );
                let term = product(&factors);
                for (sum, terms) in &sums {
                    let mut terms = terms.clone();
                    terms.push(factors.clone());
                    next.push((sum.saturating_add(term), terms));
                }
            }
            sums = next;
        }
        sums.into_iter()
            .find(|(sum, _)| *sum == total)
            .map(|(_, terms)| terms)
    }
}

/// How many prices a text has; only with several can a count open the next group.
fn groups_len(numbers: &[Quantity], _: &Quantity) -> usize {
    numbers.iter().filter(|number| number.is_price()).count()
}

/// Whether a count behind a `；` belongs to the price that follows: `A类20人800元/人；B类40人500元/人`.
fn starts_group(text: &str, number: &Quantity, prices: usize) -> bool {
    if prices < 2 {
        return false;
    }
    let clause = text[number.range.start..]
        .split(['；', ';'])
        .next()
        .unwrap_or("");
    let before = text[..number.range.start]
        .rsplit(['；', ';'])
        .next()
        .unwrap_or("");
    let price_here = |part: &str| part.contains("元/") || part.contains("元／");
    !price_here(before) && price_here(clause)
}

/// 封顶, 上限, 不超过 before a total: it limits the product, it does not state it.
fn capped(text: &str, start: usize) -> bool {
    let before: String = text[..start]
        .chars()
        .rev()
        .take(6)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    ["封顶", "上限", "不超过", "最高"]
        .iter()
        .any(|word| before.contains(word))
}

/// Terms as a person writes them: `450元/人×160＋12元/册×3000`.
pub(crate) fn written(terms: &[Vec<Decimal>]) -> String {
    let term = |factors: &Vec<Decimal>| {
        factors
            .iter()
            .map(|f| Exact(*f).to_string())
            .collect::<Vec<_>>()
            .join("×")
    };
    terms.iter().map(term).collect::<Vec<_>>().join("＋")
}

/// Marks rows whose cost was recomputed: their product equals what they state, or they state the budget.
pub(crate) fn mark_verified(subject: &mut Subject) {
    let budget = subject.budget();
    for row in &mut subject.rows {
        let total = row.row.value.money().map(model::Money::yuan);
        let product = row.calculation.as_ref().is_some_and(|calculation| {
            let goal = total.or(calculation.stated);
            let agrees =
                calculation.stated.is_none() || total.is_none() || calculation.stated == total;
            agrees && goal.is_some_and(|goal| calculation.terms_for(goal).is_some())
        });
        let is_cost = row.class == Some(IndicatorClass::Cost) || row.class_open;
        let states_budget =
            is_cost && total.is_some() && total == budget && row.calculation.is_none();
        row.verified_cost = product || states_budget;
    }
}

/// Price rows with the quantity rows they go with, as terms; none unless every price row has just one partner.
pub(crate) fn price_rows<'s, 'a>(
    subject: &'s Subject<'a>,
) -> Option<Vec<(&'s Row<'a>, &'s Row<'a>)>> {
    let prices: Vec<&Row> = subject
        .of_class(IndicatorClass::Cost)
        .filter(|row| row.price().is_some())
        .collect();
    let counts: Vec<&Row> = subject
        .of_class(IndicatorClass::Quantity)
        .filter(|row| row.count().is_some())
        .collect();
    let mut pairs = Vec::new();
    for price in prices {
        let (_, per) = price.price()?;
        // 元/人·年 in the budget of one year is 元/人.
        let per = ["·年", "/年", "、年"]
            .iter()
            .find_map(|year| per.strip_suffix(year))
            .unwrap_or(&per);
        let partners: Vec<&Row> = counts
            .iter()
            .copied()
            .filter(|row| {
                row.count()
                    .is_some_and(|(_, unit)| same_counted(&unit, per))
            })
            .collect();
        pairs.push((price, partner(price, &partners)?));
    }
    (!pairs.is_empty()).then_some(pairs)
}

/// The quantity row of a price row: the only one with its unit, or the one that shares more of its name than any other.
fn partner<'s, 'a>(price: &Row, rows: &[&'s Row<'a>]) -> Option<&'s Row<'a>> {
    if let [one] = rows {
        return Some(one);
    }
    let likeness = |row: &Row| price.name.pairs.dice(&row.name.pairs);
    let best = rows.iter().map(|row| likeness(row)).fold(0.0, f64::max);
    let mut nearest = rows
        .iter()
        .filter(|row| best > 0.0 && likeness(row) >= best);
    let one = nearest.next()?;
    nearest.next().is_none().then_some(*one)
}

/// Whether two units count the same things: 人 and 人次 and 名 do.
pub(crate) fn same_counted(a: &str, b: &str) -> bool {
    let person = ["人", "人次", "名", "位"];
    a == b
        || person.contains(&a) && person.contains(&b)
        || ["场", "场次"].contains(&a) && ["场", "场次"].contains(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str, total: i64) -> Option<String> {
        let text = Text::of(text);
        Calculation::of(&text)?
            .terms_for(Decimal::from(total))
            .map(|terms| written(&terms))
    }

    #[test]
    fn price_times_quantity() {
        assert_eq!(
            terms("慰问品450元/人，160人次，共计72000元", 72_000).unwrap(),
            "450×160"
        );
        assert_eq!(
            terms("综合定额300元/人·天，50人，3天，共计45000元", 45_000).unwrap(),
            "300×50×3"
        );
        assert_eq!(
            terms("A类800元/人，20人；B类500元/人，40人，共计36000元", 36_000).unwrap(),
            "800×20＋500×40"
        );
        assert_eq!(
            terms("A类20人800元/人；B类40人500元/人", 36_000).unwrap(),
            "800×20＋500×40"
        );
        assert_eq!(terms("讲课2场，每人300元，40人", 12_000).unwrap(), "300×40");
    }

    #[test]
    fn a_wrong_total_has_no_terms() {
        assert_eq!(terms("慰问品450元/人，160人次，共计80000元", 80_000), None);
    }

    #[test]
    fn a_price_alone_or_a_cap_is_no_calculation() {
        assert!(Calculation::of(&Text::of("人均培训标准450元/人")).is_none());
        assert!(Calculation::of(&Text::of("补助300元/人，120人，封顶30000元")).is_none());
    }
}
