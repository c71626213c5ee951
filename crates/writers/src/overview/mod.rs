//! What a reviewer of a whole package looks at first, as a workbook: how much of projects and money has what kind of point, the forms by
//! the money they ask for, equal findings side by side, sentences that several units share, and a sample of the forms without points.

mod bands;
mod classes;
mod coverage;
mod lines;
mod roster;
mod sample;
mod sentences;

use crate::Names;
use crate::letters::Letters;
use crate::points::Points;
pub use roster::Unmatched;

use classes::Classes;
use model::{Document, DocumentVerdict, Finding, Money, Severity};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sentences::Sentences;
use std::collections::HashMap;

/// What is collected of a package.
#[derive(Debug, Default)]
pub struct Overview {
    /// Against the list of what was to be declared, where one was given.
    unmatched: Option<Vec<Unmatched>>,
    forms: Vec<Line>,
    classes: Classes,
    sentences: Sentences,
    /// Documents that could not be read.
    unread: usize,
}

/// One form.
#[derive(Debug)]
struct Line {
    department: String,
    unit: String,
    project: String,
    amount: Option<Money>,
    /// Points by level, the gravest first, and those on inferred places.
    counts: [usize; 4],
    /// Whether it could be judged at all.
    judged: bool,
    document: String,
    /// Its number in the document, from 1.
    number: u32,
}

impl Overview {
    /// Adds the forms of a document.
    pub fn add(&mut self, document: &Document, verdict: &DocumentVerdict) {
        self.unread += usize::from(document.error.is_some());
        for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
            let points = Points::of(form, verdict);
            let line = Line {
                department: form.department.name.clone().unwrap_or_default(),
                unit: form.unit.name.clone().unwrap_or_default(),
                project: form.project.name.clone().unwrap_or_default(),
                amount: form.funds.budget(),
                counts: [
                    points.count(Severity::Error),
                    points.count(Severity::Warning),
                    points.count(Severity::Hint),
                    points.inferred.len(),
                ],
                judged: verdict.quality.judged,
                document: document.source.path.clone(),
                number,
            };
            self.classes.add(form, verdict, &points, line.amount);
            self.sentences.add(form, &line);
            self.forms.push(line);
        }
    }

    /// Adds the findings over several forms, each to the form it stands on.
    pub fn add_package(&mut self, package: &[Finding]) {
        let by_place: HashMap<(String, u32), usize> = (0..)
            .zip(&self.forms)
            .map(|(index, line)| ((line.document.clone(), line.number), index))
            .collect();
        for finding in package {
            let place = crate::letters::stands_on(finding)
                .map(|(document, number)| (document.to_owned(), number));
            let Some(index) = place.and_then(|place| by_place.get(&place)) else {
                continue;
            };
            let line = &mut self.forms[*index];
            let level = match (finding.inferred, finding.severity) {
                (true, _) => 3,
                (_, Severity::Error) => 0,
                (_, Severity::Warning) => 1,
                (_, Severity::Hint) => 2,
            };
            line.counts[level] += 1;
            self.classes
                .add_package(finding, &line.project, line.amount);
        }
    }

    /// Sets where the forms and the list of what was to be declared do not agree.
    pub fn compared(&mut self, unmatched: Vec<Unmatched>) {
        self.unmatched = Some(unmatched);
    }

    /// How many forms were seen.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The workbook. Equal input gives equal bytes.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn book(&self, names: &Names) -> Result<Vec<u8>, XlsxError> {
        self.book_with(None, names)
    }

    /// The same, with all points on a sheet before the others.
    pub(crate) fn book_with(
        &self,
        points: Option<&Letters>,
        names: &Names,
    ) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
        let properties = DocProperties::new()
            .set_title("核对总览")
            .set_creation_datetime(&day);
        workbook.set_properties(&properties);
        let levels = &names.levels;
        if let Some(points) = points {
            points.sheets(&mut workbook, levels)?;
        }
        let sample = sample::of(&self.forms);
        let shared = shared_folder(&self.forms);
        coverage::write(
            workbook.add_worksheet().set_name("核对覆盖")?,
            &self.forms,
            self.unread,
            &sample,
            levels,
        )?;
        bands::write(
            workbook.add_worksheet().set_name("资金分档")?,
            &self.forms,
            levels,
        )?;
        lines::write(
            workbook.add_worksheet().set_name("各表")?,
            &self.forms,
            shared,
            levels,
        )?;
        self.classes
            .write(workbook.add_worksheet().set_name("相同意见")?, names)?;
        self.sentences
            .write(workbook.add_worksheet().set_name("相同句子")?, shared)?;
        sample::write(
            workbook.add_worksheet().set_name("抽查")?,
            &self.forms,
            &sample,
            shared,
            levels,
        )?;
        if let Some(unmatched) = &self.unmatched {
            roster::write(workbook.add_worksheet().set_name("对照清单")?, unmatched)?;
        }
        workbook.save_to_buffer()
    }
}

/// The sum of two amounts; the first where it would be no number any more.
fn sum(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let sum = a.yuan().checked_add(b.yuan());
            Some(sum.map_or(a, |sum| Money(model::Exact(sum))))
        }
        (a, b) => a.or(b),
    }
}

/// How many bytes of their paths all documents share, up to a separator: 报送/甲局/表.docx and 报送/乙局/表.docx are told apart by what
/// follows.
fn shared_folder(forms: &[Line]) -> usize {
    let mut paths = forms.iter().map(|line| line.document.as_str());
    let Some(first) = paths.next() else { return 0 };
    let mut shared = first.rfind(['/', '\\']).map_or(0, |at| at + 1);
    for path in paths {
        while !path.starts_with(&first[..shared]) {
            shared = first[..shared - 1]
                .rfind(['/', '\\'])
                .map_or(0, |at| at + 1);
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_package_is_counted_by_form_and_by_rule() {
        let (document, verdict) = example::checked();
        let mut overview = Overview::default();
        overview.add(&document, &verdict);
        assert_eq!(overview.len(), document.forms.len());
        let own: usize = overview
            .forms
            .iter()
            .map(|line| line.counts[..3].iter().sum::<usize>())
            .sum();
        assert_eq!(overview.classes.points(), own);
        let book = overview.book(&Names::NONE).unwrap();
        assert_eq!(book, overview.book(&Names::NONE).unwrap());
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let mut overview = Overview::default();
        for path in [
            "报送/甲局/表.docx",
            "报送/甲局二/表.docx",
            "报送/乙局/表.docx",
        ] {
            let (mut document, verdict) = example::checked();
            document.source.path = path.to_owned();
            overview.add(&document, &verdict);
        }
        let shared = shared_folder(&overview.forms);
        assert_eq!(&overview.forms[0].document[shared..], "甲局/表.docx");
    }
}
