//! The program as a process: started, asked, killed.

use super::Request;
use super::http::Connection;
use anyhow::{Context, Result, bail, ensure};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Who works.
const LOGIN: &str = "soak";
const FIRST: &str = "Yaceshi-2026-a";
const SECOND: &str = "Yaceshi-2026-b";

/// How long a start is waited for.
const START: Duration = Duration::from_secs(60);

/// Where the data are and which program serves them.
pub struct Place {
    program: PathBuf,
    store: Vec<String>,
    folder: PathBuf,
    /// Where it answers.
    pub address: SocketAddr,
}

/// A running server; it is killed when it is dropped.
pub struct Running {
    child: Child,
    /// From the start to the first answer.
    pub took: Duration,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// Ends it at once, as a power cut would.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// The memory that it holds, in MiB, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024)
    }
}

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.unwrap_or_else(|_| ([127, 0, 0, 1], 8699).into())
}

impl Place {
    /// In a folder, or in the database that is named.
    pub fn new(request: &Request, folder: &Path) -> Place {
        let store = match &request.database {
            Some(url) => vec!["--database".to_owned(), url.clone()],
            None => vec!["--data".to_owned(), folder.display().to_string()],
        };
        Place {
            program: request.program.clone(),
            store,
            folder: folder.to_owned(),
            address: free_port(),
        }
    }

    /// A file beside the data.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Starts the server, on the first core where the system can say so, and waits for its first answer.
    pub fn start(&self) -> Result<Running> {
        let begun = Instant::now();
        let pinned = Path::new("/usr/bin/taskset").is_file();
        let mut command = match pinned {
            true => {
                let mut command = Command::new("/usr/bin/taskset");
                command.args(["-c", "0"]).arg(&self.program);
                command
            }
            false => Command::new(&self.program),
        };
        let child = command
            .arg("serve")
            .args(&self.store)
            .args(["--no-open", "--listen", &self.address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("服务器没有启动起来")?;
        let mut running = Running {
            child,
            took: Duration::ZERO,
        };
        while begun.elapsed() < START {
            let asked = Connection::new(self.address, None).get("/login");
            if asked.is_ok_and(|answer| answer.status == 200) {
                running.took = begun.elapsed();
                return Ok(running);
            }
            if let Some(status) = running.child.try_wait()? {
                bail!("服务器自己结束了（{status}）");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("服务器 {} 秒还没有回答", START.as_secs())
    }

    /// Runs another command of the program on the data; its output.
    pub fn command(&self, words: &[&str], input: &str) -> Result<String> {
        let mut child = Command::new(&self.program)
            .args(words)
            .args(&self.store)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(stdin) = &mut child.stdin {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            output.status.success(),
            "jixiao {} 没有成功：{said}",
            words.join(" ")
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Makes the account that works; the store must have been made.
    pub fn hire(&self) -> Result<()> {
        let words = [
            "user",
            LOGIN,
            "--name",
            "压测",
            "--role",
            "finance_performance",
        ];
        self.command(&words, &format!("{FIRST}\n"))?;
        let worker = self.login(FIRST)?;
        let mut connection = Connection::new(self.address, Some(worker.cookie.clone()));
        let fields = [
            ("secret", worker.secret.as_str()),
            ("old", FIRST),
            ("new", SECOND),
            ("again", SECOND),
        ];
        let answer = connection.post("/me/password", &fields)?;
        ensure!(answer.status == 303, "没有换成口令（{}）", answer.status);
        Ok(())
    }

    /// Logs in.
    pub fn worker(&self) -> Result<Worker> {
        self.login(SECOND)
    }

    fn login(&self, password: &str) -> Result<Worker> {
        let mut connection = Connection::new(self.address, None);
        let fields = [("login", LOGIN), ("password", password)];
        let answer = connection.post("/login", &fields)?;
        let cookie = answer.cookie.context("没有登录成")?;
        let page = Connection::new(self.address, Some(cookie.clone())).get("/me")?;
        let text = page.text();
        let secret = text.split("name=\"secret\" value=\"").nth(1);
        let secret = secret.and_then(|rest| rest.split('"').next());
        Ok(Worker {
            cookie,
            secret: secret.context("页面上没有密语")?.to_owned(),
        })
    }
}

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The cookie.
    pub cookie: String,
    /// What forms bring along.
    pub secret: String,
}
