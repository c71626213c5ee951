//! Sentences of goals that stand word for word in forms of several units or years: what was taken over together is ruled on together.

use super::Line;
use crate::excel::{count, head, note, texts};
use model::Form;
use model::text::norm;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// A shorter sentence is common speech.
const SHORTEST: usize = 12;

/// Places that are listed.
const PLACES: usize = 10;

/// Sentences that are listed; there may be one for every form.
const LISTED: usize = 500;

/// The sentences seen, by their text for comparison.
#[derive(Debug, Default)]
pub(super) struct Sentences(BTreeMap<String, Sentence>);

#[derive(Debug, Default)]
struct Sentence {
    text: String,
    units: BTreeSet<String>,
    years: BTreeSet<i16>,
    projects: BTreeSet<String>,
    forms: usize,
    /// Unit with project, and document.
    places: Vec<(String, String)>,
}

impl Sentences {
    pub(super) fn add(&mut self, form: &Form, line: &Line) {
        let Some(goal) = form.annual_goal() else {
            return;
        };
        let unit = if line.unit.is_empty() {
            &line.department
        } else {
            &line.unit
        };
        let project = norm(&line.project);
        let mut own: BTreeSet<String> = BTreeSet::new();
        for text in goal.text.split(['。', '；', ';', '\n']).map(str::trim) {
            let key = without_years(&norm(text).replace(&project, ""));
            if key.chars().count() < SHORTEST || !own.insert(key.clone()) {
                continue;
            }
            let sentence = self.0.entry(key).or_default();
            if sentence.text.is_empty() {
                sentence.text = text.to_owned();
            }
            sentence.units.insert(unit.clone());
            sentence.years.extend(form.fiscal_year);
            sentence.projects.insert(line.project.clone());
            sentence.forms += 1;
            if sentence.places.len() < PLACES {
                sentence
                    .places
                    .push((format!("{unit}　{}", line.project), line.document.clone()));
            }
        }
    }

    /// Those of several units or years, most forms first.
    fn shared(&self) -> Vec<&Sentence> {
        let several = |sentence: &&Sentence| sentence.units.len() > 1 || sentence.years.len() > 1;
        let mut shared: Vec<&Sentence> = self.0.values().filter(several).collect();
        // Equal numbers keep the order of the texts.
        shared.sort_by_key(|sentence| std::cmp::Reverse((sentence.forms, sentence.units.len())));
        shared
    }

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        shared_folder: usize,
    ) -> Result<(), XlsxError> {
        let shared = self.shared();
        let text = match shared.len() {
            0 => "没有几个单位或几个年度共用的总体目标句子（不比年份和本项目名称，12个字以上）。"
                .to_owned(),
            all if all > LISTED => format!(
                "几个单位或几个年度共用的总体目标句子 {all} 句，列出表数最多的 {LISTED} 句（不比年份和本项目名称，12个字以上）。"
            ),
            all => format!(
                "几个单位或几个年度共用的总体目标句子 {all} 句（不比年份和本项目名称，12个字以上）。"
            ),
        };
        note(sheet, &text)?;
        head(
            sheet,
            1,
            &[
                ("句子", 60.0),
                ("表数", 8.0),
                ("单位数", 8.0),
                ("项目数", 8.0),
                ("年度", 14.0),
                ("所在（前十处）", 70.0),
            ],
        )?;
        for (row, sentence) in (2..).zip(shared.into_iter().take(LISTED)) {
            let places: Vec<String> = sentence
                .places
                .iter()
                .map(|(whose, document)| format!("{whose}（{}）", &document[shared_folder..]))
                .collect();
            let years: Vec<String> = sentence.years.iter().map(i16::to_string).collect();
            texts(sheet, row, 0, &[&sentence.text])?;
            for (column, number) in (1..).zip([
                sentence.forms,
                sentence.units.len(),
                sentence.projects.len(),
            ]) {
                count(sheet, row, column, number)?;
            }
            texts(sheet, row, 4, &[&years.join("、"), &places.join("\n")])?;
        }
        Ok(())
    }
}

/// The text without the years that change from form to form.
fn without_years(norm: &str) -> String {
    let mut out = String::with_capacity(norm.len());
    let mut rest = norm;
    while let Some(at) = rest.find("20") {
        let year = rest
            .get(at..at + 4)
            .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
        let marked = rest
            .get(at + 4..)
            .is_some_and(|behind| behind.starts_with('年'));
        let end = if year && marked { at + 4 } else { at + 2 };
        out.push_str(&rest[..at]);
        if !(year && marked) {
            out.push_str("20");
        }
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Goal;

    fn add(sentences: &mut Sentences, unit: &str, project: &str, year: i16, goal: &str) {
        let form = Form {
            fiscal_year: Some(year),
            goals: vec![Goal {
                horizon: model::Horizon::Annual,
                text: goal.to_owned(),
                result: None,
                at: None,
            }],
            ..Form::default()
        };
        let line = Line {
            department: String::new(),
            unit: unit.to_owned(),
            project: project.to_owned(),
            amount: None,
            counts: [0; 4],
            judged: true,
            document: format!("{unit}.docx"),
            number: 1,
        };
        sentences.add(&form, &line);
    }

    #[test]
    fn sentences_of_several_units_or_years_are_shared_whatever_the_year_and_project() {
        let mut sentences = Sentences::default();
        add(
            &mut sentences,
            "图书馆",
            "图书购置",
            2025,
            "完成图书购置。进一步提升公共服务能力和水平，2025年取得实效。",
        );
        add(
            &mut sentences,
            "文化馆",
            "乐器购置",
            2026,
            "完成乐器购置；进一步提升公共服务能力和水平，2026年取得实效。",
        );
        add(
            &mut sentences,
            "文化馆",
            "乐器维护",
            2026,
            "只有这里才有的一句话，不与别处相同。",
        );
        let shared = sentences.shared();
        assert_eq!(shared.len(), 1);
        assert_eq!(
            (
                shared[0].forms,
                shared[0].units.len(),
                shared[0].years.len()
            ),
            (2, 2, 2)
        );
        assert_eq!(without_years("2025年20人2025"), "年20人2025");
    }
}
