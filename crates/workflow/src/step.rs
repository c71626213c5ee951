//! A step: where the form goes and what has to be kept of it.

use crate::words::words;
use crate::{Action, State};
use serde::{Deserialize, Serialize};

/// A step that may be taken. The caller writes it down; actor, role, time, from and to are written with every step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub action: Action,
    /// Where the form stood.
    pub from: State,
    /// Where it stands now.
    pub to: State,
    /// Whether the version at hand is locked: it is never edited again, a change makes another version.
    pub locks: bool,
    /// Whether the actor certifies the form by it. Entering a form for a unit never does.
    pub certifies: bool,
    /// Whether it counts as a return.
    pub returns: bool,
    /// The first state of another form that begins with a link to this one.
    pub opens: Option<State>,
    /// Working days in which an answer is due; see [`due`](crate::due()). A person may set another date.
    pub reply_within: Option<u32>,
    /// What has to be recorded beside it.
    pub records: &'static [Record],
    /// What is said on the form and in the log.
    pub marked: Vec<Mark>,
}

/// Something that has to be recorded with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// The file that a form came from, and who entered it.
    SourceFile,
    /// The hash of what the form says.
    ContentHash,
    /// What the check said, with rules version and profile version.
    CheckerReport,
    /// The opinions.
    Opinion,
    /// By when an answer is due.
    DueDate,
    /// The review sheet.
    ReviewSheet,
    /// The written reason.
    Reason,
    /// What differs from the version before.
    Diff,
    /// The form that this one replaces.
    LinkToOld,
    /// The control figure.
    ControlFigure,
    /// Number and date of the approval.
    Approval,
    /// Address, time, format and hash of what was published.
    Publication,
    /// Before, after and reason of a change.
    AdjustmentTable,
    /// Period, cut-off day and deadline.
    Notice,
    /// Actuals to date and forecast.
    MonitoringSheet,
    /// What is to be put right.
    Requirement,
    /// What was done about it.
    Answer,
    /// Version in force, adjusted budget and executed amount, frozen.
    Frozen,
    /// The points, row by row.
    ScoreSheet,
    /// Name, date and source of the evidence.
    EvidenceList,
    /// The points of the re-check and the gap.
    Rescore,
}

words! { Record {
    SourceFile "source_file" "来源文件",
    ContentHash "content_hash" "内容摘要值",
    CheckerReport "checker_report" "核对结果",
    Opinion "opinion" "意见",
    DueDate "due_date" "答复期限",
    ReviewSheet "review_sheet" "审核表",
    Reason "reason" "理由",
    Diff "diff" "改动对照",
    LinkToOld "link_to_old" "原表链接",
    ControlFigure "control_figure" "控制数",
    Approval "approval" "批复文号和日期",
    Publication "publication" "公开记录",
    AdjustmentTable "adjustment_table" "调整表",
    Notice "notice" "监控通知",
    MonitoringSheet "monitoring_sheet" "监控表",
    Requirement "requirement" "整改要求",
    Answer "answer" "整改情况",
    Frozen "frozen" "自评基准",
    ScoreSheet "score_sheet" "评分表",
    EvidenceList "evidence_list" "佐证清单",
    Rescore "rescore" "复核得分",
}}

/// Something unusual about a step that is said on the form and in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// One person certified and reviewed, as the profile allows.
    SingleReviewer,
    /// It was returned more often than the profile foresees.
    RoundsExceeded,
    /// Findings or blanks stay with a written reason.
    Overridden,
    /// Items without a mark were graded 优 by a button that a person pressed.
    RestAsExcellent,
    /// Opinions stayed unanswered, with a written reason.
    Unanswered,
}

words! { Mark {
    SingleReviewer "single_reviewer" "提交与审核为同一人",
    RoundsExceeded "rounds_exceeded" "退回已超过规定轮次",
    Overridden "overridden" "有问题注明理由后保留",
    RestAsExcellent "rest_as_excellent" "其余条目按未发现问题记优",
    Unanswered "unanswered" "有意见未答复，已注明理由",
}}
