//! Sums over all forms, as charts with their tables. Every sum says over how many forms it goes.

use super::frame::{self, Table};
use super::{Entry, Site};
use crate::html::Text;
use model::{AmountState, IndicatorClass, MoneyUnit};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The sum of this year's money over forms.
pub(super) struct Money {
    /// The sum, in 元.
    pub(super) yuan: model::Money,
    /// The forms that state an amount.
    pub(super) stated: usize,
    /// All forms.
    of: usize,
}

impl Money {
    /// This year's money of a form, where it states it with a unit.
    pub(super) fn stated(entry: &Entry) -> Option<model::Money> {
        let funds = &entry.form.funds;
        let amount = funds.annual_total.as_ref().or(funds.total.as_ref())?;
        amount.yuan.filter(|_| amount.state == AmountState::Amount)
    }

    pub(super) fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Money {
        let mut money = Money {
            yuan: model::Money::default(),
            stated: 0,
            of: 0,
        };
        for entry in entries {
            money.of += 1;
            if let Some(own) = Money::stated(entry) {
                money.stated += 1;
                money.yuan = model::Money(model::Exact(money.yuan.0.0.saturating_add(own.0.0)));
            }
        }
        money
    }

    /// ，年度资金合计 12 万元, with the denominator where not every form states an amount.
    pub(super) fn sentence(&self) -> String {
        let sum = ten_thousands(self.yuan);
        match (self.stated, self.of) {
            (0, _) => String::new(),
            (stated, of) if stated == of => format!("，年度资金合计 <b>{sum}</b> 万元"),
            (stated, _) => format!("，其中 {stated} 张写明金额，年度资金合计 <b>{sum}</b> 万元"),
        }
    }
}

/// Money in 万元, as it is.
pub(super) fn ten_thousands(money: model::Money) -> String {
    money.in_unit(MoneyUnit::Wan)
}

pub(super) fn page(site: &Site) -> String {
    let all = Money::of(site.entries.iter());
    let mut main = String::from("<h1>汇总</h1>\n");
    let _ = writeln!(
        main,
        "<p class=\"lead\">绩效表 <b>{}</b> 张{}。表上没有写金额或单位的不计入合计。</p>",
        site.entries.len(),
        all.sentence()
    );
    departments(site, &mut main);
    kinds(site, &mut main);
    classes(site, &mut main);
    main.push_str("<h2>读出的把握</h2>\n");
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
    main.push_str("<h2>各部门年度资金</h2>\n");
    let departments = site.departments();
    let rows: Vec<(&str, Money)> = departments
        .iter()
        .map(|(name, entries)| (*name, Money::of(entries.iter().copied())))
        .collect();
    let bars: Vec<Bar> = rows
        .iter()
        .map(|(name, money)| Bar {
            label: name,
            share: float(money.yuan),
            shown: format!("{}万元", ten_thousands(money.yuan)),
        })
        .collect();
    main.push_str(&chart("各部门年度资金", &bars));
    let mut table = Table::new(
        "各部门年度资金（万元），按部门名称排列",
        &[
            ("部门", false),
            ("表", true),
            ("写明金额的表", true),
            ("年度资金（万元）", true),
        ],
    );
    for (name, money) in &rows {
        table.row(&[
            &Text(name),
            &money.of,
            &money.stated,
            &ten_thousands(money.yuan),
        ]);
    }
    main.push_str(&table.finish());
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
        &[("年度", false), ("表种", false), ("表", true)],
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
        &[("类别", false), ("行", true), ("其中指标值有数", true)],
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
        "<svg class=\"chart\" role=\"img\" aria-label=\"{}，数字见下表\" viewBox=\"0 0 760 {height}\" width=\"760\" height=\"{height}\">\n",
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
    out.push_str("</svg>\n");
    out
}
