//! The three administrators: the first run, an account and its role, a forgotten password, the log.

use crate::PASSWORD;
use crate::browser::Browser;
use crate::eyes::Eyes;

/// Logs in.
#[track_caller]
pub fn log_in(browser: &Browser, login: &str, password: &str) {
    browser.go("/login");
    browser.write("#login", login);
    browser.write("#password", password);
    browser.click("main form button");
}

/// Logs out.
#[track_caller]
pub fn log_out(browser: &Browser) {
    browser.click_on("退出");
    browser.find("#login");
}

/// The wizard, from an empty folder to the page where people log in.
pub fn first_run(browser: &Browser, eyes: &mut Eyes) {
    browser.go("/");
    browser.sees("第一次启动");
    eyes.look(browser, "第一次启动");
    browser.write("input[name=bureau]", "云泽市财政局");
    let people = [
        ("finance_performance", "顾文"),
        ("system_admin", "沈系"),
        ("security_admin", "安全"),
        ("audit_admin", "申计"),
    ];
    for (role, name) in people {
        browser.write(&format!("[name='{role}.name']"), name);
        browser.write(&format!("[name='{role}.password']"), PASSWORD);
        browser.write(&format!("[name='{role}.again']"), PASSWORD);
    }
    // What is wrong is said beside the account, and what was written stays.
    browser.write("[name='audit_admin.again']", "Gushi-2027");
    browser.click_on("建好账号，开始使用");
    browser.sees("两次写的口令不一样");
    eyes.look(browser, "第一次启动-写错");
    assert_eq!(browser.held("[name='audit_admin.name']", "value"), "申计");
    for (role, _) in people {
        browser.write(&format!("[name='{role}.password']"), PASSWORD);
        browser.write(&format!("[name='{role}.again']"), PASSWORD);
    }
    browser.click_on("建好账号，开始使用");
    browser.find("#login");
    browser.go("/setup");
    browser.sees("没有这个页面");
    eyes.look(browser, "没有这一页");
}

/// An account from its making to being locked and opened again.
pub fn story(browser: &Browser, eyes: &mut Eyes) {
    log_in(browser, "system", PASSWORD);
    browser.click_on("账号");
    browser.write("#login", "lishi");
    browser.write("#name", "李实");
    browser.write("#password", "Chushi-0001");
    browser.click_on("新建");
    browser.sees("李实");
    eyes.look(browser, "账号");
    // Business data is not theirs.
    browser.go("/review");
    browser.sees("不能这样做");
    assert!(!browser.has("table.queue"));
    eyes.look(browser, "无权");
    browser.go("/settings");
    eyes.look(browser, "设置");
    browser.click("input[name=self_check]");
    browser.click_on("保存");
    log_out(browser);
    browser.go("/");
    assert!(!browser.has("#drop"), "the self-check was switched off");
    eyes.look(browser, "自查关闭");

    log_in(browser, "lishi", "Chushi-0001");
    browser.sees("还没有定角色");
    log_in(browser, "security", PASSWORD);
    browser.click_on("角色");
    eyes.look(browser, "角色");
    browser.pick("select[aria-label='李实的角色']", "finance_business");
    browser.click_on("定下：李实的角色");
    browser.sees("李实");
    log_out(browser);

    log_in(browser, "lishi", "Chushi-0001");
    browser.sees("请先换口令");
    eyes.look(browser, "先换口令");
    browser.go("/review");
    browser.sees("请先换口令");
    browser.write("#old", "Chushi-0001");
    browser.write("#new", "Xinde-2026-a");
    browser.write("#again", "Xinde-2026-a");
    browser.click("form[action='/me/password'] button");
    browser.sees("口令已换");
    eyes.look(browser, "我的账号");
    browser.go("/desk");
    browser.sees("助审");
    log_out(browser);

    for _ in 0..5 {
        log_in(browser, "lishi", "Wangle-0000");
        browser.sees("登录名或口令不对");
    }
    log_in(browser, "lishi", "Xinde-2026-a");
    browser.sees("锁定到");
    eyes.look(browser, "锁定");
    log_in(browser, "system", PASSWORD);
    browser.click_on("账号");
    browser.sees("锁定到");
    browser.write("input[aria-label='李实的新口令']", "Chongshe-0002");
    browser.click_on("重设口令：李实");
    browser.sees("李实");
    browser.go("/settings");
    browser.click("input[name=self_check]");
    browser.click_on("保存");
    log_out(browser);
    log_in(browser, "lishi", "Chongshe-0002");
    browser.sees("请先换口令");
    log_out(browser);

    log_in(browser, "audit", PASSWORD);
    browser.click_on("日志");
    browser.sees("顾文");
    browser.click_on("查验整个日志");
    browser.sees("查验无误");
    eyes.look(browser, "日志");
    log_out(browser);
}
