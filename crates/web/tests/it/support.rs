//! A server over an empty store, with a clock that stands, chance that repeats itself, and accounts of every role.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::civil::{Date, date};
use serde_json::Value;
use sqlx::Connection;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::accounts::{self, NewAccount};
use store::contents::digest;
use store::{Millis, Store, tokens};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, Chance, Clock, Settings, router};
use workflow::Role;

/// When every test begins.
pub const BEGIN: Millis = 1_772_000_000_000;

/// A clock that stands until it is moved.
pub struct Standing(AtomicI64);

impl Standing {
    pub fn go_on(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }
}

impl Clock for Standing {
    fn now(&self) -> Millis {
        self.0.load(Ordering::Relaxed)
    }

    fn today(&self) -> Date {
        date(2026, 3, 5)
    }

    fn shown(&self, at: Millis) -> String {
        format!("{at}")
    }
}

/// The same bytes in every run.
struct Seeded(AtomicU64);

impl Chance for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let last = self.0.load(Ordering::Relaxed);
            let next = last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            self.0.store(next, Ordering::Relaxed);
            *byte = (next >> 56) as u8;
        }
    }
}

/// A server.
pub struct Town {
    pub app: App,
    pub clock: Arc<Standing>,
    router: Router,
    _folder: Option<TempDir>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that it is a problem of this type and gives its sentence.
    pub fn problem(&self, kind: &str, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.header("cache-control"), "no-store");
        let said = self.json();
        assert_eq!(said["type"], format!("/api/v1#{kind}"), "{said}");
        assert_eq!(said["status"], status);
        let detail = said["detail"].as_str().unwrap().to_owned();
        let is_chinese = |text: &str| text.chars().any(|sign| ('一'..='龥').contains(&sign));
        assert!(is_chinese(&detail), "{detail}");
        assert!(is_chinese(said["title"].as_str().unwrap()));
        detail
    }
}

/// A file for a multipart body.
pub type Part<'a> = (&'a str, &'a [u8]);

/// A multipart body: its media type and bytes.
pub fn multipart(files: &[Part], fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    for (name, value) in fields {
        let field = format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(field.as_bytes());
    }
    body.extend(b"--grenze--\r\n");
    ("multipart/form-data; boundary=grenze".to_owned(), body)
}

impl Town {
    fn of(store: Store, settings: Settings, folder: Option<TempDir>) -> Town {
        let clock = Arc::new(Standing(AtomicI64::new(BEGIN)));
        let chance = Arc::new(Seeded(AtomicU64::new(7)));
        let app = App::new(store, settings, clock.clone(), chance);
        Town {
            router: router(app.clone()),
            app,
            clock,
            _folder: folder,
        }
    }

    /// With settings, over an empty file.
    pub async fn with(settings: Settings) -> Town {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path()).await.unwrap();
        Town::of(store, settings, Some(folder))
    }

    /// Over an empty schema of the server; none where no server is named.
    async fn at_server(name: &str) -> Option<Town> {
        let url = std::env::var("JIXIAO_TEST_DATABASE").ok()?;
        let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
        for sql in [
            format!("DROP SCHEMA IF EXISTS web_{name} CASCADE"),
            format!("CREATE SCHEMA web_{name}"),
        ] {
            let sql = sqlx::query(sqlx::AssertSqlSafe(sql));
            sql.execute(&mut connection).await.unwrap();
        }
        let url = format!("{url}?options=-c%20search_path%3Dweb_{name}");
        let store = Store::at_server(&url).await.unwrap();
        Some(Town::of(store, Settings::default(), None))
    }

    /// Makes an account and gives its number.
    pub async fn account(&self, login: &str, role: Role) -> i64 {
        let mut tx = self.app.store.begin().await.unwrap();
        let new = NewAccount {
            login,
            name: login,
            role: role.key(),
            organisation: None,
            password: "-",
            must_change: false,
        };
        let id = accounts::add(&mut tx, BEGIN, &new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Makes a token of an account that is taken for an hour.
    pub async fn token(&self, account: i64) -> String {
        let token = self.app.token();
        let kept = digest(token.as_bytes());
        let until = BEGIN + 3_600_000;
        let mut tx = self.app.store.begin().await.unwrap();
        tokens::add(&mut tx, BEGIN, account, "测试", &kept, until)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        token
    }

    /// A token of a new account of this role.
    pub async fn token_of(&self, role: Role) -> String {
        let account = self.account(role.key(), role).await;
        self.token(account).await
    }

    /// Asks the router.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: axum::body::to_bytes(body, usize::MAX).await.unwrap(),
        }
    }

    /// A request with headers; an empty token is none.
    pub async fn send(
        &self,
        method: &str,
        address: &str,
        token: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "test");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(body.into()).unwrap()).await
    }

    pub async fn get(&self, address: &str, token: &str) -> Answer {
        self.send("GET", address, token, &[], "").await
    }

    pub async fn post_files(
        &self,
        address: &str,
        token: &str,
        files: &[Part<'_>],
        fields: &[(&str, &str)],
    ) -> Answer {
        let (kind, body) = multipart(files, fields);
        self.send("POST", address, token, &[("content-type", &kind)], body)
            .await
    }

    /// Takes files in and waits until they are read.
    pub async fn deliver(&self, token: &str, files: &[Part<'_>], returned: bool) -> Value {
        let returned = if returned { "true" } else { "false" };
        let fields = [("returned", returned)];
        let taken = self
            .post_files("/api/v1/deliveries", token, files, &fields)
            .await;
        assert_eq!(taken.status, 202, "{}", taken.text());
        let place = taken.header("location").to_owned();
        let work = tokio::spawn(web::work(self.app.clone()));
        for _ in 0..600 {
            let told = self.get(&place, token).await.json();
            if told["state"] == "done" || told["state"] == "failed" {
                work.abort();
                return told;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("没有读完");
    }
}

/// A form of the number `n`, with a cell that a rule speaks about.
pub fn form(n: usize, value: &str) -> String {
    format!(
        "2026年项目支出绩效目标表\n单位：万元\n项目名称\t第{n}号护林员培训\n主管部门\t云泽市林草局\t实施单位\t云泽市第{n}林业站\n项目资金\t年度资金总额\t7.2\n年度总体目标\t2026年10月底前培训护林员160人，合格率95%以上。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训护林员人数\t{value}\n产出指标\t时效指标\t培训完成时间\t2026年10月底前\n效益指标\t社会效益指标\t火情处置及时率\t≥98%\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n"
    )
}

/// Tells a story to both databases.
pub fn tell<F: Future<Output = ()>>(name: &str, story: impl Fn(Town) -> F) {
    run(async {
        story(Town::with(Settings::default()).await).await;
        match Town::at_server(name).await {
            Some(town) => story(town).await,
            None => eprintln!("跳过 PostgreSQL：没有设 JIXIAO_TEST_DATABASE"),
        }
    });
}

/// Runs a story to its end.
pub fn run(story: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(story);
}
