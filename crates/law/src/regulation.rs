//! Regulations and their clauses: what a finding may cite, with dates and a mark for clauses read in the official text.

use crate::profile::Profile;
use jiff::civil::Date;
use model::Citation;
use serde::Deserialize;
use std::fmt;
use std::sync::LazyLock;

const DATA: &str = include_str!("../data/regulations.toml");

static BOOK: LazyLock<Book> =
    LazyLock::new(|| toml::from_str(DATA).expect("data/regulations.toml is part of this program"));

/// The key of a clause that is known to stand in the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(&'static str);

/// The key of a clause. In a constant, a key that the data does not have fails to compile; elsewhere it panics.
pub const fn cite(key: &'static str) -> Key {
    assert!(
        stands(key.as_bytes()),
        "no clause of data/regulations.toml has this key"
    );
    Key(key)
}

impl Key {
    /// The key as text, e.g. `R88-13-2`.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The clause behind the key.
    pub fn clause(self) -> &'static Clause {
        clause(self.0).expect("a key is made from the data only")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A document: law, regulation, opinion, measure or guide.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// The id that profiles list, e.g. `R88`.
    pub id: String,
    /// The title without book marks.
    pub title: String,
    /// The document number, e.g. 财预〔2015〕88号; laws have none.
    pub number: Option<String>,
    /// The day of issue as far as it is known: `2015-05-21`, `2018-11`, `2023`.
    pub issued: Option<String>,
    /// The first day in force, where it is known.
    pub in_force: Option<Date>,
    /// Whether it is in force, on trial or replaced in use.
    pub status: Status,
    /// Who issued it.
    pub level: Level,
    /// Whom it binds by its own words; which units a form belongs to is for the profile to say.
    pub binding_on: BindingOn,
    /// What it governs, in a few Chinese words.
    pub governs: String,
    /// Whether title, number and status were seen in a copy of the document.
    pub checked: bool,
}

impl Regulation {
    /// Title and number as a message prints them: 《…》（财预〔2015〕88号）.
    pub fn label(&self) -> String {
        // Said with every finding, so joined without the machinery of formatting.
        match &self.number {
            Some(number) => ["《", &self.title, "》（", number, "）"].concat(),
            None => ["《", &self.title, "》"].concat(),
        }
    }
}

/// The standing of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force.
    InForce,
    /// Issued to be tried for reference (参考试行).
    Trial,
    /// Replaced in use by a later document, never repealed by name.
    SupersededInUse,
}

/// Who issued a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A law of the people's congress.
    Law,
    /// A regulation of the State Council.
    Regulation,
    /// The Party's Central Committee and the State Council.
    PartyAndState,
    /// The Ministry of Finance.
    Ministry,
}

/// Whom a document binds by its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BindingOn {
    /// Every government, department and unit.
    Everyone,
    /// Central departments and their units.
    CentralDepartments,
    /// Central units, which are asked to try it for reference.
    CentralUnitsForReference,
    /// Central departments and local finance bureaus.
    CentralAndLocalFinance,
    /// Finance bureaus of all levels.
    FinanceBureaus,
    /// Everyone, for reference.
    EveryoneForReference,
    /// Local departments and units.
    Local,
}

/// One clause that findings cite.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The stable key, e.g. `R88-13-2`, or a review criterion such as 规范完整性.
    pub key: String,
    /// The id of its document.
    pub regulation: String,
    /// Article or heading, e.g. 第十三条第二项. Printed only when `checked`.
    pub article: Option<String>,
    /// Whether the clause was read in a copy of the official text.
    pub checked: bool,
    /// Its short Chinese name, e.g. 细化量化.
    pub name: String,
    /// What it asks for, in our words; never a quotation.
    pub summary: String,
}

impl Clause {
    /// The document that it belongs to.
    pub fn document(&self) -> &'static Regulation {
        regulation(&self.regulation).expect("a test holds every clause to a document of the data")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    regulation: Vec<Regulation>,
    clause: Vec<Clause>,
}

/// All documents, from law to guide.
pub fn regulations() -> &'static [Regulation] {
    &BOOK.regulation
}

/// The document with this id.
pub fn regulation(id: &str) -> Option<&'static Regulation> {
    BOOK.regulation
        .iter()
        .find(|regulation| regulation.id == id)
}

/// All clauses, document by document.
pub fn all() -> &'static [Clause] {
    &BOOK.clause
}

/// The clause with this key.
pub fn clause(key: &str) -> Option<&'static Clause> {
    BOOK.clause.iter().find(|clause| clause.key == key)
}

/// The citation that a finding prints: 依据 where the profile says that the document binds, else 参照.
pub fn citation(key: Key, profile: &Profile) -> Citation {
    let clause = key.clause();
    let document = clause.document();
    Citation {
        key: clause.key.clone(),
        document: document.label(),
        clause: clause.article.clone().filter(|_| clause.checked),
        binding: profile.binds(&document.id),
    }
}

/// Whether a line `key = "…"` with this key begins somewhere in the data.
const fn stands(key: &[u8]) -> bool {
    let data = DATA.as_bytes();
    let mut at = 0;
    let mut line_start = true;
    while at < data.len() {
        if line_start && data[at] == b'k' && is_key_line(data, at, key) {
            return true;
        }
        line_start = data[at] == b'\n';
        at += 1;
    }
    false
}

const fn is_key_line(data: &[u8], at: usize, key: &[u8]) -> bool {
    let Some(rest) = behind(data, at, b"key = \"") else {
        return false;
    };
    let Some(rest) = behind(data, rest, key) else {
        return false;
    };
    behind(data, rest, b"\"").is_some()
}

/// The position behind `part` if `data` has it at `at`.
const fn behind(data: &[u8], at: usize, part: &[u8]) -> Option<usize> {
    if data.len() - at < part.len() {
        return None;
    }
    let mut index = 0;
    while index < part.len() {
        if data[at + index] != part[index] {
            return None;
        }
        index += 1;
    }
    Some(at + part.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const REFINED: Key = cite("R88-13-2");
    const GRADES: Key = cite("R88-25");

    #[test]
    fn keys_and_ids_are_unique_and_every_clause_has_its_document() {
        let keys: BTreeSet<&str> = all().iter().map(|clause| clause.key.as_str()).collect();
        assert_eq!(keys.len(), all().len());
        let ids: BTreeSet<&str> = regulations().iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.len(), regulations().len());
        for clause in all() {
            assert!(regulation(&clause.regulation).is_some(), "{}", clause.key);
        }
    }

    #[test]
    fn every_key_of_the_data_can_be_cited() {
        for clause in all() {
            assert_eq!(cite(&clause.key).clause(), clause);
        }
    }

    #[test]
    fn a_part_of_a_key_or_an_unknown_key_does_not_stand() {
        for key in ["R88-1", "R88", "", "R999-1", "\"", "R88-13-2\""] {
            assert!(!stands(key.as_bytes()), "{key}");
        }
    }

    #[test]
    fn only_a_checked_clause_prints_its_number() {
        let general = crate::profile::find("general").unwrap();
        let refined = citation(REFINED, general);
        assert_eq!(
            refined.document,
            "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）"
        );
        assert_eq!(refined.clause, None);
        assert_eq!(
            citation(GRADES, general).clause.as_deref(),
            Some("第二十五条")
        );
    }

    #[test]
    fn the_same_document_binds_one_profile_and_guides_another() {
        let binding = |id| citation(GRADES, crate::profile::find(id).unwrap()).binding;
        assert!(binding("central-2015"));
        assert!(!binding("ningxia-wuzhong-2024") && !binding("general"));
    }

    #[test]
    fn days_of_issue_are_dates_as_far_as_they_are_known() {
        for issued in regulations().iter().filter_map(|one| one.issued.as_deref()) {
            let padded = format!("{issued}{}", &"-01-01"[issued.len().saturating_sub(4)..]);
            assert!(padded.parse::<Date>().is_ok(), "{issued}");
        }
    }

    #[test]
    fn law_has_no_number_and_prints_without_brackets() {
        assert_eq!(
            regulation("RYSF").unwrap().label(),
            "《中华人民共和国预算法》"
        );
    }
}
