//! Why a profile could not be used, said so that its author can put it right.

use crate::regulation;
use std::fmt;

/// Why a profile could not be used. The message is Chinese and names the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// An entry or word that profiles do not have.
    Unknown {
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The word as written.
        word: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// The text is not TOML, or an entry has another type.
    Unreadable {
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// What the TOML reader says.
        message: String,
    },
    /// An entry that every profile needs.
    Missing(&'static str),
    /// It extends a profile that does not exist.
    UnknownParent {
        /// The id as written.
        id: String,
        /// The ids that exist.
        known: Vec<String>,
    },
    /// It lists a document that the regulations do not have.
    UnknownDocument(String),
    /// A rule of the bureau's own, by its code, and what is wrong with it.
    OwnRule(String, String),
    /// A template, by its kind, and what is wrong with it.
    Template(String, String),
    /// A column of the pasted text stands twice.
    Intake(&'static str),
    /// What is wrong with the path of its workflow.
    Path(String),
    /// Something that is no rule's code.
    NoCode(String),
}

impl ProfileError {
    pub(super) fn toml(text: &str, error: &toml::de::Error) -> ProfileError {
        let line = error
            .span()
            .and_then(|span| text.get(..span.start))
            .map(|t| t.matches('\n').count() + 1);
        let message = error.message();
        let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
        match quoted.next() {
            Some(word) if message.starts_with("unknown ") => ProfileError::Unknown {
                line,
                word,
                known: quoted.collect(),
            },
            _ => ProfileError::Unreadable {
                line,
                message: message.to_owned(),
            },
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |line: &Option<usize>| line.map(|line| format!("第{line}行")).unwrap_or_default();
        match self {
            ProfileError::Unknown { line, word, known } => {
                write!(
                    f,
                    "profile.toml{}：没有名为“{word}”的项，请核对拼写",
                    at(line)
                )?;
                if known.is_empty() {
                    Ok(())
                } else {
                    write!(f, "；此处可用：{}", known.join("、"))
                }
            }
            ProfileError::Unreadable { line, message } => write!(
                f,
                "profile.toml{}：内容无法按 TOML 读取（{}），请检查引号、等号、方括号和值的类型",
                at(line),
                message.trim()
            ),
            ProfileError::Missing(name) => {
                write!(f, "profile.toml：缺少“{name}”，请补上一行 {name} = \"…\"")
            }
            ProfileError::UnknownParent { id, known } => write!(
                f,
                "profile.toml：extends 所指的口径“{id}”不存在，请改为其中之一：{}",
                known.join("、")
            ),
            ProfileError::UnknownDocument(id) => {
                let known: Vec<&str> = regulation::regulations()
                    .iter()
                    .map(|one| one.id.as_str())
                    .collect();
                write!(
                    f,
                    "profile.toml：binding 中的文件“{id}”不在文件目录中，可用：{}",
                    known.join("、")
                )
            }
            ProfileError::OwnRule(code, what) => {
                write!(f, "profile.toml：[[rules]] “{code}”{what}")
            }
            ProfileError::Template(kind, what) => {
                write!(f, "profile.toml：[paper.{kind}] {what}")
            }
            ProfileError::Intake(column) => {
                write!(f, "profile.toml：[intake] columns 里“{column}”写了两次")
            }
            ProfileError::Path(what) => write!(f, "profile.toml：[workflow] {what}"),
            ProfileError::NoCode(code) => {
                write!(
                    f,
                    "profile.toml：“{code}”不是规则编号，请写成一个字母加两位数字，如 E07"
                )
            }
        }
    }
}

impl std::error::Error for ProfileError {}
