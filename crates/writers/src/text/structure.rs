//! The recovered structure of a document as readable text: head, money, goals, indicators, and what found no field.

use super::wrap::visible;
use super::{TextOptions, push_wrapped, table};
use crate::{advice, columns, head};
use model::{Amount, Document, Form, FundLine, Horizon, Indicator};

/// The structure of one document.
pub fn structure(document: &Document, options: TextOptions) -> String {
    let paint = options.paint();
    let mut out = format!(
        "{}\n",
        paint.bold(&format!("■ {}", visible(&document.source.path)))
    );
    if let Some(error) = &document.error {
        push_wrapped(
            &mut out,
            "  没有读出内容：",
            &error.message,
            options,
            str::to_owned,
        );
    } else if document.forms.is_empty() && document.notes.is_empty() {
        out.push_str("  没有找到绩效目标表、自评表或监控表。\n");
    }
    push_notes(&mut out, &document.notes, options);
    for (number, form) in document.forms.iter().enumerate() {
        let line = format!(
            "第{}张 {}　{}",
            number + 1,
            form.kind.word(),
            head::name(form)
        );
        out.push('\n');
        push_wrapped(&mut out, "", &line, options, |line| paint.bold(line));
        push_head(&mut out, form, options);
        push_indicators(&mut out, form, options);
        push_rest(&mut out, form, options);
    }
    out
}

fn push_head(out: &mut String, form: &Form, options: TextOptions) {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let amount = |amount: &Option<Amount>| {
        amount
            .as_ref()
            .map(|amount| head::amount(amount, form.amount_unit))
            .unwrap_or_default()
    };
    let year = form
        .fiscal_year
        .map(|year| year.to_string())
        .unwrap_or_default();
    let fields = [
        ("标题", text(&form.title)),
        ("年度", year),
        ("项目名称", text(&form.project.name)),
        ("项目编码", text(&form.project.code)),
        ("主管部门", head::party(&form.department)),
        ("实施单位", head::party(&form.unit)),
        ("项目属性", text(&form.project.attribute)),
        ("项目期", text(&form.project.period)),
        ("归口科室", text(&form.project.office)),
        (
            "金额单位",
            form.amount_unit
                .map_or("（没有写明）", |unit| unit.word())
                .to_owned(),
        ),
        ("项目总额", amount(&form.funds.total)),
        ("年度资金", amount(&form.funds.annual_total)),
    ];
    for (label, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        push_field(out, label, &value, 2, options);
    }
    push_funds(out, form, options);
    for goal in &form.goals {
        let label = match goal.horizon {
            Horizon::Annual => "年度总体目标",
            Horizon::Whole => "实施期总体目标",
        };
        push_field(out, label, &goal.text, 2, options);
        if let Some(result) = &goal.result {
            push_field(out, "实际完成情况", result, 2, options);
        }
    }
    if let Some(evaluation) = &form.evaluation {
        if let Some(total) = evaluation.total {
            push_field(out, "总分", &total.to_string(), 2, options);
        }
        if let Some(grade) = &evaluation.grade {
            push_field(out, "等级", grade, 2, options);
        }
    }
}

fn push_funds(out: &mut String, form: &Form, options: TextOptions) {
    let widths = options.widths();
    let labelled: Vec<(String, &FundLine)> = head::fund_blocks(form)
        .into_iter()
        .flatten()
        .map(|line| {
            (
                format!("{}{}", "  ".repeat(line.path.len() + 1), line.label),
                line,
            )
        })
        .collect();
    let column = labelled
        .iter()
        .map(|(label, _)| widths.of(label))
        .max()
        .unwrap_or(0)
        .max(14);
    for (label, line) in &labelled {
        let mut value = head::amount(&line.amount, form.amount_unit);
        if value.is_empty() {
            value = "（空）".to_owned();
        }
        let shown = |amount: &Option<Amount>| {
            let amount = amount.as_ref().filter(|amount| !amount.is_blank())?;
            Some(head::amount(amount, form.amount_unit))
        };
        let number = |number: Option<model::Exact>| number.map(|number| number.to_string());
        for (label, text) in [
            ("年初预算数", shown(&line.initial)),
            ("执行数", shown(&line.executed)),
            ("执行率（%）", number(line.rate)),
            ("分值", number(line.weight)),
            ("得分", number(line.score)),
        ] {
            if let Some(text) = text {
                value = format!("{value}　{label}{text}");
            }
        }
        push_wrapped(
            out,
            &format!("{}  ", widths.pad(label, column)),
            &value,
            options,
            str::to_owned,
        );
    }
}

fn push_field(out: &mut String, label: &str, value: &str, indent: usize, options: TextOptions) {
    let label = options.widths().pad(label, 12);
    push_wrapped(
        out,
        &format!("{}{label}  ", " ".repeat(indent)),
        value,
        options,
        str::to_owned,
    );
}

fn push_indicators(out: &mut String, form: &Form, options: TextOptions) {
    if form.indicators.is_empty() {
        return;
    }
    let columns = columns::filled(&form.indicators);
    let several = form
        .indicators
        .iter()
        .any(|row| row.horizon == Horizon::Whole);
    let mut head: Vec<String> = ["行", "一级指标", "二级指标", "三级指标", "指标值"]
        .map(str::to_owned)
        .to_vec();
    if several {
        head.push("期间".to_owned());
    }
    head.extend(columns.iter().map(|column| column.label.to_owned()));
    let mut rows = vec![head];
    for row in &form.indicators {
        let mark = if row.is_inferred() { "※" } else { "" };
        let core = if row.core { "★" } else { "" };
        let mut cells = vec![
            format!("{}{mark}", row.id.trim_start_matches('r')),
            row.level1.clone().unwrap_or_default(),
            row.level2.clone().unwrap_or_default(),
            format!("{core}{}", row.name),
            row.value.raw.clone(),
        ];
        if several {
            cells.push(
                if row.horizon == Horizon::Whole {
                    "实施期"
                } else {
                    "年度"
                }
                .to_owned(),
            );
        }
        cells.extend(
            columns
                .iter()
                .map(|column| (column.text)(row).unwrap_or_default()),
        );
        rows.push(cells);
    }
    out.push('\n');
    for line in table::lines(&rows, options.width.saturating_sub(2), options.widths()) {
        out.push_str(&format!("  {line}\n"));
    }
    if form.indicators.iter().any(Indicator::is_inferred) {
        out.push_str("  ※ 位置按版面推断，请对照原件\n");
    }
}

fn push_rest(out: &mut String, form: &Form, options: TextOptions) {
    for reading in &form.readings {
        push_wrapped(out, "  另一读法：", &reading.why, options, str::to_owned);
        for row in &reading.rows {
            let level = row.level2.as_deref().unwrap_or("（无）");
            let line = format!(
                "第{}行 {level}—{}：{}",
                row.row.trim_start_matches('r'),
                row.name,
                row.value.raw
            );
            push_wrapped(out, "      ", &line, options, str::to_owned);
        }
    }
    for extra in &form.extra {
        push_field(out, &extra.label, &extra.text, 2, options);
    }
    for (place, text) in advice::unplaced(form) {
        let gap = if place.is_empty() { "" } else { " " };
        let line = format!("{place}{gap}“{text}”");
        push_wrapped(out, "  未归入任何栏目：", &line, options, str::to_owned);
    }
    push_notes(out, &form.notes, options);
}

fn push_notes(out: &mut String, notes: &[model::Note], options: TextOptions) {
    for note in notes {
        let places = advice::places(&note.at);
        let gap = if places.is_empty() { "" } else { " " };
        push_wrapped(
            out,
            "  · ",
            &format!("{places}{gap}{}", note.message),
            options,
            str::to_owned,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_read_is_left_out() {
        let (document, _) = crate::example::checked();
        let text = structure(&document, TextOptions::default());
        for part in [
            "项目名称      护林员培训",
            "主管部门      [812]云泽市林草局",
            "财政拨款            6万元",
            "中央资金            （空）",
            "6※  效益指标",
            "联系电话      （未填）",
            "未归入任何栏目：第1行第1格 “附件2 & 说明”",
            "另一读法：二级指标的标签印在下一行",
            "第2行 时效指标—培训合格率：≥95%",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}
