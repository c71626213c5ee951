//! 审核情况报告: what was looked at and what was said about it. Every number tells how it was counted and how to count it again; what
//! follows from it is left to be written.

use super::{head, row};
use crate::Names;
use crate::letters::Letter;
use crate::paper::{Cell, Kind, Paper};
use crate::points::Points;
use jiff::civil::Date;
use model::{Document, DocumentVerdict, Finding, FormKind, Money, MoneyUnit, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Counts over forms as they come in.
#[derive(Debug, Default)]
pub struct Tally {
    documents: usize,
    unread: usize,
    /// Documents without a form.
    formless: usize,
    forms: usize,
    judged: usize,
    departments: BTreeSet<String>,
    units: BTreeSet<String>,
    /// Target forms that state an amount, and its sum, by year: money of several years is never added.
    money: BTreeMap<Option<i16>, (usize, Money)>,
    /// Forms with a point of a level, and points of it: on stated places.
    levels: BTreeMap<Severity, (usize, usize)>,
    /// Forms without any point.
    clean: usize,
    inferred: usize,
    verified: usize,
    rules: BTreeMap<String, Rule>,
}

/// How often a rule spoke.
#[derive(Debug, Default)]
struct Rule {
    examined: usize,
    forms: usize,
    points: usize,
}

impl Tally {
    /// Takes a document in.
    pub fn add(&mut self, document: &Document, verdict: &DocumentVerdict) {
        self.documents += 1;
        self.unread += usize::from(document.error.is_some());
        self.formless += usize::from(document.error.is_none() && document.forms.is_empty());
        for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
            self.forms += 1;
            self.judged += usize::from(verdict.quality.judged);
            self.verified += verdict.verified.len();
            let named = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
            self.departments.extend(named(&form.department.name));
            self.units.extend(named(&form.unit.name));
            if let Some(money) = form
                .funds
                .this_year()
                .filter(|_| form.kind == FormKind::Target)
            {
                let (forms, sum) = self.money.entry(form.fiscal_year).or_default();
                *forms += 1;
                *sum = sum.plus(money);
            }
            let points = Points::of(form, verdict);
            self.inferred += points.inferred.len();
            self.clean += usize::from(points.confirmed.is_empty() && verdict.quality.judged);
            for level in [Severity::Error, Severity::Warning, Severity::Hint] {
                let count = points.count(level);
                let sums = self.levels.entry(level).or_default();
                sums.0 += usize::from(count > 0);
                sums.1 += count;
            }
            for code in &verdict.examined {
                self.rules.entry(code.to_string()).or_default().examined += 1;
            }
            let mut seen = BTreeSet::new();
            for finding in verdict.findings.iter().filter(|finding| !finding.inferred) {
                let rule = self.rules.entry(finding.code.clone()).or_default();
                rule.points += 1;
                rule.forms += usize::from(seen.insert(finding.code.as_str()));
            }
        }
    }
}

impl Tally {
    /// Takes the findings over several forms in.
    pub fn add_package(&mut self, package: &[Finding]) {
        for finding in package.iter().filter(|finding| !finding.inferred) {
            let rule = self.rules.entry(finding.code.clone()).or_default();
            rule.examined = self.forms;
            rule.points += 1;
            rule.forms += 1;
        }
    }

    /// Whether a form came in.
    pub fn has_forms(&self) -> bool {
        self.forms > 0
    }
}

/// The report over what was counted.
pub fn summary(tally: &Tally, as_of: Date, names: &Names) -> Letter {
    let mut letter = Letter {
        title: "项目支出绩效目标审核情况报告".to_owned(),
        text: vec![format!(
            "核对日期{as_of}。以下每个数都写明怎样数出、怎样复查；“路径”指送来的文件所在的文件夹。等级、结论和下一步工作由审核人填写。"
        )],
        ..Letter::default()
    };
    letter
        .tables
        .push(("一、送来和读出的".to_owned(), overall(tally)));
    letter
        .tables
        .push(("二、核对要点".to_owned(), levels(tally, names)));
    letter
        .tables
        .push(("三、各条规则".to_owned(), rules(tally, names)));
    letter.after = vec![
        "四、审核结论".to_owned(),
        "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿".to_owned(),
        "五、下一步工作".to_owned(),
        "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿".to_owned(),
    ];
    letter.signed = vec![
        "（单位名称、盖章）".to_owned(),
        "＿＿＿＿年＿＿月＿＿日".to_owned(),
    ];
    letter
}

/// Numbers with how they were counted and how to count them again.
fn table(lines: Vec<(String, String, &str, String)>) -> Paper {
    let mut paper = Paper {
        columns: vec![30, 20, 50, 50],
        landscape: true,
        ..Paper::default()
    };
    paper
        .rows
        .push(head(&["项目", "数", "怎样数出", "怎样复查"]));
    for (name, number, counted, query) in lines {
        paper.rows.push(row(vec![
            Cell::new(Kind::Text, name),
            Cell::new(Kind::Number, number),
            Cell::new(Kind::Text, counted),
            Cell::new(Kind::Text, query),
        ]));
    }
    paper
}

fn overall(tally: &Tally) -> Paper {
    let read = |field: &str| format!("jixiao check 路径 --format json，summary.{field}");
    let line = |name: &str, number: usize, counted: &'static str, query: String| {
        (name.to_owned(), number.to_string(), counted, query)
    };
    let mut lines = vec![
        line(
            "文件",
            tally.documents,
            "送来的文件，压缩包按其中的文件计",
            read("documents"),
        ),
        line(
            "没有读出的文件",
            tally.unread,
            "打不开、加密、只有图片等",
            read("unread"),
        ),
        line(
            "没有表的文件",
            tally.formless,
            "读得出，里面没有绩效表",
            "同上，documents.forms 为空的".to_owned(),
        ),
        line(
            "绩效表",
            tally.forms,
            "读出的表，一个文件可有几张",
            read("forms"),
        ),
        line(
            "核对的表",
            tally.judged,
            "读出的内容足以核对的表",
            "同上，documents.forms.quality.judged".to_owned(),
        ),
        line(
            "主管部门",
            tally.departments.len(),
            "表上“主管部门”的不同名称",
            "jixiao read 路径 --format csv，“主管部门”一栏".to_owned(),
        ),
        line(
            "实施单位",
            tally.units.len(),
            "表上“实施单位”的不同名称",
            "jixiao read 路径 --format csv，“实施单位”一栏".to_owned(),
        ),
        line(
            "已核对无误的事项",
            tally.verified,
            "重算后成立的等式和一致的数",
            "jixiao check 路径 --format json，documents.forms.verified".to_owned(),
        ),
    ];
    for (year, (forms, sum)) in &tally.money {
        let year = year.map_or_else(|| "未写年度的".to_owned(), |year| format!("{year}年"));
        lines.push(line(
            &format!("{year}目标表中写明金额的"),
            *forms,
            "年度资金总额有数的目标表；内容相同的表也分别计",
            "jixiao read 路径 --format csv，按“年度”“表种”筛选，每张表只取一行".to_owned(),
        ));
        lines.push((
            format!("{year}资金合计（万元）"),
            sum.in_unit(MoneyUnit::Wan),
            "上一行各表的年度资金之和",
            "同上，“年度资金（元）”一栏求和，再除以10000".to_owned(),
        ));
    }
    table(lines)
}

fn levels(tally: &Tally, names: &Names) -> Paper {
    let mut lines = Vec::new();
    for level in [Severity::Error, Severity::Warning, Severity::Hint] {
        let (forms, points) = tally.levels.get(&level).copied().unwrap_or_default();
        let word = names.levels.word(level);
        lines.push((
            format!("有“{word}”要点的表"),
            forms.to_string(),
            "一行上的要点并作一条，按最重的一级计；位置按版面推断的不计",
            "jixiao check 路径 --letters 文件夹，核对总览“各表”".to_owned(),
        ));
        lines.push((
            format!("“{word}”要点"),
            points.to_string(),
            "同上",
            "同上".to_owned(),
        ));
    }
    lines.push((
        "没有要点的表".to_owned(),
        tally.clean.to_string(),
        "核对的表中一条要点也没有的",
        "同上".to_owned(),
    ));
    lines.push((
        "位置待对照原件的要点".to_owned(),
        tally.inferred.to_string(),
        "位置按版面推断，看过原件前不作为意见",
        "jixiao check 路径 --format json，finding.inferred".to_owned(),
    ));
    table(lines)
}

fn rules(tally: &Tally, names: &Names) -> Paper {
    let mut paper = Paper {
        columns: vec![50, 20, 20, 20, 40],
        landscape: true,
        ..Paper::default()
    };
    paper.rows.push(head(&[
        "规则",
        "核对的表",
        "有要点的表",
        "要点（并入前）",
        "怎样复查",
    ]));
    for (code, rule) in tally.rules.iter().filter(|(_, rule)| rule.points > 0) {
        let title = (names.rule)(code).unwrap_or_default();
        paper.rows.push(row(vec![
            Cell::new(Kind::Text, format!("{title}（{code}）")),
            Cell::new(Kind::Number, rule.examined.to_string()),
            Cell::new(Kind::Number, rule.forms.to_string()),
            Cell::new(Kind::Number, rule.points.to_string()),
            Cell::new(Kind::Text, format!("jixiao check 路径 --select {code}")),
        ]));
    }
    paper
}
