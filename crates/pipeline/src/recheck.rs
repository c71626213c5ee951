//! Returned forms against those that were sent back: which opinions were settled, which are open, what is new, and what was changed
//! beyond them.

use crate::{Options, check};
use model::change::{head_changes, row_changes, row_pairs};
use model::text::{difference, norm};
use model::{Change, Document, Finding, Form, FormVerdict, HeadField, Indicator};
use writers::desk::{Outcome, Reasoned, Taken};
use writers::points::{Point, Points};

/// A form with its verdict and where it stands.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The document.
    pub path: String,
    /// The form in it, from 1.
    pub number: u32,
    /// The form.
    pub form: Form,
    /// The verdict on it.
    pub verdict: FormVerdict,
}

/// Judges the forms of documents.
pub fn judged(documents: Vec<Document>, options: &Options) -> Vec<Judged> {
    let mut all = Vec::new();
    for document in documents {
        let verdicts = check(&document, options).forms;
        let path = document.source.path;
        let pairs = document.forms.into_iter().zip(verdicts);
        all.extend((1..).zip(pairs).map(|(number, (form, verdict))| Judged {
            path: path.clone(),
            number,
            form,
            verdict,
        }));
    }
    all
}

/// How a returned form was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The returned form with this index.
    One(usize),
    /// Several that it could be; a person has to say.
    Several(Vec<usize>),
    /// None of its name; those of the same unit and amount, if there are any.
    Missing(Vec<usize>),
}

/// For each form that was sent back the returned one: by code, else by name and unit (an empty unit may have been filled in), among several
/// of that name by the amount. One form on either side are two versions of one. Nothing is guessed.
pub fn find(old: &[Judged], new: &[Judged]) -> Vec<Found> {
    if let ([_], [_]) = (old, new) {
        return vec![Found::One(0)];
    }
    let code = |form: &Form| norm(form.project.code.as_deref().unwrap_or(""));
    let name = |form: &Form| (norm(form.project_name()), norm(form.office().unwrap_or("")));
    let money = |form: &Form| form.funds.budget();
    let some = |found: Vec<usize>| match found.as_slice() {
        [] => None,
        [one] => Some(Found::One(*one)),
        _ => Some(Found::Several(found)),
    };
    old.iter()
        .map(|old| {
            let same = |test: &dyn Fn(&Form) -> bool| -> Vec<usize> {
                let numbered = new.iter().enumerate();
                let fits = numbered.filter(|(_, new)| {
                    new.form.kind == old.form.kind
                        && new.form.fiscal_year == old.form.fiscal_year
                        && test(&new.form)
                });
                fits.map(|(index, _)| index).collect()
            };
            let by_code = match code(&old.form) {
                own if own.is_empty() => Vec::new(),
                own => same(&|form| code(form) == own),
            };
            if let Some(found) = some(by_code) {
                return found;
            }
            let own = name(&old.form);
            let near = || {
                let amount = money(&old.form).filter(|_| !own.1.is_empty());
                same(&|form| name(form).1 == own.1 && amount.is_some() && money(form) == amount)
            };
            if own.0.is_empty() {
                return Found::Missing(near());
            }
            let mut by_name = same(&|form| name(form) == own);
            if by_name.is_empty() {
                let party = |form: &Form| {
                    [&form.unit.name, &form.department.name]
                        .map(|name| norm(name.as_deref().unwrap_or("")))
                };
                let [unit, department] = party(&old.form);
                by_name = same(&|form| {
                    let [new_unit, new_department] = party(form);
                    let open = unit.is_empty() || new_unit.is_empty() || unit == new_unit;
                    let fits = department.is_empty()
                        || new_department.is_empty()
                        || department == new_department;
                    name(form).0 == own.0 && open && fits
                });
            }
            if by_name.len() > 1 {
                let amount = money(&old.form);
                let by_amount = by_name.iter().copied();
                let by_amount: Vec<usize> = by_amount
                    .filter(|index| money(&new[*index].form) == amount)
                    .collect();
                if let [one] = by_amount.as_slice() {
                    return Found::One(*one);
                }
            }
            some(by_name).unwrap_or_else(|| Found::Missing(near()))
        })
        .collect()
}

/// What became of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The opinions, settled and open ones in the order of the old form, new ones behind them.
    pub taken: Vec<Taken>,
    /// All changes, with the opinions that asked for them.
    pub changes: Vec<Reasoned>,
}

impl Comparison {
    /// How many opinions came out so.
    pub fn count(&self, outcome: Outcome) -> usize {
        let own = self.taken.iter().filter(|taken| taken.outcome == outcome);
        own.count()
    }

    /// The changes that no opinion asked for.
    pub fn beyond(&self) -> impl Iterator<Item = &Change> {
        let unasked = self.changes.iter().filter(|one| one.reason.is_empty());
        unasked.map(|one| &one.change)
    }
}

/// An opinion that a returned form answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The finding behind it; none for one in a reviewer's own words.
    pub fingerprint: Option<String>,
    /// The row it speaks of.
    pub row: Option<String>,
    /// What it stands on, in words.
    pub place: String,
    /// What was asked.
    pub text: String,
}

/// Compares a form with its returned version as if every point of the old one had been asked. Points on inferred places are no opinions.
pub fn compare(old: &Judged, new: &Judged) -> Comparison {
    let points = Points::of(&old.form, &old.verdict);
    let asked = points.confirmed.iter().map(|point| Asked {
        fingerprint: Some(point.finding.id.clone()),
        row: None,
        place: point.subject(&old.form),
        text: point.finding.message.clone(),
    });
    answered(old, new, &asked.collect::<Vec<_>>())
}

/// Compares a form with its returned version by what was asked of it: `taken` begins with what became of each opinion, in their order.
/// Whether one in a reviewer's own words was settled is left to a person.
pub fn answered(old: &Judged, new: &Judged, asked: &[Asked]) -> Comparison {
    // A form that comes back may name its project differently.
    let findings = &new.verdict.findings;
    let verdict = FormVerdict {
        findings: rules::fingerprint::as_of_project(&old.form, &new.form, findings),
        ..new.verdict.clone()
    };
    let versions = Versions {
        new: &new.form,
        before: Points::of(&old.form, &old.verdict),
        after: Points::of(&new.form, &verdict),
        rows: row_pairs(&old.form, &new.form),
        heads: head_changes(&old.form, &new.form),
    };
    let opinions: Vec<Opinion> = asked.iter().map(|asked| versions.opinion(asked)).collect();
    let told = opinions.iter().map(|opinion| versions.answered(opinion));
    let fresh = versions.after.confirmed.iter();
    let fresh = fresh.filter_map(|point| versions.fresh(point));
    let rows = versions.rows.iter();
    let rows = rows.flat_map(|(old, new)| row_changes(*old, *new));
    let changes = versions.heads.iter().cloned().chain(rows);
    Comparison {
        taken: told.chain(fresh).collect(),
        changes: changes
            .map(|change| Reasoned {
                reason: versions.reason(&opinions, &change),
                change,
            })
            .collect(),
    }
}

/// Two versions of a form with what is said of them and what differs.
struct Versions<'a> {
    new: &'a Form,
    before: Points<'a>,
    after: Points<'a>,
    rows: Vec<(Option<&'a Indicator>, Option<&'a Indicator>)>,
    heads: Vec<Change>,
}

/// An opinion with the point behind it and the row it speaks of, in the old version.
struct Opinion<'a> {
    asked: &'a Asked,
    point: Option<&'a Point<'a>>,
    row: Option<&'a Indicator>,
}

impl Opinion<'_> {
    /// Whether one on the whole form asked for a change.
    fn speaks_of(&self, change: &Change) -> bool {
        let by_finding = self
            .point
            .is_some_and(|point| speaks_of(point.finding, change));
        let by_place = self.point.is_none() && names(&self.asked.place, change);
        by_finding || by_place || names(&self.asked.text, change)
    }
}

impl<'a> Versions<'a> {
    fn opinion<'b>(&'b self, asked: &'b Asked) -> Opinion<'b> {
        let id = asked.fingerprint.as_ref();
        let point = id.and_then(|id| self.before.all().find(|point| point.finding.id == *id));
        let mut rows = self.rows.iter().filter_map(|(old, _)| *old);
        let row = match point {
            Some(point) => point.row,
            None => rows.find(|row| Some(&row.id) == asked.row.as_ref()),
        };
        Opinion { asked, point, row }
    }

    /// What a row of the old version became.
    fn later(&self, row: &Indicator) -> Option<&'a Indicator> {
        let mut rows = self.rows.iter();
        rows.find(|(old, _)| old.is_some_and(|old| old.id == row.id))?
            .1
    }

    /// Whether two points are one: by the fingerprint, or when one rule speaks of a row and of what it became.
    fn same(&self, old: &Point, new: &Point) -> bool {
        let row = old.row.and_then(|row| self.later(row));
        let follows = row.is_some_and(|row| new.row.is_some_and(|own| own.id == row.id));
        old.finding.id == new.finding.id || (old.finding.code == new.finding.code && follows)
    }

    /// Whether the returned version still shows what was asked.
    fn outcome(&self, opinion: &Opinion) -> Outcome {
        let open = match (opinion.point, &opinion.asked.fingerprint) {
            (Some(point), _) => self.after.all().any(|other| self.same(point, other)),
            // The rules of today no longer find it in the old version: by its name only.
            (None, Some(id)) => self.after.all().any(|other| other.finding.id == *id),
            (None, None) => return Outcome::Look,
        };
        match open {
            true => Outcome::Open,
            false => Outcome::Settled,
        }
    }

    /// What became of an opinion.
    fn answered(&self, opinion: &Opinion) -> Taken {
        let changes = match opinion.row {
            Some(row) => row_changes(Some(row), self.later(row)),
            None => {
                let heads = self.heads.iter();
                let own = heads.filter(|change| opinion.speaks_of(change));
                own.cloned().collect()
            }
        };
        let change: Vec<String> = changes.iter().map(told).collect();
        Taken {
            outcome: self.outcome(opinion),
            place: opinion.asked.place.clone(),
            opinion: opinion.asked.text.clone(),
            change: change.join("；"),
        }
    }

    /// A point that the old version did not have.
    fn fresh(&self, point: &Point) -> Option<Taken> {
        let known = self.before.all().any(|other| self.same(other, point));
        (!known).then(|| Taken {
            outcome: Outcome::Fresh,
            place: point.subject(self.new),
            opinion: point.finding.message.clone(),
            change: String::new(),
        })
    }

    /// The opinions that asked for a change, one a line.
    fn reason(&self, opinions: &[Opinion], change: &Change) -> String {
        let asked = opinions.iter().filter(|opinion| {
            // A row that the point only names is asked for where its words name it.
            let named = opinion.point.into_iter().flat_map(|point| {
                let others = point.others.iter().copied();
                others.filter(|row| point.finding.message.contains(&row.name))
            });
            let mut rows = opinion.row.into_iter().chain(named);
            let of_row = rows.any(|row| {
                let path = self.later(row).unwrap_or(row).path();
                path == change.subject
            });
            of_row || (opinion.row.is_none() && opinion.speaks_of(change))
        });
        let reasons: Vec<&str> = asked.map(|opinion| opinion.asked.text.as_str()).collect();
        reasons.join("\n")
    }
}

/// Whether a point on the whole form asked for a change: it names the field, the fund line, the row, or is about the goal.
fn speaks_of(finding: &Finding, change: &Change) -> bool {
    let field = finding.field();
    let goal = change.subject.ends_with("总体目标");
    let about_goal =
        finding.code.starts_with('C') || field.is_some_and(|own| own.starts_with("goal"));
    names(&finding.message, change)
        || field.is_some() && field == HeadField::from_word(change.field).map(HeadField::key)
        || (goal && about_goal)
        || (change.field == model::change::WHOLE_ROW && finding.facts.contains_key("missing"))
}

/// Whether a text names the place or the field of a change.
fn names(text: &str, change: &Change) -> bool {
    let label = change.subject.rsplit('/').next().unwrap_or_default();
    let mut words = [label, change.field].into_iter();
    words.any(|word| word.chars().count() > 2 && text.contains(word))
}

/// A change in a line: 指标值：“100%”→“≥95%”.
fn told(change: &Change) -> String {
    let place = match change.subject.contains('—') {
        true => change.field.to_owned(),
        false => change.place(),
    };
    match (change.from.is_empty(), change.to.is_empty()) {
        (true, _) => format!("{place}：填写“{}”", change.to),
        (_, true) => format!("{place}：删去“{}”", change.from),
        _ => {
            let parts = difference(&change.from, &change.to);
            let (before, after) = (parts.before, parts.after);
            format!(
                "{place}：“{before}{}{after}”→“{before}{}{after}”",
                parts.was, parts.is
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn text(value: &str, name: &str, goal: &str) -> String {
        format!(
            "2026年项目支出绩效目标表\n单位：万元\n项目名称\t护林员培训\n主管部门\t云泽市林草局\t实施单位\t云泽市林业站\n项目资金\t年度资金总额\t7.2\n\t财政拨款\t7.2\n年度总体目标\t{goal}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t{name}\t{value}\n产出指标\t质量指标\t培训合格率\t≥95%\n效益指标\t社会效益指标\t火情处置及时率\t≥98%\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n"
        )
    }

    const GOAL: &str = "2026年10月底前培训护林员160人，合格率95%以上。";

    fn one(text: &str) -> Judged {
        let documents = crate::read(text.as_bytes(), "a.tsv");
        let options = Options {
            select: vec!["A06".to_owned(), "E01".to_owned()],
            ..Options::on(date(2026, 1, 15))
        };
        judged(documents, &options).remove(0)
    }

    #[test]
    fn a_settled_opinion_an_open_one_and_a_new_one() {
        let empty = one(&text("", "培训护林员人数", GOAL));
        let filled = one(&text("≥160人", "培训护林员人数", GOAL));
        let result = compare(&empty, &filled);
        assert_eq!(result.count(Outcome::Settled), 1, "{result:?}");
        assert_eq!(result.taken[0].change, "指标值：填写“≥160人”");
        assert_eq!(result.beyond().count(), 0);
        let result = compare(&empty, &empty);
        assert_eq!((result.count(Outcome::Open), result.changes.len()), (1, 0));
        let result = compare(&filled, &empty);
        assert_eq!(result.count(Outcome::Fresh), 1);
        assert_eq!(result.beyond().count(), 1);
    }

    #[test]
    fn a_renamed_row_with_the_same_point_is_still_open() {
        let result = compare(
            &one(&text("", "培训护林员人数", GOAL)),
            &one(&text("", "培训全市护林员人数", GOAL)),
        );
        assert_eq!(result.count(Outcome::Open), 1, "{result:?}");
        assert_eq!(result.count(Outcome::Fresh), 0);
    }

    #[test]
    fn what_stays_is_known_under_another_project_name() {
        let goal = "做好护林员培训。";
        let options = Options {
            select: vec!["A05".to_owned(), "C02".to_owned()],
            ..Options::on(date(2026, 1, 15))
        };
        let one = |text: &str| {
            let documents = crate::read(text.as_bytes(), "a.tsv");
            judged(documents, &options).remove(0)
        };
        let old = text("≥160人", "培训护林员人数", goal);
        let result = compare(
            &one(&old),
            &one(&old.replace("护林员培训\n", "护林员年度培训\n")),
        );
        assert!(result.count(Outcome::Open) > 0, "{result:?}");
        assert_eq!(result.count(Outcome::Settled), 0);
        assert_eq!(result.count(Outcome::Fresh), 0);
    }

    #[test]
    fn what_was_changed_quietly_is_told() {
        let result = compare(
            &one(&text("", "培训护林员人数", GOAL)),
            &one(&text(
                "≥160人",
                "培训护林员人数",
                "2026年10月底前培训护林员150人。",
            )),
        );
        let beyond: Vec<&str> = result
            .beyond()
            .map(|change| change.subject.as_str())
            .collect();
        assert_eq!(beyond, ["年度总体目标"]);
    }

    #[test]
    fn only_what_was_asked_is_compared() {
        let old = one(&text("", "培训护林员人数", GOAL));
        let new = one(&text("≥160人", "培训护林员人数", GOAL));
        let nothing = answered(&old, &new, &[]);
        assert_eq!(nothing.taken, []);
        assert_eq!(nothing.beyond().count(), 1, "nobody asked for the value");
        let asked = [
            Asked {
                fingerprint: Some(old.verdict.findings[0].id.clone()),
                text: "请补填指标值".to_owned(),
                ..Asked::default()
            },
            Asked {
                row: Some("r1".to_owned()),
                text: "人数请与计划一致".to_owned(),
                ..Asked::default()
            },
            Asked {
                row: Some("r2".to_owned()),
                text: "合格率偏低".to_owned(),
                ..Asked::default()
            },
        ];
        let result = answered(&old, &new, &asked);
        let became: Vec<(Outcome, &str)> = result
            .taken
            .iter()
            .map(|taken| (taken.outcome, taken.change.as_str()))
            .collect();
        assert_eq!(
            became,
            [
                (Outcome::Settled, "指标值：填写“≥160人”"),
                (Outcome::Look, "指标值：填写“≥160人”"),
                (Outcome::Look, ""),
            ]
        );
        assert_eq!(result.changes[0].reason, "请补填指标值\n人数请与计划一致");
        assert_eq!(result.beyond().count(), 0);
    }

    #[test]
    fn returned_forms_are_found_and_never_guessed() {
        let old = vec![one(&text("", "培训护林员人数", GOAL))];
        let new = vec![
            one(&text("≥160人", "培训护林员人数", GOAL)),
            one(&text("≥150人", "培训护林员人数", GOAL)),
        ];
        assert_eq!(find(&old, &new[..1]), [Found::One(0)]);
        assert_eq!(find(&old, &new), [Found::Several(vec![0, 1])]);
        assert_eq!(find(&old, &[]), [Found::Missing(Vec::new())]);
        let mut other = new.clone();
        other[0].form.funds.annual_total =
            Some(model::Amount::parse("8", Some(model::MoneyUnit::Wan), None));
        assert_eq!(
            find(&old, &other),
            [Found::One(1)],
            "the amount tells them apart"
        );
    }
}
