//! A citizen: what the program asks for and why, without an account. What is published has its own chapter once there are such pages.

use crate::browser::Browser;
use crate::eyes::Eyes;

/// The rules, one of them, and what is not for everybody.
pub fn story(browser: &Browser, eyes: &mut Eyes) {
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
