//! `jixiao.toml`, looked for upwards from an input: findings set aside with a reason, and the profile to judge by.

use crate::save::{folder, reason};
use jiff::civil::Date;
use model::Waiver;
use pipeline::law::profile::{OwnRule, Profile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use toml::{Table, Value};

/// The name of the file.
pub const FILE_NAME: &str = "jixiao.toml";

/// What a configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file it was read from.
    pub file: Option<PathBuf>,
    /// The profile that judges forms whose profile the command line does not name.
    pub profile: Option<String>,
    /// Findings set aside.
    pub waivers: Vec<Waiver>,
}

/// Configurations by folder, each read once.
#[derive(Debug, Default)]
pub struct Configs {
    known: BTreeMap<PathBuf, Rc<Config>>,
    profiles: BTreeMap<PathBuf, &'static Profile>,
}

/// The name of the file in a profile's folder.
pub const PROFILE_NAME: &str = "profile.toml";

impl Configs {
    /// The nearest configuration at or above the folder of `file`, or of the current folder for standard input; an
    /// empty one where there is none.
    ///
    /// # Errors
    ///
    /// A message that names the file, the line or key, and what to write.
    pub fn of(&mut self, file: Option<&Path>) -> Result<Rc<Config>, String> {
        let start = match file {
            Some(path) => folder(path),
            None => Path::new("."),
        };
        if let Some(config) = self.known.get(start) {
            return Ok(config.clone());
        }
        let absolute = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
        let found = absolute
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.is_file());
        let config = Rc::new(found.map_or_else(|| Ok(Config::default()), |path| read(&path))?);
        self.known.insert(start.to_owned(), config.clone());
        Ok(config)
    }

    /// The bureau's own profile in this folder. Each folder is read once; the profile stays for the run of the program.
    ///
    /// # Errors
    ///
    /// A message that names the file, the line or key, and what to write.
    pub fn profile(&mut self, folder: &Path) -> Result<&'static Profile, String> {
        if let Some(profile) = self.profiles.get(folder) {
            return Ok(profile);
        }
        let path = folder.join(PROFILE_NAME);
        let named = |what: String| format!("{}：{what}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|error| {
            named(format!(
                "打不开，{}。口径文件夹里应有 {PROFILE_NAME}，存成UTF-8编码",
                reason(&error)
            ))
        })?;
        let profile =
            pipeline::law::profile::load_folder(&text).map_err(|error| named(error.to_string()))?;
        let profile: &'static Profile = Box::leak(Box::new(profile));
        self.profiles.insert(folder.to_owned(), profile);
        Ok(profile)
    }

    /// A rule of a profile that came from a folder, by its code.
    pub fn own_rule(&self, code: &str) -> Option<&'static OwnRule> {
        let rules = self.profiles.values().flat_map(|profile| &profile.rules);
        rules.into_iter().find(|rule| rule.code == code)
    }

    /// A profile that came from a folder, by its id.
    pub fn loaded(&self, id: &str) -> Option<&'static Profile> {
        self.profiles
            .values()
            .find(|profile| profile.id == id)
            .copied()
    }
}

fn read(path: &Path) -> Result<Config, String> {
    let named = |what: String| format!("{}：{what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| {
        named(format!(
            "打不开，{}。请检查权限，并存成UTF-8编码",
            reason(&error)
        ))
    })?;
    let config = parse(&text).map_err(named)?;
    Ok(Config {
        file: Some(path.to_owned()),
        ..config
    })
}

/// Reads the text of a configuration.
///
/// # Errors
///
/// A message that names the line or key and what to write.
pub fn parse(text: &str) -> Result<Config, String> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        format!("第{line}行无法识别。每行写成 名称 = \"内容\"，文字要放在英文双引号里")
    })?;
    let mut config = Config::default();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("profile", Value::String(profile)) => config.profile = Some(profile),
            ("waiver", Value::Array(list)) => {
                for (index, entry) in list.into_iter().enumerate() {
                    config.waivers.push(
                        waiver(entry)
                            .map_err(|what| format!("第{}个 [[waiver]] {what}", index + 1))?,
                    );
                }
            }
            ("profile", _) => return Err("profile 要写成文字，如 profile = \"general\"".to_owned()),
            ("waiver", _) => {
                return Err("每条不再提示的要点单独写一段，以 [[waiver]] 开头".to_owned());
            }
            _ => return Err(format!("没有“{key}”这一项。可以写 profile 和 [[waiver]]")),
        }
    }
    Ok(config)
}

fn waiver(entry: Value) -> Result<Waiver, String> {
    let Value::Table(table) = entry else {
        return Err("里要写 fingerprint 和 reason".to_owned());
    };
    let mut waiver = Waiver::default();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("fingerprint", Value::String(text)) => waiver.fingerprint = text,
            ("reason", Value::String(text)) => waiver.reason = text,
            ("by", Value::String(text)) => waiver.by = Some(text),
            ("until", value) => waiver.until = Some(date(&value)?),
            ("fingerprint" | "reason" | "by", _) => {
                return Err(format!("的 {key} 要写成文字，放在英文双引号里"));
            }
            _ => {
                return Err(format!(
                    "没有“{key}”这一项。可以写 fingerprint、reason、by、until"
                ));
            }
        }
    }
    for (key, text) in [
        ("fingerprint", &waiver.fingerprint),
        ("reason", &waiver.reason),
    ] {
        if text.trim().is_empty() {
            return Err(format!(
                "缺少 {key}。指纹在 json 结果的 id 里，理由由经办人写明"
            ));
        }
    }
    Ok(waiver)
}

fn date(value: &Value) -> Result<Date, String> {
    let text = match value {
        Value::Datetime(date) => date.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    text.parse()
        .map_err(|_| "的 until 要写成日期，如 until = 2026-12-31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waivers_carry_reason_person_and_last_day() {
        let text = "profile = \"general\"\n[[waiver]]\nfingerprint = \"0011\"\nreason = \"上级规定\"\nby = \"张三\"\nuntil = 2026-12-31\n";
        let config = parse(text).unwrap();
        assert_eq!(config.profile.as_deref(), Some("general"));
        let waiver = &config.waivers[0];
        assert_eq!(
            (waiver.fingerprint.as_str(), waiver.reason.as_str()),
            ("0011", "上级规定")
        );
        assert_eq!(waiver.until, Some(jiff::civil::date(2026, 12, 31)));
    }

    #[test]
    fn messages_say_where_and_what_to_write() {
        for (text, part) in [
            ("profile = \"a\"\nprofil e", "第2行"),
            ("porfile = \"a\"", "没有“porfile”这一项"),
            (
                "[[waiver]]\nfingerprint = \"1\"",
                "第1个 [[waiver]] 缺少 reason",
            ),
            ("[[waiver]]\nfingerprint = 1", "fingerprint 要写成文字"),
            (
                "[[waiver]]\nfingerprint = \"1\"\nreason = \"r\"\nuntil = \"明年\"",
                "until = 2026-12-31",
            ),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn the_nearest_file_above_the_input_counts() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("甲/乙");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(root.path().join(FILE_NAME), "profile = \"outer\"").unwrap();
        std::fs::write(
            root.path().join("甲").join(FILE_NAME),
            "profile = \"inner\"",
        )
        .unwrap();
        let mut configs = Configs::default();
        let config = configs.of(Some(&inner.join("表.txt"))).unwrap();
        assert_eq!(config.profile.as_deref(), Some("inner"));
    }
}
