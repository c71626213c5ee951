//! `jixiao fix`: offered repairs listed, and taken into a form, which is written in its own layout or as the official form.

mod write;

use crate::args::FixArgs;
use crate::convert::Target;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::rulings::options;
use anyhow::bail;
use model::{Document, Finding, Form, Safety};
use pipeline::fix::{Accept, Fixed, fix};
use pipeline::{Options, check};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

/// Runs the command.
pub fn run(arguments: &FixArgs) -> anyhow::Result<Exit> {
    let options = options(arguments.profile.as_deref(), arguments.as_of)?;
    let target = arguments
        .output
        .as_deref()
        .map(|path| Target::of(path, None))
        .transpose()?;
    if let Some(target) = &target {
        target.apart_from(std::slice::from_ref(&arguments.file))?;
    }
    let accept = accepted(arguments);
    let mut exit = Exit::default();
    let mut out = String::new();
    let opened = Documents::new(std::slice::from_ref(&arguments.file), None, true);
    let mut documents: Vec<(Document, Option<PathBuf>)> = Vec::new();
    for opened in opened {
        let file = opened.file.clone();
        let readable = opened.readable(&mut exit).into_iter();
        documents.extend(readable.map(|document| (document, file.clone())));
    }
    if let Some(Accept::These(ids)) = &accept {
        all_offered(ids, &documents, &options)?;
    }
    for (before, file) in documents {
        let Some(accept) = &accept else {
            offered(&mut out, &before, &options);
            continue;
        };
        let mut after = before.clone();
        for form in &mut after.forms {
            let fixed = fix(form, &options, accept);
            told(&mut out, form, &fixed);
            *form = fixed.form;
        }
        if let (Some(target), false) = (&target, arguments.diff) {
            let original = file.filter(|_| !arguments.official);
            let corrected = write::Corrected {
                before: &before,
                after: &after,
                file: original.as_deref(),
                profile: options.profile,
            };
            write::write(&corrected, target, &mut out)?;
        }
    }
    std::io::stdout().write_all(out.as_bytes())?;
    if accept.is_none() {
        eprintln!(
            "没有改。要改请加 --safe（只换写法的）、--all（全部），或 --accept 编号，再用 -o 写明改好的表放在哪里。"
        );
    } else if target.is_none() || arguments.diff {
        eprintln!("只列出改动，没有写文件。");
    }
    Ok(exit)
}

/// Refuses numbers that no offered repair has, before anything is changed.
fn all_offered(
    ids: &BTreeSet<String>,
    documents: &[(Document, Option<PathBuf>)],
    options: &Options,
) -> anyhow::Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    let mut unknown = ids.clone();
    for (document, _) in documents {
        let forms = check(document, options).forms;
        let findings = forms.iter().flat_map(|form| &form.findings);
        for finding in findings.filter(|finding| finding.fix.is_some() && !finding.inferred) {
            unknown.remove(&finding.id);
        }
    }
    if let Some(id) = unknown.first() {
        bail!(
            "--accept “{id}”：可以改的地方里没有这个编号，没有改，也没有写文件。编号列在 jixiao fix 文件名 的结果里。"
        );
    }
    Ok(())
}

/// Which repairs were asked for; none where only a list is wanted.
fn accepted(arguments: &FixArgs) -> Option<Accept> {
    match (arguments.all, arguments.safe) {
        (true, _) => Some(Accept::All),
        (false, true) => Some(Accept::Safe),
        (false, false) if arguments.accept.is_empty() => None,
        (false, false) => Some(Accept::These(arguments.accept.iter().cloned().collect())),
    }
}

/// Lists the repairs that the check offers.
fn offered(out: &mut String, document: &Document, options: &Options) {
    let verdict = check(document, options);
    for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
        let _ = writeln!(out, "■ {}", pipeline::writers::head::name(form));
        let leading = |finding: &&Finding| !finding.inferred && finding.covered_by.is_none();
        let with = verdict.findings.iter().filter(leading);
        let mut any = false;
        for finding in with {
            let Some(fix) = &finding.fix else { continue };
            any = true;
            let safety = match fix.safety {
                Safety::Safe => "只换写法",
                Safety::Suggested => "请人确认",
            };
            let _ = writeln!(
                out,
                "  {}  {safety}　{}\n      {}",
                finding.id, fix.title, finding.message
            );
        }
        if !any {
            out.push_str("  没有可以自动改的\n");
        }
    }
}

/// Tells what was changed, and what could not be.
fn told(out: &mut String, before: &Form, fixed: &Fixed) {
    let _ = writeln!(out, "■ {}", pipeline::writers::head::name(before));
    let changes = model::change::changes(before, &fixed.form);
    for change in &changes {
        let _ = writeln!(
            out,
            "  {}：“{}”→“{}”",
            change.place(),
            change.from,
            change.to
        );
    }
    if changes.is_empty() {
        out.push_str("  没有改动\n");
    }
    let blanks = fixed.form.indicators.iter();
    let blanks = blanks
        .filter(|row| model::text::is_open_blank(&row.value.raw))
        .count();
    if blanks > 0 {
        let _ = writeln!(out, "  有 {blanks} 处留了空（＿＿），请填上数");
    }
    for (finding, reason) in &fixed.refused {
        let Finding { message, .. } = finding;
        let _ = writeln!(out, "  没有改　{message}：{reason}");
    }
}
