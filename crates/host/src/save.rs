//! Writing files: whole or not at all, never over an input, and beside the input where that is possible.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file in the making; it appears under its name only when it is complete.
pub struct Saving {
    target: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Saving {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// When the folder does not exist or cannot be written to.
    pub fn new(target: &Path) -> io::Result<Saving> {
        let file = tempfile::Builder::new()
            .prefix(".jixiao-")
            .suffix(".tmp")
            .tempfile_in(folder(target))?;
        Ok(Saving {
            target: target.to_owned(),
            file: BufWriter::new(file),
        })
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    ///
    /// When the disk is full or the place is taken by something that cannot be replaced.
    pub fn finish(self) -> io::Result<()> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let mode = readable_by_all(&self.target);
        let kept = file.persist(&self.target).map_err(|error| error.error)?;
        // A temporary file is for its owner only; the result should be as open as any file the person makes.
        mode.map_or(Ok(()), |mode| kept.set_permissions(mode))
    }
}

impl Write for Saving {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file.
///
/// # Errors
///
/// As [`Saving::new`] and [`Saving::finish`].
pub fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut saving = Saving::new(target)?;
    saving.write_all(bytes)?;
    saving.finish()
}

/// A part of a path that every system takes as the name of a file or folder.
pub fn safe_name(name: &str) -> String {
    let plain = model::text::file_name(name, 100);
    // Names of devices on Windows.
    let device = ["con", "prn", "aux", "nul"].contains(&plain.to_ascii_lowercase().as_str());
    match (plain.is_empty(), device) {
        (true, _) => "未命名".to_owned(),
        (_, true) => format!("_{plain}"),
        _ => plain,
    }
}

/// Whether both paths name the same existing file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// The name of a result beside its input: `申报表.docx` → `申报表_核对结果.html`.
pub fn result_name(input: &Path) -> String {
    let stem = input
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    format!("{stem}{RESULT_MARK}.html")
}

/// What the names of our own results end with, before the extension.
pub const RESULT_MARK: &str = "_核对结果";

/// Writes a result beside its input; where that folder cannot be written to, to the current folder, else to the
/// system's folder for temporary files. Says where.
///
/// # Errors
///
/// The last error, when none of them can be written to.
pub fn write_beside(input: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut last = None;
    for folder in [
        folder(input).to_owned(),
        PathBuf::from("."),
        std::env::temp_dir(),
    ] {
        let target = folder.join(name);
        match write(&target, bytes) {
            Ok(()) => return Ok(target),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::Error::other("没有可写的文件夹")))
}

/// The folder a file stands in.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// What happened, in the words of a person, without the system's own language.
pub fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "找不到",
        io::ErrorKind::PermissionDenied => "没有权限，或正被别的程序打开",
        io::ErrorKind::IsADirectory => "这是一个文件夹",
        io::ErrorKind::NotADirectory => "上一级不是文件夹",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        io::ErrorKind::ResourceBusy => "正被别的程序使用",
        // Windows: sharing or lock violation.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => "正被别的程序打开",
        _ => "系统没有交出或收下它",
    }
}

#[cfg(unix)]
fn readable_by_all(target: &Path) -> Option<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::metadata(target) {
        Ok(there) => Some(there.permissions()),
        Err(_) => Some(std::fs::Permissions::from_mode(0o644)),
    }
}

#[cfg(not(unix))]
fn readable_by_all(_target: &Path) -> Option<std::fs::Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfinished_file_never_appears() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("结果.html");
        write(&target, b"old").unwrap();
        let mut saving = Saving::new(&target).unwrap();
        saving.write_all(b"half").unwrap();
        drop(saving);
        assert_eq!(std::fs::read(&target).unwrap(), b"old");
        write(&target, b"new").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn results_stand_beside_their_input() {
        assert_eq!(
            result_name(Path::new("甲/申报表.v2.docx")),
            "申报表.v2_核对结果.html"
        );
    }
}
