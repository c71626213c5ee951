//! One document: its forms paired with the gold, counted, and every difference named.

use super::fields::fields;
use super::gold::{Gold, GoldForm, GoldRow};
use super::likeness::SAME;
use super::pairs::{fair_names, levels_agree, name_likeness, pair_forms, pair_rows};
use super::reading::{ReadForm, ReadRow, Reading};
use super::tally::Tally;
use super::text::norm;
use super::value::{right_cells, value_is_right};

/// How one document was read.
pub struct Outcome {
    /// The document's name.
    pub name: String,
    /// The counts.
    pub tally: Tally,
    /// Whether the file is there.
    pub is_there: bool,
    /// Whether exactly the forms that should be there were found; `None` where nobody asks.
    pub outcome: Option<bool>,
    /// The kind of error: expected and found; `None` where none is expected.
    pub error: Option<(String, String)>,
    /// Every difference, in Chinese.
    pub wrong: Vec<String>,
}

/// Compares a reading with its gold. No reading stands for a file that is not there.
pub fn compare(name: &str, gold: &Gold, reading: Option<Reading>) -> Outcome {
    let is_there = reading.is_some();
    let reading = reading.unwrap_or_default();
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    let pairs = pair_forms(&gold.forms, &reading.forms);
    for (i, form) in gold.forms.iter().enumerate() {
        if form.optional {
            continue;
        }
        let read = pairs.iter().find(|(gold, _)| *gold == i);
        let read = read.map(|(_, j)| &reading.forms[*j]);
        tally.forms += 1;
        tally.found += usize::from(read.is_some());
        if read.is_none() {
            let project = form.project_name.as_deref().unwrap_or_default();
            wrong.push(format!("表“{project}”没有读出"));
        }
        head(form, read, &mut tally, &mut wrong);
        rows(
            form,
            read.map_or(&[], |read| &read.rows),
            &mut tally,
            &mut wrong,
        );
    }
    for (j, form) in reading.forms.iter().enumerate() {
        if pairs.iter().all(|(_, read)| *read != j) {
            tally.extra += 1;
            tally.read += form.rows.len();
            let project = form.project_name.as_deref().unwrap_or_default();
            let count = form.rows.len();
            wrong.push(format!("多读出表“{project}”（{count}项指标）"));
        }
    }
    let right = is_there && tally.found == tally.forms && tally.extra == 0;
    Outcome {
        name: name.to_owned(),
        tally,
        is_there,
        outcome: gold.has_outcome.then_some(right),
        error: gold
            .error
            .clone()
            .map(|expected| (expected, reading.error.unwrap_or_default())),
        wrong,
    }
}

impl Outcome {
    /// Whether the document was refused as expected.
    pub fn error_is_right(&self) -> bool {
        self.error
            .as_ref()
            .is_none_or(|(expected, found)| norm(expected) == norm(found))
    }
}

fn head(form: &GoldForm, read: Option<&ReadForm>, tally: &mut Tally, wrong: &mut Vec<String>) {
    let fields = fields(form, read);
    tally.fields += fields.counted;
    tally.right_fields += fields.right;
    wrong.extend(fields.wrong);
}

fn rows(form: &GoldForm, read: &[ReadRow], tally: &mut Tally, wrong: &mut Vec<String>) {
    let pairs = pair_rows(form, read);
    let is_evaluation = form.indicators.iter().any(|row| row.actual_raw.is_some());
    for (i, row) in form.indicators.iter().enumerate() {
        if row.optional {
            continue;
        }
        tally.rows += 1;
        tally.cells += if is_evaluation { 3 } else { 0 };
        let Some((_, j)) = pairs.iter().find(|(gold, _)| *gold == i) else {
            wrong.push(format!("指标没有读出：{}", gold_path(row)));
            continue;
        };
        let other = &read[*j];
        tally.matched += 1;
        if value_is_right(row, other) {
            tally.right_values += 1;
        } else {
            wrong.push(value_difference(row, other));
        }
        if is_evaluation {
            let right = right_cells(row, other);
            tally.right_cells += right;
            if right < 3 {
                wrong.push(cell_difference(row, other));
            }
        }
    }
    for (j, other) in read.iter().enumerate() {
        match pairs.iter().find(|(_, read)| *read == j) {
            Some((i, _)) => tally.read += usize::from(!form.indicators[*i].optional),
            None if is_allowed(form, other) => {}
            None => {
                tally.read += 1;
                let path = [&other.level1, &other.level2, &other.name].map(String::as_str);
                wrong.push(format!("多读出指标：{}", path.join(" / ")));
            }
        }
    }
}

/// Whether the row repeats one that may be repeated, or one that need not be there.
fn is_allowed(form: &GoldForm, read: &ReadRow) -> bool {
    form.indicators.iter().any(|row| {
        (row.repeat_ok || row.optional)
            && name_likeness(&fair_names(row), read) >= SAME
            && levels_agree(row, read, form.level_shift_ok)
    })
}

fn gold_path(row: &GoldRow) -> String {
    [&row.level1, &row.level2, &row.name]
        .map(|text| text.as_deref().unwrap_or_default())
        .join(" / ")
}

fn value_difference(gold: &GoldRow, read: &ReadRow) -> String {
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let raw = gold.value.value_raw.iter().flatten().next();
    format!(
        "指标值 {}：应为“{}”（{} {} {}），读作“{}”（{} {} {}）",
        read.name,
        raw.map_or("", String::as_str),
        gold.value.operator.as_deref().unwrap_or_default(),
        number(gold.value.number.0),
        gold.value.unit.as_deref().unwrap_or_default(),
        read.value.raw,
        read.value.operator.unwrap_or_default(),
        number(read.value.number),
        read.value.unit.as_deref().unwrap_or_default(),
    )
}

fn cell_difference(gold: &GoldRow, read: &ReadRow) -> String {
    let number = |number: Option<f64>| number.map_or_else(|| "空".to_owned(), |n| n.to_string());
    let actual = gold.actual_raw.iter().flatten().next();
    format!(
        "自评 {}：完成值、分值、得分应为“{}”、{}、{}，读作“{}”、{}、{}",
        read.name,
        actual.map_or("", String::as_str),
        number(gold.weight.0),
        number(gold.score.0),
        read.actual,
        number(read.weight),
        number(read.score),
    )
}
