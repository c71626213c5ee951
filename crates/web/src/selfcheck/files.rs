//! `POST /check/file`: what a clerk takes away: the corrected file, the report, what was changed.

use super::draft::Draft;
use super::page::{admitted, page};
use super::work::{Worked, taken, work, written};
use crate::guard::limits::Address;
use crate::guard::session::User;
use crate::judge::{options, with_names};
use crate::posted::Posted;
use crate::{App, Error};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use model::{Document, Form, FormVerdict};
use pipeline::convert::{Outside, Written, write};
use pipeline::in_place::in_place;
use pipeline::recheck::{Judged, compare};
use pipeline::writers::desk::comparison;
use pipeline::writers::html;
use pipeline::writers::paint::docx;
use pipeline::writers::points::{Counts, Points};
use pipeline::writers::text::Totals;

/// A file to be taken away.
struct File {
    name: String,
    bytes: Vec<u8>,
    kind: &'static str,
}

/// `POST /check/file`.
pub(crate) async fn download(
    State(app): State<App>,
    from: Address,
    user: Option<User>,
    mut posted: Posted,
) -> Result<Response, Error> {
    admitted(&app, from, user.as_ref())?;
    let mut draft = Draft::of(&app, &mut posted)?;
    let worked = work(&app, &draft).await?;
    draft.steps.extend(written(&worked.after, &posted));
    let what = posted.text("what").to_owned();
    let today = app.clock.today();
    let made = app.heavy(move || {
        let mut worked = taken(worked.before, &draft.steps, today);
        let made = match what.as_str() {
            "own" | "own_rest" => own(&draft, &worked),
            _ => made(&draft.name, &worked, &what, today).map(|file| (file, Vec::new())),
        };
        let made = made.map(|(file, refused)| {
            // What was typed and not taken is said before a file goes without it.
            let rest = !refused.is_empty();
            let whole = what == "own_rest" || !rest && worked.untaken.is_empty();
            worked.refused.extend(refused);
            (file, whole, rest)
        });
        (draft, worked, made)
    });
    let (draft, worked, made) = made.await?;
    match made? {
        (file, true, _) => Ok(sent(&file.name, file.kind, file.bytes)),
        (_, false, rest) => Ok(page(user.as_ref(), draft, &worked, rest)),
    }
}

/// A file as an answer, under a name of any script.
pub(crate) fn sent(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    let ending = name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    let plain: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let disposition =
        format!("attachment; filename=\"jixiao.{plain}\"; filename*=UTF-8''{encoded}");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

fn unwritten(error: impl std::fmt::Display) -> Error {
    Error::Refused(format!("没有写成文件：{error}"))
}

fn made(name: &str, worked: &Worked, what: &str, today: Date) -> Result<File, Error> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match what {
        "report" => Ok(File {
            name: format!("{stem}_核对结果.html"),
            bytes: report(worked, today).into_bytes(),
            kind: media("html"),
        }),
        "changes" => changes(stem, worked, today),
        ending => {
            let kind = Written::by_ending(ending)
                .ok_or_else(|| Error::Refused("没有这种文件可以下载。".to_owned()))?;
            official(stem, &worked.after, kind)
        }
    }
}

/// The corrected form on the official paper.
fn official(stem: &str, document: &Document, kind: Written) -> Result<File, Error> {
    let written =
        write(document, kind, None, &outside(kind)?).map_err(|error| unwritten(error.0))?;
    Ok(File {
        name: match kind {
            Written::Tab => format!("{stem}_一体化.tsv"),
            kind => format!("{stem}_正式表.{}", kind.ending()),
        },
        bytes: written.bytes,
        kind: media(kind.ending()),
    })
}

/// What a kind of file needs of the machine.
pub(crate) fn outside(kind: Written) -> Result<Outside, Error> {
    #[cfg(feature = "pdf")]
    if kind == Written::Pdf {
        let fonts = host::fonts::find(None).map_err(unwritten)?;
        return Ok(Outside { fonts });
    }
    let _ = kind;
    Ok(Outside::default())
}

/// The media type of an ending.
pub(crate) fn media(ending: &str) -> &'static str {
    match ending {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "md" | "txt" | "tsv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The file in its own layout, with only the changed cells changed; and what could not stand there, with the reason.
fn own(draft: &Draft, worked: &Worked) -> Result<(File, Vec<String>), Error> {
    let (before, after) = (&worked.before.forms, &worked.after.forms);
    let patched = in_place(&draft.bytes, &draft.name, before, after).map_err(unwritten)?;
    let (stem, ending) = draft.name.rsplit_once('.').unwrap_or((&draft.name, ""));
    let file = File {
        name: format!("{stem}_改好.{ending}"),
        bytes: patched.bytes,
        kind: media(&ending.to_ascii_lowercase()),
    };
    let refused = patched.refused.iter().map(ToString::to_string);
    Ok((file, refused.collect()))
}

/// The report, as the command line writes it.
fn report(worked: &Worked, today: Date) -> String {
    let documents = [(worked.after.clone(), worked.verdict.clone())];
    let [(document, verdict)] = &documents;
    let mut batch = pipeline::Batch::new(&options(today));
    batch.add(document, verdict, None);
    let (package, summary) = batch.finish();
    let mut points = Counts::default();
    for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
        points.add(&Points::of(form, verdict), verdict);
    }
    with_names(|names| {
        html::page(&html::Page {
            documents: &documents,
            totals: Totals {
                summary: &summary,
                points,
                package: &package,
                unread: &[],
                skipped: 0,
            },
            as_of: today,
            rules_version: pipeline::rules::VERSION,
            names,
        })
    })
}

/// 修改对照表: what was changed, and the point that asked for it.
fn changes(stem: &str, worked: &Worked, today: Date) -> Result<File, Error> {
    let judged = |form: &Form, verdict: &FormVerdict| Judged {
        path: worked.before.source.path.clone(),
        number: 1,
        form: form.clone(),
        verdict: verdict.clone(),
    };
    let before = crate::judge::judge(&worked.before, today);
    let old = worked.before.forms.iter().zip(&before.forms);
    let new = worked.after.forms.iter().zip(&worked.verdict.forms);
    let papers: Vec<_> = old
        .zip(new)
        .filter_map(|((old, told), (new, verdict))| {
            let mut changes = compare(&judged(old, told), &judged(new, verdict)).changes;
            for change in changes.iter_mut().filter(|one| one.reason.is_empty()) {
                change.reason = "自行修改".to_owned();
            }
            (!changes.is_empty()).then(|| comparison(new, &changes))
        })
        .collect();
    if papers.is_empty() {
        return Err(Error::Refused(
            "还没有改动，没有修改对照表。采纳一处修改或直接改格子之后再下载。".to_owned(),
        ));
    }
    let title = format!("{stem} 修改对照表");
    Ok(File {
        name: format!("{stem}_修改对照表.docx"),
        bytes: docx::document(&title, &papers, None).map_err(unwritten)?,
        kind: media("docx"),
    })
}
