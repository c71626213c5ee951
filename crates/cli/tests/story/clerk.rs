//! A clerk without an account: a file in, points, a repair, a cell, the same file back.

use crate::browser::{Browser, key};
use crate::eyes::Eyes;
use crate::files::{differences, read, sample, text_of, written};
use serde_json::json;
use std::path::Path;

/// Puts a file into the first page.
#[track_caller]
pub fn put(browser: &Browser, path: &Path) {
    browser.go("/");
    browser.file("#file", path);
}

/// Writes into a cell of the drawn form in place of what stands there.
#[track_caller]
pub fn type_over(browser: &Browser, cell: &str, text: &str) {
    browser.click(cell);
    browser.chord(key::CONTROL, 'a');
    browser.keys(text);
}

pub fn story(browser: &Browser, eyes: &mut Eyes) {
    let folder = tempfile::tempdir().unwrap();
    browser.go("/");
    eyes.look(browser, "自查");
    eyes.look_narrow(browser, "自查");
    word(browser, eyes);
    excel(browser);
    pasted(browser);
    refused(browser, eyes, folder.path());
}

/// A Word file from the first page to the corrected file.
fn word(browser: &Browser, eyes: &mut Eyes) {
    let original = sample("waste-sorting.docx");
    put(browser, &original);
    browser.sees("生活垃圾分类督导");
    browser.sees("已核对无误");
    eyes.look(browser, "核对结果");
    eyes.look_narrow(browser, "核对结果");
    let points = browser.all(".points .point").len();
    assert!(points >= 3);

    browser.click_on("采纳第3点的改法");
    browser.sees("已改动 1 处");
    assert_eq!(browser.all(".points .point").len(), points - 1);
    eyes.look(browser, "采纳之后");

    // Points follow what is typed, and go back with it.
    let cell = "textarea[name='c.1.r6.value']";
    let before = browser.text(".right");
    type_over(browser, cell, "明显提升");
    browser.until("要点随改动变化", || {
        browser.text("#state").starts_with("已核对") && browser.text(".right") != before
    });
    eyes.look(browser, "边写边核对");
    type_over(browser, cell, "≥93%");
    browser.until("核对完", || {
        browser.text("#state").starts_with("已核对") && browser.text(".right").contains("≥93%")
    });
    browser.click_on("撤销一步");
    browser.sees("已改动 1 处");
    assert_ne!(browser.held(cell, "value"), "≥93%");
    type_over(browser, cell, "≥93%");

    // What was just typed goes along.
    let file = browser.download(|| browser.click_on("下载改好的原文件"));
    let changed = differences(&original, &file);
    let changed: Vec<&str> = changed.iter().map(|(_, _, is)| is.as_str()).collect();
    assert!(changed.contains(&"≥93%"), "{changed:?}");
    assert!(read(&file).iter().all(|(_, text)| text != "≥90%"));
    assert!(changed.len() <= 6, "{changed:?}");

    browser.click(".menu summary");
    eyes.look(browser, "更多下载");
    let list = browser.download(|| browser.click_on("修改对照表（Word）"));
    assert!(text_of(&list).contains("93%"));
    let more = |words: &str| {
        if !browser.has("details.menu[open]") {
            browser.click(".menu summary");
        }
        browser.download(|| browser.click_on(words))
    };
    let report = std::fs::read_to_string(more("核对报告（网页）")).unwrap();
    assert!(report.contains("生活垃圾分类督导"));
    for words in ["正式表（Word）", "正式表（Excel）", "正式表（PDF）"] {
        let cells = read(&more(words));
        assert!(cells.iter().any(|(_, text)| text == "≥93%"), "{words}");
    }
    let text = std::fs::read_to_string(more("一体化系统用的文本")).unwrap();
    assert!(text.contains("93"));
}

/// An Excel file, likewise.
fn excel(browser: &Browser) {
    let original = sample("museum.xlsx");
    put(browser, &original);
    browser.sees("要点");
    type_over(browser, "textarea[name='c.1.r8.value']", "≥96%");
    let file = browser.download(|| browser.click_on("下载改好的原文件"));
    let changed = differences(&original, &file);
    assert!(changed.iter().any(|(_, _, is)| is == "≥96%"), "{changed:?}");
    assert!(
        changed.iter().all(|(name, ..)| name.contains("/7/")),
        "{changed:?}"
    );
    browser.click("button[name=act][value^='accept.']");
    browser.sees("已改动");
    browser.click_on("全部撤销");
    browser.sees("还没有改动");
}

/// A table pasted from an office program, and text with tabs.
fn pasted(browser: &Browser) {
    let city = crate::files::city();
    let project = city.declared(1).next().unwrap();
    let html = String::from_utf8(written(&project.form(), "html")).unwrap();
    let text = demo::paste(&project.form());
    browser.go("/");
    browser.click("#text");
    browser.copy(&json!({"text/html": html, "text/plain": text}));
    browser.chord(key::CONTROL, 'v');
    browser.find("#work");
    browser.sees(&project.name);
    browser.sees("下载改好的表（Word）");
    // Text without a table stays until it is handed in.
    browser.go("/");
    browser.click("#text");
    browser.copy(&json!({"text/plain": text}));
    browser.chord(key::CONTROL, 'v');
    assert!(browser.held("#text", "value").contains('\t'));
    browser.click_on("核对粘贴的内容");
    browser.find("#work");
    browser.sees(&project.name);
}

/// What cannot be checked is said, with what to do.
fn refused(browser: &Browser, eyes: &mut Eyes, folder: &Path) {
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    put(
        browser,
        &file(
            "通知.txt",
            "关于召开会议的通知\n请各单位参加。\n".as_bytes(),
        ),
    );
    browser.sees("没有找到");
    eyes.look(browser, "不是表");
    let whole = std::fs::read(sample("waste-sorting.docx")).unwrap();
    put(browser, &file("坏.docx", &whole[..whole.len() / 2]));
    browser.find(".problem");
    eyes.look(browser, "坏文件");
    for mebibytes in [5, 20] {
        put(browser, &file("大.docx", &vec![b'0'; mebibytes << 20]));
        browser.sees("文件超过 4 MiB");
    }
    eyes.look(browser, "文件太大");
}
