//! Numbers in attributes of OFD: lists, boxes, matrices, and runs that repeat a number.

/// Points in a millimetre.
pub(super) const POINTS: f32 = 72.0 / 25.4;

/// The numbers of a list; what is no number ends it.
pub(super) fn list(text: &str) -> Vec<f32> {
    let numbers = text
        .split_ascii_whitespace()
        .map(|word| word.parse::<f32>().ok());
    numbers
        .map_while(|number| number.filter(|number| number.is_finite()))
        .collect()
}

/// A box or four other numbers.
pub(super) fn four(text: &str) -> Option<[f32; 4]> {
    list(text).get(..4)?.try_into().ok()
}

/// Distances between characters, at most `most`: `g 3 5.2` stands for three times 5.2.
pub(super) fn distances(text: &str, most: usize) -> Vec<f32> {
    let mut out = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let (count, number) = match word {
            "g" => (
                words.next().and_then(|word| word.parse().ok()),
                words.next(),
            ),
            word => (Some(1usize), Some(word)),
        };
        let number = number
            .and_then(|word| word.parse::<f32>().ok())
            .filter(|number| number.is_finite());
        let (Some(count), Some(number)) = (count, number) else {
            break;
        };
        out.extend(std::iter::repeat_n(number, count.min(most - out.len())));
        if out.len() >= most {
            break;
        }
    }
    out
}

/// A matrix of six numbers: a point (x, y) goes to (a x + c y + e, b x + d y + f).
#[derive(Clone, Copy)]
pub(super) struct Matrix([f32; 6]);

impl Matrix {
    /// A matrix as written; the one that changes nothing when it is absent or not whole.
    pub(super) fn new(text: Option<&str>) -> Matrix {
        let numbers = text
            .map(list)
            .and_then(|numbers| numbers.get(..6)?.try_into().ok());
        Matrix(numbers.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]))
    }

    pub(super) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a step to the right leads.
    pub(super) fn right(self) -> (f32, f32) {
        (self.0[0], self.0[1])
    }

    /// How much it enlarges lines.
    pub(super) fn scale(self) -> f32 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_repeat_a_distance() {
        assert_eq!(distances("g 3 5.2 1 -2", 9), [5.2, 5.2, 5.2, 1.0, -2.0]);
        assert_eq!(distances("g 4000000000 1", 3), [1.0, 1.0, 1.0]);
        assert_eq!(distances("1 g 2", 9), [1.0]);
        assert_eq!(four("0 0 210 297 5"), Some([0.0, 0.0, 210.0, 297.0]));
        assert_eq!(four("0 0 x 297"), None);
    }
}
