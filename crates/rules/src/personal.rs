//! What the public should not read: identity numbers, mobile numbers, bank cards, the illness of a named person.
//!
//! Identity numbers carry a check digit (GB 11643), card numbers one after Luhn: without their label, digits that only look like them are none.

use law::vocabulary::{ends_in_role, is_surname, names_illness};
use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// 身份证号.
    Identity,
    /// 手机号码.
    Mobile,
    /// 银行卡号.
    Card,
    /// The illness of a named person.
    Illness,
}

impl Personal {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Personal::Identity => "身份证号",
            Personal::Mobile => "手机号码",
            Personal::Card => "银行卡号",
            Personal::Illness => "个人病情",
        }
    }
}

/// The personal data of a text, with its bytes.
pub fn personal(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found: Vec<(Personal, Range<usize>)> = runs(text)
        .into_iter()
        .filter_map(|(digits, range)| Some((kind(&digits, &text[..range.start])?, range)))
        .collect();
    found.extend(illness(text).map(|range| (Personal::Illness, range)));
    found
}

/// Runs of digits, spaces and hyphens inside taken out, a check letter at the end kept.
fn runs(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut open: Option<(String, Range<usize>)> = None;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let plain = model::text::half_width_char(c);
        let end = at + c.len_utf8();
        match (&mut open, plain) {
            (Some((digits, range)), '0'..='9') => {
                digits.push(plain);
                range.end = end;
            }
            (Some((digits, range)), 'X' | 'x') if digits.len() == 17 => {
                digits.push('X');
                range.end = end;
            }
            (Some(_), ' ' | '-') => {}
            // Digits behind a letter are a code to their end, not from their second on.
            (None, '0'..='9') if !before.is_some_and(|c: char| c.is_ascii_alphanumeric()) => {
                open = Some((plain.to_string(), at..end));
            }
            (Some(_), c) => {
                // Letters behind digits make a code of them.
                let run = open.take();
                found.extend(run.filter(|_| !c.is_ascii_alphabetic()));
            }
            (None, _) => {}
        }
        before = Some(plain);
    }
    found.extend(open);
    found
}

fn kind(digits: &str, before: &str) -> Option<Personal> {
    let labelled = |words: &[&str]| {
        let near: String = before
            .chars()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .iter()
            .rev()
            .collect();
        words.iter().any(|word| near.contains(word))
    };
    match digits.len() {
        18 if is_identity(digits) => Some(Personal::Identity),
        // Behind its label a number is what the label says, even with a slip of the pen in it.
        15 | 18 if labelled(&["身份证", "身份号码", "证件号"]) => {
            Some(Personal::Identity)
        }
        11 if is_mobile(digits) => Some(Personal::Mobile),
        16..=19
            if labelled(&["卡号", "账号", "帐号", "账户", "开户"])
                || (luhn(digits) && digits.starts_with("62")) =>
        {
            Some(Personal::Card)
        }
        _ => None,
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9')
}

/// Six digits of a place, a day of birth, three of a series, a check digit by GB 11643.
fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let number = |range: Range<usize>| text[range].parse::<i16>().ok();
    let born = (|| {
        let (month, day) = (number(10..12)?, number(12..14)?);
        let date = jiff::civil::Date::new(
            number(6..10)?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        date.ok()
    })();
    if !born.is_some_and(|born| (1900..=2100).contains(&born.year())) || text.starts_with('0') {
        return false;
    }
    let sum: u32 = text
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    text.as_bytes()[17] == b"10X98765432"[sum as usize % 11]
}

/// The check digit of payment cards.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            match at % 2 {
                0 => digit,
                _ if digit > 4 => 2 * digit - 9,
                _ => 2 * digit,
            }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|digit| digit != b'0')
}

/// A name of two or three characters directly before 患 or 确诊 and an illness. Masked names are none.
fn illness(text: &str) -> Option<Range<usize>> {
    for verb in ["患有", "患", "确诊"] {
        for (at, _) in text.match_indices(verb) {
            let behind: String = text[at + verb.len()..].chars().take(12).collect();
            if !names_illness(&behind) {
                continue;
            }
            let name: Vec<char> = text[..at]
                .chars()
                .rev()
                .take_while(|c| model::text::is_han(*c))
                .take(4)
                .collect();
            // The last two or three characters before the verb, at the beginning of a clause or behind a role word.
            for length in [3, 2] {
                let Some(letters) = name.get(..length) else {
                    continue;
                };
                let person: String = letters.iter().rev().collect();
                let surname = letters.last().is_some_and(|first| is_surname(*first));
                let masked = person.contains(['某', '×', '*']);
                let from = at - person.len();
                let role = text[..from]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !model::text::is_han(c))
                    || ends_in_role(&text[..from]);
                if surname && !masked && role {
                    return Some(from..at + verb.len() + behind.len());
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Personal> {
        personal(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn numbers_with_a_right_check_digit() {
        assert_eq!(kinds("身份证11010519491231002X。"), [Personal::Identity]);
        assert_eq!(kinds("11010519491231002 1"), []);
        assert_eq!(kinds("联系人13800138000"), [Personal::Mobile]);
        assert_eq!(kinds("卡号6222 0212 3456 7890 129"), [Personal::Card]);
        assert_eq!(kinds("身份证640302198001011239"), [Personal::Identity]);
        assert_eq!(kinds("640302198001011238"), []);
        assert_eq!(kinds("账号4111111111111111"), [Personal::Card]);
    }

    #[test]
    fn hotlines_codes_and_landlines_are_none() {
        for text in [
            "热线12345",
            "400-800-8820",
            "0951-2034567",
            "项目编码640000210000000012345",
            "A13800138000",
            "99030026T213800138000",
            "2025年12月",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn the_illness_of_a_named_person() {
        assert_eq!(kinds("救助困难职工王秀芳患尿毒症"), [Personal::Illness]);
        assert_eq!(kinds("救助患尿毒症困难职工12人"), []);
        assert_eq!(kinds("王某某患尿毒症"), []);
    }
}
