//! Tab text to be pasted into the budget system: the columns and codes that the profile names, what is too long marked in a column of its own.

use law::profile::{Intake, IntakeColumn};
use model::{Form, Horizon, Indicator, ValueKind};

/// Above what is too long.
const MARK: &str = "提示";

/// The text, and what is too long in words.
pub fn text(forms: &[Form], intake: &Intake) -> (String, Vec<String>) {
    let (mut out, mut notes) = (String::new(), Vec::new());
    for (number, form) in forms.iter().enumerate() {
        if number > 0 {
            out.push_str("\r\n");
        }
        push(&mut out, &mut notes, form, intake);
    }
    (out, notes)
}

fn push(out: &mut String, notes: &mut Vec<String>, form: &Form, intake: &Intake) {
    let name = crate::head::name(form);
    out.push_str(&line(["项目名称".to_owned(), name.to_owned()]));
    let known = [
        ("项目编码", &form.project.code),
        ("主管部门", &form.department.name),
        ("实施单位", &form.unit.name),
    ];
    for (label, said) in known {
        if let Some(said) = said {
            out.push_str(&line([label.to_owned(), said.clone()]));
        }
    }
    let unit = form.amount_unit.map_or("", |unit| unit.word());
    for fund in &form.funds.lines {
        let amount = fund.amount.raw.clone();
        out.push_str(&line([fund.path.join("／"), amount, unit.to_owned()]));
    }
    for goal in &form.goals {
        let label = match goal.horizon {
            Horizon::Annual => "年度总体目标",
            Horizon::Whole => "实施期总体目标",
        };
        let mark = too_long("总体目标", &goal.text, intake.goal_bytes);
        notes.extend(mark.iter().map(|mark| format!("“{name}”的{mark}")));
        let cells = [Some(label.to_owned()), Some(goal.text.clone()), mark];
        out.push_str(&line(cells.into_iter().flatten()));
    }
    let marks: Vec<Option<String>> = form
        .indicators
        .iter()
        .map(|row| mark(row, intake))
        .collect();
    let heads = intake.columns.iter().map(|column| column.word().to_owned());
    let any = marks.iter().any(Option::is_some);
    out.push_str(&line(heads.chain(any.then(|| MARK.to_owned()))));
    for (row, mark) in form.indicators.iter().zip(marks) {
        let cells = intake
            .columns
            .iter()
            .map(|column| cell(form, row, *column, intake));
        notes.extend(mark.iter().map(|mark| format!("“{}”的{mark}", row.path())));
        out.push_str(&line(cells.chain(mark)));
    }
}

/// Cells parted by tabs. What would begin a new cell or line, or be a formula where it is pasted, is taken out or marked.
fn line(cells: impl IntoIterator<Item = String>) -> String {
    let plain = |text: String| -> String {
        let one = model::text::one_line(&text).replace(['\t', '\r', '\n'], " ");
        let formula = one.starts_with(['=', '+', '-', '@']) && one.chars().count() > 1;
        let number = one.trim_start_matches('-').parse::<f64>().is_ok();
        if formula && !number {
            format!("'{one}")
        } else {
            one
        }
    };
    let cells: Vec<String> = cells.into_iter().map(plain).collect();
    cells.join("\t") + "\r\n"
}

fn mark(row: &Indicator, intake: &Intake) -> Option<String> {
    too_long("三级指标", &row.name, intake.name_bytes)
        .or_else(|| too_long("指标值", &row.value.raw, intake.value_bytes))
}

fn too_long(what: &str, text: &str, most: usize) -> Option<String> {
    let bytes = text.len();
    (most > 0 && bytes > most).then(|| {
        // A Chinese character takes three bytes.
        format!(
            "{what}{}字，超过系统的上限（约{}字），请先压缩",
            text.chars().count(),
            most / 3
        )
    })
}

fn cell(form: &Form, row: &Indicator, column: IntakeColumn, intake: &Intake) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let coded = |word: &str| intake.code(word).to_owned();
    let value = &row.value;
    let numeric =
        matches!(value.kind, ValueKind::Number | ValueKind::Range) && value.number.is_some();
    match column {
        IntakeColumn::ProjectCode => text(&form.project.code),
        IntakeColumn::ProjectName => text(&form.project.name),
        IntakeColumn::Level1 => coded(row.level1.as_deref().unwrap_or("")),
        IntakeColumn::Level2 => coded(row.level2.as_deref().unwrap_or("")),
        IntakeColumn::Name => row.name.clone(),
        IntakeColumn::Operator => match (numeric, value.operator) {
            (_, _) if value.is_empty() => String::new(),
            (true, Some(operator)) => coded(operator.sign()),
            // No operator is added that the author did not write.
            (true, None) => String::new(),
            (false, _) => coded(&intake.qualitative),
        },
        IntakeColumn::Value => match (numeric, value.number, value.upper) {
            (true, Some(number), None) => number.to_string(),
            (true, Some(number), Some(upper)) => format!("{number}-{upper}"),
            _ => value.raw.clone(),
        },
        IntakeColumn::Typed => value.raw.clone(),
        IntakeColumn::Unit => match numeric {
            true => coded(value.unit.as_deref().unwrap_or("")),
            false => String::new(),
        },
        IntakeColumn::Weight => row
            .weight
            .map(|weight| weight.to_string())
            .unwrap_or_default(),
        IntakeColumn::Rule => text(&row.rule),
        IntakeColumn::Basis => text(&row.basis),
        IntakeColumn::Remark => text(&row.remark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[&str]) -> Form {
        let row = |raw: &&str| Indicator {
            level1: Some("产出指标".to_owned()),
            level2: Some("数量指标".to_owned()),
            name: "培训人数".to_owned(),
            value: model::Value::parse(raw, model::value::DateContext::NONE),
            ..Indicator::default()
        };
        Form {
            indicators: values.iter().map(row).collect(),
            ..Form::default()
        }
    }

    #[test]
    fn values_come_apart_and_no_operator_is_added() {
        let intake = &law::profile::general().intake;
        let (text, notes) = text(&[form(&["≥160人", "95%", "2026年10月底前"])], intake);
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "产出指标\t数量指标\t培训人数\t≥\t160\t人\t",
                "产出指标\t数量指标\t培训人数\t\t95\t%\t",
                "产出指标\t数量指标\t培训人数\t定性\t2026年10月底前\t\t",
            ]
        );
        assert!(notes.is_empty());
    }

    #[test]
    fn codes_and_order_are_the_profile_s() {
        let intake = Intake {
            columns: vec![IntakeColumn::Name, IntakeColumn::Level1],
            codes: [("产出指标".to_owned(), "01".to_owned())].into(),
            ..Intake::default()
        };
        let (text, _) = text(&[form(&["1个"])], &intake);
        assert!(
            text.ends_with("三级指标\t一级指标\r\n培训人数\t01\r\n"),
            "{text}"
        );
    }

    #[test]
    fn what_is_too_long_is_marked_and_formulas_are_text() {
        let mut long = form(&["=124人"]);
        long.indicators[0].name = "培".repeat(400);
        let (text, notes) = text(&[long], &law::profile::general().intake);
        assert!(text.contains("400字，超过系统的上限"), "{text}");
        assert_eq!(notes.len(), 1);
        let intake = Intake {
            columns: vec![IntakeColumn::Typed],
            ..Intake::default()
        };
        let (text, _) = super::text(&[form(&["=124人"])], &intake);
        assert!(text.ends_with("'=124人\r\n"), "{text}");
    }
}
