//! `cargo xtask findings`: which findings a change gained and lost on all samples, against `samples/findings.tsv`. `--accept` takes
//! them over; a test fails until that is done, so that no rule changes what it says unseen.

use crate::judged::{Set, sets};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where the findings stand.
const FILE: &str = "samples/findings.tsv";

/// Each finding in one line without its message, with how often it is said and one of its messages.
type Said = BTreeMap<String, (usize, String)>;

/// Prints what is gained and lost; with `--accept` writes the file. Fails where a file cannot be read.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    let now = measure(&root.join("samples"))?;
    if arguments.iter().any(|argument| argument == "--accept") {
        fs::write(root.join(FILE), page(&now))?;
        return Ok(format!("已更新 {FILE}：意见 {} 处", now.len()));
    }
    let before = fs::read_to_string(root.join(FILE)).with_context(|| format!("{FILE} 读不出"))?;
    let lines = differences(&before, &now);
    Ok(match lines.len() {
        0 => format!("与 {FILE} 相同：意见 {} 处", now.len()),
        count => format!(
            "{}\n共 {count} 处不同；确认后写入：cargo xtask findings --accept",
            lines.join("\n")
        ),
    })
}

/// What is said about all samples.
fn measure(samples: &Path) -> Result<Said> {
    let mut said = Said::new();
    for set in sets(samples)? {
        add(&mut said, &set);
    }
    Ok(said)
}

fn add(said: &mut Said, set: &Set) {
    for (spots, finding) in set.judge() {
        let place = spots
            .first()
            .map(|spot| format!("{}\t{}\t{}", spot.file, spot.form, spot.row));
        let place = place.unwrap_or_default();
        let line = format!("{place}\t{}\t{}", finding.code, finding.severity.word());
        said.entry(line).or_insert((0, finding.message)).0 += 1;
    }
}

fn page(said: &Said) -> String {
    let mut out = "file\tform\trow\tcode\tlevel\tcount\n".to_owned();
    for (line, (count, _)) in said {
        out.push_str(&format!("{line}\t{count}\n"));
    }
    out
}

/// What was gained and what was lost, in lines.
fn differences(before: &str, now: &Said) -> Vec<String> {
    let known: BTreeMap<&str, usize> = before
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once('\t'))
        .map(|(line, count)| (line, count.parse().unwrap_or(0)))
        .collect();
    let mut lines = Vec::new();
    for (line, (count, message)) in now {
        let was = known.get(line.as_str()).copied().unwrap_or(0);
        if *count > was {
            lines.push(format!("新增 {}：{message}", line.replace('\t', " ")));
        }
    }
    for (line, was) in known {
        let count = now.get(line).map_or(0, |(count, _)| *count);
        if count < was {
            lines.push(format!("消失 {}", line.replace('\t', " ")));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_of_what_is_said_was_accepted() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let before = fs::read_to_string(root.join(FILE)).unwrap();
        let lines = differences(&before, &measure(&root.join("samples")).unwrap());
        assert!(
            lines.is_empty(),
            "{}\n看过之后运行 cargo xtask findings --accept",
            lines.join("\n")
        );
    }

    #[test]
    fn gained_and_lost_are_told_apart() {
        let line = |code: &str| format!("a.html\t1\t表\t{code}\t建议改");
        let now = Said::from([
            (line("B01"), (2, "两处".to_owned())),
            (line("E07"), (1, "时间".to_owned())),
        ]);
        let before = format!(
            "head\n{}\t1\n{}\t1\n{}\t1\n",
            line("B01"),
            line("E07"),
            line("G01")
        );
        assert_eq!(
            differences(&before, &now),
            [
                "新增 a.html 1 表 B01 建议改：两处",
                "消失 a.html 1 表 G01 建议改"
            ]
        );
        assert!(differences(&page(&now), &now).is_empty());
    }
}
