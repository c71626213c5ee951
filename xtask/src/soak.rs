//! `cargo xtask soak`: changed files for every reader and for the whole engine, for as long as one likes, in search of bytes
//! that they do not stand. The tests below do the same for a few seconds.

pub mod corpus;
mod made;
pub mod mutate;
pub mod parts;
pub mod random;
mod server;
pub mod targets;
mod watch;

use anyhow::{Context, Result, bail, ensure};
use corpus::Seed;
use random::Random;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use targets::{TARGETS, Target};
use watch::{Outcome, Watch};

const USAGE: &str = "用法：cargo xtask soak [--target 名称] [--minutes 分钟 | --seconds 秒] [--seed 数] [--corpus 文件夹]\n      cargo xtask soak --target 名称 --input 文件\n      cargo xtask soak --server：服务器在十万张表上的应答时间，和被杀一百次之后的完好";

/// An input that takes longer is a failure.
const SLOW: Duration = Duration::from_secs(10);

/// Bytes up to which inputs grow.
const MOST: usize = 1 << 20;

#[derive(Debug, Default, PartialEq)]
struct Request {
    target: Option<String>,
    seconds: Option<u64>,
    seed: Option<u64>,
    corpus: Option<PathBuf>,
    input: Option<PathBuf>,
}

/// Soaks every target or one, and answers what was tried. Fails on other arguments, where a file cannot be read, and when an
/// input panics, is slow or does not end; such inputs are kept in `target/soak`.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    if arguments.iter().any(|word| word == "--server") {
        return server::run(root, arguments);
    }
    let request = request(arguments)?;
    let targets = match &request.target {
        None => TARGETS.to_vec(),
        Some(name) => vec![targets::find(name).with_context(|| unknown(name))?],
    };
    if let Some(file) = &request.input {
        ensure!(
            request.target.is_some(),
            "--input 要和 --target 一起用。\n{USAGE}"
        );
        return again(targets[0], file);
    }
    let seed = request.seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(1, |now| now.as_secs())
    });
    let time = Duration::from_secs(request.seconds.unwrap_or(600));
    let seeds = corpus::load(root, request.corpus.as_deref())?;
    println!(
        "随机种子 {seed}（--seed {seed} 可重现），每个目标 {} 秒",
        time.as_secs()
    );
    let folder = root.join("target/soak");
    fs::create_dir_all(&folder).with_context(|| format!("无法建立 {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    let mut failures = 0;
    for target in &targets {
        failures += soak(*target, &seeds, seed, time, &folder)?;
    }
    ensure!(
        failures == 0,
        "有 {failures} 个输入没有通过，已保存在 target/soak"
    );
    Ok("全部通过".to_owned())
}

/// Soaks one target, prints a line, and answers how many inputs failed.
fn soak(target: Target, seeds: &[Seed], seed: u64, time: Duration, folder: &Path) -> Result<usize> {
    let seeds = corpus::for_target(seeds, &target)?;
    let watch = Watch::new(target);
    let (start, name) = (Instant::now(), target.name);
    let (mut tried, mut panics, mut held) = (0u64, 0u64, 0u64);
    let mut slowest = Duration::ZERO;
    let mut caught = BTreeSet::new();
    // One file for every kind of failure: the place of the panic, or that it is slow.
    let mut kept: BTreeMap<String, PathBuf> = BTreeMap::new();
    // A fall of the whole process leaves its input here.
    let last = folder.join(format!("{name}-last.bin"));
    while start.elapsed() < time {
        let bytes = mutate::input(&mut Random::new(seed, tried), &seeds, MOST);
        fs::write(&last, &bytes)?;
        tried += 1;
        let (outcome, took) = watch.run(bytes.clone());
        slowest = slowest.max(took);
        let endless = matches!(outcome, Outcome::Endless);
        let fault = match outcome {
            Outcome::Panic(place) => {
                panics += 1;
                Some(format!("panic：{place}"))
            }
            Outcome::Endless => Some("没有结束".to_owned()),
            _ if took > SLOW => Some(format!("慢，超过 {} 秒", SLOW.as_secs())),
            // What a dependency does is caught on purpose; our own code has no such excuse.
            Outcome::Held(place) if place.contains("panicked at crates/") => {
                held += 1;
                Some(format!("接住的 panic：{place}"))
            }
            Outcome::Held(place) => {
                if caught.insert(place.clone()) {
                    println!(
                        "{name}：读取器接住的 panic（{place}），输入序号 {}",
                        tried - 1
                    );
                }
                held += 1;
                None
            }
            Outcome::Fine => None,
        };
        if let Some(fault) = fault {
            if let Entry::Vacant(place) = kept.entry(fault) {
                let path = folder.join(format!("{name}-{:016x}.bin", watch::hash(&bytes)));
                fs::write(&path, &bytes)?;
                let file = path.display();
                println!(
                    "{name}：{}\n  再跑一次：cargo xtask soak --target {name} --input {file}",
                    place.key()
                );
                place.insert(path);
            }
            if endless {
                break;
            }
        }
    }
    fs::remove_file(&last)?;
    let slowest = slowest.as_millis();
    println!(
        "{name:<9} 输入 {tried}，最慢 {slowest} 毫秒，panic {panics}，读取器自己接住的 panic {held}"
    );
    Ok(kept.len())
}

/// Runs one kept input; a panic shows itself.
fn again(target: Target, file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("无法读取 {}", file.display()))?;
    let start = Instant::now();
    (target.run)(&bytes);
    let took = start.elapsed();
    ensure!(
        took <= SLOW,
        "{}：用时 {} 毫秒",
        target.name,
        took.as_millis()
    );
    Ok(format!(
        "{}：通过，用时 {} 毫秒",
        target.name,
        took.as_millis()
    ))
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    let pdf = if cfg!(feature = "pdf") {
        ""
    } else {
        "（pdf、ofd 要加 --features pdf 编译）"
    };
    format!("没有“{name}”这个目标，可用的有：{}{pdf}", names.join("、"))
}

fn request(arguments: &[String]) -> Result<Request> {
    let mut request = Request::default();
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let value = rest
            .next()
            .with_context(|| format!("{option} 后面缺少内容。\n{USAGE}"))?;
        let number = || {
            let number = value.parse::<u64>();
            number.with_context(|| format!("{option} 后面应是整数，不是“{value}”。\n{USAGE}"))
        };
        match option.as_str() {
            "--target" => request.target = Some(value.clone()),
            "--minutes" => request.seconds = Some(number()?.saturating_mul(60)),
            "--seconds" => request.seconds = Some(number()?),
            "--seed" => request.seed = Some(number()?),
            "--corpus" => request.corpus = Some(value.into()),
            "--input" => request.input = Some(value.into()),
            other => bail!("没有“{other}”这个选项。\n{USAGE}"),
        }
    }
    Ok(request)
}

#[cfg(test)]
mod tests;
