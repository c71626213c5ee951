//! What a form itself prints about its tree: the classes that must be filled, and the guide it follows.

use model::{Form, IndicatorClass};

/// Whether a note or an empty row of the form marks this class as 必填.
pub(crate) fn requires(form: &Form, class: IndicatorClass) -> bool {
    texts(form)
        .flat_map(|text| text.split(['。', '；', ';', '，', '\n']))
        .filter(|clause| clause.contains("必填"))
        .filter(|clause| {
            !["非必填", "不必填", "选填"]
                .iter()
                .any(|not| clause.contains(not))
        })
        .any(|clause| clause.contains(class.word()))
}

/// Whether a note of the form leaves this class to choice: 选填, 非必填.
pub(crate) fn waives(form: &Form, class: IndicatorClass) -> bool {
    says(form, &["选填", "非必填", "不必填"], class.word())
}

/// Whether a clause beside the fields has one of these words and the other one.
fn says(form: &Form, words: &[&str], other: &str) -> bool {
    texts(form)
        .flat_map(|text| text.split(['。', '；', ';', '，', '\n']))
        .any(|clause| words.iter().any(|word| clause.contains(word)) && clause.contains(other))
}

/// Whether the form says that its amounts are rounded.
pub(crate) fn rounds(form: &Form) -> bool {
    texts(form).any(|text| {
        ["四舍五入", "尾差", "舍入", "进位"]
            .iter()
            .any(|word| text.contains(word))
    })
}

/// Whether the form asks for qualitative values in sentences.
pub(crate) fn asks_for_words(form: &Form) -> bool {
    texts(form).any(|text| {
        ["文字描述", "文字说明", "文字表述"]
            .iter()
            .any(|word| text.contains(word))
    })
}

/// Whether the form says that it changes an approved one, so that an amount is a difference.
pub(crate) fn is_adjustment(form: &Form) -> bool {
    form.title
        .as_deref()
        .is_some_and(|title| title.contains("调整"))
}

/// Whether the form says that it was filled in by this document.
pub(crate) fn follows(form: &Form, regulation: &str) -> bool {
    let number = law::regulation::regulation(regulation).and_then(|own| own.number.as_deref());
    number.is_some_and(|number| texts(form).any(|text| text.contains(number)))
}

/// What stands beside the fields of the form.
pub(crate) fn texts(form: &Form) -> impl Iterator<Item = &str> {
    let beside = form.extra.iter().map(|extra| extra.text.as_str());
    beside.chain(form.unplaced.iter().map(|text| text.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Unplaced;

    fn with(text: &str) -> Form {
        Form {
            unplaced: vec![Unplaced {
                text: text.to_owned(),
                at: None,
            }],
            ..Form::default()
        }
    }

    #[test]
    fn a_printed_note_says_what_must_be_filled() {
        let form = with("注：数量、成本指标为必填指标，生态效益为选填指标。");
        assert!(requires(&form, IndicatorClass::Cost));
        assert!(!requires(&form, IndicatorClass::Ecological));
        assert!(requires(&with("成本指标（必填）"), IndicatorClass::Cost));
        assert!(!requires(&with("成本指标（非必填）"), IndicatorClass::Cost));
    }

    #[test]
    fn a_printed_document_number_names_the_guide() {
        assert!(follows(&with("（按财预〔2021〕101号填报）"), "R101"));
        assert!(!follows(&with("（按财预〔2015〕88号填报）"), "R101"));
    }
}
