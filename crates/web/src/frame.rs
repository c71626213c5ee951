//! What stands around every page: title, navigation, who is logged in.

use crate::assets;
use crate::guard::rights::Right;
use crate::guard::session::User;

/// An entry of the navigation.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Who sees it.
    right: Right,
}

const ENTRIES: [Entry; 13] = [
    entry("/desk", "工作台", Right::Desk),
    entry("/import", "导入", Right::Import),
    entry("/review", "审核", Right::Review),
    entry("/classes", "同类问题", Right::Review),
    entry("/letters", "意见", Right::Letters),
    entry("/returns", "退回重报", Right::Import),
    entry("/roster", "项目清单", Right::Import),
    entry("/statistics", "统计", Right::Statistics),
    entry("/publish", "公开", Right::Publish),
    entry("/accounts", "账号", Right::Accounts),
    entry("/roles", "角色", Right::Roles),
    entry("/settings", "设置", Right::Settings),
    entry("/log", "日志", Right::Log),
];

const fn entry(href: &'static str, name: &'static str, right: Right) -> Entry {
    Entry { href, name, right }
}

/// The address of the entry that a path belongs to; empty where there is none.
pub(crate) fn entry_of(path: &str) -> &'static str {
    let found = ENTRIES
        .iter()
        .find(|entry| path == entry.href || path.starts_with(&format!("{}/", entry.href)));
    found.map_or("", |entry| entry.href)
}

/// What stands around a page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The title.
    pub title: String,
    /// The address of the navigation's entry that this page belongs to.
    pub here: &'static str,
    /// Who is logged in.
    pub user: Option<User>,
    /// What forms must bring along.
    pub secret: String,
    /// Something to be said once, above the page.
    pub notice: Option<String>,
    /// Whether the page knows nothing of its reader.
    pub bare: bool,
    /// Whether the page is as wide as the window.
    pub wide: bool,
    /// The script of this page, if it has one.
    pub script: Option<&'static str>,
    /// The budget year that is looked at; the navigation goes on in it.
    pub year: Option<i64>,
}

/// Entries whose pages are of a year.
const YEARLY: [&str; 6] = [
    "/desk",
    "/review",
    "/classes",
    "/letters",
    "/roster",
    "/statistics",
];

impl Frame {
    /// For a page that knows nothing of its reader.
    pub fn bare(title: &str) -> Frame {
        Frame {
            title: title.to_owned(),
            bare: true,
            ..Frame::default()
        }
    }

    /// For a page of somebody who is logged in, or not.
    pub fn of(title: &str, here: &'static str, user: Option<&User>) -> Frame {
        Frame {
            title: title.to_owned(),
            here,
            secret: user.map(|user| user.secret.clone()).unwrap_or_default(),
            user: user.cloned(),
            ..Frame::default()
        }
    }

    /// As wide as the window.
    pub fn wide(mut self) -> Frame {
        self.wide = true;
        self
    }

    /// With something to be said once.
    pub fn saying(mut self, notice: Option<String>) -> Frame {
        self.notice = notice;
        self
    }

    /// Of a budget year.
    pub fn in_year(mut self, year: i64) -> Frame {
        self.year = Some(year);
        self
    }

    /// The address of an entry, in the year that is looked at.
    pub fn way(&self, href: &str) -> String {
        match self.year.filter(|_| YEARLY.contains(&href)) {
            Some(year) => format!("{href}?year={year}"),
            None => href.to_owned(),
        }
    }

    /// With a script.
    pub fn with(mut self, script: &'static str) -> Frame {
        self.script = Some(script);
        self
    }

    /// The entries that the reader may open.
    pub fn entries(&self) -> Vec<Entry> {
        let role = self.user.as_ref().map(|user| user.role);
        let mine = ENTRIES.into_iter();
        mine.filter(|entry| role.is_some_and(|role| entry.right.is_of(role)))
            .collect()
    }

    /// Whether everybody may see the published forms now.
    pub fn publishing(&self) -> bool {
        crate::public::is_open()
    }

    /// The address of an asset, which changes with its content.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}
