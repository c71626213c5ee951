//! What a call is asked with: known names only, each said once, numbers that are numbers. What does not fit is told, never passed over.

use super::problem::Problem;
use crate::App;
use crate::pages::desk;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use std::str::FromStr;
use store::queue::Filter;
use workflow::State;

/// The parameters behind the question mark.
pub(super) struct Asked(Vec<(String, String)>);

impl FromRequestParts<App> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Asked, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = serde_urlencoded::from_str(query);
        pairs
            .map(Asked)
            .map_err(|_| Problem::bad("地址里 ? 后面的部分写得不对。"))
    }
}

impl Asked {
    /// Only these names, each once.
    pub fn only(self, known: &[&str]) -> Result<Asked, Problem> {
        for (place, (name, _)) in self.0.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let known = known.join("、");
                return Err(Problem::bad(format!(
                    "不认识参数“{}”。可用的是：{known}。",
                    short(name)
                )));
            }
            if self.0[..place].iter().any(|(before, _)| before == name) {
                return Err(Problem::bad(format!("参数“{name}”写了两次。")));
            }
        }
        Ok(self)
    }

    /// What a parameter says, if it says something.
    pub fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A parameter that must be of a kind.
    pub fn of<T: FromStr>(&self, name: &str, kind: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let value = text.parse::<T>().map(Some);
        value
            .map_err(|_| Problem::bad(format!("参数“{name}”要写{kind}，现在是“{}”。", short(text))))
    }

    /// How many on a page.
    pub fn limit(&self, usual: i64, most: i64) -> Result<i64, Problem> {
        let limit = self.of("limit", "数")?.unwrap_or(usual);
        match (1..=most).contains(&limit) {
            true => Ok(limit),
            false => Err(Problem::bad(format!("limit 要在 1 到 {most} 之间。"))),
        }
    }

    /// Behind which number the page begins.
    pub fn after(&self) -> Result<i64, Problem> {
        let after = self.of("after", "上一页给的 next")?;
        Ok(after.unwrap_or(0))
    }

    /// What a list of forms is narrowed to.
    pub async fn filter(&self, app: &App) -> Result<Filter, Problem> {
        let (year, _) = desk::year(app, self.of("year", "年份")?).await?;
        let key = |name: &str, is_known: &dyn Fn(&str) -> bool| match self.text(name) {
            Some(key) if !is_known(key) => Err(Problem::bad(format!(
                "参数“{name}”没有“{}”这个值，可用的见 /api/v1。",
                short(key)
            ))),
            key => Ok(key.map(str::to_owned)),
        };
        let levels = ["error", "warning", "hint", "clean"];
        Ok(Filter {
            year,
            state: key("state", &|key| State::from_key(key).is_some())?,
            level: key("level", &|key| levels.contains(&key))?,
            department: self.of("department", "部门的编号")?,
            code: self.text("code").map(str::to_owned),
            query: self.text("q").map(str::to_owned),
            ..Filter::default()
        })
    }

    /// The same question, going on behind a number.
    pub fn going_on(&self, after: i64) -> String {
        let mut pairs: Vec<(&str, String)> = self
            .0
            .iter()
            .filter(|(name, _)| name != "after")
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        pairs.push(("after", after.to_string()));
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}

/// As much of a text as a message repeats.
fn short(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_control())
        .take(40)
        .collect()
}

/// A number in the path; anything else names nothing.
pub(super) struct Number(pub i64);

impl FromRequestParts<App> for Number {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Number, Problem> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let Path(text) = path.map_err(|_| Problem::nowhere())?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits);
        number.map(Number).ok_or_else(Problem::nowhere)
    }
}
