//! From bytes to the recovered form, from the form to its verdict, and the start of the program; peers beside them where
//! installed. `cargo bench -p pipeline`. Budgets on one core: txt 0.2 ms, docx 1 ms, xlsx 1 ms a sheet, check 0.15 ms, start 20 ms.

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
    Options {
        as_of: date(2026, 1, 15),
        profile: None,
        select: Vec::new(),
        ignore: Vec::new(),
    }
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

/// The same files read by the usual Python libraries, text only, without any structure recovered.
fn peers() {
    let script = r#"
import sys, time
kind, path = sys.argv[1:3]
if kind == "python-docx":
    import docx
    read = lambda: [[c.text for c in r.cells] for t in docx.Document(path).tables for r in t.rows]
else:
    import openpyxl
    read = lambda: [[c.value for c in r] for s in openpyxl.load_workbook(path) for r in s.iter_rows()]
read()
times = []
for _ in range(20):
    t = time.perf_counter(); read(); times.append(time.perf_counter() - t)
print(f"{sorted(times)[10] * 1000:.2f}")
"#;
    for (peer, name) in [
        ("python-docx", "library.docx"),
        ("openpyxl", "library.xlsx"),
    ] {
        let path = sample(name);
        match Command::new("python3")
            .args(["-c", script, peer])
            .arg(&path)
            .output()
        {
            Ok(out) if out.status.success() => {
                println!(
                    "{peer:<12} {name}: {} ms (cells only, no form)",
                    String::from_utf8_lossy(&out.stdout).trim()
                );
            }
            _ => println!("{peer:<12} {name}: not installed, not compared"),
        }
    }
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

criterion_group!(benches, reading, checking);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    peers();
    start();
}
