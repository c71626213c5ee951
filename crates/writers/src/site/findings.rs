//! What the check says over all forms, a line a rule, with what it was asked of. No order of units or departments.

use super::Site;
use super::frame::{self, Table};
use crate::html::Text;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How often a rule spoke.
#[derive(Default)]
struct Count {
    examined: usize,
    forms: usize,
    points: usize,
    inferred: usize,
}

pub(super) fn page(site: &Site) -> String {
    let judged = site.entries.iter().filter(|entry| {
        let verdict = entry.verdict.as_ref();
        verdict.is_some_and(|verdict| verdict.quality.judged)
    });
    let judged: Vec<_> = judged.collect();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for entry in &judged {
        for code in entry.verdict.iter().flat_map(|verdict| &verdict.examined) {
            counts.entry(code).or_default().examined += 1;
        }
        let findings = entry.verdict.iter().flat_map(|verdict| &verdict.findings);
        let mut seen = std::collections::BTreeSet::new();
        for finding in findings {
            let count = counts.entry(&finding.code).or_default();
            if finding.inferred {
                count.inferred += 1;
                continue;
            }
            count.points += 1;
            count.forms += usize::from(seen.insert(finding.code.as_str()));
        }
    }
    let mut main = String::from("<h1>核对</h1>\n");
    let _ = writeln!(
        main,
        "<p class=\"lead\">{} 张表里核对了 <b>{}</b> 张，其余读出的内容不足以核对或不在核对范围。</p>",
        site.entries.len(),
        judged.len()
    );
    let _ = writeln!(
        main,
        "<h2>方法</h2>\n<p>每张表按同一套公开的规则逐条核对（规则版本 {}，以 {} 为准）。要点只说表上的文字和数是否自相一致、是否写全，不评价项目的好坏，也不给单位排名次。位置按版面推断的要点另计，不算在内。同一行有几条要点时页面上并作一条，这里和数据里逐条计数。“核对的表”是这条规则适用、看过的表。</p>",
        Text(&site.rules_version),
        site.as_of
    );
    let mut table = Table::new(
        "各条规则：核对的表、有要点的表和要点数",
        &[
            ("规则", false),
            ("核对的表", true),
            ("有要点的表", true),
            ("要点", true),
            ("位置待对照原件", true),
        ],
    );
    for (code, count) in &counts {
        let title = site.rule_titles.get(*code).map_or("", String::as_str);
        table.row(&[
            &format_args!("{} {}", Text(code), Text(title)),
            &count.examined,
            &count.forms,
            &count.points,
            &count.inferred,
        ]);
    }
    main.push_str(&table.finish());
    frame::page(site, "核对", "findings.html", "", &main)
}
