//! What is soaked: every reader, the recognition of forms, and the whole way from bytes to a verdict, as functions of bytes.

use jiff::civil::date;
use model::Document;
use pipeline::Options;
use pipeline::beside::Collector;
use pipeline::convert::{Outside, Written, write};
use readers::{Content, Limits};
use std::sync::{Arc, LazyLock};

/// A function that has to stand any bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name on the command line; of a reader, the ending of its files.
    pub name: &'static str,
    /// The endings of the files that inputs are made of; none for every file.
    pub endings: &'static [&'static str],
    /// Panics where a promise is broken.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target("txt", &["txt", "tsv"], |bytes| read(bytes, "a.txt")),
    target("csv", &["csv"], |bytes| read(bytes, "a.csv")),
    target("md", &["md"], |bytes| read(bytes, "a.md")),
    target("html", &["html"], |bytes| read(bytes, "a.html")),
    target("docx", &["docx"], |bytes| read(bytes, "a.docx")),
    target("xlsx", &["xlsx"], |bytes| read(bytes, "a.xlsx")),
    target("xls", &["xls"], |bytes| read(bytes, "a.xls")),
    target("ods", &["ods"], |bytes| read(bytes, "a.ods")),
    target("doc", &["doc"], |bytes| read(bytes, "a.doc")),
    target("json", &["json"], |bytes| read(bytes, "a.json")),
    target("ndjson", &["ndjson"], lines),
    #[cfg(feature = "pdf")]
    target("pdf", &["pdf"], |bytes| read(bytes, "a.pdf")),
    #[cfg(feature = "pdf")]
    target("ofd", &["ofd"], |bytes| read(bytes, "a.ofd")),
    target("forms", &["txt", "tsv", "csv", "md"], recognise),
    target("beside", &["csv", "html", "xlsx"], compare),
    target("convert", &["txt", "html", "md", "csv", "json"], convert),
    target("in_place", &["docx", "xlsx"], correct),
    target("pipeline", &[], judge),
];

const fn target(name: &'static str, endings: &'static [&'static str], run: fn(&[u8])) -> Target {
    Target { name, endings, run }
}

/// The target of this name.
pub fn find(name: &str) -> Option<Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

fn read(bytes: &[u8], name: &str) {
    if let Err(error) = readers::read(bytes, name, &Limits::default()) {
        assert!(!error.message.is_empty(), "a refusal says why");
    }
}

fn lines(bytes: &[u8]) {
    read(bytes, "a.ndjson");
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Err(error) = readers::json::line(line) {
            assert!(!error.message.is_empty(), "a refusal says why");
        }
    }
}

/// Every indicator renamed in the file itself.
fn correct(bytes: &[u8]) {
    for document in pipeline::read(bytes, "a.docx") {
        let mut after = document.forms.clone();
        for row in after.iter_mut().flat_map(|form| &mut form.indicators) {
            row.name.push('新');
        }
        let patched = pipeline::in_place::in_place(bytes, "a.docx", &document.forms, &after);
        for refused in patched.iter().flat_map(|patched| &patched.refused) {
            assert!(!refused.reason.is_empty(), "a refusal says why");
        }
    }
}

fn recognise(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reading = readers::read(text.as_bytes(), "a.txt", &Limits::default());
    if let Ok(Content::Pages(pages)) = reading.map(|reading| reading.content) {
        let (forms, notes) = forms::recognise(&pages);
        assert!(
            !forms.is_empty() || !notes.is_empty(),
            "a document without a form has a note"
        );
    }
}

/// Forms that any bytes may lie beside.
static FORMS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    [
        &include_bytes!("../../../samples/packages/l01-family-doctor/forms/first-aid.html")[..],
        include_bytes!("../../../samples/packages/l12-meetings/forms/cadre-class.html"),
        include_bytes!("../../../samples/packages/l15-people-counts/forms/orphan.html"),
    ]
    .into_iter()
    .flat_map(|bytes| pipeline::read(bytes, "a.html"))
    .collect()
});

/// The bytes beside forms, and beside what they hold themselves.
fn compare(bytes: &[u8]) {
    let ending = readers::format_of(bytes, "").unwrap_or("csv");
    let name = format!("a.{ending}");
    let own = pipeline::read(bytes, &name);
    let mut collector = Collector::default();
    let _ = collector.add(bytes, &name, || own.clone());
    let options = Options {
        beside: Arc::new(collector.finish()),
        published: true,
        ..Options::on(date(2026, 1, 15))
    };
    for document in FORMS.iter().chain(&own) {
        let once = pipeline::check(document, &options);
        assert!(
            pipeline::check(document, &options) == once,
            "the same forms beside the same bytes are judged the same"
        );
    }
}

/// Whatever was recovered can be written in every kind, and what was written can be read.
fn convert(bytes: &[u8]) {
    let ending = readers::format_of(bytes, "").unwrap_or("txt");
    for document in pipeline::read(bytes, &format!("a.{ending}")) {
        // PDF takes fonts of the machine, OFD a build with that feature.
        let kinds = Written::ALL.into_iter().filter(|(kind, _)| {
            *kind != Written::Pdf && (cfg!(feature = "pdf") || *kind != Written::Ofd)
        });
        for (kind, ending) in kinds {
            let written = write(&document, kind, None, &Outside::default())
                .expect("a form can be written")
                .bytes;
            assert!(
                write(&document, kind, None, &Outside::default())
                    .expect("twice")
                    .bytes
                    == written,
                "equal input gives equal bytes"
            );
            let _ = pipeline::read(&written, &format!("a.{ending}"));
        }
    }
}

fn judge(bytes: &[u8]) {
    let ending = readers::format_of(bytes, "").unwrap_or("txt");
    let name = format!("a.{ending}");
    let options = Options::on(date(2026, 1, 15));
    for document in pipeline::read(bytes, &name) {
        let verdict = pipeline::check(&document, &options);
        let line = serde_json::to_vec(&document).expect("a document can be written");
        // A longer line is refused, as it says.
        if line.len() > Limits::default().line {
            continue;
        }
        let again = pipeline::read_line(&line, &name, 1);
        assert!(again == document, "a written document reads back the same");
        assert!(
            pipeline::check(&again, &options) == verdict,
            "what reads the same is judged the same"
        );
    }
}
