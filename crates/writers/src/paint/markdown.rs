//! The form as Markdown: the same table without merged cells; a cell that was merged stands once, at its beginning.

use crate::paper::Paper;
use std::fmt::Write;

/// These forms, one below the other.
pub fn text(papers: &[Paper]) -> String {
    let mut out = String::new();
    for paper in papers {
        if !out.is_empty() {
            out.push('\n');
        }
        push(&mut out, paper);
    }
    out
}

fn push(out: &mut String, paper: &Paper) {
    for line in &paper.above {
        let _ = writeln!(out, "{line}\n");
    }
    let _ = writeln!(out, "# {}\n", paper.title);
    for line in paper.line.iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(out, "{line}\n");
    }
    let mut grid = vec![vec![String::new(); paper.columns.len()]; paper.rows.len()];
    for placed in paper.placed() {
        if let Some(cell) = grid[placed.row].get_mut(placed.column) {
            *cell = placed
                .cell
                .text
                .replace('\\', "\\\\")
                .replace('|', "\\|")
                .replace('\n', "<br>");
        }
    }
    for (number, row) in grid.iter().enumerate() {
        let _ = writeln!(out, "| {} |", row.join(" | "));
        if number == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(paper.columns.len()));
        }
    }
    for line in &paper.below {
        let _ = writeln!(out, "\n{line}");
    }
}
