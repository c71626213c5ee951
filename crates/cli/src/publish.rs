//! `jixiao publish`: approved forms as a static site with open data.

use crate::args::PublishArgs;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output;
use crate::rulings::options;
use anyhow::{Context, bail};
use host::progress::Progress;
use host::save;
use pipeline::Options;
use pipeline::convert::{Outside, Written};
use pipeline::law::profile::Profile;
use pipeline::publish::{Addresses, Collection, Former, Plan, Report, files, is_web};
use pipeline::writers::open_data;
use pipeline::writers::site::files::File;
use pipeline::writers::site::{Entry, Licence, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Of more held forms than these only the number is said.
const NAMED: usize = 20;

/// Runs the command.
pub fn run(arguments: &PublishArgs) -> anyhow::Result<Exit> {
    let options = Options {
        published: true,
        ..options(arguments.profile.as_deref(), arguments.as_of)?
    };
    let (profile, as_of) = (options.profile, options.as_of);
    let folder = &arguments.output;
    apart_from_inputs(folder, &arguments.paths)?;
    let former = former(folder)?;
    let (downloads, outside) = downloads(arguments)?;
    let plan = Plan {
        downloads,
        cms: arguments.cms,
        forget: arguments.forget.clone(),
    };
    if let Some(address) = arguments.address.as_deref().filter(|own| !is_web(own)) {
        bail!("--address “{address}”不是网址。请写完整，如 https://www.example.gov.cn/jixiao/ 。");
    }
    let known = match &arguments.sources {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| {
                anyhow::anyhow!(
                    "--sources {}：{}。请检查文件名和位置",
                    path.display(),
                    save::reason(&error)
                )
            })?;
            Addresses::read(&bytes, &path.to_string_lossy())
                .map_err(|error| anyhow::anyhow!("--sources {}：{error}", path.display()))?
        }
        None => Addresses::default(),
    };
    let options = arguments.with_findings.then_some(&options);
    let mut exit = Exit::default();
    let mut collection = Collection::default();
    for opened in Documents::new(&arguments.paths, None, true) {
        for document in opened.readable(&mut exit) {
            collection.add(document, &known, options);
        }
    }
    if collection.is_empty() {
        tell_held(&collection.held);
        eprintln!("没有可以公开的表，没有写出网站。");
        exit.errors |= !collection.held.is_empty();
        exit.unread |= collection.held.is_empty();
        return Ok(exit);
    }
    let unused = collection.unused(&known);
    if unused > 0 {
        collection.notes.push(format!(
            "--sources 里有 {unused} 行没有对上任何一张表，请核对其中的编码、名称、单位或文件名"
        ));
    }
    let site = Site {
        title: arguments.title.clone(),
        publisher: arguments.publisher.clone(),
        address: arguments.address.as_deref().map(with_slash),
        licence: arguments.licence.clone().map(Licence),
        as_of,
        entries: Vec::new(),
        withdrawn: Vec::new(),
        with_findings: arguments.with_findings,
        rules_version: pipeline::rules::VERSION.to_owned(),
        rule_titles: BTreeMap::new(),
        profile_names: BTreeMap::new(),
        answered: false,
    };
    let (site, report) = collection.into_site(former, &plan, site);
    if let Some(unknown) = plan.forget.iter().find(|id| !site.knows(id)) {
        bail!(
            "--forget “{unknown}”：网站里没有这个编号的表。编号是网址里 forms/ 后面、.html 前面的那一段，如 2026-1a2b3c4d5e6f。没有写出网站。"
        );
    }
    let count = write_site(folder, &site, &plan, profile, &outside)?;
    tell(&site, &report, folder, count);
    exit.errors |= !report.held.is_empty();
    Ok(exit)
}

fn with_slash(address: &str) -> String {
    format!("{}/", address.trim_end_matches('/'))
}

/// Refuses a site inside the inputs, which would be read as one of them the next time.
fn apart_from_inputs(folder: &Path, paths: &[PathBuf]) -> anyhow::Result<()> {
    let own = std::path::absolute(folder)?;
    for path in paths.iter().filter(|path| path.exists()) {
        let input = std::path::absolute(path)?;
        if own == input || (input.is_dir() && own.starts_with(&input)) || input.starts_with(&own) {
            bail!(
                "网站文件夹“{}”和要读的“{}”不能互相包含。请在 -o 后面换一个文件夹。",
                folder.display(),
                path.display()
            );
        }
    }
    Ok(())
}

/// What a site in this folder said before; refuses a folder with anything else in it.
fn former(folder: &Path) -> anyhow::Result<Former> {
    let (forms, history) = (
        folder.join("data/forms.json"),
        folder.join("data/history.json"),
    );
    if forms.is_file() && history.is_file() {
        let read =
            |path: &Path| std::fs::read(path).with_context(|| format!("{} 打不开", path.display()));
        return Former::read(&read(&forms)?, &read(&history)?).map_err(|error| {
            anyhow::anyhow!(
                "{}：{error}。请换一个文件夹，或恢复这个文件。",
                folder.display()
            )
        });
    }
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        bail!(
            "文件夹“{}”里有别的文件，不是本程序做的网站。请在 -o 后面换一个空的或新的文件夹。",
            folder.display()
        );
    }
    Ok(Former::default())
}

/// What each form can be downloaded as, and what writing that takes from this machine.
fn downloads(arguments: &PublishArgs) -> anyhow::Result<(Vec<Written>, Outside)> {
    let mut kinds = Vec::new();
    for word in &arguments.downloads {
        match word.as_str() {
            "none" => {}
            word => match Written::by_ending(word) {
                Some(kind @ (Written::Html | Written::Markdown | Written::Tab)) => {
                    bail!(
                        "--downloads 不写 {}。可以用 docx、xlsx、pdf、ofd、csv、json、none。",
                        kind.ending()
                    )
                }
                Some(kind) => kinds.push(kind),
                None => bail!(
                    "--downloads 写不出“{word}”。可以用 docx、xlsx、pdf、ofd、csv、json、none。"
                ),
            },
        }
    }
    let asked = !arguments.downloads.is_empty();
    if !asked {
        kinds.extend([Written::Docx, Written::Xlsx]);
    }
    let wants_pdf = kinds.contains(&Written::Pdf);
    if !asked || wants_pdf {
        match crate::convert::outside(Written::Pdf, arguments.fonts.as_deref()) {
            Ok(outside) => {
                if !asked && !outside.fonts.body.is_empty() {
                    kinds.push(Written::Pdf);
                }
                return Ok((kinds, outside));
            }
            Err(error) if wants_pdf => return Err(error),
            Err(_) => {}
        }
    }
    Ok((kinds, Outside::default()))
}

/// Writes all files of the site and says how many. The forms are dealt to all cores.
fn write_site(
    folder: &Path,
    site: &Site,
    plan: &Plan,
    profile: Option<&'static Profile>,
    outside: &Outside,
) -> anyhow::Result<usize> {
    let written = Mutex::new(BTreeSet::new());
    let save = |file: File| -> anyhow::Result<()> {
        let path = folder.join(&file.path);
        output::write_file(&path, &file.bytes)?;
        if let Ok(mut written) = written.lock() {
            written.insert(path);
        }
        Ok(())
    };
    let next = AtomicUsize::new(0);
    let notes = Mutex::new(BTreeSet::new());
    let progress = Mutex::new(Progress::new());
    let work = || -> anyhow::Result<()> {
        while let Some(entry) = site.entries.get(next.fetch_add(1, Ordering::Relaxed)) {
            let entry: &Entry = entry;
            if let Ok(mut progress) = progress.lock() {
                progress.at(&entry.page());
            }
            let (files, own) =
                files(site, entry, plan, profile, outside).map_err(anyhow::Error::msg)?;
            if let Ok(mut notes) = notes.lock() {
                notes.extend(own);
            }
            files.into_iter().try_for_each(&save)?;
        }
        Ok(())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| {
                worker.join().unwrap_or_else(|_| {
                    Err(anyhow::anyhow!("写网站时程序自身出了问题，没有写完。"))
                })
            })
            .collect::<anyhow::Result<Vec<()>>>()
    })?;
    let tables = open_data::tables(site);
    site.pages(&tables).into_iter().try_for_each(&save)?;
    // The data come last: they are what the next publication goes on from.
    open_data::files(site, &tables)
        .map_err(anyhow::Error::msg)?
        .into_iter()
        .try_for_each(&save)?;
    for note in notes.into_inner().unwrap_or_default() {
        eprintln!("{note}");
    }
    let written = written.into_inner().unwrap_or_default();
    for part in ["forms", "departments", "cms"] {
        remove_others(&folder.join(part), &written)?;
    }
    Ok(written.len())
}

/// Takes away what an earlier publication wrote and this one did not, such as the files of a form that was withdrawn.
fn remove_others(folder: &Path, written: &BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_file() && !written.contains(&path) {
            std::fs::remove_file(&path).map_err(|error| {
                anyhow::anyhow!(
                    "旧文件“{}”删不掉：{}。请手工删去。",
                    path.display(),
                    save::reason(&error)
                )
            })?;
        }
    }
    Ok(())
}

fn tell(site: &Site, report: &Report, folder: &Path, count: usize) {
    tell_held(&report.held);
    for note in &report.notes {
        eprintln!("{note}");
    }
    if report.contacts > 0 {
        eprintln!(
            "填报人、联系方式等栏目 {} 处按规定不公开，已略去",
            report.contacts
        );
    }
    if report.changed > 0 || !site.withdrawn.is_empty() {
        eprintln!(
            "与上次公开相比：改过 {} 张，累计撤下 {} 张，见 changes.html",
            report.changed,
            site.withdrawn.len()
        );
    }
    #[cfg(not(feature = "sqlite"))]
    eprintln!(
        "这个版本不带 sqlite 功能，没有写 data/data.sqlite；要写请用命令 cargo build --release -p cli --features full 重新构建"
    );
    eprintln!(
        "公开 {} 张表，写出 {count} 个文件，请打开 {}",
        site.entries.len(),
        folder.join("index.html").display()
    );
}

fn tell_held(held: &[pipeline::publish::Held]) {
    for one in held.iter().take(NAMED) {
        eprintln!(
            "没有公开 {}第{}张“{}”：{}。请改好或隐去后再公开。",
            one.path,
            one.number,
            one.project,
            one.reasons.join("、")
        );
    }
    if held.len() > NAMED {
        eprintln!("另有 {} 张因同样原因没有公开", held.len() - NAMED);
    }
}
