//! 完成目标可能性 of a monitoring row.

use model::Monitoring;

/// How likely the target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chance {
    /// 确定能
    Sure,
    /// 有可能
    Possible,
    /// 完全不可能
    Impossible,
}

/// The chance that the form ticks; nothing where none or several are ticked.
pub(crate) fn chance(seen: &Monitoring) -> Option<Chance> {
    let text = model::text::squeezed(seen.possibility.as_deref()?);
    // ☑确定能□有可能□完全不可能: the one behind the mark.
    let marked = text.find(['☑', '√', '✓', '✔', '■']);
    let open = text.contains(['□', '☐']);
    let chosen = match marked {
        Some(at) if open => {
            let behind = text[at..].trim_start_matches(['☑', '√', '✓', '✔', '■']);
            &behind[..behind.find(['□', '☐', '☑', '√']).unwrap_or(behind.len())]
        }
        None if open => return None,
        _ => text.as_str(),
    };
    let sure = chosen.contains("确定能");
    let impossible = chosen.contains("不可能");
    let possible = chosen.contains("有可能");
    match (sure, possible, impossible) {
        (true, false, false) => Some(Chance::Sure),
        (false, true, false) => Some(Chance::Possible),
        (false, false, true) => Some(Chance::Impossible),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<Chance> {
        chance(&Monitoring {
            possibility: Some(text.to_owned()),
            ..Monitoring::default()
        })
    }

    #[test]
    fn one_chance_is_chosen() {
        assert_eq!(check("确定能"), Some(Chance::Sure));
        assert_eq!(check("不可能"), Some(Chance::Impossible));
        assert_eq!(check("□确定能 ☑有可能 □完全不可能"), Some(Chance::Possible));
        assert_eq!(check("□确定能 □有可能 □完全不可能"), None);
        assert_eq!(check("确定能、有可能"), None);
    }
}
