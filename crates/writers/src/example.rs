//! One invented form with everything a report can show, for the tests of all writers.

use model::*;

/// A document with one target form, and its verdict.
pub(crate) fn checked() -> (Document, DocumentVerdict) {
    let source = Source {
        path: "云泽市/申报表.txt".into(),
        format: "txt".into(),
        ..Default::default()
    };
    let document = Document {
        source: source.clone(),
        forms: vec![form()],
        ..Default::default()
    };
    (
        document,
        DocumentVerdict {
            source,
            error: None,
            forms: vec![verdict()],
        },
    )
}

/// A document that could not be opened, and its verdict.
pub(crate) fn unread() -> (Document, DocumentVerdict) {
    let source = Source {
        path: "云泽市/扫描件.docx".into(),
        format: "docx".into(),
        ..Default::default()
    };
    let error = DocumentError {
        kind: ErrorKind::NoText,
        message: "文件里只有图片，没有文字。请用扫描前的电子版，或先做文字识别。".into(),
    };
    let document = Document {
        source: source.clone(),
        error: Some(error.clone()),
        ..Default::default()
    };
    (
        document,
        DocumentVerdict {
            source,
            error: Some(error),
            forms: Vec::new(),
        },
    )
}

/// A finding over several forms.
pub(crate) fn over_forms() -> Finding {
    let (_, verdict) = checked();
    let mut finding = verdict.forms[0].findings[0].clone();
    finding.message = "两张表的护林员人数不同；建议核对。".into();
    finding.row = None;
    finding.related = vec![Related {
        document: Some("甲.txt".into()),
        form: Some(2),
        row: Some("r3".into()),
    }];
    finding
}

/// The summary of both.
pub(crate) fn summary() -> Summary {
    let count = |examined, found, inferred| CodeCount {
        examined,
        found,
        inferred,
    };
    let codes = [
        ("A06", count(1, 1, 0)),
        ("D09", count(1, 1, 1)),
        ("E02", count(1, 1, 0)),
        ("E03", count(1, 0, 0)),
    ];
    Summary {
        documents: 2,
        unread: 1,
        forms: 1,
        error: 1,
        warning: 5,
        hint: 1,
        by_code: codes
            .into_iter()
            .map(|(code, count)| (code.to_owned(), count))
            .collect(),
    }
}

/// Titles of a few rules and one profile.
pub(crate) const NAMES: crate::Names<'static> = crate::Names {
    rule: &|code| match code {
        "A06" => Some("指标值为空".to_owned()),
        "E02" => Some("定性值过多".to_owned()),
        _ => None,
    },
    profile: &|id| (id == "general").then(|| "通用口径".to_owned()),
    levels: crate::Levels::USUAL,
};

fn form() -> Form {
    let amount = |raw: &str, line, cell| {
        Amount::parse(raw, Some(MoneyUnit::Wan), Some(Place::text(line, cell)))
    };
    let fund = |path: &[&str], raw: &str, line, cell| {
        let label = path[path.len() - 1].to_owned();
        let path = path.iter().map(|label| label.to_string()).collect();
        FundLine::plain(label, path, amount(raw, line, cell))
    };
    let row = |id: &str, levels: [&str; 2], name: &str, value: &str, line| Indicator {
        id: id.into(),
        level1: Some(levels[0].into()),
        level2: Some(levels[1].into()),
        name: name.into(),
        value: Value::parse(value, value::DateContext::NONE),
        cells: Cells {
            name: vec![Place::text(line, 3)],
            value: vec![Place::text(line, 5)],
            level2: vec![Place::text(line, 2)],
        },
        ..Default::default()
    };
    let mut rows = vec![
        row("r1", ["产出指标", "数量指标"], "培训护林员人数", "", 16),
        row("r2", ["产出指标", "质量指标"], "培训合格率", "≥95%", 17),
        row(
            "r3",
            ["产出指标", "时效指标"],
            "10月底前完成培训",
            "100%",
            18,
        ),
        row(
            "r4",
            ["效益指标", "经济效益指标"],
            "营造爱林护林的良好氛围",
            "100%",
            19,
        ),
        row(
            "r5",
            ["效益指标", "生态效益指标"],
            "营造爱林护林的良好氛围",
            "100%",
            20,
        ),
        row(
            "r6",
            ["效益指标", "可持续影响指标"],
            "长效管护机制健全",
            "100%",
            21,
        ),
        row(
            "r7",
            ["满意度指标", "服务对象满意度指标"],
            "参训人员满意度<script>",
            "≥90%",
            22,
        ),
    ];
    rows[5].placement = Placement::Inferred;
    rows[5].inferred_from = Some(Inference {
        code: "shifted_row".into(),
        note: "这一行左移了一格，已按二级指标放回".into(),
    });
    rows[3].printed = Some("指标1：营造爱林护林的良好氛围".into());
    Form {
        title: Some("2026年云泽市本级部门项目支出绩效目标表".into()),
        fiscal_year: Some(2026),
        amount_unit: Some(MoneyUnit::Wan),
        project: Project {
            name: Some("护林员培训".into()),
            attribute: Some("一年期项目".into()),
            period: Some("1年".into()),
            ..Default::default()
        },
        department: Party {
            name: Some("云泽市林草局".into()),
            code: Some("812".into()),
        },
        unit: Party {
            name: Some("云泽市林业站".into()),
            code: None,
        },
        funds: Funds {
            total: Some(amount("7.2", 9, 2)),
            annual_total: Some(amount("7.2", 9, 4)),
            lines: vec![
                fund(&["本级资金"], "7.2", 10, 3),
                fund(&["本级资金", "财政拨款"], "6", 11, 3),
                fund(&["本级资金", "其他资金"], "1.2", 12, 3),
                fund(&["转移县（市、区）资金"], "", 10, 6),
                fund(&["转移县（市、区）资金", "中央资金"], "", 11, 6),
            ],
        },
        goals: vec![Goal {
            horizon: Horizon::Annual,
            text: "通过开展培训，提升护林员队伍素质，营造爱林护林的良好氛围。".into(),
            result: None,
            at: Some(Place::text(14, 2)),
        }],
        indicators: rows,
        readings: vec![Reading {
            id: "a".into(),
            cost: 2,
            why: "二级指标的标签印在下一行".into(),
            rows: vec![ReadingRow {
                row: "r2".into(),
                level1: Some("产出指标".into()),
                level2: Some("时效指标".into()),
                name: "培训合格率".into(),
                value: Value::parse("≥95%", value::DateContext::NONE),
            }],
        }],
        extra: vec![Extra {
            label: "联系电话".into(),
            text: "（未填）".into(),
            at: None,
        }],
        unplaced: vec![Unplaced {
            text: "附件2 & 说明".into(),
            at: Some(Place::text(1, 1)),
        }],
        notes: vec![Note::new(
            "shifted_row",
            "这一行左移了一格，已按二级指标放回，请对照原件。",
            vec![Place::text(21, 1)],
        )],
        ..Default::default()
    }
}

fn verdict() -> FormVerdict {
    let finding =
        |id: &str, code: &str, severity, row: Option<&str>, at: Place, message: &str| Finding {
            id: id.into(),
            code: code.into(),
            name: "example".into(),
            severity,
            message: message.into(),
            row: row.map(str::to_owned),
            at: vec![at],
            span: None,
            facts: Facts::new(),
            covers: Vec::new(),
            covered_by: None,
            related: Vec::new(),
            citations: Vec::new(),
            criterion: None,
            inferred: false,
            fix: None,
        };
    let covered = |by: &str, mut finding: Finding| {
        finding.covered_by = Some(by.to_owned());
        finding
    };
    use Severity::{Error, Hint, Warning};
    let mut empty = finding(
        "f2",
        "A06",
        Error,
        Some("r1"),
        Place::text(16, 5),
        "“培训护林员人数”的指标值是空的；请填写人数。",
    );
    empty.fix = Some(Fix {
        title: "填写计划培训的人数".into(),
        safety: Safety::Suggested,
        edits: vec![Edit::Set {
            row: Some("r1".into()),
            field: "value".into(),
            from: String::new(),
            to: "≥＿＿人".into(),
        }],
    });
    empty.citations = vec![Citation {
        key: "K".into(),
        document: "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）".into(),
        clause: Some("第十三条".into()),
        binding: false,
    }];
    let mut same = finding(
        "f4",
        "G03",
        Warning,
        Some("r4"),
        Place::text(19, 3),
        "经济效益指标与生态效益指标写的是同一句话“营造爱林护林的良好氛围”；建议各写各的，如确不涉及，可不设。",
    );
    same.related = vec![Related {
        row: Some("r5".into()),
        ..Default::default()
    }];
    same.covers = vec!["f4a".into(), "f4b".into()];
    let mut lasting = finding(
        "f5",
        "D09",
        Hint,
        Some("r6"),
        Place::text(21, 2),
        "没有写明影响持续多久；可补充年限。",
    );
    lasting.inferred = true;
    let findings = vec![
        empty,
        finding(
            "f3",
            "E07",
            Warning,
            Some("r3"),
            Place::text(18, 3),
            "完成时限写在名称里，指标值是100%；建议名称写“培训完成时间”，指标值写“10月底前”。",
        ),
        covered(
            "f3",
            finding(
                "f3a",
                "E15",
                Hint,
                Some("r3"),
                Place::text(18, 3),
                "名称里带有要求。",
            ),
        ),
        same,
        covered(
            "f4",
            finding(
                "f4a",
                "D06",
                Warning,
                Some("r4"),
                Place::text(19, 3),
                "经济效益指标里没有写到收入、成本等。",
            ),
        ),
        covered(
            "f4",
            finding(
                "f4b",
                "E02",
                Warning,
                None,
                Place::text(16, 5),
                "7个指标里有4个写100%。",
            ),
        ),
        lasting,
        finding(
            "f1",
            "C02",
            Warning,
            None,
            Place::text(14, 2),
            "总体目标没有可以衡量的数；建议写明培训多少人、达到什么标准。",
        ),
        covered(
            "f1",
            finding(
                "f1a",
                "C03",
                Hint,
                None,
                Place::text(14, 2),
                "总体目标没有提到时间。",
            ),
        ),
    ];
    FormVerdict {
        examined: Vec::new(),
        title: Some("2026年云泽市本级部门项目支出绩效目标表".into()),
        project: Some("护林员培训".into()),
        profile: ProfileChoice {
            id: "general".into(),
            version: "2026.1".into(),
            chosen_by: "没有更具体的口径适用".into(),
        },
        quality: Quality {
            inferred: 1,
            unplaced: 1,
            ambiguous: 1,
            judged: true,
        },
        verified: vec![
            Verified {
                check: "B01".into(),
                message: "资金总额7.2＝财政拨款6＋其他资金1.2".into(),
                facts: Facts::new(),
                at: vec![Place::text(10, 3)],
            },
            Verified {
                check: "B03".into(),
                message: "一年期项目：项目总额7.2＝年度资金总额7.2".into(),
                facts: Facts::new(),
                at: vec![Place::text(9, 2)],
            },
        ],
        waived: vec![finding(
            "f6",
            "E04",
            Hint,
            Some("r2"),
            Place::text(17, 5),
            "没有写比较符号。",
        )],
        findings,
    }
}
