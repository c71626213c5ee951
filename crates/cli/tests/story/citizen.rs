//! A citizen: what was published, found and taken home; what the program asks for and why. All of it without an account.

use crate::browser::Browser;
use crate::eyes::Eyes;
use crate::files::{city, count, read};

pub fn story(browser: &Browser, eyes: &mut Eyes) {
    published(browser, eyes);
    rules(browser, eyes);
}

/// From the first page to a form, by words; the form as files.
fn published(browser: &Browser, eyes: &mut Eyes) {
    let city = city();
    let project = city.declared(count()).next().expect("a project");
    browser.go("/");
    browser.click_on("看公开的绩效表");
    browser.sees("云泽市项目绩效公开");
    eyes.look(browser, "公开首页");
    browser.write("#q", "没有这样的项目");
    browser.click("form.search button");
    browser.sees("没有找到");
    browser.write("#q", &project.name);
    browser.click("form.search button");
    browser.sees("找到");
    eyes.look(browser, "公开查找");
    browser.click_on(&project.name);
    browser.sees("来源和版本");
    eyes.look(browser, "公开的一张表");
    eyes.look_narrow(browser, "公开的一张表");
    for words in ["Word", "Excel"] {
        let cells = read(&browser.download(|| browser.click_on(words)));
        let is_it = cells.iter().any(|(_, text)| text.contains(&project.name));
        assert!(is_it, "{words}");
    }
    for words in ["汇总", "变动", "数据"] {
        browser.click_on(words);
        eyes.look(browser, &format!("公开-{words}"));
    }
}

/// The rules, one of them, and what is not for everybody.
fn rules(browser: &Browser, eyes: &mut Eyes) {
    browser.go("/rules");
    eyes.look(browser, "规则");
    browser.click("table.list a");
    browser.sees("一般级别");
    eyes.look(browser, "一条规则");
    for path in ["/desk", "/review", "/log", "/accounts", "/me"] {
        browser.go(path);
        browser.find("#login");
    }
    browser.go("/keyi");
    browser.sees("没有这个页面");
}
