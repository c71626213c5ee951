//! What is looked at on every page.

use crate::browser::Browser;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The rules of axe that came out, with the element; nothing where all hold.
const RUN: &str = "const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | '))),
  e => done(['axe: ' + e]));";

/// Looks at pages.
#[derive(Default)]
pub struct Eyes {
    axe: Option<String>,
    folder: Option<PathBuf>,
    seen: usize,
    /// What is wrong, page by page.
    wrong: Vec<String>,
}

impl Eyes {
    /// With axe where there is one, and pictures where they are wanted.
    pub fn with_pictures() -> Eyes {
        let axe = std::env::var("AXE_CORE").ok();
        let axe = axe.and_then(|path| std::fs::read_to_string(path).ok());
        if axe.is_none() {
            eprintln!("SKIPPED axe: 用环境变量 AXE_CORE 指明 axe.min.js（npm pack axe-core）");
        }
        let folder = std::env::var_os("JIXIAO_STORY_SHOTS").map(PathBuf::from);
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
        }
        Eyes {
            axe,
            folder,
            seen: 0,
            wrong: Vec::new(),
        }
    }

    /// Looks at the page; what is wrong is kept to the end.
    pub fn look(&mut self, browser: &Browser, name: &str) {
        self.seen += 1;
        let name = format!("{:02}-{name}", self.seen);
        let wide = browser.script(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth",
            &[],
        );
        if wide.as_i64() > Some(0) {
            self.wrong.push(format!("{name}: {wide} 像素伸出页面"));
        }
        if let Some(axe) = &self.axe {
            browser.script(axe, &[]);
            let found = browser.wait_for(RUN, &[]);
            let found = found.as_array().into_iter().flatten();
            self.wrong.extend(found.map(|one| format!("{name}: {one}")));
        }
        self.picture(browser, &name);
    }

    /// Looks at it again on a phone.
    pub fn look_narrow(&mut self, browser: &Browser, name: &str) {
        browser.size(390, 844);
        self.look(browser, &format!("{name}-390"));
        browser.size(1366, 768);
    }

    /// All pages were right.
    pub fn close(self) {
        let pages = self.seen;
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
        eprintln!("看过 {pages} 页");
    }

    fn picture(&self, browser: &Browser, name: &str) {
        let Some(folder) = &self.folder else {
            return;
        };
        let whole = "return [innerWidth, Math.min(2400, Math.max(innerHeight, document.documentElement.scrollHeight))]";
        let size = browser.script(whole, &[]);
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1});
        let taken = browser.tool(
            "Page.captureScreenshot",
            json!({"captureBeyondViewport": true, "clip": clip}),
        );
        save(folder.join(format!("{name}.png")), &taken);
        let printed = browser.tool("Page.printToPDF", json!({"preferCSSPageSize": true}));
        save(folder.join(format!("{name}.pdf")), &printed);
    }
}

fn save(path: PathBuf, answer: &Value) {
    let text = answer["data"].as_str().unwrap_or_default();
    std::fs::write(path, decoded(text)).unwrap();
}

/// Base64, without a crate for it.
fn decoded(text: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for at in text.chars().filter_map(|sign| SIGNS.find(sign)) {
        held = held << 6 | u32::try_from(at).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 255).unwrap());
        }
    }
    bytes
}
