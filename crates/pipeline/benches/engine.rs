//! From bytes to the recovered form, from the form to its verdict, and the start of the program; peers beside them where
//! installed (`PYTHON` names the interpreter). `cargo bench -p pipeline --features pdf`. Budgets on one core: txt 0.2 ms, docx 1 ms,
//! xlsx and xls 1 ms a sheet, pdf 5 ms, check 0.15 ms, start 20 ms.

use criterion::{Criterion, criterion_group};
use jiff::civil::date;
use pipeline::Options;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../samples/forms")
        .join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(sample(name)).unwrap_or_else(|error| panic!("samples/forms/{name}: {error}"))
}

fn options() -> Options {
    Options::on(date(2026, 1, 15))
}

fn reading(c: &mut Criterion) {
    for name in [
        "library.txt",
        "library.docx",
        "library.xlsx",
        "library.html",
        "flood-supplies.csv",
        "river-dredging.md",
    ] {
        let bytes = bytes(name);
        c.bench_function(&format!("read {name}"), |b| {
            b.iter(|| pipeline::read(black_box(&bytes), name))
        });
    }
    // Old and fixed formats, as LibreOffice writes them; pdf only with that feature.
    for name in [
        "p17-l22-ministry.doc",
        "p20-l17-stacked.xls",
        "p23-l16-staircase.ods",
        #[cfg(feature = "pdf")]
        "p02-l22-ministry.pdf",
        #[cfg(feature = "pdf")]
        "p11-l05-long-term-columns.pdf",
    ] {
        let path = sample(&format!("../layouts/{name}"));
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        c.bench_function(&format!("read {name}"), |b| {
            b.iter(|| pipeline::read(black_box(&bytes), name))
        });
    }
}

fn checking(c: &mut Criterion) {
    let options = options();
    for name in ["library.docx", "law-publicity.txt"] {
        let document = pipeline::read(&bytes(name), name).remove(0);
        c.bench_function(&format!("check {name}"), |b| {
            b.iter(|| pipeline::check(black_box(&document), &options))
        });
    }
    let document = pipeline::read(&bytes("law-publicity.txt"), "law-publicity.txt").remove(0);
    let line = serde_json::to_vec(&document).unwrap_or_default();
    c.bench_function("ndjson line in, verdict line out", |b| {
        b.iter(|| {
            let document = pipeline::read_line(black_box(&line), "-", 1);
            serde_json::to_vec(&pipeline::check(&document, &options))
        });
    });
}

/// One cell of 200,000 characters, where the goal, a name or a value should be. Budget: 20 ms.
fn long_cell(c: &mut Criterion) {
    let options = options();
    let text = "第1季度完成护林员培训120人，合格率达到95%以上，支出控制在7.2万元以内，2025年10月底前完成；";
    let long: String = text.chars().cycle().take(200_000).collect();
    let document = pipeline::read(&bytes("library.txt"), "library.txt").remove(0);
    type Put = fn(&mut model::Form, &str);
    let places: [(&str, Put); 3] = [
        ("goal", |form, long| form.goals[0].text = long.to_owned()),
        ("name", |form, long| {
            form.indicators[0].name = long.to_owned()
        }),
        ("value", |form, long| {
            form.indicators[0].value.raw = long.to_owned()
        }),
    ];
    for (place, put) in places {
        let mut document = document.clone();
        put(&mut document.forms[0], &long);
        c.bench_function(&format!("check, {place} of 200,000 characters"), |b| {
            b.iter(|| pipeline::check(black_box(&document), &options))
        });
    }
}

/// The same files read by the usual Python libraries: the time, and how many indicators stand whole, name and value, in one row of
/// what comes back. None of them knows levels or forms.
fn peers() {
    let script = r#"
import json, re, sys, time
kind, path, gold = sys.argv[1:4]
if kind == "python-docx":
    import docx
    read = lambda: [[c.text for c in r.cells] for t in docx.Document(path).tables for r in t.rows]
elif kind == "pdfplumber":
    import pdfplumber
    read = lambda: [row for page in pdfplumber.open(path).pages for table in page.extract_tables() for row in table]
else:
    import openpyxl
    read = lambda: [[c.value for c in r] for s in openpyxl.load_workbook(path) for r in s.iter_rows()]
read()
times = []
for _ in range(9):
    t = time.perf_counter(); rows = read(); times.append(time.perf_counter() - t)
plain = lambda text: re.sub(r"\s", "", str(text or ""))
rows = [[plain(cell) for cell in row] for row in rows]
wanted = [row for form in json.load(open(gold))["forms"] for row in form["indicators"]]
whole = sum(any(plain(w["name"]) in row and plain(w["value_raw"]) in row for row in rows) for w in wanted)
print(f"{sorted(times)[4] * 1000:.2f} ms, {whole} of {len(wanted)} rows with name and value")
"#;
    for (peer, folder, name) in [
        ("python-docx", "forms", "library.docx"),
        ("openpyxl", "forms", "library.xlsx"),
        ("pdfplumber", "layouts", "p02-l22-ministry.pdf"),
        ("pdfplumber", "layouts", "p11-l05-long-term-columns.pdf"),
    ] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../samples")
            .join(folder);
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let run = Command::new(python)
            .args(["-c", script, peer])
            .arg(folder.join(name))
            .arg(folder.join(format!("gold/{name}.gold.json")))
            .output();
        match run {
            Ok(out) if out.status.success() => {
                println!(
                    "{peer:<12} {name}: {}",
                    String::from_utf8_lossy(&out.stdout).trim()
                );
            }
            _ => println!("{peer:<12} {name}: not installed, not compared"),
        }
        ours(&folder.join(name), name);
    }
}

/// What this engine brings home from the file: rows with both levels, name and value.
fn ours(path: &std::path::Path, name: &str) {
    let Ok(bytes) = std::fs::read(path) else {
        return;
    };
    let begin = Instant::now();
    let document = pipeline::read(&bytes, name).remove(0);
    let time = begin.elapsed();
    let rows = document.forms.iter().flat_map(|form| &form.indicators);
    let (mut whole, mut all) = (0, 0);
    for row in rows {
        all += 1;
        let complete = row.level1.is_some()
            && row.level2.is_some()
            && !row.name.is_empty()
            && !row.value.is_empty();
        whole += u32::from(complete);
    }
    println!(
        "{:<12} {name}: {:.2} ms cold, {whole} of {all} rows with both levels, name and value",
        "jixiao",
        time.as_secs_f64() * 1000.0
    );
}

/// The whole program with one small file, where a release build of it stands beside this benchmark.
fn start() {
    let program = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.parent()?.join("jixiao")));
    let Some(program) = program.filter(|program| program.is_file()) else {
        println!(
            "start: no release build of jixiao beside this benchmark (cargo build --release -p cli), not measured"
        );
        return;
    };
    let mut times: Vec<Duration> = (0..30)
        .filter_map(|_| {
            let begin = Instant::now();
            Command::new(&program)
                .arg("check")
                .arg(sample("library.txt"))
                .output()
                .ok()?;
            Some(begin.elapsed())
        })
        .collect();
    times.sort_unstable();
    if let Some(median) = times.get(times.len() / 2) {
        println!(
            "start: jixiao check library.txt, median of {}: {:.1} ms",
            times.len(),
            median.as_secs_f64() * 1000.0
        );
    }
}

criterion_group!(benches, reading, checking, long_cell);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    peers();
    start();
}
