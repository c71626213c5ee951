//! Words for what the store keeps as keys: states, levels, bands, actions of the log, money.

use workflow::{Action, Role, State};

/// A state.
pub(crate) fn state(key: &str) -> &str {
    State::from_key(key).map_or(key, |state| state.word())
}

/// A role; the program itself where there was none.
pub(crate) fn role(key: &str) -> &str {
    match key {
        "program" => "程序",
        "none" => "没有角色",
        key => Role::from_key(key).map_or(key, |role| role.word()),
    }
}

/// A level: class and word.
pub(crate) fn level(key: &str) -> (&'static str, &'static str) {
    match key {
        "error" => ("must", "有必改"),
        "warning" => ("should", "只有建议改"),
        "hint" => ("may", "只有可参考"),
        _ => ("none", "没有要点"),
    }
}

/// A level by the number that the store keeps.
pub(crate) fn grade(severity: i64) -> (&'static str, &'static str) {
    match severity {
        3.. => ("must", "必改"),
        2 => ("should", "建议改"),
        _ => ("may", "可参考"),
    }
}

/// What is to be done with a form, in the order of the work: the key by which forms are counted, and the word.
pub(crate) const STEPS: [(&str, &str); 4] = [
    ("open", "待定"),
    ("ready", "已定"),
    ("opinions_sent", "已提意见"),
    ("settled", "已复核"),
];

/// What is to be done, by its key.
pub(crate) fn step(key: &str) -> &str {
    let found = STEPS.iter().find(|(known, _)| *known == key);
    found.map_or_else(|| state(key), |(_, word)| *word)
}

/// The kind of a form.
pub(crate) fn kind(key: &str) -> &'static str {
    match key {
        "self_evaluation" => "自评表",
        "monitoring" => "监控表",
        "department" => "部门整体表",
        _ => "目标表",
    }
}

/// The title of a rule; its code where there is no such rule.
pub(crate) fn rule(code: &str) -> String {
    let rule = pipeline::rules::find(code);
    rule.map_or(code, |rule| rule.title()).to_owned()
}

/// A rule's code with its title.
pub(crate) fn coded(code: &str) -> String {
    let rule = pipeline::rules::find(code);
    rule.map_or(code.to_owned(), |rule| format!("{code} {}", rule.title()))
}

/// What was done, in the log.
pub(crate) fn action(key: &str) -> &str {
    match key {
        "received" => "收到",
        "returned" => "收到重报",
        "corrected" => "更正读取结果",
        "confirmed" => "确认读取结果",
        "delivery" => "导入文件",
        "rule_class" => "同类问题定论",
        "login" => "登录",
        "login_failed" => "登录未成",
        "password" => "换口令",
        "password_reset" => "重设口令",
        "account_add" => "新建账号",
        "account_disable" => "停用账号",
        "account_enable" => "恢复账号",
        "account_role" => "定角色",
        "token_add" => "生成令牌",
        "setting" => "改设置",
        "roster" => "换项目清单",
        "import_organisations" => "导入机构",
        "approved" => "收批复件",
        "publish_drop" => "不公开这一批",
        "withdraw_public" => "撤下公开的表",
        "publishing" => "公开页",
        "keep" => "提意见",
        "drop" => "不提",
        "lift" => "撤回定论",
        key => Action::from_key(key).map_or(key, |action| action.word()),
    }
}

/// 分 as 万元, without trailing zeros.
pub(crate) fn wan(cents: i64) -> String {
    let (whole, rest) = (cents / 1_000_000, (cents % 1_000_000).abs());
    let digits = format!("{rest:06}");
    let digits = digits.trim_end_matches('0');
    let sign = if cents < 0 && whole == 0 { "-" } else { "" };
    let grouped = grouped(whole);
    match digits.is_empty() {
        true => format!("{sign}{grouped}"),
        false => format!("{sign}{grouped}.{digits}"),
    }
}

/// 分 as 万元 without decimals, for sums over many forms.
pub(crate) fn about_wan(cents: i64) -> String {
    grouped((cents + 500_000).div_euclid(1_000_000))
}

/// A number in groups of three.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    match number < 0 {
        true => format!("-{out}"),
        false => out,
    }
}

/// A share in whole percent; nothing of nothing is 0.
pub(crate) fn percent(part: i64, whole: i64) -> i64 {
    match whole {
        0 => 0,
        whole => (part * 100 + whole / 2) / whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_and_grouped() {
        for (cents, shown) in [
            (9_920_000, "9.92"),
            (0, "0"),
            (1, "0.000001"),
            (123_456_000_000, "123,456"),
            (-50_000, "-0.05"),
        ] {
            assert_eq!(wan(cents), shown);
        }
        assert_eq!(about_wan(1_499_999), "1");
        assert_eq!(about_wan(1_500_000), "2");
    }
}
