//! Listening: one socket, an end that lets running requests finish.

use crate::{App, router};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;

/// Between two rounds of tidying up.
const TIDY: Duration = Duration::from_secs(600);

/// How long running requests are waited for in the end, over https.
const LAST: Duration = Duration::from_secs(30);

/// Certificate and key for https, as PEM files.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, with those that it rests on.
    pub cert: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
}

impl Listening {
    /// Listens at this address.
    ///
    /// # Errors
    /// When the address is taken or not of this machine.
    pub async fn at(address: SocketAddr) -> io::Result<Listening> {
        let listener = TcpListener::bind(address).await?;
        Ok(Listening { listener })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Answers until `end`; requests that run then are finished.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    listening: Listening,
    app: App,
    tls: Option<Tls>,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let own = app.clone();
    let tidy = tokio::spawn(async move {
        loop {
            tokio::time::sleep(TIDY).await;
            own.limits.sweep();
            if let Err(error) = own.count_checks().await {
                eprintln!("自查次数：{error}");
            }
        }
    });
    app.recall().await.map_err(io::Error::other)?;
    crate::public::warm(&app);
    let work = tokio::spawn(crate::desk::jobs::work(app.clone()));
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let answered = match tls {
        None => {
            axum::serve(listening.listener, service)
                .with_graceful_shutdown(end)
                .await
        }
        Some(tls) => {
            let config = RustlsConfig::from_pem_file(tls.cert, tls.key).await?;
            let handle = Handle::new();
            let ending = handle.clone();
            tokio::spawn(async move {
                end.await;
                ending.graceful_shutdown(Some(LAST));
            });
            axum_server::from_tcp_rustls(listening.listener.into_std()?, config)?
                .handle(handle)
                .serve(service)
                .await
        }
    };
    tidy.abort();
    work.abort();
    if let Err(error) = app.count_checks().await {
        eprintln!("自查次数：{error}");
    }
    app.store.close().await;
    answered
}
