//! The parts of a segment as one form, with ids, classes, readings and notes.

use crate::head::HeadReader;
use crate::line::Line;
use crate::segment::Segment;
use crate::sequence::{self, Alternative, Table, class_of};
use law::calendar;
use model::page::CellLayout;
use model::{Form, Horizon, Indicator, Note, Reading, ReadingRow, Unplaced};

/// Reads one form.
pub(crate) fn form(lines: &[Line], segment: &Segment) -> Form {
    let first_head = segment
        .heads
        .first()
        .map_or(segment.lines.end, |(line, _)| *line);
    let mut head = HeadReader::new(Form {
        kind: segment.kind,
        ..Form::default()
    });
    for line in &lines[segment.lines.start..first_head] {
        head.line(line);
    }
    let mut form = head.finish();
    template_unit(&mut form);
    let mut tail = first_head;
    if let Some((line, columns)) = segment.heads.first() {
        let dates = calendar::dates(form.fiscal_year);
        for set in &columns.sets {
            let table = sequence::read(lines, line + 1, segment.lines.end, columns, set, dates);
            tail = table.end;
            add(&mut form, table);
        }
    }
    closing_rows(lines, tail, segment, &mut form);
    let whole_only = form
        .indicators
        .iter()
        .all(|row| row.horizon == Horizon::Whole);
    if whole_only
        && form
            .goals
            .iter()
            .all(|goal| goal.horizon == Horizon::Annual)
    {
        for row in &mut form.indicators {
            row.horizon = Horizon::Annual;
        }
    }
    form
}

/// Adds the rows of a table, numbering on.
fn add(form: &mut Form, table: Table) {
    let before = form.indicators.len();
    let id = |index: usize| format!("r{}", before + index + 1);
    for (index, row) in table.rows.into_iter().enumerate() {
        form.indicators.push(Indicator {
            id: id(index),
            class: class_of(row.level1.as_deref(), row.level2.as_deref()),
            ..row
        });
    }
    let readings = table
        .readings
        .into_iter()
        .map(|Alternative { cost, why, rows }| (cost, why, rows));
    for (cost, why, rows) in readings {
        let letter = (b'a' + (form.readings.len() % 26) as u8) as char;
        let rows = rows
            .into_iter()
            .map(|(index, row)| ReadingRow {
                row: id(index),
                level1: row.level1,
                level2: row.level2,
                name: row.name,
                value: row.value,
            })
            .collect();
        form.readings.push(Reading {
            id: letter.to_string(),
            cost,
            why,
            rows,
        });
    }
    form.notes.extend(table.notes);
    form.unplaced
        .extend(table.loose.into_iter().map(|part| Unplaced {
            text: part.text,
            at: Some(part.place),
        }));
}

/// Rows behind the indicator table that belong to the form: signatures, remarks, opinions.
fn closing_rows(lines: &[Line], tail: usize, segment: &Segment, form: &mut Form) {
    let rest = &lines[tail..segment.lines.end];
    let table = lines.get(tail.wrapping_sub(1)).map(|line| line.block);
    let mut reader = HeadReader::new(Form::default());
    for line in rest {
        let same_table = line.layout != CellLayout::Prose && Some(line.block) == table;
        let remark = line
            .filled()
            .next()
            .is_some_and(|slot| law::vocabulary::closes_table(&slot.text));
        if !same_table && !remark {
            break;
        }
        reader.line(line);
    }
    let closing = reader.finish();
    form.extra.extend(closing.extra);
    form.unplaced.extend(closing.unplaced);
}

/// Where the template fixes the money unit and the copy lost its line, the unit comes from the profile, and a note says so.
fn template_unit(form: &mut Form) {
    let amounts = form
        .funds
        .total
        .iter()
        .chain(&form.funds.annual_total)
        .chain(form.funds.lines.iter().map(|l| &l.amount));
    let unknown = amounts
        .filter(|amount| amount.state == model::AmountState::Amount)
        .any(|amount| amount.yuan.is_none());
    if form.amount_unit.is_some() || !unknown {
        return;
    }
    match law::profile::choose(form).profile.amount_unit {
        Some(unit) => {
            let funds = &mut form.funds;
            let amounts = funds
                .total
                .iter_mut()
                .chain(&mut funds.annual_total)
                .chain(funds.lines.iter_mut().map(|l| &mut l.amount));
            for amount in amounts {
                *amount = model::Amount::parse(&amount.raw, Some(unit), amount.at.take());
            }
            form.notes.push(Note::new(
                "unit_from_template",
                format!(
                    "没有找到金额单位，按本表式规定的“{}”读取。请对照原件。",
                    unit.word()
                ),
                Vec::new(),
            ));
        }
        None => form.notes.push(Note::new(
            "unit_unknown",
            "没有找到金额单位（如“单位：万元”），金额只按原文保留，不作核对。请在表头补上单位。",
            Vec::new(),
        )),
    }
}
