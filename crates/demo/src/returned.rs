//! Forms as they come back: some points mended, some not, some new, and at times an amount changed that nobody asked about.

use crate::defects::{Defect, another};
use crate::plan::Plan;
use crate::project::{Project, Stage, Stream};
use model::{Form, IndicatorClass as Class};

/// A form as it came back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// The form.
    pub form: Form,
    /// The name of its file, without an ending: seldom the one it was declared with.
    pub file_name: String,
    /// What was mended in this round.
    pub mended: Vec<Defect>,
    /// What is still wrong.
    pub open: Vec<Defect>,
    /// What was not wrong before.
    pub new: Vec<Defect>,
    /// What was changed beside the opinions, in this round or before.
    pub quiet: Option<Quiet>,
}

/// A change beside the opinions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quiet {
    /// A price went up, and the amount with it.
    Dearer,
    /// Less is done, for less money.
    Fewer,
    /// A rate that is to be reached went down.
    LowerTarget,
    /// Own money was put down as other money.
    OtherSource,
}

impl Project<'_> {
    /// The form as it comes back after the opinions of round `round`, counted from 1; none where nothing was open.
    pub fn returned(&self, round: u8) -> Option<Returned> {
        let mut plan = self.plan.clone();
        let mut quiet = None;
        let (mut open, mut mended, mut new) = (self.defects.clone(), Vec::new(), Vec::new());
        for round in 1..=round {
            let mut random = self.random(Stream::Returned, u64::from(round));
            open.append(&mut new);
            if open.is_empty() {
                return None;
            }
            // After the third round nothing is left.
            let (now, still): (Vec<_>, Vec<_>) =
                open.drain(..).partition(|_| round > 2 || random.chance(70));
            (mended, open) = (now, still);
            let all: Vec<Defect> = open.iter().chain(&mended).copied().collect();
            if round == 1 && random.chance(12) {
                new.extend(another(&all, &plan, &mut random));
            }
            if quiet.is_none() && random.chance(14) {
                quiet = change(&mut plan, random.below(4));
            }
        }
        let mut all: Vec<Defect> = open.iter().chain(&new).copied().collect();
        all.sort_unstable();
        let form = self.with(&plan, &all);
        // What another defect hides is no change that anybody could see.
        let quiet = quiet.filter(|_| form != self.with(&self.plan, &all));
        (round > 0).then(|| Returned {
            form,
            file_name: self.returned_name(round),
            mended,
            open,
            new,
            quiet,
        })
    }

    /// How many rounds it has come back by now.
    pub fn rounds(&self) -> u8 {
        match self.stage {
            Stage::ReturnedOnce => 1,
            Stage::Settled => (1..=4)
                .take_while(|round| self.returned(*round).is_some())
                .last()
                .unwrap_or(0),
            _ => 0,
        }
    }

    fn returned_name(&self, round: u8) -> String {
        let first = self.file_name();
        match self.random(Stream::File, 1 + u64::from(round)).below(5) {
            0 => first,
            1 => format!("{first}（修改后）"),
            2 => format!("{}绩效目标表-终稿{round}", self.name),
            3 => format!("新建文档{}", 2 + self.number % 90),
            _ => format!("（第{round}次报回）{}", self.unit.name),
        }
    }
}

/// A change that the plan admits.
fn change(plan: &mut Plan, kind: usize) -> Option<Quiet> {
    let item = plan.items.first_mut()?;
    match kind {
        0 => {
            item.price += (item.price / 12).max(1);
            Some(Quiet::Dearer)
        }
        1 if item.count >= 10 => {
            item.count -= item.count / 10;
            Some(Quiet::Fewer)
        }
        2 => {
            let mut rows = plan.rows.iter_mut();
            let rate = rows.find(|row| {
                row.class == Class::Satisfaction && ["≥90%", "≥92%"].contains(&row.value.as_str())
            })?;
            rate.value = "≥85%".to_owned();
            Some(Quiet::LowerTarget)
        }
        3 if plan.shares.0 == 0 => {
            plan.shares.0 = 15;
            Some(Quiet::OtherSource)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_come_to_an_end_and_the_last_form_is_clean() {
        let city = crate::city(2026);
        for project in city.projects(300).filter(|one| !one.defects.is_empty()) {
            let rounds: Vec<Returned> =
                (1..=4).map_while(|round| project.returned(round)).collect();
            let last = rounds.last().expect("a form with defects comes back");
            assert!(last.open.is_empty() && last.new.is_empty() && rounds.len() <= 3);
            if last.quiet.is_none() {
                assert_eq!(last.form, project.clean());
            }
        }
    }

    #[test]
    fn a_quiet_change_is_beyond_what_was_mended() {
        let city = crate::city(2026);
        let mut seen = 0;
        for project in city.projects(300) {
            if let Some(back) = project.returned(1)
                && back.quiet.is_some()
            {
                let open: Vec<Defect> = back.open.iter().chain(&back.new).copied().collect();
                assert_ne!(back.form, project.with(&project.plan, &open));
                seen += 1;
            }
        }
        assert!(seen > 5, "{seen}");
    }
}
