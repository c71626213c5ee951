//! Answers of the public pages: everybody may keep them, and asks each time whether they are still the same.

use crate::selfcheck::{media, sent};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use store::contents::digest;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// Bytes of a file that are sent at once.
const PIECE: usize = 64 << 10;

/// The version that somebody has already.
pub(super) struct Asked(Option<String>);

impl Asked {
    pub fn of(headers: &HeaderMap) -> Asked {
        let said = headers.get(header::IF_NONE_MATCH);
        Asked(
            said.and_then(|value| value.to_str().ok())
                .map(str::to_owned),
        )
    }

    /// Whether it is the one with this tag.
    pub fn knows(&self, tag: &str) -> bool {
        let said = self.0.as_deref().unwrap_or_default();
        said.split(',').any(|one| one.trim() == quoted(tag))
    }
}

/// Weak, because the same content goes out packed and unpacked.
fn quoted(tag: &str) -> String {
    format!("W/\"{tag}\"")
}

fn kept(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&quoted(tag)) {
        headers.insert(header::ETAG, tag);
    }
    let kept = HeaderValue::from_static("public, no-cache");
    headers.insert(header::CACHE_CONTROL, kept);
    response
}

/// That what somebody has is still the same.
pub(super) fn unchanged(tag: &str) -> Response {
    kept(StatusCode::NOT_MODIFIED.into_response(), tag)
}

/// A page.
pub(super) fn page(asked: Asked, status: StatusCode, bytes: Vec<u8>) -> Response {
    let tag = &digest(&bytes)[..32];
    if status == StatusCode::OK && asked.knows(tag) {
        return unchanged(tag);
    }
    let kind = [(header::CONTENT_TYPE, media("html"))];
    kept((status, kind, bytes).into_response(), tag)
}

/// A file to be taken away.
pub(super) fn file(tag: &str, name: &str, bytes: Vec<u8>) -> Response {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    kept(sent(name, media(ending), bytes), tag)
}

/// A file from the disk, piece by piece, so that a large one is never whole in memory.
pub(super) fn streamed(tag: &str, path: &str, size: u64, file: File) -> Response {
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let count = file.read(&mut piece).await?;
        piece.truncate(count);
        let more = (count > 0).then(|| (Bytes::from(piece), file));
        Ok::<_, std::io::Error>(more)
    });
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kind = match ending {
        "css" => "text/css; charset=utf-8",
        "cff" => "text/plain; charset=utf-8",
        "sqlite" => "application/vnd.sqlite3",
        ending => media(ending),
    };
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    if matches!(ending, "csv" | "json" | "sqlite") {
        let taken = HeaderValue::from_static("attachment");
        headers.insert(header::CONTENT_DISPOSITION, taken);
    }
    kept(response, tag)
}
