//! The columns of an indicator table beyond the five that every form has: those that only some forms print.

use model::Indicator;

/// A column that only some forms print.
pub(crate) struct Column {
    /// The head of the column.
    pub(crate) label: &'static str,
    /// The cell of a row.
    pub(crate) text: fn(&Indicator) -> Option<String>,
    /// Whether its cells are numbers.
    pub(crate) number: bool,
}

/// The optional columns in their order, but for those that no row fills.
pub(crate) fn filled(rows: &[Indicator]) -> Vec<&'static Column> {
    OPTIONAL
        .iter()
        .filter(|column| {
            rows.iter()
                .any(|row| (column.text)(row).is_some_and(|text| !text.is_empty()))
        })
        .collect()
}

/// The same, and those that are printed even where no row fills them.
pub(crate) fn shown(rows: &[Indicator], always: &[&str]) -> Vec<&'static Column> {
    let filled = filled(rows);
    let mut all = OPTIONAL.iter().collect::<Vec<_>>();
    all.retain(|column| {
        always.contains(&column.label) || filled.iter().any(|own| own.label == column.label)
    });
    all
}

/// The label of the name as printed.
pub(crate) const PRINTED: &str = "印的原文";

static OPTIONAL: [Column; 15] = [
    Column {
        label: "地区",
        text: |row| row.region.clone(),
        number: false,
    },
    Column {
        label: "上年值",
        text: |row| row.previous.as_ref().map(|value| value.raw.clone()),
        number: false,
    },
    Column {
        label: "实际完成值",
        text: |row| row.actual.as_ref().map(|value| value.raw.clone()),
        number: false,
    },
    Column {
        label: "分值",
        text: |row| row.weight.map(|weight| weight.to_string()),
        number: true,
    },
    Column {
        label: "得分",
        text: |row| row.score.map(|score| score.to_string()),
        number: true,
    },
    Column {
        label: "偏差原因及改进措施",
        text: |row| row.deviation.clone().filter(|text| !text.is_empty()),
        number: false,
    },
    Column {
        label: "已完成",
        text: |row| {
            row.monitoring
                .as_ref()
                .map(|monitoring| monitoring.to_date.raw.clone())
        },
        number: false,
    },
    Column {
        label: "预计全年",
        text: |row| {
            row.monitoring
                .as_ref()
                .map(|monitoring| monitoring.forecast.raw.clone())
        },
        number: false,
    },
    Column {
        label: "完成可能性",
        text: |row| row.monitoring.as_ref()?.possibility.clone(),
        number: false,
    },
    Column {
        label: "偏差原因",
        text: |row| Some(row.monitoring.as_ref()?.causes.join("、")),
        number: false,
    },
    Column {
        label: "原因说明",
        text: |row| row.monitoring.as_ref()?.note.clone(),
        number: false,
    },
    Column {
        label: PRINTED,
        text: |row| row.printed.clone(),
        number: false,
    },
    Column {
        label: "设定依据",
        text: |row| row.basis.clone(),
        number: false,
    },
    Column {
        label: "评分标准",
        text: |row| row.rule.clone(),
        number: false,
    },
    Column {
        label: "备注",
        text: |row| row.remark.clone(),
        number: false,
    },
];
