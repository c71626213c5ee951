//! What Word and Excel files share: parts, the relations between them, escapes in their text.

use crate::ReadError;
use crate::archive::Archive;
use crate::xml::{Node, parse};

/// A relation from one part to another.
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of the relation's type: `officeDocument`, `worksheet`, `header` …
    pub(crate) kind: String,
    /// The other part's path in the archive.
    pub(crate) target: String,
}

/// The relations of a part; of the package itself with an empty name.
pub(crate) fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let Some(text) = archive.text(&name)? else {
        return Ok(Vec::new());
    };
    let tree = parse(&text, &name)?;
    let relation = |node: Node| {
        let internal = node.attribute("TargetMode").as_deref() != Some("External");
        Some(Relation {
            id: node.attribute("Id")?.into_owned(),
            kind: node.attribute("Type")?.rsplit('/').next()?.to_owned(),
            target: internal
                .then(|| resolve(folder, &node.attribute("Target").unwrap_or_default()))?,
        })
    };
    Ok(tree.named("Relationship").filter_map(relation).collect())
}

/// The main part of a package: what its relations say, else the usual name when it is there.
pub(crate) fn main_part(archive: &mut Archive, usual: &str) -> Result<String, ReadError> {
    let relations = relations(archive, "")?;
    let stated = relations
        .into_iter()
        .find(|r| r.kind == "officeDocument")
        .map(|r| r.target);
    match stated {
        Some(part) if archive.has(&part) => Ok(part),
        _ if archive.has(usual) => Ok(usual.to_owned()),
        _ => Err(ReadError::damaged(&format!("缺少正文部分 {usual}"))),
    }
}

/// The text with the `_x000D_` escapes of Office undone; carriage returns are dropped.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let char = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match char {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    if out.contains('\r') {
        out.replace('\r', "")
    } else {
        out
    }
}

/// A target relative to a folder, as a path in the archive.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_absolute_or_climbing() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(resolve("xl/worksheets", "../media/../b.xml"), "xl/b.xml");
        assert_eq!(resolve("", "../../../etc/x"), "etc/x");
    }

    #[test]
    fn office_escapes_are_undone() {
        assert_eq!(unescape("甲_x000D_\n乙_x0041__xZZZZ_"), "甲\n乙A_xZZZZ_");
        assert_eq!(unescape("_x00"), "_x00");
        assert_eq!(unescape("_x人人"), "_x人人");
    }
}
