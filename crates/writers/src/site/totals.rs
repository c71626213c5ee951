//! Sums over all forms, as charts with their tables. Every sum says over how many forms it goes.

use super::frame::{self, Table};
use super::{Entry, Site};
use crate::html::Text;
use model::{FormKind, IndicatorClass, MoneyUnit};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The sum of this year's money over target forms of one year. Money of other years, and what a monitoring form or a self-evaluation says
/// again of the same project, is never added to it.
#[derive(Clone, Copy)]
pub(super) struct Money {
    /// The sum, in 元.
    pub(super) yuan: model::Money,
    /// The forms that state an amount.
    pub(super) stated: usize,
    /// All target forms.
    pub(super) of: usize,
}

impl Money {
    /// The sums by year; forms without a year come last.
    pub(super) fn by_year<'a>(
        entries: impl Iterator<Item = &'a Entry>,
    ) -> BTreeMap<Reverse<Option<i16>>, Money> {
        let mut sums = BTreeMap::new();
        for entry in entries.filter(|entry| entry.form.kind == FormKind::Target) {
            let money = sums
                .entry(Reverse(entry.form.fiscal_year))
                .or_insert(Money {
                    yuan: model::Money::default(),
                    stated: 0,
                    of: 0,
                });
            money.of += 1;
            if let Some(own) = entry.form.funds.this_year() {
                money.stated += 1;
                money.yuan = money.yuan.plus(own);
            }
        }
        sums
    }

    /// The sum in 万元, or that nothing is stated.
    pub(super) fn shown(&self) -> String {
        match self.stated {
            0 => "未写明".to_owned(),
            _ => ten_thousands(self.yuan),
        }
    }
}

/// 2026年目标表 12 张，年度资金合计 340 万元；2025年目标表 3 张（其中 2 张写明金额）…
pub(super) fn sentence<'a>(entries: impl Iterator<Item = &'a Entry>) -> String {
    let mut out = String::new();
    for (year, money) in Money::by_year(entries) {
        let year = year
            .0
            .map_or_else(|| "未写年度的".to_owned(), |year| format!("{year}年"));
        let part = if money.stated < money.of && money.stated > 0 {
            format!("（其中 {} 张写明金额）", money.stated)
        } else {
            String::new()
        };
        let _ = write!(out, "；{year}目标表 {} 张{part}", money.of);
        if money.stated > 0 {
            let _ = write!(out, "，年度资金合计 <b>{}</b> 万元", money.shown());
        }
    }
    out
}

/// Money in 万元, as it is.
pub(super) fn ten_thousands(money: model::Money) -> String {
    money.in_unit(MoneyUnit::Wan)
}

pub(super) fn page(site: &Site) -> String {
    let mut main = String::from("<h1>汇总</h1>\n");
    let _ = writeln!(
        main,
        "<p class=\"lead\">绩效表 <b>{}</b> 张{}。只把同一年度目标表的年度资金相加；没有写金额的不计入，没有写单位的按表样的单位换算。</p>",
        site.entries.len(),
        sentence(site.entries.iter())
    );
    departments(site, &mut main);
    kinds(site, &mut main);
    classes(site, &mut main);
    main.push_str("<h2>按版面推断的位置</h2>\n");
    let rows: usize = site
        .entries
        .iter()
        .map(|entry| entry.form.indicators.len())
        .sum();
    let inferred: usize = site.entries.iter().map(Entry::inferred).sum();
    let _ = writeln!(
        main,
        "<p>共 {rows} 行指标，其中 {inferred} 行的位置按版面推断：那是文件在复制、转换中受损留下的，与填报单位无关，数据里 <code>placement</code> 一栏逐行写明。</p>"
    );
    frame::page(site, "汇总", "totals.html", "", &main)
}

fn departments(site: &Site, main: &mut String) {
    let departments = site.departments();
    let years: BTreeSet<Reverse<Option<i16>>> =
        Money::by_year(site.entries.iter()).into_keys().collect();
    for year in years {
        let word = year
            .0
            .map_or_else(|| "未写年度".to_owned(), |year| format!("{year}年"));
        let rows: Vec<(&str, Money)> = departments
            .iter()
            .filter_map(|(name, entries)| {
                let money = Money::by_year(entries.iter().copied());
                Some((*name, *money.get(&year)?))
            })
            .collect();
        let _ = writeln!(main, "<h2>{word}目标表：各部门年度资金</h2>");
        let bars: Vec<Bar> = rows
            .iter()
            .filter(|(_, money)| money.stated > 0)
            .map(|(name, money)| Bar {
                label: name,
                share: float(money.yuan),
                shown: format!("{}万元", money.shown()),
            })
            .collect();
        main.push_str(&chart(&format!("{word}各部门年度资金"), &bars));
        let mut table = Table::new(
            &format!("{word}各部门年度资金，按部门名称排列"),
            &[
                ("部门", false),
                ("目标表", true),
                ("其中写明金额", true),
                ("年度资金（万元）", true),
            ],
        );
        for (name, money) in &rows {
            table.row(&[&Text(name), &money.of, &money.stated, &money.shown()]);
        }
        main.push_str(&table.finish());
    }
}

fn kinds(site: &Site, main: &mut String) {
    main.push_str("<h2>表种和年度</h2>\n");
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for entry in &site.entries {
        let year = entry
            .form
            .fiscal_year
            .map_or_else(|| "未写".to_owned(), |year| year.to_string());
        *counts.entry((year, entry.form.kind.word())).or_default() += 1;
    }
    let labels: Vec<String> = counts
        .keys()
        .map(|(year, kind)| format!("{year} {kind}"))
        .collect();
    let bars: Vec<Bar> = counts
        .values()
        .zip(&labels)
        .map(|(count, label)| Bar {
            label,
            share: *count as f64,
            shown: format!("{count}张"),
        })
        .collect();
    main.push_str(&chart("表种和年度", &bars));
    let mut table = Table::new(
        "表种和年度",
        &[("年度", false), ("表种", false), ("张数", true)],
    );
    for ((year, kind), count) in &counts {
        table.row(&[year, kind, count]);
    }
    main.push_str(&table.finish());
}

fn classes(site: &Site, main: &mut String) {
    main.push_str("<h2>指标的类别</h2>\n");
    let mut counts: BTreeMap<Option<IndicatorClass>, (usize, usize)> = BTreeMap::new();
    for row in site.entries.iter().flat_map(|entry| &entry.form.indicators) {
        let count = counts.entry(row.class).or_default();
        count.0 += 1;
        count.1 += usize::from(row.value.number.is_some());
    }
    let word = |class: &Option<IndicatorClass>| class.map_or("未归类", |class| class.word());
    let bars: Vec<Bar> = counts
        .iter()
        .map(|(class, (count, _))| Bar {
            label: word(class),
            share: *count as f64,
            shown: format!("{count}行"),
        })
        .collect();
    main.push_str(&chart("各类指标的行数", &bars));
    let mut table = Table::new(
        "各类指标的行数",
        &[("类别", false), ("行数", true), ("其中指标值有数", true)],
    );
    for (class, (count, numbers)) in &counts {
        table.row(&[&word(class), count, numbers]);
    }
    main.push_str(&table.finish());
}

/// For the length of a bar only.
fn float(money: model::Money) -> f64 {
    money.yuan().to_string().parse().unwrap_or(0.0)
}

/// A bar of a chart.
struct Bar<'a> {
    label: &'a str,
    share: f64,
    shown: String,
}

/// Bars below one another, with their words; the table below says the same.
fn chart(title: &str, bars: &[Bar]) -> String {
    const ROW: usize = 26;
    const LABEL: f64 = 210.0;
    const ROOM: f64 = 400.0;
    let most = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    if most <= 0.0 {
        return String::new();
    }
    let height = bars.len() * ROW + 6;
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}图\"><svg class=\"chart\" role=\"img\" aria-label=\"{0}，数字见下表\" viewBox=\"0 0 760 {height}\" width=\"760\" height=\"{height}\">\n",
        Text(title)
    );
    for (number, bar) in bars.iter().enumerate() {
        let (top, width) = (number * ROW + 4, (bar.share / most * ROOM).max(1.0));
        let label: String = bar.label.chars().take(16).collect();
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{LABEL}\" y=\"{top}\" width=\"{width:.1}\" height=\"18\"></rect><text x=\"{:.1}\" y=\"{}\">{}</text>",
            LABEL - 8.0,
            top + 14,
            Text(&label),
            LABEL + width + 6.0,
            top + 14,
            Text(&bar.shown)
        );
    }
    out.push_str("</svg></div>\n");
    out
}
