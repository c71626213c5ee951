//! `jixiao FILE…`, what dropping files on the icon does: a page beside each file, opened at once.

use crate::args::OpenArgs;
use crate::check::{Known, Tally};
use crate::complaint::near;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::rulings::{Judge, Ruling};
use anyhow::bail;
use clap::CommandFactory;
use host::{desktop, save};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// More pages than this are not all opened at once.
const MOST_OPENED: usize = 3;

/// Of more files that could not be read only the page speaks.
const MOST_NAMED: usize = 3;

/// Runs the command.
pub fn run(arguments: &OpenArgs) -> anyhow::Result<Exit> {
    refuse_misspelt_command(&arguments.files)?;
    let mut judge = Judge::new(&arguments.judge)?;
    let mut exit = Exit::default();
    let mut names = BTreeSet::new();
    let mut pages = Vec::new();
    for path in &arguments.files {
        if !path.exists() && path.as_os_str() != "-" {
            eprintln!(
                "{}：找不到这个文件或文件夹。请检查名称和位置。",
                path.display()
            );
            exit.unread = true;
            continue;
        }
        let (one, page) = check_one(path, &mut judge, &mut names)?;
        exit.errors |= one.errors;
        exit.unread |= one.unread;
        pages.push(page);
    }
    if !arguments.no_open {
        open(&pages)?;
    }
    Ok(exit)
}

fn check_one(
    path: &Path,
    judge: &mut Judge,
    taken: &mut BTreeSet<PathBuf>,
) -> anyhow::Result<(Exit, PathBuf)> {
    let mut documents = Documents::new(&[path.to_owned()], None, true);
    let mut tally = Tally::new(judge.options());
    let mut kept = Vec::new();
    let mut unread = false;
    for opened in documents.by_ref() {
        unread |= opened.named_without_form;
        for document in opened.documents {
            let Ruling { verdict, profile } = judge.verdict(&document, opened.file.as_deref())?;
            tally.add(&document, &verdict, profile);
            kept.push((document, verdict));
        }
    }
    let mut result = tally.finish(documents.skipped());
    drop(documents);
    result.exit.unread |= unread;
    let known = Known::by(judge);
    let page = result.page(&kept, judge.options().as_of, known.names());
    let (beside, name) = target(path, taken);
    let written = save::write_beside(&beside, &name, page.as_bytes())
        .map_err(|error| anyhow::anyhow!("“{name}”写不进去：{}。", save::reason(&error)))?;
    let shown = match path.to_str() {
        Some("-") => "标准输入".to_owned(),
        _ => path.display().to_string(),
    };
    let mut line = format!("{shown}：{}\n", result.line(&known.names().levels));
    for (unread, error) in result.unread.iter().take(MOST_NAMED) {
        if *unread == shown {
            line = format!("{line}  {}\n", error.message);
        } else {
            line = format!("{line}  {unread}：{}\n", error.message);
        }
    }
    if result.unread.len() > MOST_NAMED {
        line += "  其余没有读出的文件列在结果里。\n";
    }
    line = format!("{line}  结果：{}\n", written.display());
    if save::folder(&written) != save::folder(&beside) {
        line += "  原文件所在的文件夹不能写，结果改放在上面的位置。\n";
    }
    std::io::stdout().write_all(line.as_bytes())?;
    Ok((result.exit, written))
}

/// The file beside which the page goes, and the page's name. Two inputs that differ only in their extension get a page
/// each.
fn target(path: &Path, names: &mut BTreeSet<PathBuf>) -> (PathBuf, String) {
    let beside = if path.as_os_str() == "-" {
        PathBuf::from("标准输入")
    } else {
        path.to_owned()
    };
    let full = std::path::absolute(&beside).unwrap_or_else(|_| beside.clone());
    let mut name = if path.is_dir() {
        let folder = full
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        format!("{folder}{}.html", save::RESULT_MARK)
    } else {
        save::result_name(&full)
    };
    if !names.insert(save::folder(&full).join(&name)) {
        let whole = full
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        name = format!("{whole}{}.html", save::RESULT_MARK);
    }
    (full, name)
}

fn open(pages: &[PathBuf]) -> anyhow::Result<()> {
    for page in pages.iter().take(MOST_OPENED) {
        if desktop::open(page).is_err() {
            eprintln!("结果网页没有自动打开，请手动打开：{}", page.display());
        }
    }
    if pages.len() > MOST_OPENED {
        println!("只打开了前{MOST_OPENED}个结果，其余的请到上面的位置打开。");
    }
    Ok(())
}

/// A word that is no file but a command, or a first word that is nearly one, is a slip of the pen.
fn refuse_misspelt_command(files: &[PathBuf]) -> anyhow::Result<()> {
    let command = crate::args::Cli::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let missing = || {
        files
            .iter()
            .filter(|file| !file.exists())
            .filter_map(|file| file.to_str())
    };
    if let Some(name) = missing().find(|word| names.contains(word)) {
        bail!("命令“{name}”要写在最前面，如 jixiao {name} 文件。\n用法见 jixiao --help。");
    }
    let Some(first) = missing()
        .next()
        .filter(|word| files[0].as_os_str() == *word)
    else {
        return Ok(());
    };
    if first.is_empty() {
        bail!("文件名是空的。用法见 jixiao --help。");
    }
    if let Some(name) = near(first, names).first() {
        bail!(
            "没有“{first}”这个命令，也没有这个文件。是不是要写“jixiao {name}”？\n用法见 jixiao --help。"
        );
    }
    // A bare Latin word is hardly the name of a form.
    if first == "帮助" || first.chars().all(|c| c.is_ascii_lowercase()) {
        bail!("没有“{first}”这个命令，也没有这个文件。用法见 jixiao --help。");
    }
    Ok(())
}
