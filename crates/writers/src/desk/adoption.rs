//! 意见采纳情况表: every opinion with what became of it.

use super::{head, row, titled};
use crate::paper::{Cell, Kind, Paper};
use model::Form;

/// What became of an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The returned form no longer shows it.
    Settled,
    /// It still does.
    Open,
    /// It does for the first time.
    Fresh,
    /// It was asked in a reviewer's own words: a person has to look.
    Look,
}

impl Outcome {
    /// The word on screen and paper.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Settled => "已落实",
            Outcome::Open => "未落实",
            Outcome::Fresh => "新问题",
            Outcome::Look => "请人看",
        }
    }
}

/// An opinion with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What became of it.
    pub outcome: Outcome,
    /// Where it stands: a row or field.
    pub place: String,
    /// The opinion.
    pub opinion: String,
    /// What was changed there; empty where nothing was.
    pub change: String,
}

/// The list of opinions on a form.
pub fn adoption(form: &Form, taken: &[Taken]) -> Paper {
    let mut paper = titled("审核意见采纳情况表", &[6, 26, 48, 12, 34, 20]);
    paper.line[0] = crate::head::name(form).to_owned();
    paper.line[2] = form.office().unwrap_or_default().to_owned();
    paper.rows.push(head(&[
        "序号",
        "位置",
        "意见",
        "采纳情况",
        "修改内容",
        "未采纳的理由",
    ]));
    for (number, one) in (1..).zip(taken) {
        paper.rows.push(row(vec![
            Cell::new(Kind::Short, number.to_string()),
            Cell::new(Kind::Text, one.place.as_str()),
            Cell::new(Kind::Text, one.opinion.as_str()),
            Cell::new(Kind::Short, one.outcome.word()),
            Cell::new(Kind::Text, one.change.as_str()),
            Cell::new(Kind::Text, ""),
        ]));
    }
    let count = |outcome: Outcome| taken.iter().filter(|one| one.outcome == outcome).count();
    let (settled, open, look) = (
        count(Outcome::Settled),
        count(Outcome::Open),
        count(Outcome::Look),
    );
    let looked = match look {
        0 => String::new(),
        look => format!("，需人工判断{look}条"),
    };
    paper.below.push(format!(
        "原有意见{}条，已落实{settled}条，未落实{open}条{looked}；修改后新出现{}条。",
        settled + open + look,
        count(Outcome::Fresh)
    ));
    paper
}
