//! J03: the published form differs from the approved one, or holds what the public should not read.

use crate::beside::{Case, Known};
use crate::compare::{pair, plain, same_value};
use crate::personal::{Personal, personal};
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::{Amount, FormKind, Place, Severity};

/// J03.
pub static RULE: Rule = Rule {
    code: "J03",
    name: "unfit-for-publication",
    severity: Severity::Error,
    cites: &[cite("R88-27")],
    kinds: ANY,
    criterion: "",
    page: include_str!("j03_unfit_for_publication.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    if !case.published {
        return;
    }
    report.compared();
    private(subject, report);
    if subject.form.kind != FormKind::Target || subject.has_open_reading() {
        return;
    }
    if let Some(approved) = case.targets.last() {
        let agrees = |known: &&Known| differences(subject, known).is_empty();
        if !case.targets.iter().any(agrees) {
            for (place, message) in differences(subject, approved) {
                let said = match place {
                    Spot::Row(id) => match subject.rows.iter().find(|row| row.row.id == id) {
                        Some(row) => report.value(row, message),
                        None => report.form(Vec::new(), message),
                    },
                    Spot::Goal => report.goal(message),
                    Spot::Form(at) => report.form(at, message),
                };
                said.beside(approved);
            }
        }
    }
}

enum Spot {
    Row(String),
    Goal,
    Form(Vec<Place>),
}

/// One of the totals of a form.
type Total = fn(&model::Form) -> Option<&Amount>;

/// What the published form says otherwise than the approved one.
fn differences(subject: &Subject, approved: &Known) -> Vec<(Spot, String)> {
    let mut found = Vec::new();
    let form = &approved.form;
    let goal = |form: &model::Form| {
        form.annual_goal()
            .map(|goal| goal.text.clone())
            .unwrap_or_default()
    };
    let (here, there) = (goal(subject.form), goal(form));
    if plain(&here) != plain(&there) && !there.is_empty() {
        found.push((
            Spot::Goal,
            "公开的总体目标与批复的目标表不同，请改用批复的文字。".to_owned(),
        ));
    }
    let totals: [(&str, Total); 2] = [
        ("项目总额", |form| form.funds.total.as_ref()),
        ("年度资金总额", |form| {
            form.funds.annual_total.as_ref()
        }),
    ];
    for (word, of) in totals {
        let yuan = |form: &model::Form| of(form).and_then(|amount| amount.yuan);
        if let (Some(here), Some(there)) = (yuan(subject.form), yuan(form))
            && here != there
        {
            let at = of(subject.form).and_then(|amount| amount.at.clone());
            let message = format!(
                "公开的{word}为{}，批复的目标表为{}，请改为批复的金额。",
                subject.amount_of_money(here.yuan()),
                subject.amount_of_money(there.yuan())
            );
            found.push((Spot::Form(at.into_iter().collect()), message));
        }
    }
    let pairing = pair(subject, form);
    for (row, other) in pairing.both {
        let id = || Spot::Row(row.row.id.clone());
        if !same_value(row.value(), &other.value) && !row.value_open {
            let message = format!(
                "公开的“{}”指标值为{}，批复的目标表为{}，请改为批复的指标值。",
                row.row.path(),
                quoted(&row.value().raw),
                quoted(&other.value.raw)
            );
            found.push((id(), message));
        } else if row.name.norm != model::text::norm(&other.name) && !row.name_open {
            let message = format!(
                "公开的指标名称为{}，批复的目标表为{}，请改为批复的名称。",
                quoted(&row.row.name),
                quoted(&other.name)
            );
            found.push((id(), message));
        }
    }
    for row in pairing.here {
        let message = format!("“{}”不在批复的目标表中，请核对公开的版本。", row.row.path());
        found.push((Spot::Row(row.row.id.clone()), message));
    }
    if !pairing.there.is_empty() {
        let names: Vec<String> = pairing
            .there
            .iter()
            .map(|row| quoted(&row.path()))
            .collect();
        let message = format!(
            "批复的目标表中有{}，公开的表没有，请核对公开的版本。",
            names.join("、")
        );
        found.push((Spot::Form(Vec::new()), message));
    }
    found
}

/// Personal data, wherever it stands.
fn private(subject: &Subject, report: &mut Report) {
    for row in &subject.rows {
        let texts = [
            Some(row.row.name.as_str()),
            Some(row.row.value.raw.as_str()),
            row.row.basis.as_deref(),
            row.row.rule.as_deref(),
            row.row.remark.as_deref(),
            row.row.deviation.as_deref(),
        ];
        let found = texts.into_iter().flatten().flat_map(personal);
        if let Some(message) = said(found.map(|(kind, _)| kind).collect(), &in_row(row)) {
            report.row(row, message).severity(Severity::Warning);
        }
    }
    let form = subject.form;
    let goals = form
        .goals
        .iter()
        .map(|goal| (goal.text.as_str(), goal.at.clone(), "总体目标"));
    let fields = form
        .extra
        .iter()
        .map(|extra| (extra.text.as_str(), extra.at.clone(), extra.label.as_str()));
    let loose = form
        .unplaced
        .iter()
        .map(|loose| (loose.text.as_str(), loose.at.clone(), "表外文字"));
    for (text, at, place) in goals.chain(fields).chain(loose) {
        let kinds = personal(text).into_iter().map(|(kind, _)| kind).collect();
        if let Some(message) = said(kinds, place) {
            report
                .form(at.into_iter().collect(), message)
                .severity(Severity::Warning);
        }
    }
}

fn in_row(row: &Row) -> String {
    format!("“{}”一行", row.row.path())
}

fn said(mut kinds: Vec<Personal>, place: &str) -> Option<String> {
    kinds.sort_unstable();
    kinds.dedup();
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    (!words.is_empty()).then(|| {
        format!(
            "{place}含有{}，不宜公开，请删去或遮盖后再公开。",
            words.join("、")
        )
    })
}
