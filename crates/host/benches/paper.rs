//! One form from the recovered structure to each kind of file, warm; LibreOffice beside it on the same docx, where it is installed.
//! `cargo bench -p host --features pdf`. Budget on one core: pdf 20 ms.

use criterion::{Criterion, criterion_group};
use pipeline::convert::{Outside, Written, write};
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Copies of the document that LibreOffice is given at once, so that its start is shared among them.
const COPIES: usize = 20;

fn document() -> model::Document {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/forms/library.docx"
    );
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    pipeline::read(&bytes, "library.docx").remove(0)
}

fn outside() -> Outside {
    match host::fonts::find(None) {
        Ok(fonts) => Outside { fonts },
        Err(reason) => {
            eprintln!("pdf is not measured: {reason}");
            Outside::default()
        }
    }
}

fn writing(c: &mut Criterion) {
    let (document, outside) = (document(), outside());
    for (kind, ending) in Written::ALL {
        if kind == Written::Pdf && outside.fonts.body.is_empty() {
            continue;
        }
        c.bench_function(&format!("write {ending}"), |b| {
            b.iter(|| write(black_box(&document), kind, None, &outside))
        });
    }
}

/// LibreOffice: the same form as docx to pdf, so many copies in one run.
fn peer() {
    let folder = tempfile::tempdir().expect("a folder");
    let docx = write(&document(), Written::Docx, None, &Outside::default()).expect("docx");
    let mut command = Command::new("soffice");
    command
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.path().join("profile").display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    for number in 0..COPIES {
        let path = folder.path().join(format!("{number}.docx"));
        std::fs::write(&path, &docx.bytes).expect("docx written");
        command.arg(path);
    }
    let start = Instant::now();
    match command.status() {
        Ok(status) if status.success() => println!(
            "LibreOffice docx to pdf: {:.0} ms a form ({COPIES} in one run, with its start)",
            start.elapsed().as_secs_f64() * 1000.0 / COPIES as f64
        ),
        _ => println!("LibreOffice is not installed; nothing beside"),
    }
}

criterion_group!(benches, writing);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    peer();
}
