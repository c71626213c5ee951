//! A form by the template of its kind.

use super::{Cell, Kind, Paper, funds, goals, indicators, line, tasks};
use crate::head::is_caption;
use law::profile::{Template, TemplateBlock, TemplateContent, TemplateRow};
use law::vocabulary::closes_table;
use model::text::norm;
use model::{Extra, Form};

/// Lays a form out by a template. All that the form says stands on the paper: what the template has no place for comes in its blocks
/// or below the table.
pub fn lay_out(form: &Form, template: &Template) -> Paper {
    let captions = form.extra.iter().filter(|extra| is_caption(extra));
    let mut above: Vec<String> = captions.map(|extra| extra.text.clone()).collect();
    if above.is_empty() {
        above.extend(template.attachment.clone());
    }
    let title = match form.title.as_deref().filter(|title| !title.is_empty()) {
        Some(title) => title.to_owned(),
        None => template.title_of(form.fiscal_year),
    };
    let unit = form
        .amount_unit
        .map(|unit| format!("单位：{}", unit.word()));
    let mut paper = Paper {
        above,
        title,
        line: [String::new(), year_line(form), unit.unwrap_or_default()],
        columns: template.columns.clone(),
        rows: Vec::new(),
        below: below(form),
        landscape: template.landscape,
    };
    let mut columns = indicators::columns(form, template);
    paper.widen((columns.len() + 2).max(funds::width(form, template).max(tasks::width(form))));
    let drawn = template.columns.len();
    let widened = paper.columns.len() > drawn;
    for row in &template.rows {
        match row {
            TemplateRow::Cells(cells) => {
                if let Some(row) = line::row(form, cells) {
                    paper.push_drawn(row, drawn);
                }
            }
            TemplateRow::Block(TemplateBlock::Funds) => {
                if !tasks::write(form, &mut paper) {
                    funds::write(form, template, &mut paper);
                }
            }
            TemplateRow::Block(TemplateBlock::Goals) => goals::write(form, template, &mut paper),
            TemplateRow::Block(TemplateBlock::Others) => others(form, template, &mut paper),
            TemplateRow::Block(TemplateBlock::Indicators) => {
                indicators::write(form, &mut columns, widened, &mut paper);
            }
        }
    }
    paper
}

/// Texts without a field of their own, as notes: a line that begins like the end of a table is told apart from its last row.
fn below(form: &Form) -> Vec<String> {
    let mut lines: Vec<String> = form.unplaced.iter().map(|text| text.text.clone()).collect();
    if let Some(first) = lines.first_mut().filter(|first| !closes_table(first)) {
        first.insert_str(0, "注：");
    }
    lines
}

/// The year below the title: what the form prints there, where that is another year than that of its title.
fn year_line(form: &Form) -> String {
    let printed = form.extra.iter().find(|extra| extra.label == "年度");
    match (printed, form.fiscal_year) {
        (Some(printed), _) => format!("（{}）", printed.text.trim_matches(['(', ')', '（', '）'])),
        (None, Some(year)) => format!("（{year}年度）"),
        (None, None) => String::new(),
    }
}

/// Labelled fields that neither the paper's frame nor a row of the template has a place for.
fn others(form: &Form, template: &Template, paper: &mut Paper) {
    let placed = |extra: &Extra| {
        let mut cells = template
            .rows
            .iter()
            .chain(&template.funds)
            .flat_map(|row| match row {
                TemplateRow::Cells(cells) => cells.as_slice(),
                TemplateRow::Block(_) => &[],
            });
        let framed = is_caption(extra) || extra.label == "年度";
        framed
            || cells.any(|cell| {
                matches!(&cell.content, TemplateContent::Field { name, .. } if norm(name) == norm(&extra.label))
            })
    };
    let columns = paper.columns.len();
    for extra in form.extra.iter().filter(|extra| !placed(extra)) {
        paper.push(vec![
            Cell::new(Kind::Label, extra.label.as_str()),
            Cell::new(Kind::Text, extra.text.as_str()).across(columns - 1),
        ]);
    }
}
