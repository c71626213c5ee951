//! Requests that change something come from our own pages, and the server is called by its own name.

use crate::{App, Error};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a request that changes something may have come from our own page: browsers say so by `Sec-Fetch-Site`, on plain http by
/// `Origin`. Programs say neither, and have no cookie that another page could use.
fn is_ours(headers: &HeaderMap, called: &str) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text(headers, header::ORIGIN) {
        None => true,
        Some(origin) => {
            let named = origin.split_once("://").map(|(_, host)| host);
            named == Some(called)
        }
    }
}

/// The name in a `Host` header, without the port.
fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

/// By which name and port the server is called: `Host`, with HTTP/2 the authority of the address.
fn called(request: &Request) -> &str {
    let named = text(request.headers(), header::HOST);
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    named.or(authority).unwrap_or_default()
}

/// Refuses what comes from elsewhere.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let called = called(&request);
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if !safe && !is_ours(request.headers(), called) {
        return Error::Foreign.into_response();
    }
    let hosts = &app.settings.hosts;
    let own = |host: &String| host.eq_ignore_ascii_case(name(called));
    if !hosts.is_empty() && !hosts.iter().any(own) {
        return Error::Foreign.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_its_port() {
        assert_eq!(name("127.0.0.1:8080"), "127.0.0.1");
        assert_eq!(name("[::1]:8080"), "[::1]");
        assert_eq!(name("czj.example"), "czj.example");
    }

    #[test]
    fn another_site_is_refused_with_old_browsers_too() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            headers
        };
        let ours = |pairs: &[(&'static str, &'static str)]| is_ours(&headers(pairs), "czj:8080");
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(ours(&[("origin", "http://czj:8080")]));
        assert!(!ours(&[("origin", "http://evil")]));
        assert!(!ours(&[("origin", "null")]));
    }
}
