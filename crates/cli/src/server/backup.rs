//! `jixiao backup`, `restore`, `verify`.

use super::args::{StoreArgs, StoreFileArgs};
use super::place;
use crate::exit::Exit;
use anyhow::Context;
use host::backup::{Piece, Reader, Writer};
use std::path::Path;
use store::dump::{Filling, Sink};

/// A backup takes what the store gives.
struct Into(Writer);

fn said(error: std::io::Error) -> String {
    format!("备份没有写完：{}", host::save::reason(&error))
}

impl Sink for Into {
    fn line(&mut self, table: &str, row: &str) -> Result<(), String> {
        self.0.line(table, row).map_err(said)
    }

    fn bytes(&mut self, digest: &str, bytes: &[u8]) -> Result<(), String> {
        self.0.bytes(digest, bytes).map_err(said)
    }
}

/// Runs `backup`. The server may go on meanwhile.
pub fn backup(arguments: &StoreFileArgs) -> anyhow::Result<Exit> {
    place::block(async {
        let store = place::open(&arguments.store, false).await?;
        let path = &arguments.file;
        let writer = Writer::new(path).map_err(|error| {
            anyhow::anyhow!(
                "{}：{}。备份不会盖掉已有的文件，请换一个文件名。",
                path.display(),
                host::save::reason(&error)
            )
        })?;
        let mut sink = Into(writer);
        let dumped = store.dump(&mut sink).await;
        let written = dumped
            .map_err(anyhow::Error::from)
            .and_then(|()| sink.0.finish().context("备份没有写完"));
        if let Err(error) = written {
            // Half a backup would only be mistaken for a whole one.
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        let (entries, head) = store.verify_log().await?;
        eprintln!("备份写好了：{}", path.display());
        eprintln!(
            "日志共 {entries} 条，末条摘要 {head}。请把这一行记在别处，日后可以核对日志没有被改过。"
        );
        store.close().await;
        Ok(Exit::default())
    })
}

/// Runs `restore`.
pub fn restore(arguments: &StoreFileArgs) -> anyhow::Result<Exit> {
    place::block(async {
        let store = place::open(&arguments.store, true).await?;
        let filling = store.fill().await?;
        let path = arguments.file.clone();
        filled(&path, filling).await?;
        let verified = store.verify().await?;
        eprintln!(
            "恢复好了：表 {} 张，内容 {} 份，日志 {} 条，前后一致。所有人需要重新登录。",
            verified.forms, verified.contents, verified.entries
        );
        store.close().await;
        Ok(Exit::default())
    })
}

async fn filled(path: &Path, mut filling: Filling) -> anyhow::Result<()> {
    let (send, mut pieces) = tokio::sync::mpsc::channel::<Piece>(256);
    let from = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        Reader::open(&from)?.each(&mut |piece| {
            send.blocking_send(piece)
                .map_err(|_| std::io::Error::other("没有写进数据库"))
        })
    });
    while let Some(piece) = pieces.recv().await {
        match piece {
            Piece::Line(table, row) => filling.line(&table, &row).await?,
            Piece::Bytes(digest, bytes) => filling.bytes(&digest, &bytes).await?,
        }
    }
    reading
        .await
        .context("备份没有读完")?
        .with_context(|| format!("{} 不能恢复", path.display()))?;
    filling.finish().await?;
    Ok(())
}

/// Runs `verify`.
pub fn verify(arguments: &StoreArgs) -> anyhow::Result<Exit> {
    place::block(async {
        let store = place::open(arguments, false).await?;
        let verified = store.verify().await?;
        println!(
            "前后一致：表 {} 张，内容 {} 份逐份核对过摘要，日志 {} 条逐条相连。\n末条摘要 {}",
            verified.forms, verified.contents, verified.entries, verified.head
        );
        store.close().await;
        Ok(Exit::default())
    })
}
