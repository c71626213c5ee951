//! The conditions under which a profile may judge a form, each with the words that say how it held.

use super::CostLevel;
use model::text::{norm, squeezed};
use model::{Form, FormKind, Indicator, IndicatorClass};
use serde::Deserialize;

/// A set of conditions; those given must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// Kinds of form.
    pub kinds: Vec<FormKind>,
    /// Words of which the title has at least one.
    pub title_any: Vec<String>,
    /// Words that the title has, all of them.
    pub title_all: Vec<String>,
    /// Names of places or departments: the title has one, or 主管部门 or 实施单位 begins with one.
    pub region: Vec<String>,
    /// Where 成本指标 stands in the form's tree.
    pub cost_level: Option<CostLevel>,
    /// Whether rows carry weights.
    pub weight_column: Option<bool>,
    /// The first budget year.
    pub year_from: Option<i16>,
    /// The last budget year.
    pub year_until: Option<i16>,
    /// Beginnings of labels in the money block: of each list, one must stand there.
    pub fund_labels: Vec<Vec<String>>,
    /// What a reader should know about this choice, added to the reason.
    pub note: Option<String>,
}

impl Conditions {
    /// The reasons, one for each condition given, or `None` when one does not hold or none is given.
    pub(super) fn reasons(&self, form: &Form) -> Option<Vec<String>> {
        // What costs nothing to ask is asked first; the reasons keep their order.
        let wrong_kind = !self.kinds.is_empty() && !self.kinds.contains(&form.kind);
        let wrong_level = self
            .cost_level
            .is_some_and(|level| cost_level(form) != Some(level));
        if wrong_kind || wrong_level {
            return None;
        }
        let mut reasons = Vec::new();
        let title = squeezed(form.title.as_deref().unwrap_or(""));
        if !self.title_any.is_empty() {
            let word = self
                .title_any
                .iter()
                .find(|word| title.contains(word.as_str()))?;
            reasons.push(format!("标题含“{word}”"));
        }
        if !self.title_all.is_empty() {
            let held = self
                .title_all
                .iter()
                .all(|word| title.contains(word.as_str()));
            reasons.push(held.then(|| format!("标题含“{}”", self.title_all.join("”“")))?);
        }
        if !self.region.is_empty() {
            reasons.push(region(&self.region, &title, form)?);
        }
        if !self.fund_labels.is_empty() {
            let labels: Option<Vec<&str>> = self
                .fund_labels
                .iter()
                .map(|starts| fund_label(form, starts))
                .collect();
            reasons.push(format!("资金含“{}”", labels?.join("”“")));
        }
        if let Some(level) = self.cost_level {
            reasons.push(
                (cost_level(form)? == level)
                    .then(|| level_reason(level))?
                    .to_owned(),
            );
        }
        if let Some(wanted) = self.weight_column {
            let found = form.indicators.iter().any(|row| row.weight.is_some());
            let reason = if wanted {
                "有分值权重"
            } else {
                "无分值权重"
            };
            reasons.push((found == wanted).then(|| reason.to_owned())?);
        }
        if self.year_from.is_some() || self.year_until.is_some() {
            let year = form.fiscal_year?;
            let held = self.year_from.is_none_or(|from| from <= year)
                && self.year_until.is_none_or(|until| year <= until);
            reasons.push(held.then(|| format!("预算年度为{year}年"))?);
        }
        if !self.kinds.is_empty() {
            let held = self.kinds.contains(&form.kind);
            reasons.push(held.then(|| format!("表种为{}", form.kind.word()))?);
        }
        (!reasons.is_empty()).then_some(reasons)
    }
}

fn region(words: &[String], title: &str, form: &Form) -> Option<String> {
    // A list of a hundred names meets a title of twenty characters: most fall at their first character.
    let first = |word: &str| word.chars().next();
    let letters: Vec<char> = title.chars().collect();
    if let Some(word) = words.iter().find(|word| {
        first(word).is_some_and(|letter| letters.contains(&letter))
            && title
                .match_indices(*word)
                .any(|(at, _)| ends(title, at, word))
    }) {
        return Some(format!("标题含“{word}”"));
    }
    [("主管部门", &form.department), ("实施单位", &form.unit)]
        .into_iter()
        .find_map(|(label, party)| {
            // A code may stand before the name: [105]…, 105-….
            let name = squeezed(party.name.as_deref()?);
            let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
            let word = words
                .iter()
                .find(|word| name.starts_with(word.as_str()) && ends(name, 0, word))?;
            Some(format!("{label}为“{word}”"))
        })
}

/// Whether the word at this place ends there: 教育部 does not stand in 教育部门.
fn ends(text: &str, at: usize, word: &str) -> bool {
    !text[at + word.len()..].starts_with('门')
}

/// The first printed label that begins with one of these, anywhere in the money block.
fn fund_label<'a>(form: &'a Form, starts: &[String]) -> Option<&'a str> {
    let lines = form.funds.lines.iter();
    let mut labels = lines.flat_map(|line| line.path.iter().chain([&line.label]));
    let begins = |label: &&String| {
        let label = norm(label);
        starts.iter().any(|start| label.starts_with(start.as_str()))
    };
    labels.find(begins).map(String::as_str)
}

/// Where the form's tree has 成本指标; a tree without it is told by 可持续影响, which the newer tree has not.
fn cost_level(form: &Form) -> Option<CostLevel> {
    let cost = |row: &&Indicator| row.class == Some(IndicatorClass::Cost);
    match form.indicators.iter().find(cost) {
        Some(row) => {
            let first = row.level1.as_deref()?.contains("成本");
            Some(if first {
                CostLevel::First
            } else {
                CostLevel::Second
            })
        }
        None => {
            let lasting = form
                .indicators
                .iter()
                .any(|row| row.class == Some(IndicatorClass::Lasting));
            lasting.then_some(CostLevel::Second)
        }
    }
}

fn level_reason(level: CostLevel) -> &'static str {
    match level {
        CostLevel::First => "成本指标为一级指标",
        CostLevel::Second => "成本指标列在产出指标下",
        CostLevel::Either => "有成本指标",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_years_asks_for_a_year() {
        let set = Conditions {
            year_from: Some(2022),
            ..Conditions::default()
        };
        let of = |year| {
            set.reasons(&Form {
                fiscal_year: year,
                ..Form::default()
            })
        };
        assert_eq!(of(Some(2023)), Some(vec!["预算年度为2023年".to_owned()]));
        assert_eq!((of(Some(2021)), of(None)), (None, None));
        assert_eq!(Conditions::default().reasons(&Form::default()), None);
    }
}
