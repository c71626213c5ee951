//! Numbers that look like chance and are the same on every machine: SplitMix64, seeded by numbers.

/// A sequence of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The sequence of these numbers.
    pub(crate) fn of(seeds: &[u64]) -> Random {
        let mut random = Random(0x6a09_e667_f3bc_c908);
        for seed in seeds {
            random.0 ^= seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Whether something happens that does so in `percent` of the cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// The number of one of these, each as often as its share says.
    pub(crate) fn by_share(&mut self, shares: impl Iterator<Item = usize> + Clone) -> usize {
        let mut left = self.below(shares.clone().sum());
        for (number, share) in shares.enumerate() {
            if left < share {
                return number;
            }
            left -= share;
        }
        0
    }

    /// A number of `from..=to` in steps; small ones are more frequent, as they are among real projects.
    pub(crate) fn stepped(&mut self, (from, to, step): (i64, i64, i64)) -> i64 {
        let steps = usize::try_from((to - from) / step).unwrap_or(0) + 1;
        let low = self.below(steps).min(self.below(steps));
        from + step * i64::try_from(low).unwrap_or(0)
    }

    /// A number of `from..=to` in steps; those in the middle are more frequent, as they are among prices.
    pub(crate) fn around(&mut self, (from, to, step): (i64, i64, i64)) -> i64 {
        let steps = usize::try_from((to - from) / step).unwrap_or(0) + 1;
        let sum: usize = (0..6).map(|_| self.below(steps)).sum();
        from + step * i64::try_from(sum / 6).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_numbers_and_others_do_not() {
        let draw = |seeds: &[u64]| {
            let mut random = Random::of(seeds);
            (0..8).map(|_| random.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(&[1, 2]), draw(&[1, 2]));
        assert_ne!(draw(&[1, 2]), draw(&[2, 1]));
    }

    #[test]
    fn shares_are_kept() {
        let mut random = Random::of(&[7]);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[random.by_share([70, 0, 30].into_iter())] += 1;
        }
        assert!((6800..7200).contains(&counts[0]), "{counts:?}");
        assert_eq!(counts[1], 0);
    }
}
