//! What a person sees of a verdict: one point for each leading finding, the covered ones folded under it.

use crate::Levels;
use model::{Finding, Form, FormVerdict, HeadField, Indicator, Severity};

/// The points of a form in the order of reading: on the whole form, then row by row; inferred places apart.
#[derive(Debug, Default)]
pub struct Points<'a> {
    /// On places that the document states.
    pub confirmed: Vec<Point<'a>>,
    /// On places that the reading inferred: look at the original first.
    pub inferred: Vec<Point<'a>>,
}

/// One point.
#[derive(Debug)]
pub struct Point<'a> {
    /// From 1, through both lists.
    pub number: usize,
    /// The gravest level in the group.
    pub severity: Severity,
    /// The leading finding.
    pub finding: &'a Finding,
    /// The row it stands on; none for the form as a whole or several of its rows.
    pub row: Option<&'a Indicator>,
    /// Other rows of the same form that it names.
    pub others: Vec<&'a Indicator>,
    /// The findings folded under it.
    pub covered: Vec<&'a Finding>,
}

impl<'a> Points<'a> {
    /// The points of a verdict.
    pub fn of(form: &'a Form, verdict: &'a FormVerdict) -> Points<'a> {
        let findings = &verdict.findings;
        let mut all: Vec<Point> = Vec::new();
        for (index, finding) in findings.iter().enumerate() {
            if leader(findings, index) == index {
                all.push(point(form, finding));
            }
        }
        for (index, finding) in findings.iter().enumerate() {
            let lead = leader(findings, index);
            if lead != index
                && let Some(point) = all
                    .iter_mut()
                    .find(|point| std::ptr::eq(point.finding, &findings[lead]))
            {
                point.covered.push(finding);
                // A doubtful place does not make a certain point graver.
                if !finding.inferred || point.finding.inferred {
                    point.severity = point.severity.max(finding.severity);
                }
            }
        }
        let position = |point: &Point| {
            let id = |row: &Indicator| row.id.clone();
            let row = point.row.map(id).or_else(|| point.finding.row.clone());
            row.map_or(0, |id| {
                1 + form
                    .indicators
                    .iter()
                    .position(|row| row.id == id)
                    .unwrap_or(usize::MAX - 1)
            })
        };
        all.sort_by_key(position);
        let (inferred, confirmed) = all.into_iter().partition(|point| point.finding.inferred);
        let mut points = Points {
            confirmed,
            inferred,
        };
        for (index, point) in points
            .confirmed
            .iter_mut()
            .chain(&mut points.inferred)
            .enumerate()
        {
            point.number = index + 1;
        }
        points
    }

    /// All points, the confirmed ones first.
    pub fn all(&self) -> impl Iterator<Item = &Point<'a>> {
        self.confirmed.iter().chain(&self.inferred)
    }

    /// How many confirmed points have this level.
    pub fn count(&self, severity: Severity) -> usize {
        self.confirmed
            .iter()
            .filter(|point| point.severity == severity)
            .count()
    }

    /// `必改 1、建议改 5`: the confirmed points by level, gravest first; empty when there is none.
    pub fn counts(&self, levels: &Levels) -> String {
        let parts: Vec<String> = LEVELS
            .into_iter()
            .map(|level| (level, self.count(level)))
            .filter(|(_, count)| *count > 0)
            .map(|(level, count)| format!("{} {count}", levels.word(level)))
            .collect();
        parts.join("、")
    }
}

/// How many points there are, over any number of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Confirmed points by level, in the order of [`LEVELS`].
    pub by_level: [usize; 3],
    /// Points on inferred places.
    pub inferred: usize,
    /// Statements that were verified.
    pub verified: usize,
}

impl Counts {
    /// Counts the points of a form, and what was verified on it.
    pub fn add(&mut self, points: &Points, verdict: &FormVerdict) {
        self.verified += verdict.verified.len();
        for (count, level) in self.by_level.iter_mut().zip(LEVELS) {
            *count += points.count(level);
        }
        self.inferred += points.inferred.len();
    }
}

/// The levels, gravest first.
pub const LEVELS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

impl Point<'_> {
    /// What the point stands on, in words: a row's path with its name cut short, the label of a head cell, how many rows,
    /// or the whole form.
    pub fn subject(&self, form: &Form) -> String {
        match (self.row, &self.finding.row) {
            (Some(row), _) => short_path(row),
            (None, Some(id)) => id.clone(),
            (None, None) => match (head_cell(form, self.finding), self.others.len()) {
                (Some(label), _) => label.to_owned(),
                (None, 0) => "整张表".to_owned(),
                (None, count) => format!("{count}个指标"),
            },
        }
    }
}

/// A row's path; a long name is cut, as the row itself is near or its message quotes it.
pub fn short_path(row: &Indicator) -> String {
    const LONGEST: usize = 26;
    let path = row.path();
    let name = row.name.chars().count();
    if name <= LONGEST {
        return path;
    }
    let kept = path.chars().count() - name + LONGEST - 1;
    path.chars().take(kept).chain(['…']).collect()
}

/// The text of the head that a finding stands on, where it says so and no place is known.
pub(crate) fn head_field(finding: &Finding) -> Option<HeadField> {
    let placed = finding.row.is_some() || !finding.at.is_empty();
    HeadField::from_key(finding.field()?).filter(|_| !placed)
}

/// The label of the cell outside the indicator table that a finding stands on.
fn head_cell<'a>(form: &'a Form, finding: &Finding) -> Option<&'a str> {
    let Some(first) = finding.at.first() else {
        return head_field(finding).map(HeadField::word);
    };
    if form
        .goals
        .iter()
        .any(|goal| goal.at.as_ref() == Some(first))
    {
        return Some("总体绩效目标");
    }
    let totals = [
        (&form.funds.total, "项目总额"),
        (&form.funds.annual_total, "年度资金总额"),
    ];
    for (amount, label) in totals {
        if amount
            .as_ref()
            .is_some_and(|amount| amount.at.as_ref() == Some(first))
        {
            return Some(label);
        }
    }
    form.funds
        .lines
        .iter()
        .find(|line| line.amount.at.as_ref() == Some(first))
        .map(|line| line.label.as_str())
}

fn point<'a>(form: &'a Form, finding: &'a Finding) -> Point<'a> {
    let mut others: Vec<&Indicator> = finding
        .related
        .iter()
        .filter(|other| {
            other.document.is_none() && other.form.is_none() && other.row != finding.row
        })
        .filter_map(|other| form.row(other.row.as_deref()?))
        .collect();
    let mut row = finding.row.as_deref().and_then(|id| form.row(id));
    // What is said over rows stands on the row when there is but one.
    if finding.row.is_none() && others.len() == 1 && head_cell(form, finding).is_none() {
        row = others.pop();
    }
    Point {
        number: 0,
        severity: finding.severity,
        finding,
        row,
        others,
        covered: Vec::new(),
    }
}

/// The finding at the top of the chain. One whose leader is not there, or that leads in a circle, leads itself.
fn leader(findings: &[Finding], start: usize) -> usize {
    let mut index = start;
    for _ in 0..findings.len() {
        let Some(id) = &findings[index].covered_by else {
            return index;
        };
        match findings.iter().position(|other| other.id == *id) {
            Some(next) if next != index => index = next,
            _ => return index,
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn the_whole_form_comes_first_and_inferred_places_last() {
        let (document, verdict) = example::checked();
        let (form, verdict) = (&document.forms[0], &verdict.forms[0]);
        let points = Points::of(form, verdict);
        let list: Vec<String> = points
            .all()
            .map(|point| {
                let covered: Vec<&str> = point
                    .covered
                    .iter()
                    .map(|finding| finding.code.as_str())
                    .collect();
                let code = &point.finding.code;
                format!(
                    "{} {} {code} {covered:?} {}",
                    point.number,
                    point.severity.word(),
                    point.subject(form)
                )
            })
            .collect();
        assert_eq!(
            list,
            [
                "1 建议改 C02 [\"C03\"] 总体绩效目标",
                "2 必改 A06 [] 数量指标—培训护林员人数",
                "3 建议改 E07 [\"E15\"] 时效指标—10月底前完成培训",
                "4 建议改 G03 [\"D06\", \"E02\"] 经济效益指标—营造爱林护林的良好氛围",
                "5 可参考 D09 [] 可持续影响指标—长效管护机制健全",
            ]
        );
        assert_eq!(points.inferred.len(), 1);
        assert_eq!(points.counts(&Levels::USUAL), "必改 1、建议改 3");
    }

    #[test]
    fn a_finding_whose_leader_is_gone_leads_itself() {
        let (document, mut verdict) = example::checked();
        verdict.forms[0]
            .findings
            .retain(|finding| finding.code != "E07");
        let points = Points::of(&document.forms[0], &verdict.forms[0]);
        assert!(points.all().any(|point| point.finding.code == "E15"));
    }
}
