//! A row an indicator.

use super::{Said, field};
use crate::open_data::{Datum, Kind};
use crate::site::Entry;
use model::{Horizon, Indicator, Value};

/// An indicator with its form.
pub(super) struct Row<'a> {
    pub(super) entry: &'a Entry,
    pub(super) row: &'a Indicator,
}

fn raw(value: Option<&Value>) -> Datum {
    Datum::text(value.map(|value| value.raw.as_str()))
}

pub(super) fn fields<'a>() -> Vec<Said<Row<'a>>> {
    use Kind::{Day, Number, Text, Whole};
    vec![
        (field("form_id", Text, "所在表的编号", "Form"), |row| {
            Datum::text(Some(&row.entry.id))
        }),
        (
            field(
                "row",
                Whole,
                "指标表第几行，从1起",
                "Row of the indicator table, from 1",
            ),
            |row| Datum::number(model::Exact::parse(row.row.id.trim_start_matches('r'))),
        ),
        (
            field(
                "horizon",
                Text,
                "annual年度、whole实施期",
                "annual or whole period",
            ),
            |row| {
                Datum::text(Some(match row.row.horizon {
                    Horizon::Annual => "annual",
                    Horizon::Whole => "whole",
                }))
            },
        ),
        (field("region", Text, "地区", "Region"), |row| {
            Datum::text(row.row.region.as_deref())
        }),
        (field("level1", Text, "一级指标", "Level 1"), |row| {
            Datum::text(row.row.level1.as_deref())
        }),
        (field("level2", Text, "二级指标", "Level 2"), |row| {
            Datum::text(row.row.level2.as_deref())
        }),
        (
            field("class", Text, "按二级指标归的类", "Class by level 2"),
            |row| Datum::text(row.row.class.map(|class| class.word())),
        ),
        (
            field("name", Text, "三级指标名称", "Name of the indicator"),
            |row| Datum::text(Some(&row.row.name)),
        ),
        (
            field(
                "value_text",
                Text,
                "指标值，照原文",
                "Target value, as typed",
            ),
            |row| raw(Some(&row.row.value)),
        ),
        (
            field(
                "operator",
                Text,
                "比较符号，原文有才有",
                "Operator, only if printed",
            ),
            |row| Datum::text(row.row.value.operator.map(|operator| operator.sign())),
        ),
        (
            field("number", Number, "指标值中的数", "Number of the value"),
            |row| Datum::number(row.row.value.number),
        ),
        (
            field("upper", Number, "区间的上限", "Upper end of a range"),
            |row| Datum::number(row.row.value.upper),
        ),
        (
            field("unit", Text, "计量单位", "Unit of measure"),
            |row| Datum::text(row.row.value.unit.as_deref()),
        ),
        (
            field(
                "deadline",
                Day,
                "时限的最后一天，读得出才有",
                "Last day of a deadline, where it can be told",
            ),
            |row| {
                let date = row.row.value.date.as_ref();
                let day = date.and_then(|date| date.to).map(|day| day.to_string());
                Datum::text(day.as_deref())
            },
        ),
        (
            field(
                "previous_text",
                Text,
                "上年值，照原文",
                "Value of the year before, as typed",
            ),
            |row| raw(row.row.previous.as_ref()),
        ),
        (
            field("weight", Number, "分值，分", "Weight, points"),
            |row| Datum::number(row.row.weight),
        ),
        (
            field(
                "actual_text",
                Text,
                "实际完成值，照原文",
                "Actual value, as typed",
            ),
            |row| raw(row.row.actual.as_ref()),
        ),
        (
            field(
                "actual_number",
                Number,
                "实际完成值中的数",
                "Number of the actual value",
            ),
            |row| Datum::number(row.row.actual.as_ref().and_then(|value| value.number)),
        ),
        (
            field("score", Number, "得分，分", "Score, points"),
            |row| Datum::number(row.row.score),
        ),
        (
            field(
                "deviation",
                Text,
                "偏差原因及改进措施",
                "Reasons of deviation and measures",
            ),
            |row| Datum::text(row.row.deviation.as_deref()),
        ),
        (
            field(
                "placement",
                Text,
                "stated照原件、inferred按版面推断：推断的位置与填报单位无关",
                "stated as printed, or inferred from a damaged layout, which is no fault of the unit",
            ),
            |row| {
                Datum::text(Some(if row.row.is_inferred() {
                    "inferred"
                } else {
                    "stated"
                }))
            },
        ),
        (
            field(
                "inferred_from",
                Text,
                "推断的缘由",
                "What it was inferred from",
            ),
            |row| {
                Datum::text(
                    row.row
                        .inferred_from
                        .as_ref()
                        .map(|from| from.note.as_str()),
                )
            },
        ),
    ]
}
