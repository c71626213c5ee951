//! Long work, taken from the job table one piece after another; what ran when the program ended is taken again.

use super::{approved, import};
use crate::{App, Error};
use std::time::Duration;
use store::jobs::{self, Job};

/// How long an idle worker waits before it looks without being called.
const IDLE: Duration = Duration::from_secs(5);

/// Works until the program ends.
pub async fn work(app: App) {
    if let Err(error) = resume(&app).await {
        eprintln!("没有接着做上次的工作：{error}");
    }
    loop {
        match next(&app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => eprintln!("后台工作：{error}"),
        }
        let _ = tokio::time::timeout(IDLE, app.work.notified()).await;
    }
}

async fn resume(app: &App) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    jobs::resume(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Does the next piece of work; false when there is none.
pub(crate) async fn next(app: &App) -> Result<bool, Error> {
    let mut tx = app.store.begin().await?;
    let taken = jobs::take(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    let Some(job) = taken else {
        return Ok(false);
    };
    let done = run(app, &job).await;
    let mut tx = app.store.begin().await?;
    let (failed, message) = match &done {
        Ok(message) => (false, message.clone()),
        Err(error) => (true, error.to_string()),
    };
    jobs::finish(&mut tx, app.clock.now(), job.id, failed, Some(&message)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn run(app: &App, job: &Job) -> Result<String, Error> {
    match job.kind.as_str() {
        import::KIND => import::run(app, job).await,
        approved::KIND => approved::run(app, job).await,
        other => Err(Error::Refused(format!("不认识的后台工作“{other}”"))),
    }
}
