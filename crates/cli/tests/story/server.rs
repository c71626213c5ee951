//! The program as it is shipped, serving a place of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The program; `JIXIAO_STORY_PROGRAM` names another build of it.
pub fn program() -> String {
    std::env::var("JIXIAO_STORY_PROGRAM")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_jixiao").to_owned())
}

/// A running server, which ends with its story.
pub struct Server {
    child: Child,
    /// Where browsers find it.
    pub site: String,
    _folder: Option<TempDir>,
}

impl Server {
    /// On SQLite in a new folder.
    pub fn on_file() -> Server {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data").display().to_string();
        Server::start(&["--data", &data], Some(folder))
    }

    /// In a new schema of the PostgreSQL that `JIXIAO_TEST_DATABASE` names, if it does.
    pub fn on_database(schema: &str) -> Option<Server> {
        let url = std::env::var("JIXIAO_TEST_DATABASE").ok()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&url)
                .await
                .unwrap();
            for sql in [
                format!("DROP SCHEMA IF EXISTS {schema} CASCADE"),
                format!("CREATE SCHEMA {schema}"),
            ] {
                let query = sqlx::query(sqlx::AssertSqlSafe(sql));
                query.execute(&mut connection).await.unwrap();
            }
        });
        let url = format!("{url}?options=-c%20search_path%3D{schema}");
        Some(Server::start(&["--database", &url], None))
    }

    fn start(place: &[&str], folder: Option<TempDir>) -> Server {
        let mut child = Command::new(program())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(place)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let site = loop {
            let line = said.next().expect("the server ended").unwrap();
            let from = line.find("http://");
            if let Some(from) = from {
                let url = line[from..].split(['　', ' ']).next().unwrap();
                break url.trim_end_matches('/').to_owned();
            }
        };
        // What it says later must not fill the pipe.
        std::thread::spawn(move || {
            said.map_while(Result::ok)
                .for_each(|line| eprintln!("{line}"))
        });
        Server {
            child,
            site,
            _folder: folder,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
