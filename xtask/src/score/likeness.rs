//! How alike two texts are, from 0 to 1: twice the characters in common blocks, over all characters (Ratcliff and Obershelp).

use std::collections::HashMap;

/// From here on two texts count as the same.
pub const SAME: f64 = 0.9;

/// Below this share of common characters the order is not looked at.
const HOPELESS: f64 = SAME * 0.6;

/// Whether two texts count as the same.
pub fn same(a: &str, b: &str) -> bool {
    likeness(a, b) >= SAME
}

/// How alike two texts are. Of texts with few characters in common only these are counted, whatever their order.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let quick = ratio(in_any_order(&a, &b), &a, &b);
    if quick < HOPELESS {
        return quick;
    }
    ratio(in_blocks(&a, &b), &a, &b)
}

fn ratio(common: usize, a: &[char], b: &[char]) -> f64 {
    2.0 * common as f64 / (a.len() + b.len()) as f64
}

fn in_any_order(a: &[char], b: &[char]) -> usize {
    let mut left: HashMap<char, usize> = HashMap::new();
    for c in b {
        *left.entry(*c).or_default() += 1;
    }
    a.iter()
        .filter(|c| match left.get_mut(c) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        })
        .count()
}

/// The longest common block, and the same again before and behind it.
fn in_blocks(a: &[char], b: &[char]) -> usize {
    let (mut common, mut open) = (0, vec![(a, b)]);
    while let Some((a, b)) = open.pop() {
        let (i, j, size) = longest(a, b);
        if size > 0 {
            common += size;
            open.push((&a[..i], &b[..j]));
            open.push((&a[i + size..], &b[j + size..]));
        }
    }
    common
}

/// The longest common block: its start in both texts and its size. Of several the first in `a`, then the first in `b`.
fn longest(a: &[char], b: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    // Per place in `b`: the size of the common block that ends just before it and at the current place of `a`.
    let mut sizes = vec![0; b.len() + 1];
    for (i, c) in a.iter().enumerate() {
        let mut next = vec![0; b.len() + 1];
        for (j, _) in b.iter().enumerate().filter(|(_, other)| *other == c) {
            let size = sizes[j] + 1;
            next[j + 1] = size;
            if size > best.2 {
                best = (i + 1 - size, j + 1 - size, size);
            }
        }
        sizes = next;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ratios() {
        let near = |a, b, expected: f64| {
            let found = likeness(a, b);
            assert!((found - expected).abs() < 1e-9, "{a} {b}: {found}");
        };
        near("abcd", "bcde", 0.75);
        near("培训人次", "培训人次数", 8.0 / 9.0);
        near("甲乙丙丁戊己", "丁戊己甲乙丙", 0.5);
        near("abcdef", "xyz", 0.0);
        near("", "", 1.0);
        near(
            "private Thread currentThread;",
            "private volatile Thread currentThread;",
            58.0 / 67.0,
        );
    }
}
