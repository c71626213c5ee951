//! The form as OFD (GB/T 33190-2016): the same leaves as the PDF, in millimetres. Fonts are named, not embedded; their widths are those
//! of 宋体, and every character has its own place, so that another font moves nothing.

use super::{escape, package};
use crate::leaves::{Leaf, POINTS, Role, Squares, Text, number, set};
use crate::paper::Paper;
use std::fmt::Write as _;
use zip::result::ZipError;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// The width of the lines of a table, in millimetres.
const LINE: f32 = 0.18;

/// Identifiers of the fonts, by role.
fn font(role: Role) -> (u32, &'static str) {
    match role {
        Role::Title => (1, "方正小标宋简体"),
        Role::Line => (2, "仿宋"),
        Role::Body => (3, "宋体"),
    }
}

/// The document with these forms, each beginning on a page of its own.
///
/// # Errors
/// When the package cannot be written.
pub fn document(title: &str, papers: &[(String, Paper)]) -> Result<Vec<u8>, ZipError> {
    let (mut leaves, mut first_pages) = (Vec::new(), Vec::new());
    for (name, paper) in papers {
        first_pages.push((name.as_str(), leaves.len()));
        leaves.extend(set(paper, &Squares));
    }
    number(&mut leaves, &Squares);
    let mut ids = Ids(10);
    let page_ids: Vec<u32> = leaves.iter().map(|_| ids.next()).collect();
    let pages: Vec<String> = leaves.iter().map(|leaf| page(leaf, &mut ids)).collect();
    let mut parts = vec![
        ("OFD.xml".to_owned(), root(title)),
        (
            "Doc_0/Document.xml".to_owned(),
            outline(&leaves, &page_ids, &first_pages, ids.0),
        ),
        ("Doc_0/PublicRes.xml".to_owned(), resources()),
    ];
    for (number, text) in pages.into_iter().enumerate() {
        parts.push((format!("Doc_0/Pages/Page_{number}/Content.xml"), text));
    }
    package(&parts)
}

/// Identifiers of objects, unique in the document.
struct Ids(u32);

impl Ids {
    fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

/// Points as millimetres, to a hundredth.
fn millimetres(points: f32) -> f32 {
    (points / POINTS * 100.0).round() / 100.0
}

fn root(title: &str) -> String {
    format!(
        "{HEAD}<ofd:OFD {SPACE} DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo><ofd:Title>{}</ofd:Title><ofd:Creator>jixiao</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        escape(title)
    )
}

/// The document: its pages, and a list of the forms.
fn outline(leaves: &[Leaf], ids: &[u32], forms: &[(&str, usize)], most: u32) -> String {
    let (mut pages, mut marks) = (String::new(), String::new());
    for (number, id) in ids.iter().enumerate() {
        let _ = write!(
            pages,
            "<ofd:Page ID=\"{id}\" BaseLoc=\"Pages/Page_{number}/Content.xml\"/>"
        );
    }
    for (name, page) in forms {
        let _ = write!(
            marks,
            "<ofd:OutlineElem Title=\"{}\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto><ofd:Dest Type=\"Fit\" PageID=\"{}\"/></ofd:Goto></ofd:Action></ofd:Actions></ofd:OutlineElem>",
            escape(name),
            ids.get(*page).copied().unwrap_or_default()
        );
    }
    let area = leaves.first().map(area).unwrap_or_default();
    format!(
        "{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>{most}</ofd:MaxUnitID>{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages><ofd:Outlines>{marks}</ofd:Outlines></ofd:Document>"
    )
}

fn area(leaf: &Leaf) -> String {
    format!(
        "<ofd:PageArea><ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:PageArea>",
        millimetres(leaf.width),
        millimetres(leaf.height)
    )
}

fn resources() -> String {
    let mut fonts = String::new();
    for role in Role::ALL {
        let (id, name) = font(role);
        let _ = write!(
            fonts,
            "<ofd:Font ID=\"{id}\" FontName=\"{name}\" FamilyName=\"{name}\" Charset=\"unicode\" Serif=\"true\"/>"
        );
    }
    format!("{HEAD}<ofd:Res {SPACE} BaseLoc=\".\"><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>")
}

fn page(leaf: &Leaf, ids: &mut Ids) -> String {
    let mut out = format!(
        "{HEAD}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {0} {1}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"{2}\" Type=\"Body\">",
        millimetres(leaf.width),
        millimetres(leaf.height),
        ids.next()
    );
    for line in &leaf.lines {
        push_line(&mut out, *line, ids.next());
    }
    for text in &leaf.texts {
        push_text(&mut out, text, ids.next());
    }
    out.push_str("</ofd:Layer></ofd:Content></ofd:Page>");
    out
}

fn push_line(out: &mut String, line: [f32; 4], id: u32) {
    let [x, y, to_x, to_y] = line.map(millimetres);
    let (width, height) = (
        millimetres(line[2] - line[0]).max(LINE),
        millimetres(line[3] - line[1]).max(LINE),
    );
    let (dx, dy) = (to_x - x, to_y - y);
    let _ = write!(
        out,
        "<ofd:PathObject ID=\"{id}\" Boundary=\"{x} {y} {width} {height}\" LineWidth=\"{LINE}\"><ofd:AbbreviatedData>M 0 0 L {} {}</ofd:AbbreviatedData></ofd:PathObject>",
        hundredth(dx),
        hundredth(dy)
    );
}

fn hundredth(millimetres: f32) -> f32 {
    (millimetres * 100.0).round() / 100.0
}

fn push_text(out: &mut String, text: &Text, id: u32) {
    let size = text.role.size();
    let (x, top) = (
        millimetres(text.x),
        millimetres(text.baseline - size * 0.88),
    );
    let width: f32 = text.advances.iter().sum();
    let gaps = text.advances.len().saturating_sub(1);
    let mut deltas: Vec<String> = Vec::new();
    for same in text.advances[..gaps].chunk_by(|a, b| a == b) {
        let step = millimetres(same[0]);
        match same.len() {
            1..3 => deltas.extend(same.iter().map(|_| step.to_string())),
            many => deltas.push(format!("g {many} {step}")),
        }
    }
    let delta = match deltas.is_empty() {
        true => String::new(),
        false => format!(" DeltaX=\"{}\"", deltas.join(" ")),
    };
    let _ = write!(
        out,
        "<ofd:TextObject ID=\"{id}\" Boundary=\"{x} {top} {} {}\" Font=\"{}\" Size=\"{}\"><ofd:TextCode X=\"0\" Y=\"{}\"{delta}>{}</ofd:TextCode></ofd:TextObject>",
        millimetres(width),
        millimetres(size * 1.2),
        font(text.role).0,
        millimetres(size),
        millimetres(size * 0.88),
        escape(&text.text)
    );
}
