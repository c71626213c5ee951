//! The words around a finding: places, fixes and citations.

use model::{Citation, Edit, Finding, Fix, Form, HeadField, Place, Safety};

/// The first places, as a person looks for them; more than three are counted.
pub fn places(at: &[Place]) -> String {
    let mut text: Vec<String> = at.iter().take(3).map(Place::to_string).collect();
    text.dedup();
    let rest = at.len().saturating_sub(3);
    let tail = if rest > 0 {
        format!("等{}处", at.len())
    } else {
        String::new()
    };
    text.join("、") + &tail
}

/// Places of other forms as a list: the first ten, then how many there are.
pub fn listed(places: &[String]) -> String {
    const SHOWN: usize = 10;
    let shown = places[..places.len().min(SHOWN)].join("；");
    match places.len().saturating_sub(SHOWN) {
        0 => shown,
        _ => format!("{shown}等{}处", places.len()),
    }
}

/// The texts that found no field, those of one row on one line, each line with its place.
pub fn unplaced(form: &Form) -> Vec<(String, String)> {
    let mut lines: Vec<(String, Vec<(String, &str)>)> = Vec::new();
    for text in &form.unplaced {
        let row = text.at.as_ref().map(row_of).unwrap_or_default();
        let place = text.at.as_ref().map(Place::to_string).unwrap_or_default();
        match lines
            .last_mut()
            .filter(|(last, _)| !row.is_empty() && *last == row)
        {
            Some((_, cells)) => cells.push((place, &text.text)),
            None => lines.push((row, vec![(place, &text.text)])),
        }
    }
    lines
        .into_iter()
        .map(|(row, cells)| match cells.as_slice() {
            [(place, text)] => (place.clone(), (*text).to_owned()),
            _ => {
                let texts: Vec<&str> = cells.iter().map(|(_, text)| *text).collect();
                (row, texts.join(" │ "))
            }
        })
        .collect()
}

/// The row that a place lies in.
fn row_of(place: &Place) -> String {
    match place {
        Place::Text { line, .. } => format!("第{line}行"),
        Place::Table { table, row, .. } => format!("表{table}第{row}行"),
        Place::Sheet { sheet, row, .. } => format!("工作表“{sheet}”第{row}行"),
        Place::Page { page, row, .. } => format!("第{page}页第{row}行"),
    }
}

/// What stands before the other rows that a point names.
pub fn others_word(stands_on_row: bool) -> &'static str {
    if stands_on_row {
        "另涉及："
    } else {
        "涉及："
    }
}

/// How far a fix may be trusted, in words.
pub fn safety(fix: &Fix) -> &'static str {
    match fix.safety {
        Safety::Safe => "只改写法，不改意思",
        Safety::Suggested => "改前请经办人确认",
    }
}

/// Each edit of a fix as one line.
pub fn edits(form: &Form, fix: &Fix, of: &Finding) -> Vec<String> {
    fix.edits
        .iter()
        .map(|edit| edit_line(form, edit, of.row.as_deref()))
        .collect()
}

fn edit_line(form: &Form, edit: &Edit, here: Option<&str>) -> String {
    let path = |id: &str| form.row(id).map_or_else(|| id.to_owned(), |row| row.path());
    match edit {
        Edit::Set {
            row,
            field,
            from,
            to,
        } => {
            let mut place = field_word(field).to_owned();
            if let Some(id) = row.as_deref().filter(|id| Some(*id) != here) {
                place = format!("“{}”的{place}", path(id));
            }
            match (from.is_empty(), to.is_empty()) {
                (true, _) => format!("{place}：填写“{to}”"),
                (false, true) => format!("{place}：删去“{from}”"),
                (false, false) => format!("{place}：“{from}”→“{to}”"),
            }
        }
        Edit::Insert { after, row } => {
            let parts: Vec<&str> = [
                row.level2.as_deref().or(row.level1.as_deref()),
                Some(&row.name),
                Some(&row.value),
            ]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
            format!("在“{}”之后增加一行：{}", path(after), parts.join(" │ "))
        }
        Edit::Delete { row } => format!("删去“{}”这一行", path(row)),
    }
}

/// The name of a field on the form.
pub fn field_word(field: &str) -> &str {
    match field {
        "name" => "三级指标",
        "value" => "指标值",
        "level1" => "一级指标",
        "level2" => "二级指标",
        "weight" => "分值",
        "basis" => "指标值设定依据",
        "rule" => "评分标准",
        "remark" => "备注",
        "goal.annual" => "年度总体绩效目标",
        "goal.whole" => "实施期总体绩效目标",
        "funds.total" => "项目总额",
        "funds.annual_total" => "年度资金总额",
        "fiscal_year" => "年度",
        other => match HeadField::from_key(other) {
            Some(field) => field.word(),
            None => other,
        },
    }
}

/// The citations as lines: those that bind the unit after 依据, the others after 参照. A document is named once, with
/// all its clauses.
pub fn citations(citations: &[Citation]) -> Vec<(&'static str, String)> {
    [("依据", true), ("参照", false)]
        .into_iter()
        .filter_map(|(word, binding)| {
            let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
            for citation in citations
                .iter()
                .filter(|citation| citation.binding == binding)
            {
                let known = documents
                    .iter()
                    .position(|(document, _)| *document == citation.document);
                let index = known.unwrap_or_else(|| {
                    documents.push((&citation.document, Vec::new()));
                    documents.len() - 1
                });
                let clauses = &mut documents[index].1;
                if let Some(clause) = citation
                    .clause
                    .as_deref()
                    .filter(|clause| !clauses.contains(clause))
                {
                    clauses.push(clause);
                }
            }
            let list: Vec<String> = documents
                .iter()
                .map(|(document, clauses)| format!("{document}{}", clauses.join("、")))
                .collect();
            (!list.is_empty()).then(|| (word, list.join("；")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::EditRow;

    #[test]
    fn edits_read_as_instructions() {
        let (document, _) = crate::example::checked();
        let form = &document.forms[0];
        let set = |from: &str, to: &str| Edit::Set {
            row: Some("r1".into()),
            field: "value".into(),
            from: from.into(),
            to: to.into(),
        };
        let row = EditRow {
            level2: Some("时效指标".into()),
            name: "完成时间".into(),
            ..Default::default()
        };
        for (edit, here, line) in [
            (set("", "≥＿＿人"), Some("r1"), "指标值：填写“≥＿＿人”"),
            (
                set("100%", "是"),
                None,
                "“数量指标—培训护林员人数”的指标值：“100%”→“是”",
            ),
            (
                Edit::Insert {
                    after: "r1".into(),
                    row,
                },
                None,
                "在“数量指标—培训护林员人数”之后增加一行：时效指标 │ 完成时间",
            ),
            (
                Edit::Delete { row: "r1".into() },
                None,
                "删去“数量指标—培训护林员人数”这一行",
            ),
        ] {
            assert_eq!(edit_line(form, &edit, here), line);
        }
    }

    #[test]
    fn unplaced_cells_of_one_row_share_a_line() {
        let at = |row, column| {
            Some(Place::Table {
                table: 1,
                row,
                column,
            })
        };
        let text = |text: &str, at| model::Unplaced {
            text: text.into(),
            at,
        };
        let form = Form {
            unplaced: vec![
                text("执行数", at(3, 5)),
                text("460", at(4, 5)),
                text("98%", at(4, 7)),
                text("注", None),
            ],
            ..Default::default()
        };
        let own = |place: &str, text: &str| (place.to_owned(), text.to_owned());
        assert_eq!(
            unplaced(&form),
            [
                own("表1第3行第5列", "执行数"),
                own("表1第4行", "460 │ 98%"),
                own("", "注")
            ]
        );
    }

    #[test]
    fn only_binding_documents_are_called_basis() {
        let cite = |document: &str, clause: Option<&str>, binding| Citation {
            key: "k".into(),
            document: document.into(),
            clause: clause.map(str::to_owned),
            binding,
        };
        let list = [
            cite("甲办法", Some("第十三条"), false),
            cite("乙通知", None, true),
            cite("甲办法", None, false),
            cite("乙通知", None, true),
        ];
        assert_eq!(
            citations(&list),
            [
                ("依据", "乙通知".to_owned()),
                ("参照", "甲办法第十三条".to_owned())
            ]
        );
    }
}
