//! Titles of forms.

use model::FormKind;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    must: Vec<String>,
    end: Vec<String>,
    dated_end: Vec<String>,
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    kind: FormKind,
    words: Vec<String>,
}

static TITLES: LazyLock<File> = LazyLock::new(|| {
    super::parsed(
        "titles.toml",
        include_str!("../../data/vocabulary/titles.toml"),
    )
});

/// The kind of form that this line is the title of; `None` when it is no title.
pub fn title_kind(text: &str) -> Option<FormKind> {
    if text.len() > 240 {
        return None;
    }
    let line = super::framed(text);
    // 表 may be followed by a bracket: …绩效目标表(2024年度).
    let head = match line.rfind('(') {
        Some(at) if line.ends_with(')') && at > 0 => &line[..at],
        _ => line.as_str(),
    };
    let fits = |words: &[String]| words.iter().any(|word| head.contains(word.as_str()));
    let ends = |words: &[String]| words.iter().any(|end| head.ends_with(end.as_str()));
    let is_title = (ends(&TITLES.end) || ends(&TITLES.dated_end) && names_year(head))
        && fits(&TITLES.must)
        && !head.contains(['。', ',', ';', '、', ':']);
    is_title
        .then(|| {
            TITLES
                .kind
                .iter()
                .find(|kind| fits(&kind.words))
                .map(|kind| kind.kind)
        })
        .flatten()
}

/// Whether a text holds a year: 2024年.
fn names_year(text: &str) -> bool {
    text.match_indices('年').any(|(at, _)| {
        let digits = text[..at].chars().rev().take_while(char::is_ascii_digit);
        digits.count() == 4
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_the_kind_of_form() {
        for (text, kind) in [
            (
                "2024年青陵市本级部门项目支出预算绩效目标表",
                FormKind::Target,
            ),
            ("项目支出绩效目标申报表", FormKind::Target),
            ("松岫市水务中心2024年部门预算项目绩效目标", FormKind::Target),
            ("部门整体支出绩效目标表", FormKind::Department),
            ("项 目 支 出 绩 效 自 评 表", FormKind::SelfEvaluation),
            (
                "项目支出绩效目标执行监控表（2025年度）",
                FormKind::Monitoring,
            ),
        ] {
            assert_eq!(title_kind(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn a_sentence_is_no_title() {
        for text in [
            "附件2",
            "请填写项目支出绩效目标表。",
            "一级指标",
            "见绩效目标表、自评表",
        ] {
            assert_eq!(title_kind(text), None, "{text}");
        }
    }
}
