//! A workbook with formulas is told to calculate anew when it is opened: results that were saved may rest on a changed cell.

use crate::ReadError;
use crate::archive::Archive;
use crate::patch::span::Span;
use crate::patch::splice::{Splice, Splices};
use crate::xlsx::workbook::Workbook;
use crate::xml::{Node, parse};

/// The main part with that mark; none where the workbook has no formula, or has the mark already.
pub(super) fn anew(
    archive: &mut Archive,
    workbook: &Workbook,
    main: &str,
) -> Result<Option<(String, String)>, ReadError> {
    let mut calculates = false;
    for sheet in &workbook.sheets {
        let text = archive.text(&sheet.part)?.unwrap_or_default();
        calculates = calculates || has_formula(&text);
    }
    if !calculates {
        return Ok(None);
    }
    let text = archive.text(main)?.unwrap_or_default();
    let tree = parse(&text, main)?;
    let splice = tree.root().and_then(|root| mark(root, &text));
    Ok(splice.map(|splice| {
        let mut splices = Splices::default();
        // One splice crosses no other.
        let _ = splices.add(vec![splice]);
        (main.to_owned(), splices.applied(&text))
    }))
}

fn has_formula(sheet: &str) -> bool {
    sheet.match_indices('f').any(|(at, _)| {
        let (before, behind) = (&sheet[..at], &sheet[at + 1..]);
        before.ends_with(['<', ':']) && behind.starts_with(['>', '/', ' ', '\t', '\r', '\n'])
    })
}

fn mark(root: Node, text: &str) -> Option<Splice> {
    const ON: &str = " fullCalcOnLoad=\"1\"";
    if let Some(settings) = root.child("calcPr") {
        let span = Span::of(text, settings)?;
        return match settings.attribute("fullCalcOnLoad") {
            None => Some(Splice::insert(span.whole.start + 1 + span.name.len(), ON)),
            Some(_) => None,
        };
    }
    let before = [
        "definedNames",
        "externalReferences",
        "functionGroups",
        "sheets",
    ];
    let before = before.into_iter().find_map(|name| root.child(name))?;
    let span = Span::of(text, before)?;
    let new = format!("<{}calcPr{ON}/>", span.prefix());
    Some(Splice::insert(span.whole.end, new))
}
