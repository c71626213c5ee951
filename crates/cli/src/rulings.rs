//! How forms are judged: options from the command line and from the nearest `jixiao.toml`, checked before work begins.

use crate::args::JudgeArgs;
use crate::complaint::near;
use anyhow::bail;
use host::config::{Config, Configs};
use model::{Document, DocumentVerdict};
use pipeline::Options;
use std::path::Path;

/// Judges documents.
pub struct Judge {
    options: Options,
    configs: Configs,
}

impl Judge {
    /// Checks the options of the command line.
    pub fn new(arguments: &JudgeArgs) -> anyhow::Result<Judge> {
        if let Some(id) = &arguments.profile {
            known_profile(id)?;
        }
        let options = Options {
            as_of: arguments.as_of.unwrap_or_else(host::clock::today),
            profile: arguments.profile.clone(),
            select: known_codes(&arguments.select)?,
            ignore: known_codes(&arguments.ignore)?,
        };
        Ok(Judge {
            options,
            configs: Configs::default(),
        })
    }

    /// The options without those of a configuration.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The verdict on a document; `file` is where a configuration is looked for.
    pub fn verdict(
        &mut self,
        document: &Document,
        file: Option<&Path>,
    ) -> anyhow::Result<DocumentVerdict> {
        let config = self
            .configs
            .of(file)
            .map_err(|message| anyhow::anyhow!("{message}。"))?;
        let mut verdict = pipeline::check(document, &self.options_for(&config)?);
        pipeline::waive(&mut verdict, &config.waivers, self.options.as_of);
        Ok(verdict)
    }

    fn options_for(&self, config: &Config) -> anyhow::Result<Options> {
        let mut options = self.options.clone();
        if options.profile.is_none()
            && let Some(id) = &config.profile
        {
            if pipeline::law::profile::find(id).is_none() {
                let file = config
                    .file
                    .as_deref()
                    .unwrap_or(Path::new(host::config::FILE_NAME));
                bail!(
                    "{}：没有“{id}”这个核对口径。{}",
                    file.display(),
                    profiles_to_write()
                );
            }
            options.profile = Some(id.clone());
        }
        Ok(options)
    }
}

fn known_profile(id: &str) -> anyhow::Result<()> {
    if pipeline::law::profile::find(id).is_none() {
        bail!("没有“{id}”这个核对口径。{}", profiles_to_write());
    }
    Ok(())
}

fn profiles_to_write() -> String {
    let ids: Vec<&str> = pipeline::law::profile::all()
        .iter()
        .map(|profile| profile.id.as_str())
        .collect();
    format!("可以写：{}；说明见 jixiao profiles。", ids.join("、"))
}

/// Rule codes and families in their usual spelling.
fn known_codes(codes: &[String]) -> anyhow::Result<Vec<String>> {
    codes.iter().map(|code| known_code(code, true)).collect()
}

/// A rule code in its usual spelling; with `families`, a single letter that codes begin with as well.
pub fn known_code(code: &str, families: bool) -> anyhow::Result<String> {
    let plain = code.trim().to_ascii_uppercase();
    let codes = || pipeline::rules::catalog().iter().map(|rule| rule.code);
    let is_family = families && plain.len() == 1 && codes().any(|known| known.starts_with(&plain));
    if is_family || codes().any(|known| known == plain) {
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
