//! From the text of a `profile.toml` to a resolved profile: its own entries laid over those of the one it extends.

use super::{Profile, ProfileError};
use crate::regulation;
use std::sync::LazyLock;
use toml::{Table, Value};

const BUILT_IN: [&str; 5] = [
    include_str!("../../data/profiles/general/profile.toml"),
    include_str!("../../data/profiles/central-2015/profile.toml"),
    include_str!("../../data/profiles/central-2021/profile.toml"),
    include_str!("../../data/profiles/eval-2020/profile.toml"),
    include_str!("../../data/profiles/ningxia-wuzhong-2024/profile.toml"),
];

/// What says which profile this is and is therefore not taken over by one that extends it.
const OWN: [&str; 8] = [
    "id",
    "name",
    "version",
    "extends",
    "in_force",
    "until",
    "description",
    "match",
];

struct Loaded {
    /// The entries of all its ancestors and itself.
    entries: Vec<Table>,
    profiles: Vec<Profile>,
}

static LOADED: LazyLock<Loaded> = LazyLock::new(|| {
    let mut loaded = Loaded {
        entries: Vec::new(),
        profiles: Vec::new(),
    };
    for text in BUILT_IN {
        let (entries, profile) = match resolve(text, &loaded) {
            Ok(resolved) => resolved,
            Err(error) => panic!("a compiled-in profile is unreadable: {error}"),
        };
        loaded.entries.push(entries);
        loaded.profiles.push(profile);
    }
    loaded
});

pub(super) fn built_in() -> &'static [Profile] {
    &LOADED.profiles
}

/// Reads the text of a bureau's own `profile.toml`, laid over the compiled-in profile that it extends.
///
/// # Errors
/// The text is not TOML, an entry or code is unknown, the id, name or version is missing, or it extends a profile or
/// lists a document that does not exist. The message names the file, the line and what to do.
pub fn load_folder(text: &str) -> Result<Profile, ProfileError> {
    resolve(text, &LOADED).map(|(_, profile)| profile)
}

fn resolve(text: &str, known: &Loaded) -> Result<(Table, Profile), ProfileError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Read alone first: only this text has lines that a message can name.
    let alone: Profile = toml::from_str(text).map_err(|error| ProfileError::toml(text, &error))?;
    for (name, value) in [
        ("id", &alone.id),
        ("name", &alone.name),
        ("version", &alone.version),
    ] {
        if value.trim().is_empty() {
            return Err(ProfileError::Missing(name));
        }
    }
    let own: Table = toml::from_str(text).map_err(|error| ProfileError::toml(text, &error))?;
    let mut entries = Table::new();
    if let Some(parent) = parent_of(&alone, known)? {
        entries = known.entries[parent].clone();
        entries.retain(|key, _| !OWN.contains(&key));
    }
    lay_over(&mut entries, own);
    let mut profile: Profile = entries
        .clone()
        .try_into()
        .map_err(|error| ProfileError::toml(text, &error))?;
    profile.extends = parent_of(&alone, known)?.map(|index| known.profiles[index].id.clone());
    super::template::complete(&mut profile.paper)?;
    check(&profile)?;
    Ok((entries, profile))
}

/// The index of the profile to start from; only the first one of all starts from nothing.
fn parent_of(profile: &Profile, known: &Loaded) -> Result<Option<usize>, ProfileError> {
    if known.profiles.is_empty() {
        return Ok(None);
    }
    let id = profile.extends.as_deref().unwrap_or("general");
    match known.profiles.iter().position(|other| other.id == id) {
        Some(index) => Ok(Some(index)),
        None => Err(ProfileError::UnknownParent {
            id: id.to_owned(),
            known: known
                .profiles
                .iter()
                .map(|other| other.id.clone())
                .collect(),
        }),
    }
}

/// Tables are joined entry by entry; everything else, lists too, replaces what was there.
fn lay_over(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

fn check(profile: &Profile) -> Result<(), ProfileError> {
    if let Some(id) = profile
        .binding
        .iter()
        .find(|id| regulation::regulation(id).is_none())
    {
        return Err(ProfileError::UnknownDocument(id.clone()));
    }
    for (index, rule) in profile.rules.iter().enumerate() {
        rule.check()?;
        if profile.rules[..index]
            .iter()
            .any(|other| other.code == rule.code)
        {
            return Err(ProfileError::OwnRule(
                rule.code.clone(),
                "写了两次，请改用另一个编号".to_owned(),
            ));
        }
    }
    for (kind, template) in &profile.paper {
        template.check(kind)?;
    }
    profile.intake.check()?;
    profile.workflow.check()?;
    let codes = profile.severity.keys().chain(&profile.off);
    match codes.into_iter().find(|code| !is_code(code)) {
        Some(code) => Err(ProfileError::NoCode(code.clone())),
        None => Ok(()),
    }
}

/// Whether the text has the shape of a rule's code: one letter, two digits.
fn is_code(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id = \"yunling\"\nname = \"云岭市\"\nversion = \"1\"\n";

    fn message(body: &str) -> String {
        load_folder(&format!("{HEAD}{body}"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_short_profile_takes_over_the_rest() {
        let text =
            format!("{HEAD}extends = \"ningxia-wuzhong-2024\"\n[parameters]\nattention = 1.3\n");
        let profile = load_folder(&text).unwrap();
        let parent = crate::profile::find("ningxia-wuzhong-2024").unwrap();
        assert_eq!(profile.parameters.attention.to_string(), "1.3");
        assert_eq!(
            profile.parameters.hundred_share,
            parent.parameters.hundred_share
        );
        assert_eq!(profile.level2_required, parent.level2_required);
        assert!(
            profile.conditions.is_empty(),
            "conditions name a place and are not taken over"
        );
        assert_eq!(profile.in_force, None);
    }

    #[test]
    fn without_extends_it_starts_from_general() {
        assert_eq!(
            load_folder(HEAD).unwrap().extends.as_deref(),
            Some("general")
        );
    }

    #[test]
    fn an_unknown_entry_is_named_with_its_line() {
        let text = message("[weights]\ntotal = 90\n");
        assert!(
            text.starts_with("profile.toml第5行：没有名为“total”的项"),
            "{text}"
        );
        assert!(text.contains("totals"), "{text}");
        let text = message("cost_level = \"third\"\n");
        assert!(
            text.starts_with("profile.toml第4行：没有名为“third”的项"),
            "{text}"
        );
    }

    #[test]
    fn other_faults_say_what_to_do() {
        assert!(message("off = [\"权重\"]").contains("一个字母加两位数字"));
        assert!(message("extends = \"mars\"").contains("general、central-2015"));
        assert!(message("binding = [\"R9\"]").contains("“R9”不在文件目录中"));
        assert!(message("name").contains("第4行：内容无法按 TOML 读取"));
        assert!(message("lasting = 3").contains("第4行"));
        let missing = load_folder("id = \"a\"").unwrap_err().to_string();
        assert_eq!(missing, "profile.toml：缺少“name”，请补上一行 name = \"…\"");
    }

    #[test]
    fn windows_text_with_a_byte_order_mark_is_read() {
        let text = format!("\u{FEFF}{HEAD}").replace('\n', "\r\n");
        assert_eq!(load_folder(&text).unwrap().name, "云岭市");
    }

    #[test]
    fn general_sets_every_parameter() {
        let general: Table = toml::from_str(BUILT_IN[0]).unwrap();
        let parameters = general["parameters"].as_table().unwrap();
        let named = format!("{:?}", built_in()[0].parameters);
        for (name, _) in parameters {
            assert!(named.contains(name.as_str()), "{name}");
        }
        // Each field prints once as `name: `; an `Exact` inside prints none.
        assert_eq!(named.matches(": ").count(), parameters.len(), "{named}");
    }
}
