//! `jixiao check`: verdicts as text, JSON, one document a line, or a page.

use crate::args::{CheckArgs, CheckFormat};
use crate::desk::Desk;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output::{self, Output};
use crate::package::Package;
use crate::rulings::{Judge, Ruling};
use crate::screen;
use anyhow::bail;
use model::{Document, DocumentError, DocumentVerdict, Finding, Findings, Summary};
use pipeline::Batch;
use pipeline::law::profile::Profile;
use pipeline::writers::html::{Page, page};
use pipeline::writers::json::{Closing, closing_line, findings, verdict_line};
use pipeline::writers::points::{Counts, LEVELS, Points};
use pipeline::writers::report::{self, Report};
use pipeline::writers::text::{TextOptions, Totals, report, summary};
use pipeline::writers::{Levels, Names};

type Name<'a> = Box<dyn Fn(&str) -> Option<String> + 'a>;

/// Titles of rules and names of profiles, as the judge knows them.
pub struct Known<'a> {
    rule: Name<'a>,
    profile: Name<'a>,
    levels: Levels<'a>,
}

impl<'a> Known<'a> {
    /// What this judge knows.
    pub fn by(judge: &'a Judge) -> Known<'a> {
        Known {
            rule: Box::new(|code| judge.rule_title(code)),
            profile: Box::new(|id| judge.profile_name(id)),
            levels: levels(judge),
        }
    }

    /// The names as writers ask for them.
    pub fn names(&self) -> Names<'_> {
        Names {
            rule: &self.rule,
            profile: &self.profile,
            levels: self.levels,
        }
    }
}

/// Runs the command.
pub fn run(arguments: &CheckArgs) -> anyhow::Result<Exit> {
    let mut judge = Judge::new(&arguments.judge)?;
    let format = output::format(
        arguments.format,
        arguments.output.as_deref(),
        CheckFormat::Text,
    )?;
    if matches!(format, CheckFormat::Xlsx | CheckFormat::Docx) && arguments.output.is_none() {
        bail!("xlsx和docx写不到屏幕上，请用 -o 写明文件，如 -o 结果.docx。");
    }
    let left_out = output::apart_from_inputs(arguments.output.as_deref(), &arguments.paths)?;
    let mut output = Output::new(arguments.output.as_deref())?;
    let text = screen::options(&arguments.screen, arguments.output.is_some());
    let streams = matches!(format, CheckFormat::Text | CheckFormat::Ndjson);
    let progress = !(streams && arguments.output.is_none());
    let mut documents = Documents::new(&arguments.paths, left_out, progress);
    let mut tally = Tally::new(judge.options());
    tally.exit.strict = arguments.strict;
    let mut package = Package::new(arguments)?;
    let mut desk = Desk::new(arguments, judge.options().as_of)?;
    let mut kept: Vec<(Document, DocumentVerdict)> = Vec::new();
    for opened in documents.by_ref() {
        tally.exit.unread |= opened.named_without_form;
        for document in opened.documents {
            let Ruling {
                mut verdict,
                profile,
            } = judge.verdict(&document, opened.file.as_deref())?;
            package.add(&document, &mut verdict);
            desk.add(&document, &verdict, &Known::by(&judge).names())?;
            tally.add(&document, &verdict, profile);
            match format {
                CheckFormat::Text => {
                    let known = Known::by(&judge);
                    output.show(&(report(&document, &verdict, &known.names(), text) + "\n"))?
                }
                CheckFormat::Ndjson => output.show(&verdict_line(&verdict)?)?,
                CheckFormat::Json => kept.push((Document::default(), verdict)),
                CheckFormat::Html | CheckFormat::Xlsx | CheckFormat::Docx => {
                    kept.push((document, verdict))
                }
            }
        }
    }
    let result = tally.finish(documents.skipped());
    let as_of = judge.options().as_of;
    let known = Known::by(&judge);
    output.write(&result.closing(format, kept, as_of, known.names(), text)?)?;
    drop(documents);
    output.finish()?;
    package.finish(&result.package, &known.names())?;
    desk.finish(&result.package, &known.names())?;
    if let Some(path) = &arguments.output {
        output::say_written(path, &result.line(&known.names().levels));
    }
    Ok(result.exit)
}

/// The words for the levels of a run.
fn levels(judge: &Judge) -> Levels<'static> {
    let words = judge.options().words();
    Levels {
        error: &words.error,
        warning: &words.warning,
        hint: &words.hint,
    }
}

/// Counts while documents pass by.
pub struct Tally {
    batch: Batch,
    points: Counts,
    unread: Vec<(String, DocumentError)>,
    exit: Exit,
}

/// What is known when all documents have passed.
pub struct Result {
    /// Findings over several forms.
    pub package: Vec<Finding>,
    /// The counts.
    pub summary: Summary,
    /// The counts of points.
    pub points: Counts,
    /// Paths that could not be read, and why.
    pub unread: Vec<(String, DocumentError)>,
    /// Files passed over because they are no documents.
    pub skipped: u64,
    /// The exit code so far.
    pub exit: Exit,
}

impl Tally {
    /// Nothing seen yet.
    pub fn new(options: &pipeline::Options) -> Tally {
        Tally {
            batch: Batch::new(options),
            points: Counts::default(),
            unread: Vec::new(),
            exit: Exit::default(),
        }
    }

    /// Counts a document.
    pub fn add(
        &mut self,
        document: &Document,
        verdict: &DocumentVerdict,
        own: Option<&'static Profile>,
    ) {
        self.batch.add(document, verdict, own);
        self.exit.note(verdict);
        for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
            self.points.add(&Points::of(form, verdict), verdict);
        }
        if let Some(error) = &document.error {
            self.unread
                .push((document.source.path.clone(), error.clone()));
        }
    }

    /// The counts over everything.
    pub fn finish(self, skipped: u64) -> Result {
        let (package, summary) = self.batch.finish();
        let mut exit = self.exit;
        exit.note_package(&package);
        Result {
            package,
            summary,
            points: self.points,
            unread: self.unread,
            skipped,
            exit,
        }
    }
}

impl Result {
    /// The counts in one line: 表 2 张，要点 必改 1、建议改 4，没有读出 1 个.
    pub fn line(&self, levels: &Levels) -> String {
        let mut parts = Vec::new();
        if self.summary.forms > 0 {
            parts.push(format!("表 {} 张", self.summary.forms));
            let counts: Vec<String> = LEVELS
                .iter()
                .zip(self.points.by_level)
                .filter(|(_, count)| *count > 0)
                .map(|(level, count)| format!("{} {count}", levels.word(*level)))
                .collect();
            if counts.is_empty() {
                parts.push("没有发现需要看的要点".to_owned());
            } else {
                parts.push(format!("要点 {}", counts.join("、")));
            }
        }
        match self.summary.unread {
            0 => {}
            1 if self.summary.documents == 1 => parts.push("没有读出".to_owned()),
            count => parts.push(format!("没有读出 {count} 个文件")),
        }
        if parts.is_empty() {
            parts.push("没有找到表".to_owned());
        }
        parts.join("，")
    }

    /// The part of a report that speaks about everything.
    pub fn totals(&self) -> Totals<'_> {
        Totals {
            summary: &self.summary,
            points: self.points,
            package: &self.package,
            unread: &self.unread,
            skipped: self.skipped,
        }
    }

    /// The page over these documents.
    pub fn page(
        &self,
        documents: &[(Document, DocumentVerdict)],
        as_of: jiff::civil::Date,
        names: Names,
    ) -> String {
        page(&Page {
            documents,
            totals: self.totals(),
            as_of,
            rules_version: pipeline::rules::VERSION,
            names,
        })
    }

    fn closing(
        &self,
        format: CheckFormat,
        kept: Vec<(Document, DocumentVerdict)>,
        as_of: jiff::civil::Date,
        names: Names,
        text: TextOptions,
    ) -> anyhow::Result<Vec<u8>> {
        let report = || Report {
            documents: &kept,
            package: &self.package,
            line: self.line(&names.levels),
            as_of,
            names,
        };
        let text = match format {
            CheckFormat::Xlsx => return Ok(report::xlsx(&report())?),
            CheckFormat::Docx => return Ok(report::docx(&report())?),
            CheckFormat::Text => summary(self.totals(), &names, text),
            CheckFormat::Html => self.page(&kept, as_of, names),
            CheckFormat::Json => findings(&Findings {
                schema: model::verdict::FINDINGS_SCHEMA.to_owned(),
                rules_version: pipeline::rules::VERSION.to_owned(),
                as_of,
                documents: kept.into_iter().map(|(_, verdict)| verdict).collect(),
                package: self.package.clone(),
                summary: self.summary.clone(),
            })?,
            CheckFormat::Ndjson => closing_line(&Closing {
                schema: model::verdict::FINDINGS_SCHEMA,
                rules_version: pipeline::rules::VERSION,
                as_of,
                package: &self.package,
                summary: &self.summary,
            })?,
        };
        Ok(text.into_bytes())
    }
}
