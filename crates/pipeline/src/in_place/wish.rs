//! What two versions of the forms say differently, as wishes that can be fulfilled one by one, and the forms with some of them.

use super::Refused;
use model::change::{Change, changes, row_changes, row_pairs};
use model::text::squeezed;
use model::{Amount, Form, Goal, HeadField, Horizon, Indicator, Place};

/// One thing that is to be said differently.
#[derive(Clone)]
pub(super) struct Wish {
    /// The form, from 0.
    pub(super) form: usize,
    pub(super) target: Target,
    /// What of the form it changes.
    parts: Vec<Part>,
    /// The same in words.
    pub(super) changes: Vec<Change>,
    pub(super) at: Option<Place>,
}

/// What is to be written where.
#[derive(Clone)]
pub(super) enum Target {
    /// A row of the earlier version says what one of the later version says, by their numbers.
    Row { old: usize, new: usize },
    /// A row of the later version comes behind one of the earlier.
    Insert { after: Option<usize>, new: usize },
    /// A row of the earlier version goes.
    Delete { old: usize },
    /// A field that is found by its label.
    Labelled {
        field: HeadField,
        from: String,
        to: String,
    },
    /// A text whose place is known.
    Placed { from: String, to: String },
}

#[derive(Clone, Copy)]
enum Part {
    Head(HeadField),
    Goal(usize),
    Total,
    AnnualTotal,
    Line(usize),
    Rows,
}

impl Wish {
    /// The wish as it was not fulfilled.
    pub(super) fn refused(self, reason: &str) -> Vec<Refused> {
        let (form, at) = (self.form, self.at);
        let changes = self.changes.into_iter();
        changes
            .map(|change| Refused {
                form,
                change,
                at: at.clone(),
                reason: reason.to_owned(),
            })
            .collect()
    }
}

/// The wishes, and what is not for the original: columns that are not filled by the program.
pub(super) fn wishes(before: &[Form], after: &[Form]) -> (Vec<Wish>, Vec<Refused>) {
    let mut wishes = Vec::new();
    let mut refused = Vec::new();
    for (number, (old, new)) in before.iter().zip(after).enumerate() {
        let first = wishes.len();
        head(number, old, new, &mut wishes);
        rows(number, old, new, &mut wishes);
        let meant = with_some(old, new, &wishes[first..]);
        let rest = changes(&meant, new).into_iter();
        refused.extend(rest.map(|change| Refused {
            form: number,
            at: None,
            reason: format!(
                "“{}”这一栏不能在原件上自动改；请在原件里手工改",
                change.field
            ),
            change,
        }));
    }
    (wishes, refused)
}

/// The forms with these wishes fulfilled.
pub(super) fn with(before: &[Form], after: &[Form], wishes: &[Wish]) -> Vec<Form> {
    let pairs = before.iter().zip(after).enumerate();
    pairs
        .map(|(number, (old, new))| {
            let own = wishes.iter().filter(|wish| wish.form == number);
            with_some(old, new, &own.cloned().collect::<Vec<Wish>>())
        })
        .collect()
}

fn with_some(before: &Form, after: &Form, wishes: &[Wish]) -> Form {
    let mut form = before.clone();
    for part in wishes.iter().flat_map(|wish| &wish.parts) {
        match part {
            Part::Head(field) => {
                *field.of_mut(&mut form) = field.of(after).map(str::to_owned);
            }
            Part::Goal(number) => form.goals[*number] = after.goals[*number].clone(),
            Part::Total => form.funds.total.clone_from(&after.funds.total),
            Part::AnnualTotal => form
                .funds
                .annual_total
                .clone_from(&after.funds.annual_total),
            Part::Line(number) => {
                let (old, new) = (&mut form.funds.lines, &after.funds.lines);
                old[*number].amount = new[*number].amount.clone();
            }
            Part::Rows => {}
        }
    }
    form.indicators = with_rows(before, after, wishes);
    form
}

fn with_rows(before: &Form, after: &Form, wishes: &[Wish]) -> Vec<Indicator> {
    let targets = || wishes.iter().map(|wish| &wish.target);
    let added = |behind: Option<usize>| {
        let new = targets().filter_map(move |target| match target {
            Target::Insert { after, new } if *after == behind => Some(*new),
            _ => None,
        });
        new.map(|new| after.indicators[new].clone())
    };
    let mut rows: Vec<Indicator> = added(None).collect();
    for (number, row) in before.indicators.iter().enumerate() {
        let changed = targets().find_map(|target| match target {
            Target::Row { old, new } if *old == number => Some(Some(*new)),
            Target::Delete { old } if *old == number => Some(None),
            _ => None,
        });
        match changed {
            None => rows.push(row.clone()),
            Some(Some(new)) => rows.push(after.indicators[new].clone()),
            Some(None) => {}
        }
        rows.extend(added(Some(number)));
    }
    rows
}

/// Fields, goals and amounts.
fn head(number: usize, before: &Form, after: &Form, wishes: &mut Vec<Wish>) {
    for field in HeadField::ALL {
        let text = |form| field.of(form).unwrap_or_default().to_owned();
        let (from, to) = (text(before), text(after));
        if squeezed(&from) != squeezed(&to) {
            let change = said("项目", field.word(), &from, &to);
            let target = Target::Labelled { field, from, to };
            wishes.push(wish(number, target, Part::Head(field), change, None));
        }
    }
    if before.goals.len() == after.goals.len() {
        let goals = before.goals.iter().zip(&after.goals).enumerate();
        for (at, (old, new)) in goals.filter(|(_, (old, new))| old.horizon == new.horizon) {
            goal(number, at, old, new, wishes);
        }
    }
    let (old, new) = (&before.funds, &after.funds);
    let totals = [
        ("项目总额", Part::Total, &old.total, &new.total),
        (
            "年度资金总额",
            Part::AnnualTotal,
            &old.annual_total,
            &new.annual_total,
        ),
    ];
    for (word, part, old, new) in totals {
        if let (Some(old), Some(new)) = (old, new) {
            amount(number, ("项目", word), part, (old, new), wishes);
        }
    }
    if old.lines.len() == new.lines.len() {
        let lines = old.lines.iter().zip(&new.lines).enumerate();
        for (at, (old, new)) in lines.filter(|(_, (old, new))| old.path == new.path) {
            let path = old.path.join("/");
            let pair = (&old.amount, &new.amount);
            amount(number, (&path, "预算数"), Part::Line(at), pair, wishes);
        }
    }
}

fn goal(number: usize, at: usize, old: &Goal, new: &Goal, wishes: &mut Vec<Wish>) {
    let (from, to) = (old.text.clone(), new.text.clone());
    if squeezed(&from) == squeezed(&to) {
        return;
    }
    let subject = match old.horizon {
        Horizon::Annual => "年度总体目标",
        Horizon::Whole => "实施期总体目标",
    };
    let change = said(subject, "目标", &from, &to);
    let target = Target::Placed { from, to };
    wishes.push(wish(number, target, Part::Goal(at), change, old.at.clone()));
}

fn amount(
    number: usize,
    (subject, field): (&str, &'static str),
    part: Part,
    (old, new): (&Amount, &Amount),
    wishes: &mut Vec<Wish>,
) {
    let (from, to) = (old.raw.clone(), new.raw.clone());
    if squeezed(&from) == squeezed(&to) {
        return;
    }
    // An amount that counts twice stands in one cell.
    let same = wishes.iter_mut().find(|wish| {
        let alike = matches!(&wish.target, Target::Placed { from: own, to: new } if *own == from && *new == to);
        wish.form == number && wish.at == old.at && wish.at.is_some() && alike
    });
    if let Some(same) = same {
        same.parts.push(part);
        return;
    }
    let change = said(subject, field, &from, &to);
    let target = Target::Placed { from, to };
    wishes.push(wish(number, target, part, change, old.at.clone()));
}

fn rows(number: usize, before: &Form, after: &Form, wishes: &mut Vec<Wish>) {
    let pairs = pairs(before, after);
    let mut last = None;
    let mut found = Vec::new();
    for (new, old) in pairs.iter().enumerate() {
        let row = &after.indicators[new];
        let (target, changes, at) = match old {
            Some(old) => {
                last = Some(*old);
                let own = &before.indicators[*old];
                let changes = row_changes(Some(own), Some(row));
                (Target::Row { old: *old, new }, changes, own.place())
            }
            None => {
                let at = last.map(|last: usize| before.indicators[last].place());
                let changes = row_changes(None, Some(row));
                let target = Target::Insert { after: last, new };
                (target, changes, at.unwrap_or_default())
            }
        };
        found.push((target, changes, at));
    }
    for (old, row) in before.indicators.iter().enumerate() {
        if !pairs.contains(&Some(old)) {
            let changes = row_changes(Some(row), None);
            found.push((Target::Delete { old }, changes, row.place()));
        }
    }
    for (target, changes, at) in found {
        if !changes.is_empty() {
            wishes.push(Wish {
                form: number,
                target,
                parts: vec![Part::Rows],
                changes,
                at: at.into_iter().next(),
            });
        }
    }
}

/// For each row of the later version its row in the earlier one, in rising order: that of the same cells, else by what they say.
fn pairs(before: &Form, after: &Form) -> Vec<Option<usize>> {
    let has_cells = |row: &Indicator| !row.cells.name.is_empty() || !row.cells.value.is_empty();
    let known = after.indicators.iter().any(has_cells);
    let mut found: Vec<Option<usize>> = vec![None; after.indicators.len()];
    if !known {
        let index = |rows: &[Indicator], row: &Indicator| {
            rows.iter().position(|other| std::ptr::eq(other, row))
        };
        for (old, new) in row_pairs(before, after) {
            if let (Some(old), Some(new)) = (old, new)
                && let Some(new) = index(&after.indicators, new)
            {
                found[new] = index(&before.indicators, old);
            }
        }
    }
    let mut next = 0;
    for (number, row) in after.indicators.iter().enumerate() {
        let old = match known {
            true => (next..before.indicators.len())
                .find(|old| has_cells(row) && before.indicators[*old].cells == row.cells),
            // A row that went up the table is a new one there.
            false => found[number].filter(|old| *old >= next),
        };
        next = old.map_or(next, |old| old + 1);
        found[number] = old;
    }
    found
}

fn wish(form: usize, target: Target, part: Part, change: Change, at: Option<Place>) -> Wish {
    Wish {
        form,
        target,
        parts: vec![part],
        changes: vec![change],
        at,
    }
}

fn said(subject: &str, field: &'static str, from: &str, to: &str) -> Change {
    Change {
        subject: subject.to_owned(),
        field,
        from: from.to_owned(),
        to: to.to_owned(),
    }
}
