//! The oldest browser that pages are for is Chromium 86, on which the browsers of domestic desktops are built. Newer words of CSS and
//! script are refused here, and so is what our content policy forbids: scripts inside pages, anything from elsewhere. Two newer words
//! are let through, since a link loses nothing without them: `text-underline-offset` (87) and `text-decoration-thickness` (89).

use std::path::{Path, PathBuf};

/// What pages must run in.
const FLOOR: u16 = 86;

/// A word that is refused: since which Chromium it is understood, and what happens in an older one.
struct Newer(&'static str, u16, &'static str);

const DROPPED: &str = "the whole rule is dropped";
const IGNORED: &str = "the declaration is ignored";
const UNKNOWN: &str = "the unit or function is unknown, the declaration is ignored";
const THROWS: &str = "it throws, and the script ends there";
const DEAD: &str = "the attribute or element does nothing";

const STYLE: [Newer; 47] = [
    Newer(":is(", 88, DROPPED),
    Newer(":where(", 88, DROPPED),
    Newer(":has(", 105, DROPPED),
    Newer(":user-valid", 119, DROPPED),
    Newer(":user-invalid", 119, DROPPED),
    Newer(":autofill", 110, DROPPED),
    Newer(":modal", 105, DROPPED),
    Newer(":popover-open", 114, DROPPED),
    Newer("::file-selector-button", 89, DROPPED),
    Newer("::details-content", 131, DROPPED),
    Newer("@layer", 99, DROPPED),
    Newer("@container", 105, DROPPED),
    Newer("@scope", 118, DROPPED),
    Newer("@starting-style", 117, DROPPED),
    Newer("@counter-style", 91, DROPPED),
    Newer("(width", 104, DROPPED),
    Newer("(height", 104, DROPPED),
    Newer("inset:", 87, IGNORED),
    Newer("inset-inline", 87, IGNORED),
    Newer("inset-block", 87, IGNORED),
    Newer("margin-inline:", 87, IGNORED),
    Newer("margin-block:", 87, IGNORED),
    Newer("padding-inline:", 87, IGNORED),
    Newer("padding-block:", 87, IGNORED),
    Newer("border-inline:", 87, IGNORED),
    Newer("border-block:", 87, IGNORED),
    Newer("aspect-ratio", 88, IGNORED),
    Newer("accent-color", 93, IGNORED),
    Newer("scrollbar-gutter", 94, IGNORED),
    Newer("scrollbar-color", 121, IGNORED),
    Newer("text-wrap", 114, IGNORED),
    Newer("text-underline-offset: from-font", 87, IGNORED),
    Newer("field-sizing", 123, IGNORED),
    Newer("interpolate-size", 129, IGNORED),
    Newer("subgrid", 117, IGNORED),
    Newer(": clip;", 90, IGNORED),
    Newer("color-mix(", 111, UNKNOWN),
    Newer("light-dark(", 123, UNKNOWN),
    Newer("oklch(", 111, UNKNOWN),
    Newer("oklab(", 111, UNKNOWN),
    Newer(" round(", 125, UNKNOWN),
    Newer("dvh", 108, UNKNOWN),
    Newer("svh", 108, UNKNOWN),
    Newer("lvh", 108, UNKNOWN),
    Newer("cqw", 105, UNKNOWN),
    Newer("cqi", 105, UNKNOWN),
    Newer("1lh", 109, UNKNOWN),
];

const SCRIPT: [Newer; 28] = [
    Newer(".at(", 92, THROWS),
    Newer("hasOwn(", 93, THROWS),
    Newer(".findLast", 97, THROWS),
    Newer(".toSorted(", 110, THROWS),
    Newer(".toReversed(", 110, THROWS),
    Newer(".toSpliced(", 110, THROWS),
    Newer(".with(", 110, THROWS),
    Newer("groupBy(", 117, THROWS),
    Newer("fromAsync", 121, THROWS),
    Newer("withResolvers", 119, THROWS),
    Newer(".isWellFormed(", 111, THROWS),
    Newer(".union(", 122, THROWS),
    Newer("structuredClone", 98, THROWS),
    Newer("AbortSignal.timeout", 103, THROWS),
    Newer("AbortSignal.any", 116, THROWS),
    Newer("URL.canParse", 120, THROWS),
    Newer("Intl.Segmenter", 87, THROWS),
    Newer("Intl.ListFormat(undefined, {style: \"unit\"", 87, THROWS),
    Newer("crypto.randomUUID", 92, THROWS),
    Newer("userAgentData", 90, THROWS),
    Newer("showPopover", 114, THROWS),
    Newer("togglePopover", 114, THROWS),
    Newer("showPicker", 99, THROWS),
    Newer("checkVisibility", 105, THROWS),
    Newer("setHTML", 124, THROWS),
    Newer("startViewTransition", 111, THROWS),
    Newer("scheduler.", 94, THROWS),
    Newer("static {", 94, "the script does not parse"),
];

const PAGE: [Newer; 10] = [
    Newer(" popover", 114, DEAD),
    Newer(" inert", 102, DEAD),
    Newer("fetchpriority", 101, DEAD),
    Newer("blocking=", 105, DEAD),
    Newer("closedby=", 134, DEAD),
    Newer("commandfor=", 135, DEAD),
    Newer("shadowrootmode", 111, DEAD),
    Newer("<search", 118, "it is no landmark"),
    Newer("importmap", 89, "no script of the page loads"),
    Newer("<dialog", 37, "nothing opens it without script"),
];

/// What no page may hold, whatever the browser.
const FORBIDDEN: [(&str, &str); 10] = [
    ("http://", "nothing comes from elsewhere"),
    ("https://", "nothing comes from elsewhere"),
    ("=\"//", "nothing comes from elsewhere"),
    ("@import", "nothing comes from elsewhere"),
    ("javascript:", "the policy allows scripts in files only"),
    ("eval(", "the policy forbids it"),
    ("new Function", "the policy forbids it"),
    ("document.write", "it blocks the page"),
    ("type=\"module\"", "scripts are plain files, run in order"),
    ("<iframe", "the policy forbids frames"),
];

/// What is wrong with a text.
fn refused(text: &str, words: &[Newer]) -> Vec<String> {
    let mut wrong: Vec<String> = words
        .iter()
        .filter(|newer| text.contains(newer.0))
        .map(|Newer(word, since, older)| format!("{word}: Chromium {since}, before that {older}"))
        .collect();
    let forbidden = FORBIDDEN.iter().filter(|(word, _)| text.contains(word));
    wrong.extend(forbidden.map(|(word, why)| format!("{word}: {why}")));
    wrong
}

/// A text without its comments.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once(open) {
        plain.push_str(before);
        rest = comment.split_once(close).map_or("", |(_, after)| after);
    }
    plain + rest
}

/// Rules inside rules: understood since Chromium 112, before that what is inside is dropped.
fn nested(style: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut open, mut head) = (Vec::new(), String::new());
    for sign in style.chars() {
        match sign {
            '{' => {
                let head = std::mem::take(&mut head);
                let head = head.trim();
                if open.last() == Some(&false) {
                    wrong.push(format!("{head}: a rule inside a rule, Chromium 112"));
                }
                open.push(head.starts_with('@') && !head.starts_with("@page"));
            }
            '}' => {
                open.pop();
                head.clear();
            }
            ';' => head.clear(),
            sign => head.push(sign),
        }
    }
    wrong
}

fn styles(text: &str) -> Vec<String> {
    let text = without(text, "/*", "*/");
    let mut wrong = refused(&text, &STYLE);
    wrong.extend(nested(&text));
    wrong
}

fn scripts(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        line => line,
    });
    let text: Vec<&str> = lines.collect();
    let mut wrong = refused(&text.join("\n"), &SCRIPT);
    for (at, line) in text.iter().enumerate() {
        if line.starts_with("import ") || line.starts_with("export ") || line.starts_with("await ")
        {
            wrong.push(format!(
                "line {}: modules only, and scripts are plain files",
                at + 1
            ));
        }
        if line.contains("this.#") {
            wrong.push(format!(
                "line {}: private methods, Chromium 84 to 91",
                at + 1
            ));
        }
    }
    wrong
}

/// The values of an attribute.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let begun = format!(" {name}=\"");
    let after = page.split(&*begun).skip(1);
    after.filter_map(|rest| rest.split('"').next()).collect()
}

fn pages(text: &str) -> Vec<String> {
    let mut wrong = refused(text, &PAGE);
    for style in attributes(text, "style") {
        wrong.extend(refused(style, &STYLE));
    }
    for tag in text.split("<script").skip(1) {
        let (tag, inside) = tag.split_once('>').unwrap_or((tag, ""));
        if !tag.contains(" src=\"") || !inside.starts_with("</script>") {
            wrong.push(format!(
                "<script{tag}>: the policy allows scripts in files only"
            ));
        }
    }
    if text.contains("<style") {
        wrong.push("<style>: styles stand in one file".to_owned());
    }
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let mut words = tag.split_ascii_whitespace().skip(1);
        let handler = words.find(|word| {
            let name = word.split('=').next().unwrap_or_default();
            word.contains('=') && name.len() > 2 && name.starts_with("on")
        });
        if let Some(handler) = handler {
            wrong.push(format!(
                "{handler}: the policy allows scripts in files only"
            ));
        }
    }
    wrong
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_page_runs_in_the_oldest_browser_and_keeps_the_policy() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let (mut looked, mut wrong) = (0, Vec::new());
    for path in all {
        let judge = match path.extension().and_then(|ending| ending.to_str()) {
            Some("css") => styles,
            Some("js") => scripts,
            Some("html") => pages,
            _ => continue,
        };
        looked += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&source).unwrap().display();
        wrong.extend(judge(&text).iter().map(|one| format!("{name}: {one}")));
    }
    assert!(looked > 20, "{looked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_newer_or_forbidden_is_refused() {
    for style in [
        "a:has(b) { color: red }",
        ".a { .b { color: red } }",
        "@media print { .a { & b { color: red } } }",
        ".a { inset: 0; }",
        "@media (width > 600px) { a { color: red } }",
        ".a { background: url(https://example.org/a.png) }",
    ] {
        assert!(!styles(style).is_empty(), "{style}");
    }
    for style in [
        "/* :has( is too new */ a { color: red }",
        "@media print { @page { size: A4; } a { color: red } }",
        "a:focus-visible { gap: 1px }",
    ] {
        assert_eq!(styles(style), Vec::<String>::new(), "{style}");
    }
    for script in ["last = all.at(-1);", "await fetch('/');", "this.#hidden();"] {
        assert!(!scripts(script).is_empty(), "{script}");
    }
    assert!(scripts("a = b?.c ?? d; e ||= f; g.replaceAll('a', 'b');").is_empty());
    for page in [
        "<p onclick=\"a()\">",
        "<script>a()</script>",
        "<script src=\"https://example.org/a.js\"></script>",
        "<div popover>",
        "<p style=\"inset: 0\">",
        "<style>a { color: red }</style>",
    ] {
        assert!(!pages(page).is_empty(), "{page}");
    }
    assert!(pages("<script src=\"a.js\" defer></script><p data-on=\"x\" class=\"on\">").is_empty());
    let newer = STYLE.iter().chain(&SCRIPT).chain(&PAGE);
    let needless = newer.filter(|newer| newer.1 <= FLOOR && newer.0 != "<dialog");
    assert_eq!(needless.count(), 0);
}
