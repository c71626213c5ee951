//! The counts over all inputs as text, the findings over several forms, and what could not be read.

use super::{TextOptions, push_wrapped, table};
use crate::points::{Counts, LEVELS};
use crate::{Names, advice};
use model::{DocumentError, Finding, Related, Summary};

/// What is said at the end, over all inputs.
#[derive(Clone, Copy, Debug)]
pub struct Totals<'a> {
    /// The counts of documents, forms and findings.
    pub summary: &'a Summary,
    /// The counts of points.
    pub points: Counts,
    /// Findings over several forms.
    pub package: &'a [Finding],
    /// Paths that could not be read, and why.
    pub unread: &'a [(String, DocumentError)],
    /// Files of folders and archives that are no documents.
    pub skipped: u64,
}

/// The summary over all inputs.
pub fn summary(totals: Totals, names: &Names, options: TextOptions) -> String {
    let Totals {
        summary,
        points,
        package,
        unread,
        skipped,
    } = totals;
    let paint = options.paint();
    let mut out = String::new();
    if !package.is_empty() {
        out.push_str(&format!(
            "{}\n",
            paint.bold(&format!("几张表之间 {} 条", package.len()))
        ));
        for finding in package {
            push_package(&mut out, finding, summary.documents == 1, names, options);
        }
        out.push('\n');
    }
    // With one document its own report has said it.
    if !unread.is_empty() && summary.documents > 1 {
        out.push_str(&format!(
            "{}\n",
            paint.bold(&format!("没有读出的文件 {} 个", unread.len()))
        ));
        for (path, error) in unread {
            push_wrapped(
                &mut out,
                "  · ",
                &format!("{path}：{}", error.message),
                options,
                str::to_owned,
            );
        }
        out.push('\n');
    }
    let rows = by_code(summary, names);
    // One form's own points say the same.
    if rows.len() > 1 && (summary.documents > 1 || summary.forms > 1) {
        out.push_str(&format!("{}\n", paint.bold("按规则汇总")));
        for line in table::lines(&rows, options.width.saturating_sub(2), options.widths()) {
            out.push_str(&format!("  {line}\n"));
        }
        let note = "条数含并入别的要点的；某条规则的说明见 jixiao explain 编号。";
        push_wrapped(&mut out, "  ", note, options, |line| paint.dim(line));
        out.push('\n');
    }
    let mut parts = vec![
        format!("文件 {} 个", summary.documents),
        format!("表 {} 张", summary.forms),
    ];
    if summary.unread > 0 {
        parts.push(format!("没有读出 {} 个", summary.unread));
    }
    if skipped > 0 {
        parts.push(format!("不是文档而略过 {skipped} 个"));
    }
    out.push_str(&format!("{}　{}\n", paint.bold("合计"), parts.join("，")));
    let levels: Vec<String> = LEVELS
        .into_iter()
        .zip(points.by_level)
        .map(|(level, count)| {
            let text = format!("{} {count}", names.levels.word(level));
            if count == 0 {
                text
            } else {
                paint.level(level, &text)
            }
        })
        .collect();
    let tail = match points.inferred {
        0 => String::new(),
        count => format!("（另有 {count} 条位置按版面推断，请对照原件）"),
    };
    let verified = match points.verified {
        0 => String::new(),
        count => paint.good(&format!("已核对无误 {count}")) + "　",
    };
    out.push_str(&format!("结果　{verified}{}{tail}\n", levels.join("　")));
    out
}

fn push_package(
    out: &mut String,
    finding: &Finding,
    alone: bool,
    names: &Names,
    options: TextOptions,
) {
    let first = format!("  · {} ", names.levels.word(finding.severity));
    push_wrapped(out, &first, &finding.message, options, str::to_owned);
    for (word, places) in sides(finding) {
        let places: Vec<String> = places.iter().map(|place| related(place, alone)).collect();
        let first = format!("      {word}：");
        push_wrapped(
            out,
            &first,
            &advice::listed(&places),
            options,
            str::to_owned,
        );
    }
    for (word, text) in advice::citations(&finding.citations) {
        push_wrapped(out, &format!("      {word}："), &text, options, |line| {
            options.paint().dim(line)
        });
    }
    out.push_str(&format!("      {}\n", options.paint().dim(&finding.code)));
}

/// Where a finding over several forms stands, then the other places that it names.
pub(crate) fn sides(finding: &Finding) -> Vec<(&'static str, Vec<Related>)> {
    let fact = |key: &str| finding.facts.get(key);
    let own = fact("document")
        .and_then(|document| document.as_str())
        .map(|document| Related {
            document: Some(document.to_owned()),
            form: fact("form")
                .and_then(|form| form.as_u64())
                .and_then(|form| u32::try_from(form).ok()),
            row: finding.row.clone(),
        });
    [
        ("所在", own.into_iter().collect()),
        ("另见", finding.related.clone()),
    ]
    .into_iter()
    .filter(|(_, places): &(_, Vec<Related>)| !places.is_empty())
    .collect()
}

/// A row or form in words: 甲.txt 第2张 第7行; without the document where there is but one.
pub(crate) fn related(other: &Related, alone: bool) -> String {
    let mut parts = Vec::new();
    parts.extend(other.document.clone().filter(|_| !alone));
    parts.extend(other.form.map(|form| format!("第{form}张")));
    parts.extend(
        other
            .row
            .as_deref()
            .map(|row| format!("指标第{}行", row.trim_start_matches('r'))),
    );
    parts.join(" ")
}

/// The table of rules that found something, most often first.
pub(crate) fn by_code(summary: &Summary, names: &Names) -> Vec<Vec<String>> {
    let mut found: Vec<_> = summary
        .by_code
        .iter()
        .filter(|(_, count)| count.found > 0)
        .collect();
    found.sort_by_key(|(code, count)| (std::cmp::Reverse(count.found), *code));
    let mut rows = vec![
        ["规则", "名称", "条数", "其中待对照"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (code, count) in found {
        let name = (names.rule)(code).unwrap_or_default();
        let inferred = if count.inferred > 0 {
            count.inferred.to_string()
        } else {
            String::new()
        };
        rows.push(vec![code.clone(), name, count.found.to_string(), inferred]);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn the_summary_counts_names_and_what_was_not_read() {
        let (document, _) = example::unread();
        let unread = [(document.source.path, document.error.unwrap())];
        let totals = Totals {
            summary: &example::summary(),
            points: Counts {
                by_level: [1, 3, 0],
                inferred: 1,
                verified: 2,
            },
            package: &[],
            unread: &unread,
            skipped: 3,
        };
        let text = summary(totals, &example::NAMES, TextOptions::default());
        assert_eq!(
            text,
            "\
没有读出的文件 1 个
  · 云泽市/扫描件.docx：文件里只有图片，没有文字。请用扫描前的电子版，或先做文字识别。

按规则汇总
  规则  名称        条数  其中待对照
  ----------------------------------
  A06   指标值为空  1
  D09               1     1
  E02   定性值过多  1
  条数含并入别的要点的；某条规则的说明见 jixiao explain 编号。

合计　文件 2 个，表 1 张，没有读出 1 个，不是文档而略过 3 个
结果　已核对无误 2　必改 1　建议改 3　可参考 0（另有 1 条位置按版面推断，请对照原件）
"
        );
    }
}
