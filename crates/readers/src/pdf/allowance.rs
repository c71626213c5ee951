//! Counts what deflated data becomes, also when it is packed several times over, without keeping it.

use crate::error::mebibytes;
use crate::{Limits, ReadError};
use flate2::{Decompress, FlushDecompress, Status};

/// Packed this many times over, a stream hides something.
const STAGES: usize = 4;

/// Bytes unpacked at a time.
const PIECE: usize = 32 << 10;

/// What may still be unpacked.
pub(super) struct Allowance {
    left: u64,
    pub(super) refusal: ReadError,
    /// Where each piece is unpacked to.
    work: Vec<u8>,
    first: Stage,
}

impl Allowance {
    pub(super) fn new(length: u64, limits: &Limits) -> Allowance {
        let by_ratio = limits.ratio_from.max(limits.ratio.saturating_mul(length));
        let refusal = if by_ratio < limits.unpacked {
            ReadError::too_large("压缩比", &format!("{} 倍", limits.ratio))
        } else {
            ReadError::too_large("解压后的大小", &mebibytes(limits.unpacked))
        };
        Allowance {
            left: by_ratio.min(limits.unpacked),
            refusal,
            work: vec![0; PIECE],
            first: Stage::new(&[]),
        }
    }

    /// Counts what one stream becomes. Data that is not deflated counts for nothing.
    pub(super) fn take(&mut self, data: &[u8]) -> Result<(), ReadError> {
        self.first.begin(data);
        let mut further: Vec<Stage> = Vec::new();
        let mut used = 0;
        while let Some((read, written)) = self.first.step(&data[used..], &mut self.work) {
            used += read;
            self.count(written)?;
            let is_start = self.first.total == written as u64;
            if further.is_empty() && !(is_start && begins_zlib(&self.work[..written])) {
                continue;
            }
            // What comes out is packed again.
            let mut produced = self.work[..written].to_vec();
            for depth in 0.. {
                if depth == further.len() {
                    let is_start = depth == 0 || further[depth - 1].total == produced.len() as u64;
                    if !is_start || !begins_zlib(&produced) {
                        break;
                    }
                    if depth == STAGES {
                        return Err(self.refusal.clone());
                    }
                    further.push(Stage::new(&produced));
                }
                let (mut at, mut next) = (0, Vec::new());
                while let Some((read, written)) =
                    further[depth].step(&produced[at..], &mut self.work)
                {
                    at += read;
                    self.count(written)?;
                    next.extend_from_slice(&self.work[..written]);
                }
                produced = next;
            }
        }
        Ok(())
    }

    fn count(&mut self, bytes: usize) -> Result<(), ReadError> {
        let left = self.left.checked_sub(bytes as u64);
        self.left = left.ok_or_else(|| self.refusal.clone())?;
        Ok(())
    }
}

/// One layer of compression.
struct Stage {
    inflate: Decompress,
    is_over: bool,
    total: u64,
}

impl Stage {
    fn new(data: &[u8]) -> Stage {
        Stage {
            inflate: Decompress::new(begins_zlib(data)),
            is_over: false,
            total: 0,
        }
    }

    /// Begins again with other data.
    fn begin(&mut self, data: &[u8]) {
        self.inflate.reset(begins_zlib(data));
        (self.is_over, self.total) = (false, 0);
    }

    /// Unpacks a piece: how many bytes it read and wrote; `None` when nothing more comes of this data.
    fn step(&mut self, data: &[u8], out: &mut [u8]) -> Option<(usize, usize)> {
        if self.is_over {
            return None;
        }
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(data, out, FlushDecompress::None);
        let read = (self.inflate.total_in() - read) as usize;
        let written = (self.inflate.total_out() - written) as usize;
        self.is_over = !matches!(status, Ok(Status::Ok));
        self.total += written as u64;
        (read > 0 || written > 0).then_some((read, written))
    }
}

fn begins_zlib(data: &[u8]) -> bool {
    matches!(data, [a, b, ..] if a & 0x0F == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
}
