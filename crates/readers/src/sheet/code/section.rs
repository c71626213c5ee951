//! One section of a number format as tokens.

use rust_decimal::Decimal;

/// The part of a format between semicolons.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) tokens: Vec<Token>,
}

/// A condition such as `[>=10000]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    less: bool,
    equal: bool,
    more: bool,
    bound: Decimal,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Shown as it is.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: thousands between digits, a scale of a thousand behind them.
    Comma,
    /// `%`
    Percent,
    /// `General`, a fraction or an exponent.
    Plain,
    /// `@`
    Text,
    /// A run of `y`, `m`, `d`, `h`, `s` or `a` (weekday), its length.
    Date(char, usize),
    /// Minutes: an `m` beside hours or seconds.
    Minutes(usize),
    /// `[h]`, `[mm]`, `[s]`: time that goes on beyond a day.
    Elapsed(char),
    /// `AM/PM` or `上午/下午`.
    Half(&'static str, &'static str),
}

impl Section {
    /// Whether it shows a day, not only a time.
    pub(super) fn has_day(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token, Token::Date('y' | 'm' | 'd' | 'a', _)))
    }

    /// Whether it shows a day or time.
    pub(super) fn is_date(&self) -> bool {
        self.has_day()
            || self.tokens.iter().any(|token| {
                matches!(
                    token,
                    Token::Date(..) | Token::Minutes(_) | Token::Elapsed(_)
                )
            })
    }
}

impl Condition {
    pub(super) fn holds(self, number: Decimal) -> bool {
        match number.cmp(&self.bound) {
            std::cmp::Ordering::Less => self.less,
            std::cmp::Ordering::Equal => self.equal,
            std::cmp::Ordering::Greater => self.more,
        }
    }

    fn parse(text: &str) -> Option<Condition> {
        let signs = text.len() - text.trim_start_matches(['<', '>', '=']).len();
        let (sign, bound) = text.split_at(signs);
        let (less, more) = (sign.contains('<'), sign.contains('>'));
        let equal = sign.contains('=');
        (signs > 0).then_some(())?;
        Some(Condition {
            less,
            equal,
            more,
            bound: bound.trim().parse().ok()?,
        })
    }
}

/// Parts a format code into its sections; there are at most four.
pub(super) fn parse(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if sections.len() > 8 {
            break;
        }
        let after = &rest[first.len_utf8()..];
        let last = sections.len() - 1;
        let section = &mut sections[last];
        rest = match first {
            ';' => {
                sections.push(Section::default());
                after
            }
            '"' => {
                let (text, after) = after.split_once('"').unwrap_or((after, ""));
                section.literal(text);
                after
            }
            '\\' => {
                let length = after.chars().next().map_or(0, char::len_utf8);
                section.literal(&after[..length]);
                &after[length..]
            }
            // A gap as wide as the next character, or a filling with it.
            '_' | '*' => &after[after.chars().next().map_or(0, char::len_utf8)..],
            '[' => {
                let (inner, after) = after.split_once(']').unwrap_or((after, ""));
                section.bracket(inner);
                after
            }
            _ => section.token(first, rest, after),
        };
    }
    for section in &mut sections {
        section.settle();
    }
    sections
}

impl Section {
    fn literal(&mut self, text: &str) {
        if let Some(Token::Literal(last)) = self.tokens.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.tokens.push(Token::Literal(text.to_owned()));
        }
    }

    fn bracket(&mut self, inner: &str) {
        if let Some(condition) = Condition::parse(inner) {
            self.condition = Some(condition);
        } else if let Some(currency) = inner.strip_prefix('$') {
            self.literal(currency.split('-').next().unwrap_or(""));
        } else if let Some(first) = inner.chars().next().map(|c| c.to_ascii_lowercase())
            && matches!(first, 'h' | 'm' | 's')
            && inner.chars().all(|c| c.to_ascii_lowercase() == first)
        {
            self.tokens.push(Token::Elapsed(first));
        }
    }

    /// Reads a token that begins with `first`; gives back what follows it.
    fn token<'t>(&mut self, first: char, rest: &'t str, after: &'t str) -> &'t str {
        const WORDS: [(&str, Token); 6] = [
            ("general", Token::Plain),
            ("g/通用格式", Token::Plain),
            ("am/pm", Token::Half("AM", "PM")),
            ("a/p", Token::Half("A", "P")),
            ("上午/下午", Token::Half("上午", "下午")),
            ("e+", Token::Plain),
        ];
        for (word, token) in WORDS {
            if rest
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
            {
                self.tokens.push(token);
                return &rest[word.len()..];
            }
        }
        if rest.starts_with("E-") || rest.starts_with("e-") {
            self.tokens.push(Token::Plain);
            return &rest[2..];
        }
        let token = match first.to_ascii_lowercase() {
            '0' | '#' | '?' => Token::Digit(first),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            letter @ ('y' | 'e' | 'm' | 'd' | 'h' | 's' | 'a') => {
                let same = |c: &char| c.to_ascii_lowercase() == letter;
                let length = rest.chars().take_while(same).count();
                self.tokens.push(match letter {
                    'e' => Token::Date('y', 4),
                    letter => Token::Date(letter, length),
                });
                return &rest[length..];
            }
            _ => {
                self.literal(&rest[..first.len_utf8()]);
                return after;
            }
        };
        self.tokens.push(token);
        after
    }

    /// Decides what depends on neighbours: minutes or months, fractions.
    fn settle(&mut self) {
        let parts: Vec<(usize, char)> = self
            .tokens
            .iter()
            .enumerate()
            .filter_map(|(index, token)| match token {
                Token::Date(letter, _) | Token::Elapsed(letter) => Some((index, *letter)),
                _ => None,
            })
            .collect();
        for (at, (index, letter)) in parts.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| parts[at].1);
            let after = parts.get(at + 1).map(|part| part.1);
            if *letter == 'm'
                && (before == Some('h') || after == Some('s'))
                && let Token::Date(_, length) = self.tokens[*index]
            {
                self.tokens[*index] = Token::Minutes(length);
            }
        }
        let has_digits = self
            .tokens
            .iter()
            .any(|token| matches!(token, Token::Digit(_)));
        let has_slash = self
            .tokens
            .iter()
            .any(|token| matches!(token, Token::Literal(text) if text.trim() == "/"));
        let has_plain = self.tokens.contains(&Token::Plain);
        if has_digits && !self.is_date() && (has_slash || has_plain) {
            self.tokens = vec![Token::Plain];
        }
    }
}
