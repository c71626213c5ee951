//! Progress of long work on stderr: only on a terminal, and only when the work takes longer than a moment.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// A moving line with the number of files done and the file at work.
pub struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    done: u64,
}

/// Work that ends sooner shows nothing.
const MOMENT: Duration = Duration::from_millis(700);

impl Progress {
    /// Nothing is drawn yet.
    pub fn new() -> Progress {
        Progress {
            bar: None,
            started: Instant::now(),
            done: 0,
        }
    }

    /// The work goes on with this file.
    pub fn at(&mut self, path: &str) {
        if self.bar.is_none() && self.started.elapsed() > MOMENT && std::io::stderr().is_terminal()
        {
            self.bar = Some(draw());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
            bar.set_message(shortened(path));
        }
        self.done += 1;
    }
}

impl Default for Progress {
    fn default() -> Progress {
        Progress::new()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn draw() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template("{spinner} 已完成 {pos} 个文件　{msg}") {
        bar.set_style(style);
    }
    bar
}

/// The end of a long path.
fn shortened(path: &str) -> String {
    let count = path.chars().count();
    if count <= 40 {
        path.to_owned()
    } else {
        format!("…{}", path.chars().skip(count - 39).collect::<String>())
    }
}
