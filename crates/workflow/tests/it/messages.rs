//! What a person reads: sentences that say what is missing and what to do next, and words that stay.

use crate::helper::{actor, full, path_of, ready};
use std::collections::BTreeSet;
use workflow::{Action, AdjustmentReason, Facts, Mark, Record, Role, State, available, transition};

fn refused(from: State, what: Action, role: Role, facts: &Facts) -> String {
    let found = transition(from, what, &actor(role), facts, &path_of(from));
    found.unwrap_err().to_string()
}

#[test]
fn a_refusal_says_what_stands_in_the_way_and_what_can_be_done() {
    let facts = ready();
    assert_eq!(
        refused(
            State::AwaitingApproval,
            Action::Return,
            Role::FinanceBusiness,
            &facts
        ),
        "“待批复”的表现在不能“退回”；可以办理：批复"
    );
    assert_eq!(
        refused(
            State::AwaitingApproval,
            Action::Submit,
            Role::UnitHead,
            &facts
        ),
        "“待批复”的表现在不能“提交”；现在由主管部门审核、财政业务或财政绩效办理"
    );
    assert_eq!(
        refused(State::Archived, Action::Revise, Role::UnitHead, &facts),
        "“已归档”的表现在不能“修改”；这份表已经办结，只供查看"
    );
    assert_eq!(
        refused(State::Draft, Action::Submit, Role::UnitClerk, &facts),
        "“提交”不由单位经办办理；请交单位负责人办理"
    );
    assert_eq!(
        refused(State::Draft, Action::Submit, Role::SystemAdmin, &facts),
        "系统管理员不办理业务事项；请由办理该项业务的人员登录后办理"
    );
    assert_eq!(
        refused(
            State::Passed,
            Action::Forward,
            Role::FinanceBusiness,
            &facts
        ),
        "当前口径没有“转待批复”这一步；请改为“下达控制数”"
    );
    let other = transition(
        State::Received,
        Action::Settle,
        &actor(Role::FinanceBusiness),
        &facts,
        &full(2, true),
    );
    assert_eq!(
        other.unwrap_err().to_string(),
        "当前口径采用完整流程，“已收”属于助审；需要时请在口径的 [workflow] 中修改 kind"
    );
}

#[test]
fn no_sentence_blames_and_each_says_what_to_do_next() {
    // With nothing known, with trouble everywhere, and with a key project, each guard speaks at least once.
    let trouble = Facts {
        certified_by: Some(crate::helper::OTHER),
        reviewed_by: vec![crate::helper::OTHER],
        errors: 1,
        blanks: 1,
        unanswered: 1,
        unexplained_items: 1,
        unscored_rows: 1,
        missing_explanations: 1,
        amount_changed: true,
        money_moves: true,
        published: true,
        key_project: true,
        secret: true,
        score_gap: Some(model::Exact::from(30)),
        returns: 9,
        listed_changes: 1,
        ..Facts::default()
    };
    let mut said = BTreeSet::new();
    for facts in [Facts::default(), trouble] {
        for &from in State::ALL {
            for &role in Role::ALL {
                let mut path = path_of(from);
                path.after_rounds = workflow::AfterRounds::Decide;
                for offer in available(from, &actor(role), &facts, &path) {
                    said.extend(offer.missing.iter().map(ToString::to_string));
                }
                for &what in Action::ALL {
                    if let Err(refusal) = transition(from, what, &actor(role), &facts, &path) {
                        said.insert(refusal.to_string());
                    }
                }
            }
        }
    }
    assert!(said.len() > 60, "{}", said.len());
    for sentence in said {
        for word in ["口号", "照抄", "冒充", "粘贴", "一律", "错误", "您", "你"] {
            assert!(!sentence.contains(word), "{sentence}");
        }
        assert_eq!(sentence.matches('；').count(), 1, "{sentence}");
        assert!(!sentence.ends_with(['。', '；']), "{sentence}");
    }
}

#[test]
fn keys_come_back_are_unique_and_are_those_of_serde() {
    macro_rules! holds {
        ($($name:ident),*) => {$(
            let mut seen = BTreeSet::new();
            for &one in $name::ALL {
                assert_eq!($name::from_key(one.key()), Some(one));
                assert!(seen.insert(one.key()) && seen.insert(one.word()), "{}", one.word());
                let json = serde_json::to_string(&one).unwrap();
                assert_eq!(json, format!("\"{}\"", one.key()));
                assert_eq!(serde_json::from_str::<$name>(&json).unwrap(), one);
            }
            assert_eq!($name::from_key("nothing"), None);
        )*};
    }
    holds!(State, Action, Role, Record, Mark, AdjustmentReason);
}

#[test]
fn the_glossary_has_the_words_of_the_screen() {
    let glossary = include_str!("../../../../docs/glossary.md");
    let mut terms: Vec<(&str, String)> = Vec::new();
    terms.extend(
        State::ALL
            .iter()
            .map(|one| (one.word(), format!("{one:?}"))),
    );
    terms.extend(
        Action::ALL
            .iter()
            .map(|one| (one.word(), format!("{one:?}"))),
    );
    terms.extend(Role::ALL.iter().map(|one| (one.word(), format!("{one:?}"))));
    for (word, name) in terms {
        assert!(
            glossary.contains(&format!("| {word} | `{name}` |")),
            "{word} {name}"
        );
    }
}

#[test]
fn clauses_are_named_where_one_is_known() {
    let key = |action: Action| action.cites().map(|key| key.as_str());
    assert_eq!(key(Action::GradePoor), Some("R88-25"));
    assert_eq!(key(Action::Approve), Some("R88-27"));
    assert_eq!(key(Action::StartMonitoring), None);
}
