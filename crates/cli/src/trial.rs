//! `jixiao try`: what a profile would say more and less on a folder, before it is switched on.

use crate::args::TryArgs;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output::Output;
use crate::rulings::{Judge, Ruling};
use anyhow::bail;
use model::{Document, DocumentVerdict, Finding};
use pipeline::Batch;
use pipeline::law::profile::Profile;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

/// Places of a rule that are shown; the rest is counted.
const SHOWN: usize = 10;

/// Runs the command.
pub fn run(arguments: &TryArgs) -> anyhow::Result<Exit> {
    let (now, then) = Judge::trial(&arguments.judge)?;
    let (mut now, mut then) = (Side::new(now), Side::new(then));
    let Some(profile) = then.judge.options().profile else {
        bail!(
            "请用 --profile 指明要试用的口径文件夹，如 jixiao try --profile 云岭口径 申报文件夹。"
        );
    };
    let mut trial = Trial::default();
    let mut exit = Exit::default();
    for opened in Documents::new(&arguments.paths, None, true) {
        exit.unread |= opened.named_without_form;
        let file: Option<PathBuf> = opened.file;
        for document in opened.documents {
            exit.unread |= document.error.is_some();
            let before = now.verdict(&document, file.as_deref())?;
            let after = then.verdict(&document, file.as_deref())?;
            trial.compare(&document, &before, &after);
        }
    }
    let (before, after) = (now.batch.finish().0, then.batch.finish().0);
    trial.gained.note_new(&after, &before, "");
    trial.lost.note_new(&before, &after, "");
    let mut output = Output::new(None)?;
    output.print(&trial.report(profile, &|code| then.judge.rule_title(code)))?;
    output.finish()?;
    Ok(exit)
}

/// One way to judge.
struct Side {
    judge: Judge,
    batch: Batch,
}

impl Side {
    fn new(judge: Judge) -> Side {
        let batch = Batch::new(judge.options());
        Side { judge, batch }
    }

    fn verdict(
        &mut self,
        document: &Document,
        file: Option<&std::path::Path>,
    ) -> anyhow::Result<DocumentVerdict> {
        let Ruling { verdict, profile } = self.judge.verdict(document, file)?;
        self.batch.add(document, &verdict, profile);
        Ok(verdict)
    }
}

/// What both ways differ in.
#[derive(Default)]
struct Trial {
    forms: usize,
    /// Forms that each rule of the new way looked at.
    examined: BTreeMap<String, usize>,
    gained: Differences,
    lost: Differences,
}

/// Findings that only one way has, by code.
#[derive(Default)]
struct Differences(BTreeMap<String, Vec<String>>);

impl Differences {
    fn note_new(&mut self, here: &[Finding], there: &[Finding], place: &str) {
        let known: HashSet<&str> = there.iter().map(|finding| finding.id.as_str()).collect();
        for finding in here
            .iter()
            .filter(|finding| !known.contains(finding.id.as_str()))
        {
            let line = format!("{place}{}", finding.message);
            self.0.entry(finding.code.clone()).or_default().push(line);
        }
    }

    fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

impl Trial {
    fn compare(&mut self, document: &Document, before: &DocumentVerdict, after: &DocumentVerdict) {
        self.forms += document.forms.len();
        let pairs = before.forms.iter().zip(&after.forms);
        for (number, (before, after)) in (1..).zip(pairs) {
            for code in &after.examined {
                *self.examined.entry(code.clone().into_owned()).or_default() += 1;
            }
            let project = after.project.as_deref().unwrap_or("（没有项目名称）");
            let place = format!("{} 第{number}张　{project}：", document.source.path);
            self.gained
                .note_new(&after.findings, &before.findings, &place);
            self.lost
                .note_new(&before.findings, &after.findings, &place);
        }
    }

    fn report(&self, profile: &Profile, title: &dyn Fn(&str) -> Option<String>) -> String {
        let on = profile.rules.iter().filter(|rule| rule.on).count();
        let mut lines = vec![
            format!(
                "试用口径：{}（{}，{}版）",
                profile.name, profile.id, profile.version
            ),
            format!(
                "本地规则 {} 条：已启用 {on}、未启用 {}",
                profile.rules.len(),
                profile.rules.len() - on
            ),
            format!(
                "表 {} 张，与现行口径相比：多提意见 {} 条，少提 {} 条",
                self.forms,
                self.gained.count(),
                self.lost.count()
            ),
        ];
        for rule in &profile.rules {
            let state = if rule.on { "已启用" } else { "未启用" };
            let examined = self.examined.get(&rule.code).copied().unwrap_or(0);
            lines.push(format!(
                "\n{} {}（{state}）　核对 {examined} 张表",
                rule.code, rule.title
            ));
            list(&mut lines, "多提", self.gained.0.get(&rule.code));
        }
        let others = |differences: &Differences| -> Vec<String> {
            let own = |code: &&String| profile.rules.iter().any(|rule| rule.code == **code);
            differences
                .0
                .keys()
                .filter(|code| !own(code))
                .cloned()
                .collect()
        };
        let mut codes = others(&self.gained);
        codes.extend(others(&self.lost));
        codes.sort();
        codes.dedup();
        for code in codes {
            lines.push(format!("\n{code} {}", title(&code).unwrap_or_default()));
            list(&mut lines, "多提", self.gained.0.get(&code));
            list(&mut lines, "少提", self.lost.0.get(&code));
        }
        if on < profile.rules.len() {
            lines.push(
                "\n启用一条本地规则：在 profile.toml 的这一段 [[rules]] 里写 on = true。"
                    .to_owned(),
            );
        }
        lines.join("\n") + "\n"
    }
}

fn list(lines: &mut Vec<String>, word: &str, found: Option<&Vec<String>>) {
    let Some(found) = found else {
        return;
    };
    lines.push(format!("  {word} {} 条", found.len()));
    lines.extend(found.iter().take(SHOWN).map(|line| format!("    {line}")));
    if found.len() > SHOWN {
        lines.push(format!("    ……另有 {} 条", found.len() - SHOWN));
    }
}
