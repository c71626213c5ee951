//! The store that a command line names.

use super::args::StoreArgs;
use anyhow::{Context, bail};
use std::future::Future;
use std::path::PathBuf;
use store::Store;

/// Runs work of the store to its end.
pub fn block<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("程序没有启动起来")?;
    runtime.block_on(work)
}

/// The data folder of the user, where none is named.
pub fn folder(arguments: &StoreArgs) -> anyhow::Result<PathBuf> {
    match &arguments.data {
        Some(folder) => Ok(folder.clone()),
        None => host::folders::data()
            .context("没有找到当前用户的数据文件夹，请用 --data 写明数据放在哪里。"),
    }
}

/// Opens the store; a folder is made where there is none, if `make`.
pub async fn open(arguments: &StoreArgs, make: bool) -> anyhow::Result<Store> {
    if let Some(url) = &arguments.database {
        return Store::at_server(url)
            .await
            .context("没有连上 --database 写的数据库。请核对主机、库名、用户和口令");
    }
    let folder = folder(arguments)?;
    if !make && !folder.join(store::FILE).is_file() {
        bail!(
            "{} 里没有数据。请用 --data 写明数据文件夹，或用 --database 写明数据库。",
            folder.display()
        );
    }
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("建不了数据文件夹 {}", folder.display()))?;
    Store::in_folder(&folder)
        .await
        .with_context(|| format!("打不开 {} 里的数据", folder.display()))
}
