//! Runs of equal properties: pages of 512 bytes, each with the bounds of its runs and the properties of each; and the list of
//! single properties that a run has.

use crate::ole::{u16_at, u32_at};
use std::ops::Range;

const PAGE: usize = 512;

/// A run of the stream and its list of properties.
pub(super) struct Run<'w> {
    pub(super) bytes: Range<usize>,
    pub(super) properties: &'w [u8],
}

/// What the runs of a page are runs of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Characters,
    Paragraphs,
}

/// All runs of a kind, in the order of the stream; of two that overlap the later one is dropped.
pub(super) fn runs<'w>(word: &'w [u8], list: &[u8], kind: Kind) -> Vec<Run<'w>> {
    let count = list.len().saturating_sub(4) / 8;
    let pages = list.get((count + 1) * 4..).unwrap_or_default();
    let pages = pages.chunks_exact(4).take(word.len() / PAGE + 1);
    let mut runs: Vec<Run> = Vec::new();
    for number in pages.filter_map(|page| u32_at(page, 0)) {
        let from = (number as usize & 0x3F_FFFF) * PAGE;
        if let Some(page) = word.get(from..from + PAGE) {
            runs.extend(page_runs(page, kind));
        }
    }
    runs.sort_by_key(|run| run.bytes.start);
    let mut end = 0;
    runs.retain(|run| {
        let fits = run.bytes.start >= end && run.bytes.start < run.bytes.end;
        if fits {
            end = run.bytes.end;
        }
        fits
    });
    runs
}

fn page_runs(page: &[u8], kind: Kind) -> impl Iterator<Item = Run<'_>> {
    let count = usize::from(page[PAGE - 1]);
    (0..count).map_while(move |index| {
        let bounds = u32_at(page, index * 4)? as usize..u32_at(page, index * 4 + 4)? as usize;
        let step = if kind == Kind::Characters { 1 } else { 13 };
        let at = usize::from(*page.get((count + 1) * 4 + index * step)?) * 2;
        Some(Run {
            bytes: bounds,
            properties: list(page, at, kind).unwrap_or_default(),
        })
    })
}

fn list(page: &[u8], at: usize, kind: Kind) -> Option<&[u8]> {
    if at == 0 {
        return None;
    }
    let length = usize::from(*page.get(at)?);
    if kind == Kind::Characters {
        return page.get(at + 1..at + 1 + length);
    }
    // The length counts words, and where it is 0 the next byte does. The style comes first.
    let (from, to) = match length {
        0 => (at + 2, at + 2 + usize::from(*page.get(at + 1)?) * 2),
        words => (at + 1, at + words * 2),
    };
    page.get(from + 2..to)
}

/// The run at a position of the stream.
pub(super) fn at<'r, 'w>(runs: &'r [Run<'w>], position: usize) -> Option<(usize, &'r Run<'w>)> {
    let index = runs.partition_point(|run| run.bytes.end <= position);
    let run = runs.get(index).filter(|run| run.bytes.start <= position);
    Some((index, run?))
}

/// The single properties of a list, each with its code and value; what cannot be read ends it.
pub(super) fn properties(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let (skipped, length) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            _ => match code {
                // The only length of two bytes, one too great.
                0xD608 => (4, usize::from(u16_at(list, 2)?).saturating_sub(1)),
                // Too long for its length: two lists of tabs that say their own.
                0xC615 if list.get(2) == Some(&255) => {
                    let deleted = usize::from(*list.get(3)?) * 4;
                    let added = usize::from(*list.get(4 + deleted)?) * 3;
                    (3, 2 + deleted + added)
                }
                _ => (3, usize::from(*list.get(2)?)),
            },
        };
        let value = list.get(skipped..skipped + length)?;
        list = &list[skipped + length..];
        Some((code, value))
    })
}
