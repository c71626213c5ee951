//! Raw pages → what is known of projects from outside their forms. A table says by its head what it lists; its words are data in
//! `law`. A page may hold several tables.

use jiff::civil::Date;
use law::vocabulary::{
    TableColumn as Column, TableKind, has_left, may_list, table_columns, table_kind,
};
use model::outside::{
    Address, Outside, Payment, Person, ProjectKey, ProjectRecord, Standard, UnitBudget,
};
use model::page::{Block, RawDocument, Row, Typed};
use model::{Amount, Money, MoneyUnit};
use std::collections::BTreeMap;

/// How far below the top of a table its head may stand.
const HEAD: usize = 12;

/// A table with a known head.
pub struct Table<'a> {
    /// What it lists.
    pub kind: TableKind,
    columns: BTreeMap<Column, u32>,
    heads: BTreeMap<Column, String>,
    rows: &'a [Row],
}

/// The tables of a document whose heads are known.
pub fn tables(document: &RawDocument) -> Vec<Table<'_>> {
    let blocks = document.blocks.iter();
    blocks
        .filter_map(|block| Table::of(block, table_kind))
        .collect()
}

/// The tables of a document that may list this, whatever else they could be.
pub fn tables_of(document: &RawDocument, kind: TableKind) -> Vec<Table<'_>> {
    let asked = |columns: &BTreeMap<Column, usize>| may_list(kind, columns).then_some(kind);
    let blocks = document.blocks.iter();
    blocks.filter_map(|block| Table::of(block, asked)).collect()
}

/// What the tables of a document hold; nothing when no head is known.
pub fn outside(document: &RawDocument) -> Option<Outside> {
    let mut all = None;
    for table in tables(document) {
        if let Some(found) = table.outside() {
            all.get_or_insert_with(Outside::default).add(found);
        }
    }
    all
}

impl<'a> Table<'a> {
    fn of(
        block: &'a Block,
        kind: impl Fn(&BTreeMap<Column, usize>) -> Option<TableKind>,
    ) -> Option<Table<'a>> {
        block
            .rows
            .iter()
            .take(HEAD)
            .enumerate()
            .find_map(|(at, row)| {
                let head: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
                let found = table_columns(&head);
                let kind = kind(&found)?;
                Some(Table {
                    kind,
                    columns: found
                        .iter()
                        .map(|(column, index)| (*column, row.cells[*index].column))
                        .collect(),
                    heads: found
                        .iter()
                        .map(|(column, index)| (*column, head[*index].clone()))
                        .collect(),
                    rows: &block.rows[at + 1..],
                })
            })
    }

    /// Its rows.
    pub fn rows(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line { table: self, row })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }

    fn outside(&self) -> Option<Outside> {
        let mut outside = Outside::default();
        match self.kind {
            TableKind::Projects | TableKind::Institutions => return None,
            TableKind::Payments => {
                outside.payments = Some(self.rows().filter_map(payment).collect())
            }
            TableKind::Standards => outside.standards = self.rows().filter_map(standard).collect(),
            TableKind::People => outside.people = self.rows().filter_map(person).collect(),
            TableKind::Records => {
                outside.records = self.rows().filter_map(record).collect();
                outside.kept.reviews = self.has(Column::Grade) || self.has(Column::Reviewed);
                outside.kept.publication = self.has(Column::Published);
            }
            TableKind::Budgets => outside.budgets = self.rows().filter_map(budget).collect(),
            TableKind::Addresses => {
                outside.addresses = self.rows().filter_map(address).collect();
            }
        }
        Some(outside)
    }
}

/// One row of a table.
pub struct Line<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl Line<'_> {
    fn cell(&self, column: Column) -> Option<&model::page::Cell> {
        let place = self.table.columns.get(&column)?;
        self.row.cells.iter().find(|cell| cell.column == *place)
    }

    /// The text of a column, trimmed; empty where there is none.
    pub fn text(&self, column: Column) -> String {
        self.cell(column)
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default()
    }

    /// The amount of a column in the unit of its head, 元 where it states none.
    pub fn money(&self, column: Column) -> Option<Money> {
        let head = self.table.heads.get(&column)?;
        let unit = if head.contains("万元") {
            MoneyUnit::Wan
        } else if head.contains("亿元") {
            MoneyUnit::Yi
        } else {
            MoneyUnit::Yuan
        };
        Amount::parse(&self.text(column), Some(unit), None).yuan
    }

    /// The project that the row names.
    pub fn project(&self) -> Option<ProjectKey> {
        let key = ProjectKey {
            code: self.text(Column::Code),
            name: self.text(Column::Name),
            unit: self.text(Column::Unit),
        };
        let named = !key.name.is_empty() || !key.code.is_empty();
        (named && key.name != "合计" && key.code != "合计").then_some(key)
    }

    fn day(&self, column: Column) -> Option<Date> {
        if let Some(Typed::Date(day)) = self.cell(column)?.typed {
            return Some(day);
        }
        day(&self.text(column))
    }
}

/// A day as tables write it: 2025-02-01, 2025年2月1日, 2025/2/1, 2025.2.1, 20250201.
pub fn day(text: &str) -> Option<Date> {
    let plain = model::text::half_width(text);
    let mut parts = plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let first = parts.next()?;
    let number = |text: &str| text.parse::<i16>().ok();
    if first.len() == 8 {
        return Date::new(
            number(&first[..4])?,
            i8::try_from(number(&first[4..6])?).ok()?,
            i8::try_from(number(&first[6..])?).ok()?,
        )
        .ok();
    }
    let (month, day) = (parts.next(), parts.next());
    match (first.len(), month, day) {
        (4, Some(month), Some(day)) => {
            Date::new(number(first)?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

fn payment(line: Line) -> Option<Payment> {
    Some(Payment {
        project: line.project()?,
        day: line.day(Column::PaidOn),
        amount: line.money(Column::Paid)?,
    })
}

fn standard(line: Line) -> Option<Standard> {
    let item = line.text(Column::Item);
    (!item.is_empty()).then_some(())?;
    Some(Standard {
        item,
        unit: line.text(Column::Measure),
        limit: line.money(Column::Limit)?,
        document: line.text(Column::Document),
        from: line.day(Column::From),
        until: line.day(Column::Until),
    })
}

fn person(line: Line) -> Option<Person> {
    let (name, category) = (line.text(Column::Person), line.text(Column::Category));
    (!name.is_empty() && !category.is_empty()).then(|| Person {
        category,
        unit: line.text(Column::Unit),
        day: line.day(Column::CountedOn),
        valid: !has_left(&line.text(Column::State)),
    })
}

fn record(line: Line) -> Option<ProjectRecord> {
    Some(ProjectRecord {
        project: line.project()?,
        grade: line.text(Column::Grade),
        reviewed: line.day(Column::Reviewed),
        resubmitted: line.day(Column::Resubmitted),
        approved: line.day(Column::Approved),
        published: line.day(Column::Published),
        adjusted: line.day(Column::Adjusted),
        finished: line.day(Column::Finished),
        ended: line.day(Column::Ended),
        withdrawn: line.money(Column::Withdrawn),
        secret: matches!(
            line.text(Column::Secret).as_str(),
            "是" | "√" | "涉密" | "Y" | "y"
        ),
    })
}

fn address(line: Line) -> Option<Address> {
    let (url, file) = (line.text(Column::Address), line.text(Column::File));
    let project = line.project();
    let known = !url.is_empty() && (project.is_some() || !file.is_empty());
    known.then(|| Address {
        project: project.unwrap_or_default(),
        file,
        url,
        publisher: line.text(Column::Publisher),
        day: line.day(Column::Published),
    })
}

fn budget(line: Line) -> Option<UnitBudget> {
    let unit = line.text(Column::Unit);
    let named = !unit.is_empty() && unit != "合计";
    let year = line.text(Column::Year);
    Some(UnitBudget {
        amount: line.money(Column::ProjectBudget).filter(|_| named)?,
        year: year
            .trim_end_matches("年度")
            .trim_end_matches('年')
            .parse()
            .ok(),
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::Place;
    use model::page::{Cell, CellLayout};

    fn page(text: &str) -> RawDocument {
        let row = |(number, line): (u32, &str)| Row {
            cells: (1..)
                .zip(line.split(','))
                .map(|(column, text)| Cell::new(column, text, Place::text(number, column)))
                .collect(),
        };
        RawDocument {
            blocks: vec![Block {
                layout: CellLayout::Flattened,
                rows: (1..).zip(text.lines()).map(row).collect(),
                ..Block::default()
            }],
            ..RawDocument::default()
        }
    }

    #[test]
    fn days_as_tables_write_them() {
        for text in [
            "2025-02-01",
            "2025年2月1日",
            "2025/2/1",
            "2025.2.1",
            "20250201",
        ] {
            assert_eq!(day(text), Some(date(2025, 2, 1)), "{text}");
        }
        assert_eq!(day("待定"), None);
    }

    #[test]
    fn payments_keep_refunds_and_scale() {
        let found = outside(&page(
            "青陵市2025年支付明细\n项目名称,单位,支付日期,支付金额（万元）\n渠道清淤,水务站,2025-03-02,12.5\n渠道清淤,水务站,2025-11-02,-0.5\n合计,,,12",
        ))
        .unwrap();
        let payments = found.payments.unwrap();
        assert_eq!(payments.len(), 2);
        assert_eq!(payments[1].amount.yuan(), (-5000).into());
        assert_eq!(payments[0].day, Some(date(2025, 3, 2)));
    }

    #[test]
    fn a_ledger_says_which_columns_it_keeps() {
        let found = outside(&page(
            "项目名称,单位,批复日期,公开日期\n渠道清淤,水务站,2025-02-01,",
        ))
        .unwrap();
        assert!(found.kept.publication && !found.kept.reviews);
        assert_eq!(found.records[0].approved, Some(date(2025, 2, 1)));
        assert_eq!(found.records[0].published, None);
    }

    #[test]
    fn a_plain_text_holds_no_table() {
        assert!(outside(&page("青陵市财政局,关于批复的函")).is_none());
    }
}
