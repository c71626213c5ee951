//! A browser as a person uses it: pages opened, things clicked, keys pressed. The protocol is W3C WebDriver, JSON over plain HTTP, spoken
//! to chromedriver.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The keys that have no sign of their own.
pub mod key {
    pub const TAB: char = '\u{E004}';
    pub const ENTER: char = '\u{E007}';
    pub const CONTROL: char = '\u{E009}';
    pub const ESCAPE: char = '\u{E00C}';
}

/// The name under which the protocol hands elements on.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a thing may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether Chromium and chromedriver are here.
pub fn is_here() -> bool {
    ["chromium", "chromedriver"]
        .iter()
        .all(|program| Command::new(program).arg("--version").output().is_ok())
}

/// A browser with a profile of its own, which goes with it.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Where pages are that are named by a path.
    site: String,
    downloads: TempDir,
    _profile: TempDir,
}

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Element(String);

impl Browser {
    /// Opens one at a site.
    pub fn open(site: &str) -> Browser {
        Browser::start(site, true)
    }

    /// Opens one in which no script of a page runs.
    pub fn without_script(site: &str) -> Browser {
        Browser::start(site, false)
    }

    fn start(site: &str, scripts: bool) -> Browser {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let port = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).unwrap() > 0, "chromedriver ended");
            let port = line.split("successfully on port ").nth(1);
            if let Some(port) = port {
                break port.trim().trim_end_matches('.').parse().unwrap();
            }
        };
        let (profile, downloads) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
            site: site.to_owned(),
            downloads,
            _profile: profile,
        };
        let mut preferences = json!({
            "download.default_directory": browser.downloads.path(),
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 1,
        });
        if !scripts {
            preferences["profile.default_content_setting_values.javascript"] = json!(2);
        }
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--window-size=1366,768", format!("--user-data-dir={}", browser._profile.path().display()),
            ],
            "prefs": preferences,
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "accept and notify",
        }}});
        let begun = browser.call("POST", "/session", &wanted).unwrap();
        browser.session = format!("/session/{}", begun["sessionId"].as_str().unwrap());
        browser.size(1366, 768);
        browser
    }

    /// One request to chromedriver.
    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = match method {
            "POST" => body.to_string(),
            _ => String::new(),
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(300)))
            .unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).unwrap();
            let line = line.trim().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut bytes = vec![0; length];
        answer.read_exact(&mut bytes).unwrap();
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        let value = answer["value"].clone();
        match value.get("error") {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.call("POST", &format!("{}{path}", self.session), body)
    }

    fn get(&self, path: &str) -> Result<Value, String> {
        self.call("GET", &format!("{}{path}", self.session), &Value::Null)
    }

    /// A command of the developer tools.
    pub fn tool(&self, command: &str, parameters: Value) -> Value {
        let asked = json!({"cmd": command, "params": parameters});
        self.post("/goog/cdp/execute", &asked).unwrap()
    }

    /// Ends the story here, with what stands on the page.
    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let page = self.script("return document.body.innerText", &[]);
        let page: String = page
            .as_str()
            .unwrap_or_default()
            .chars()
            .take(3_000)
            .collect();
        panic!("{what}\n{}\n{page}", self.address());
    }

    /// Opens a page of the site.
    #[track_caller]
    pub fn go(&self, path: &str) {
        let url = format!("{}{path}", self.site);
        self.post("/url", &json!({"url": url})).unwrap();
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        let url = self.get("/url").unwrap();
        url.as_str().unwrap_or_default().to_owned()
    }

    /// Where pages are that are named by a path.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Gives the page this many pixels.
    pub fn size(&self, width: u32, height: u32) {
        self.tool(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// What a script of the story says of the page.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.post(
            "/execute/sync",
            &json!({"script": script, "args": arguments}),
        )
        .unwrap()
    }

    /// What a script of the story says in the end, which it hands to its last argument.
    #[track_caller]
    pub fn wait_for(&self, script: &str, arguments: &[Value]) -> Value {
        let asked = json!({"script": script, "args": arguments});
        self.post("/execute/async", &asked).unwrap()
    }

    fn look_for(&self, using: &str, value: &str) -> Vec<Element> {
        let found = self.post("/elements", &json!({"using": using, "value": value}));
        let found = found.unwrap_or_default();
        let each = found.as_array().into_iter().flatten();
        each.filter_map(|one| one[ELEMENT].as_str())
            .map(|id| Element(id.to_owned()))
            .collect()
    }

    /// All elements that a selector finds now.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        self.look_for("css selector", selector)
    }

    /// Whether there is one.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    #[track_caller]
    fn wait<T>(&self, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ask() {
                return found;
            }
            if Instant::now() > until {
                self.fail(&format!("在页面上没有等到：{what}"));
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// The first element of a selector, waited for.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element {
        self.wait(selector, || self.all(selector).into_iter().next())
    }

    /// The first button, link, label or summary that says this, or has it as its name; waited for.
    #[track_caller]
    pub fn named(&self, words: &str) -> Element {
        let named = format!(
            "//*[self::button or self::a or self::summary or self::label][normalize-space()='{words}' or @aria-label='{words}' or starts-with(normalize-space(), '{words}')]"
        );
        self.wait(words, || {
            let all = self.look_for("xpath", &named);
            all.into_iter().find(|one| self.is_shown(one))
        })
    }

    fn is_shown(&self, element: &Element) -> bool {
        let shown = self.get(&format!("/element/{}/displayed", element.0));
        shown.is_ok_and(|shown| shown == true)
    }

    /// Clicks on an element, after moving it to the middle of the window, as a person does.
    #[track_caller]
    pub fn press(&self, element: &Element) {
        if let Err(error) = self.pressed(element) {
            self.fail(&error);
        }
    }

    fn pressed(&self, element: &Element) -> Result<(), String> {
        let to_middle = json!({
            "script": "arguments[0].scrollIntoView({block: 'center'})",
            "args": [{ELEMENT: element.0}],
        });
        self.post("/execute/sync", &to_middle)?;
        self.post(&format!("/element/{}/click", element.0), &json!({}))?;
        // A page that is asked for by a click begins a moment after it; whatever is asked next waits until it is there.
        std::thread::sleep(Duration::from_millis(20));
        Ok(())
    }

    /// Finds something and clicks on it; once more where the page was just being replaced.
    #[track_caller]
    fn press_found(&self, find: impl Fn() -> Element) {
        for _ in 0..5 {
            match self.pressed(&find()) {
                Ok(()) => return,
                Err(error) if error.contains("stale element") => {}
                Err(error) => self.fail(&error),
            }
        }
        self.fail("页面总在换");
    }

    /// Clicks on what a selector finds.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.press_found(|| self.find(selector));
    }

    /// Clicks on what says this.
    #[track_caller]
    pub fn click_on(&self, words: &str) {
        self.press_found(|| self.named(words));
    }

    /// Types into a field, after emptying it.
    #[track_caller]
    pub fn write(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.post(&format!("/element/{}/clear", element.0), &json!({}))
            .unwrap_or_else(|error| self.fail(&error));
        self.add(&element, text);
    }

    /// Types into an element; a file is named by its path.
    #[track_caller]
    pub fn add(&self, element: &Element, text: &str) {
        let typed = self.post(
            &format!("/element/{}/value", element.0),
            &json!({"text": text}),
        );
        if let Err(error) = typed {
            self.fail(&error);
        }
    }

    /// Puts a file into a field.
    #[track_caller]
    pub fn file(&self, selector: &str, path: &Path) {
        self.add(&self.find(selector), &path.display().to_string());
    }

    /// Picks an entry of a select.
    #[track_caller]
    pub fn pick(&self, selector: &str, value: &str) {
        self.click(&format!("{selector} option[value='{value}']"));
    }

    /// Presses keys, one after another, wherever the focus is.
    pub fn keys(&self, keys: &str) {
        let mut actions = Vec::new();
        for key in keys.chars() {
            actions.push(json!({"type": "keyDown", "value": key.to_string()}));
            actions.push(json!({"type": "keyUp", "value": key.to_string()}));
        }
        self.act(actions);
    }

    /// Presses a key while another is held.
    pub fn chord(&self, held: char, key: char) {
        let down = |key: char| json!({"type": "keyDown", "value": key.to_string()});
        let up = |key: char| json!({"type": "keyUp", "value": key.to_string()});
        self.act(vec![down(held), down(key), up(key), up(held)]);
    }

    /// Puts something on the clipboard, by kind, as an office program does.
    #[track_caller]
    pub fn copy(&self, kinds: &Value) {
        let allowed = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        self.tool("Browser.grantPermissions", allowed);
        let copied = self.wait_for(
            "const [kinds, done] = arguments, item = {};
             for (const kind in kinds) item[kind] = new Blob([kinds[kind]], {type: kind});
             navigator.clipboard.write([new ClipboardItem(item)]).then(() => done(''), e => done(String(e)));",
            std::slice::from_ref(kinds),
        );
        assert_eq!(copied, "");
    }

    fn act(&self, actions: Vec<Value>) {
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("/actions", &json!({"actions": [keyboard]}))
            .unwrap();
    }

    /// Moves the focus on by Tab until it is on what a selector finds, as who has no mouse does. The focus must be seen there.
    #[track_caller]
    pub fn tab_to(&self, selector: &str) {
        for _ in 0..400 {
            self.keys(&key::TAB.to_string());
            let there = self.script(
                "const a = document.activeElement; if (!a || !a.matches(arguments[0])) return null;
                 const seen = e => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) > 0;
                 const label = a.id && document.querySelector('label[for=\"' + a.id + '\"]');
                 return seen(a) || seen(label);",
                &[json!(selector)],
            );
            match there {
                Value::Bool(true) => return,
                Value::Bool(false) => self.fail(&format!("看不出焦点在 {selector}")),
                _ => {}
            }
        }
        self.fail(&format!("用 Tab 键到不了 {selector}"));
    }

    /// What an element says.
    #[track_caller]
    pub fn said(&self, element: &Element) -> String {
        let text = self.get(&format!("/element/{}/text", element.0));
        text.unwrap_or_default()
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// What stands where a selector points.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.said(&self.find(selector))
    }

    /// What an element holds: the value of a field, an attribute.
    #[track_caller]
    pub fn held(&self, selector: &str, name: &str) -> String {
        let element = self.find(selector);
        let value = self.get(&format!("/element/{}/property/{name}", element.0));
        value
            .unwrap_or_default()
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the page says this.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        self.until(words, || self.text("body").contains(words));
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn until(&self, what: &str, mut so: impl FnMut() -> bool) {
        self.wait(what, || so().then_some(()));
    }

    /// Does something that ends in a download; the file with its bytes.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce()) -> PathBuf {
        let known = self.downloaded();
        act();
        self.wait("下载的文件", || {
            let mut now = self.downloaded();
            now.retain(|path| !known.contains(path));
            now.into_iter().find(|path| {
                let ending = path.extension().and_then(|ending| ending.to_str());
                !matches!(ending, Some("crdownload" | "tmp") | None)
            })
        })
    }

    fn downloaded(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.downloads.path()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                !name.starts_with('.')
            })
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call("DELETE", &self.session, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
