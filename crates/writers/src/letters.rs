//! Lists of opinions, one workbook a department: what goes out with the forms that go back. One point a row, the last column left to
//! the unit's answer.

mod letter;

use crate::Levels;
use crate::advice;
use crate::excel;
use crate::paint::docx;
use crate::points::{LEVELS, Point, Points};
use jiff::civil::Date;
pub use letter::Letter;
use model::text::shortened;
use model::{Document, DocumentVerdict, Finding, Form, Severity};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zip::result::ZipError;

/// Title and width, in characters, of each column.
const COLUMNS: [(&str, f64); 8] = [
    ("单位", 16.0),
    ("项目", 20.0),
    ("级别", 7.0),
    ("位置", 18.0),
    ("原文", 26.0),
    ("意见", 42.0),
    ("建议写法", 24.0),
    ("回复", 20.0),
];

/// What stands above points on inferred places.
const INFERRED: &str = "以下位置由程序按版面推断，请先对照原件，确认后再作为意见";

/// Characters of the original that a row shows.
const ORIGINAL: usize = 120;

/// One point as a department reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The unit.
    pub unit: String,
    /// The project.
    pub project: String,
    /// How grave it is.
    pub severity: Severity,
    /// The row or field, and the place in the document.
    pub place: String,
    /// What the form says there.
    pub original: String,
    /// What is to be done, with the rule's code last.
    pub opinion: String,
    /// The offered wording.
    pub advice: String,
}

/// The opinions on a package, by department.
#[derive(Debug, Default)]
pub struct Letters {
    signature: Option<Signature>,
    departments: BTreeMap<String, Department>,
    /// Whose forms were seen, by document and number, for findings over several forms.
    seen: HashMap<(String, u32), Owner>,
}

/// Who writes, when, and by when an answer is due; left blank where nobody says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The office that writes.
    pub office: String,
    /// The day of the letter.
    pub on: Date,
    /// By when the forms are due back.
    pub due: Date,
    /// How often opinions were sent on these forms, this time included.
    pub round: u32,
}

/// Whose form it is.
#[derive(Clone, Debug)]
struct Owner {
    department: String,
    unit: String,
    project: String,
}

#[derive(Debug, Default)]
struct Department {
    /// On places that the documents state.
    confirmed: Vec<Opinion>,
    /// On places that the reading inferred: no opinions until someone has looked.
    inferred: Vec<Opinion>,
    /// The forms that it sent in, and those that something is said about.
    forms: usize,
    named: BTreeSet<(String, u32)>,
}

impl Letters {
    /// Letters that are signed.
    pub fn signed(signature: Signature) -> Letters {
        Letters {
            signature: Some(signature),
            ..Letters::default()
        }
    }

    /// Adds what a person decided to say about one form of a department.
    pub fn add_opinions(&mut self, department: &str, form: &str, opinions: Vec<Opinion>) {
        let department = self.departments.entry(department.to_owned()).or_default();
        department.forms += 1;
        if !opinions.is_empty() {
            department.named.insert((form.to_owned(), 1));
        }
        department.confirmed.extend(opinions);
    }

    /// Adds the points of a document.
    pub fn add(&mut self, document: &Document, verdict: &DocumentVerdict) {
        for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
            let owner = Owner {
                department: addressee(form),
                unit: form.unit.name.clone().unwrap_or_default(),
                project: form.project.name.clone().unwrap_or_default(),
            };
            self.seen
                .insert((document.source.path.clone(), number), owner);
            let points = Points::of(form, verdict);
            let department = self.departments.entry(addressee(form)).or_default();
            department.forms += 1;
            if points.all().next().is_none() {
                continue;
            }
            if !points.confirmed.is_empty() {
                let form = (document.source.path.clone(), number);
                department.named.insert(form);
            }
            let own = |point: &Point| opinion(form, point);
            department
                .confirmed
                .extend(points.confirmed.iter().map(own));
            department.inferred.extend(points.inferred.iter().map(own));
        }
    }

    /// Adds the findings over several forms, each to the department of the form it stands on.
    pub fn add_package(&mut self, package: &[Finding]) {
        for finding in package {
            let owner = stands_on(finding)
                .and_then(|(document, number)| self.seen.get(&(document.to_owned(), number)));
            let Some(owner) = owner.cloned() else {
                continue;
            };
            let department = self.departments.entry(owner.department).or_default();
            if let Some((document, number)) = stands_on(finding).filter(|_| !finding.inferred) {
                department.named.insert((document.to_owned(), number));
            }
            let opinion = Opinion {
                unit: owner.unit,
                project: owner.project,
                severity: finding.severity,
                place: advice::places(&finding.at),
                original: String::new(),
                opinion: format!("{}（{}）", finding.message, finding.code),
                advice: String::new(),
            };
            match finding.inferred {
                true => department.inferred.push(opinion),
                false => department.confirmed.push(opinion),
            }
        }
    }

    /// The departments that something is said to.
    fn written(&self) -> impl Iterator<Item = (&String, &Department)> {
        let said = |department: &Department| {
            !department.confirmed.is_empty() || !department.inferred.is_empty()
        };
        self.departments
            .iter()
            .filter(move |(_, department)| said(department))
    }

    /// How many departments get a list.
    pub fn len(&self) -> usize {
        self.written().count()
    }

    /// Whether nobody gets one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A workbook a department, with the name of its file. Equal points give equal bytes.
    ///
    /// # Errors
    /// When a workbook cannot be made.
    pub fn books(&self, levels: &Levels) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
        self.files("xlsx")
            .map(|(file, name, department)| Ok((file, book(name, department, levels)?)))
            .collect()
    }

    /// All points of all departments as sheets of a workbook.
    pub(crate) fn sheets(&self, workbook: &mut Workbook, levels: &Levels) -> Result<(), XlsxError> {
        let all = |of: fn(&Department) -> &Vec<Opinion>| -> Vec<Opinion> {
            let departments = self.departments.values();
            departments
                .flat_map(|own| of(own).iter().cloned())
                .collect()
        };
        let confirmed = all(|department| &department.confirmed);
        let sheet = workbook.add_worksheet().set_name("意见")?;
        fill(sheet, "核对意见", &confirmed, levels)?;
        let inferred = all(|department| &department.inferred);
        if !inferred.is_empty() {
            let sheet = workbook.add_worksheet().set_name("待对照原件")?;
            fill(sheet, INFERRED, &inferred, levels)?;
        }
        Ok(())
    }

    /// A letter a department as a Word document, with the name of its file. Who writes, when, and by when an answer is due are left to
    /// be filled in. Equal points give equal bytes.
    ///
    /// # Errors
    /// When a document cannot be made.
    pub fn letters(&self, levels: &Levels) -> Result<Vec<(String, Vec<u8>)>, ZipError> {
        self.files("docx")
            .map(|(file, name, department)| {
                let signature = self.signature.as_ref();
                let letter = letter::letter(name, department, levels, signature);
                Ok((file, docx::letter(&letter)?))
            })
            .collect()
    }

    /// The departments with names of files of their own.
    fn files<'a>(
        &'a self,
        ending: &'a str,
    ) -> impl Iterator<Item = (String, &'a str, &'a Department)> + 'a {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        self.written().map(move |(name, department)| {
            let stem = file_stem(name);
            let count = names.entry(stem.clone()).or_default();
            *count += 1;
            let file = match *count {
                1 => format!("{stem}.{ending}"),
                number => format!("{stem}_{number}.{ending}"),
            };
            (file, name.as_str(), department)
        })
    }
}

/// The document and the number of the form that a finding over several forms stands on.
pub(crate) fn stands_on(finding: &Finding) -> Option<(&str, u32)> {
    let document = finding.facts.get("document")?.as_str()?;
    let number = finding.facts.get("form")?.as_u64()?;
    Some((document, u32::try_from(number).ok()?))
}

/// Who is written to: the department, else the unit.
fn addressee(form: &Form) -> String {
    let named = [&form.department.name, &form.unit.name]
        .into_iter()
        .flatten();
    named
        .map(|name| name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or("未写部门")
        .to_owned()
}

fn opinion(form: &Form, point: &Point) -> Opinion {
    let finding = point.finding;
    let subject = point.subject(form);
    let place = match advice::places(&finding.at) {
        places if places.is_empty() => subject,
        places => format!("{subject}（{places}）"),
    };
    let original = match point.row {
        Some(row) => [row.name.as_str(), row.value.raw.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("｜"),
        None if finding.field() == Some("goal.annual") => form
            .annual_goal()
            .map(|goal| goal.text.clone())
            .unwrap_or_default(),
        None => String::new(),
    };
    Opinion {
        unit: form.unit.name.clone().unwrap_or_default(),
        project: form.project.name.clone().unwrap_or_default(),
        severity: point.severity,
        place,
        original: shortened(&original, ORIGINAL),
        opinion: format!("{}（{}）", finding.message, finding.code),
        advice: finding
            .fix
            .as_ref()
            .map(|fix| fix.title.clone())
            .unwrap_or_default(),
    }
}

/// A name that every system takes as that of a file.
fn file_stem(name: &str) -> String {
    let plain = model::text::file_name(name, 60);
    if plain.is_empty() {
        "未写部门".to_owned()
    } else {
        plain
    }
}

fn book(name: &str, department: &Department, levels: &Levels) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("修改意见清单")
            .set_creation_datetime(&day),
    );
    let sheet = workbook.add_worksheet().set_name("修改意见")?;
    fill(
        sheet,
        &format!("{name}　绩效目标修改意见清单"),
        &department.confirmed,
        levels,
    )?;
    if !department.inferred.is_empty() {
        let sheet = workbook.add_worksheet().set_name("待对照原件")?;
        fill(sheet, INFERRED, &department.inferred, levels)?;
    }
    workbook.save_to_buffer()
}

/// The gravest first, then by unit and project.
fn sorted(opinions: &[Opinion]) -> Vec<&Opinion> {
    let mut sorted: Vec<&Opinion> = opinions.iter().collect();
    let grave = |opinion: &Opinion| LEVELS.iter().position(|level| *level == opinion.severity);
    sorted.sort_by(|a, b| (grave(a), &a.unit, &a.project).cmp(&(grave(b), &b.unit, &b.project)));
    sorted
}

/// Text is only ever written as text: nothing of a form becomes a formula.
fn fill(
    sheet: &mut Worksheet,
    title: &str,
    opinions: &[Opinion],
    levels: &Levels,
) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    sheet.write_string_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(1, column, title, &head)?;
    }
    for (row, opinion) in (2..).zip(sorted(opinions)) {
        let cells = [
            opinion.unit.as_str(),
            &opinion.project,
            levels.word(opinion.severity),
            &opinion.place,
            &opinion.original,
            &opinion.opinion,
            &opinion.advice,
            "",
        ];
        excel::texts(sheet, row, 0, &cells)?;
        // Programs that do not measure wrapped text show as many lines as the row is high.
        let lines = cells
            .iter()
            .zip(COLUMNS)
            .map(|(text, (_, width))| lines(text, width));
        sheet.set_row_height(row, LINE * lines.max().unwrap_or(1) as f64)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_repeat_rows(1, 1)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// How many lines a text takes in a column so many characters wide.
fn lines(text: &str, width: f64) -> usize {
    let long = unicode_width::UnicodeWidthStr::width(text) as f64;
    ((long / (width - 1.0)).ceil() as usize).clamp(1, 20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_department_gets_its_points_gravest_first_and_equal_input_gives_equal_bytes() {
        let (document, verdict) = example::checked();
        let mut letters = Letters::default();
        letters.add(&document, &verdict);
        assert_eq!(letters.len(), 1);
        let books = letters.books(&Levels::USUAL).unwrap();
        assert!(books[0].0.ends_with(".xlsx"), "{}", books[0].0);
        assert_eq!(books, letters.books(&Levels::USUAL).unwrap());
    }

    #[test]
    fn names_of_files_hold_no_signs_of_paths() {
        assert_eq!(file_stem("甲/乙:局"), "甲_乙_局");
        assert_eq!(file_stem(" .. "), "未写部门");
    }
}
