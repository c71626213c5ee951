//! `--beside PATH`: what is handed in to compare with, and what each file was taken for.

use anyhow::bail;
use host::inputs::{Content, Inputs};
use host::limits::Limits;
use pipeline::beside::{Collector, Taken};
use pipeline::rules::beside::Beside;
use std::path::PathBuf;
use std::sync::Arc;

/// Of more files that hold nothing to compare with only the number is said.
const MOST_NAMED: usize = 10;

/// Heads that make a file a table to compare with.
const HEADS: &str = "上年的、批复的、监控的或自评的绩效表，或者有表头的明细：支付明细（项目名称或项目编码、支付日期、支付金额）、\
支出标准（支出项目、计量单位、标准上限）、名册（姓名、人员类别）、项目台账（项目名称或项目编码，批复日期、公开日期、完成日期等）、\
单位预算（单位、项目支出）";

/// Reads these paths and says on the screen what was taken in. Fails where a path cannot be read, or a file named by hand holds
/// nothing to compare with.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Arc<Beside>> {
    if paths.is_empty() {
        return Ok(Arc::default());
    }
    let mut collector = Collector::default();
    let mut unused = Vec::new();
    for input in Inputs::new(paths, Limits::default()) {
        let path = input.path;
        let taken = match input.content {
            Content::Bytes(bytes) => {
                collector.add(&bytes, &path, || host::opened::of_bytes(&bytes, &path))
            }
            Content::Line(number, line) => {
                collector.documents(vec![pipeline::read_line(&line, &path, number)])
            }
            Content::Failed(error) => Taken::Unread(error),
        };
        let reason = match taken {
            Taken::Forms(_) | Taken::Table(_) => continue,
            Taken::Nothing if input.named => {
                bail!("--beside {path}：没有找到可以对照的内容。可以是{HEADS}。")
            }
            Taken::Unread(error) if input.named => bail!("--beside {path}：{}", error.message),
            Taken::Nothing => "没有找到可以对照的内容".to_owned(),
            Taken::Unread(error) => error.message,
        };
        unused.push(format!("  未用 {path}：{reason}"));
    }
    let summary = collector.summary();
    if summary.is_empty() {
        bail!("--beside 的位置里没有找到可以对照的内容。可以是{HEADS}。");
    }
    eprintln!("对照材料：{summary}");
    for line in unused.iter().take(MOST_NAMED) {
        eprintln!("{line}");
    }
    if unused.len() > MOST_NAMED {
        eprintln!("  另有 {} 个文件未用", unused.len() - MOST_NAMED);
    }
    Ok(Arc::new(collector.finish()))
}
