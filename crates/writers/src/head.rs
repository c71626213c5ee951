//! The head of a form in words: title line, amounts, fund lines.

use model::{Amount, AmountState, Extra, Form, FormKind, FormVerdict, FundLine, MoneyUnit, Party};

/// The project name, else the title, else what kind of form it is.
pub fn name(form: &Form) -> &str {
    let stated = [&form.project.name, &form.title];
    stated
        .into_iter()
        .filter_map(Option::as_deref)
        .find(|text| !text.trim().is_empty())
        .unwrap_or(form.kind.word())
}

/// Whether the text stands above the title on paper: 附件2.
pub(crate) fn is_caption(extra: &Extra) -> bool {
    extra.label == "附件"
}

/// A party with its code.
pub fn party(party: &Party) -> String {
    match (&party.code, &party.name) {
        (Some(code), Some(name)) => format!("[{code}]{name}"),
        (Some(text), None) | (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    }
}

/// An amount as typed, with the form's unit where the cell has none.
pub fn amount(amount: &Amount, unit: Option<MoneyUnit>) -> String {
    let bare =
        amount.state == AmountState::Amount && amount.raw.ends_with(|c: char| c.is_ascii_digit());
    match unit {
        Some(unit) if bare => format!("{}{}", amount.raw, unit.word()),
        _ => amount.raw.clone(),
    }
}

/// This year's money, else the project's.
pub fn money(form: &Form) -> Option<(&'static str, String)> {
    let funds = &form.funds;
    let shown = |amount: &Option<Amount>| {
        let amount = amount
            .as_ref()
            .filter(|amount| amount.state == AmountState::Amount)?;
        Some(self::amount(amount, form.amount_unit))
    };
    shown(&funds.annual_total)
        .map(|text| ("年度资金", text))
        .or_else(|| shown(&funds.total).map(|text| ("项目总额", text)))
}

/// The fund lines by their top line, that line first; two trees that are printed side by side come apart again.
pub fn fund_blocks(form: &Form) -> Vec<Vec<&FundLine>> {
    let mut blocks: Vec<Vec<&FundLine>> = Vec::new();
    for line in &form.funds.lines {
        match blocks
            .iter_mut()
            .find(|block| block[0].path.first() == line.path.first())
        {
            Some(block) => block.push(line),
            None => blocks.push(vec![line]),
        }
    }
    blocks
}

/// The profile's name and version.
pub fn profile(verdict: &FormVerdict, names: &crate::Names) -> String {
    let choice = &verdict.profile;
    let name = (names.profile)(&choice.id).unwrap_or_else(|| choice.id.clone());
    if choice.version.is_empty() {
        name
    } else {
        format!("{name}，{}版", choice.version)
    }
}

/// Statements about how sure the reading is, for a form that was not read as printed throughout.
pub fn quality(form: &Form, verdict: &FormVerdict) -> Vec<String> {
    let quality = &verdict.quality;
    let mut lines = Vec::new();
    if !quality.judged {
        let why = match form.kind {
            FormKind::Department => "现有规则不适用于部门整体支出绩效表",
            _ => "损坏较多，读出的内容不足以核对，请改用原件",
        };
        lines.push(format!("只读出结构，没有核对内容：{why}。"));
    }
    if quality.judged && form.indicators.is_empty() {
        let missing = "没有读到指标表（一级指标到指标值的各行），指标没有核对。请把整张表连表头一起复制，或放入原文件。";
        lines.push(missing.to_owned());
    }
    let is_target = matches!(form.kind, FormKind::Target);
    if quality.judged && is_target && form.goals.is_empty() && !form.indicators.is_empty() {
        let missing = "没有读到总体目标这一栏，目标没有核对。只复制了一部分的，请把整张表一起复制，或放入原文件。";
        lines.push(missing.to_owned());
    }
    if quality.inferred > 0 {
        lines.push(format!(
            "{}行的位置按版面推断，请对照原件。",
            quality.inferred
        ));
    }
    if quality.ambiguous > 0 {
        lines.push(format!(
            "{}行有另一种读法，内容核对只说两种读法都成立的。",
            quality.ambiguous
        ));
    }
    lines
}
