//! Lines around the table that belong to its head: the year, the money unit, the number of the annex.

use law::vocabulary::label_key;
use model::text::{half_width, squeezed};
use model::{Extra, Form, MoneyUnit};

/// Reads a caption into the form; false when the text is none.
pub(super) fn read(form: &mut Form, text: &str) -> bool {
    let year = bracketed_year(text);
    // （万元） alone is the rest of a broken 项目资金（万元）.
    let alone = squeezed(&half_width(text));
    let bare = alone
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(MoneyUnit::from_word);
    let unit = unit_line(text).or(bare);
    if let Some(year) = year {
        if form.fiscal_year.is_some_and(|other| other != year) {
            // Both years stay visible: the title keeps its own.
            form.extra.push(Extra {
                label: "年度".into(),
                text: text.trim().to_owned(),
                at: None,
            });
        } else {
            form.fiscal_year = Some(year);
        }
    }
    if unit.is_some() {
        form.amount_unit = unit;
    }
    let annex =
        ["附件", "附表"].iter().any(|word| text.starts_with(word)) && text.chars().count() <= 8;
    if annex {
        form.extra.push(Extra {
            label: "附件".into(),
            text: text.trim().to_owned(),
            at: None,
        });
    }
    year.is_some() || unit.is_some() || annex
}

/// The money unit in the brackets of a label: 项目资金（万元）.
pub(crate) fn unit_in(label: &str, unit: &mut Option<MoneyUnit>) {
    let label: String = squeezed(label)
        .chars()
        .map(model::text::frame_char)
        .collect();
    let words = [
        ("万元)", MoneyUnit::Wan),
        ("亿元)", MoneyUnit::Yi),
        ("(元)", MoneyUnit::Yuan),
        (":元)", MoneyUnit::Yuan),
    ];
    if let Some((_, found)) = words.into_iter().find(|(word, _)| label.contains(word)) {
        unit.get_or_insert(found);
    }
}

/// Whether the line only states the year or the money unit.
pub(crate) fn is_year_or_unit(text: &str) -> bool {
    text.chars().count() <= 30 && (bracketed_year(text).is_some() || unit_line(text).is_some())
}

/// `（2024年度）`, `( 2024 年度)`, `（2024）年度`, `2024年度`.
fn bracketed_year(text: &str) -> Option<i16> {
    let plain = squeezed(&half_width(text));
    let inner: String = plain
        .split("单位")
        .next()?
        .chars()
        .filter(|c| !"()".contains(*c))
        .collect();
    let stated = ["预算年度:", "年度:"]
        .iter()
        .find_map(|label| inner.strip_prefix(label));
    let digits = stated
        .unwrap_or(&inner)
        .strip_suffix("年度")
        .or_else(|| stated.unwrap_or(&inner).strip_suffix("年"))?;
    (digits.len() == 4).then(|| digits.parse().ok()).flatten()
}

/// The first year that a text names.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let plain = squeezed(&half_width(text));
    let at = plain.find("年")?;
    let digits = plain.get(at.checked_sub(4)?..at)?;
    digits
        .parse()
        .ok()
        .filter(|year| (1949..=2100).contains(year))
}

/// `单位：万元`, `金额单位：元`.
fn unit_line(text: &str) -> Option<MoneyUnit> {
    if text.len() > 120 {
        return None;
    }
    let key = label_key(text);
    let at = key.find("单位:")?;
    let word: String = key[at + "单位:".len()..]
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    MoneyUnit::from_word(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_and_unit_lines() {
        assert_eq!(bracketed_year("（ 2024 年度）"), Some(2024));
        assert_eq!(bracketed_year("(2024)年度"), Some(2024));
        assert_eq!(bracketed_year("（2024年度）　单位：万元"), Some(2024));
        assert_eq!(bracketed_year("预算年度：2026年　单位：万元"), Some(2026));
        assert_eq!(bracketed_year("2024年底前完成"), None);
        assert_eq!(unit_line("（2024年度）　单位：万元"), Some(MoneyUnit::Wan));
        assert_eq!(unit_line("金额单位：元"), Some(MoneyUnit::Yuan));
        assert_eq!(unit_line("实施单位：某局"), None);
        assert_eq!(year_in("2024年某市绩效目标表"), Some(2024));
    }
}
