//! `POST /api/v1/check`: a document's verdict, as `jixiao check --format json` gives it. Nothing is kept.

use super::asked::Asked;
use super::problem::Problem;
use super::token::Caller;
use crate::posted::{Sent, multipart};
use crate::{App, Error};
use axum::body::to_bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use host::inputs::Content;
use jiff::civil::Date;
use model::verdict::FINDINGS_SCHEMA;
use model::{Document, Findings};
use percent_encoding::percent_decode_str;
use pipeline::writers::json::findings;
use pipeline::{Batch, Options};

/// Characters of a file's name.
const NAME: usize = 200;

/// A document that was sent.
struct File {
    name: String,
    bytes: Vec<u8>,
    /// Whether it is one document a line.
    lines: bool,
}

/// The body's media type, without parameters.
fn media(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok()).unwrap_or("");
    let media = text.split(';').next().unwrap_or("");
    media.trim().to_ascii_lowercase()
}

/// The name in a `Content-Disposition`.
fn disposition(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_DISPOSITION)?.to_str().ok()?;
    let mut named = None;
    for part in value.split(';').map(str::trim) {
        let (key, text) = part.split_once('=').unwrap_or((part, ""));
        match key.trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                let (_, encoded) = text.split_once("''").unwrap_or(("", text));
                let name = percent_decode_str(encoded).decode_utf8().ok()?;
                return Some(name.into_owned());
            }
            "filename" => named = Some(text.trim_matches('"').to_owned()),
            _ => {}
        }
    }
    named
}

/// A file's name as the answer repeats it: no folders, nothing that is not printed.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|sign| !sign.is_control()).take(NAME);
    let name: String = shown.collect();
    match name.trim() {
        "" => "未命名".to_owned(),
        name => name.to_owned(),
    }
}

/// The one file of a multipart body.
async fn of_parts(app: &App, request: Request, most: u64) -> Result<Sent, Problem> {
    let parts = Multipart::from_request(request, app).await;
    let parts = parts.map_err(|_| Problem::bad("multipart 的分隔写得不对。"))?;
    let mut posted = multipart(parts, most).await?;
    match (posted.files.pop(), posted.files.len()) {
        (Some(file), 0) => Ok(file),
        (None, _) => Err(Problem::bad("没有收到文件。")),
        _ => Err(Problem::bad(
            "一次核对一个文件；成批的请用 /api/v1/deliveries 导入，或在本机运行 jixiao check 文件夹。",
        )),
    }
}

async fn file(app: &App, request: Request, asked: &Asked, most: u64) -> Result<File, Problem> {
    let media = media(request.headers());
    let named = asked.text("name").map(str::to_owned);
    let named = named.or_else(|| disposition(request.headers()));
    let (name, bytes) = match media.as_str() {
        "multipart/form-data" => {
            let sent = of_parts(app, request, most).await?;
            let name = named.unwrap_or_else(|| sent.name.clone());
            (name, sent.bytes().map_err(|_| Error::Ours)?)
        }
        // What curl says of a body it knows nothing about.
        "application/x-www-form-urlencoded" if named.is_none() => {
            return Err(Problem::new(
                "unsupported",
                "没有写 Content-Type，也没有写文件名。请加 ?name=文件名，或按内容写 Content-Type。",
            ));
        }
        _ => {
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            let body = to_bytes(request.into_body(), most).await;
            let body = body.map_err(|_| Error::TooLarge(host::limits::size(most as u64)))?;
            (named.unwrap_or_default(), body.to_vec())
        }
    };
    if bytes.is_empty() {
        return Err(Problem::bad("正文是空的，没有收到文件。"));
    }
    let name = plain(&name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let lines = media == "application/x-ndjson" || matches!(ending, "ndjson" | "jsonl");
    Ok(File { name, bytes, lines })
}

/// What the check is asked to do.
fn options(app: &App, asked: &Asked) -> Result<Options, Problem> {
    let as_of = asked.of::<Date>("as_of", "日期，如 2026-03-05")?;
    let mut options = Options::on(as_of.unwrap_or_else(|| app.clock.today()));
    if let Some(id) = asked.text("profile") {
        let found = pipeline::law::profile::find(id);
        options.profile = Some(
            found.ok_or_else(|| Problem::bad("没有这个核对口径，可用的见 jixiao profiles。"))?,
        );
    }
    let codes = |name: &str| -> Vec<String> {
        let list = asked.text(name).unwrap_or_default().split(',');
        list.map(|code| code.trim().to_ascii_uppercase())
            .filter(|code| !code.is_empty())
            .collect()
    };
    (options.select, options.ignore) = (codes("select"), codes("ignore"));
    Ok(options)
}

fn documents(file: &File) -> Vec<Document> {
    if !file.lines {
        return host::opened::of_bytes(&file.bytes, &file.name);
    }
    let lines = file.bytes.split(|byte| *byte == b'\n').zip(1..);
    lines
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .flat_map(|(line, number)| {
            host::opened::documents(file.name.clone(), Content::Line(number, line.to_vec()))
        })
        .collect()
}

/// The answer to a file, as text.
fn verdict(file: &File, options: &Options) -> Result<String, Problem> {
    let mut batch = Batch::new(options);
    let mut verdicts = Vec::new();
    for document in documents(file) {
        let verdict = pipeline::check(&document, options);
        batch.add(&document, &verdict, None);
        verdicts.push(verdict);
    }
    let (package, summary) = batch.finish();
    let whole = Findings {
        schema: FINDINGS_SCHEMA.to_owned(),
        rules_version: pipeline::rules::VERSION.to_owned(),
        as_of: options.as_of,
        documents: verdicts,
        package,
        summary,
    };
    findings(&whole).map_err(|_| Error::Ours.into())
}

/// Archives hold documents and are none.
fn is_archive(file: &File) -> bool {
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let archive = ["zip", "rar", "7z", "tar", "gz", "tgz"];
    archive.iter().any(|one| one.eq_ignore_ascii_case(ending))
}

/// The answer.
pub(super) async fn post(
    State(app): State<App>,
    Caller(user): Caller,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let asked = asked.only(&["name", "as_of", "profile", "select", "ignore"])?;
    let options = options(&app, &asked)?;
    let most = match user {
        Some(_) => host::limits::Limits::default()
            .file
            .min(app.settings.upload),
        None => app.settings.carried as u64,
    };
    let file = file(&app, request, &asked, most).await?;
    if is_archive(&file) {
        return Err(Problem::new(
            "unsupported",
            "压缩包请先解开再逐个核对，或用 /api/v1/deliveries 导入。",
        ));
    }
    let text = app.heavy(move || verdict(&file, &options)).await??;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ErrorKind;

    #[test]
    fn names_are_shown_without_folders_and_unprinted_signs() {
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("C:\\表\\目标表.docx"), "目标表.docx");
        assert_eq!(plain("a\r\nSet-Cookie: x\0.txt"), "aSet-Cookie: x.txt");
        assert_eq!(plain("/"), "未命名");
        assert_eq!(plain(&"长".repeat(500)).chars().count(), NAME);
    }

    #[test]
    fn a_disposition_names_the_file_in_any_script() {
        let mut headers = HeaderMap::new();
        let both = "attachment; filename=\"x.txt\"; filename*=UTF-8''%E8%A1%A8.txt";
        headers.insert(header::CONTENT_DISPOSITION, both.parse().unwrap());
        assert_eq!(disposition(&headers).unwrap(), "表.txt");
        headers.insert(header::CONTENT_DISPOSITION, "inline".parse().unwrap());
        assert_eq!(disposition(&headers), None);
    }

    #[test]
    fn of_a_classified_document_nothing_comes_back() {
        let file = File {
            name: "a.txt".to_owned(),
            bytes: "机密★5年\n项目名称\t养护".as_bytes().to_vec(),
            lines: false,
        };
        let read = documents(&file);
        assert_eq!(
            read[0].error.as_ref().map(|error| error.kind),
            Some(ErrorKind::Classified)
        );
        let options = Options::on(jiff::civil::date(2026, 1, 15));
        let text = verdict(&file, &options).ok().unwrap();
        assert!(!text.contains("养护"), "{text}");
    }
}
