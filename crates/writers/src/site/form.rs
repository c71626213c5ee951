//! The page of a form: the form as on paper, where it came from, how sure its reading is, its versions, and the files.

use super::changes::past;
use super::department;
use super::files::File;
use super::frame::{self, UP};
use super::{Entry, Site, Withdrawn, page_of};
use crate::html::Text;
use crate::paint;
use crate::paper::Paper;
use crate::points::Points;
use crate::{Levels, advice};
use std::fmt::Write;

pub(super) fn page(site: &Site, entry: &Entry, paper: &Paper) -> String {
    let mut main = String::new();
    let _ = writeln!(
        main,
        "<p class=\"crumbs no-print\"><a href=\"{UP}index.html\">项目</a> › {}</p>",
        frame::link(
            &format!("{UP}{}", department::path(entry.department())),
            entry.department()
        )
    );
    if !entry.downloads.is_empty() {
        main.push_str("<p class=\"tools no-print\">下载：");
        for ending in &entry.downloads {
            let _ = write!(
                main,
                "<a href=\"{}.{ending}\" download>{}</a>　",
                entry.id,
                word(ending)
            );
        }
        main.push_str("（打印本页即为正式表样）</p>\n");
    }
    paint::html::push(&mut main, paper);
    main.push_str("<div class=\"no-print\">\n");
    placement(&mut main, entry);
    facts(&mut main, site, entry);
    if let Some(verdict) = &entry.verdict {
        points(&mut main, site, entry, verdict);
    }
    if !entry.past.is_empty() {
        main.push_str("<h2>以前的版本</h2>\n");
        past(&mut main, Some(&entry.form), &entry.past);
    }
    main.push_str("</div>\n");
    frame::page(site, entry.name(), "index.html", UP, &main)
}

fn word(ending: &str) -> &str {
    match ending {
        "docx" => "Word",
        "xlsx" => "Excel",
        "pdf" => "PDF",
        "ofd" => "OFD",
        "csv" => "CSV",
        "json" => "JSON",
        other => other,
    }
}

/// The words for the levels where everybody reads them: what is told is a fact of the form, not a demand.
pub(super) const PUBLIC: Levels<'static> = Levels {
    error: "表内不一致",
    warning: "可以写得更清楚",
    hint: "可参考",
};

/// Which rows stand on inferred places.
fn placement(main: &mut String, entry: &Entry) {
    let inferred: Vec<String> = entry
        .form
        .indicators
        .iter()
        .filter(|row| row.is_inferred())
        .map(|row| row.path())
        .collect();
    if inferred.is_empty() {
        return;
    }
    let _ = writeln!(
        main,
        "<h2>按版面推断的位置</h2>\n<p>下面 {} 行的位置按版面推断（文件在复制、转换中受损），与填报单位无关，请以原件为准：{}。</p>",
        inferred.len(),
        Text(&inferred.join("；"))
    );
}

fn facts(main: &mut String, site: &Site, entry: &Entry) {
    main.push_str("<h2>来源和版本</h2>\n<dl class=\"facts\">\n");
    let mut fact = |name: &str, html: String| {
        let _ = writeln!(main, "<dt>{name}</dt><dd>{html}</dd>");
    };
    let source = &entry.source;
    if let Some(url) = &source.url {
        // Only an address of the web becomes a link.
        let safe = url.starts_with("https://") || url.starts_with("http://");
        fact(
            "原文",
            if safe {
                frame::link(url, url)
            } else {
                Text(url).to_string()
            },
        );
    }
    for (name, text) in [
        ("原文发布", &source.publisher),
        ("原文日期", &source.fetched_at),
    ] {
        if let Some(text) = text {
            fact(name, Text(text).to_string());
        }
    }
    if !source.sha256.is_empty() {
        fact(
            "原文件",
            format!(
                "{}，SHA-256 <code>{}</code>",
                Text(&source.format),
                Text(&source.sha256)
            ),
        );
    }
    fact("内容摘要", format!("<code>{}</code>", entry.hash));
    // Without the address of the site a piece of one leads nowhere.
    if let Some(address) = site.address.as_deref().filter(|own| !own.is_empty()) {
        fact(
            "固定地址",
            format!("<code>{}{}</code>", Text(address), entry.page()),
        );
    }
    fact(
        "版本",
        format!(
            "第{}版，{} 发布",
            entry.past.len() + 1,
            entry.since.unwrap_or(site.as_of)
        ),
    );
    main.push_str("</dl>\n");
}

fn points(main: &mut String, site: &Site, entry: &Entry, verdict: &model::FormVerdict) {
    let points = Points::of(&entry.form, verdict);
    main.push_str("<h2>核对要点</h2>\n");
    let _ = writeln!(
        main,
        "<p>按公开的规则逐条核对（规则版本 {}，口径：{}）。要点只说表上的文字和数，不评价项目和单位；位置按版面推断的不列。</p>",
        Text(&site.rules_version),
        Text(&site.profile_name(&verdict.profile))
    );
    if points.confirmed.is_empty() {
        main.push_str("<p>没有要点。</p>\n");
        return;
    }
    main.push_str("<ol class=\"points\">\n");
    for point in &points.confirmed {
        let subject = point.subject(&entry.form);
        let said = match point.finding.message.contains(&subject) {
            true => point.finding.message.clone(),
            false => format!("{subject}：{}", point.finding.message),
        };
        let citations: Vec<String> = advice::citations(&point.finding.citations)
            .into_iter()
            .map(|(word, text)| format!("{word}：{text}"))
            .collect();
        let _ = writeln!(
            main,
            "<li><b>{}</b>　{} <small>{}　{}</small></li>",
            PUBLIC.word(point.severity),
            Text(&said),
            Text(&citations.join("；")),
            Text(&point.finding.code)
        );
    }
    main.push_str("</ol>\n");
}

/// The page that stays at the address of a form that was withdrawn.
pub(super) fn withdrawn(site: &Site, gone: &Withdrawn) -> Option<File> {
    let last = gone.past.first()?;
    let name = last.name.as_str();
    let mut main = format!("<h1>{}</h1>\n", Text(name));
    let _ = writeln!(
        main,
        "<p class=\"lead\">这张表已于 {} 撤下。最后一版的内容摘要：<code>{}</code></p>",
        last.until, last.hash
    );
    main.push_str("<h2>以前的版本</h2>\n");
    past(&mut main, None, &gone.past);
    let text = frame::page(site, name, "changes.html", UP, &main);
    Some(File::text(page_of(&last.id), text))
}
