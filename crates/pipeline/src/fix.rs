//! Offered repairs put into a form: the safe ones first, one a row in a pass, then checked again.

use crate::{Options, check_form};
use model::edit::{apply, renumber};
use model::{Finding, Form, Safety};
use std::collections::{BTreeSet, HashSet};

/// Passes of checking and mending; what is left then is left to a person.
const PASSES: usize = 5;

/// Which repairs are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accept {
    /// Those that only rewrite what is there.
    Safe,
    /// All that are offered.
    All,
    /// Those of these findings, by their fingerprints.
    These(BTreeSet<String>),
}

/// A form with repairs in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// The form.
    pub form: Form,
    /// The findings whose repairs were taken, in that order.
    pub taken: Vec<Finding>,
    /// Findings whose repairs could not be taken, with the reason.
    pub refused: Vec<(Finding, String)>,
}

/// The form with the accepted repairs. Places that the reading inferred are never touched.
pub fn fix(form: &Form, options: &Options, accept: &Accept) -> Fixed {
    let mut fixed = Fixed {
        form: form.clone(),
        taken: Vec::new(),
        refused: Vec::new(),
    };
    for _ in 0..PASSES {
        if !pass(&mut fixed, options, accept) {
            break;
        }
    }
    fixed
}

/// One pass; false when it took nothing.
fn pass(fixed: &mut Fixed, options: &Options, accept: &Accept) -> bool {
    let verdict = check_form(&fixed.form, options);
    let mut offered: Vec<&Finding> = verdict
        .findings
        .iter()
        .filter(|finding| !finding.inferred && accepts(accept, finding))
        .collect();
    let rank = |finding: &&Finding| {
        let fix = finding.fix.as_ref();
        fix.is_none_or(|fix| fix.safety != Safety::Safe)
    };
    offered.sort_by_key(rank);
    let dates = law::calendar::dates(fixed.form.fiscal_year);
    let mut touched: HashSet<Option<&str>> = HashSet::new();
    let mut took = false;
    for finding in offered {
        let Some(fix) = &finding.fix else { continue };
        let seen = fixed
            .refused
            .iter()
            .any(|(known, _)| known.id == finding.id);
        if seen || !touched.insert(finding.row.as_deref()) {
            continue;
        }
        match apply(&fixed.form, &fix.edits, dates) {
            Ok(form) => {
                fixed.form = form;
                fixed.taken.push(finding.clone());
                took = true;
            }
            Err(reason) => fixed.refused.push((finding.clone(), reason)),
        }
    }
    renumber(&mut fixed.form);
    took
}

fn accepts(accept: &Accept, finding: &Finding) -> bool {
    let Some(fix) = &finding.fix else {
        return false;
    };
    match accept {
        Accept::Safe => fix.safety == Safety::Safe,
        Accept::All => true,
        Accept::These(ids) => ids.contains(&finding.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form() -> Form {
        let text = "2026年项目支出绩效目标表\n单位：万元\n项目名称\t护林员培训\n主管部门\t云泽市林草局\t实施单位\t云泽市林业站\n项目资金\t年度资金总额\t7.2\n年度总体目标\t2026年10月底前培训护林员160人，合格率95%以上。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训护林员160人\t100%\n产出指标\t时效指标\t培训10月底前完成\t100%\n效益指标\t社会效益指标\t火情处置及时率\t≥98%\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n";
        crate::read(text.as_bytes(), "a.tsv")
            .remove(0)
            .forms
            .remove(0)
    }

    #[test]
    fn all_repairs_leave_none_to_offer_and_safe_ones_are_fewer() {
        let options = Options::on(date(2026, 1, 15));
        let all = fix(&form(), &options, &Accept::All);
        assert!(!all.taken.is_empty());
        assert!(all.refused.is_empty(), "{:?}", all.refused);
        let again = fix(&all.form, &options, &Accept::All);
        assert!(again.taken.is_empty(), "{:?}", again.taken);
        let safe = fix(&form(), &options, &Accept::Safe);
        assert!(safe.taken.len() <= all.taken.len());
    }

    #[test]
    fn only_what_was_accepted_changes() {
        let options = Options::on(date(2026, 1, 15));
        let offered = check_form(&form(), &options).findings;
        let one = offered
            .iter()
            .find(|finding| finding.fix.is_some())
            .unwrap();
        let accept = Accept::These([one.id.clone()].into());
        let fixed = fix(&form(), &options, &accept);
        assert_eq!(fixed.taken.len(), 1);
        let changes = model::change::changes(&form(), &fixed.form);
        assert!(!changes.is_empty());
        let none = fix(&form(), &options, &Accept::These(BTreeSet::new()));
        assert_eq!(none.form, form());
    }
}
