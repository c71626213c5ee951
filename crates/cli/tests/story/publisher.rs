//! Approved forms are made public by the reviewer: taken in, screened, looked at, made public; the site is opened.

use crate::browser::Browser;
use crate::eyes::Eyes;
use crate::files::{archive, sent};
use demo::Project;
use std::path::Path;

/// Forms that become public.
pub const PUBLIC: usize = 12;

pub fn story(browser: &Browser, eyes: &mut Eyes, folder: &Path, projects: &[Project]) {
    browser.click_on("公开");
    browser.sees("没有开放");
    eyes.look(browser, "空的公开");
    let files = projects.iter().take(PUBLIC).map(sent);
    let zip = folder.join("批复件.zip");
    std::fs::write(&zip, archive(files)).unwrap();
    browser.file("#files", &zip);
    browser.click_on("收下并筛查");
    browser.until("筛完", || {
        !browser.has("#running") && browser.has("button[value=publish]")
    });
    eyes.look(browser, "批复件");
    browser.click("button[value=publish]");
    browser.sees("做好了，已记入日志。");
    browser.click_on("公开");
    browser.click("input[name=open]");
    browser.write("#title", "云泽市项目绩效公开");
    browser.click_on("保存");
    browser.sees("已开放");
    eyes.look(browser, "公开");
}
