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

/// Where the numbers of the report are counted again: what the column 怎样复查 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recount {
    /// In the files that came, by the command line.
    Files,
    /// On the pages of the server and in the workbook that they give.
    Desk,
}

impl Recount {
    /// The words for either place.
    fn say<'w>(self, files: &'w str, desk: &'w str) -> &'w str {
        match self {
            Recount::Files => files,
            Recount::Desk => desk,
        }
    }
}

/// The report over what was counted.
pub fn summary(tally: &Tally, as_of: Date, recount: Recount, names: &Names) -> Letter {
    let where_from = recount.say(
        "“路径”指送来的文件所在的文件夹。",
        "“核对总览”指同时从“统计”下载的Excel。",
    );
    let mut letter = Letter {
        title: "项目支出绩效目标审核情况报告".to_owned(),
        text: vec![format!(
            "核对日期{as_of}。以下每个数都写明怎样数出、怎样复查；{where_from}等级、结论和下一步工作由审核人填写。"
        )],
        ..Letter::default()
    };
    letter
        .tables
        .push(("一、送来和读出的".to_owned(), overall(tally, recount)));
    letter
        .tables
        .push(("二、核对要点".to_owned(), levels(tally, recount, names)));
    letter
        .tables
        .push(("三、各条规则".to_owned(), rules(tally, recount, names)));
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

/// A number: what it counts, the number, how it was counted, how to count it again.
type Counted = (String, String, &'static str, String);

/// Numbers with how they were counted and how to count them again.
fn table(lines: Vec<Counted>) -> Paper {
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

fn overall(tally: &Tally, recount: Recount) -> Paper {
    let line = |name: &str, number: usize, counted: &'static str, query: &str| -> Counted {
        let (name, number) = (name.to_owned(), number.to_string());
        (name, number, counted, query.to_owned())
    };
    let mut lines = Vec::new();
    // The server says of each lot by itself which files came and which were not read.
    if recount == Recount::Files {
        lines.extend([
            line(
                "文件",
                tally.documents,
                "送来的文件，压缩包按其中的文件计",
                "jixiao check 路径 --format json，summary.documents",
            ),
            line(
                "没有读出的文件",
                tally.unread,
                "打不开、加密、只有图片等",
                "同上，summary.unread",
            ),
            line(
                "没有表的文件",
                tally.formless,
                "读得出，里面没有绩效表",
                "同上，documents.forms 为空的",
            ),
        ]);
    }
    lines.extend([
        line(
            "绩效表",
            tally.forms,
            "读出的表，一个文件可有几张",
            recount.say(
                "jixiao check 路径 --format json，summary.forms",
                "核对总览“各表”的行数",
            ),
        ),
        line(
            "核对的表",
            tally.judged,
            "读出的内容足以核对的表",
            recount.say(
                "同上，documents.forms.quality.judged",
                "上一行的数减去核对总览“核对覆盖”里“太残破，未核对”的表数",
            ),
        ),
        line(
            "主管部门",
            tally.departments.len(),
            "表上“主管部门”的不同名称",
            recount.say(
                "jixiao read 路径 --format csv，“主管部门”一栏",
                "核对总览“各表”，“部门”一栏的不同名称",
            ),
        ),
        line(
            "实施单位",
            tally.units.len(),
            "表上“实施单位”的不同名称",
            recount.say(
                "jixiao read 路径 --format csv，“实施单位”一栏",
                "核对总览“各表”，“单位”一栏的不同名称",
            ),
        ),
        line(
            "已核对无误的事项",
            tally.verified,
            "重算后成立的等式和一致的数",
            recount.say(
                "jixiao check 路径 --format json，documents.forms.verified",
                "各张表的页面上“已核对无误”的项数之和",
            ),
        ),
    ]);
    for (year, (forms, sum)) in &tally.money {
        let year = year.map_or_else(|| "未写年度的".to_owned(), |year| format!("{year}年"));
        lines.push(line(
            &format!("{year}目标表中写明金额的"),
            *forms,
            "年度资金总额有数的目标表；内容相同的表也分别计",
            recount.say(
                "jixiao read 路径 --format csv，按“年度”“表种”筛选，每张表只取一行",
                "核对总览“各表”，“年度资金”一栏有数的目标表",
            ),
        ));
        lines.push((
            format!("{year}资金合计（万元）"),
            sum.in_unit(MoneyUnit::Wan),
            "上一行各表的年度资金之和",
            recount
                .say(
                    "同上，“年度资金（元）”一栏求和，再除以10000",
                    "同上，“年度资金（万元）”一栏求和",
                )
                .to_owned(),
        ));
    }
    table(lines)
}

fn levels(tally: &Tally, recount: Recount, names: &Names) -> Paper {
    let mut lines = Vec::new();
    for level in [Severity::Error, Severity::Warning, Severity::Hint] {
        let (forms, points) = tally.levels.get(&level).copied().unwrap_or_default();
        let word = names.levels.word(level);
        let (of_forms, of_points) = match recount {
            Recount::Files => (
                "jixiao check 路径 --letters 文件夹，核对总览“各表”".to_owned(),
                "同上".to_owned(),
            ),
            Recount::Desk => (
                format!("核对总览“各表”，“{word}”一栏大于0的行数"),
                "同一栏求和".to_owned(),
            ),
        };
        lines.push((
            format!("有“{word}”要点的表"),
            forms.to_string(),
            "一行上的要点并作一条，按最重的一级计；位置按版面推断的不计",
            of_forms,
        ));
        lines.push((
            format!("“{word}”要点"),
            points.to_string(),
            "同上",
            of_points,
        ));
    }
    lines.push((
        "没有要点的表".to_owned(),
        tally.clean.to_string(),
        "核对的表中一条要点也没有的",
        recount
            .say("同上", "核对总览“各表”，三栏都是0的行；未核对的除外")
            .to_owned(),
    ));
    lines.push((
        "位置待对照原件的要点".to_owned(),
        tally.inferred.to_string(),
        "位置按版面推断，看过原件前不作为意见",
        recount
            .say(
                "jixiao check 路径 --format json，finding.inferred",
                "核对总览“各表”，“待对照原件”一栏求和",
            )
            .to_owned(),
    ));
    table(lines)
}

fn rules(tally: &Tally, recount: Recount, names: &Names) -> Paper {
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
        let query = match recount {
            Recount::Files => format!("jixiao check 路径 --select {code}"),
            Recount::Desk => format!("“审核”里选全部状态和要点 {code}；几张表之间的见核对总览"),
        };
        paper.rows.push(row(vec![
            Cell::new(Kind::Text, format!("{title}（{code}）")),
            Cell::new(Kind::Number, rule.examined.to_string()),
            Cell::new(Kind::Number, rule.forms.to_string()),
            Cell::new(Kind::Number, rule.points.to_string()),
            Cell::new(Kind::Text, query),
        ]));
    }
    paper
}
