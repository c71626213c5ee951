//! The columns beyond the two levels, in the order of the official forms: names, values, what only some forms print, marks to tick, remarks.

use crate::columns::{PRINTED, shown};
use crate::paper::{Cell, Kind, Shows};
use law::profile::Template;
use model::{Form, FormKind, Indicator};
use std::collections::HashMap;

/// A column of the table.
pub(in crate::paper) struct Column {
    pub(super) head: String,
    /// The head over several columns that it stands under.
    pub(super) group: Option<&'static str>,
    pub(super) across: usize,
    kind: Kind,
    shows: Shows,
    text: Says,
}

/// What a row says in a column.
type Says = Box<dyn Fn(&Indicator) -> Option<String>>;

impl Column {
    fn new(
        head: &str,
        kind: Kind,
        text: impl Fn(&Indicator) -> Option<String> + 'static,
    ) -> Column {
        Column {
            head: head.to_owned(),
            group: None,
            across: 1,
            kind,
            shows: Shows::Frame,
            text: Box::new(text),
        }
    }

    /// Characters of its longest text; of words and marks that may stand in a narrow column, none.
    pub(super) fn longest(&self, rows: &[Indicator]) -> u32 {
        let texts = rows.iter().filter(|_| self.kind == Kind::Text);
        let longest = texts
            .filter_map(|row| (self.text)(row))
            .map(|text| text.chars().count());
        longest.max().map_or(0, |longest| longest as u32)
    }

    /// The width that its texts ask for, in shares of a page of about a hundred.
    pub(super) fn wanted(&self, rows: &[Indicator]) -> u32 {
        let texts = rows.iter().filter_map(|row| (self.text)(row));
        let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0) as u32;
        let head = self.head.chars().count() as u32;
        match self.kind {
            Kind::Number => 8,
            Kind::Short if self.group.is_some() => 5,
            Kind::Label | Kind::Short => longest.max(head).clamp(6, 12) + 2,
            Kind::Text => (longest / 2).clamp(10, 26),
        }
    }

    /// Its cell in a row.
    pub(super) fn cell(&self, row: &Indicator) -> Cell {
        Cell::new(self.kind, (self.text)(row).unwrap_or_default())
            .across(self.across)
            .showing(self.shows.clone())
    }
}

/// The columns of a form.
pub(in crate::paper) fn columns(form: &Form, template: &Template) -> Vec<Column> {
    let value = match form.kind {
        FormKind::Target | FormKind::Department => "指标值",
        FormKind::SelfEvaluation | FormKind::Monitoring => "年度指标值",
    };
    let mut columns = vec![Column {
        shows: Shows::Name,
        ..Column::new("三级指标", Kind::Text, |row| Some(name(row)))
    }];
    let regions = regions(form);
    if regions.is_empty() {
        columns.push(Column {
            shows: Shows::Value,
            ..Column::new(template.head(value), Kind::Short, |row| {
                Some(row.value.raw.clone())
            })
        });
    }
    columns.extend(regions);
    let ticked = ticks(form);
    let (mut remarks, mut others) = (Vec::new(), Vec::new());
    let own = template.always.iter().map(String::as_str);
    let always: Vec<&str> = always(form.kind).iter().copied().chain(own).collect();
    for column in shown(&form.indicators, &always) {
        let left_out = match column.label {
            PRINTED | "地区" => true,
            "完成可能性" | "偏差原因" | "原因说明" => ticked.is_some(),
            "偏差原因及改进措施" => {
                form.kind == FormKind::Monitoring && repeats_notes(form)
            }
            _ => false,
        };
        if left_out {
            continue;
        }
        let kind = match column.label {
            "实际完成值" | "已完成" | "预计全年" | "完成可能性" | "上年值" => {
                Kind::Short
            }
            _ if column.number => Kind::Number,
            _ => Kind::Text,
        };
        let shows = match column.label {
            "分值" => Shows::Weight,
            "备注" => Shows::Remark,
            _ => Shows::Frame,
        };
        let own = Column {
            shows,
            ..Column::new(
                &printed_head(form, template, column.label),
                kind,
                column.text,
            )
        };
        match column.label {
            "备注" => remarks.push(own),
            // What was before stands before what is now.
            "上年值" if template.always.iter().any(|label| label == "上年值") => {
                columns.insert(1, own);
            }
            _ => others.push(own),
        }
    }
    columns.extend(others);
    columns.extend(ticked.into_iter().flatten());
    columns.extend(remarks);
    columns
}

/// One value column a region, in a form that has values for several.
fn regions(form: &Form) -> Vec<Column> {
    let mut names: Vec<&String> = Vec::new();
    for region in form.indicators.iter().filter_map(|row| row.region.as_ref()) {
        if !names.contains(&region) {
            names.push(region);
        }
    }
    let column = |region: &String| {
        let mut values = HashMap::new();
        let own = form.indicators.iter();
        for row in own.filter(|row| row.region.as_ref() == Some(region)) {
            let value = values.entry(super::apart_from_region(row));
            value.or_insert_with(|| row.value.raw.clone());
        }
        Column::new(region, Kind::Short, move |row| {
            row.region.as_ref()?;
            values.get(&super::apart_from_region(row)).cloned()
        })
    };
    names.into_iter().map(column).collect()
}

/// The columns that a form of this kind prints even where they are still empty.
fn always(kind: FormKind) -> &'static [&'static str] {
    match kind {
        FormKind::SelfEvaluation => &["实际完成值", "分值", "得分", "偏差原因及改进措施"],
        FormKind::Monitoring => &["已完成", "预计全年"],
        FormKind::Target | FormKind::Department => &[],
    }
}

/// The head of a column in the words of the template; that of the points with their sum, where the form prints it.
fn printed_head(form: &Form, template: &Template, label: &str) -> String {
    let head = template.head(&head(form, label)).to_owned();
    match form.weight_total.filter(|_| label == "分值") {
        Some(total) => format!("{head}（{total}分）"),
        None => head,
    }
}

/// The official head of a column.
fn head(form: &Form, label: &str) -> String {
    match label {
        "已完成" => match form.through_month {
            Some(month) => format!("1—{month}月执行情况"),
            None => "执行情况".to_owned(),
        },
        "预计全年" => "全年预计完成情况".to_owned(),
        "完成可能性" => "完成目标可能性".to_owned(),
        "偏差原因" => "偏差原因分析".to_owned(),
        "偏差原因及改进措施" => "偏差原因分析及改进措施".to_owned(),
        "上年值" => "上年完成值".to_owned(),
        "设定依据" => "指标值设定依据".to_owned(),
        label => label.to_owned(),
    }
}

/// The name as the form prints it.
fn name(row: &Indicator) -> String {
    match &row.printed {
        Some(printed) => printed.clone(),
        None if row.core => format!("★{}", row.name),
        None => row.name.clone(),
    }
}

/// Whether what stands as deviation is the note of the monitoring columns.
fn repeats_notes(form: &Form) -> bool {
    form.indicators.iter().all(|row| {
        let note = row
            .monitoring
            .as_ref()
            .and_then(|seen| seen.note.as_deref());
        let deviation = row.deviation.as_deref().filter(|text| !text.is_empty());
        deviation.is_none() || deviation == note
    })
}

/// The columns to tick of a monitoring form: the causes of a deviation and the chances of reaching the target. Nothing where a form says
/// what cannot be ticked.
fn ticks(form: &Form) -> Option<Vec<Column>> {
    const CAUSES: [&str; 5] = ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"];
    const CHANCES: [&str; 3] = ["确定能", "有可能", "完全不可能"];
    let seen = || {
        form.indicators
            .iter()
            .filter_map(|row| row.monitoring.as_ref())
    };
    let fits = seen().all(|seen| {
        let chance = seen.possibility.as_deref();
        seen.causes
            .iter()
            .all(|cause| CAUSES.contains(&cause.as_str()))
            && chance.is_none_or(|chance| CHANCES.contains(&chance))
    });
    if form.kind != FormKind::Monitoring || !fits {
        return None;
    }
    let tick = |ticked: bool| ticked.then(|| "√".to_owned());
    let mut columns: Vec<Column> = CAUSES
        .into_iter()
        .map(|cause| {
            Column::new(cause, Kind::Short, move |row| {
                tick(
                    row.monitoring
                        .as_ref()?
                        .causes
                        .iter()
                        .any(|own| own == cause),
                )
            })
        })
        .collect();
    columns.push(Column::new("原因说明", Kind::Text, |row| {
        row.monitoring.as_ref()?.note.clone()
    }));
    for column in &mut columns {
        column.group = Some("偏差原因分析");
    }
    columns.extend(CHANCES.into_iter().map(|chance| Column {
        group: Some("完成目标可能性"),
        ..Column::new(chance, Kind::Short, move |row| {
            tick(row.monitoring.as_ref()?.possibility.as_deref() == Some(chance))
        })
    }));
    Some(columns)
}
