//! A form as text with tabs, as a clerk copies it out of a table.

use model::{Form, FundLine};

/// The form as text: what is pasted from Word, or saved from a table.
pub fn paste(form: &Form) -> String {
    let blocks = form.funds.lines.iter().any(|line| line.path.len() > 1);
    let mut text = String::new();
    let mut row = |cells: &[&str]| {
        text.push_str(&cells.join("\t"));
        text.push('\n');
    };
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    if blocks {
        row(&["附件2"]);
    }
    row(&[&or(&form.title)]);
    row(&[&format!("（{}年度）", form.fiscal_year.unwrap_or_default())]);
    row(&[&format!(
        "单位：{}",
        form.amount_unit.map_or("", |unit| unit.word())
    )]);
    let project = &form.project;
    row(&["项目名称", "", &or(&project.name), "", "", ""]);
    let pairs = [
        ("项目编码", &project.code, "归口科室", &project.office),
        (
            "主管部门",
            &form.department.name,
            "实施单位",
            &form.unit.name,
        ),
        ("项目属性", &project.attribute, "项目期", &project.period),
    ];
    for (left, one, right, other) in pairs {
        row(&[left, "", &or(one), right, &or(other), ""]);
    }
    let total = form.funds.total.as_ref().map_or("", |one| &one.raw);
    let annual = form.funds.annual_total.as_ref().map_or("", |one| &one.raw);
    if blocks {
        row(&["项目总额", "", total, "其中：年度资金总额", annual, ""]);
        let (left, right): (Vec<&FundLine>, Vec<&FundLine>) = form
            .funds
            .lines
            .iter()
            .partition(|line| line.path[0] == "本级资金");
        for (at, line) in left.iter().enumerate() {
            let beside = right.get(at);
            let (label, amount) = beside.map_or(("", ""), |line| (&line.label, &line.amount.raw));
            match at {
                0 => row(&[
                    "其中：本级资金",
                    "资金总额",
                    &line.amount.raw,
                    &format!("其中：{label}"),
                    "资金总额",
                    amount,
                ]),
                _ => row(&["", &line.label, &line.amount.raw, "", label, amount]),
            }
        }
    } else {
        row(&["项目资金（万元）", "年度资金总额", annual, "", "", ""]);
        for (at, line) in form.funds.lines.iter().enumerate() {
            let label = format!("{}{}", if at == 0 { "其中：" } else { "" }, line.label);
            row(&["", &label, &line.amount.raw, "", "", ""]);
        }
    }
    let goal = form.annual_goal().map_or("", |goal| &goal.text);
    row(&["年度总体绩效目标", goal, "", "", "", ""]);
    indicators(form, &mut row);
    text
}

fn indicators(form: &Form, row: &mut dyn FnMut(&[&str])) {
    let weighted = form.indicators.iter().any(|row| row.weight.is_some());
    let mut head = vec!["一级指标", "二级指标", "三级指标", "指标值"];
    if weighted {
        head.push("分值");
    }
    row(&head);
    let mut before = (None, None);
    for one in &form.indicators {
        let (level1, level2) = (one.level1.as_deref(), one.level2.as_deref());
        let same1 = before.0 == level1;
        let same2 = same1 && before.1 == level2;
        let weight = one.weight.map(|weight| weight.to_string());
        let mut cells = vec![
            if same1 { "" } else { level1.unwrap_or("") },
            if same2 { "" } else { level2.unwrap_or("") },
            &one.name,
            &one.value.raw,
        ];
        if weighted {
            cells.push(weight.as_deref().unwrap_or(""));
        }
        row(&cells);
        before = (level1, level2);
    }
}
