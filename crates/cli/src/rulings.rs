//! How forms are judged: options from the command line and from the nearest `jixiao.toml`, checked before work begins.

use crate::args::JudgeArgs;
use crate::complaint::near;
use anyhow::bail;
use host::config::{Config, Configs};
use jiff::civil::Date;
use model::{Document, DocumentVerdict};
use pipeline::Options;
use pipeline::law::profile::Profile;
use std::path::Path;

/// The verdict on a document.
pub struct Ruling {
    /// What it says.
    pub verdict: DocumentVerdict,
    /// The profile that overruled the choice a form, if one did.
    pub profile: Option<&'static Profile>,
}

/// Judges documents.
pub struct Judge {
    options: Options,
    configs: Configs,
}

impl Judge {
    /// Checks the options of the command line.
    pub fn new(arguments: &JudgeArgs) -> anyhow::Result<Judge> {
        let mut configs = Configs::default();
        let (mut audience, mut named) = (None, None);
        for name in &arguments.profile {
            match pipeline::law::audience::audience(name) {
                Some(found) => audience = Some(found),
                None => named = Some(profile(&mut configs, name, None)?),
            }
        }
        let profile = named;
        let options = Options {
            audience,
            as_of: arguments.as_of.unwrap_or_else(host::clock::today),
            profile,
            select: known_codes(&arguments.select)?,
            ignore: known_codes(&arguments.ignore)?,
            beside: crate::beside::read(&arguments.beside)?,
            published: arguments.published,
            drafts: false,
        };
        Ok(Judge { options, configs })
    }

    /// Two judges for one trial: one by this profile with the rules of a bureau's own that are not switched on yet, one without it. What
    /// lies beside the forms is read once.
    pub fn trial(arguments: &JudgeArgs) -> anyhow::Result<(Judge, Judge)> {
        let mut then = Judge::new(arguments)?;
        then.options.drafts = true;
        let now = Judge {
            options: Options {
                audience: None,
                profile: None,
                drafts: false,
                ..then.options.clone()
            },
            configs: Configs::default(),
        };
        Ok((now, then))
    }

    /// The options without those of a configuration.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The verdict on a document; `file` is where a configuration is looked for.
    pub fn verdict(&mut self, document: &Document, file: Option<&Path>) -> anyhow::Result<Ruling> {
        let config = self
            .configs
            .of(file)
            .map_err(|message| anyhow::anyhow!("{message}。"))?;
        let options = self.options_for(&config)?;
        let mut verdict = pipeline::check(document, &options);
        pipeline::waive(&mut verdict, &config.waivers, self.options.as_of);
        Ok(Ruling {
            verdict,
            profile: options.profile,
        })
    }

    /// The title of a rule: one that comes with the program, or one of a bureau's own profile.
    pub fn rule_title(&self, code: &str) -> Option<String> {
        let built_in = pipeline::rules::find(code).map(|rule| rule.title());
        let own = || self.configs.own_rule(code).map(|rule| rule.title.as_str());
        built_in.or_else(own).map(str::to_owned)
    }

    /// The name of a profile: one of a bureau's own, or one that comes with the program.
    pub fn profile_name(&self, id: &str) -> Option<String> {
        let own = self.configs.loaded(id);
        own.or_else(|| pipeline::law::profile::find(id))
            .map(|profile| profile.name.clone())
    }

    fn options_for(&mut self, config: &Config) -> anyhow::Result<Options> {
        let mut options = self.options.clone();
        if options.profile.is_none()
            && let Some(id) = &config.profile
        {
            options.profile = Some(profile(&mut self.configs, id, config.file.as_deref())?);
        }
        Ok(options)
    }
}

/// All rules on this day, today where none is given, by the profile with this name, else each form by its own.
pub fn options(profile: Option<&str>, as_of: Option<Date>) -> anyhow::Result<Options> {
    Ok(Options {
        profile: profile.map(named_profile).transpose()?,
        ..Options::on(as_of.unwrap_or_else(host::clock::today))
    })
}

/// The profile that the command line names.
pub fn named_profile(name: &str) -> anyhow::Result<&'static Profile> {
    profile(&mut Configs::default(), name, None)
}

/// The profile with this id, or in this folder; `config` is the file that names it, from where a relative folder is meant.
fn profile(
    configs: &mut Configs,
    name: &str,
    config: Option<&Path>,
) -> anyhow::Result<&'static Profile> {
    if let Some(profile) = pipeline::law::profile::find(name) {
        return Ok(profile);
    }
    let from = config.and_then(Path::parent).unwrap_or(Path::new(""));
    let folder = from.join(name);
    if folder.is_dir() {
        return configs
            .profile(&folder)
            .map_err(|message| anyhow::anyhow!("{message}"));
    }
    let place = config
        .map(|file| format!("{}：", file.display()))
        .unwrap_or_default();
    bail!(
        "{place}没有“{name}”这个核对口径，也没有这个文件夹。{}",
        profiles_to_write()
    );
}

fn profiles_to_write() -> String {
    let ids: Vec<&str> = pipeline::law::profile::all()
        .iter()
        .map(|profile| profile.id.as_str())
        .collect();
    let audiences: Vec<&str> = pipeline::law::audience::audiences()
        .map(|(id, _)| id)
        .collect();
    format!(
        "可以写：{}，另可写用语 {}；说明见 jixiao profiles。",
        ids.join("、"),
        audiences.join("、")
    )
}

/// Rule codes and families in their usual spelling.
fn known_codes(codes: &[String]) -> anyhow::Result<Vec<String>> {
    codes.iter().map(|code| known_code(code, true)).collect()
}

/// A rule code in its usual spelling; with `families`, a single letter that codes begin with as well.
pub fn known_code(code: &str, families: bool) -> anyhow::Result<String> {
    let plain = code.trim().to_ascii_uppercase();
    if plain.is_empty() {
        bail!("有一处规则编号是空的。请写编号，如 E07；全部规则见 jixiao rules。");
    }
    let codes = || pipeline::rules::catalog().iter().map(|rule| rule.code);
    let is_family = families && plain.len() == 1 && codes().any(|known| known.starts_with(&plain));
    if is_own(&plain) || is_family || codes().any(|known| known == plain) {
        return Ok(plain);
    }
    let near = near(&plain, codes());
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("相近的有：{}。", near.join("、"))
    };
    bail!(
        "没有编号为“{}”的规则。{hint}全部规则见 jixiao rules。",
        code.trim()
    )
}

/// Whether this is a code of a bureau's own rules, or the letter of them all; which there are is known when a profile is read.
pub fn is_own(code: &str) -> bool {
    matches!(code.as_bytes(), [b'Z'] | [b'Z', b'0'..=b'9', b'0'..=b'9'])
}
