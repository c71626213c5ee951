//! The form drawn as on paper, with numbered links from its cells to its points.

mod marks;

use super::{Sheet, Text};
use crate::advice;
use crate::paint::html::{Beside, push_table};
use crate::paper::{Cell, Row, Shows, lay_out};
use crate::points::Point;
use law::profile;
use marks::{hit, mark, marks_at, marks_of_field, marks_of_whole};
use model::{Form, Indicator};
use std::fmt::Write;

/// Writes the form with its marks.
pub(super) fn push(out: &mut String, sheet: &Sheet) {
    draw(out, sheet, &Marked(sheet));
}

/// Draws the form by the template of the profile that judged it, with something beside its cells.
pub fn draw(out: &mut String, sheet: &Sheet, beside: &dyn Beside) {
    let form = sheet.form;
    let known = profile::find(&sheet.verdict.profile.id);
    let profile = known.unwrap_or_else(|| profile::choose(form).profile);
    let paper = lay_out(form, profile.template(form.kind, form.title.as_deref()));
    for line in &paper.above {
        let _ = writeln!(out, "<p class=\"form-caption\">{}</p>", Text(line));
    }
    let _ = writeln!(
        out,
        "<p class=\"form-title\">{}{}</p>",
        Text(&paper.title),
        marks_of_whole(sheet, &paper)
    );
    let [_, year, unit] = &paper.line;
    let funds = &form.funds;
    let has_money =
        funds.total.is_some() || funds.annual_total.is_some() || !funds.lines.is_empty();
    let unit = match (unit.is_empty(), has_money) {
        (true, true) => "没有写明金额单位",
        _ => unit.as_str(),
    };
    let _ = writeln!(
        out,
        "<p class=\"form-year\"><span></span><span>{}</span><span>{}</span></p>",
        Text(year),
        Text(unit)
    );
    let class = if paper.columns.len() > WIDE {
        " class=\"form wide\""
    } else {
        " class=\"form\""
    };
    push_table(out, &paper, class, beside);
    push_unplaced(out, form);
}

/// Columns from which a form needs more room than a half of the page.
const WIDE: usize = 8;

/// The numbers of the points, beside the cells that they stand on and at the end of each row.
pub struct Marked<'a>(pub &'a Sheet<'a>);

impl Marked<'_> {
    /// The indicator that a row shows.
    pub fn indicator(&self, row: &Row) -> Option<&Indicator> {
        self.0.form.row(row.indicator.as_deref()?)
    }

    /// The points of a row, and those that stand elsewhere and name it.
    fn points(&self, id: &str) -> (Vec<&Point<'_>>, Vec<&Point<'_>>) {
        let all = || self.0.points.all();
        let own = all().filter(|point| point.row.is_some_and(|row| row.id == id));
        let also = all().filter(|point| point.others.iter().any(|other| other.id == id));
        (own.collect(), also.collect())
    }
}

impl Beside for Marked<'_> {
    fn row(&self, row: &Row) -> String {
        let Some(indicator) = self.indicator(row) else {
            return String::new();
        };
        let class = match indicator.is_inferred() {
            true => " class=\"inferred\"",
            false => "",
        };
        let id = Text(&indicator.id);
        format!(" id=\"f{}{id}\"{class}", self.0.number)
    }

    fn class(&self, row: &Row, cell: &Cell) -> String {
        let Some(indicator) = self.indicator(row) else {
            return String::new();
        };
        let places = match cell.shows {
            Shows::Name => &indicator.cells.name,
            Shows::Value => &indicator.cells.value,
            _ => return String::new(),
        };
        let (own, also) = self.points(&indicator.id);
        let all: Vec<&Point> = own.into_iter().chain(also).collect();
        hit(&all, places)
    }

    fn behind(&self, row: &Row, cell: &Cell) -> String {
        match &cell.shows {
            Shows::At(place) => {
                let lines = &self.0.form.funds.lines;
                let inferred = lines
                    .iter()
                    .any(|line| line.inferred && line.amount.at.as_ref() == Some(place));
                let tag = if inferred { INFERRED } else { "" };
                format!("{tag}{}", marks_at(self.0, place))
            }
            Shows::Head(field) => marks_of_field(self.0, *field),
            Shows::Name => self.indicator(row).map(beside_name).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn last(&self, row: &Row) -> Option<String> {
        if row.head {
            return Some("<th scope=\"col\" class=\"marks\">要点</th>".to_owned());
        }
        let Some(indicator) = self.indicator(row) else {
            return Some("<td class=\"marks\"></td>".to_owned());
        };
        let (own, also) = self.points(&indicator.id);
        let own = own.iter().map(|point| mark(self.0, point, false));
        let also = also.iter().map(|point| mark(self.0, point, true));
        let marks: String = own.chain(also).collect();
        Some(format!("<td class=\"marks\">{marks}</td>"))
    }
}

const INFERRED: &str = " <small class=\"tag\">位置按版面推断</small>";

/// How the name was read, where it is printed otherwise, and what its place was inferred from.
fn beside_name(row: &Indicator) -> String {
    let mut out = String::new();
    if let Some(printed) = &row.printed
        && !printed.ends_with(&row.name)
    {
        let _ = write!(
            out,
            "<small class=\"printed\">读作：{}</small>",
            Text(&row.name)
        );
    }
    if row.is_inferred() {
        let why = row
            .inferred_from
            .as_ref()
            .map(|from| format!("：{}", Text(&from.note)))
            .unwrap_or_default();
        let _ = write!(out, "<small class=\"tag\">位置按版面推断{why}</small>");
    }
    out
}

fn push_unplaced(out: &mut String, form: &Form) {
    if form.unplaced.is_empty() {
        return;
    }
    out.push_str("<div class=\"unplaced\"><p>未归入任何栏目的文字</p><ul>\n");
    for (place, text) in advice::unplaced(form) {
        let _ = writeln!(
            out,
            "<li>{} <small class=\"at\">{}</small></li>",
            Text(&text),
            Text(&place)
        );
    }
    out.push_str("</ul></div>\n");
}
