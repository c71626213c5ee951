//! The server and what belongs to its data: backups, accounts. A build without it says which build has it.

pub mod args;

#[cfg(feature = "server")]
mod accounts;
#[cfg(feature = "server")]
mod backup;
#[cfg(feature = "server")]
mod organisations;
#[cfg(feature = "server")]
mod place;
#[cfg(feature = "server")]
mod run;

#[cfg(feature = "server")]
pub use {
    accounts::user,
    backup::{backup, restore, verify},
    organisations::import_org,
    run::{local, serve},
};

#[cfg(not(feature = "server"))]
mod absent {
    use super::args::{AccountArgs, ServeArgs, StoreArgs, StoreFileArgs};
    use crate::exit::Exit;
    use anyhow::bail;

    const ABSENT: &str = "这个版本不带服务器。请用命令 cargo build --release -p cli --features full 重新构建，或下载完整版。";

    /// A build without a server has no local page.
    pub fn local() -> anyhow::Result<Exit> {
        Ok(Exit::default())
    }

    pub fn serve(_: &ServeArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }

    pub fn backup(_: &StoreFileArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }

    pub fn restore(_: &StoreFileArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }

    pub fn verify(_: &StoreArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }

    pub fn user(_: &AccountArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }

    pub fn import_org(_: &StoreFileArgs) -> anyhow::Result<Exit> {
        bail!(ABSENT)
    }
}

#[cfg(not(feature = "server"))]
pub use absent::{backup, import_org, local, restore, serve, user, verify};
