//! Where results go: the screen, or a file that appears only when it is complete.

use anstream::AutoStream;
use anyhow::{Context, bail};
use clap::ValueEnum;
use host::kinds;
use host::save::{self, Saving};
use std::io::{self, BufWriter, IsTerminal, Read, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// A place for results.
pub enum Output {
    /// Standard output.
    Screen(BufWriter<AutoStream<StdoutLock<'static>>>),
    /// A file in the making.
    File(Saving, PathBuf),
}

impl Output {
    /// Opens the place: the file, or the screen when none is named.
    pub fn new(file: Option<&Path>) -> anyhow::Result<Output> {
        match file {
            // Colours were decided by then; an old Windows console still has to be told what they mean.
            None => Ok(Output::Screen(BufWriter::new(AutoStream::always(
                io::stdout().lock(),
            )))),
            Some(path) if path.is_dir() => {
                bail!("“{}”是一个文件夹。请在 -o 后面写文件名。", path.display())
            }
            Some(path) => {
                let saving = Saving::new(path).map_err(|error| cannot_write(path, &error))?;
                Ok(Output::File(saving, path.to_owned()))
            }
        }
    }

    /// Adds text.
    pub fn print(&mut self, text: &str) -> anyhow::Result<()> {
        self.write(text.as_bytes())
    }

    /// Adds bytes: text, or a file of another kind.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Output::Screen(screen) => Ok(screen.write_all(bytes)?),
            Output::File(file, path) => file
                .write_all(bytes)
                .map_err(|error| cannot_write(path, &error)),
        }
    }

    /// Adds text and shows it at once.
    pub fn show(&mut self, text: &str) -> anyhow::Result<()> {
        self.print(text)?;
        if let Output::Screen(screen) = self {
            screen.flush()?;
        }
        Ok(())
    }

    /// Completes the result.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Output::Screen(mut screen) => Ok(screen.flush()?),
            Output::File(file, path) => file.finish().map_err(|error| cannot_write(&path, &error)),
        }
    }
}

/// The format that was asked for, or else the one that the file's extension stands for, or else `text`.
pub fn format<F: ValueEnum>(asked: Option<F>, file: Option<&Path>, text: F) -> anyhow::Result<F> {
    if let Some(format) = asked {
        return Ok(format);
    }
    let Some((path, extension)) = file.and_then(|path| Some((path, path.extension()?))) else {
        return Ok(text);
    };
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    let name = match extension.as_str() {
        "htm" => "html",
        "jsonl" => "ndjson",
        other => other,
    };
    if let Ok(format) = F::from_str(name, true) {
        return Ok(format);
    }
    // A text under such a name would not open.
    const OTHERS: [&str; 10] = [
        "html", "json", "ndjson", "csv", "docx", "doc", "xlsx", "xls", "pdf", "wps",
    ];
    if OTHERS.contains(&name) {
        let names: Vec<String> = F::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .map(|name| match name.as_str() {
                "text" => ".txt".to_owned(),
                _ => format!(".{name}"),
            })
            .collect();
        bail!(
            "“{}”：这里写不出 .{extension} 文件。-o 后面的文件名可以用：{}。",
            path.display(),
            names.join("、")
        );
    }
    Ok(text)
}

/// Tells a person at a terminal that the file is there; a script hears nothing.
pub fn say_written(path: &Path, what: &str) {
    if io::stderr().is_terminal() {
        eprintln!("结果写在 {}：{what}", path.display());
    }
}

/// Whether the reader of our output went away.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Refuses an output that would replace an input. Within a named folder, an earlier result of ours may be replaced; it
/// is then left out of the inputs, and returned.
pub fn apart_from_inputs(
    output: Option<&Path>,
    paths: &[PathBuf],
) -> anyhow::Result<Option<PathBuf>> {
    let Some(output) = output.filter(|output| output.is_file()) else {
        return Ok(None);
    };
    let full = output
        .canonicalize()
        .with_context(|| format!("“{}”打不开。", output.display()))?;
    for path in paths {
        if save::is_same_file(output, path) {
            bail!(
                "“{}”是要读的文件，结果不会写在它上面。请在 -o 后面换一个文件名。",
                output.display()
            );
        }
        let inside = path.is_dir()
            && path
                .canonicalize()
                .is_ok_and(|folder| full.starts_with(folder));
        if inside && !is_ours(&full) {
            bail!(
                "“{}”在要读的文件夹里，而且不是以前的核对结果，结果不会写在它上面。请在 -o 后面换一个文件名。",
                output.display()
            );
        }
    }
    Ok(Some(full))
}

/// Whether a file begins like a result of this program.
fn is_ours(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(kinds::START as u64).read_to_end(&mut start));
    read.is_ok() && kinds::is_result(&start)
}

/// Writes a whole file, and the folders that lead to it.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        std::fs::create_dir_all(parent).map_err(|error| {
            let reason = save::reason(&error);
            let folder = parent.display();
            anyhow::anyhow!("文件夹 {folder} 建不了：{reason}。请换一个位置，或检查权限。")
        })?;
    }
    save::write(path, bytes).map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "所在的文件夹不存在",
        _ => save::reason(error),
    };
    let advice = "请换一个位置，或关闭正在使用它的程序后再试。";
    anyhow::anyhow!("“{}”写不进去：{reason}。{advice}", path.display())
}
