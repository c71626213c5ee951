//! Which profile judges a form: the one with most conditions that hold, and the reason in words.

use super::{Profile, all, general};
use jiff::civil::Date;
use model::Form;

/// A choice and its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The profile.
    pub profile: &'static Profile,
    /// Which conditions held, in Chinese.
    pub why: String,
}

/// Chooses the compiled-in profile for a form: most conditions, then the newest in force, then `general`.
pub fn choose(form: &Form) -> Chosen {
    let best = all()
        .iter()
        .filter(|profile| is_current(profile, form))
        .flat_map(|profile| profile.conditions.iter().map(move |set| (profile, set)))
        .filter_map(|(profile, set)| Some((profile, set, set.reasons(form)?)))
        .max_by_key(|(profile, _, reasons)| {
            (reasons.len(), begun(profile, form), profile.in_force)
        });
    match best {
        Some((profile, set, mut reasons)) => {
            reasons.extend(set.note.clone());
            Chosen {
                profile,
                why: reasons.join("；"),
            }
        }
        None => Chosen {
            profile: general(),
            why: "未见专用口径的特征，按通用口径".to_owned(),
        },
    }
}

/// Whether the profile had not ended before the form's year.
fn is_current(profile: &Profile, form: &Form) -> bool {
    match (profile.until, form.fiscal_year) {
        (Some(until), Some(year)) => until.year() >= year,
        _ => true,
    }
}

/// Whether the profile was in force by the end of the form's year. An older form is still judged by the template it
/// follows, so this only breaks ties.
fn begun(profile: &Profile, form: &Form) -> bool {
    match (
        profile.in_force,
        form.fiscal_year
            .and_then(|year| Date::new(year, 12, 31).ok()),
    ) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Amount, Exact, FormKind, FundLine, Indicator, IndicatorClass};

    fn row(level1: &str, class: IndicatorClass, weight: Option<i64>) -> Indicator {
        Indicator {
            level1: Some(level1.into()),
            class: Some(class),
            weight: weight.map(Exact::from),
            ..Indicator::default()
        }
    }

    fn form(title: &str, department: &str, rows: Vec<Indicator>) -> Form {
        let mut form = Form {
            title: Some(title.into()),
            indicators: rows,
            ..Form::default()
        };
        form.department.name = Some(department.into());
        form
    }

    fn with_funds(mut form: Form, labels: &[&str]) -> Form {
        let line = |label: &&str| {
            let label = (*label).to_owned();
            FundLine::plain(label.clone(), vec![label], Amount::parse("", None, None))
        };
        form.funds.lines = labels.iter().map(line).collect();
        form
    }

    fn check(form: &Form) -> String {
        let chosen = choose(form);
        format!("{}：{}", chosen.profile.id, chosen.why)
    }

    fn older_tree() -> Vec<Indicator> {
        vec![
            row("产出指标", IndicatorClass::Cost, None),
            row("效益指标", IndicatorClass::Lasting, None),
        ]
    }

    #[test]
    fn a_form_without_marks_is_judged_by_general() {
        let plain = form("项目支出绩效目标申报表", "青陵市图书馆", older_tree());
        assert_eq!(check(&plain), "general：未见专用口径的特征，按通用口径");
        assert_eq!(
            check(&Form::default()),
            "general：未见专用口径的特征，按通用口径"
        );
    }

    #[test]
    fn central_departments_are_told_apart_by_their_tree() {
        let older = form("项目支出绩效目标申报表", "[105]教育部", older_tree());
        assert_eq!(
            check(&older),
            "central-2015：主管部门为“教育部”；成本指标列在产出指标下；无分值权重；表种为绩效目标表"
        );
        let newer = form(
            "项目支出绩效目标表",
            "教育部",
            vec![row("成本指标", IndicatorClass::Cost, Some(20))],
        );
        assert!(
            check(&newer).starts_with("central-2021：主管部门为“教育部”；"),
            "{}",
            check(&newer)
        );
    }

    #[test]
    fn a_word_inside_a_longer_one_is_no_department() {
        let local = form(
            "2025年青陵市教育部门项目支出绩效目标表",
            "青陵市教育局",
            older_tree(),
        );
        assert!(check(&local).starts_with("general"), "{}", check(&local));
        let local = form("项目支出绩效目标表", "教育部门", older_tree());
        assert!(check(&local).starts_with("general"), "{}", check(&local));
    }

    #[test]
    fn every_self_evaluation_is_judged_by_the_measure_of_2020() {
        let evaluation = Form {
            kind: FormKind::SelfEvaluation,
            ..Form::default()
        };
        assert_eq!(check(&evaluation), "eval-2020：表种为绩效自评表");
        let monitoring = Form {
            kind: FormKind::Monitoring,
            ..Form::default()
        };
        assert!(check(&monitoring).starts_with("general"));
    }

    #[test]
    fn the_template_with_two_fund_blocks_is_known_in_any_city() {
        let blocks = ["本级资金", "转移县（市、区）资金"];
        let city = form(
            "2025年青陵市本级部门项目支出预算绩效目标表",
            "青陵市图书馆",
            older_tree(),
        );
        assert!(check(&city).starts_with("general"), "{}", check(&city));
        assert_eq!(
            check(&with_funds(city, &blocks)),
            "ningxia-wuzhong-2024：标题含“项目支出预算绩效目标表”；资金含“本级资金”“转移县（市、区）资金”；\
             表种为绩效目标表；按表式选用，地区名称未参与判断"
        );
        let county = form(
            "2025年云岭县本级部门项目支出预算绩效目标表",
            "云岭县民政局",
            vec![],
        );
        let county = with_funds(county, &["本级资金", "转移乡镇资金"]);
        assert!(
            check(&county).starts_with("ningxia-wuzhong-2024"),
            "{}",
            check(&county)
        );
        let sources = with_funds(Form::default(), &["本级资金", "转移支付资金"]);
        assert!(
            check(&sources).starts_with("general"),
            "{}",
            check(&sources)
        );
        let untitled = with_funds(Form::default(), &blocks);
        assert!(
            check(&untitled).starts_with("ningxia-wuzhong-2024"),
            "{}",
            check(&untitled)
        );
    }

    #[test]
    fn the_name_of_the_region_is_named_where_it_stands() {
        let title = "2024年吴忠市本级部门项目支出预算绩效目标表";
        let with_name = with_funds(
            form(title, "", vec![]),
            &["本级资金", "转移县（市、区）资金"],
        );
        let text = check(&with_name);
        assert!(
            text.contains("标题含“吴忠市”") && !text.contains("按表式"),
            "{text}"
        );
    }

    #[test]
    fn an_ended_profile_is_left_out_and_ties_go_to_the_newest_in_force() {
        let mut profile = general().clone();
        profile.until = Some(jiff::civil::date(2023, 12, 31));
        let of = |year| Form {
            fiscal_year: Some(year),
            ..Form::default()
        };
        assert!(is_current(&profile, &of(2023)) && !is_current(&profile, &of(2024)));
        profile.in_force = Some(jiff::civil::date(2021, 8, 18));
        assert!(begun(&profile, &of(2021)) && !begun(&profile, &of(2020)));
    }
}
