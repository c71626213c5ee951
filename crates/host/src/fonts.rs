//! The Chinese fonts of this machine, for PDF: 小标宋, 仿宋 and 宋体 where they are, else what stands in for them.

use fontdb::{Database, FaceInfo, Source, Weight};
use pipeline::writers::fonts::{Face, Fonts};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Families by use, the best first; a family of a bold use is asked for in its bold weight.
const TITLE: [&str; 6] = [
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimHei",
];
const LINE: [&str; 5] = [
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "STFangsong",
];
const BODY: [&str; 14] = [
    "宋体",
    "SimSun",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif SC",
    "Songti SC",
    "STSong",
    "AR PL UMing CN",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
];
/// For signs that Chinese fonts lack: ☑, ☐.
const SIGNS: [&str; 4] = [
    "Segoe UI Symbol",
    "DejaVu Sans",
    "Noto Sans Symbols2",
    "Apple Symbols",
];

/// The fonts of this machine, and of `folder` before them.
///
/// # Errors
/// A message that names the packages, where there is no Chinese font.
pub fn find(folder: Option<&Path>) -> Result<Fonts, String> {
    let mut database = Database::new();
    if let Some(folder) = folder {
        if !folder.is_dir() {
            return Err(format!("没有字体文件夹 {}，请检查写法", folder.display()));
        }
        database.load_fonts_dir(folder);
    }
    let own = database.len();
    database.load_system_fonts();
    pick(&database, own, folder)
}

/// The fonts out of those that were found, the first `own` of which are the user's.
fn pick(database: &Database, own: usize, folder: Option<&Path>) -> Result<Fonts, String> {
    let mut files = Files::default();
    let mut body = files.families(database, &BODY, false);
    if body.is_empty() {
        // A font that the user names is taken whatever it is called.
        let named = database.faces().take(own);
        body = named.filter_map(|face| files.face(face)).collect();
    }
    if body.is_empty() {
        let place = folder.map_or(String::new(), |folder| {
            format!("（{} 里也没有）", folder.display())
        });
        return Err(format!(
            "这台电脑没有中文字体{place}，写不出 PDF。请装宋体或思源宋体：Debian、Ubuntu、统信、麒麟用 apt-get install fonts-noto-cjk，其他 Linux 装 google-noto-serif-cjk-fonts；或在 --fonts 后面写放有字体文件的文件夹；或改写 docx、ofd（不用字体）"
        ));
    }
    let signs = files.families(database, &SIGNS, false);
    let with = |first: Vec<Face>| -> Vec<Face> {
        let rest = body.iter().chain(&signs).cloned();
        first.into_iter().chain(rest).collect()
    };
    let (title, line) = (
        files.families(database, &TITLE, true),
        files.families(database, &LINE, false),
    );
    Ok(Fonts {
        title: with(title),
        line: with(line),
        body: with(Vec::new()),
    })
}

/// Files of fonts, each read once.
#[derive(Default)]
struct Files(HashMap<PathBuf, Option<Arc<Vec<u8>>>>);

impl Files {
    /// The first of these families that is there.
    fn families(&mut self, database: &Database, names: &[&str], bold: bool) -> Vec<Face> {
        let found = names.iter().find_map(|name| {
            let named = |face: &&FaceInfo| {
                let mut families = face.families.iter();
                families.any(|(own, _)| own.eq_ignore_ascii_case(name))
                    && face.style == fontdb::Style::Normal
            };
            // Of several weights the one nearest to what is asked for.
            let weight = if bold { Weight::BOLD } else { Weight::NORMAL };
            let distance = |face: &&FaceInfo| face.weight.0.abs_diff(weight.0);
            let face = database.faces().filter(named).min_by_key(distance)?;
            self.face(face)
        });
        found.into_iter().collect()
    }

    /// The bytes of a font; none where its file cannot be read.
    fn face(&mut self, face: &FaceInfo) -> Option<Face> {
        let path = match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => path,
            Source::Binary(_) => return None,
        };
        let data = self
            .0
            .entry(path.clone())
            .or_insert_with(|| std::fs::read(path).ok().map(Arc::new))
            .clone()?;
        Some(Face {
            data,
            index: face.index,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_chinese_font_names_the_package() {
        let error = pick(&Database::new(), 0, None).unwrap_err();
        assert!(error.contains("fonts-noto-cjk"), "{error}");
        assert!(error.contains("--fonts"), "{error}");
        let error = find(Some(Path::new("没有这个文件夹"))).unwrap_err();
        assert!(error.contains("没有字体文件夹"), "{error}");
    }
}
