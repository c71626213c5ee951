//! Changes to a text by byte ranges, made all at once.

use std::ops::Range;

/// One range and what comes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

impl Splice {
    pub(crate) fn new(range: Range<usize>, text: impl Into<String>) -> Splice {
        Splice {
            range,
            text: text.into(),
        }
    }

    /// Text put in at a byte.
    pub(crate) fn insert(at: usize, text: impl Into<String>) -> Splice {
        Splice::new(at..at, text)
    }

    fn crosses(&self, other: &Splice) -> bool {
        let (one, two) = (&self.range, &other.range);
        match (one.is_empty(), two.is_empty()) {
            // Insertions at one place follow one another.
            (true, true) => false,
            (true, false) => two.start < one.start && one.start < two.end,
            (false, true) => one.start < two.start && two.start < one.end,
            (false, false) => one.start < two.end && two.start < one.end,
        }
    }
}

/// Splices of one text; no two of them cross.
#[derive(Debug, Default)]
pub(crate) struct Splices(Vec<Splice>);

impl Splices {
    /// Adds all of these or none.
    pub(crate) fn add(&mut self, new: Vec<Splice>) -> Result<(), String> {
        let clash = new.iter().enumerate().any(|(number, one)| {
            let mut others = self.0.iter().chain(&new[..number]);
            others.any(|other| one.crosses(other))
        });
        if clash {
            return Err("同一处有两项改动相互冲突，请先改一项，核对后再改另一项".to_owned());
        }
        self.0.extend(new);
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with them.
    pub(crate) fn applied(mut self, text: &str) -> String {
        // A text put in stands before one that replaces what follows.
        self.0
            .sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for splice in &self.0 {
            out.push_str(text.get(at..splice.range.start).unwrap_or(""));
            out.push_str(&splice.text);
            at = splice.range.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_are_made_at_once_and_do_not_cross() {
        let mut splices = Splices::default();
        splices
            .add(vec![Splice::new(4..5, "戊"), Splice::insert(0, "零")])
            .unwrap();
        splices.add(vec![Splice::insert(4, "x")]).unwrap();
        assert!(splices.add(vec![Splice::new(2..5, "")]).is_err());
        assert_eq!(splices.applied("abcdef"), "零abcdx戊f");
    }
}
