//! `GET /rules`, `GET /rules/CODE`: what is checked, why, and what it rests on. Open to everybody.

use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use pipeline::rules::{Rule, catalog, find};
use pulldown_cmark::{Event, Options, Parser, html};

struct Entry {
    code: &'static str,
    title: &'static str,
    class: &'static str,
    word: &'static str,
    summary: String,
}

struct Family {
    name: &'static str,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "pages/rules.html")]
struct List {
    frame: Frame,
    families: Vec<Family>,
    count: usize,
}

#[derive(Template)]
#[template(path = "pages/rule.html")]
struct One {
    frame: Frame,
    code: &'static str,
    class: &'static str,
    word: &'static str,
    text: String,
    /// Documents: name, and what of it.
    rests_on: Vec<(String, String)>,
}

fn family(code: &str) -> &'static str {
    match code.as_bytes().first() {
        Some(b'A') => "A　整体与必填",
        Some(b'B') => "B　资金与成本",
        Some(b'C') => "C　总体目标",
        Some(b'D') => "D　指标名称",
        Some(b'E') => "E　指标值",
        Some(b'F') => "F　版面与文字",
        Some(b'G') => "G　表与表之间",
        Some(b'H') => "H　监控",
        Some(b'J') => "J　公开",
        Some(b'K') => "K　自评",
        Some(b'L') => "L　前后各环节",
        _ => "其他",
    }
}

/// `GET /rules`.
pub(crate) async fn list(State(_app): State<App>, user: Option<User>) -> Response {
    let mut families: Vec<Family> = Vec::new();
    for rule in catalog() {
        let name = family(rule.code);
        let entry = Entry {
            code: rule.code,
            title: rule.title(),
            class: pipeline::writers::html::level_class(rule.severity),
            word: rule.severity.word(),
            summary: rule.summary().lines().next().unwrap_or("").to_owned(),
        };
        match families.last_mut().filter(|last| last.name == name) {
            Some(last) => last.entries.push(entry),
            None => families.push(Family {
                name,
                entries: vec![entry],
            }),
        }
    }
    show(&List {
        frame: Frame::of("规则", "/rules", user.as_ref()),
        count: catalog().len(),
        families,
    })
}

/// Documents that a rule rests on: name, and what of it.
pub(crate) fn rests_on(rule: &Rule) -> impl Iterator<Item = (String, String)> {
    rule.cites.iter().map(|key| {
        let clause = key.clause();
        // An article is printed only where it was checked against the official text.
        let article = clause.article.as_deref().filter(|_| clause.checked);
        let document = format!("{}{}", clause.document().label(), article.unwrap_or(""));
        (document, clause.name.clone())
    })
}

/// `GET /rules/CODE`.
pub(crate) async fn one(
    State(_app): State<App>,
    user: Option<User>,
    Path(code): Path<String>,
) -> Result<Response, Error> {
    let rule = find(&code).ok_or(Error::NotFound)?;
    let title = format!("{} {}", rule.code, rule.title());
    Ok(show(&One {
        frame: Frame::of(&title, "/rules", user.as_ref()),
        code: rule.code,
        class: pipeline::writers::html::level_class(rule.severity),
        word: rule.severity.word(),
        text: text(rule.page),
        rests_on: rests_on(rule).collect(),
    }))
}

/// A rule's page as HTML, without its title; raw HTML in it is shown as text.
fn text(page: &str) -> String {
    let body = page.split_once('\n').map_or("", |(_, body)| body);
    let events = Parser::new_ext(body, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_family_and_its_page_becomes_html() {
        for rule in catalog() {
            assert_ne!(family(rule.code), "其他", "{}", rule.code);
            assert!(text(rule.page).contains("<h2>"), "{}", rule.code);
        }
        assert!(text("# x\n<script>1</script>").contains("&lt;script&gt;"));
    }
}
