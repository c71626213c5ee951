//! What is wrong with a command line, in Chinese: clap's errors by kind and context, and near words.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::fmt::Write;

/// The message for an error of the command line: what is wrong and what to do next.
pub fn explain(error: &Error) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let mut out = match error.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            format!("这里用不上“{arg}”。请去掉它。")
        }
        ErrorKind::UnknownArgument => {
            let near = text(error, ContextKind::SuggestedArg);
            let mut out = format!("没有“{arg}”这个选项。");
            if let Some(command) = owner(&arg) {
                out = format!(
                    "“{arg}”是 {command} 命令的选项，如 jixiao {command} 文件 {arg} …；这里用不上。"
                );
            } else if near.is_empty() {
                out += "如果它是文件名，请在前面加“./”。";
            } else {
                let _ = write!(out, "是不是要写“{near}”？");
            }
            out
        }
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand);
            let near = text(error, ContextKind::SuggestedSubcommand);
            let mut out = format!("没有“{word}”这个命令。");
            if !near.is_empty() {
                let _ = write!(out, "是不是要写“{near}”？");
            }
            out
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            let mut out = format!("“{arg}”后面缺少内容。");
            push_possible(&mut out, error);
            out
        }
        ErrorKind::InvalidValue => {
            let mut out = format!("“{arg}”不能写“{value}”。");
            push_possible(&mut out, error);
            let near = text(error, ContextKind::SuggestedValue);
            if !near.is_empty() {
                let _ = write!(out, "是不是要写“{near}”？");
            }
            out
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            format!(
                "“{arg}”不能写“{value}”：{}。",
                reason.as_deref().unwrap_or("写法不符")
            )
        }
        ErrorKind::TooManyValues => format!("“{arg}”后面的内容多了，“{value}”用不上。请去掉它。"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”后面的内容个数不对。请补齐或去掉多余的。")
        }
        ErrorKind::NoEquals => format!("“{arg}”和它的内容之间要写“=”。"),
        ErrorKind::ArgumentConflict => {
            let other = text(error, ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                format!("“{arg}”写了不止一次或与别的选项不能同时用。请只留一个。")
            } else {
                format!("“{arg}”与“{other}”不能同时用。请只留一个。")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("还缺少：{arg}。"),
        ErrorKind::MissingSubcommand => "还缺少命令。".to_owned(),
        ErrorKind::InvalidUtf8 => "命令里有无法识别的字符。请检查文件名和选项的写法。".to_owned(),
        _ => "命令的写法无法识别。".to_owned(),
    };
    out += "\n用法见 jixiao --help；某个命令的用法如 jixiao check --help。";
    out
}

/// The first command that has this option.
fn owner(option: &str) -> Option<String> {
    let name = option.trim_start_matches('-').split('=').next()?;
    crate::args::command()
        .get_subcommands()
        .find(|command| {
            command.get_arguments().any(|arg| {
                arg.get_long() == Some(name)
                    || arg
                        .get_short()
                        .is_some_and(|short| name == short.to_string())
            })
        })
        .map(|command| command.get_name().to_owned())
}

fn push_possible(out: &mut String, error: &Error) {
    let possible = text(error, ContextKind::ValidValue);
    if !possible.is_empty() {
        let _ = write!(out, "可以写：{possible}。");
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => plain(text),
        Some(ContextValue::Strings(texts)) => texts
            .iter()
            .map(|text| plain(text))
            .collect::<Vec<_>>()
            .join("、"),
        Some(ContextValue::StyledStr(text)) => plain(&text.to_string()),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// An argument without the brackets and dots that clap draws around value names: `--format <格式>` → `--format`.
fn plain(arg: &str) -> String {
    match arg.split_once(" <").or_else(|| arg.split_once(" [")) {
        Some((option, _)) if option.starts_with('-') => option.to_owned(),
        _ => arg.replace("...", "").replace(['<', '>', '[', ']'], ""),
    }
}

/// The words of `known` that `word` may stand for, nearest first, at most three.
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_ascii_lowercase();
    let allowed = if word.chars().count() <= 3 { 1 } else { 2 };
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .map(|other| (distance(&word, &other.to_ascii_lowercase()), other))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    found.sort();
    found.into_iter().map(|(_, other)| other).take(3).collect()
}

/// How many characters to change, add, drop, or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(line: &str) -> String {
        let words = line.split(' ').map(std::ffi::OsString::from);
        explain(&crate::args::parse(words).expect_err(line))
    }

    #[test]
    fn every_complaint_says_what_to_do() {
        for (line, parts) in [
            (
                "jixiao check --fromat json x",
                &["没有“--fromat”这个选项", "是不是要写“--format”"][..],
            ),
            (
                "jixiao check --format pdf x",
                &["“--format”不能写“pdf”", "text、json、ndjson、html"],
            ),
            (
                "jixiao check --format",
                &["“--format”后面缺少内容", "可以写：text"],
            ),
            (
                "jixiao check x --as-of 3月",
                &["“--as-of”不能写“3月”：日期写成 年-月-日"],
            ),
            ("jixiao check", &["还缺少：路径"]),
            ("jixiao completions tcsh", &["“终端”不能写“tcsh”", "bash"]),
            (
                "jixiao check x --as-of 2026-01-01 --as-of 2026-01-02",
                &["“--as-of”写了不止一次"],
            ),
            ("jixiao rules x", &["这里用不上“x”"]),
            (
                "jixiao x.docx --format html",
                &["“--format”是 check 命令的选项，如 jixiao check 文件 --format"],
            ),
            (
                "jixiao read x.docx --profile y",
                &["“--profile”是 check 命令的选项"],
            ),
        ] {
            let text = complaint(line);
            for part in parts {
                assert!(text.contains(part), "{line}\n{text}");
            }
            assert!(text.contains("jixiao --help"), "{text}");
            assert!(!text.contains("error") && !text.contains("Usage"), "{text}");
        }
    }

    #[test]
    fn near_words_allow_a_swap() {
        assert_eq!(near("chekc", ["check", "read"]), ["check"]);
        assert_eq!(near("e7", ["E07", "E01"]), ["E07"]);
        assert!(near("report", ["check", "read"]).is_empty());
    }
}
