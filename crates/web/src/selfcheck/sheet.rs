//! A form of a self-check as its page shows it: drawn with cells that can be written into, its points beside it.

use super::work::Worked;
use crate::draw::{Shown, changed_html, shown, text};
use model::edit::said;
use model::{Form, Horizon, Place};
use pipeline::writers::html::{Marked, Sheet, draw};
use pipeline::writers::paint::html::Beside;
use pipeline::writers::paper::{Cell, Row, Shows};
use pipeline::writers::{Levels, head};

/// A form of the page.
pub(super) struct Drawn {
    /// Its number in the document, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Kind, unit, year, money.
    pub facts: Vec<String>,
    /// By what it was judged.
    pub profile: String,
    /// What was verified.
    pub verified: Vec<String>,
    /// What is to be said of the reading.
    pub reading: Vec<String>,
    /// The form, drawn.
    pub html: String,
    /// Points by level, in words; empty where there is none.
    pub counts: String,
    /// Points on stated places.
    pub points: Vec<Shown>,
    /// Points on inferred places.
    pub inferred: Vec<Shown>,
    /// Whether the form could be judged at all.
    pub judged: bool,
    /// Whether no indicators were read: then nothing can be said of them.
    pub without_rows: bool,
    /// Points whose repairs only rewrite.
    pub safe: usize,
    /// Cells with a marked blank.
    pub blanks: usize,
    /// What was changed so far: the place, and what became of it, escaped already.
    pub changes: Vec<(String, String)>,
}

/// The forms of a document after its steps.
pub(super) fn drawn(worked: &Worked) -> Vec<Drawn> {
    let verdicts = worked.verdict.forms.iter();
    (1..)
        .zip(verdicts)
        .filter_map(|(number, verdict)| {
            let sheet = Sheet::new(number, &worked.after, number, verdict, Levels::USUAL)?;
            Some(one(worked, &sheet))
        })
        .collect()
}

fn one(worked: &Worked, sheet: &Sheet) -> Drawn {
    let (form, verdict) = (sheet.form, sheet.verdict);
    let mut html = String::new();
    let before = worked.before.forms.get(sheet.number - 1);
    let writable = Writable {
        marked: Marked(sheet),
        worked,
        before,
    };
    draw(&mut html, sheet, &writable);
    let mut facts = vec![form.kind.word().to_owned()];
    facts.extend(form.office().map(str::to_owned));
    facts.extend(form.fiscal_year.map(|year| format!("{year}年")));
    facts.extend(head::money(form).map(|(label, amount)| format!("{label} {amount}")));
    let known = pipeline::law::profile::find(&verdict.profile.id);
    let profile = known.map_or(verdict.profile.id.as_str(), |profile| profile.name.as_str());
    let all = |points: &[pipeline::writers::points::Point]| -> Vec<Shown> {
        points.iter().map(|point| shown(sheet, point)).collect()
    };
    let points = all(&sheet.points.confirmed);
    let notes = form.notes.iter().chain(&worked.after.notes);
    let mut reading = head::quality(form, verdict);
    reading.extend(notes.map(|note| note.message.clone()));
    let changes = before.map(|before| model::change::changes(before, form));
    let verified = verdict.verified.iter();
    Drawn {
        number: sheet.number,
        name: head::name(form).to_owned(),
        facts,
        profile: profile.to_owned(),
        verified: verified.map(|one| one.message.clone()).collect(),
        reading,
        html,
        counts: sheet.points.counts(&sheet.levels),
        safe: points.iter().filter(|point| point.is_safe()).count(),
        points,
        inferred: all(&sheet.points.inferred),
        judged: verdict.quality.judged,
        blanks: blanks(form),
        without_rows: form.indicators.is_empty(),
        changes: changes
            .unwrap_or_default()
            .into_iter()
            .map(|change| (change.place(), changed_html(&change.from, &change.to)))
            .collect(),
    }
}

/// A form with its marks, whose names, values and goals can be written into.
struct Writable<'a> {
    marked: Marked<'a>,
    worked: &'a Worked,
    /// As it was read.
    before: Option<&'a Form>,
}

/// A cell that can be written into.
struct Field {
    /// The row and the field, as an edit names them.
    row: Option<String>,
    key: String,
    said: String,
    called: String,
}

impl Writable<'_> {
    fn field(&self, row: &Row, cell: &Cell) -> Option<Field> {
        let sheet = self.marked.0;
        let of_row = |key: &str, word: &str| {
            let row = self.marked.indicator(row)?;
            let order = row.id.trim_start_matches('r');
            Some(Field {
                said: said(sheet.form, Some(&row.id), key)?,
                called: format!("第{order}行{word}：{}", row.name),
                row: Some(row.id.clone()),
                key: key.to_owned(),
            })
        };
        match &cell.shows {
            Shows::Name => of_row("name", "指标名称"),
            Shows::Value => of_row("value", "指标值"),
            Shows::Weight => of_row("weight", "分值"),
            Shows::Remark => of_row("remark", "备注"),
            Shows::At(place) => {
                let (key, said, word) = of_whole(sheet.form, place)?;
                Some(Field {
                    said,
                    called: word,
                    row: None,
                    key,
                })
            }
            // A field that the form does not print has no cell to write into; one with a code beside the name shows both.
            Shows::Head(field) => {
                let said = field.of(sheet.form).filter(|said| *said == cell.text)?;
                Some(Field {
                    said: said.to_owned(),
                    called: field.word().to_owned(),
                    row: None,
                    key: field.key().to_owned(),
                })
            }
            Shows::Frame => None,
        }
    }

    /// Whether a cell no longer says what was read.
    fn is_changed(&self, field: &Field) -> bool {
        let before = self
            .before
            .map(|before| said(before, field.row.as_deref(), &field.key));
        before.is_some_and(|before| before.as_ref() != Some(&field.said))
    }
}

impl Beside for Writable<'_> {
    fn row(&self, row: &Row) -> String {
        self.marked.row(row)
    }

    fn class(&self, row: &Row, cell: &Cell) -> String {
        let class = self.marked.class(row, cell);
        let Some(field) = self.field(row, cell) else {
            return class;
        };
        let mut all = format!("{class} w");
        let number = self.marked.0.number;
        for (is_so, word) in [
            (self.is_changed(&field), " changed"),
            (has_blank(&field.said), " blank"),
            (
                self.worked
                    .is_untaken(number, field.row.as_deref(), &field.key),
                " wrong",
            ),
        ] {
            if is_so {
                all.push_str(word);
            }
        }
        all.trim_start().to_owned()
    }

    fn inside(&self, row: &Row, cell: &Cell) -> Option<String> {
        let field = self.field(row, cell)?;
        let of_row = field.row.as_deref().unwrap_or("-");
        let name = format!("c.{}.{of_row}.{}", self.marked.0.number, field.key);
        let lines = field.said.lines().count().max(1);
        // The first line break after the tag is not part of the text.
        Some(format!(
            "<textarea name=\"{}\" rows=\"{lines}\" aria-label=\"{}\" spellcheck=\"false\" autocomplete=\"off\">\n{}</textarea>",
            text(&name),
            text(&field.called.replace('\n', " ")),
            plain(&field.said)
        ))
    }

    fn behind(&self, row: &Row, cell: &Cell) -> String {
        self.marked.behind(row, cell)
    }

    fn last(&self, row: &Row) -> Option<String> {
        self.marked.last(row)
    }
}

/// Whether a text holds a blank that a repair has left to be filled in.
fn has_blank(text: &str) -> bool {
    text.contains('＿')
}

/// The cells of a form that hold one.
fn blanks(form: &Form) -> usize {
    let rows = form.indicators.iter();
    let texts = rows.flat_map(|row| [row.name.as_str(), row.value.raw.as_str()]);
    let goals = form.goals.iter().map(|goal| goal.text.as_str());
    texts.chain(goals).filter(|text| has_blank(text)).count()
}

/// The goal or amount that stands at a place: its field, what it says, what it is called.
fn of_whole(form: &Form, place: &Place) -> Option<(String, String, String)> {
    let mut goals = form.goals.iter();
    if let Some(goal) = goals.find(|goal| goal.at.as_ref() == Some(place)) {
        let (key, word) = match goal.horizon {
            Horizon::Annual => ("goal.annual", "年度总体目标"),
            Horizon::Whole => ("goal.whole", "实施期总体目标"),
        };
        return Some((key.to_owned(), goal.text.clone(), word.to_owned()));
    }
    let funds = &form.funds;
    let totals = [
        ("funds.total", "项目总额", &funds.total),
        ("funds.annual_total", "年度资金总额", &funds.annual_total),
    ];
    for (key, word, amount) in totals {
        if let Some(amount) = amount.as_ref().filter(|one| one.at.as_ref() == Some(place)) {
            return Some((key.to_owned(), amount.raw.clone(), word.to_owned()));
        }
    }
    let mut lines = funds.lines.iter();
    let line = lines.find(|line| line.amount.at.as_ref() == Some(place))?;
    let key = format!("funds.{}", line.path.join("/"));
    Some((key, line.amount.raw.clone(), line.path.join("的")))
}

/// Text inside a textarea: line ends stay.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfcheck::draft::Step;
    use crate::selfcheck::work::taken;

    const TEXT: &str = "2026年项目支出绩效目标表\n单位：万元\n项目名称\t护林员培训\t项目期\t\n主管部门\t\t实施单位\t[812003]云泽市林业站\n项目资金\t年度资金总额\t7.2\n年度总体目标\t2026年10月底前培训护林员160人，合格率95%以上。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训护林员人数\t≥160人\n产出指标\t质量指标\t培训合格率\t≥95%\n效益指标\t社会效益指标\t火情处置及时率\t≥98%\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n";

    fn after(steps: &[Step]) -> String {
        let document = pipeline::read(TEXT.as_bytes(), "a.tsv").remove(0);
        let worked = taken(document, steps, jiff::civil::date(2026, 1, 15));
        assert!(worked.refused.is_empty(), "{:?}", worked.refused);
        drawn(&worked).remove(0).html
    }

    fn department(from: &str, to: &str) -> Step {
        Step::Set {
            form: 1,
            row: None,
            field: "department.name".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    /// What stands in the cell behind a label.
    fn behind<'h>(html: &'h str, label: &str) -> &'h str {
        let (_, cell) = html.split_once(&format!(">{label}</th>")).unwrap();
        cell.split_once("</td>").unwrap().0
    }

    #[test]
    fn a_field_that_was_left_empty_is_marked_in_its_cell_and_filled_in_there() {
        let html = after(&[]);
        let cell = behind(&html, "主管部门");
        assert!(cell.contains("name=\"c.1.-.department.name\""), "{cell}");
        assert!(cell.contains("class=\"mark must\""), "{cell}");
        let (title, _) = html.split_once("</p>").unwrap();
        assert!(!title.contains("must"), "{title}");
        let html = after(&[department("", "云泽市林草局")]);
        let cell = behind(&html, "主管部门");
        assert!(
            cell.contains("云泽市林草局") && !cell.contains("mark"),
            "{cell}"
        );
        // Emptied again it is blank, and said again.
        let steps = [
            department("", "云泽市林草局"),
            department("云泽市林草局", ""),
        ];
        assert!(behind(&after(&steps), "主管部门").contains("class=\"mark must\""));
    }

    #[test]
    fn what_is_printed_can_be_written_into_unless_a_code_stands_beside_it() {
        let html = after(&[]);
        assert!(html.contains("name=\"c.1.-.project.period\""));
        assert!(behind(&html, "实施单位").contains("[812003]云泽市林业站"));
        assert!(!html.contains("name=\"c.1.-.unit.name\""));
        assert!(!html.contains("name=\"c.1.-.project.attribute\""));
    }
}
