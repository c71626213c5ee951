//! Text primitives: width, norm, pairs of characters, likeness. Stored text is never changed by them.
//!
//! Source: `defects.md` 0.2 of the domain notes (norm, bigrams, dice, contain and their thresholds).

mod difference;

pub use difference::{Difference, difference};

/// The beginning of a text of at most `most` characters, with … where something is left out.
pub fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
        false => text.to_owned(),
    }
}

/// Full-width letters, digits, signs and spaces as half-width ones.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// A character of a form's frame as it is written in China today: half-width and simplified, for words that a mirrored page
/// converted.
pub fn frame_char(c: char) -> char {
    match half_width_char(c) {
        '績' => '绩',
        '標' => '标',
        '項' => '项',
        '專' => '专',
        '傳' => '传',
        '據' => '据',
        '實' => '实',
        '單' => '单',
        '劃' => '划',
        '與' => '与',
        '產' => '产',
        '質' => '质',
        '時' => '时',
        '濟' => '济',
        '會' => '会',
        '態' => '态',
        '環' => '环',
        '響' => '响',
        '續' => '续',
        '滿' => '满',
        '額' => '额',
        '資' => '资',
        '總' => '总',
        '務' => '务',
        '來' => '来',
        '經' => '经',
        '費' => '费',
        '體' => '体',
        '屬' => '属',
        '類' => '类',
        '號' => '号',
        '碼' => '码',
        '門' => '门',
        '縣' => '县',
        '區' => '区',
        '內' => '内',
        '長' => '长',
        '執' => '执',
        '調' => '调',
        '後' => '后',
        '預' => '预',
        '審' => '审',
        '開' => '开',
        '關' => '关',
        '負' => '负',
        '責' => '责',
        '聯' => '联',
        '係' => '系',
        '電' => '电',
        '話' => '话',
        '數' => '数',
        '間' => '间',
        '個' => '个',
        '條' => '条',
        '規' => '规',
        '則' => '则',
        '說' => '说',
        '備' => '备',
        '註' => '注',
        '價' => '价',
        '權' => '权',
        '佔' => '占',
        '達' => '达',
        '認' => '认',
        '評' => '评',
        '級' => '级',
        '結' => '结',
        '論' => '论',
        '財' => '财',
        '撥' => '拨',
        '轉' => '转',
        '餘' => '余',
        '債' => '债',
        '貸' => '贷',
        '補' => '补',
        '貼' => '贴',
        '適' => '适',
        '應' => '应',
        '無' => '无',
        '優' => '优',
        '稱' => '称',
        // Look-alikes of text recognition.
        '顼' => '项',
        '曰' => '日',
        '捐' => '指',
        '缀' => '级',
        '萬' => '万',
        '億' => '亿',
        '機' => '机',
        '構' => '构',
        '處' => '处',
        '廳' => '厅',
        plain => plain,
    }
}

/// One character as its half-width form.
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        _ => c,
    }
}

/// Whether the character is a Han ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// Whether the text is, or holds, a template's mark for a number to be filled in: `**`, `XX`, `××`, `＿＿`, `……`.
pub fn is_placeholder(text: &str) -> bool {
    let plain = half_width(text);
    let marks = ["**", "XX", "xx", "××", "__", "……", "...", "○○"];
    marks.iter().any(|mark| plain.contains(mark)) || plain.trim() == "*" || plain.trim() == "…"
}

/// Whether the text is nothing but the place for a seal, a signature or a date that a template prints: （盖章）　　年　　月　　日.
pub fn is_seal_place(text: &str) -> bool {
    let plain = squeezed(text);
    let signs = "()（）:：、_＿盖公章签字名单位年月日";
    let asks = ["盖章", "公章", "签字", "签名", "年月日"];
    plain.chars().all(|c| signs.contains(c)) && asks.iter().any(|word| plain.contains(word))
}

/// Whether the text is a marked blank `＿＿`, which only the author can fill.
pub fn is_open_blank(text: &str) -> bool {
    half_width(text).contains("__")
}

/// A text as a part of a path that every system takes, at most so many characters of it; empty where nothing is left.
pub fn file_name(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_control() || "\\/:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .take(most)
        .collect();
    plain.trim_matches([' ', '.']).to_owned()
}

/// The text for comparison: half-width, without white space and punctuation, `%` and digits kept, lower case.
pub fn norm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(half_width_char) {
        // Most are Han, and asking that first costs less than the tables of Unicode.
        if is_han(c) || c.is_alphanumeric() || c == '%' || c == '‰' {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

/// The text as it would be printed in one line: line breaks between wide characters dropped, other white space kept as one
/// space.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut gap, mut broken) = (false, false);
    let mut wide_before = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' {
            gap = !out.is_empty();
            broken |= c == '\n' || c == '\r';
            continue;
        }
        let wide = is_han(c) || !c.is_ascii() && !c.is_alphabetic();
        if gap && !(broken && wide && wide_before) {
            out.push(' ');
        }
        (gap, broken) = (false, false);
        wide_before = wide;
        out.push(c);
    }
    out
}

/// The text without any white space.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200B}' && *c != '\u{FEFF}')
        .collect()
}

/// The set of neighbouring character pairs of a text after [`norm`], sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// The pairs of `text`.
    pub fn of(text: &str) -> Pairs {
        Pairs::of_norm(&norm(text))
    }

    /// The pairs of a text that is normalised already.
    pub fn of_norm(norm: &str) -> Pairs {
        let mut pairs: Vec<u64> = norm
            .chars()
            .zip(norm.chars().skip(1))
            .map(|(a, b)| (a as u64) << 32 | b as u64)
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        Pairs(pairs)
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The pairs, each as one number, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn shared(&self, other: &Pairs) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < self.0.len() && j < other.0.len() {
            match self.0[i].cmp(&other.0[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        shared
    }

    /// `2|A∩B| / (|A|+|B|)`, from 0 to 1.
    pub fn dice(&self, other: &Pairs) -> f64 {
        let all = self.len() + other.len();
        if all == 0 {
            0.0
        } else {
            2.0 * self.shared(other) as f64 / all as f64
        }
    }

    /// `|A∩B| / |A|`: how much of this text comes from the other one.
    pub fn contained_in(&self, other: &Pairs) -> f64 {
        if self.is_empty() {
            0.0
        } else {
            self.shared(other) as f64 / self.len() as f64
        }
    }
}

/// Whether a text is a page number as pages print it: `— 7 —`, `- 7 -`, `第7页`, `第7页 共12页`. A bare number is none.
pub fn is_page_number(text: &str) -> bool {
    let digit = |c: char| half_width_char(c).is_ascii_digit();
    if text.len() > 48 || !text.contains(digit) || text.trim().starts_with(digit) {
        return false;
    }
    let plain = squeezed(&half_width(text));
    let dashes = ['-', '—', '–', '―', '─'];
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit())
    };
    let dashed = plain.starts_with(dashes) && plain.ends_with(dashes);
    let page = |text: &str, first: char| {
        let inner = text
            .strip_prefix(first)
            .and_then(|rest| rest.strip_suffix('页'));
        inner.is_some_and(digits)
    };
    let counted = plain.split_once('页').is_some_and(|(before, behind)| {
        page(&format!("{before}页"), '第') && page(behind.trim_start_matches([',', '/']), '共')
    });
    dashed && digits(plain.trim_matches(dashes)) || page(&plain, '第') || counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_for_a_seal_says_nothing() {
        assert!(is_seal_place("（盖章）　　　　年　　月　　日"));
        assert!(is_seal_place("签字：　　年 月 日"));
        for text in ["", "单位", "（盖章）2025年3月1日", "同意。（盖章）", "年"] {
            assert!(!is_seal_place(text), "{text}");
        }
    }

    #[test]
    fn page_numbers_are_dressed() {
        for text in [
            "— 7 —",
            "－12－",
            "第3页",
            "第 3 页 共 12 页",
            "第3页/共12页",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["7", "—", "-5", "第3届", "第三页", "3页", "", "—2024年—"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn norm_keeps_letters_digits_and_percent() {
        assert_eq!(norm("春节劳模　慰问率（≥９５％）。"), "春节劳模慰问率95%");
    }

    #[test]
    fn line_breaks_between_han_are_dropped_and_spaces_stay() {
        assert_eq!(one_line(" 队伍 稳定\n有\r\n序 "), "队伍 稳定有序");
        assert_eq!(one_line("GB 18918 达标率"), "GB 18918 达标率");
    }

    #[test]
    fn likeness_is_counted_in_characters() {
        let (a, b) = (Pairs::of("参加活动人数"), Pairs::of("参加活动人员数"));
        assert!((a.dice(&b) - 2.0 * 4.0 / 11.0).abs() < 1e-9);
        assert!((a.contained_in(&b) - 0.8).abs() < 1e-9);
        assert_eq!(Pairs::of("").dice(&a), 0.0);
    }

    #[test]
    fn template_marks_are_placeholders() {
        for text in ["≥**%", "XX人", "＿＿", "≥＿＿%", "……", "*"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["95%", "×", "3×4", "A*B", "张三"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
