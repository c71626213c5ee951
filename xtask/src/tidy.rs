//! The shape of the house, held by tests: who may use whom, what is on the map, how files begin.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    /// Who may use whom, as in ARCHITECTURE.md. Development dependencies are free.
    const LADDER: &[(&str, &[&str])] = &[
        ("model", &[]),
        ("law", &["model"]),
        ("readers", &["model", "law"]),
        ("forms", &["model", "law"]),
        ("rules", &["model", "law"]),
        ("writers", &["model", "law"]),
        ("workflow", &["model", "law"]),
        ("demo", &["model", "law", "workflow"]),
        (
            "pipeline",
            &["model", "law", "readers", "forms", "rules", "writers"],
        ),
        ("store", &["model"]),
        ("host", &["model", "pipeline"]),
        (
            "web",
            &["model", "pipeline", "store", "host", "workflow", "demo"],
        ),
        (
            "cli",
            &[
                "model", "pipeline", "host", "store", "web", "workflow", "demo",
            ],
        ),
    ];

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    fn folders(path: &str) -> Vec<String> {
        let entries = std::fs::read_dir(root().join(path))
            .unwrap()
            .map(|entry| entry.unwrap());
        let mut names: Vec<String> = entries
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn crates_use_only_what_stands_below_them() {
        let ladder: BTreeMap<&str, &[&str]> = LADDER.iter().copied().collect();
        assert_eq!(
            folders("crates"),
            ladder
                .keys()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        );
        for (name, allowed) in LADDER {
            let text = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml"))
                .unwrap();
            let manifest: toml::Table = toml::from_str(&text).unwrap();
            assert_eq!(
                manifest["package"]["name"].as_str(),
                Some(*name),
                "a folder is a crate, its name is the crate's name"
            );
            let used = manifest
                .get("dependencies")
                .and_then(toml::Value::as_table)
                .into_iter()
                .flat_map(|table| table.keys());
            for other in used.filter(|other| ladder.contains_key(other.as_str())) {
                assert!(
                    allowed.contains(&other.as_str()),
                    "{name} must not use {other}"
                );
            }
        }
    }

    #[test]
    fn every_crate_is_on_the_map() {
        let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
        for name in folders("crates") {
            assert!(
                map.contains(&format!("`{name}`")),
                "ARCHITECTURE.md does not name `{name}`"
            );
        }
        for (name, allowed) in LADDER {
            let row = map
                .lines()
                .find(|line| line.starts_with(&format!("| `{name}` |")))
                .unwrap_or_else(|| panic!("no row for {name}"));
            for other in *allowed {
                assert!(
                    row.contains(other),
                    "the row of {name} does not name {other}"
                );
            }
        }
    }

    #[test]
    fn every_dependency_has_its_reason() {
        let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
        let manifest: toml::Table =
            toml::from_str(&std::fs::read_to_string(root().join("Cargo.toml")).unwrap()).unwrap();
        for (name, value) in manifest["workspace"]["dependencies"].as_table().unwrap() {
            let ours = value
                .as_table()
                .is_some_and(|table| table.contains_key("path"));
            assert!(
                ours || map.contains(&format!("`{name}`")),
                "ARCHITECTURE.md gives no reason for `{name}`"
            );
        }
    }

    #[test]
    fn every_source_says_what_it_is_for() {
        let mut files = Vec::new();
        for folder in ["crates", "xtask"] {
            sources(&root().join(folder), &mut files);
        }
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(
                text.starts_with("//! "),
                "{} opens without a //! sentence",
                file.display()
            );
        }
    }

    #[test]
    fn words_of_forms_are_data_and_no_place_is_named_in_code() {
        let mut files = Vec::new();
        for folder in ["crates/forms/src", "crates/readers/src"] {
            sources(&root().join(folder), &mut files);
        }
        let places = [
            "宁夏",
            "吴忠",
            "四川",
            "湖南",
            "湖北",
            "陕西",
            "云南",
            "重庆",
            "福建",
            "甘肃",
            "河北",
            "江苏",
            "新疆",
            "内蒙古",
            "上海",
            "广西",
        ];
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            for place in places {
                assert!(
                    !text.contains(place),
                    "{} names {place}: a layout is recognised by its words and shape",
                    file.display()
                );
            }
        }
    }
}
