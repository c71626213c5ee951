//! Edits put into a workbook: the cell gets its text in itself, with its style; shared texts and all other cells stay.

mod calculation;
mod content;
mod rich;
mod scan;

use super::cells;
use super::workbook::{Sheet, Workbook};
use crate::archive::Archive;
use crate::office::main_part;
use crate::pages::Pages;
use crate::patch::package::with_parts;
use crate::patch::splice::{Splice, Splices};
use crate::patch::{CellEdit, PageEdit, Patched, moved_on, refuse_unwritable};
use crate::{Limits, ReadError};
use content::Old;
use model::Place;
use rich::Rich;
use scan::Scan;
use std::collections::{BTreeMap, HashMap};

/// Puts groups of edits into a workbook; of a group all edits are made or none.
pub(crate) fn patch(
    bytes: &[u8],
    groups: &[Vec<PageEdit>],
    limits: &Limits,
) -> Result<Patched, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let main = main_part(&mut archive, "xl/workbook.xml")?;
    let workbook = Workbook::read(&mut archive, &main)?;
    let signed = archive.any(|name| name.starts_with("_xmlsignatures/"));
    let book = Book {
        rich: Rich::read(&mut archive, &main)?,
        workbook,
    };
    let workbook = &book.workbook;
    let sheets = opened(&mut archive, workbook, groups, limits)?;
    let mut splices: HashMap<&str, Splices> = HashMap::new();
    let mut refused = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let made = match signed {
            true => Err(SIGNED.to_owned()),
            false => made(group, &sheets, &book),
        };
        if let Err(reason) = made.and_then(|made| add(made, &mut splices)) {
            refused.push((number, reason));
        }
    }
    let parts = sheets.values();
    let mut parts: Vec<(String, String)> = parts
        .filter_map(|sheet| {
            let splices = splices.remove(sheet.name.as_str())?;
            let changed = (!splices.is_empty()).then(|| splices.applied(&sheet.text))?;
            Some((sheet.part.clone(), changed))
        })
        .collect();
    if parts.is_empty() {
        let bytes = bytes.to_vec();
        return Ok(Patched { bytes, refused });
    }
    parts.extend(calculation::anew(&mut archive, workbook, &main)?);
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(part, text)| (&**part, &**text))
        .collect();
    let bytes = with_parts(bytes, &parts, limits)?;
    Ok(Patched { bytes, refused })
}

const SIGNED: &str =
    "文件有数字签名，改动会使签名失效；请在 Excel 或 WPS 中去掉签名、改好后重新签名";

/// What all sheets share.
struct Book {
    workbook: Workbook,
    rich: Rich,
}

/// A sheet that is to be changed.
struct Open {
    name: String,
    part: String,
    text: String,
    scan: Scan,
    /// What its cells show.
    shown: HashMap<(u32, u32), String>,
}

/// The sheets that edits name, by their names.
fn opened(
    archive: &mut Archive,
    workbook: &Workbook,
    groups: &[Vec<PageEdit>],
    limits: &Limits,
) -> Result<BTreeMap<String, Open>, ReadError> {
    let mut open = BTreeMap::new();
    let edits = groups.iter().flatten();
    let named = edits.filter_map(|edit| match edit {
        PageEdit::Cell(edit) => sheet_of(&edit.at),
        _ => None,
    });
    for name in named {
        let sheets = || workbook.sheets.iter();
        let sheet: Option<&Sheet> = sheets().find(|sheet| !sheet.hidden && sheet.name == name);
        let Some(sheet) = sheet.filter(|_| !open.contains_key(name)) else {
            continue;
        };
        let mut pages = Pages::new();
        let found = cells::read(archive, sheet, workbook, limits, &mut pages)?;
        let Some(text) = archive.text(&sheet.part)? else {
            continue;
        };
        let shown = found.cells.into_iter();
        let sheet = Open {
            name: name.to_owned(),
            part: sheet.part.clone(),
            scan: Scan::of(&text),
            shown: shown
                .map(|cell| ((cell.row, cell.column), cell.text))
                .collect(),
            text,
        };
        open.insert(name.to_owned(), sheet);
    }
    Ok(open)
}

fn sheet_of(place: &Place) -> Option<&str> {
    match place {
        Place::Sheet { sheet, .. } => Some(sheet),
        _ => None,
    }
}

/// The splices of a group, each with its sheet.
fn made<'s>(
    group: &[PageEdit],
    sheets: &'s BTreeMap<String, Open>,
    book: &Book,
) -> Result<Vec<(&'s str, Splice)>, String> {
    let mut made = Vec::new();
    for edit in group {
        let edit = match edit {
            PageEdit::Cell(edit) => edit,
            PageEdit::InsertRow { after, .. } => {
                return Err(format!(
                    "表格里加一行会移动合并单元格和公式；请在 Excel 或 WPS 中于{after}所在行的下面插入一行，再填上内容"
                ));
            }
            PageEdit::DeleteRow { at } => {
                return Err(format!(
                    "表格里删一行会移动合并单元格和公式；请在 Excel 或 WPS 中删去{at}所在的行"
                ));
            }
        };
        let sheet = sheet_of(&edit.at).and_then(|name| sheets.get(name));
        let sheet = sheet.ok_or_else(|| format!("文件里找不到{}这一格", edit.at))?;
        made.push((sheet.name.as_str(), cell(edit, sheet, book)?));
    }
    Ok(made)
}

/// The splice of one cell.
fn cell(edit: &CellEdit, sheet: &Open, book: &Book) -> Result<Splice, String> {
    refuse_unwritable(&edit.to)?;
    let Place::Sheet { row, column, .. } = edit.at else {
        return Err(format!("文件里找不到{}这一格", edit.at));
    };
    let now = sheet.shown.get(&(row, column)).map_or("", String::as_str);
    if now != edit.from {
        return Err(moved_on(now, &edit.from));
    }
    if sheet.scan.in_array(row, column) {
        return Err(FORMULA.to_owned());
    }
    let Some(seen) = sheet.scan.cell(row, column) else {
        return sheet
            .scan
            .new_cell((row, column), &edit.to, &book.workbook, &sheet.text);
    };
    if seen.has_formula {
        return Err(FORMULA.to_owned());
    }
    let old = Old::of(seen, &sheet.text, &book.workbook)?;
    let new = old.with(now, &edit.to, &book.workbook, &book.rich)?;
    Ok(Splice::new(seen.bytes.clone(), new))
}

const FORMULA: &str =
    "这一格是公式算出来的，改成文字会断开计算；请在 Excel 或 WPS 中改公式或它所用的格";

/// Adds the splices of one group, all or none.
fn add<'s>(
    made: Vec<(&'s str, Splice)>,
    splices: &mut HashMap<&'s str, Splices>,
) -> Result<(), String> {
    // A group stays in one sheet: what it names stands in one form.
    let Some((sheet, _)) = made.first() else {
        return Ok(());
    };
    if made.iter().any(|(other, _)| other != sheet) {
        return Err("这一项分在几张工作表里，请在 Excel 或 WPS 中手工改".to_owned());
    }
    let of_sheet = splices.entry(sheet).or_default();
    of_sheet.add(made.into_iter().map(|(_, splice)| splice).collect())
}
