//! The ledger as a page.

use super::{Ledger, Tally};
use model::Severity;
use std::fmt::Write;

/// `docs/ledger.md`.
pub(super) fn page(ledger: &Ledger) -> String {
    let mut out = String::from(
        "# 规则的准与全\n\n由 `cargo xtask ledger` 生成，请勿手改。量于 `samples/labelled` 和 `samples/packages`：标签先于它们所量的规则写定，含没有问题的表。\n\n\
         “应提”是标签要求提出的处数，“提出”是其中提到的；“不该提”是没有标签支持的意见。准确率＝有标签支持的意见÷全部意见；召回率＝提出÷应提。\
         应提不足八处的规则只看合计。\n\n",
    );
    out.push_str(&totals(ledger));
    out.push_str("\n| 编号 | 名称 | 级别 | 应提 | 提出 | 召回率 | 意见 | 不该提 | 准确率 |\n| --- | --- | --- | --: | --: | --: | --: | --: | --: |\n");
    for (code, tally) in &ledger.rules {
        let rule = pipeline::rules::find(code);
        let _ = writeln!(
            out,
            "| {code} | {} | {} | {} | {} | {} | {} | {} | {} |",
            rule.map_or("（尚无此规则）", |rule| rule.title()),
            rule.map_or("", |rule| rule.severity.word()),
            tally.must,
            tally.found,
            percent(tally.found, tally.must),
            tally.right + tally.wrong,
            tally.wrong,
            percent(tally.right, tally.right + tally.wrong),
        );
    }
    out
}

/// The totals by severity, a line each.
pub(super) fn totals(ledger: &Ledger) -> String {
    let sum = |wanted: &dyn Fn(&str) -> bool| {
        let own = ledger.rules.iter().filter(|(code, _)| wanted(code));
        own.fold(Tally::default(), |sum, (_, tally)| Tally {
            must: sum.must + tally.must,
            found: sum.found + tally.found,
            right: sum.right + tally.right,
            wrong: sum.wrong + tally.wrong,
        })
    };
    let severity = |code: &str| pipeline::rules::find(code).map(|rule| rule.severity);
    let firm = sum(&|code| severity(code).is_some_and(|severity| severity != Severity::Hint));
    let hints = sum(&|code| severity(code) == Some(Severity::Hint));
    let all = sum(&|_| true);
    let line = |name: &str, tally: Tally| {
        format!(
            "- {name}：准确率 {}（{} 条意见，{} 条不该提），召回率 {}（应提 {} 处，提出 {} 处）\n",
            percent(tally.right, tally.right + tally.wrong),
            tally.right + tally.wrong,
            tally.wrong,
            percent(tally.found, tally.must),
            tally.must,
            tally.found,
        )
    };
    line("必改和建议改", firm) + &line("可参考", hints) + &line("合计", all)
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    format!("{:.1}%", part as f64 * 100.0 / whole as f64)
}
