//! 取证单: what an auditor takes down of a form: the document with its hash, the place, what stands there, the sum redone line by line, and
//! the criterion in force. Nothing is concluded.

use super::placed::at;
use super::{DATE, head, labelled, row};
use crate::paper::{Cell, Kind, Paper};
use crate::points::Points;
use crate::{Names, advice, head as form_head};
use jiff::civil::Date;
use model::{Facts, Finding, Form, FormVerdict, MoneyUnit, Source};

/// Where a form was taken from, and how it was looked at.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The document.
    pub source: &'a Source,
    /// The form in it, from 1.
    pub number: u32,
    /// SHA-256 of all that the form says.
    pub hash: &'a str,
    /// The day of the check.
    pub as_of: Date,
    /// The version of the rules.
    pub rules_version: &'a str,
    /// Names of rules and profiles.
    pub names: Names<'a>,
}

/// A sheet for each point on a stated place that is more than a hint.
pub fn evidence(form: &Form, verdict: &FormVerdict, material: &Material) -> Vec<Paper> {
    let points = Points::of(form, verdict);
    let grave = points.confirmed.iter();
    let grave = grave.filter(|point| point.severity > model::Severity::Hint);
    (1..)
        .zip(grave)
        .map(|(number, point)| sheet(number, form, verdict, point.finding, material))
        .collect()
}

const COLUMNS: usize = 4;

fn sheet(
    number: usize,
    form: &Form,
    verdict: &FormVerdict,
    finding: &Finding,
    material: &Material,
) -> Paper {
    let source = material.source;
    let title = (material.names.rule)(&finding.code).unwrap_or_default();
    let mut paper = Paper {
        title: "审计取证单（核对记录）".to_owned(),
        line: [String::new(), String::new(), format!("编号：{number}")],
        columns: vec![22, 40, 26, 22],
        ..Paper::default()
    };
    let project = match form.office() {
        Some(office) => format!("{}（{office}）", form_head::name(form)),
        None => form_head::name(form).to_owned(),
    };
    let full = |label: &str, text: String| labelled(label, text, COLUMNS);
    paper.rows = vec![
        full("项目", project),
        full(
            "材料",
            format!("{}，第{}张表", source.path, material.number),
        ),
        full("材料的SHA-256", source.sha256.clone()),
        full("表的内容摘要", material.hash.to_owned()),
        full("位置", advice::places(&finding.at)),
        full("事项", format!("{title}：{}", finding.message)),
    ];
    if let Some(url) = &source.url {
        paper.rows.insert(2, full("网址", url.clone()));
    }
    cells(&mut paper, form, finding);
    sums(&mut paper, &finding.facts);
    for (word, text) in advice::citations(&finding.citations) {
        let own = if word == "依据" {
            "现行标准（依据）"
        } else {
            "现行标准（参照）"
        };
        paper.rows.push(full(own, text));
    }
    paper.rows.extend([
        full(
            "核对方法",
            format!(
                "规则{}，规则版本{}，口径：{}，以{}为准",
                finding.code,
                material.rules_version,
                form_head::profile(verdict, &material.names),
                material.as_of
            ),
        ),
        full("核实情况", "\n\n".to_owned()),
        full("被审计单位意见", format!("\n\n（盖章）{DATE}")),
        full("审计人员", format!("（签字）{DATE}")),
    ]);
    paper.below = vec!["注：本单只记录材料上的文字、数字和重算过程，不作结论。".to_owned()];
    paper
}

/// What stands in the cells that the point speaks of, each on a line.
fn cells(paper: &mut Paper, form: &Form, finding: &Finding) {
    let found = finding
        .at
        .iter()
        .filter_map(|place| Some((place, at(form, place)?)));
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return;
    }
    paper
        .rows
        .push(head(&["位置", "栏目", "原文", "折合（元）"]));
    for (place, text) in found {
        let money = text.money.map(|money| money.in_unit(MoneyUnit::Yuan));
        paper.rows.push(row(vec![
            Cell::new(Kind::Text, advice::places(std::slice::from_ref(place))),
            Cell::new(Kind::Text, text.label),
            Cell::new(Kind::Text, text.text),
            Cell::new(Kind::Number, money.unwrap_or_default()),
        ]));
    }
}

/// The sum redone: what should stand there and what does.
fn sums(paper: &mut Paper, facts: &Facts) {
    let text = |name: &str| {
        let value = facts.get(name)?;
        let text = value.as_str().map(str::to_owned);
        text.or_else(|| value.as_number().map(|number| number.to_string()))
    };
    let (expected, found) = (text("expected"), text("found"));
    if let (Some(expected), Some(found)) = (expected, found) {
        let identity = text("identity").map(|identity| format!("（恒等式{identity}）"));
        paper.rows.push(labelled(
            "重算",
            format!(
                "应为{expected}，材料上为{found}{}",
                identity.unwrap_or_default()
            ),
            COLUMNS,
        ));
    }
}
