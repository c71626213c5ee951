//! Style, scripts and icon, compiled in. Their addresses hold their digest, so that browsers keep them and never show an old one.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pipeline::writers::paint::html::PAPER;
use std::sync::LazyLock;
use store::contents::digest;

struct Asset {
    name: &'static str,
    kind: &'static str,
    text: String,
    digest: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let style = [include_str!("assets/style.css"), PAPER].concat();
    let all = [
        ("style.css", "text/css; charset=utf-8", style),
        (
            "check.js",
            "text/javascript; charset=utf-8",
            include_str!("assets/check.js").to_owned(),
        ),
        (
            "desk.js",
            "text/javascript; charset=utf-8",
            include_str!("assets/desk.js").to_owned(),
        ),
        (
            "icon.svg",
            "image/svg+xml",
            include_str!("assets/icon.svg").to_owned(),
        ),
    ];
    all.into_iter()
        .map(|(name, kind, text)| Asset {
            name,
            kind,
            digest: digest(text.as_bytes())[..12].to_owned(),
            text,
        })
        .collect()
});

/// The address of an asset.
pub(crate) fn address(name: &str) -> String {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    let digest = found.map_or("", |asset| asset.digest.as_str());
    format!("/static/{digest}/{name}")
}

/// `GET /static/DIGEST/NAME`.
pub(crate) async fn get(Path((digest, name)): Path<(String, String)>) -> Response {
    let found = ASSETS
        .iter()
        .find(|asset| asset.name == name && asset.digest == digest);
    match found {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.text.clone()).into_response()
        }
        None => crate::Error::NotFound.into_response(),
    }
}
