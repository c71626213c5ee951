//! Answers with an ETag: asked for again with `If-None-Match`, they are sent only where they changed.

use super::problem::Problem;
use crate::Error;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The tag of something by what it changes with. Weak, because answers go out packed and unpacked; another version of the program may say
/// the same thing in other words.
pub(super) fn tag(what: &str) -> String {
    format!("W/\"{what}.{}\"", env!("CARGO_PKG_VERSION"))
}

/// Whether the asker has it already.
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let asked = headers.get_all(header::IF_NONE_MATCH).into_iter();
    let mut known = asked
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','));
    known.any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
}

fn marked(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    let kept = HeaderValue::from_static("private, no-cache");
    headers.insert(header::CACHE_CONTROL, kept);
    let by = HeaderValue::from_static("authorization");
    headers.append(header::VARY, by);
    response
}

/// Nothing new.
pub(super) fn unchanged(tag: &str) -> Response {
    marked(StatusCode::NOT_MODIFIED.into_response(), tag)
}

/// The answer with its tag.
pub(super) fn answer(tag: &str, body: &impl Serialize) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(body).map_err(|_| Error::Ours)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok(marked((kind, bytes).into_response(), tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_the_tags_that_are_known_will_do() {
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
            headers
        };
        let now = "W/\"7.2\"";
        for known in ["W/\"7.2\"", "\"7.2\"", "\"a\", W/\"7.2\"", "*"] {
            assert!(has(&asked(known), now), "{known}");
        }
        for other in ["W/\"7.1\"", "7", ""] {
            assert!(!has(&asked(other), now), "{other}");
        }
    }
}
