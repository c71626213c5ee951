//! `jixiao serve`.

use super::args::ServeArgs;
use super::place;
use crate::exit::Exit;
use anyhow::Context;
use jiff::civil::Date;
use std::sync::Arc;
use store::Millis;
use web::{App, Chance, Clock, Listening, Settings, Tls, serve as answer};

/// The clock of the machine.
struct Machine;

impl Clock for Machine {
    fn now(&self) -> Millis {
        host::clock::now()
    }

    fn today(&self) -> Date {
        host::clock::today()
    }

    fn shown(&self, at: Millis) -> String {
        host::clock::shown(at)
    }
}

impl Chance for Machine {
    fn fill(&self, bytes: &mut [u8]) {
        // Without chance there are no secrets; nothing may go on.
        if host::chance::fill(bytes).is_err() {
            eprintln!("系统给不出随机数，不能安全地继续，程序停止。");
            std::process::abort();
        }
    }
}

/// Runs the command.
pub fn serve(arguments: &ServeArgs) -> anyhow::Result<Exit> {
    place::block(run(arguments))
}

async fn run(arguments: &ServeArgs) -> anyhow::Result<Exit> {
    // The demonstration lives in a folder that goes with the program.
    let demo = match arguments.demo {
        true => Some(tempfile::tempdir().context("建不了临时文件夹")?),
        false => None,
    };
    let store = match &demo {
        Some(folder) => store::Store::in_folder(folder.path()).await?,
        None => place::open(&arguments.store, true).await?,
    };
    let local = arguments.listen.ip().is_loopback();
    if arguments.single && !local {
        anyhow::bail!("--single 不登录，只能在本机用：请去掉 --listen，或去掉 --single。");
    }
    let mut hosts = arguments.host.clone();
    if local && hosts.is_empty() {
        // Another site must not reach a server of this machine by a name of its own.
        hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
    }
    let tls = match (&arguments.tls_cert, &arguments.tls_key) {
        (Some(cert), Some(key)) => Some(Tls {
            cert: cert.clone(),
            key: key.clone(),
        }),
        _ => None,
    };
    for file in tls.iter().flat_map(|tls| [&tls.cert, &tls.key]) {
        std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    }
    let settings = Settings {
        single: arguments.single,
        demo: arguments.demo,
        self_check: !arguments.no_self_check,
        https: arguments.https || tls.is_some(),
        hosts,
        ..Settings::default()
    };
    let listening = Listening::at(arguments.listen).await.with_context(|| {
        format!(
            "{} 用不了：可能已被别的程序占用，请用 --listen 换一个端口",
            arguments.listen
        )
    })?;
    let address = listening.address()?;
    let app = App::new(store, settings, Arc::new(Machine), Arc::new(Machine));
    if arguments.demo {
        eprintln!("正在编一个虚构的城市……");
        web::demo::fill(&app, host::clock::today().year()).await?;
        eprintln!("这是演示：城市是虚构的，数据在临时文件夹里，关掉就没有了。账号见登录页。");
    }
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{address}/");
    eprintln!("在浏览器里打开 {url}　按 Ctrl+C 结束");
    if (arguments.single || arguments.demo)
        && !arguments.no_open
        && host::desktop::browse(&url).is_err()
    {
        eprintln!("没有找到浏览器，请自己打开上面的地址。");
    }
    answer(listening, app, tls, ended())
        .await
        .context("服务器停了下来")?;
    eprintln!("已结束");
    Ok(Exit::default())
}

/// Ctrl+C, or the system asks the program to end.
async fn ended() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
