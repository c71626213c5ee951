//! What tests of pages share: an application over an empty store, a clock that is set by hand, a person with a browser.

use crate::guard::rights::Right;
use crate::pages::setup::hashed;
use crate::{App, Chance, Clock, Settings, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::civil::{Date, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use store::accounts::{self, NewAccount};
use store::{Millis, Store};
use tempfile::TempDir;
use tower::ServiceExt;
use workflow::Role;

/// A clock that is set by hand.
#[derive(Debug, Default)]
pub(crate) struct Set(AtomicI64);

impl Set {
    /// Lets time go on.
    pub fn wait(&self, millis: Millis) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for Set {
    fn now(&self) -> Millis {
        1_768_000_000_000 + self.0.load(Ordering::SeqCst)
    }

    fn today(&self) -> Date {
        date(2026, 1, 15)
    }

    fn shown(&self, at: Millis) -> String {
        format!("时刻{at}")
    }
}

/// Bytes that differ from call to call.
#[derive(Debug, Default)]
struct Counted(AtomicU8);

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let first = self.0.fetch_add(1, Ordering::SeqCst);
        for (place, byte) in (0u8..).zip(bytes) {
            *byte = first.wrapping_add(place);
        }
    }
}

/// The password of everybody in tests.
pub(crate) const PASSWORD: &str = "Ceshi-2026-x";

/// An application over an empty store, with its folder and its clock.
pub(crate) struct House {
    pub app: App,
    pub clock: Arc<Set>,
    router: Router,
    _folder: TempDir,
}

/// A house with an account of each role, whose login is the key of the role.
pub(crate) async fn house() -> House {
    let house = empty(Settings::default()).await;
    let hash = hashed(&house.app, PASSWORD).await.unwrap();
    let mut tx = house.app.store.begin().await.unwrap();
    for role in Right::Own.roles() {
        let new = NewAccount {
            login: role.key(),
            name: role.word(),
            role: role.key(),
            organisation: None,
            password: &hash,
            must_change: false,
        };
        let now = house.app.clock.now();
        accounts::add(&mut tx, now, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
    house
}

/// A house in which nobody has an account.
pub(crate) async fn empty(settings: Settings) -> House {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path()).await.unwrap();
    let clock = Arc::new(Set::default());
    let app = App::new(store, settings, clock.clone(), Arc::new(Counted::default()));
    House {
        router: router(app.clone()),
        app,
        clock,
        _folder: folder,
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// Where it leads.
    pub fn leads_to(&self) -> &str {
        let to = self.headers.get(header::LOCATION);
        to.and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.get(name);
        found
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// A person with a browser.
#[derive(Clone)]
pub(crate) struct Person {
    pub router: Router,
    pub cookie: Option<String>,
    pub secret: String,
}

impl House {
    /// Somebody who has not logged in.
    pub fn stranger(&self) -> Person {
        Person {
            router: self.router.clone(),
            cookie: None,
            secret: String::new(),
        }
    }

    /// Somebody who logged in in this role.
    pub async fn person(&self, role: Role) -> Person {
        let mut person = self.stranger();
        let answer = person.login(role.key(), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        person
    }

    /// Does all long work that waits.
    pub async fn work(&self) {
        while crate::desk::jobs::next(&self.app).await.unwrap() {}
    }
}

impl Person {
    /// Sends a request as it is.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 256 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, "czj.example");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form of a page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        fields.push(("secret", &self.secret));
        let body = serde_urlencoded::to_string(&fields).unwrap();
        let request = Request::post(path)
            .header(header::HOST, "czj.example")
            .header(header::ORIGIN, "http://czj.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form of a page with files.
    pub async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body: Vec<u8> = Vec::new();
        let secret = [("secret", self.secret.as_str())];
        for (name, value) in fields.iter().chain(&secret) {
            let part = format!(
                "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--X--\r\n");
        let request = Request::post(path)
            .header(header::HOST, "czj.example")
            .header(header::ORIGIN, "http://czj.example")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Logs in; the browser keeps the cookie, the page the secret.
    pub async fn login(&mut self, login: &str, password: &str) -> Answer {
        let answer = self
            .post("/login", &[("login", login), ("password", password)])
            .await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or("");
        if !cookie.is_empty() {
            self.cookie = Some(cookie.to_owned());
            let page = self.get("/me").await.text;
            let after = page.split("name=\"secret\" value=\"").nth(1);
            let secret = after.and_then(|rest| rest.split('"').next());
            self.secret = secret.unwrap_or_default().to_owned();
        }
        answer
    }
}

/// A form as a unit's clerk would paste it; `mark` stands in every field.
pub(crate) fn pasted(mark: &str, value: &str) -> String {
    format!(
        "2026年项目支出绩效目标表{mark}\n单位：万元\n项目名称\t护林员培训{mark}\n主管部门\t云泽市林草局{mark}\t实施单位\t云泽市林业站{mark}\n项目资金\t年度资金总额\t7.2\n\t财政拨款\t7.2\n年度总体目标\t2026年10月底前培训护林员160人，合格率95%以上。{mark}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训护林员160人{mark}\t{value}\n产出指标\t质量指标\t培训合格率\t≥95%\n效益指标\t社会效益指标\t火情处置及时率{mark}\t≥98%{mark}\n满意度指标\t服务对象满意度指标\t参训护林员满意度\t≥90%\n"
    )
}
