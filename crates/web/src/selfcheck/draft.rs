//! What the page of a self-check carries along: the file and the steps taken since.

use crate::posted::Posted;
use crate::{App, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// Steps that one page carries at most.
const STEPS: usize = 2_000;

/// Something a person did to a form; forms count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Step {
    /// Took the repair of the finding with this fingerprint.
    Accept {
        /// The form.
        form: usize,
        /// The fingerprint.
        id: String,
    },
    /// Took all repairs that only rewrite.
    Safe {
        /// The form.
        form: usize,
    },
    /// Wrote into a cell.
    Set {
        /// The form.
        form: usize,
        /// The row; none for a goal.
        row: Option<String>,
        /// The field, as in an edit of `jixiao.findings/1`.
        field: String,
        /// What stood there.
        from: String,
        /// What stands there now.
        to: String,
    },
}

/// A file with the steps taken since it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Draft {
    /// The file that was sent, chosen or pasted, or the one that the page carried along.
    ///
    /// # Errors
    /// When there is none, or it is too large to be carried.
    pub fn of(app: &App, posted: &mut Posted) -> Result<Draft, Error> {
        if let Some(sent) = posted.files.pop() {
            if !posted.files.is_empty() {
                return Err(Error::Refused(
                    "自查一次放一个文件。要核对整批文件，请登录后用“导入”，或在本机运行 jixiao check 文件夹。"
                        .to_owned(),
                ));
            }
            let most = app.settings.carried;
            if sent.size > most as u64 {
                return Err(Error::TooLarge(host::limits::size(most as u64)));
            }
            let name = sent.name.rsplit(['/', '\\']).next().unwrap_or_default();
            return Ok(Draft {
                name: name.to_owned(),
                bytes: sent.bytes().map_err(|_| Error::Ours)?,
                steps: Vec::new(),
            });
        }
        // A table from an office program comes as html, anything else as the text itself.
        for (field, name) in [("table", "粘贴的表.html"), ("text", "粘贴的表.txt")] {
            if let Some(pasted) = posted.raw(field).filter(|text| !text.trim().is_empty()) {
                return Ok(Draft {
                    name: name.to_owned(),
                    bytes: pasted.as_bytes().to_vec(),
                    steps: Vec::new(),
                });
            }
        }
        let carried = posted.raw("carried").unwrap_or_default();
        if carried.is_empty() {
            return Err(Error::Refused(
                "没有收到文件，也没有收到粘贴的内容。请把文件拖到框里，或把表格复制后粘贴进来。"
                    .to_owned(),
            ));
        }
        let unfit = || Error::Refused("页面带回的内容不完整，请重新放入文件。".to_owned());
        let bytes = STANDARD.decode(carried).map_err(|_| unfit())?;
        let steps: Vec<Step> = match posted.text("steps") {
            "" => Vec::new(),
            text => serde_json::from_str(text).map_err(|_| unfit())?,
        };
        if bytes.len() > app.settings.carried || steps.len() > STEPS {
            return Err(Error::TooLarge(host::limits::size(
                app.settings.carried as u64,
            )));
        }
        Ok(Draft {
            name: posted.text("name").to_owned(),
            bytes,
            steps,
        })
    }

    /// The file for a hidden field.
    pub fn carried(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// The steps for a hidden field.
    pub fn told(&self) -> String {
        serde_json::to_string(&self.steps).unwrap_or_default()
    }
}
