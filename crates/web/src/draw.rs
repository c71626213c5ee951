//! Forms drawn as on paper, with the numbers of points beside their cells, and points as lists show them.

use model::text::difference;
use model::{Finding, Form, Safety};
use pipeline::writers::advice;
use pipeline::writers::html::{Sentence, Sheet, Text, level_class, marked_edit, word};
use pipeline::writers::points::{Point, short_path};

/// A point as a list shows it. Fields that end in `html` are escaped already.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Its number on the form.
    pub number: usize,
    /// `must`, `should` or `may`.
    pub class: &'static str,
    /// The level by shape and word.
    pub word_html: String,
    /// What it stands on.
    pub subject: String,
    /// The anchor of the row.
    pub row: Option<String>,
    /// Where in the document.
    pub place: String,
    /// The point in words.
    pub message_html: String,
    /// Other rows that it names: anchor and words.
    pub others: Vec<(String, String)>,
    /// The word before them.
    pub others_word: &'static str,
    /// The offered repair.
    pub fix: Option<Repair>,
    /// What is folded under it.
    pub covered_html: Vec<String>,
    /// 依据 or 参照, and the document.
    pub citations: Vec<(&'static str, String)>,
    /// The rule.
    pub code: String,
    /// The fingerprint.
    pub id: String,
}

impl Shown {
    /// Whether its repair only rewrites what is there.
    pub fn is_safe(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.is_safe)
    }
}

/// An offered repair.
#[derive(Clone, Debug)]
pub(crate) struct Repair {
    /// What it does.
    pub title: String,
    /// Whether it only rewrites what is there.
    pub is_safe: bool,
    /// How sure it is, in words.
    pub safety: &'static str,
    /// Each change, with what goes and what comes marked.
    pub lines_html: Vec<String>,
}

/// A point of a sheet.
pub(crate) fn shown(sheet: &Sheet, point: &Point) -> Shown {
    let (form, finding) = (sheet.form, point.finding);
    let anchor = |id: &str| format!("f{}{id}", sheet.number);
    let others = point.others.iter();
    Shown {
        number: point.number,
        class: level_class(point.severity),
        word_html: word(point.severity, &sheet.levels),
        subject: match point.row {
            Some(row) => short_path(row),
            None => point.subject(form),
        },
        row: point.row.map(|row| anchor(&row.id)),
        place: advice::places(&finding.at),
        message_html: Sentence(&finding.message).to_string(),
        others: others
            .map(|row| (anchor(&row.id), short_path(row)))
            .collect(),
        others_word: advice::others_word(point.row.is_some()),
        fix: repair(form, finding),
        covered_html: point
            .covered
            .iter()
            .map(|finding| Sentence(&finding.message).to_string())
            .collect(),
        citations: advice::citations(&finding.citations),
        code: finding.code.clone(),
        id: finding.id.clone(),
    }
}

fn repair(form: &Form, finding: &Finding) -> Option<Repair> {
    let fix = finding.fix.as_ref()?;
    let lines = advice::edits(form, fix, finding);
    let pairs = fix.edits.iter().zip(&lines);
    Some(Repair {
        title: fix.title.clone(),
        is_safe: fix.safety == Safety::Safe,
        safety: advice::safety(fix),
        lines_html: pairs.map(|(edit, line)| marked_edit(edit, line)).collect(),
    })
}

/// Text as HTML.
pub(crate) fn text(text: &str) -> String {
    Text(text).to_string()
}

/// What stood there and what stands there now; of long texts only the part that differs, with a little around it.
pub(crate) fn changed_html(from: &str, to: &str) -> String {
    let parts = difference(from, to);
    let marked = |part: &str, tag: &str| match part.is_empty() {
        true => format!("<{tag}>（空）</{tag}>"),
        false => format!("<{tag}>{}</{tag}>", Text(part)),
    };
    format!(
        "{}{} → {}{}",
        Text(&parts.before),
        marked(&parts.was, "del"),
        marked(&parts.is, "ins"),
        Text(&parts.after),
    )
}

#[cfg(test)]
mod tests {
    use super::changed_html;

    #[test]
    fn of_long_texts_only_what_differs_is_shown() {
        assert_eq!(
            changed_html("≥90%", "≥93%"),
            "<del>≥90%</del> → <ins>≥93%</ins>"
        );
        assert_eq!(
            changed_html("", "≥93%"),
            "<del>（空）</del> → <ins>≥93%</ins>"
        );
        assert_eq!(
            changed_html(
                "全年完成入户宣传五千户，每户不超过二十元，社区居民满意度不低于90%。",
                "全年完成入户宣传五千户，每户不超过二十元，社区居民满意度不低于93%。"
            ),
            "……元，社区居民满意度不低于<del>90%</del> → <ins>93%</ins>。"
        );
    }
}
