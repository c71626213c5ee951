//! Files that were sent, written below a folder under names that every system takes.

use std::path::{Path, PathBuf};

/// Writes a file below a folder, whatever its name says, and never over another: of two with the same name both are read.
pub(crate) fn unpack(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let path = below(name);
    for number in 1.. {
        let root = match number {
            1 => folder.to_owned(),
            _ => folder.join(format!("同名{number}")),
        };
        let target = root.join(&path);
        // A file can also stand where another name wants a folder.
        match write_new(&target, bytes) {
            Err(_) if number < SAME && is_taken(&root, &target) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Files with one name in one sending.
const SAME: usize = 20_000;

/// Bytes of a file's name, and of a path, that every system takes.
const NAME: usize = 200;
const PATH: usize = 1_000;

/// A name as a path below some folder.
fn below(name: &str) -> PathBuf {
    let parts = name.split(['/', '\\']).filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts
        .map(|part| host::save::safe_name(&short(part)))
        .collect();
    let last = parts.pop().unwrap_or_else(|| "未命名".to_owned());
    if parts.iter().map(String::len).sum::<usize>() > PATH {
        parts.clear();
    }
    parts.iter().collect::<PathBuf>().join(last)
}

/// A name that is not too long, with its ending.
fn short(name: &str) -> String {
    if name.len() <= NAME {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending: String = ending.chars().take(8).collect();
    let stem: String = stem.chars().take(NAME / 4 - 10).collect();
    format!("{stem}.{ending}")
}

fn write_new(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut file = std::fs::File::create_new(target)?;
    std::io::Write::write_all(&mut file, bytes)
}

/// Whether something stands at a place already, or a file on the way to it.
fn is_taken(root: &Path, target: &Path) -> bool {
    let mut way = target.ancestors().skip(1);
    let file_on_way = way
        .by_ref()
        .take_while(|one| *one != root)
        .any(Path::is_file);
    target.exists() || file_on_way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_files_with_the_same_name_every_one_is_kept_and_no_name_leads_out_or_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let long = format!("{}.docx", "很长".repeat(400));
        let deep = "a/".repeat(3_000);
        let names = [
            "表.txt",
            "表.txt",
            "表.txt",
            "a",
            "a/b.txt",
            "a/b.txt",
            "/",
            "..",
            "../x",
            "..\\x",
            &long,
            &deep,
            "𠀀".repeat(300).as_str(),
        ]
        .map(str::to_owned);
        for (name, number) in names.iter().zip(0u8..) {
            unpack(folder.path(), name, &[number]).unwrap();
        }
        let files = walk(folder.path());
        assert_eq!(files.len(), names.len(), "{files:?}");
        assert!(files.iter().any(|path| path.ends_with("同名3/表.txt")));
        assert!(
            files
                .iter()
                .any(|path| path.to_string_lossy().ends_with(".docx"))
        );
        let mut said: Vec<u8> = files
            .iter()
            .map(|path| std::fs::read(path).unwrap()[0])
            .collect();
        said.sort_unstable();
        assert_eq!(said, (0..13).collect::<Vec<u8>>());
    }

    fn walk(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .flat_map(|path| {
                if path.is_dir() {
                    walk(&path)
                } else {
                    vec![path]
                }
            })
            .collect()
    }
}
