//! A small PDF and a small OFD with a table, of which the samples have none.

use super::parts::Parts;
use std::collections::BTreeSet;
use std::fmt::Write;

const ROWS: [[&str; 4]; 4] = [
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮桥梁", "≥12座"],
    ["", "质量指标", "验收合格率", "95%"],
    ["效益指标", "社会效益", "居民满意度", "≥９０％"],
];

/// A text and its place.
type Placed = (i32, i32, &'static str);

/// The lines of a table below `top`, and its texts.
fn table(top: i32) -> (Vec<[i32; 4]>, Vec<Placed>) {
    let (mut lines, mut texts) = (Vec::new(), Vec::new());
    for (row, y) in ROWS.iter().zip((top..).step_by(30)) {
        lines.push([60, y, 460, y]);
        for (text, x) in row.iter().zip((60..).step_by(100)) {
            texts.push((x + 8, y + 20, *text));
        }
    }
    let bottom = top + 30 * ROWS.len() as i32;
    lines.push([60, bottom, 460, bottom]);
    lines.extend((0..5).map(|column| [60 + 100 * column, top, 60 + 100 * column, bottom]));
    texts.push((200, top - 40, "2026年项目支出绩效目标表"));
    texts.push((60, top - 15, "项目名称：桥梁养护"));
    (lines, texts)
}

/// A page with drawn lines, an embedded map of characters and a form that is used twice.
pub fn pdf() -> Parts {
    let (lines, texts) = table(120);
    let mut content = String::from("q 0.5 w\n");
    for [x, y, to_x, to_y] in lines {
        let _ = writeln!(content, "{x} {} m {to_x} {} l S", 800 - y, 800 - to_y);
    }
    content.push_str("Q\n/X Do\nq 1 0 0 1 0 -200 cm /X Do Q\nBT /F 12 Tf\n");
    let mut used = BTreeSet::new();
    for (x, y, text) in texts {
        used.extend(text.encode_utf16());
        let hex: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let _ = writeln!(content, "1 0 0 1 {x} {} Tm <{hex}> Tj", 800 - y);
    }
    content.push_str("/L 9 Tf 1 0 0 1 60 60 Tm [(Page) -250 (1)] TJ ET\n");
    let object = |text: &str| (String::new(), text.as_bytes().to_vec());
    let stream = |dictionary: &str, text: &str| (dictionary.to_owned(), text.as_bytes().to_vec());
    Parts::Pdf(vec![
        object("<</Type/Catalog/Pages 2 0 R>>"),
        object("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>"),
        object(
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R/L 8 0 R>>/XObject<</X 9 0 R>>>>>>",
        ),
        stream("/Kind/Page", &content),
        object(
            "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        ),
        object(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[32[500 600] 100 200 700]/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200>>>>",
        ),
        stream("/Type/CMap", &characters(&used)),
        object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Matrix[1 0 0 1 0 0]/Resources<<>>",
            "60 300 200 40 re S 60 280 400 0.5 re f",
        ),
    ])
}

/// The map from codes, which are UTF-16 here, to characters.
fn characters(used: &BTreeSet<u16>) -> String {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /M def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let _ = writeln!(out, "{} beginbfchar", used.len());
    for code in used {
        let _ = writeln!(out, "<{code:04X}> <{code:04X}>");
    }
    out.push_str(
        "endbfchar\n1 beginbfrange\n<0001> <0005> <0041>\nendbfrange\nendcmap\nend\nend\n",
    );
    out
}

/// A page above a template that gives the lines.
pub fn ofd() -> Parts {
    const SPACE: &str = r#"xmlns:ofd="http://www.ofdspec.org/2016""#;
    let (lines, texts) = table(100);
    let mut path = String::new();
    for [x, y, to_x, to_y] in lines {
        let _ = write!(path, "M {x} {y} L {to_x} {to_y} ");
    }
    let lines = format!(
        r#"<ofd:PathObject ID="2" Boundary="0 0 595 842" LineWidth="0.25"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"#
    );
    let mut content = String::new();
    for (x, y, text) in texts {
        let gaps = text.chars().count().saturating_sub(1);
        let _ = write!(
            content,
            r#"<ofd:TextObject ID="1" Boundary="{x} {} 300 14" Font="1" Size="10" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="10" DeltaX="g {gaps} 10">{text}</ofd:TextCode></ofd:TextObject>"#,
            y - 10
        );
    }
    let page = |inner: &str, more: &str| {
        format!(
            r#"<ofd:Page {SPACE}>{more}<ofd:Content><ofd:Layer ID="9">{inner}</ofd:Layer></ofd:Content></ofd:Page>"#
        )
    };
    let root = format!(
        "<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    );
    let document = format!(
        r#"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 595 842</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="8" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>"#
    );
    let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    Parts::Zip(vec![
        part("OFD.xml", root),
        part("Doc_0/Document.xml", document),
        part(
            "Doc_0/Page.xml",
            page(&content, r#"<ofd:Template TemplateID="7"/>"#),
        ),
        part("Doc_0/Tpl.xml", page(&lines, "")),
    ])
}
