//! The parts of a segment as one form, with ids, classes, readings and notes.

use crate::columns::Columns;
use crate::cost;
use crate::head::HeadReader;
use crate::line::Line;
use crate::segment::Segment;
use crate::sequence::{self, Alternative, Table, class_of};
use crate::totals;
use law::calendar;
use model::page::CellLayout;
use model::{Form, FormKind, Horizon, Indicator, Note, Reading, ReadingRow, Unplaced};

/// A form and what the repairs of its rows cost.
pub(crate) struct Recovered {
    pub form: Form,
    pub cost: u32,
}

/// Reads the forms of a segment: one, or as many as a list has projects.
pub(crate) fn forms(lines: &[Line], segment: &Segment) -> Vec<Recovered> {
    let first_head = segment
        .heads
        .first()
        .map_or(segment.lines.end, |(line, _)| *line);
    let mut head = HeadReader::new(Form {
        kind: segment.kind,
        ..Form::default()
    });
    if let Some(title) = segment.title.filter(|title| *title < segment.lines.start) {
        head.line(&lines[title]);
    }
    head.lines(&lines[segment.lines.start..first_head]);
    let form = head.finish();
    match segment.heads.first() {
        Some((line, columns)) if columns.is_list() => crate::list::forms(
            lines,
            line + columns.rows,
            segment.lines.end,
            columns,
            &form,
        ),
        _ => vec![one(lines, segment, form)],
    }
}

/// Reads the indicator tables of one form and what follows them.
fn one(lines: &[Line], segment: &Segment, mut form: Form) -> Recovered {
    let mut repairs = 0;
    template_unit(&mut form);
    let dates = calendar::dates(form.fiscal_year);
    let mut tail = segment
        .heads
        .first()
        .map_or(segment.lines.end, |(line, _)| *line);
    let tables = tables(lines, segment);
    for (number, (line, columns, horizon)) in tables.iter().enumerate() {
        let stop = tables
            .get(number + 1)
            .map_or(segment.lines.end, |(next, ..)| *next);
        for set in &columns.sets {
            let table = sequence::read(lines, line + columns.rows, stop, columns, set, dates);
            tail = table.end;
            repairs += table.cost;
            let before = form.indicators.len();
            add(&mut form, table);
            if let Some(horizon) = horizon {
                form.indicators[before..]
                    .iter_mut()
                    .for_each(|row| row.horizon = *horizon);
            }
        }
    }
    // Where no row has points, the words belong to the template.
    if form.indicators.iter().any(|row| row.weight.is_some()) {
        let mut heads = tables.iter();
        form.weight_total = heads.find_map(|(_, columns, _)| columns.weight_total);
    }
    if let Some((_, columns, _)) = tables.last() {
        repairs += cost::ROW_LEFT * rows_left(lines, tail, segment.lines.end, columns);
    }
    if let Some((_, columns, _)) = tables.last()
        && form.kind == FormKind::SelfEvaluation
        && tail < segment.lines.end
        && totals::read(&lines[tail], columns, &mut form)
    {
        tail += 1;
    }
    closing_rows(lines, tail, segment, &mut form);
    if form.kind == FormKind::Monitoring {
        form.through_month = totals::through_month(&lines[segment.lines.clone()]);
    }
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
    Recovered {
        form,
        cost: repairs,
    }
}

/// The indicator tables of a form: a head that is only repeated on a new page goes on with the table before it; one under the
/// heading of another span of time begins a table of its own.
fn tables<'s>(lines: &[Line], segment: &'s Segment) -> Vec<(usize, &'s Columns, Option<Horizon>)> {
    let mut tables: Vec<(usize, &Columns, Option<Horizon>)> = Vec::new();
    for (line, columns) in &segment.heads {
        let horizon = heading(lines, *line, segment.lines.start);
        let repeated = tables
            .last()
            .is_some_and(|(.., before)| horizon.is_none() || horizon == *before);
        if !repeated {
            tables.push((*line, columns, horizon.filter(|_| columns.sets.len() == 1)));
        }
    }
    tables
}

/// The span of time that the heading of an indicator table names: 长期绩效指标, 年度绩效指标, in the row or the one above.
fn heading(lines: &[Line], line: usize, floor: usize) -> Option<Horizon> {
    let above = line
        .checked_sub(1)
        .filter(|above| *above >= floor)
        .and_then(|above| lines[above].only_text());
    let own = lines[line]
        .slots
        .iter()
        .find(|slot| !slot.is_empty())
        .map(|slot| slot.text.as_str());
    own.into_iter().chain(above).find_map(|text| {
        let text = model::text::squeezed(text);
        let indicators = text.contains("指标") && text.chars().count() <= 12;
        match () {
            () if !indicators => None,
            () if ["长期", "中期", "中长期", "实施期"]
                .iter()
                .any(|word| text.starts_with(word)) =>
            {
                Some(Horizon::Whole)
            }
            () if ["年度", "本年", "当年"]
                .iter()
                .any(|word| text.starts_with(word)) =>
            {
                Some(Horizon::Annual)
            }
            () => None,
        }
    })
}

/// Adds the rows of a table, numbering on.
pub(crate) fn add(form: &mut Form, table: Table) {
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
    // The title at the top of the next page is where it belongs already.
    let repeated = |part: &crate::placement::Part| {
        form.title.as_deref() == Some(model::text::squeezed(&part.text).as_str())
    };
    let loose: Vec<_> = table
        .loose
        .into_iter()
        .filter(|part| !repeated(part))
        .collect();
    form.unplaced.extend(loose.into_iter().map(|part| Unplaced {
        text: part.text,
        at: Some(part.place),
    }));
}

/// How many lines behind the table look like rows of it: the table ended too early.
fn rows_left(lines: &[Line], tail: usize, stop: usize, columns: &Columns) -> u32 {
    let rows = lines[tail..stop]
        .iter()
        .filter(|line| line.layout == CellLayout::Flattened)
        .filter(|line| {
            let placed = crate::placement::place(line, columns, &columns.sets[0]);
            placed.value.is_some() && (placed.name.is_some() || placed.level2.is_some())
        });
    rows.count() as u32
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
pub(crate) fn template_unit(form: &mut Form) {
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
