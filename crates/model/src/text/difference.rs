//! Where two texts differ.

/// Characters of what two texts have in common that are kept beside where they differ.
const AROUND: usize = 12;

/// Two texts: what they have in common before and behind, and what stands between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Before, cut short with …… where it is long.
    pub before: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub is: String,
    /// Behind, likewise.
    pub after: String,
}

/// Where two texts differ; those with little in common are given whole.
pub fn difference(from: &str, to: &str) -> Difference {
    let (was, is): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let most = was.len().min(is.len());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let start = was.iter().zip(&is).take_while(same).count();
    let backward = was.iter().rev().zip(is.iter().rev());
    let end = backward.take_while(same).count().min(most - start);
    let (mut start, mut end) = match start + end > 2 * AROUND {
        true => (start, end),
        false => (0, 0),
    };
    // A number is shown whole.
    let of_number = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '%');
    while start > 0 && of_number(was[start - 1]) {
        start -= 1;
    }
    while end > 0 && of_number(was[was.len() - end]) {
        end -= 1;
    }
    let text = |part: &[char]| String::from_iter(part);
    Difference {
        before: match start > AROUND {
            true => format!("……{}", text(&was[start - AROUND..start])),
            false => text(&was[..start]),
        },
        was: text(&was[start..was.len() - end]),
        is: text(&is[start..is.len() - end]),
        after: match end > AROUND {
            true => format!("{}……", text(&is[is.len() - end..][..AROUND])),
            false => text(&is[is.len() - end..]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn of_long_texts_what_is_the_same_is_cut_and_numbers_stay_whole() {
        let parts = difference(
            "全年完成入户宣传五千户，每户不超过二十元，社区居民满意度不低于90%。",
            "全年完成入户宣传五千户，每户不超过二十元，社区居民满意度不低于93%。",
        );
        assert_eq!(parts.before, "……元，社区居民满意度不低于");
        assert_eq!((parts.was.as_str(), parts.is.as_str()), ("90%", "93%"));
        assert_eq!(parts.after, "。");
        let parts = difference("≥90%", "");
        assert_eq!((parts.was.as_str(), parts.is.as_str()), ("≥90%", ""));
    }
}
