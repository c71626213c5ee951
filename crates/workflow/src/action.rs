//! What can be done with a form.

use crate::words::words;
use law::regulation::{Key, cite};
use serde::{Deserialize, Serialize};

/// One thing that a person does. What it leads to depends on the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 助审: take a form in from a file.
    Receive,
    /// 助审: send the opinions out.
    SendOpinions,
    /// 助审: take the returned form back in.
    TakeBack,
    /// 助审: nothing more to say.
    Settle,
    /// 助审: look at a settled form again.
    Reopen,
    /// Enter a form, also for a unit (代录入). It certifies nothing.
    Enter,
    /// Save changes.
    Revise,
    /// Certify and hand in.
    Submit,
    /// Let it go on.
    Pass,
    /// Send it back with opinions.
    Return,
    /// Grade 优: it goes on.
    GradeExcellent,
    /// Grade 良: it is completed together.
    GradeGood,
    /// Grade 中: it is revised and handed in again.
    GradeMedium,
    /// Grade 差: it does not enter the next step of the budget.
    GradePoor,
    /// Begin a new form in place of one that was not admitted.
    DeclareAnew,
    /// 一下: give the control figure.
    ControlFigure,
    /// One round, or a project added during the year: on to the approval.
    Forward,
    /// Approve with the budget.
    Approve,
    /// Publish.
    Publish,
    /// Ask for a change of the approved target.
    RequestAdjustment,
    /// Agree to it: a new version is locked.
    ApproveAdjustment,
    /// Do not agree: the version in force goes on.
    RefuseAdjustment,
    /// Begin a monitoring period.
    StartMonitoring,
    /// Fill in actuals: of monitoring, of the self-evaluation, of what was put right.
    Fill,
    /// Require that something is put right.
    OrderRectification,
    /// It was put right.
    CloseRectification,
    /// Begin the self-evaluation.
    StartEvaluation,
    /// Re-check the points of a self-evaluation.
    CheckScores,
    /// Make the self-evaluation final.
    Finalise,
    /// Put it away.
    Archive,
    /// End the project early; the money goes back.
    Terminate,
}

words! { Action {
    Receive "receive" "收件",
    SendOpinions "send_opinions" "发出意见",
    TakeBack "take_back" "收回重报件",
    Settle "settle" "复核完毕",
    Reopen "reopen" "重新打开",
    Enter "enter" "录入",
    Revise "revise" "修改",
    Submit "submit" "提交",
    Pass "pass" "审核同意",
    Return "return" "退回",
    GradeExcellent "grade_excellent" "评为优",
    GradeGood "grade_good" "评为良",
    GradeMedium "grade_medium" "评为中",
    GradePoor "grade_poor" "评为差",
    DeclareAnew "declare_anew" "重新申报",
    ControlFigure "control_figure" "下达控制数",
    Forward "forward" "转待批复",
    Approve "approve" "批复",
    Publish "publish" "公开",
    RequestAdjustment "request_adjustment" "申请调整",
    ApproveAdjustment "approve_adjustment" "同意调整",
    RefuseAdjustment "refuse_adjustment" "不同意调整",
    StartMonitoring "start_monitoring" "开始监控",
    Fill "fill" "填报",
    OrderRectification "order_rectification" "要求整改",
    CloseRectification "close_rectification" "办结整改",
    StartEvaluation "start_evaluation" "开始自评",
    CheckScores "check_scores" "抽查复核",
    Finalise "finalise" "自评办结",
    Archive "archive" "归档",
    Terminate "terminate" "终止项目",
}}

impl Action {
    /// The clause that speaks of it, where one is known. Whether it binds and whether its number may be printed is known to `law`.
    pub const fn cites(self) -> Option<Key> {
        Some(match self {
            Action::GradeExcellent
            | Action::GradeGood
            | Action::GradeMedium
            | Action::GradePoor => cite("R88-25"),
            Action::Submit | Action::Pass | Action::Return => cite("R88-26"),
            Action::Approve => cite("R88-27"),
            Action::RequestAdjustment | Action::ApproveAdjustment | Action::RefuseAdjustment => {
                cite("R88-28")
            }
            Action::Publish => cite("RYSF-14"),
            _ => return None,
        })
    }
}
