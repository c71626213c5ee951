//! Reads the examples of a rule's page: facts as a list, indicators as a table, expected findings as quoted lines.

use model::outside::Outside;
use model::page::{Block, Cell, CellLayout, RawDocument, Row};
use model::{
    Amount, Cells, Evaluation, Exact, Extra, Form, FormKind, FundLine, Goal, Horizon, Indicator,
    IndicatorClass, MoneyUnit, Monitoring, Place, Unplaced, Value,
};
use rules::beside::{Beside, Known};

/// One example of a page.
pub struct Example {
    pub title: String,
    /// Whether the rule must speak.
    pub bad: bool,
    pub forms: Vec<Form>,
    pub profile: String,
    /// Whether it is shown as before publication (`- 阶段：公开前`).
    pub publication: bool,
    /// Whether it is shown as it was published (`- 阶段：公开`).
    pub published: bool,
    /// What lies beside it (`### 对照：…`): forms and tables.
    pub beside: Beside,
    /// The findings that the page shows.
    pub expected: Vec<String>,
}

/// All examples of a page.
pub fn examples(page: &str) -> Vec<Example> {
    page.split("\n## ").skip(1).map(example).collect()
}

fn example(section: &str) -> Example {
    let (title, body) = section.split_once('\n').unwrap_or((section, ""));
    let mut parts = body.split("\n### ");
    let body = parts.next().unwrap_or_default();
    let (mut known, mut outside) = (Vec::new(), Outside::default());
    for part in parts {
        let lines: Vec<&str> = part.lines().skip(1).collect();
        if lines.iter().any(|line| line.starts_with("- ")) {
            known.push(Known {
                form: form(&lines),
                document: "对照.docx".into(),
                number: 1,
            });
        } else {
            let found = forms::outside::outside(&table(&lines));
            outside.add(found.unwrap_or_else(|| panic!("{title}：表头没有认出 {lines:?}")));
        }
    }
    // What the rule says stands last, behind what lies beside.
    let tail = section
        .lines()
        .filter(|line| line.starts_with("> ") && section.contains("\n### "));
    let mut forms: Vec<Vec<&str>> = vec![Vec::new()];
    let mut expected = Vec::new();
    for line in body.lines().chain(tail) {
        if let Some(text) = line.strip_prefix("> ") {
            expected.push(text.to_owned());
            continue;
        }
        // A second list of facts begins a second form.
        let begins = line.starts_with("- 项目：")
            && forms
                .last()
                .is_some_and(|form| form.iter().any(|l| l.starts_with('|')));
        if begins {
            forms.push(Vec::new());
        }
        forms.last_mut().unwrap().push(line);
    }
    let profile = fact(&forms[0], "口径").unwrap_or_else(|| "general".into());
    let stage = fact(&forms[0], "阶段").unwrap_or_default();
    let forms = forms.iter().map(|lines| form(lines)).collect();
    Example {
        title: title.trim().to_owned(),
        bad: title.starts_with("不合格"),
        forms,
        profile,
        publication: stage == "公开前",
        published: stage == "公开",
        beside: Beside::new(known, outside),
        expected,
    }
}

/// A table of the page as a reader hands it on.
fn table(lines: &[&str]) -> RawDocument {
    let rows = lines
        .iter()
        .filter(|line| line.starts_with('|') && !line.contains("---"));
    let row = |line: &&str| Row {
        cells: (1..)
            .zip(cells(line))
            .map(|(column, text)| Cell::new(column, text, Place::text(1, column)))
            .collect(),
    };
    RawDocument {
        blocks: vec![Block {
            layout: CellLayout::Ruled,
            rows: rows.map(row).collect(),
            ..Block::default()
        }],
        ..RawDocument::default()
    }
}

/// The text behind `- key：`; nothing when the key is not there.
fn fact(lines: &[&str], key: &str) -> Option<String> {
    let mut lines = lines.iter();
    let first = lines.find_map(|line| {
        line.strip_prefix("- ")?
            .strip_prefix(key)?
            .strip_prefix('：')
    })?;
    Some(first.trim().to_owned())
}

fn form(lines: &[&str]) -> Form {
    let or =
        |key: &str, default: &str| Some(fact(lines, key).unwrap_or_else(|| default.to_owned()));
    let year: i16 = or("年度", "2025")
        .and_then(|year| year.parse().ok())
        .unwrap_or(2025);
    let title = or("标题", "2025年项目支出绩效目标表");
    let titled: Option<i16> = title
        .as_deref()
        .and_then(|title| title.get(..4)?.parse().ok());
    let unit = match or("金额单位", "万元").as_deref() {
        Some("元") => Some(MoneyUnit::Yuan),
        Some("万元") => Some(MoneyUnit::Wan),
        _ => None,
    };
    let text_source = fact(lines, "来源").as_deref() == Some("txt");
    let mut form = Form {
        title,
        kind: match fact(lines, "表种").as_deref() {
            Some("自评表") => FormKind::SelfEvaluation,
            Some("监控表") => FormKind::Monitoring,
            _ => FormKind::Target,
        },
        through_month: fact(lines, "截至")
            .and_then(|month| month.trim_end_matches('月').parse().ok()),
        weight_total: fact(lines, "分值合计").and_then(|sum| model::Exact::parse(&sum)),
        fiscal_year: titled.or(Some(year)),
        amount_unit: unit,
        ..Form::default()
    };
    // As a reading does it: a year line that differs from the title stays visible.
    if titled.is_some_and(|titled| titled != year) {
        form.extra.push(Extra {
            label: "年度".into(),
            text: format!("（{year}年度）"),
            at: None,
        });
    }
    // What the template prints beside its fields.
    if let Some(text) = fact(lines, "附注") {
        form.unplaced.push(Unplaced { text, at: None });
    }
    if let Some(text) = fact(lines, "填报日期") {
        form.extra.push(Extra {
            label: "填报日期".into(),
            text,
            at: None,
        });
    }
    form.project.code = fact(lines, "编码");
    form.project.name = or("项目", "示例项目");
    form.project.attribute = or("项目属性", "一年期项目");
    form.project.period = or("项目期", "1年");
    form.department.name = or("主管部门", "青陵市某局");
    form.unit.name = or("单位", "青陵市某中心");
    let goal = or(
        "目标",
        "2025年11月底前完成示例工作30项，合格率不低于95%，服务对象满意度不低于90%。",
    )
    .unwrap_or_default();
    form.goals.push(Goal {
        horizon: Horizon::Annual,
        text: goal,
        result: fact(lines, "结果"),
        at: Some(place(text_source, 2, 2)),
    });
    funds(
        &mut form,
        &or("资金", "项目总额 20；年度资金总额 20；财政拨款 20").unwrap_or_default(),
        text_source,
    );
    if let Some(text) = fact(lines, "执行") {
        executed(&mut form, &text, text_source);
    }
    if let Some(text) = fact(lines, "总分") {
        let (total, grade) = text.split_once(' ').unwrap_or((&text, ""));
        let evaluation: &mut Evaluation = form.evaluation.get_or_insert_default();
        evaluation.total = Exact::parse(total);
        evaluation.grade = (!grade.is_empty()).then(|| grade.to_owned());
    }
    rows(&mut form, lines, text_source);
    form
}

/// The money table of a self-evaluation or monitoring form: `年度资金总额 预算 50 执行 48 执行率 96% 分值 10 得分 9.6；…`.
fn executed(form: &mut Form, text: &str, text_source: bool) {
    (form.funds.total, form.funds.lines) = (None, Vec::new());
    for (number, part) in (1..).zip(text.split('；')) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let cell = |key: &str| {
            words
                .iter()
                .position(|word| *word == key)
                .and_then(|at| words.get(at + 1))
                .copied()
        };
        let amount = |key: &str, column: u32| {
            let at = place(text_source, 100 + number, column);
            cell(key).map(|raw| Amount::parse(raw, form.amount_unit, Some(at)))
        };
        let exact = |key: &str| cell(key).and_then(|raw| Exact::parse(raw.trim_end_matches('%')));
        let blank = Amount::parse("", form.amount_unit, None);
        let line = FundLine {
            label: words[0].to_owned(),
            path: vec![words[0].to_owned()],
            amount: amount("预算", 3).unwrap_or(blank),
            initial: amount("年初", 2),
            executed: amount("执行", 4),
            forecast: amount("预计", 5),
            rate: exact("执行率"),
            weight: exact("分值"),
            score: exact("得分"),
            note: cell("原因").map(str::to_owned),
            inferred: false,
        };
        if number == 1 {
            form.funds.annual_total = Some(line.amount.clone());
            if line.score.is_some() {
                form.evaluation.get_or_insert_default().execution_score = line.score;
            }
        }
        form.funds.lines.push(line);
    }
}

fn place(text_source: bool, row: u32, column: u32) -> Place {
    if text_source {
        Place::text(row, column)
    } else {
        Place::Table {
            table: 1,
            row,
            column,
        }
    }
}

fn funds(form: &mut Form, text: &str, text_source: bool) {
    for (number, part) in (1..).zip(text.split('；')) {
        let (label, raw) = part.trim().split_once(' ').unwrap_or((part.trim(), ""));
        let amount = Amount::parse(
            raw,
            form.amount_unit,
            Some(place(text_source, 100 + number, 2)),
        );
        match label {
            "项目总额" => form.funds.total = Some(amount),
            "年度资金总额" => form.funds.annual_total = Some(amount),
            label => {
                let path: Vec<String> = label.split('/').map(str::to_owned).collect();
                let label = path.last().cloned().unwrap_or_default();
                form.funds.lines.push(FundLine::plain(label, path, amount));
            }
        }
    }
}

fn rows(form: &mut Form, lines: &[&str], text_source: bool) {
    let mut table = lines
        .iter()
        .filter(|line| line.starts_with('|'))
        .map(|line| cells(line));
    let Some(head) = table.next() else { return };
    let column = |cells: &[String], name: &str| {
        head.iter()
            .position(|title| title == name)
            .and_then(|at| cells.get(at))
            .cloned()
    };
    let dates = law::calendar::dates(form.fiscal_year);
    let mut level2: Option<(String, u32)> = None;
    for (number, cells) in
        (10..).zip(table.filter(|cells| !cells.iter().all(|cell| cell.starts_with("---"))))
    {
        let word = column(&cells, "二级指标").unwrap_or_default();
        if !word.is_empty() {
            level2 = Some((word.clone(), number));
        }
        let class = level2
            .as_ref()
            .and_then(|(word, _)| law::vocabulary::level2(word))
            .map(|word| word.class);
        let level1 = column(&cells, "一级指标")
            .filter(|word| !word.is_empty())
            .or_else(|| class.map(|class| level1_word(class).to_owned()));
        let filled = |name: &str| column(&cells, name).filter(|text| !text.is_empty());
        form.indicators.push(Indicator {
            id: format!("r{}", form.indicators.len() + 1),
            level1,
            level2: level2.as_ref().map(|(word, _)| word.clone()),
            name: column(&cells, "三级指标").unwrap_or_default(),
            class,
            value: Value::parse(&column(&cells, "指标值").unwrap_or_default(), dates),
            weight: filled("权重")
                .or_else(|| filled("分值"))
                .and_then(|text| Exact::parse(&text)),
            actual: filled("实际完成值").map(|text| Value::parse(&text, dates)),
            score: filled("得分").and_then(|text| Exact::parse(&text)),
            rule: filled("评分标准"),
            deviation: column(&cells, "偏差原因"),
            monitoring: column(&cells, "可能性").map(|possibility| Monitoring {
                to_date: Value::parse(&filled("执行情况").unwrap_or_default(), dates),
                forecast: Value::parse(&filled("全年预计").unwrap_or_default(), dates),
                possibility: Some(possibility).filter(|text| !text.is_empty()),
                causes: filled("原因类别").into_iter().collect(),
                note: filled("原因说明"),
            }),
            remark: filled("备注"),
            basis: filled("依据"),
            cells: Cells {
                name: vec![place(text_source, number, 3)],
                value: vec![place(text_source, number, 4)],
                level2: level2
                    .iter()
                    .map(|(_, row)| place(text_source, *row, 2))
                    .collect(),
            },
            ..Indicator::default()
        });
    }
}

fn cells(line: &str) -> Vec<String> {
    line.trim()
        .trim_matches('|')
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

fn level1_word(class: IndicatorClass) -> &'static str {
    match class {
        class if class.is_output() => "产出指标",
        class if class.is_benefit() => "效益指标",
        _ => "满意度指标",
    }
}
