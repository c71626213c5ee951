//! A row without any separators: `宣讲场次≥12场参加人数≥600人`, `放映场次≥1536场1536场1515`.
//!
//! The text can be cut where the kind of character changes, behind a unit or a date, around a value in words, and inside digits;
//! the cheapest cuts that give each column what it holds win. Points stand in pairs: a score is not above its weight.

use law::vocabulary::{Role, head, is_value_word, unit_at, value_words};
use model::text::is_han;
use model::value::{DateContext, date};
use model::{Exact, Value, ValueKind};

/// Places where a row may be cut.
const CUTS: usize = 160;

/// Bytes of a part.
const PART: usize = 120;

/// The parts of a row, in the order of the columns behind the levels; a second indicator on the line follows the first.
pub(super) fn split(text: &str, roles: &[Role]) -> Vec<String> {
    let columns: Vec<Role> = roles
        .iter()
        .copied()
        .filter(|role| !matches!(role, Role::Level1 | Role::Level2))
        .collect();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // No way of parts leads through a longer text, and looking for its cuts would take time by its square.
    if columns.is_empty() || text.len() > CUTS * PART {
        return vec![text];
    }
    let cuts = cuts(&text);
    if cuts.len() > CUTS {
        return vec![text];
    }
    // best[c][j]: the cheapest way to reach cut c with the last part in column j: cost, cut and column before.
    let width = columns.len();
    let mut best = vec![vec![(u32::MAX, 0usize, usize::MAX); width]; cuts.len()];
    for to in 1..cuts.len() {
        for from in 0..to {
            let part = &text[cuts[from]..cuts[to]];
            if part.len() > PART {
                continue;
            }
            for column in 0..width {
                let own = cost(columns[column], part);
                if own >= 20 {
                    continue;
                }
                let reach = if from == 0 {
                    (skipped(&columns[..column]), usize::MAX)
                } else {
                    let step = |before: usize| {
                        if before < column {
                            skipped(&columns[before + 1..column])
                        } else {
                            2 + skipped(&columns[before + 1..]) + skipped(&columns[..column])
                        }
                    };
                    let ways = (0..width)
                        .filter(|before| best[from][*before].0 != u32::MAX)
                        .map(|before| (best[from][before].0 + step(before), before));
                    match ways.min() {
                        Some(way) => way,
                        None => continue,
                    }
                };
                let total = reach.0 + own;
                if total < best[to][column].0 {
                    best[to][column] = (total, from, reach.1);
                }
            }
        }
    }
    let last = cuts.len() - 1;
    let Some(mut column) = (0..width)
        .filter(|column| best[last][*column].0 != u32::MAX)
        .min_by_key(|column| best[last][*column].0 + skipped(&columns[column + 1..]))
    else {
        return vec![text];
    };
    let (mut parts, mut at) = (Vec::new(), last);
    while at > 0 {
        let (_, from, before) = best[at][column];
        parts.push((columns[column], text[cuts[from]..cuts[at]].to_owned()));
        at = from;
        column = before;
    }
    parts.reverse();
    points(parts)
}

/// Weight and score glued together: the split whose score comes nearest to its weight without passing it.
fn points(parts: Vec<(Role, String)>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut index = 0;
    while index < parts.len() {
        let pair = parts
            .get(index + 1)
            .filter(|(role, _)| *role == Role::Score && parts[index].0 == Role::Weight);
        match pair.and_then(|(_, score)| best_pair(&format!("{}{score}", parts[index].1))) {
            Some((weight, score)) => {
                out.extend([weight, score]);
                index += 2;
            }
            None => {
                out.push(parts[index].1.clone());
                index += 1;
            }
        }
    }
    out
}

fn best_pair(digits: &str) -> Option<(String, String)> {
    let number = |text: &str| {
        (!text.starts_with('0') || text == "0" || text.starts_with("0."))
            .then(|| Exact::parse(text))
            .flatten()
    };
    let whole = |text: &str| !text.contains('.');
    (1..digits.len())
        .filter(|at| digits.is_char_boundary(*at))
        .filter_map(|at| {
            let (weight, score) = digits.split_at(at);
            let (w, s) = (number(weight)?, number(score)?);
            let fits = s.0 <= w.0 && w.0 <= 60.into() && whole(weight) && !score.starts_with('.');
            fits.then(|| (w.0 - s.0, weight.to_owned(), score.to_owned()))
        })
        .min_by_key(|(gap, ..)| *gap)
        .map(|(_, weight, score)| (weight, score))
}

/// The places where the text can be cut.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = vec![0, text.len()];
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let kind = |c: char| match c {
        _ if c.is_ascii_digit() || c == '.' => 0,
        _ if is_han(c) => 1,
        '%' | '‰' | '％' => 2,
        '≥' | '≤' | '=' | '＝' | '>' | '<' | '＞' | '＜' => 3,
        '/' | '—' | '-' => 4,
        _ => 5,
    };
    for pair in chars.windows(2) {
        let ((_, a), (at, b)) = (pair[0], pair[1]);
        if kind(a) != kind(b) || kind(a) == 0 && a != '.' && b != '.' {
            cuts.push(at);
        }
        if kind(a) == 0
            && kind(b) == 1
            && let Some((unit, _)) = unit_at(&text[at..])
        {
            cuts.push(at + unit.len());
        }
    }
    for (at, _) in chars
        .iter()
        .filter(|(_, c)| c.is_ascii_digit() || *c == '每')
    {
        let dates = DateContext {
            year: Some(2000),
            named: &[],
        };
        if let Some(mention) =
            date::find(&text[*at..], dates).filter(|mention| mention.range.start == 0)
        {
            cuts.extend([*at, at + mention.range.end]);
        }
    }
    for word in value_words().filter(|word| word.chars().count() >= 2) {
        for (at, _) in text.match_indices(word) {
            cuts.extend([at, at + word.len()]);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// How badly a part fits a column; 20 and more is impossible.
fn cost(role: Role, part: &str) -> u32 {
    let digits = part.chars().filter(char::is_ascii_digit).count() as u32;
    let signs = part.contains(['≥', '≤', '=', '＝', '>', '<', '＞', '＜']);
    match role {
        Role::Name => match () {
            () if signs
                || part.chars().filter(|c| is_han(*c)).count() < 2
                || part.starts_with(|c: char| c.is_ascii_digit() || "%/、，".contains(c)) =>
            {
                20
            }
            () => {
                digits * 2
                    + u32::from(is_value_word(part)) * 6
                    + u32::from(head(part).is_none()) * 2
            }
        },
        Role::Value | Role::Actual => {
            let value = Value::parse(
                part,
                DateContext {
                    year: Some(2000),
                    named: law::calendar::NAMED_DAYS,
                },
            );
            match value.kind {
                ValueKind::Number if value.operator.is_some() => {
                    u32::from(role == Role::Actual) * 2 + u32::from(value.unit.is_none()) * 3
                }
                ValueKind::Number => match value.unit.as_deref() {
                    Some(unit) if law::vocabulary::unit_family(unit).is_some() => 1,
                    Some(_) => 7,
                    None => 5,
                },
                ValueKind::Range
                | ValueKind::Deadline
                | ValueKind::Period
                | ValueKind::Boolean
                | ValueKind::Ordinal => 1,
                _ if is_value_word(part) => 1,
                _ if part.chars().all(|c| "/—-".contains(c)) => 1,
                _ if signs || digits > 0 => 20,
                _ => 9,
            }
        }
        Role::Weight | Role::Score => match Exact::parse(part) {
            Some(number) if number.0 <= 50.into() && part.len() <= 5 => 1,
            Some(number) if number.0 <= 100.into() && part.len() <= 5 => 4,
            _ => 20,
        },
        Role::Unit => {
            if unit_at(part).is_some_and(|(unit, _)| unit == part) {
                0
            } else {
                20
            }
        }
        Role::Operator => {
            if signs && part.chars().count() == 1 {
                0
            } else {
                20
            }
        }
        // Comments are words; a lone date or number belongs elsewhere.
        _ => {
            if digits > 0 || signs || part.chars().count() < 2 {
                12
            } else {
                3 + u32::from(is_value_word(part)) * 4
            }
        }
    }
}

fn skipped(roles: &[Role]) -> u32 {
    roles
        .iter()
        .map(|role| match role {
            Role::Name => 8,
            Role::Value => 6,
            Role::Actual => 4,
            Role::Weight | Role::Score => 3,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOAL: &[Role] = &[Role::Level1, Role::Level2, Role::Name, Role::Value];
    const EVALUATION: &[Role] = &[
        Role::Name,
        Role::Value,
        Role::Actual,
        Role::Weight,
        Role::Score,
        Role::Deviation,
    ];

    #[test]
    fn names_and_values_part_where_a_value_begins() {
        assert_eq!(
            split("讲座场次≥12场参加人数≥600人", GOAL),
            ["讲座场次", "≥12场", "参加人数", "≥600人"]
        );
        assert_eq!(split("资料审核率100%", GOAL), ["资料审核率", "100%"]);
        assert_eq!(
            split("培训完成时间9月底前", GOAL),
            ["培训完成时间", "9月底前"]
        );
        assert_eq!(
            split("机构服务能力不断提升", GOAL),
            ["机构服务能力", "不断提升"]
        );
    }

    #[test]
    fn points_stand_in_pairs() {
        assert_eq!(
            split("放映电影场次≥1536场1536场1515", EVALUATION),
            ["放映电影场次", "≥1536场", "1536场", "15", "15"]
        );
        assert_eq!(
            split("放映队伍稳定性保持稳定达成预期指标1514", EVALUATION),
            ["放映队伍稳定性", "保持稳定", "达成预期指标", "15", "14"]
        );
        assert_eq!(best_pair("109.75"), Some(("10".into(), "9.75".into())));
    }

    #[test]
    fn a_text_too_long_for_a_row_stays_whole() {
        let text = "甲1,".repeat(20_000);
        assert_eq!(split(&text, GOAL), [text.as_str()]);
    }

    #[test]
    fn points_with_a_wide_sign_are_no_pair() {
        assert_eq!(best_pair("－50"), None);
        assert_eq!(best_pair("108"), Some(("10".to_owned(), "8".to_owned())));
    }
}
