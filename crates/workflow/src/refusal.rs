//! Why a step cannot be taken: what is missing and what to do next, in Chinese. It speaks of the form, never of its author.

use crate::{Action, Role, State, Workflow};

/// A step that cannot be taken now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role takes no part in business.
    #[error("{role}不办理业务事项；请由办理该项业务的人员登录后办理")]
    NoBusiness {
        /// The role.
        role: Role,
    },
    /// The profile runs the other workflow.
    #[error("当前口径采用{}，“{state}”属于{}；需要时请在口径的 [workflow] 中修改 kind", .runs.word(), .state.workflow().word())]
    OtherWorkflow {
        /// Where the form stands.
        state: State,
        /// The workflow of the profile.
        runs: Workflow,
    },
    /// The action does not exist in this state.
    #[error("“{state}”的表现在不能“{action}”；{}", what_next(.next, .others))]
    NotHere {
        /// Where the form stands.
        state: State,
        /// What was wanted.
        action: Action,
        /// What the role can do here.
        next: Vec<Action>,
        /// Who can do something here, where the role cannot.
        others: Vec<Role>,
    },
    /// The path of the profile has no such step.
    #[error("当前口径没有“{action}”这一步；请改为“{instead}”")]
    NotOnPath {
        /// What was wanted.
        action: Action,
        /// What the path has in its place.
        instead: Action,
    },
    /// Another role does it.
    #[error("“{action}”不由{role}办理；请交{}办理", list(.by, "或"))]
    NotYours {
        /// What was wanted.
        action: Action,
        /// The role.
        role: Role,
        /// Who does it.
        by: Vec<Role>,
    },
    /// One person would certify and review.
    #[error(
        "这份表的提交和审核会成为同一人；请由另一人办理，或在口径中允许一人兼任（single_reviewer）"
    )]
    SameHand,
    /// Findings at error level are left.
    #[error("还有{0}处必改的问题；请逐处修改，或逐处写明保留的理由后再办理")]
    ErrorsLeft(u32),
    /// Marked blanks are left.
    #[error("还有{0}处待填的空格（＿＿）；请填写，或逐处写明暂不填写的理由后再办理")]
    BlanksLeft(u32),
    /// Opinions are not answered.
    #[error("还有{0}条意见没有答复；请逐条填写修改情况或说明后再办理")]
    Unanswered(u32),
    /// Opinions are not answered and no reason is written.
    #[error("还有{0}条意见没有落实或答复；请到“意见”再发给单位，或写明不再等待的理由")]
    StillOpen(u32),
    /// Points are not decided.
    #[error("还有{0}条要点没有定；请逐条或按同类问题定为提意见或不提后再办理")]
    Undecided(u32),
    /// No opinion names a row.
    #[error("还没有写明行次的意见；请至少写一条意见，并注明所指的行")]
    NoOpinion,
    /// No reason is written.
    #[error("还没有填写理由；请写明理由后再“{0}”")]
    NoReason(Action),
    /// It was returned as often as the path allows.
    #[error("这份表在本环节已退回{0}次，达到口径规定的轮次；请作出审核决定，不再退回")]
    RoundsUsed(u32),
    /// A key project without a grade.
    #[error("重点项目须先按审核表评定等级；请填写{0}项审核内容后评为优、良、中或差")]
    KeyNeedsGrade(usize),
    /// Items of the review sheet are not marked.
    #[error("重点项目审核表已填{marked}项，应填{of}项；请补齐其余各项后再评定等级")]
    SheetIncomplete {
        /// How many are marked.
        marked: u32,
        /// How many there are.
        of: usize,
    },
    /// Items below 优 have no reason.
    #[error("还有{0}项低于优而没有写明理由；请逐项写明后再办理")]
    ItemsUnexplained(u32),
    /// Completed together, but no change is listed.
    #[error("还没有列出商定修改的内容；请先列出改动的字段，并由双方确认")]
    NoChangesListed,
    /// One side did not accept the changes.
    #[error("商定的改动还需{0}确认；请确认后再办理")]
    ChangesNotAccepted(&'static str),
    /// An amount was changed and nothing that hangs on it was looked at again.
    #[error("金额有改动，成本指标和数量指标还没有随之复核；请核对单价、数量与金额后再提交")]
    NotRechecked,
    /// No control figure is given.
    #[error("还没有填写控制数；请填写后再下达")]
    NoControlFigure,
    /// Number or date of the approval is missing.
    #[error("还缺少批复的{0}；请补填后再办理")]
    NoApproval(&'static str),
    /// The department cannot approve this one.
    #[error("只有二级项目由主管部门批复，重点项目除外；请交财政部门办理")]
    FinanceApproves,
    /// Personal data were not looked for.
    #[error("还没有核查个人信息；请先完成公开前核查，去除姓名、证件号码、电话等内容")]
    NotScreened,
    /// A secret.
    #[error("涉密项目不公开；请按保密规定办理")]
    Secret,
    /// The version in force is published.
    #[error("现行版本已经公开，不必再次公开；内容调整并批复后可公开新版本")]
    AlreadyPublished,
    /// Why the target is to be changed is not said.
    #[error("还没有选择调整的原因；请选择一类原因并写明情况")]
    NoAdjustmentReason,
    /// Money moves without a document.
    #[error("调整涉及资金，还缺少预算调整的依据文件；请填写文件名称和文号")]
    NoBudgetDocument,
    /// The department did not agree yet.
    #[error("主管部门还没有签署意见；请先交主管部门审核同意")]
    NotEndorsed,
    /// The notice of a monitoring period is not complete.
    #[error("监控通知还缺少{0}；请补填后再开始监控")]
    NoPeriod(&'static str),
    /// No date is set.
    #[error("还没有填写完成期限；请填写后再“{0}”")]
    NoDeadline(Action),
    /// The unit did not answer yet.
    #[error("单位还没有填报整改情况；请待填报后再办结")]
    NoAnswer,
    /// The year is not over.
    #[error("预算年度还没有结束；请在年度终了后开始自评")]
    YearNotOver,
    /// Rows are not scored.
    #[error("还有{0}行没有评分；请填写得分，或标明不适用")]
    RowsUnscored(u32),
    /// Explanations are missing.
    #[error("还有{0}行需要说明原因；请填写偏差原因或未完成原因后再提交")]
    ExplanationsMissing(u32),
    /// Nothing was re-checked.
    #[error("还没有填写复核得分；请填写后再保存抽查结果")]
    NotRescored,
    /// The re-check differs too much.
    #[error("复核得分与自评得分相差{gap}分，达到口径规定的{limit}分；请写明差异后退回单位修改")]
    GapTooLarge {
        /// The gap in 分.
        gap: model::Exact,
        /// The limit of the profile.
        limit: model::Exact,
    },
    /// The returned file belongs to no form yet.
    #[error("还没有确认重报件对应哪一份表；请按项目编码核对，或从候选中选定")]
    NotMatched,
}

fn list<T: std::fmt::Display>(all: &[T], last: &str) -> String {
    let words: Vec<String> = all.iter().map(T::to_string).collect();
    match words.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join("、")),
        Some((end, _)) => end.clone(),
        None => String::new(),
    }
}

fn what_next(actions: &[Action], others: &[Role]) -> String {
    match (actions, others) {
        ([], []) => "这份表已经办结，只供查看".to_owned(),
        ([], others) => format!("现在由{}办理", list(others, "或")),
        (actions, _) => format!("可以办理：{}", list(actions, "、")),
    }
}
