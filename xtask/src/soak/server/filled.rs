//! The store filled by the server's own import.

use super::http::Connection;
use super::process::Place;
use anyhow::{Result, ensure};
use model::Document;
use std::fmt;
use std::time::{Duration, Instant};

/// Forms of one upload.
const PART: usize = 10_000;

/// How the filling went.
pub struct Filled {
    /// Forms.
    pub forms: usize,
    /// How long the import took.
    pub took: Duration,
    /// The most memory that the server held, in MiB.
    pub memory: Option<u64>,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.took.as_secs_f64();
        let rate = self.forms as f64 / seconds.max(0.001);
        write!(
            f,
            "导入 {} 张表：{seconds:.1} 秒，每秒 {rate:.0} 张",
            self.forms
        )?;
        match self.memory {
            Some(memory) => write!(f, "，最多占内存 {memory} MiB"),
            None => Ok(()),
        }
    }
}

/// Fills the store; the account that works is made first.
pub fn fill(place: &Place, forms: usize) -> Result<Filled> {
    let running = place.start()?;
    place.hire()?;
    let worker = place.worker()?;
    let mut connection = Connection::new(place.address, Some(worker.cookie.clone()));
    let city = demo::city(2026);
    let mut projects = city.declared(forms);
    let begun = Instant::now();
    for part in 0..forms.div_ceil(PART) {
        let mut lines = String::new();
        for project in projects.by_ref().take(PART) {
            let mut document = Document::default();
            document.source.path = format!("{}.docx", project.file_name());
            document.forms.push(project.form());
            lines.push_str(&serde_json::to_string(&document)?);
            lines.push('\n');
        }
        let fields = [("secret", worker.secret.as_str()), ("returned", "0")];
        let name = format!("part{part}.ndjson");
        let answer = connection.upload("/import", &fields, &name, lines.as_bytes())?;
        ensure!(
            answer.status == 303,
            "没有收下（{}）：{}",
            answer.status,
            answer.text()
        );
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let page = connection.get(&answer.location)?;
            let text = page.text();
            ensure!(!text.contains("没有读完"), "{}：没有读完", answer.location);
            if !text.contains("正在读") {
                break;
            }
        }
    }
    Ok(Filled {
        forms,
        took: begun.elapsed(),
        memory: running.memory(),
    })
}
