//! 取证单: what an auditor takes down of a form: the document with its hash, the place, what stands there, the sum redone line by line, and
//! the criterion in force. Nothing is concluded.

use super::placed::cells;
use super::{DATE, head, labelled, row};
use crate::paper::{Cell, Kind, Paper};
use crate::points::Points;
use crate::{Names, advice, head as form_head};
use jiff::civil::Date;
use model::{Finding, Form, FormVerdict, MoneyUnit, Source};

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
    let project = match form.office().filter(|office| !office.trim().is_empty()) {
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
        full("事项", title),
    ];
    if let Some(url) = &source.url {
        paper.rows.insert(2, full("网址", url.clone()));
    }
    source_cells(&mut paper, form, finding);
    paper
        .rows
        .push(full("对照和重算", stated(&finding.message).to_owned()));
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
fn source_cells(paper: &mut Paper, form: &Form, finding: &Finding) {
    let found = cells(form, finding);
    if found.is_empty() {
        return;
    }
    paper
        .rows
        .push(head(&["位置", "栏目", "原文", "折合（元）"]));
    for cell in found {
        let place = cell.at.as_ref().map(std::slice::from_ref);
        let money = cell.money.map(|money| money.in_unit(MoneyUnit::Yuan));
        paper.rows.push(row(vec![
            Cell::new(Kind::Text, place.map(advice::places).unwrap_or_default()),
            Cell::new(Kind::Text, cell.label),
            Cell::new(Kind::Text, cell.text),
            Cell::new(Kind::Number, money.unwrap_or_default()),
        ]));
    }
}

/// What a point states, without what it asks for.
fn stated(message: &str) -> &str {
    let ends = ["，请", "，建议", "；建议", "；请", "：执行率应"];
    let end = ends.iter().filter_map(|word| message.find(word)).min();
    message[..end.unwrap_or(message.len())].trim_end_matches('。')
}

#[cfg(test)]
mod tests {
    use super::stated;

    #[test]
    fn a_record_states_and_does_not_ask() {
        assert_eq!(
            stated("年度资金总额为84，各分项合计为83，少1，请核对改为相等。"),
            "年度资金总额为84，各分项合计为83，少1"
        );
        assert_eq!(stated("权重合计为85。"), "权重合计为85");
    }
}
