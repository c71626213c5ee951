//! The corrected form as a file: the original with its changed cells where both are of one kind, else the official form.

use crate::convert::{Target, outside};
use crate::output;
use anyhow::bail;
use model::Document;
use pipeline::convert::Written;
use pipeline::in_place::{Patched, in_place};
use pipeline::law::profile::Profile;
use std::fmt::Write as _;
use std::path::Path;

/// A document before and after its repairs.
pub struct Corrected<'a> {
    pub before: &'a Document,
    pub after: &'a Document,
    /// The original, unless the official form is wanted.
    pub file: Option<&'a Path>,
    pub profile: Option<&'static Profile>,
}

/// Writes it, and tells what could not be put into the original.
pub fn write(corrected: &Corrected, target: &Target, out: &mut String) -> anyhow::Result<()> {
    let Some(path) = target.file() else {
        bail!("-o 后面写文件名，如 改好的表.docx。");
    };
    match patched(corrected, target.kind()) {
        Some(Ok(patched)) => {
            for refused in &patched.refused {
                let _ = writeln!(out, "  没有改　{refused}");
            }
            let done = patched.done.iter().any(|changes| !changes.is_empty());
            if done || patched.refused.is_empty() {
                output::write_file(path, &patched.bytes)?;
                eprintln!("改好的表写在 {}，版式同原件；原件没有改动", path.display());
                if !patched.refused.is_empty() {
                    let left = patched.refused.len();
                    eprintln!(
                        "有 {left} 处没有写进去，列在上面；要全部写进，请加 --official，按正式表样写"
                    );
                }
                return Ok(());
            }
            eprintln!("各处改动都写不进原件的版式，改按正式表样写");
        }
        Some(Err(reason)) => eprintln!("不能在原件的版式里改（{reason}），改按正式表样写"),
        None => {}
    }
    official(corrected, target.kind(), path)
}

/// The original with the changes; none where it is not asked for, or the two are not of one kind.
fn patched(corrected: &Corrected, kind: Written) -> Option<Result<Patched, String>> {
    let (before, after) = (corrected.before, corrected.after);
    let file = corrected.file?;
    let same =
        matches!(kind, Written::Docx | Written::Xlsx) && before.source.format == kind.ending();
    same.then(|| {
        let bytes = std::fs::read(file).map_err(|error| host::save::reason(&error))?;
        let path = &before.source.path;
        in_place(&bytes, path, &before.forms, &after.forms).map_err(|error| error.0)
    })
}

fn official(corrected: &Corrected, kind: Written, path: &Path) -> anyhow::Result<()> {
    let outside = outside(kind, None)?;
    let written = pipeline::convert::write(corrected.after, kind, corrected.profile, &outside)?;
    output::write_file(path, &written.bytes)?;
    for note in &written.notes {
        eprintln!("{}：{note}", path.display());
    }
    eprintln!("改好的表按正式表样写在 {}，原件没有改动", path.display());
    let format = corrected.before.source.format.as_str();
    let other = matches!(format, "docx" | "xlsx") && format != kind.ending();
    if other && corrected.file.is_some() {
        eprintln!("-o 后面写 .{format} 文件时，在原件的版式里改");
    }
    Ok(())
}
