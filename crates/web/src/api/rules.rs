//! `GET /api/v1/rules`, `/rules/{code}`: what is checked, why, and what it rests on. Open to everybody.

use super::asked::Asked;
use super::problem::Problem;
use crate::App;
use axum::Json;
use axum::extract::{Path, State};
use model::Severity;
use pipeline::rules::{Rule, VERSION, catalog, find};
use schemars::JsonSchema;
use serde::Serialize;

/// A rule as lists show it.
#[derive(Serialize, JsonSchema)]
pub(super) struct RuleLine {
    /// The code, for ever.
    code: &'static str,
    /// The English name: what is wrong.
    name: &'static str,
    /// The Chinese title.
    title: &'static str,
    /// The usual level; a profile may lower it.
    severity: Severity,
    /// What it looks at.
    summary: &'static str,
}

/// All rules.
#[derive(Serialize, JsonSchema)]
pub(super) struct RuleList {
    /// The version of the rules.
    rules_version: &'static str,
    /// The rules, by code.
    rules: Vec<RuleLine>,
}

/// A document that a rule rests on.
#[derive(Serialize, JsonSchema)]
struct Rest {
    /// The document, with the article where it was checked against the official text.
    document: String,
    /// What of it.
    clause: String,
}

/// A rule with its page.
#[derive(Serialize, JsonSchema)]
pub(super) struct RulePage {
    #[serde(flatten)]
    line: RuleLine,
    /// Documents that it rests on.
    rests_on: Vec<Rest>,
    /// The page, in Markdown.
    page: &'static str,
}

fn line(rule: &'static Rule) -> RuleLine {
    RuleLine {
        code: rule.code,
        name: rule.name,
        title: rule.title(),
        severity: rule.severity,
        summary: rule.summary(),
    }
}

/// `GET /rules`.
pub(super) async fn list(asked: Asked) -> Result<Json<RuleList>, Problem> {
    asked.only(&[])?;
    Ok(Json(RuleList {
        rules_version: VERSION,
        rules: catalog().iter().copied().map(line).collect(),
    }))
}

/// `GET /rules/{code}`.
pub(super) async fn one(
    State(_app): State<App>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Json<RulePage>, Problem> {
    asked.only(&[])?;
    let rule = find(&code).ok_or_else(Problem::nowhere)?;
    let rests_on =
        crate::pages::rules::rests_on(rule).map(|(document, clause)| Rest { document, clause });
    Ok(Json(RulePage {
        rests_on: rests_on.collect(),
        line: line(rule),
        page: rule.page,
    }))
}
