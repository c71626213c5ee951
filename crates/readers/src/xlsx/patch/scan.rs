//! Where the rows and cells of a sheet stand in its text, counted as the reader counts them.

use super::content;
use crate::patch::splice::Splice;
use crate::sheet::{Range as Area, reference};
use crate::xlsx::workbook::Workbook;
use crate::xml::local;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::Range;

/// A cell element.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Its bytes with its tags.
    pub(super) bytes: Range<usize>,
    pub(super) has_formula: bool,
    /// Whether it holds more than a value or an inline text.
    pub(super) has_more: bool,
}

/// A row element.
#[derive(Clone, Debug, Default)]
struct Line {
    /// Its bytes with its tags.
    bytes: Range<usize>,
    /// The end of the tag that opens it.
    open: usize,
    /// Whether its cells say where they stand.
    is_stated: bool,
}

/// The rows and cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Scan {
    cells: BTreeMap<(u32, u32), Seen>,
    rows: BTreeMap<u32, Line>,
    arrays: Vec<Area>,
    /// The prefix of its elements with the colon.
    prefix: String,
}

impl Scan {
    /// Scans a sheet that was read before; behind a fault nothing is found.
    pub(super) fn of(text: &str) -> Scan {
        let mut run = Run {
            scan: Scan::default(),
            row: 0,
            column: 0,
            cell: None,
        };
        let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
        let mut reader = Reader::from_str(text.get(mark..).unwrap_or(""));
        loop {
            let from = mark + reader.buffer_position() as usize;
            let Ok(event) = reader.read_event() else {
                break;
            };
            let to = mark + reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => run.start(&tag, from..to),
                Event::Empty(tag) => {
                    run.start(&tag, from..to);
                    run.end(local(tag.name().as_ref()), to);
                }
                Event::End(tag) => run.end(local(tag.name().as_ref()), to),
                Event::Eof => break,
                _ => {}
            }
        }
        run.scan
    }

    /// The cell at a row and column.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Seen> {
        self.cells.get(&(row, column))
    }

    /// Whether a cell belongs to a formula over several cells.
    pub(super) fn in_array(&self, row: u32, column: u32) -> bool {
        let holds = |area: &Area| {
            (area.top..=area.bottom).contains(&row) && (area.left..=area.right).contains(&column)
        };
        self.arrays.iter().any(holds)
    }

    /// A cell where the sheet has none yet, in the row that is there.
    pub(super) fn new_cell(
        &self,
        (row, column): (u32, u32),
        new: &str,
        workbook: &Workbook,
        text: &str,
    ) -> Result<Splice, String> {
        let line = self.rows.get(&row).filter(|line| line.is_stated);
        let line = line.ok_or("工作表里还没有这一格；请在 Excel 或 WPS 中手工填")?;
        let name = content::reference((row, column));
        let cell = content::fresh(&self.prefix, &name, new, workbook);
        let behind = self.cells.range((row, column)..(row + 1, 0)).next();
        if let Some((_, seen)) = behind {
            return Ok(Splice::insert(seen.bytes.start, cell));
        }
        let prefix = &self.prefix;
        let is_closed = line.open == line.bytes.end;
        if !is_closed {
            let end = format!("</{prefix}row");
            let inner = text.get(line.open..line.bytes.end);
            let at = inner.and_then(|inner| inner.rfind(&end));
            let at = at.ok_or("工作表里这一行的写法对不上；请在 Excel 或 WPS 中手工填")?;
            return Ok(Splice::insert(line.open + at, cell));
        }
        let tag = text.get(line.bytes.clone()).unwrap_or("");
        let tag = tag.trim_end_matches("/>").trim_end();
        Ok(Splice::new(
            line.bytes.clone(),
            format!("{tag}>{cell}</{prefix}row>"),
        ))
    }
}

struct Run {
    scan: Scan,
    row: u32,
    column: u32,
    cell: Option<((u32, u32), Seen)>,
}

impl Run {
    fn start(&mut self, tag: &BytesStart, bytes: Range<usize>) {
        let name = tag.name();
        let name = name.as_ref();
        let stated = |key: &str| {
            let found = tag.try_get_attribute(key).ok().flatten();
            found.map(|attribute| attribute.value.into_owned())
        };
        match local(name) {
            "row" => {
                let number = stated("r").and_then(|row| row.parse().ok());
                self.row = number.unwrap_or(self.row.saturating_add(1)).max(1);
                self.column = 0;
                let line = Line {
                    open: bytes.end,
                    bytes,
                    is_stated: number.is_some(),
                };
                self.scan.prefix = name[..name.len() - 3].to_owned();
                self.scan.rows.entry(self.row).or_insert(line);
            }
            "c" => {
                let at = stated("r").and_then(|place| reference(&place));
                self.column = at.map_or(self.column.saturating_add(1), |(column, _)| column);
                if let (Some((_, row)), 0) = (at, self.row) {
                    self.row = row;
                }
                if let (None, Some(line)) = (at, self.scan.rows.get_mut(&self.row)) {
                    line.is_stated = false;
                }
                let seen = Seen {
                    bytes,
                    ..Seen::default()
                };
                self.cell = Some(((self.row.max(1), self.column.max(1)), seen));
            }
            "f" => {
                if let Some((_, seen)) = &mut self.cell {
                    seen.has_formula = true;
                }
                if stated("t").as_deref() == Some("array") {
                    let area = stated("ref").and_then(|area| Area::parse(&area));
                    self.scan.arrays.extend(area);
                }
            }
            "extLst" => {
                if let Some((_, seen)) = &mut self.cell {
                    seen.has_more = true;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, to: usize) {
        match name {
            "c" => {
                if let Some((at, mut seen)) = self.cell.take() {
                    seen.bytes.end = to;
                    self.scan.cells.entry(at).or_insert(seen);
                }
            }
            "row" => {
                if let Some(line) = self.scan.rows.get_mut(&self.row) {
                    line.bytes.end = line.bytes.end.max(to);
                }
            }
            _ => {}
        }
    }
}
