//! `jixiao convert`: forms as Word, Excel, a web page, Markdown, CSV or JSON, one file an input.

use crate::args::{ConvertArgs, NextForm};
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output;
use crate::rulings::named_profile;
use anyhow::bail;
use host::save;
use model::{Document, FormKind};
use pipeline::convert::{Outside, Written, write};
use pipeline::law::profile::Profile;
use pipeline::next::{Next, next};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(arguments: &ConvertArgs) -> anyhow::Result<Exit> {
    let profile = arguments
        .profile
        .as_deref()
        .map(named_profile)
        .transpose()?;
    let target = Target::of(&arguments.output, arguments.format.as_deref())?;
    target.apart_from(&arguments.paths)?;
    let outside = outside(target.kind(), arguments.fonts.as_deref())?;
    let mut names = Names::default();
    let mut exit = Exit::default();
    let (mut files, mut forms, mut inferred) = (0, 0, 0);
    let mut single: Option<PathBuf> = None;
    for opened in Documents::new(&arguments.paths, None, true) {
        for mut document in opened.readable(&mut exit) {
            if let Some(kind) = arguments.to {
                follow(&mut document, kind, arguments.through, profile);
            }
            if document.forms.is_empty() {
                continue;
            }
            let path = match &target {
                Target::File(path, _) => {
                    if let Some(first) = &single {
                        bail!(
                            "不止一个文件里有表，“{}”只装得下一个。请在 -o 后面写文件夹，另用 --format 写明格式；已写出 {}。",
                            path.display(),
                            first.display()
                        );
                    }
                    path.clone()
                }
                Target::Folder(folder, kind) => folder.join(names.of(&document, *kind)),
            };
            let written = write(&document, target.kind(), profile, &outside)?;
            for note in &written.notes {
                eprintln!("{}：{note}", path.display());
            }
            output::write_file(&path, &written.bytes)?;
            files += 1;
            let rows = document.forms.iter().flat_map(|form| &form.indicators);
            inferred += rows.filter(|row| row.is_inferred()).count();
            forms += document.forms.len();
            single = Some(path);
        }
    }
    match files {
        0 if arguments.to.is_some() => {
            exit.unread = true;
            eprintln!("没有找到可以写出下一张表的目标表，没有写出文件");
        }
        0 => eprintln!("没有找到表，没有写出文件"),
        _ => eprintln!(
            "写出 {files} 个文件，表 {forms} 张，在 {}",
            arguments.output.display()
        ),
    }
    if inferred > 0 {
        eprintln!("有 {inferred} 行指标的位置按版面推断，请对照原件");
    }
    Ok(exit)
}

/// What writing this kind of file takes from this machine.
#[cfg(feature = "pdf")]
pub fn outside(kind: Written, fonts: Option<&Path>) -> anyhow::Result<Outside> {
    match kind {
        Written::Pdf => host::fonts::find(fonts)
            .map(|fonts| Outside { fonts })
            .map_err(anyhow::Error::msg),
        _ => Ok(Outside::default()),
    }
}

/// What writing takes from this machine: nothing, in a build without PDF.
#[cfg(not(feature = "pdf"))]
pub fn outside(_: Written, _: Option<&Path>) -> anyhow::Result<Outside> {
    Ok(Outside::default())
}

/// Puts the next forms in place of the target forms; other kinds have none.
fn follow(
    document: &mut Document,
    kind: NextForm,
    through: Option<i8>,
    profile: Option<&'static Profile>,
) {
    let kind = match kind {
        NextForm::Declaration => Next::Declaration,
        NextForm::Approval => Next::Approval,
        NextForm::Adjustment => Next::Adjustment,
        NextForm::Monitoring => Next::Monitoring,
        NextForm::SelfEvaluation => Next::SelfEvaluation,
    };
    let (targets, others): (Vec<_>, Vec<_>) = document
        .forms
        .drain(..)
        .partition(|form| form.kind == FormKind::Target);
    if !others.is_empty() {
        eprintln!(
            "{}：{} 张不是目标表，没有写出下一张表",
            document.source.path,
            others.len()
        );
    }
    document.forms = targets
        .iter()
        .map(|form| next(form, kind, through, profile))
        .collect();
}

/// Where the files go.
pub enum Target {
    File(PathBuf, Written),
    Folder(PathBuf, Written),
}

impl Target {
    /// By the ending of the path; a path without one is a folder, and the format has to be said.
    pub fn of(path: &Path, format: Option<&str>) -> anyhow::Result<Target> {
        let asked = match format {
            Some(word) => match Written::by_ending(word) {
                Some(kind) => Some(kind),
                None => bail!("写不出“{word}”格式。可以用：{}。", endings()),
            },
            None => None,
        };
        let ending = path.extension().and_then(|ending| ending.to_str());
        let by_name = ending.and_then(Written::by_ending);
        if path.is_dir() || ending.is_none() || (asked.is_some() && by_name.is_none()) {
            let Some(kind) = asked else {
                bail!("-o 后面是文件夹时，请用 --format 写明格式：{}。", endings());
            };
            return Ok(Target::Folder(path.to_owned(), kind));
        }
        match asked.or(by_name) {
            Some(kind) => Ok(Target::File(path.to_owned(), kind)),
            None => bail!(
                "“{}”：写不出 .{} 文件。-o 后面的文件名可以用：{}。",
                path.display(),
                ending.unwrap_or_default(),
                endings()
            ),
        }
    }

    /// Refuses a place where a file could be written over an input.
    pub fn apart_from(&self, paths: &[PathBuf]) -> anyhow::Result<()> {
        let folder = match self {
            Target::File(path, _) => {
                output::apart_from_inputs(Some(path), paths)?;
                return Ok(());
            }
            Target::Folder(folder, _) => std::path::absolute(folder)?,
        };
        let inside = |path: &&PathBuf| {
            let own = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
            let own = if own.is_dir() {
                own.as_path()
            } else {
                own.parent().unwrap_or(&own)
            };
            folder == own || (path.is_dir() && folder.starts_with(own))
        };
        match paths.iter().filter(|path| path.exists()).find(inside) {
            Some(path) => bail!(
                "“{}”是要读的文件所在的文件夹，写在里面可能盖住原件（{}）。请在 -o 后面换一个文件夹。",
                folder.display(),
                path.display()
            ),
            None => Ok(()),
        }
    }

    /// The one file, where it is no folder.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Target::File(path, _) => Some(path),
            Target::Folder(..) => None,
        }
    }

    /// What the files are.
    pub fn kind(&self) -> Written {
        match self {
            Target::File(_, kind) | Target::Folder(_, kind) => *kind,
        }
    }
}

fn endings() -> String {
    let all: Vec<&str> = Written::ALL.iter().map(|(_, ending)| *ending).collect();
    all.join("、")
}

/// Names of the files in a folder: those of the inputs, safe on every system, no two alike.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn of(&mut self, document: &Document, kind: Written) -> PathBuf {
        let parts: Vec<String> = document
            .source
            .path
            .split(['/', '\\'])
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .map(save::safe_name)
            .collect();
        // The folders of the inputs below the first one are kept, so that equal names stay apart.
        let (name, folders) = parts
            .split_last()
            .map_or(("表", &[][..]), |(name, folders)| (name.as_str(), folders));
        let folders: PathBuf = folders.iter().skip(1).collect();
        let stem = Path::new(name)
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or("表");
        let ending = kind.ending();
        let mut number = 1;
        loop {
            let name = match number {
                1 => format!("{stem}.{ending}"),
                number => format!("{stem}_{number}.{ending}"),
            };
            let path = folders.join(name);
            if self.0.insert(path.to_string_lossy().to_lowercase()) {
                return path;
            }
            number += 1;
        }
    }
}
