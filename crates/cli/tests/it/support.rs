//! Runs the program in a folder of its own; invented forms to give it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `jixiao` with these words in this folder.
pub fn jixiao(folder: &Path, words: &[&str]) -> Run {
    jixiao_with(folder, words, b"")
}

/// The same, with bytes on standard input.
pub fn jixiao_with(folder: &Path, words: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(words)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// A form whose sums are right.
pub fn right() -> String {
    form("7.2")
}

/// A form whose parts do not add up to the total of their block.
pub fn wrong() -> String {
    form("9.9")
}

fn form(block: &str) -> String {
    format!(
        "\
2026年云泽市本级部门项目支出预算绩效目标表
(2026年度)
单位：万元
项目名称\t\t护林员培训\t\t\t
主管部门\t云泽市林草局\t实施单位\t云泽市林业站\t\t
项目属性\t一年期项目\t项目期\t1年\t\t
项目总额\t7.2\t其中：年度资金总额\t7.2\t\t
其中： 本级资金\t资金总额\t{block}\t其中： 转移县（市、区）资金\t资金总额\t
\t其中：财政拨款\t6\t\t其中：中央资金\t
\t其他资金\t1.2\t\t自治区资金\t
\t结余结转资金\t\t\t\t
年度总体绩效目标\t在2026年10月底前培训护林员160人，培训合格率达到95%以上，支出控制在7.2万元以内。\t\t\t\t
一级指标\t二级指标\t三级指标\t\t指标值\t
产出指标\t数量指标\t培训护林员人数\t\t≥160人\t
\t质量指标\t培训合格率\t\t≥95%\t
\t时效指标\t培训完成时间\t\t2026年10月底前\t
\t成本指标\t培训费总额\t\t≤7.2万元\t
效益指标\t社会效益\t巡护区域火情处置及时率\t\t≥98%\t
满意度指标\t服务对象满意度\t参训护林员满意度\t\t≥90%\t
"
    )
}
