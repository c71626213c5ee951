//! How alike two texts are, and what one has that the other lacks.

use crate::subject::Text;

/// Whether two texts are one sentence: dice ≥ 0.8, or the shorter one (8 characters or more) stands in the longer one.
pub(crate) fn same_text(a: &Text, b: &Text) -> bool {
    let (short, long) = if a.length() <= b.length() {
        (a, b)
    } else {
        (b, a)
    };
    short.length() >= 4 && a.pairs.dice(&b.pairs) >= 0.8
        || short.length() >= 8 && short.pairs.contained_in(&long.pairs) >= 0.95
}

/// Characters of a name that are looked at: what is longer is no name.
const NAME: usize = 60;

/// Both texts without every piece of two characters or more that each of `names` shares with both, longest first.
pub(crate) fn without_shared(a: &str, b: &str, names: &[&str]) -> (String, String) {
    let (mut a, mut b) = (a.to_owned(), b.to_owned());
    for name in names {
        let chars: Vec<char> = model::text::norm(name).chars().take(NAME).collect();
        for length in (2..=chars.len()).rev() {
            for piece in chars.windows(length) {
                let piece: String = piece.iter().collect();
                if a.contains(&piece) && b.contains(&piece) {
                    a = a.replace(&piece, "");
                    b = b.replace(&piece, "");
                }
            }
        }
    }
    (a, b)
}

/// What each text has and the other lacks, after common pieces of two characters or more are taken out, longest first.
pub(crate) fn leftovers(a: &str, b: &str) -> (Vec<String>, Vec<String>) {
    let mut a: Vec<Vec<char>> = vec![a.chars().collect()];
    let mut b: Vec<Vec<char>> = vec![b.chars().collect()];
    while let Some((i, at, j, to, length)) = longest_common(&a, &b) {
        cut(&mut a, i, at, length);
        cut(&mut b, j, to, length);
    }
    let pieces = |parts: Vec<Vec<char>>| {
        parts
            .into_iter()
            .filter(|p| !p.is_empty())
            .map(|p| p.into_iter().collect())
            .collect()
    };
    (pieces(a), pieces(b))
}

fn cut(parts: &mut Vec<Vec<char>>, index: usize, at: usize, length: usize) {
    let part = parts.remove(index);
    parts.insert(index, part[at + length..].to_vec());
    parts.insert(index, part[..at].to_vec());
}

/// The longest common piece of two characters or more: part and position in `a`, in `b`, and length.
fn longest_common(a: &[Vec<char>], b: &[Vec<char>]) -> Option<(usize, usize, usize, usize, usize)> {
    let mut best = None;
    let mut most = 1;
    for (i, first) in a.iter().enumerate() {
        for (j, second) in b.iter().enumerate() {
            let mut row = vec![0usize; second.len() + 1];
            for (x, c) in first.iter().enumerate() {
                for y in (0..second.len()).rev() {
                    row[y + 1] = if *c == second[y] { row[y] + 1 } else { 0 };
                    if row[y + 1] > most {
                        most = row[y + 1];
                        best = Some((i, x + 1 - most, j, y + 1 - most, most));
                    }
                }
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_what_only_one_has() {
        let (a, b) = leftovers("护林员培训人数", "护林员培训");
        assert_eq!((a, b), (vec!["人数".to_owned()], vec![]));
        let (a, b) = leftovers("评估报告出具数量", "评估报告的出具数量");
        assert_eq!((a, b), (vec![], vec!["的".to_owned()]));
    }

    #[test]
    fn words_of_the_project_say_nothing() {
        let (a, b) = without_shared(
            "农村公路养护坑槽修补面积",
            "农村公路养护边沟清理长度",
            &["农村公路养护"],
        );
        assert_eq!((a.as_str(), b.as_str()), ("坑槽修补面积", "边沟清理长度"));
    }
}
