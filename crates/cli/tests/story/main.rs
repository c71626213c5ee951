//! A story in a real browser: a clerk, a reviewer, the administrators and a citizen use the program as it is shipped, with clicks and keys,
//! on SQLite and on PostgreSQL; then the same again without script and by keyboard alone.
//!
//! Every page that is come to is looked at: axe finds nothing (`AXE_CORE` names axe.min.js), nothing hangs over the edge, and where
//! `JIXIAO_STORY_SHOTS` names a folder, its picture and its print are put there. `JIXIAO_STORY_FORMS` says how many forms are imported.

mod administrators;
mod browser;
mod citizen;
mod clerk;
mod eyes;
mod files;
mod keyboard;
mod plain;
mod publisher;
mod reviewer;
mod server;

use browser::Browser;
use eyes::Eyes;
use server::Server;
use std::time::Instant;

/// The password that is set for everybody in the story.
const PASSWORD: &str = "Gushi-2026";

/// Whether the story can be told; says so where it cannot.
fn can_be_told(name: &str) -> bool {
    let can = browser::is_here();
    if !can {
        eprintln!(
            "SKIPPED {name}: 需要 chromium 和 chromedriver（Debian：apt-get install chromium chromium-driver）"
        );
    }
    can
}

/// Tells the whole of it on one server.
fn tell(server: &Server, mut eyes: Eyes) {
    let begun = Instant::now();
    let mut chapter = |name: &str| eprintln!("{:6.1} 秒　{name}", begun.elapsed().as_secs_f32());
    let browser = Browser::open(&server.site);
    administrators::first_run(&browser, &mut eyes);
    chapter("第一次启动");
    clerk::story(&browser, &mut eyes);
    chapter("单位经办人");
    reviewer::story(&browser, &mut eyes, &mut chapter);
    chapter("财政绩效");
    administrators::story(&browser, &mut eyes);
    chapter("三个管理员");
    citizen::story(&browser, &mut eyes);
    chapter("市民");
    keyboard::story(&browser);
    chapter("只用键盘");
    drop(browser);
    plain::story(&Browser::without_script(&server.site));
    chapter("没有脚本");
    eyes.close();
}

#[test]
fn on_sqlite() {
    if can_be_told("on_sqlite") {
        tell(&Server::on_file(), Eyes::with_pictures());
    }
}

#[test]
fn on_postgresql() {
    if !can_be_told("on_postgresql") {
        return;
    }
    match Server::on_database("story") {
        Some(server) => tell(&server, Eyes::default()),
        None => eprintln!("SKIPPED on_postgresql: 没有设 JIXIAO_TEST_DATABASE"),
    }
}
