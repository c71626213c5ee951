//! Small PDF and OFD files for tests and benchmarks, built from the parts that matter.

use crate::sample::zip;

/// A text at a place of the page, in points from the upper left corner, 10 points high.
pub fn text(x: f32, y: f32, text: &str) -> String {
    let codes: String = text
        .encode_utf16()
        .map(|code| format!("{code:04X}"))
        .collect();
    format!(
        "BT /F 10 Tf 1 0 0 1 {x} {} Tm <{codes}> Tj ET\n",
        HEIGHT - y
    )
}

/// A line from one place of the page to another.
pub fn line(from: (f32, f32), to: (f32, f32)) -> String {
    let (y0, y1) = (HEIGHT - from.1, HEIGHT - to.1);
    format!("{} {y0} m {} {y1} l S\n", from.0, to.0)
}

/// Lines around all cells of a table with these positions of columns and rows.
pub fn grid(xs: &[f32], ys: &[f32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|y| line((left, *y), (right, *y)));
    across
        .chain(xs.iter().map(|x| line((*x, top), (*x, bottom))))
        .collect()
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

/// A PDF of these pages. The font is a Chinese one that is not in the file.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "", "", &[])
}

/// A PDF with more in the dictionaries of its pages and its trailer, and with further objects, numbered from 4.
pub fn pdf_with(
    pages: &[String],
    page_more: &str,
    trailer_more: &str,
    objects: &[&str],
) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>";
    let first = 4 + objects.len();
    let kids: String = (0..pages.len())
        .map(|index| format!("{} 0 R ", first + 2 * index))
        .collect();
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()),
        font.to_owned(),
    ];
    all.extend(objects.iter().map(|object| (*object).to_owned()));
    for (index, content) in pages.iter().enumerate() {
        let own = first + 2 * index;
        all.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</X 4 0 R>>>>{page_more}>>",
            own + 1
        ));
        all.push(format!(
            "<</Length {}>>stream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut file = String::from("%PDF-1.7\n");
    let mut places = String::new();
    for (index, object) in all.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let (start, count) = (file.len(), all.len() + 1);
    file.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<</Size {count}/Root 1 0 R{trailer_more}>>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}

/// An OFD document of one page with this content and this template below it.
pub fn ofd(content: &str, template: &str) -> Vec<u8> {
    const SPACE: &str = r#"xmlns:ofd="http://www.ofdspec.org/2016""#;
    let page = |inner: &str, more: &str| {
        format!(
            r#"<ofd:Page {SPACE}>{more}<ofd:Content><ofd:Layer ID="9">{inner}</ofd:Layer></ofd:Content></ofd:Page>"#
        )
    };
    let root = format!(
        "<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    );
    let document = format!(
        r#"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="8" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>"#
    );
    zip(&[
        ("OFD.xml", &root),
        ("Doc_0/Document.xml", &document),
        (
            "Doc_0/Pages/Page_0/Content.xml",
            &page(content, r#"<ofd:Template TemplateID="7"/>"#),
        ),
        ("Doc_0/Tpls/Tpl_0/Content.xml", &page(template, "")),
    ])
}
