//! Which files of a folder or archive may be documents: by name, else by their first bytes.

/// What to do with a file that nobody named by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Read it.
    Document,
    /// Look into it.
    Archive,
    /// One document a line.
    Stream,
    /// Left over by a program; not even counted.
    Junk,
    /// Not a document; counted.
    Other,
    /// The name does not tell; the first bytes do.
    Unknown,
}

/// What the name of an archive's entry says: left over where any folder of it is.
pub fn by_entry(name: &str) -> Look {
    let is_left = |part| by_name(part) == Look::Junk || part == "__MACOSX";
    match name.split('/').any(is_left) {
        true => Look::Junk,
        false => by_name(name.rsplit('/').next().unwrap_or(name)),
    }
}

/// What a file's name says. `name` is the last part of a path.
pub fn by_name(name: &str) -> Look {
    let lower = name.to_lowercase();
    if name.starts_with("~$")
        || name.starts_with('.')
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
    {
        return Look::Junk;
    }
    if lower == "jixiao.toml" || lower.ends_with(&format!("{}.html", crate::save::RESULT_MARK)) {
        return Look::Other;
    }
    let Some((_, extension)) = lower.rsplit_once('.') else {
        return Look::Unknown;
    };
    match extension {
        "txt" | "tsv" | "csv" | "md" | "markdown" | "html" | "htm" | "docx" | "doc" | "xlsx"
        | "xlsm" | "xls" | "ods" | "odt" | "wps" | "et" | "pdf" | "ofd" | "rtf" | "mht" => {
            Look::Document
        }
        "zip" => Look::Archive,
        "ndjson" | "jsonl" => Look::Stream,
        "rar" | "7z" => Look::Archive,
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "ppt" | "pptx" | "mp4"
        | "exe" | "dll" | "tmp" | "bak" | "toml" | "log" | "lnk" | "ini" => Look::Other,
        _ => Look::Unknown,
    }
}

/// What the first bytes of a file with an unknown name say.
pub fn by_content(bytes: &[u8]) -> Look {
    let office = [
        &b"%PDF-"[..],
        b"PK\x03\x04",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"{\\rtf",
    ];
    // Of the many things that JSON may hold, only recovered forms are of interest.
    let start = &bytes[..bytes.len().min(START)];
    let forms = b"jixiao.forms/";
    let is_ours = start.windows(forms.len()).any(|window| window == forms);
    if is_ours || office.iter().any(|mark| bytes.starts_with(mark)) {
        Look::Document
    } else {
        Look::Other
    }
}

/// How many first bytes [`by_content`] and [`is_result`] need.
pub const START: usize = 512;

/// Whether a file begins like a result of this program, which is no input unless a person names it.
pub fn is_result(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(START)];
    let holds = |mark: &[u8]| start.windows(mark.len()).any(|window| window == mark);
    holds(b"content=\"jixiao\"") || holds(b"jixiao.findings/")
}

/// Whether the bytes are a zip container.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the bytes are an archive that is not read here: rar or 7z.
pub fn is_foreign_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"Rar!\x1A\x07") || bytes.starts_with(b"7z\xBC\xAF\x27\x1C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_junk_and_results_are_no_inputs() {
        for (name, look) in [
            ("~$申报表.docx", Look::Junk),
            (".DS_Store", Look::Junk),
            ("Thumbs.db", Look::Junk),
            ("申报表_核对结果.html", Look::Other),
            ("申报表.DOCX", Look::Document),
            ("批量.ndjson", Look::Stream),
            ("附件2", Look::Unknown),
            ("印章.png", Look::Other),
        ] {
            assert_eq!(by_name(name), look, "{name}");
        }
        assert_eq!(by_content(b"PK\x03\x04.."), Look::Document);
        assert_eq!(by_content(b"{\\rtf1 }"), Look::Document);
        assert_eq!(by_content(b"\x7FELF"), Look::Other);
        assert_eq!(by_name("settings.json"), Look::Unknown);
        assert_eq!(by_content(b"{\"theme\":1}"), Look::Other);
        assert_eq!(
            by_content(b"{\"schema\":\"jixiao.forms/1\"}"),
            Look::Document
        );
        assert!(is_result(b"<meta name=\"generator\" content=\"jixiao\">"));
        assert!(!is_result(b"<meta name=\"generator\" content=\"WPS\">"));
    }
}
