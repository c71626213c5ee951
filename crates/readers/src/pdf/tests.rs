//! PDF files as they are drawn: small ones written by hand, and two of real programs.

use super::*;
use crate::sample_pdf::{grid, line, pdf, pdf_with, text};
use model::ErrorKind;

fn draw(bytes: &[u8]) -> String {
    let drawn = read(bytes, &Limits::default());
    drawn
        .unwrap_or_else(|error| panic!("{error}"))
        .draw()
        .trim()
        .to_owned()
}

fn kind(bytes: &[u8]) -> ErrorKind {
    read(bytes, &Limits::default()).unwrap_err().kind
}

fn form() -> String {
    [
        text(100.0, 60.0, "绩效目标表"),
        grid(&[50.0, 150.0, 300.0], &[80.0, 100.0, 120.0]),
        text(60.0, 95.0, "项目名称"),
        text(160.0, 95.0, "道路养护"),
        text(60.0, 115.0, "金额"),
        text(160.0, 115.0, "12.8"),
    ]
    .concat()
}

const FORM: &str = "== 文字\n1:绩效目标表\n== 表格\n1:项目名称 | 2:道路养护\n1:金额 | 2:12.8";

#[test]
fn a_font_that_is_not_in_the_file_is_read() {
    assert_eq!(draw(&pdf(&[form()])), FORM);
}

#[test]
fn a_turned_page_reads_the_same() {
    assert_eq!(
        draw(&pdf_with(&[form()], "/Rotate 180", "", &[])),
        FORM,
        "text upside down"
    );
    // A page laid on its side, with and without a note that it is to be turned.
    let side = format!("0 1 -1 0 842 0 cm\n{}", form());
    assert_eq!(
        draw(&pdf_with(
            std::slice::from_ref(&side),
            "/MediaBox[0 0 842 595]",
            "",
            &[]
        )),
        FORM
    );
    assert_eq!(
        draw(&pdf_with(
            &[side],
            "/MediaBox[0 0 842 595]/Rotate 90",
            "",
            &[]
        )),
        FORM
    );
}

#[test]
fn what_cannot_be_seen_is_no_line_and_a_frame_in_one_outline_is_four() {
    let white = format!("1 1 1 RG {} 0 0 0 RG\n", line((50.0, 90.0), (300.0, 90.0)));
    let clipped = format!(
        "q 0 0 10 10 re W n {} Q\n",
        line((50.0, 110.0), (300.0, 110.0))
    );
    assert_eq!(draw(&pdf(&[[white, clipped, form()].concat()])), FORM);
    let frame = "50 700 200 40 re 51 701 198 38 re f* 149 700 1 40 re f\n";
    let page = [frame, &text(60.0, 125.0, "甲"), &text(160.0, 125.0, "乙")].concat();
    assert_eq!(draw(&pdf(&[page])), "== 表格\n1:甲 | 2:乙");
}

#[test]
fn a_scan_has_no_text_and_a_layer_below_it_is_read() {
    let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nA\nendstream";
    let scan = "q 595 0 0 842 0 0 cm /X Do Q\n";
    assert_eq!(
        kind(&pdf_with(&[scan.into()], "", "", &[picture])),
        ErrorKind::NoText
    );
    let layer = format!("{scan}3 Tr\n{}", form());
    assert_eq!(draw(&pdf_with(&[layer], "", "", &[picture])), FORM);
    assert_eq!(kind(&pdf(&[String::new()])), ErrorKind::Empty);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let locked = format!(
        "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>/ID[<00><00>]",
        "5A".repeat(32)
    );
    assert_eq!(
        kind(&pdf_with(&[form()], "", &locked, &[])),
        ErrorKind::Encrypted
    );
    assert_eq!(kind(b"%PDF-1.7\n1 0 obj"), ErrorKind::Damaged);
}

#[test]
fn a_page_that_draws_itself_over_and_over_ends() {
    // Each form draws the next one twenty times.
    let form = |next: usize| {
        let content = "/X Do ".repeat(20);
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>/Length {}>>stream\n{content}\nendstream",
            content.len()
        )
    };
    let forms: Vec<String> = (5..15).map(form).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    assert_eq!(
        kind(&pdf_with(&["/X Do".into()], "", "", &forms)),
        ErrorKind::TooLarge
    );
}

#[test]
fn a_form_printed_by_an_office_program_is_whole() {
    let limits = Limits::default();
    let original = include_bytes!("../../../../samples/forms/meal-aid.docx");
    let original = crate::docx::read(original, &limits).unwrap().draw();
    // Whether a line was broken or ended on purpose cannot always be seen.
    let joined = |drawn: &str| drawn.trim().replace('⏎', "");
    assert_eq!(
        joined(&draw(include_bytes!("../../tests/data/meal-aid.pdf"))),
        joined(&original)
    );
}

#[test]
fn radicals_of_a_browser_are_read_as_characters() {
    assert_eq!(
        draw(include_bytes!("../../tests/data/radicals.pdf")),
        "== 文字\n1:民生月户\n== 表格\n1:«2×1»面高 | 2:≥12人\n2:见车门"
    );
}
