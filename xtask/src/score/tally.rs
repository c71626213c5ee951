//! What is counted, and the percentages made of it.

use std::ops::AddAssign;

/// The columns that must not fall: word in files, head in tables.
pub const COLUMNS: [(&str, &str); 5] = [
    ("forms", "表"),
    ("fields", "字段"),
    ("indicators", "指标"),
    ("values", "指标值"),
    ("evaluation", "自评"),
];

/// Counts of one document or of all.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Forms that should be there.
    pub forms: usize,
    /// Of these the ones that were found.
    pub found: usize,
    /// Forms that were read and are none.
    pub extra: usize,
    /// Fields counted.
    pub fields: usize,
    /// Of these the ones read right.
    pub right_fields: usize,
    /// Indicators that should be there.
    pub rows: usize,
    /// Indicators that were read.
    pub read: usize,
    /// Indicators that agree in name and levels.
    pub matched: usize,
    /// Of these the ones with the right value.
    pub right_values: usize,
    /// Evaluation cells counted: actual value, weight and score of each indicator of an evaluation.
    pub cells: usize,
    /// Of these the ones read right.
    pub right_cells: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.forms += other.forms;
        self.found += other.found;
        self.extra += other.extra;
        self.fields += other.fields;
        self.right_fields += other.right_fields;
        self.rows += other.rows;
        self.read += other.read;
        self.matched += other.matched;
        self.right_values += other.right_values;
        self.cells += other.cells;
        self.right_cells += other.right_cells;
    }
}

impl Tally {
    /// F1 of the forms, in %.
    pub fn forms_f1(&self) -> f64 {
        if self.forms == 0 {
            return 0.0;
        }
        percent(2 * self.found, self.forms + self.found + self.extra)
    }

    /// Right fields, in %.
    pub fn fields(&self) -> f64 {
        percent(self.right_fields, self.fields)
    }

    /// Of the indicators read, those that should be there, in %.
    pub fn precision(&self) -> f64 {
        if self.read == 0 {
            return 0.0;
        }
        percent(self.matched, self.read)
    }

    /// Of the indicators that should be there, those that were read, in %.
    pub fn recall(&self) -> f64 {
        percent(self.matched, self.rows)
    }

    /// F1 of the indicators, in %.
    pub fn indicators_f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            return 0.0;
        }
        2.0 * precision * recall / (precision + recall)
    }

    /// Right values of all indicators that should be there, in %.
    pub fn values(&self) -> f64 {
        percent(self.right_values, self.rows)
    }

    /// Right evaluation cells, in %.
    pub fn evaluation(&self) -> f64 {
        percent(self.right_cells, self.cells)
    }

    /// The mean of forms, fields, indicators and values, in %.
    pub fn score(&self) -> f64 {
        (self.forms_f1() + self.fields() + self.indicators_f1() + self.values()) / 4.0
    }

    /// The figures of [`COLUMNS`], in %.
    pub fn columns(&self) -> [f64; 5] {
        [
            self.forms_f1(),
            self.fields(),
            self.indicators_f1(),
            self.values(),
            self.evaluation(),
        ]
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    100.0 * part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_too_many_costs_precision() {
        let tally = Tally {
            forms: 1,
            found: 1,
            extra: 1,
            ..Tally::default()
        };
        assert!((tally.forms_f1() - 200.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_to_read_is_read_whole() {
        let tally = Tally::default();
        assert_eq!(tally.fields(), 100.0);
        assert_eq!(tally.evaluation(), 100.0);
        assert_eq!(tally.indicators_f1(), 0.0);
    }
}
