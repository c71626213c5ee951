//! The server as a program: it starts, answers over https with a certificate, keeps a backup, ends.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server that is ended when it is dropped, and its address.
struct Server(Child, String);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(words: &[&str]) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["serve", "--no-open", "--listen", "127.0.0.1:0"])
        .args(words)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stderr = child.stderr.take().unwrap();
    let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("://")).unwrap();
    let url = line
        .split_whitespace()
        .find(|word| word.contains("://"))
        .unwrap();
    let url = url.split('　').next().unwrap().to_owned();
    // What the server says later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Server(child, url)
}

fn run(words: &[&str], data: &Path, input: &str) -> (bool, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(words)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn curl(words: &[&str]) -> Option<String> {
    let output = Command::new("curl")
        .args(["-sS", "--max-time", "20"])
        .args(words)
        .output();
    output
        .ok()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn https_is_served_with_a_certificate_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = (
        folder.path().join("cert.pem"),
        folder.path().join("key.pem"),
    );
    let (cert, key) = (cert.to_str().unwrap(), key.to_str().unwrap());
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
        ])
        .args([
            "-days",
            "30",
            "-subj",
            "/CN=localhost",
            "-keyout",
            key,
            "-out",
            cert,
        ])
        .output();
    if !made.is_ok_and(|made| made.status.success()) || curl(&["--version"]).is_none() {
        eprintln!("SKIPPED https_is_served_with_a_certificate_of_ones_own: 需要 openssl 和 curl");
        return;
    }
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let server = serve(&[
        "--single",
        "--data",
        data,
        "--tls-cert",
        cert,
        "--tls-key",
        key,
    ]);
    assert!(server.1.starts_with("https://"), "{}", server.1);
    let page = curl(&["-k", "-i", &server.1]).unwrap();
    assert!(page.contains("交表之前"), "{page}");
    assert!(
        page.to_lowercase().contains("strict-transport-security"),
        "{page}"
    );
}

#[test]
fn a_backup_of_a_store_is_restored_and_verified_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let (done, said) = run(&["user"], &one, "");
    assert!(!done && said.contains("没有数据"), "{said}");
    drop(serve(&["--data", one.to_str().unwrap()]));
    let words = [
        "user",
        "guwen",
        "--name",
        "顾文",
        "--role",
        "finance_performance",
    ];
    let (done, said) = run(&words, &one, "short\n");
    assert!(!done && said.contains("至少"), "{said}");
    let (done, said) = run(&words, &one, "Lvshui7-qingshan\n");
    assert!(done, "{said}");
    let backup = folder.path().join("备份.zip");
    let backup = backup.to_str().unwrap();
    let (done, said) = run(&["backup", backup], &one, "");
    assert!(done && said.contains("末条摘要"), "{said}");
    let (done, said) = run(&["backup", backup], &one, "");
    assert!(!done && said.contains("换一个文件名"), "{said}");
    let (done, said) = run(&["restore", backup], &two, "");
    assert!(done && said.contains("前后一致"), "{said}");
    let (done, said) = run(&["restore", backup], &two, "");
    assert!(!done && said.contains("已经有数据"), "{said}");
    let (done, said) = run(&["user"], &two, "");
    assert!(done && said.contains("顾文"), "{said}");
    let (done, said) = run(&["verify"], &two, "");
    assert!(done && said.contains("逐条相连"), "{said}");
    let list = folder.path().join("机构.csv");
    std::fs::write(
        &list,
        "主管部门,单位\n云泽市水务局,云泽市水管站\n,云泽市防汛办\n",
    )
    .unwrap();
    let (done, said) = run(&["import-org", list.to_str().unwrap()], &two, "");
    assert!(done && said.contains("新增部门和单位 3 个"), "{said}");
}

#[test]
fn single_use_is_for_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    let (done, said) = run(
        &["serve", "--single", "--listen", "0.0.0.0:0"],
        folder.path(),
        "",
    );
    assert!(!done && said.contains("只能在本机用"), "{said}");
}
