//! The list of projects that were to be declared, against the forms that came: not declared, declared twice, another amount, not on the
//! list. Joined by project code, else by unit and name.

use forms::outside::Line;
use law::vocabulary::{TableColumn, TableKind};
use model::page::RawDocument;
use model::text::norm;
use model::{Document, Money};
use readers::{Content, Limits, ReadError};
use std::collections::BTreeMap;
use writers::overview::Unmatched;

/// A project of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// 项目编码, where the list has one.
    pub code: Option<String>,
    /// 项目名称.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// The amount.
    pub amount: Option<Money>,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Its projects, in its order.
    pub entries: Vec<Entry>,
}

/// A form that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The document's path.
    pub document: String,
    /// The form's number in it, from 1.
    pub form: u32,
    /// What it says of itself.
    pub entry: Entry,
}

/// The four lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// 未报: on the list, no form came.
    pub missing: Vec<Entry>,
    /// 重复报: several forms of one project.
    pub twice: Vec<(Entry, Vec<Declared>)>,
    /// 金额不符: the form states another amount than the list.
    pub differing: Vec<(Entry, Declared)>,
    /// 清单外: a form of a project that is not on the list.
    pub beyond: Vec<Declared>,
    /// Projects of the list with exactly one form of the same amount.
    pub agreed: usize,
}

/// The words for projects on which list and forms do not agree.
pub const MISSING: &str = "未报";
/// Several forms of one project.
pub const TWICE: &str = "重复报";
/// Another amount.
pub const DIFFERING: &str = "金额不符";
/// Not on the list.
pub const BEYOND: &str = "清单外";

impl Comparison {
    /// What is on one side only, twice, or of another amount.
    pub fn unmatched(&self) -> Vec<Unmatched> {
        let entry = |what: &'static str, entry: &Entry| Unmatched {
            what,
            unit: entry.unit.clone(),
            project: entry.name.clone(),
            listed: entry.amount,
            ..Unmatched::default()
        };
        let place = |form: &Declared| format!("{} 第{}张", form.document, form.form);
        let missing = self.missing.iter().map(|own| entry(MISSING, own));
        let twice = self.twice.iter().map(|(own, forms)| Unmatched {
            places: forms.iter().map(place).collect::<Vec<_>>().join("、"),
            ..entry(TWICE, own)
        });
        let differing = self.differing.iter().map(|(own, form)| Unmatched {
            declared: form.entry.amount,
            places: place(form),
            ..entry(DIFFERING, own)
        });
        let beyond = self.beyond.iter().map(|form| Unmatched {
            listed: None,
            declared: form.entry.amount,
            places: place(form),
            ..entry(BEYOND, &form.entry)
        });
        let all = missing.chain(twice).chain(differing).chain(beyond);
        all.collect()
    }
}

/// Why a list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RosterError {
    /// The file cannot be read.
    Unread(ReadError),
    /// No row has the words 项目名称.
    NoHead,
}

impl std::fmt::Display for RosterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RosterError::Unread(error) => write!(f, "{}", error.message),
            RosterError::NoHead => write!(
                f,
                "清单里没有找到表头：第一行应有“项目名称”，另可有“项目编码”“单位”“金额（万元）”。请补上表头后再试"
            ),
        }
    }
}

impl std::error::Error for RosterError {}

impl Roster {
    /// Reads a list from a spreadsheet or a table of text.
    ///
    /// # Errors
    /// When the file cannot be read or has no head with 项目名称.
    pub fn read(bytes: &[u8], path: &str) -> Result<Roster, RosterError> {
        let reading =
            readers::read(bytes, path, &Limits::default()).map_err(RosterError::Unread)?;
        match reading.content {
            Content::Pages(pages) => Roster::of(&pages),
            Content::Forms(_) => Err(RosterError::NoHead),
        }
    }

    fn of(pages: &RawDocument) -> Result<Roster, RosterError> {
        let tables = forms::outside::tables(pages);
        let list = tables
            .iter()
            .find(|table| matches!(table.kind, TableKind::Projects | TableKind::Records));
        list.map(|table| Roster {
            entries: table.rows().filter_map(|line| entry(&line)).collect(),
        })
        .ok_or(RosterError::NoHead)
    }

    /// The list against the forms that came.
    pub fn compare(&self, declared: &[Declared]) -> Comparison {
        let mut comparison = Comparison::default();
        let mut came: BTreeMap<usize, Vec<&Declared>> = BTreeMap::new();
        let mut by_code: BTreeMap<String, usize> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(code) = &entry.code {
                by_code.entry(norm(code)).or_insert(index);
            }
            by_name.entry(norm(&entry.name)).or_default().push(index);
        }
        for form in declared {
            let code = form.entry.code.as_ref();
            let coded = code.and_then(|code| by_code.get(&norm(code)));
            let named = || {
                let own = by_name.get(&norm(&form.entry.name));
                let mut own = own.into_iter().flatten();
                own.find(|index| same(&self.entries[**index], &form.entry))
            };
            match coded.or_else(named).copied() {
                Some(index) => came.entry(index).or_default().push(form),
                None => comparison.beyond.push(form.clone()),
            }
        }
        for (index, entry) in self.entries.iter().enumerate() {
            match came.get(&index).map(Vec::as_slice) {
                None | Some([]) => comparison.missing.push(entry.clone()),
                Some([form]) => {
                    let differs =
                        matches!((entry.amount, form.entry.amount), (Some(a), Some(b)) if a != b);
                    if differs {
                        comparison.differing.push((entry.clone(), (*form).clone()));
                    } else {
                        comparison.agreed += 1;
                    }
                }
                Some(forms) => {
                    let forms = forms.iter().map(|form| (*form).clone()).collect();
                    comparison.twice.push((entry.clone(), forms));
                }
            }
        }
        comparison
    }
}

/// What the forms of a document say of themselves.
pub fn declared(document: &Document) -> impl Iterator<Item = Declared> + '_ {
    (1..).zip(&document.forms).map(|(number, form)| Declared {
        document: document.source.path.clone(),
        form: number,
        entry: Entry {
            code: form.project.code.clone(),
            name: form.project.name.clone().unwrap_or_default(),
            unit: form.unit.name.clone().unwrap_or_default(),
            amount: form
                .funds
                .annual_total
                .as_ref()
                .or(form.funds.total.as_ref())
                .and_then(|amount| amount.yuan),
        },
    })
}

/// Whether two entries of one name are one project: no two codes, and, where both name one, one unit.
fn same(a: &Entry, b: &Entry) -> bool {
    let (unit, other) = (norm(&a.unit), norm(&b.unit));
    let units = unit.is_empty() || other.is_empty() || unit == other;
    units && (a.code.is_none() || b.code.is_none())
}

fn entry(line: &Line) -> Option<Entry> {
    let project = line.project()?;
    Some(Entry {
        code: Some(project.code).filter(|code| !code.is_empty()),
        name: project.name,
        unit: project.unit,
        amount: line.money(TableColumn::Amount),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "项目编码,项目名称,单位,金额（万元）\nA1,渠道清淤,青陵市水务站,12\nA2,路灯更换,青陵市路灯所,8\n,图书购置,青陵市图书馆,5\n,古树保护,青陵市林业站,3\n";

    fn form(code: Option<&str>, name: &str, unit: &str, wan: i64) -> Declared {
        Declared {
            document: "a.docx".to_owned(),
            form: 1,
            entry: Entry {
                code: code.map(str::to_owned),
                name: name.to_owned(),
                unit: unit.to_owned(),
                amount: Money::of(wan.into(), model::MoneyUnit::Wan),
            },
        }
    }

    #[test]
    fn the_four_lists() {
        let roster = Roster::read(LIST.as_bytes(), "list.csv").unwrap();
        assert_eq!(roster.entries.len(), 4);
        let comparison = roster.compare(&[
            form(Some("A1"), "渠道清淤工程", "青陵市水务站", 12),
            form(None, "路灯更换", "青陵市路灯所", 9),
            form(None, "图书 购置", "青陵市图书馆", 5),
            form(None, "图书购置", "", 5),
            form(None, "公厕改造", "青陵市环卫所", 20),
        ]);
        assert_eq!(comparison.agreed, 1);
        assert_eq!(comparison.missing[0].name, "古树保护");
        assert_eq!(comparison.differing[0].0.name, "路灯更换");
        assert_eq!(comparison.twice[0].1.len(), 2);
        assert_eq!(comparison.beyond[0].entry.name, "公厕改造");
    }

    #[test]
    fn one_name_in_two_units_is_two_projects() {
        let roster = Roster::read(LIST.as_bytes(), "list.csv").unwrap();
        let comparison = roster.compare(&[form(None, "图书购置", "青陵市档案馆", 5)]);
        assert_eq!(comparison.beyond.len(), 1);
    }

    #[test]
    fn a_list_without_a_head_says_what_it_needs() {
        let error = Roster::read("渠道清淤,12\n".as_bytes(), "list.csv").unwrap_err();
        assert!(error.to_string().contains("项目名称"), "{error}");
    }
}
