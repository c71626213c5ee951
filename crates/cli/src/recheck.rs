//! `jixiao recheck OLD NEW`: returned forms against those that were sent back.

use crate::args::RecheckArgs;
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output;
use crate::papers::{FileNames, empty_of_papers, paper_path};
use crate::rulings::options;
use anyhow::bail;
use model::Change;
use pipeline::Options;
use pipeline::recheck::{Comparison, Found, Judged, compare, find, judged};
use pipeline::writers::desk::{self, Outcome};
use pipeline::writers::paint::docx;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &RecheckArgs) -> anyhow::Result<Exit> {
    let options = options(arguments.profile.as_deref(), arguments.as_of)?;
    if let Some(folder) = arguments.output.as_deref().filter(|path| path.is_file()) {
        bail!("“{}”是一个文件。请在 -o 后面写文件夹。", folder.display());
    }
    if let Some(folder) = &arguments.output {
        empty_of_papers(folder)?;
    }
    let mut exit = Exit::default();
    let old = read(&arguments.old, &options, &mut exit);
    let new = read(&arguments.new, &options, &mut exit);
    let mut out = String::new();
    let mut names = FileNames::default();
    let (mut compared, mut missing) = (0, 0);
    let mut used = vec![false; new.len()];
    for (old, found) in old.iter().zip(find(&old, &new)) {
        let title = title(old);
        match found {
            Found::One(index) => {
                compared += 1;
                used[index] = true;
                let (new, result) = (&new[index], compare(old, &new[index]));
                tell(&mut out, &title, new, &result);
                exit.errors |= result.count(Outcome::Open) + result.count(Outcome::Fresh) > 0;
                if let Some(folder) = &arguments.output {
                    papers(
                        folder,
                        &names.named(pipeline::writers::head::name(&old.form)),
                        new,
                        &result,
                    )?;
                }
            }
            Found::Several(several) => {
                missing += 1;
                let _ = writeln!(
                    out,
                    "■ {title}\n  有几张报回的表都像，没有比对，请指明是哪一张："
                );
                for index in several {
                    used[index] = true;
                    let _ = writeln!(out, "    {}", place(&new[index]));
                }
            }
            Found::Missing(near) => {
                missing += 1;
                let _ = writeln!(
                    out,
                    "■ {title}\n  没有找到报回的表（按项目编码，没有编码的按单位、名称和金额对应）。"
                );
                if !near.is_empty() {
                    let _ = writeln!(out, "  单位和金额相同的有，请看是不是改了名称：");
                }
                for index in near {
                    let (title, place) = (self::title(&new[index]), place(&new[index]));
                    let _ = writeln!(out, "    {title}（{place}）");
                }
            }
        }
    }
    for (new, _) in new.iter().zip(&used).filter(|(_, used)| !**used) {
        let _ = writeln!(
            out,
            "■ {}\n  报回的这张表没有对上任何一张原表。",
            title(new)
        );
    }
    let _ = writeln!(
        out,
        "\n合计：原表 {} 张，比对 {compared} 张，没有对上 {missing} 张",
        old.len()
    );
    std::io::stdout().write_all(out.as_bytes())?;
    if let Some(folder) = arguments.output.as_deref().filter(|_| compared > 0) {
        eprintln!(
            "意见采纳情况表、修改对照表各 {compared} 份，在 {}",
            folder.display()
        );
    }
    Ok(exit)
}

fn read(path: &Path, options: &Options, exit: &mut Exit) -> Vec<Judged> {
    let mut all = Vec::new();
    for opened in Documents::new(&[path.to_owned()], None, true) {
        all.extend(judged(opened.readable(exit), options));
    }
    all
}

fn title(judged: &Judged) -> String {
    let name = pipeline::writers::head::name(&judged.form);
    match judged.form.office() {
        Some(office) => format!("{name}（{office}）"),
        None => name.to_owned(),
    }
}

/// Where a form stands: its file, and which form of it.
fn place(judged: &Judged) -> String {
    format!("{}第{}张", judged.path, judged.number)
}

/// The four lists of a form.
fn tell(out: &mut String, title: &str, new: &Judged, result: &Comparison) {
    let beyond: Vec<&Change> = result.beyond().collect();
    let _ = writeln!(
        out,
        "■ {title}\n  报回：{}。已落实 {}，未落实 {}，新问题 {}，意见之外的改动 {}",
        place(new),
        result.count(Outcome::Settled),
        result.count(Outcome::Open),
        result.count(Outcome::Fresh),
        beyond.len()
    );
    for outcome in [Outcome::Settled, Outcome::Open, Outcome::Fresh] {
        let own = result.taken.iter().filter(|taken| taken.outcome == outcome);
        for taken in own {
            let _ = writeln!(
                out,
                "  {}　{}：{}",
                outcome.word(),
                taken.place,
                taken.opinion
            );
            if !taken.change.is_empty() {
                let _ = writeln!(out, "  　　　　{}", taken.change);
            }
        }
    }
    for change in beyond {
        let _ = writeln!(
            out,
            "  意见之外　{}：“{}”→“{}”",
            change.place(),
            change.from,
            change.to
        );
    }
}

/// Writes the two papers of a form.
fn papers(folder: &Path, name: &str, new: &Judged, result: &Comparison) -> anyhow::Result<()> {
    for (title, paper) in [
        ("意见采纳情况表", desk::adoption(&new.form, &result.taken)),
        ("修改对照表", desk::comparison(&new.form, &result.changes)),
    ] {
        let bytes = docx::document(title, &[paper], None)?;
        let path = paper_path(folder, name, title);
        output::write_file(&path, &bytes)?;
    }
    Ok(())
}
