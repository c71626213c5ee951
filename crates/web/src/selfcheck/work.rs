//! The file read anew, the steps taken one after another, the outcome judged.

use super::draft::{Draft, Step};
use crate::judge::{judge, options};
use crate::posted::Posted;
use crate::{App, Error};
use jiff::civil::Date;
use model::edit::{apply, said};
use model::{Document, DocumentVerdict, Edit, Form};
use pipeline::fix::{Accept, fix};
use pipeline::writers::advice::field_word;

/// A file after its steps.
pub(super) struct Worked {
    /// As it was read.
    pub before: Document,
    /// As it is now.
    pub after: Document,
    /// The verdict on what it is now.
    pub verdict: DocumentVerdict,
    /// Steps that could not be taken, with the reason.
    pub refused: Vec<String>,
    /// These steps themselves.
    pub untaken: Vec<Step>,
}

impl Worked {
    /// Whether what was written into this cell could not be taken.
    pub fn is_untaken(&self, number: usize, row: Option<&str>, field: &str) -> bool {
        self.untaken.iter().any(|step| {
            matches!(step, Step::Set { form, row: own, field: key, .. }
                if *form == number && own.as_deref() == row && key == field)
        })
    }
}

/// Reads the file of a draft and takes its steps.
pub(super) async fn work(app: &App, draft: &Draft) -> Result<Worked, Error> {
    let (name, bytes) = (draft.name.clone(), draft.bytes.clone());
    let mut read = crate::judge::read(app, name, bytes).await?;
    // A stream of documents is for the command line; a person looks at one.
    let before = match read.is_empty() {
        true => Document::default(),
        false => read.remove(0),
    };
    Ok(taken(before, &draft.steps, app.clock.today()))
}

/// Takes the steps.
pub(super) fn taken(before: Document, steps: &[Step], today: Date) -> Worked {
    let mut after = before.clone();
    let (mut refused, mut untaken) = (Vec::new(), Vec::new());
    for step in steps {
        if let Some(reason) = take(&mut after, step, today) {
            refused.push(not_taken(&after, step, &reason));
            untaken.push(step.clone());
        }
    }
    let verdict = judge(&after, today);
    Worked {
        before,
        after,
        verdict,
        refused,
        untaken,
    }
}

/// Why a step was not taken, in words that name its cell.
fn not_taken(document: &Document, step: &Step, reason: &str) -> String {
    let Step::Set {
        form,
        row,
        field,
        from,
        ..
    } = step
    else {
        return format!("这一步没有做：{reason}");
    };
    let form = form.checked_sub(1).and_then(|at| document.forms.get(at));
    let row = row.as_deref().zip(form);
    let row = row.and_then(|(id, form)| form.row(id));
    let word = match field.strip_prefix("funds.") {
        Some(path) if !matches!(path, "total" | "annual_total") => path.replace('/', "的"),
        _ => field_word(field).to_owned(),
    };
    let place = row.map_or(word.clone(), |row| format!("{}的{word}", row.path()));
    let kept = match from.is_empty() {
        true => "这一格仍空着".to_owned(),
        false => format!("这一格仍是“{from}”"),
    };
    format!("{place}没有改成：{reason}。{kept}")
}

/// Takes one step; the reason where it cannot be taken.
fn take(document: &mut Document, step: &Step, today: Date) -> Option<String> {
    let (Step::Accept { form, .. } | Step::Safe { form } | Step::Set { form, .. }) = step;
    let form: &mut Form = document.forms.get_mut(form.checked_sub(1)?)?;
    let accept = match step {
        Step::Accept { id, .. } => Accept::These([id.clone()].into()),
        Step::Safe { .. } => Accept::Safe,
        Step::Set {
            row,
            field,
            from,
            to,
            ..
        } => {
            let edit = Edit::Set {
                row: row.clone(),
                field: field.clone(),
                from: from.clone(),
                to: to.clone(),
            };
            let dates = pipeline::law::calendar::dates(form.fiscal_year);
            return match apply(form, &[edit], dates) {
                Ok(changed) => {
                    *form = changed;
                    None
                }
                Err(reason) => Some(reason),
            };
        }
    };
    let fixed = fix(form, &options(today), &accept);
    *form = fixed.form;
    let first = fixed.refused.into_iter().next();
    first.map(|(finding, reason)| format!("{}：{reason}", finding.message))
}

/// The cells that a person wrote into, as steps: what the page shows now against what it brought back.
pub(super) fn written(document: &Document, posted: &Posted) -> Vec<Step> {
    posted
        .fields()
        .filter_map(|(name, text)| cell(document, name, text))
        .collect()
}

/// The step of one cell, where what it says has changed; `c.FORM.ROW.FIELD` is its name.
fn cell(document: &Document, name: &str, text: &str) -> Option<Step> {
    let mut parts = name.strip_prefix("c.")?.splitn(3, '.');
    let number: usize = parts.next()?.parse().ok()?;
    let (row, field) = (parts.next()?, parts.next()?);
    let form = document.forms.get(number.checked_sub(1)?)?;
    let row = Some(row).filter(|row| *row != "-");
    let now = said(form, row, field)?;
    // Browsers send line ends as CR LF.
    let text = text.replace("\r\n", "\n");
    (text != now).then(|| Step::Set {
        form: number,
        row: row.map(str::to_owned),
        field: field.to_owned(),
        from: now,
        to: text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn document() -> Document {
        let text = "2026年项目支出绩效目标表\n单位：万元\n项目名称\t护林员培训\n主管部门\t云泽市林草局\t实施单位\t云泽市林业站\n项目资金\t年度资金总额\t7.2\n年度总体目标\t2026年10月底前培训护林员160人，合格率95%以上。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训护林员160人\t100%\n产出指标\t时效指标\t培训10月底前完成\t100%\n效益指标\t社会效益指标\t火情处置及时率\t≥98%\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n";
        pipeline::read(text.as_bytes(), "a.tsv").remove(0)
    }

    fn set(row: &str, from: &str, to: &str) -> Step {
        Step::Set {
            form: 1,
            row: Some(row.to_owned()),
            field: "value".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    #[test]
    fn steps_begin_from_the_file_each_time_and_give_the_same() {
        let today = date(2026, 1, 15);
        let first = taken(document(), &[], today);
        let findings = first.verdict.forms[0].findings.iter();
        let mut offered = findings.filter(|finding| finding.fix.is_some());
        let id = offered.next().unwrap().id.clone();
        let steps = [Step::Accept { form: 1, id }, set("r4", "≥90%", "≥92%")];
        let one = taken(document(), &steps, today);
        let two = taken(document(), &steps, today);
        assert_eq!(one.after, two.after);
        assert!(one.refused.is_empty(), "{:?}", one.refused);
        assert_eq!(one.after.forms[0].indicators[3].value.raw, "≥92%");
        let changes = model::change::changes(&one.before.forms[0], &one.after.forms[0]);
        assert!(changes.len() > 1, "{changes:?}");
    }

    #[test]
    fn a_step_that_no_longer_fits_is_said_and_the_others_are_taken() {
        let steps = [set("r4", "≥80%", "≥92%"), set("r3", "≥98%", "≥99%")];
        let worked = taken(document(), &steps, date(2026, 1, 15));
        assert_eq!(worked.refused.len(), 1);
        assert_eq!(worked.after.forms[0].indicators[2].value.raw, "≥99%");
        assert_eq!(worked.after.forms[0].indicators[3].value.raw, "≥90%");
    }

    #[test]
    fn what_is_not_taken_names_its_cell() {
        let wrong = Step::Set {
            form: 1,
            row: None,
            field: "funds.annual_total".to_owned(),
            from: "7.2".to_owned(),
            to: "八万".to_owned(),
        };
        let worked = taken(document(), &[wrong], date(2026, 1, 15));
        assert_eq!(
            worked.refused,
            ["年度资金总额没有改成：“八万”不是金额，请写数字。这一格仍是“7.2”"]
        );
        assert!(worked.is_untaken(1, None, "funds.annual_total"));
        assert!(!worked.is_untaken(1, None, "funds.total"));
    }

    #[test]
    fn steps_on_forms_that_are_not_there_change_nothing() {
        let steps = [Step::Safe { form: 0 }, Step::Safe { form: 9 }];
        let worked = taken(document(), &steps, date(2026, 1, 15));
        assert_eq!(worked.before, worked.after);
    }

    #[test]
    fn only_cells_that_changed_and_exist_become_steps() {
        let document = document();
        let step = |name: &str, text: &str| cell(&document, name, text);
        assert_eq!(step("c.1.r4.value", "≥90%"), None);
        assert_eq!(
            step("c.1.r4.value", "≥92%"),
            Some(set("r4", "≥90%", "≥92%"))
        );
        for name in [
            "c.2.r4.value",
            "c.0.r4.value",
            "c.1.r9.value",
            "c.1.r4.class",
            "c.1",
            "secret",
        ] {
            assert_eq!(step(name, "≥92%"), None, "{name}");
        }
        assert!(step("c.1.-.goal.annual", "").is_some());
        assert!(step("c.1.-.funds.annual_total", "8").is_some());
    }
}
