//! The server killed while people save: what was acknowledged must be there, the log must verify, and it must be back at once.

use super::http::Connection;
use super::process::Place;
use crate::soak::random::Random;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// People who save at the same time.
const PEOPLE: usize = 4;

/// What came of it.
pub struct Kills {
    /// How often it was killed.
    pub times: usize,
    /// Saves that were acknowledged.
    pub saved: usize,
    /// Acknowledged saves that were not there afterwards.
    pub lost: usize,
    /// The longest time from a start to the first answer.
    pub slowest_start: Duration,
    /// What `jixiao verify` says.
    pub verified: String,
}

impl fmt::Display for Kills {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "杀进程 {} 次：已确认的保存 {} 次，丢失 {}；最慢 {} 毫秒恢复应答；{}",
            self.times,
            self.saved,
            self.lost,
            self.slowest_start.as_millis(),
            self.verified
        )
    }
}

/// Kills it so many times.
pub fn run(place: &Place, times: usize) -> Result<Kills> {
    let saved: Mutex<BTreeSet<String>> = Mutex::default();
    let mut slowest = Duration::ZERO;
    let first = place.start()?;
    let worker = place.worker()?;
    first.kill()?;
    for round in 0..times {
        let running = place.start()?;
        slowest = slowest.max(running.took);
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for person in 0..PEOPLE {
                let (saved, over, worker) = (&saved, &over, &worker);
                scope.spawn(move || {
                    let mut connection =
                        Connection::new(place.address, Some(worker.cookie.clone()));
                    for number in 0.. {
                        if over.load(Ordering::Relaxed) {
                            break;
                        }
                        let text = format!("备注-{round}-{person}-{number}");
                        let fields = [
                            ("secret", worker.secret.as_str()),
                            ("do", "remark"),
                            ("text", &text),
                        ];
                        let form = 1 + (number * PEOPLE + person) % 50;
                        let answer = connection.post(&format!("/review/{form}"), &fields);
                        match answer {
                            Ok(answer) if answer.status == 303 => {
                                if let Ok(mut saved) = saved.lock() {
                                    saved.insert(text);
                                }
                            }
                            _ => break,
                        }
                    }
                });
            }
            let mut random = Random::new(11, round as u64);
            std::thread::sleep(Duration::from_millis(100 + random.below(500) as u64));
            let killed = running.kill();
            over.store(true, Ordering::Relaxed);
            killed
        })?;
    }
    let backup = place.file("soak.zip");
    let path = backup.display().to_string();
    place.command(&["backup", &path], "")?;
    let kept = remarks(&backup)?;
    let saved = saved.into_inner().unwrap_or_default();
    let lost = saved.difference(&kept).count();
    let verified = place.command(&["verify"], "")?;
    Ok(Kills {
        times,
        saved: saved.len(),
        lost,
        slowest_start: slowest,
        verified: verified
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches('。')
            .to_owned(),
    })
}

/// The texts of all remarks in a backup.
fn remarks(backup: &std::path::Path) -> Result<BTreeSet<String>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(backup)?)?;
    let mut texts = BTreeSet::new();
    let Ok(rows) = zip.by_name("rows/remark.ndjson") else {
        return Ok(texts);
    };
    for line in BufReader::new(rows).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        texts.insert(row["text"].as_str().context("备注没有文字")?.to_owned());
    }
    Ok(texts)
}
