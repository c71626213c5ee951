//! Which of many texts are nearly the same, exactly, without comparing every text with every other.
//!
//! The signature of a text is the rarest few of its pairs of characters: texts that are alike share one of them. What shares one is
//! counted on, and left as soon as the rest can no longer make it alike. (Prefix and positional filtering of set-similarity joins.)

use model::text::Pairs;
use std::collections::HashMap;

/// A place in a signature.
#[derive(Clone, Copy)]
struct Posting {
    /// The text, by its place in order of length.
    text: u32,
    /// How many of its pairs are rarer.
    at: u32,
}

/// For each text the later ones whose dice is at least `least`.
pub(crate) fn alike(texts: &[Pairs], least: f64) -> Vec<Vec<usize>> {
    let ranked = ranked(texts);
    let mut by_length: Vec<usize> = (0..texts.len()).collect();
    by_length.sort_by_key(|index| ranked[*index].len());
    let mut found = vec![Vec::new(); texts.len()];
    let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); pairs_in(&ranked)];
    // Of each text met by its signature: how many pairs are shared so far, below 0 when it can no longer be alike.
    let mut shared = vec![0_i32; texts.len()];
    let mut met: Vec<u32> = Vec::new();
    for (order, index) in by_length.iter().enumerate() {
        let own = &ranked[*index];
        // What is alike has at least this many pairs.
        let shortest = whole(least / (2.0 - least) * own.len() as f64);
        for (at, pair) in own.iter().enumerate().take(signature(own.len(), shortest)) {
            let list = &mut postings[*pair as usize];
            // Shorter texts come first; those that are too short now are too short for all that follow.
            let long_enough = list.partition_point(|posting| {
                ranked[by_length[posting.text as usize]].len() < shortest
            });
            list.drain(..long_enough);
            for posting in list.iter() {
                let count = &mut shared[posting.text as usize];
                if *count < 0 {
                    continue;
                }
                let other = &ranked[by_length[posting.text as usize]];
                let rest = (own.len() - at).min(other.len() - posting.at as usize);
                if *count == 0 {
                    met.push(posting.text);
                }
                *count = match *count as usize + rest >= needed(own.len(), other.len(), least) {
                    true => *count + 1,
                    false => -1,
                };
            }
        }
        for other in met.drain(..) {
            let count = std::mem::take(&mut shared[other as usize]);
            let other = by_length[other as usize];
            if count > 0 && texts[other].dice(&texts[*index]) >= least {
                found[other.min(*index)].push(other.max(*index));
            }
        }
        let indexed = whole(least * own.len() as f64);
        for (at, pair) in own.iter().enumerate().take(signature(own.len(), indexed)) {
            postings[*pair as usize].push(Posting {
                text: order as u32,
                at: at as u32,
            });
        }
    }
    for list in &mut found {
        list.sort_unstable();
    }
    found
}

/// The pairs of each text as ranks of rarity, the rarest first.
fn ranked(texts: &[Pairs]) -> Vec<Vec<u32>> {
    let mut frequency: HashMap<u64, u32> = HashMap::new();
    for pair in texts.iter().flat_map(Pairs::iter) {
        *frequency.entry(pair).or_default() += 1;
    }
    let mut by_rarity: Vec<(u32, u64)> = frequency
        .into_iter()
        .map(|(pair, count)| (count, pair))
        .collect();
    by_rarity.sort_unstable();
    let rank: HashMap<u64, u32> = (0..)
        .zip(by_rarity)
        .map(|(rank, (_, pair))| (pair, rank))
        .collect();
    let ranks = |text: &Pairs| {
        let mut ranks: Vec<u32> = text.iter().map(|pair| rank[&pair]).collect();
        ranks.sort_unstable();
        ranks
    };
    texts.iter().map(ranks).collect()
}

fn pairs_in(ranked: &[Vec<u32>]) -> usize {
    let highest = ranked.iter().filter_map(|ranks| ranks.last()).max();
    highest.map_or(0, |rank| *rank as usize + 1)
}

/// How many pairs a signature has, where `kept` of the text's `length` pairs must be shared.
fn signature(length: usize, kept: usize) -> usize {
    if length == 0 {
        0
    } else {
        length - kept.min(length) + 1
    }
    .min(length)
}

/// How many pairs two texts must share to be alike.
fn needed(one: usize, other: usize, least: f64) -> usize {
    whole(least / 2.0 * (one + other) as f64)
}

/// The next whole number; a product that misses one by rounding is that one.
fn whole(number: f64) -> usize {
    (number - 1e-9).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every text with every other.
    fn slowly(pairs: &[Pairs], least: f64) -> Vec<Vec<usize>> {
        (0..pairs.len())
            .map(|i| {
                (i + 1..pairs.len())
                    .filter(|j| pairs[i].dice(&pairs[*j]) >= least)
                    .collect()
            })
            .collect()
    }

    #[test]
    fn alike_texts_are_found_as_if_all_were_compared() {
        let texts = [
            "保障馆舍正常开放服务读者",
            "保障馆舍正常开放服务市民读者",
            "修复古籍二千叶",
            "保障馆舍正常开放服务读者",
            "",
            "修复古籍二千叶并建档",
        ];
        let pairs: Vec<Pairs> = texts.iter().map(|text| Pairs::of(text)).collect();
        assert_eq!(alike(&pairs, 0.7), slowly(&pairs, 0.7));
        assert_eq!(alike(&pairs, 0.7)[0], [1, 3]);
    }

    #[test]
    fn a_likeness_of_exactly_the_least_is_found() {
        let pairs: Vec<Pairs> = ["三四四三一五四", "二四三四四五三一五四"]
            .map(Pairs::of)
            .to_vec();
        assert_eq!(alike(&pairs, 0.8), [vec![1], vec![]]);
    }

    proptest! {
        #[test]
        fn no_text_is_missed(texts in prop::collection::vec("[一二三四五]{0,14}", 0..40), tenths in 5_u32..10) {
            let pairs: Vec<Pairs> = texts.iter().map(|text| Pairs::of(text)).collect();
            let least = f64::from(tenths) / 10.0;
            prop_assert_eq!(alike(&pairs, least), slowly(&pairs, least));
        }
    }
}
