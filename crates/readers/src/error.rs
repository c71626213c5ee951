//! Why a document cannot be read: one constructor a kind, each with what was seen and what to do next.

use model::ErrorKind;

/// A document that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// The kind, for programs.
    pub kind: ErrorKind,
    /// What happened and what to do next, in Chinese.
    pub message: String,
}

impl ReadError {
    fn new(kind: ErrorKind, message: impl Into<String>) -> ReadError {
        ReadError {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn empty() -> ReadError {
        ReadError::new(
            ErrorKind::Empty,
            "文件里没有内容（空文件或只有空白）。请打开原件确认已保存，再重新提供。",
        )
    }

    pub(crate) fn unsupported(found: &str, advice: &str) -> ReadError {
        ReadError::new(
            ErrorKind::Unsupported,
            format!("暂不能读取{found}。{advice}"),
        )
    }

    pub(crate) fn encrypted() -> ReadError {
        ReadError::new(
            ErrorKind::Encrypted,
            "文件设有打开密码，未读取。请在 Word、Excel 或 WPS 中取消密码后另存，再重新提供。",
        )
    }

    pub(crate) fn damaged(what: &str) -> ReadError {
        ReadError::new(
            ErrorKind::Damaged,
            format!(
                "文件不完整：{what}。请用 Word、Excel 或 WPS 打开原件另存一份，或重新下载后再提供。"
            ),
        )
    }

    pub(crate) fn too_large(what: &str, limit: &str) -> ReadError {
        ReadError::new(
            ErrorKind::TooLarge,
            format!(
                "{what}超过上限（{limit}），未读取。请拆分成几个文件，或由管理员调高上限后再试。"
            ),
        )
    }

    pub(crate) fn no_text() -> ReadError {
        ReadError::new(
            ErrorKind::NoText,
            "文件里只有图片，没有可以读取的文字（可能是扫描件）。请提供可编辑的原件，或先做文字识别。",
        )
    }

    pub(crate) fn encoding() -> ReadError {
        ReadError::new(
            ErrorKind::Encoding,
            "文字在到达本程序之前已经丢失（如“锟斤拷”“烫烫烫”“�”），无法还原。请从原始文件重新导出，保存为 UTF-8 或 GB18030 编码。",
        )
    }

    #[cfg(feature = "pdf")]
    pub(crate) fn unmapped() -> ReadError {
        ReadError::new(
            ErrorKind::Encoding,
            "文件里的字体没有说明各个字形是什么字，文字无法还原。请提供导出前的 Word 或 Excel 原件（.docx、.xlsx），或换一种方式重新导出。",
        )
    }

    pub(crate) fn classified() -> ReadError {
        ReadError::new(
            ErrorKind::Classified,
            "文件开头带有密级标志，已停止读取，未保留任何内容。涉密文件请在符合保密要求的设备上处理。",
        )
    }
}

/// A number of bytes for a message: `64 MiB`, or bytes where it is small.
pub(crate) fn mebibytes(bytes: u64) -> String {
    if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else {
        format!("{bytes} 字节")
    }
}
