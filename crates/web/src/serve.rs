//! Listening: one socket, an end that lets running requests finish.

use crate::{App, router};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// Between two rounds of tidying up.
const TIDY: Duration = Duration::from_secs(600);

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
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let limits = app.limits.clone();
    let tidy = tokio::spawn(async move {
        loop {
            tokio::time::sleep(TIDY).await;
            limits.sweep();
        }
    });
    app.recall().await.map_err(io::Error::other)?;
    crate::public::warm(&app);
    let work = tokio::spawn(crate::desk::jobs::work(app.clone()));
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let answered = axum::serve(listening.listener, service)
        .with_graceful_shutdown(end)
        .await;
    tidy.abort();
    work.abort();
    app.store.close().await;
    answered
}
