//! The head of a form and its money: which fields are read right.

use super::gold::{GoldForm, Number};
use super::likeness::same;
use super::reading::ReadForm;
use super::text::{is_blank, norm, norm_fund, norm_org};
use super::value::same_number;

/// Right fields and counted ones of one form, and a sentence on each wrong one.
#[derive(Default)]
pub struct Fields {
    /// Fields that are read right.
    pub right: usize,
    /// Fields that are printed, or read although they are not.
    pub counted: usize,
    /// What is wrong.
    pub wrong: Vec<String>,
}

impl Fields {
    fn judge(&mut self, field: &str, right: bool, gold: &str, read: &str) {
        self.counted += 1;
        if right {
            self.right += 1;
        } else {
            self.wrong
                .push(format!("字段 {field}：应为“{gold}”，读作“{read}”"));
        }
    }
}

/// Compares the head and the money of a form. A form that was not found has every field wrong.
pub fn fields(gold: &GoldForm, read: Option<&ReadForm>) -> Fields {
    let mut out = Fields::default();
    texts(gold, read, &mut out);
    totals(gold, read, &mut out);
    if !is_optional(gold, "funds") {
        funds(gold, read, &mut out);
    }
    out
}

fn is_optional(gold: &GoldForm, field: &str) -> bool {
    gold.optional_fields.iter().any(|name| name == field)
}

/// Whether two texts of a field agree: the gold's and the reading's.
type Agree = fn(&str, &str) -> bool;

fn texts(gold: &GoldForm, read: Option<&ReadForm>, out: &mut Fields) {
    let nothing = ReadForm::default();
    let read = read.unwrap_or(&nothing);
    let year = |year: Option<i64>| year.map(|year| year.to_string());
    let (gold_year, read_year) = (year(gold.fiscal_year), year(read.fiscal_year));
    let fields: [(&str, &Option<String>, &Option<String>, Agree); 7] = [
        ("title", &gold.title, &read.title, same_title),
        ("fiscal_year", &gold_year, &read_year, same_word),
        (
            "project_name",
            &gold.project_name,
            &read.project_name,
            same_party,
        ),
        ("department", &gold.department, &read.department, same_party),
        ("unit", &gold.unit, &read.unit, same_party),
        (
            "amount_unit",
            &gold.amount_unit,
            &read.amount_unit,
            same_word,
        ),
        ("goal", &gold.goal, &read.goal, same_text),
    ];
    for (field, gold_text, read_text, agree) in fields {
        let expected = gold_text.as_deref().unwrap_or_default();
        let found = read_text.as_deref().unwrap_or_default();
        let (nothing_expected, nothing_found) = (is_blank(expected), is_blank(found));
        if is_optional(gold, field) || (nothing_expected && nothing_found) {
            continue;
        }
        let right = !nothing_expected && !nothing_found && agree(expected, found);
        out.judge(field, right, expected, found);
    }
}

fn same_word(gold: &str, read: &str) -> bool {
    norm(gold) == norm(read)
}

fn same_text(gold: &str, read: &str) -> bool {
    same(&norm(gold), &norm(read))
}

fn same_party(gold: &str, read: &str) -> bool {
    same(&norm_org(gold), &norm_org(read)) || same_text(gold, read)
}

/// A year at the end of a title may be missing.
fn same_title(gold: &str, read: &str) -> bool {
    same_text(gold, read) || same(&without_year(&norm(gold)), &without_year(&norm(read)))
}

fn without_year(title: &str) -> String {
    let rest = title.strip_suffix("度").filter(|rest| rest.ends_with('年'));
    let rest = rest.unwrap_or(title);
    let year = rest.strip_suffix('年').and_then(|rest| {
        let start = rest.char_indices().rev().nth(3)?.0;
        let digits = &rest[start..];
        let is_year = digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit());
        is_year.then(|| rest[..start].to_owned())
    });
    year.unwrap_or_else(|| title.to_owned())
}

/// The two totals. A form that prints one of them may have it read as the other.
fn totals(gold: &GoldForm, read: Option<&ReadForm>, out: &mut Fields) {
    let expected = [gold.total.0, gold.annual_total.0];
    let found = read.map_or([None, None], |read| [read.total, read.annual_total]);
    let printed: Vec<f64> = expected.iter().flatten().copied().collect();
    for (field, i) in [("total", 0), ("annual_total", 1)] {
        if is_optional(gold, field) {
            continue;
        }
        let right = match (expected[i], found[i]) {
            (None, None) => continue,
            (None, Some(_)) => {
                if printed
                    .iter()
                    .any(|total| same_number(Some(*total), found[i]))
                {
                    continue;
                }
                false
            }
            (Some(_), _) => {
                let either = |total: &Option<f64>| same_number(expected[i], *total);
                either(&found[i]) || (printed.len() == 1 && found.iter().any(either))
            }
        };
        out.judge(field, right, &shown(expected[i]), &shown(found[i]));
    }
}

fn funds(gold: &GoldForm, read: Option<&ReadForm>, out: &mut Fields) {
    let lines: Vec<(String, f64)> = read
        .into_iter()
        .flat_map(|read| &read.funds)
        .map(|(label, amount)| (norm_fund(label), *amount))
        .collect();
    for (label, Number(amount)) in &gold.funds {
        let Some(amount) = *amount else {
            continue;
        };
        let key = norm_fund(label);
        let amounts = |fits: &dyn Fn(&str) -> bool| -> Vec<f64> {
            let fitting = lines.iter().filter(|(label, _)| fits(label));
            fitting.map(|(_, amount)| *amount).collect()
        };
        let mut found = amounts(&|label| label == key);
        if found.is_empty() {
            found = amounts(&|label| same(label, &key));
        }
        // A printed 0 that was read as a blank is no loss.
        let zero = amount == 0.0 && read.is_some() && found.iter().all(|found| *found == 0.0);
        let right = zero
            || found
                .iter()
                .any(|found| same_number(Some(amount), Some(*found)));
        let found: Vec<String> = found.iter().map(f64::to_string).collect();
        let field = format!("funds[{label}]");
        out.judge(&field, right, &amount.to_string(), &found.join("、"));
    }
}

fn shown(amount: Option<f64>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str) -> GoldForm {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn one_printed_total_may_be_read_as_the_other() {
        let form = gold(r#"{"total":null,"annual_total":99200}"#);
        let read = ReadForm {
            total: Some(99200.0),
            ..ReadForm::default()
        };
        let found = fields(&form, Some(&read));
        assert_eq!((found.right, found.counted), (1, 1));
    }

    #[test]
    fn a_year_behind_the_title_and_a_code_before_the_unit_do_not_count() {
        let form = gold(r#"{"title":"项目支出绩效目标表（2024年度）","unit":"云岭市体育中心"}"#);
        let read = ReadForm {
            title: Some("项目支出绩效目标表".into()),
            unit: Some("[205003]云岭市体育中心".into()),
            ..ReadForm::default()
        };
        assert!(fields(&form, Some(&read)).wrong.is_empty());
    }

    #[test]
    fn a_wrong_field_is_named_with_both_texts() {
        let form = gold(r#"{"fiscal_year":2024,"funds":{"其中：财政拨款":5}}"#);
        let read = ReadForm {
            fiscal_year: Some(2025),
            funds: vec![("财政拨款".into(), 6.0)],
            ..ReadForm::default()
        };
        assert_eq!(
            fields(&form, Some(&read)).wrong,
            [
                "字段 fiscal_year：应为“2024”，读作“2025”",
                "字段 funds[其中：财政拨款]：应为“5”，读作“6”"
            ]
        );
    }
}
