//! The main ways of a clerk and a reviewer without a mouse: Tab, Enter, Space, and a focus that is seen.

use crate::PASSWORD;
use crate::administrators::log_out;
use crate::browser::{Browser, key};
use crate::files::sample;
use serde_json::json;

fn enter(browser: &Browser) {
    browser.keys(&key::ENTER.to_string());
}

pub fn story(browser: &Browser) {
    clerk(browser);
    reviewer(browser);
}

fn clerk(browser: &Browser) {
    browser.go("/");
    // The first stop leads past the navigation.
    browser.tab_to(".skip");
    browser.tab_to("#file");
    // The dialogue of the system is none of the page's.
    browser.file("#file", &sample("waste-sorting.docx"));
    browser.sees("生活垃圾分类督导");
    browser.tab_to("textarea[name='c.1.r6.value']");
    browser.chord(key::CONTROL, 'a');
    browser.keys("≥94%");
    browser.until("核对完", || browser.text("#state").starts_with("已核对"));
    browser.tab_to("button[value^='accept.']");
    browser.keys(" ");
    browser.sees("已改动");
    assert_eq!(
        browser.held("textarea[name='c.1.r6.value']", "value"),
        "≥94%"
    );
    browser.tab_to("button[value=undo]");
    enter(browser);
    browser.sees("已改动");
    browser.tab_to(".menu summary");
    enter(browser);
    browser.tab_to("button[value=changes]");
    browser.keys(&key::ESCAPE.to_string());
    assert!(!browser.has(".menu[open]"));
    browser.tab_to("button[value=own]");
    let file = browser.download(|| enter(browser));
    assert!(file.metadata().unwrap().len() > 0);
    browser.tab_to("a.button[href='/']");
    enter(browser);
    browser.find("#drop");
}

fn reviewer(browser: &Browser) {
    browser.go("/login");
    // The cursor stands where the name is written.
    let here = browser.script("return document.activeElement.id", &[]);
    assert_eq!(here, json!("login"));
    browser.keys("jixiao");
    browser.tab_to("#password");
    browser.keys(PASSWORD);
    enter(browser);
    browser.find(".cards");
    browser.tab_to("nav a[href^='/review']");
    enter(browser);
    browser.tab_to("table.queue tbody a");
    enter(browser);
    browser.find(".tools .what");
    let first = browser.text(".tools h1");
    browser.keys("n");
    browser.until("下一张", || browser.text(".tools h1") != first);
    let open = browser.all(".decide button[value=drop]").len();
    if open > 0 {
        browser.tab_to(".decide button[value=drop]");
        browser.keys(" ");
        browser.until("定了一条", || browser.has(".decided-as.dropped"));
    }
    browser.tab_to("nav a[href^='/classes']");
    enter(browser);
    browser.tab_to("table.list tbody a");
    enter(browser);
    browser.find(".class");
    browser.tab_to("nav a[href^='/letters']");
    enter(browser);
    browser.tab_to("button[name=settle], a[href^='/letters/preview']");
    log_out(browser);
}
