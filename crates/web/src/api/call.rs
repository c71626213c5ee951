//! What a call is: its route, its door, and the words that describe it.

use super::ROOT;
use super::describe::Draw;
use crate::App;
use crate::guard::rights::Right;
use axum::routing::MethodRouter;

/// Who may use a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody, without a token.
    Open,
    /// Anybody where self-check is on, counted by address; always with a token.
    SelfCheck,
    /// A token of an account whose role has this right.
    May(Right),
}

/// What a call is asked with, in the address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Param {
    /// Its name; in braces in the path, else behind the question mark.
    pub name: &'static str,
    /// `string`, `integer` or `boolean`.
    pub kind: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// What a call answers when it did what was asked.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    /// The status.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// Draws the schema; none for text.
    pub schema: Option<Draw>,
    /// What it is.
    pub about: &'static str,
    /// Whether it carries an ETag and answers `If-None-Match`.
    pub tagged: bool,
}

/// One call.
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// The path below `/api/v1`.
    pub path: &'static str,
    /// Who may use it.
    pub door: Door,
    /// What it does, in a few words.
    pub title: &'static str,
    /// What else is to be known.
    pub(crate) about: &'static str,
    /// What it is asked with.
    pub(crate) params: &'static [Param],
    /// The media types of its body.
    pub(crate) body: &'static [&'static str],
    /// What it answers.
    pub(crate) answer: Answer,
    /// Statuses of its own refusals, besides those that its door brings.
    pub(crate) refusals: &'static [u16],
    /// How it is called with curl, behind the address of the server.
    pub(crate) example: &'static str,
    /// The handler.
    pub(crate) handler: fn() -> MethodRouter<App>,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.method, self.address())
    }
}

impl Call {
    /// The whole path.
    pub fn address(&self) -> String {
        format!("{ROOT}{}", self.path)
    }

    /// Who may use it, in words.
    pub(crate) fn who(&self) -> String {
        match self.door {
            Door::Open => "不用令牌".to_owned(),
            Door::SelfCheck => "带令牌，或服务开着自查".to_owned(),
            Door::May(right) => {
                let roles = right.roles().iter().map(|role| role.word());
                format!("令牌：{}", roles.collect::<Vec<_>>().join("、"))
            }
        }
    }

    /// All statuses of refusals.
    pub(crate) fn refused(&self) -> Vec<u16> {
        let door: &[u16] = match self.door {
            Door::Open => &[],
            Door::SelfCheck => &[401, 429],
            Door::May(_) => &[401, 403],
        };
        let mut all = [door, self.refusals].concat();
        all.sort_unstable();
        all
    }
}
