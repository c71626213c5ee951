//! The form drawn as on paper: head fields, money, goals, and the indicator table with merged level cells.

mod marks;
mod rows;

use super::{Sheet, Text};
use crate::head::is_caption;
use crate::{advice, head};
use marks::{marks_at, marks_of_whole};
use model::{Amount, Form, FormKind, Goal, Horizon};
use std::fmt::Write;

/// Writes the form.
pub(super) fn push(out: &mut String, sheet: &Sheet) {
    let form = sheet.form;
    for line in form.extra.iter().filter(|extra| is_caption(extra)) {
        let _ = writeln!(out, "<p class=\"form-caption\">{}</p>", Text(&line.text));
    }
    let title = form.title.as_deref().unwrap_or(form.kind.word());
    let _ = writeln!(
        out,
        "<p class=\"form-title\">{}{}</p>",
        Text(title),
        marks_of_whole(sheet)
    );
    let year = form
        .fiscal_year
        .map(|year| format!("（{year}年度）"))
        .unwrap_or_default();
    let funds = &form.funds;
    let has_money =
        funds.total.is_some() || funds.annual_total.is_some() || !funds.lines.is_empty();
    let unit = match form.amount_unit {
        Some(unit) => format!("单位：{}", unit.word()),
        None if has_money => "没有写明金额单位".to_owned(),
        None => String::new(),
    };
    let _ = writeln!(
        out,
        "<p class=\"form-year\"><span></span><span>{year}</span><span>{unit}</span></p>"
    );
    push_head(out, sheet);
    rows::push(out, sheet);
    push_unplaced(out, form);
}

const HEAD_TABLE: &str = "<table class=\"form head\"><colgroup><col class=\"l\"><col class=\"l\"><col>\
    <col class=\"l\"><col class=\"l\"><col></colgroup><tbody>\n";

fn push_head(out: &mut String, sheet: &Sheet) {
    let form = sheet.form;
    let (project, funds) = (&form.project, &form.funds);
    out.push_str(HEAD_TABLE);
    let name = project.name.clone().unwrap_or_default();
    // Every project form has the field, also where it is empty.
    if form.kind != FormKind::Department || !name.is_empty() {
        push_fields(out, [Some(text_field("项目名称", &name)), None]);
    }
    push_fields(
        out,
        [
            stated("项目编码", &project.code),
            stated("归口科室", &project.office),
        ],
    );
    push_fields(
        out,
        [
            stated("主管部门", &Some(head::party(&form.department))),
            stated("实施单位", &Some(head::party(&form.unit))),
        ],
    );
    push_fields(
        out,
        [
            stated("项目属性", &project.attribute),
            stated("项目期", &project.period),
        ],
    );
    push_fields(
        out,
        [
            amount_field(sheet, "项目总额", funds.total.as_ref()),
            amount_field(sheet, "年度资金总额", funds.annual_total.as_ref()),
        ],
    );
    if is_executed(form) {
        out.push_str("</tbody></table>\n");
        push_execution(out, sheet);
        out.push_str(HEAD_TABLE);
    } else {
        push_funds(out, sheet);
    }
    for goal in &form.goals {
        push_goal(out, sheet, goal);
    }
    for extra in form.extra.iter().filter(|extra| !is_caption(extra)) {
        push_fields(out, [Some(text_field(&extra.label, &extra.text)), None]);
    }
    if let Some(evaluation) = &form.evaluation {
        let total = evaluation.total.map(|total| total.to_string());
        push_fields(
            out,
            [stated("总分", &total), stated("等级", &evaluation.grade)],
        );
    }
    out.push_str("</tbody></table>\n");
}

/// A label and the content of its cell.
struct Field {
    label: String,
    html: String,
    number: bool,
}

fn text_field(label: &str, text: &str) -> Field {
    Field {
        label: label.to_owned(),
        html: Text(text).to_string(),
        number: false,
    }
}

/// A field that the form states.
fn stated(label: &str, text: &Option<String>) -> Option<Field> {
    let text = text.as_deref().filter(|text| !text.is_empty())?;
    Some(text_field(label, text))
}

fn amount_field(sheet: &Sheet, label: &str, amount: Option<&Amount>) -> Option<Field> {
    let amount = amount?;
    Some(Field {
        label: label.to_owned(),
        html: format!(
            "{}{}",
            Text(&amount.raw),
            marks_at(sheet, amount.at.as_ref())
        ),
        number: true,
    })
}

/// A row with one or two fields; none at all makes no row.
fn push_fields(out: &mut String, fields: [Option<Field>; 2]) {
    let fields: Vec<Field> = fields.into_iter().flatten().collect();
    if fields.is_empty() {
        return;
    }
    out.push_str("<tr>");
    for field in &fields {
        // An amount alone stands in the columns of the fund lines below it.
        let (label, columns) = match (fields.len(), field.number) {
            (1, true) => (" colspan=\"3\" class=\"in1\"", 3),
            (1, false) => ("", 5),
            _ => ("", 2),
        };
        let class = if field.number { " class=\"n\"" } else { "" };
        let _ = write!(
            out,
            "<th scope=\"row\"{label}>{}</th><td colspan=\"{columns}\"{class}>{}</td>",
            Text(&field.label),
            field.html
        );
    }
    out.push_str("</tr>\n");
}

fn amount_cell(sheet: &Sheet, amount: Option<&Amount>, columns: usize) -> String {
    let (raw, at) = amount.map_or(("", None), |amount| {
        (amount.raw.as_str(), amount.at.as_ref())
    });
    format!(
        "<td class=\"n\" colspan=\"{columns}\">{}{}</td>",
        Text(raw),
        marks_at(sheet, at)
    )
}

fn push_funds(out: &mut String, sheet: &Sheet) {
    let blocks = head::fund_blocks(sheet.form);
    if let [left, right] = blocks.as_slice()
        && left.len() + right.len() > 2
    {
        let height = left.len().max(right.len());
        for index in 0..height {
            out.push_str("<tr>");
            for block in [left, right] {
                if index == 0 {
                    let label = block[0].path.first().map_or("", String::as_str);
                    let _ = write!(
                        out,
                        "<th scope=\"rowgroup\" rowspan=\"{height}\">{}</th>",
                        Text(label)
                    );
                }
                match block.get(index) {
                    Some(line) => {
                        let _ = write!(
                            out,
                            "<th scope=\"row\">{}{}</th>{}",
                            Text(if line.path.len() == 1 {
                                "资金总额"
                            } else {
                                &line.label
                            }),
                            inferred_tag(line.inferred),
                            amount_cell(sheet, Some(&line.amount), 1)
                        );
                    }
                    None => out.push_str("<td></td><td></td>"),
                }
            }
            out.push_str("</tr>\n");
        }
        return;
    }
    for line in &sheet.form.funds.lines {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\" colspan=\"3\" class=\"in{}\">{}{}</th>{}</tr>",
            line.path.len().min(4),
            Text(&line.label),
            inferred_tag(line.inferred),
            amount_cell(sheet, Some(&line.amount), 3)
        );
    }
}

fn is_executed(form: &Form) -> bool {
    form.funds.lines.iter().any(|line| {
        line.executed.is_some()
            || line.initial.is_some()
            || line.rate.is_some()
            || line.score.is_some()
    })
}

fn push_execution(out: &mut String, sheet: &Sheet) {
    out.push_str("<table class=\"form\"><thead><tr>");
    for label in [
        "资金",
        "年初预算数",
        "全年预算数",
        "执行数",
        "执行率（%）",
        "分值",
        "得分",
    ] {
        let _ = write!(out, "<th scope=\"col\">{label}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for line in &sheet.form.funds.lines {
        let number = |number: Option<model::Exact>| {
            number.map(|number| number.to_string()).unwrap_or_default()
        };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\" class=\"in{}\">{}{}</th>{}{}{}<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            line.path.len().min(4),
            Text(&line.label),
            inferred_tag(line.inferred),
            amount_cell(sheet, line.initial.as_ref(), 1),
            amount_cell(sheet, Some(&line.amount), 1),
            amount_cell(sheet, line.executed.as_ref(), 1),
            number(line.rate),
            number(line.weight),
            number(line.score),
        );
    }
    out.push_str("</tbody></table>\n");
}

fn push_goal(out: &mut String, sheet: &Sheet, goal: &Goal) {
    let label = match goal.horizon {
        Horizon::Annual => "年度总体绩效目标",
        Horizon::Whole => "实施期总体绩效目标",
    };
    let _ = writeln!(
        out,
        "<tr><th scope=\"row\">{label}</th><td colspan=\"5\">{}{}</td></tr>",
        Text(&goal.text),
        marks_at(sheet, goal.at.as_ref())
    );
    if let Some(result) = &goal.result {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">实际完成情况</th><td colspan=\"5\">{}</td></tr>",
            Text(result)
        );
    }
}

fn push_unplaced(out: &mut String, form: &Form) {
    if form.unplaced.is_empty() {
        return;
    }
    out.push_str("<div class=\"unplaced\"><p>未归入任何栏目的文字</p><ul>\n");
    for (place, text) in advice::unplaced(form) {
        let _ = writeln!(
            out,
            "<li>{} <small class=\"at\">{}</small></li>",
            Text(&text),
            Text(&place)
        );
    }
    out.push_str("</ul></div>\n");
}

fn inferred_tag(inferred: bool) -> &'static str {
    if inferred {
        " <small class=\"tag\">位置按版面推断</small>"
    } else {
        ""
    }
}
