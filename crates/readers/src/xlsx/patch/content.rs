//! What a cell is written as: a number where the same format shows just the wished text, else text; never a formula.

use super::rich::Rich;
use super::scan::Seen;
use crate::office::unescape;
use crate::patch::escaped;
use crate::patch::span::Span;
use crate::sheet::Format;
use crate::xlsx::workbook::Workbook;
use crate::xml::{Node, local, parse};
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;

/// A cell as it stands.
pub(super) struct Old<'t> {
    source: &'t str,
    /// Its name as written.
    name: String,
    /// Its attributes but the kind, as they are to be written again.
    attributes: String,
    style: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Number,
    Shared(usize),
    Inline,
    Other,
}

impl<'t> Old<'t> {
    /// The cell in its sheet, or why it is left alone.
    pub(super) fn of(seen: &Seen, sheet: &'t str, workbook: &Workbook) -> Result<Old<'t>, String> {
        let unclear = || "这一格的写法对不上；请在 Excel 或 WPS 中手工改".to_owned();
        let source = sheet.get(seen.bytes.clone()).ok_or_else(unclear)?;
        let mut reader = Reader::from_str(source);
        let tag = match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag.into_owned(),
            _ => return Err(unclear()),
        };
        let mut old = Old {
            source,
            name: tag.name().as_ref().to_owned(),
            attributes: String::new(),
            style: 0,
            kind: Kind::Number,
        };
        let mut stated = String::new();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let (key, value) = (attribute.key.as_ref(), &attribute.value);
            match key {
                "t" => stated = value.to_string(),
                "cm" | "vm" => {
                    return Err(
                        "这一格有特殊内容（如单元格里的图片）；请在 Excel 或 WPS 中手工改"
                            .to_owned(),
                    );
                }
                _ => {
                    if key == "s" {
                        old.style = value.parse().unwrap_or(0);
                    }
                    let value = value.replace('"', "&quot;");
                    old.attributes.push_str(&format!(" {key}=\"{value}\""));
                }
            }
        }
        if seen.has_more {
            return Err("这一格有特殊内容；请在 Excel 或 WPS 中手工改".to_owned());
        }
        let tree = parse(source, "c").map_err(|_| unclear())?;
        let inner = tree.root().and_then(|cell| {
            let mut inner = cell.children();
            inner.find(|node| node.is("v") || node.is("is"))
        });
        let mut value = String::new();
        if let Some(node) = inner {
            node.push_text(&mut value);
        }
        old.kind = match (stated.as_str(), inner) {
            (_, None) => Kind::Blank,
            ("s", _) => {
                let index = value.trim().parse().ok();
                let index = index.filter(|index| workbook.string(*index).is_some());
                Kind::Shared(index.ok_or_else(unclear)?)
            }
            ("inlineStr", _) => Kind::Inline,
            ("" | "n", _) => Kind::Number,
            _ => Kind::Other,
        };
        Ok(old)
    }

    /// The cell with a new text; `shown` is what it shows now.
    pub(super) fn with(
        &self,
        shown: &str,
        new: &str,
        workbook: &Workbook,
        rich: &Rich,
    ) -> Result<String, String> {
        let Old {
            name, attributes, ..
        } = self;
        if new.is_empty() {
            return Ok(format!("<{name}{attributes}/>"));
        }
        let prefix = &name[..name.len() - local(name).len()];
        let format = workbook.format(self.style);
        let number = number_for(new, format, workbook.from_1904);
        if let (Kind::Number | Kind::Blank, Some(number)) = (self.kind, number) {
            return Ok(format!(
                "<{name}{attributes}><{prefix}v>{number}</{prefix}v></{name}>"
            ));
        }
        if format.text(new) != new {
            let why = "这一格的数字格式会把文字显示成别的样子";
            return Err(format!("{why}；请在 Excel 或 WPS 中先改成常规格式"));
        }
        let text = match self.kind {
            Kind::Shared(index) => {
                let written = workbook.string(index).unwrap_or_default();
                inside(prefix, written, rich.of(index), shown, new)?
            }
            Kind::Inline => {
                let tree = parse(self.source, "c").map_err(|error| error.message)?;
                let inline = tree.named("is").next();
                let (written, runs) = inline.map(written).unwrap_or_default();
                let manner = inline
                    .filter(|_| runs > 0)
                    .and_then(|inline| manner(inline, self.source));
                inside(prefix, &unescape(&written), (runs, manner), shown, new)?
            }
            Kind::Blank | Kind::Number | Kind::Other => plain(prefix, new),
        };
        Ok(format!(
            "<{name}{attributes} t=\"inlineStr\"><{prefix}is>{text}</{prefix}is></{name}>"
        ))
    }
}

/// A cell where there was none.
pub(super) fn fresh(prefix: &str, name: &str, new: &str, workbook: &Workbook) -> String {
    let old = Old {
        source: "",
        name: format!("{prefix}c"),
        attributes: format!(" r=\"{name}\""),
        style: 0,
        kind: Kind::Blank,
    };
    old.with("", new, workbook, &Rich::default())
        .unwrap_or_default()
}

/// The new inside of a text cell, spaces around the shown text kept, in the manner of its first run.
fn inside(
    prefix: &str,
    written: &str,
    (runs, manner): (usize, Option<String>),
    shown: &str,
    new: &str,
) -> Result<String, String> {
    if runs > 1 {
        return Err("这一格里有几种字体或颜色，改写会丢掉；请在 Excel 或 WPS 中手工改".to_owned());
    }
    let whole = match shown.is_empty() {
        false if written.matches(shown).count() == 1 => written.replacen(shown, new, 1),
        _ => new.to_owned(),
    };
    let text = plain(prefix, &whole);
    let own = format!("<{prefix}rPr");
    Ok(match manner.filter(|manner| manner.starts_with(&own)) {
        Some(manner) => format!("<{prefix}r>{manner}{text}</{prefix}r>"),
        None => text,
    })
}

/// A text element. What looks like an escape of Office is escaped itself.
fn plain(prefix: &str, text: &str) -> String {
    let text = escaped(text).replace("_x", "_x005F_x");
    format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>")
}

/// The text of an inline or shared text, and the number of its runs.
pub(super) fn written(text: Node) -> (String, usize) {
    let mut out = String::new();
    let mut runs = 0;
    for child in text.children() {
        match child.name() {
            "t" => child.push_text(&mut out),
            "r" => {
                runs += 1;
                for inner in child.children().filter(|inner| inner.is("t")) {
                    inner.push_text(&mut out);
                }
            }
            _ => {}
        }
    }
    (out, runs)
}

/// The properties of the first run, as written.
pub(super) fn manner(text: Node, source: &str) -> Option<String> {
    let properties = text.child("r")?.child("rPr")?;
    Some(Span::of(source, properties)?.text(source).to_owned())
}

/// The number that a format shows as just this text.
fn number_for(text: &str, format: &Format, from_1904: bool) -> Option<String> {
    let plain = text.replace(',', "");
    let (digits, is_share) = match plain.strip_suffix(['%', '％']) {
        Some(digits) => (digits, true),
        None => (plain.as_str(), false),
    };
    let number: Decimal = digits.parse().ok()?;
    let number = match is_share {
        true => number.checked_div(Decimal::ONE_HUNDRED)?,
        false => number,
    };
    let stored = number.normalize().to_string();
    // A spreadsheet keeps fifteen digits.
    let digits = stored.bytes().filter(u8::is_ascii_digit).count();
    (digits <= 15 && format.shown(&stored, from_1904).0 == text).then_some(stored)
}

/// The name of a cell: B7.
pub(super) fn reference((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.reverse();
    let letters: String = letters.into_iter().map(char::from).collect();
    format!("{letters}{row}")
}
