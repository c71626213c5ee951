//! What other programs read in the files that were written: python-docx, openpyxl, ofdkit, LibreOffice; and whether the packages are
//! whole. `PYTHON` names the interpreter that has the libraries; a library that is missing is said, not a failure.

use crate::support::{folder, jixiao};
use std::path::Path;
use std::process::Command;

#[test]
fn other_programs_read_every_cell_in_order() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if Command::new(&python).arg("--version").output().is_err() {
        eprintln!(
            "SKIPPED other_programs_read_every_cell_in_order: 没有 {python}，请安装 python3，另用 pip 安装 python-docx、openpyxl、ofdkit"
        );
        return;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = here.join("../../samples");
    let files = folder(&[]);
    for set in ["forms", "layouts"] {
        for entry in std::fs::read_dir(samples.join(set)).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if !matches!(ending, Some("docx" | "xlsx" | "html" | "csv")) {
                continue;
            }
            for kind in ["html", "docx", "xlsx", "ofd"] {
                let name = path
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .replace('.', "-");
                let input = path.to_string_lossy().into_owned();
                let output = format!("out/{name}.{kind}");
                if cfg!(not(feature = "pdf")) && kind == "ofd" {
                    continue;
                }
                std::fs::create_dir_all(files.path().join("out")).unwrap();
                let run = jixiao(files.path(), &["convert", &input, "-o", &output]);
                // Some layouts are there to hold no form.
                assert!(run.code == 0 || run.err.contains("没有找到表"), "{run:?}");
            }
        }
    }
    let script = here.join("tests/it/independent.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(files.path().join("out"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let mut lines: Vec<&str> = said.lines().collect();
    let last = lines.pop().unwrap_or_default();
    eprintln!("{last}");
    assert!(lines.is_empty(), "{}\n{last}", lines.join("\n"));
}
