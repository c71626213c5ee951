//! Requests at a fixed rate, whatever the server does: a late answer makes those behind it late too, as for people.

use super::Request;
use super::http::Connection;
use super::process::{Place, Worker};
use crate::soak::random::Random;
use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Connections at the same time.
const CONNECTIONS: usize = 32;

/// Words that people look for.
const WORDS: [&str; 8] = [
    "%E6%B0%B4%E5%BA%93",
    "%E5%9F%B9%E8%AE%AD",
    "%E6%95%99%E8%82%B2",
    "%E7%BB%B4%E4%BF%AE",
    "%E5%85%AC%E5%9B%AD",
    "%E7%9B%91%E6%B5%8B",
    "%E8%AE%BE%E5%A4%87",
    "%E8%A1%A5%E5%8A%A9",
];

/// What was measured.
pub struct Load {
    /// Requests that went well, by kind: how many, and their times in order, in microseconds.
    pub by_kind: BTreeMap<&'static str, Vec<u64>>,
    /// Requests that did not.
    pub failed: usize,
    /// Requests a second that were answered.
    pub rate: f64,
    /// The most memory that the server held, in MiB.
    pub memory: Option<u64>,
}

/// A quantile of times that are in order.
pub fn quantile(times: &[u64], share: f64) -> Duration {
    let place = ((times.len() as f64 - 1.0) * share).round() as usize;
    Duration::from_micros(times.get(place).copied().unwrap_or(0))
}

impl Load {
    /// All times, in order.
    pub fn all(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.by_kind.values().flatten().copied().collect();
        all.sort_unstable();
        all
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        let mut line = |kind: &str, times: &[u64]| {
            writeln!(
                f,
                "| {kind} | {} | {:.1} | {:.1} | {:.1} |",
                times.len(),
                millis(quantile(times, 0.5)),
                millis(quantile(times, 0.99)),
                millis(quantile(times, 1.0))
            )
        };
        for (kind, times) in &self.by_kind {
            line(kind, times)?;
        }
        line("合计", &self.all())
    }
}

/// The kinds of request: 80% list, search, detail; 15% check; 5% save.
fn kind(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..30 => "列表",
        30..50 => "搜索",
        50..80 => "打开一张表",
        80..95 => "边改边核对",
        _ => "保存一处决定",
    }
}

struct Asking<'a> {
    worker: &'a Worker,
    forms: usize,
    encoded: &'a str,
}

impl Asking<'_> {
    fn ask(&self, kind: &str, connection: &mut Connection, random: &mut Random) -> Result<u16> {
        let form = 1 + random.below(self.forms);
        let answer = match kind {
            "列表" => {
                let levels = ["", "error", "warning", "clean"];
                let level = random.pick(&levels);
                let bands = ["", "to_50", "to_1000"];
                connection.get(&format!(
                    "/review?year=2026&level={level}&band={}",
                    random.pick(&bands)
                ))?
            }
            "搜索" => connection.get(&format!("/review?year=2026&q={}", random.pick(&WORDS)))?,
            "打开一张表" => connection.get(&format!("/review/{form}?year=2026"))?,
            "边改边核对" => {
                let value = format!("≥{}%", 80 + random.below(20));
                let fields = [
                    ("secret", self.worker.secret.as_str()),
                    ("carried", self.encoded),
                    ("name", "表.tsv"),
                    ("steps", "[]"),
                    ("c.1.r2.value", &value),
                ];
                connection.post("/check/live", &fields)?
            }
            _ => {
                let word = if random.once_in(2) { "keep" } else { "drop" };
                let fields = [
                    ("secret", self.worker.secret.as_str()),
                    ("do", "decide"),
                    ("ordinal", "1"),
                    ("decision", word),
                ];
                connection.post(&format!("/review/{form}"), &fields)?
            }
        };
        Ok(answer.status)
    }
}

/// Whether an answer is a right one: a form without points has none to decide, and two people may cross.
fn is_right(kind: &str, status: u16) -> bool {
    match kind {
        "保存一处决定" => matches!(status, 303 | 404 | 409),
        _ => status == 200,
    }
}

/// Seconds of load before it is measured: connections are opened, statements prepared, as on any morning.
const WARM: u64 = 10;

/// How long a database server is left to tidy up after so many new rows; it begins to within a minute.
const TIDY: Duration = Duration::from_secs(100);

/// Runs the load.
pub fn run(place: &Place, request: &Request) -> Result<Load> {
    let running = place.start()?;
    let worker = place.worker()?;
    let city = demo::city(2026);
    let form = city.declared(1).next();
    let pasted = form
        .map(|project| demo::paste(&project.form()))
        .unwrap_or_default();
    let encoded = STANDARD.encode(pasted);
    let asking = Asking {
        worker: &worker,
        forms: request.forms,
        encoded: &encoded,
    };
    if request.database.is_some() && request.fill {
        std::thread::sleep(TIDY);
    }
    // Everything is in memory once before it is measured, as on any day but the first.
    let mut first = Connection::new(place.address, Some(worker.cookie.clone()));
    for path in ["/review?year=2026", "/review/1", "/desk"] {
        let answer = first.get(path)?;
        ensure!(answer.status == 200, "{path}：{}", answer.status);
    }
    let warm = request.rate * WARM;
    let all = request.rate * request.seconds + warm;
    let (next, failed) = (AtomicU64::new(0), AtomicU64::new(0));
    let times: Mutex<BTreeMap<&'static str, Vec<u64>>> = Mutex::default();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut connection = Connection::new(place.address, Some(worker.cookie.clone()));
                let mut own: BTreeMap<&'static str, Vec<u64>> = BTreeMap::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= all {
                        break;
                    }
                    let due = begun + Duration::from_micros(number * 1_000_000 / request.rate);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let mut random = Random::new(7, number);
                    let kind = kind(&mut random);
                    match asking.ask(kind, &mut connection, &mut random) {
                        Ok(status) if is_right(kind, status) && number < warm => {}
                        Ok(status) if is_right(kind, status) => {
                            let took = due.elapsed().as_micros();
                            own.entry(kind)
                                .or_default()
                                .push(u64::try_from(took).unwrap_or(u64::MAX));
                        }
                        other => {
                            if failed.fetch_add(1, Ordering::Relaxed) < 5 {
                                eprintln!("{kind}：{other:?}");
                            }
                        }
                    }
                }
                if let Ok(mut times) = times.lock() {
                    for (kind, mut some) in own {
                        times.entry(kind).or_default().append(&mut some);
                    }
                }
            });
        }
    });
    let took = begun.elapsed().as_secs_f64() - WARM as f64;
    let mut by_kind = times.into_inner().unwrap_or_default();
    by_kind.values_mut().for_each(|times| times.sort_unstable());
    let answered: usize = by_kind.values().map(Vec::len).sum();
    Ok(Load {
        by_kind,
        failed: usize::try_from(failed.into_inner())?,
        rate: answered as f64 / took,
        memory: running.memory(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_right() {
        let times: Vec<u64> = (1..=100).collect();
        assert_eq!(quantile(&times, 0.99), Duration::from_micros(99));
        assert_eq!(quantile(&[], 0.5), Duration::ZERO);
    }
}
