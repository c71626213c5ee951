//! The goals: what was to be reached, and beside it what was.

use super::{Cell, Kind, Paper, Shows};
use law::profile::Template;
use model::{Form, FormKind, Horizon};

pub(super) fn write(form: &Form, template: &Template, paper: &mut Paper) {
    let columns = paper.columns.len();
    for goal in &form.goals {
        let label = match goal.horizon {
            Horizon::Annual if form.kind == FormKind::Target => "年度总体绩效目标",
            Horizon::Annual => "年度总体目标",
            Horizon::Whole => "实施期总体目标",
        };
        let label = Cell::new(Kind::Label, template.head(label));
        let Some(result) = &goal.result else {
            paper.push(vec![
                label,
                Cell::new(Kind::Text, goal.text.as_str())
                    .across(columns - 1)
                    .at(goal.at.as_ref()),
            ]);
            continue;
        };
        let left = (columns - 1) / 2;
        let halves = [left, columns - 1 - left];
        let row = |kind: Kind, texts: [&str; 2]| -> Vec<Cell> {
            let cells = texts.into_iter().zip(halves);
            cells
                .map(|(text, across)| Cell::new(kind, text).across(across))
                .collect()
        };
        let mut cells = vec![label.down(2)];
        cells.extend(row(Kind::Label, ["预期目标", "实际完成情况"]));
        paper.push(cells);
        let mut cells = row(Kind::Text, [&goal.text, result]);
        if let Some(place) = &goal.at {
            cells[0].shows = Shows::At(place.clone());
        }
        paper.push(cells);
    }
}
