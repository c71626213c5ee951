//! What an HTML element is: a block, hidden, or never shown.

use html5ever::tokenizer::Tag;

/// An attribute of a tag.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|a| &*a.value)
}

/// The digits a value begins with.
pub(super) fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .take(9)
        .collect();
    digits.parse().ok()
}

/// Elements whose content is never shown, and others that say so. Tables, rows and cells keep their place in the structure.
pub(super) fn is_skipped(tag: &Tag) -> bool {
    let name: &str = &tag.name;
    match name {
        "script" | "style" | "title" | "template" | "noscript" | "xmp" | "iframe" | "noembed"
        | "noframes" | "svg" | "select" | "object" => {
            !tag.self_closing || matches!(name, "script" | "style" | "title")
        }
        "table" | "tr" | "td" | "th" | "br" | "img" | "input" | "hr" | "meta" | "link" | "col"
        | "wbr" => false,
        _ => !tag.self_closing && is_hidden(tag),
    }
}

/// Whether a tag says that it is not shown.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    attribute(tag, "hidden").is_some()
        || attribute(tag, "style").is_some_and(|style| {
            let plain = style.replace(char::is_whitespace, "").to_ascii_lowercase();
            plain.contains("display:none") || plain.contains("visibility:hidden")
        })
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "center"
            | "blockquote"
            | "hr"
            | "form"
            | "fieldset"
            | "legend"
            | "caption"
            | "address"
            | "figure"
            | "body"
            | "html"
            | "head"
    )
}
