//! What is said of a format that is known and not read.

use crate::archive::Archive;
use crate::ole::Ole;
use crate::{Limits, ReadError};

/// Why a format that was recognised is not read, and what to do.
pub(crate) fn refusal(format: &str, bytes: &[u8], limits: &Limits) -> ReadError {
    const TABLE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再提供。";
    const WORDS: &str = "请用 Word 或 WPS 打开，另存为 .docx 后再提供。";
    if format == "zip"
        && let Err(broken) = Archive::open(bytes, limits)
    {
        return broken;
    }
    if format == "ole"
        && let Err(broken) = Ole::open(bytes)
    {
        return broken;
    }
    let (found, advice) = match format {
        "encrypted" => return ReadError::encrypted(),
        "image" => return ReadError::no_text(),
        "xlsb" => ("二进制工作簿（.xlsb）", TABLE),
        "odt" => ("OpenDocument 文字（.odt）", WORDS),
        "rtf" => ("RTF 文件", WORDS),
        "mht" => (
            "网页归档文件（.mht）",
            "请用浏览器打开，另存为“网页，仅 HTML”，或另存为 .docx 后再提供。",
        ),
        "xml" => (
            "Office 2003 的 XML 文件",
            "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再提供。",
        ),
        "ppt" | "pptx" => ("演示文稿", "请把其中的绩效表存为 .docx 或 .xlsx 后再提供。"),
        #[cfg(not(feature = "pdf"))]
        "pdf" | "ofd" => (
            "PDF 和 OFD 文件（程序构建时没有加入 pdf 功能）",
            "请用命令 cargo build --release -p cli --features full 重新构建，或提供导出前的 Word 或 Excel 原件（.docx、.xlsx）。",
        ),
        "zip" | "rar" | "7z" | "gzip" => (
            "压缩包（其中没有 Word 正文或 Excel 工作簿部分）",
            "请解压后提供其中的文件。",
        ),
        "ole" => (
            "这种旧版 Office 文件",
            "请用原来的软件打开，另存为 .docx 或 .xlsx 后再提供。",
        ),
        _ => (
            "这种文件（内容不是文字、网页、Word 或 Excel）",
            "请用原来的软件打开，另存为 .docx 或 .xlsx 后再提供；打不开的，文件已经损坏，请向送来的人另要一份。",
        ),
    };
    ReadError::unsupported(found, advice)
}

#[cfg(all(test, not(feature = "pdf")))]
mod tests {
    #[test]
    fn a_build_without_the_feature_names_it_and_the_command() {
        for format in ["pdf", "ofd"] {
            let error = super::refusal(format, b"%PDF-1.7", &crate::Limits::default());
            assert_eq!(error.kind, model::ErrorKind::Unsupported);
            assert!(
                error
                    .message
                    .contains("cargo build --release -p cli --features full"),
                "{error}"
            );
        }
    }
}
