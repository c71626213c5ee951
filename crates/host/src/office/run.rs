//! One run of LibreOffice: a profile of its own, no macros, no network, a limit of time, and nothing left behind.

use super::{Failure, Job};
use crate::limits::Limits;
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What every file is called while it is converted: the user's name for it is no business of another program.
pub(super) const NAME: &str = "document";

/// Settings of the profile: macros off, links never followed, a proxy that leads nowhere.
const SETTINGS: &str = include_str!("settings.xml");

/// Only one at a time: each takes a core and a few hundred megabytes.
static TURN: Mutex<()> = Mutex::new(());

/// Converts one file; after `patience` the program and all it started are ended.
pub(super) fn convert(program: &Path, job: Job, patience: Duration) -> Result<Vec<u8>, Failure> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::Builder::new()
        .prefix("jixiao-")
        .tempdir()
        .map_err(|_| Failure::Failed)?;
    let folder = folder.path();
    lay_out(folder, job).map_err(|_| Failure::Failed)?;
    let mut child = start(program, folder, job).map_err(|_| Failure::Failed)?;
    let ended = wait(child.as_mut(), patience);
    if !matches!(ended, Ok(Some(_))) {
        // Kills and collects the whole group; one that has ended by itself meanwhile is no failure.
        let _ = child.kill();
    }
    match ended {
        Ok(Some(_)) => result(folder, job).map_err(|_| Failure::Failed),
        Ok(None) => Err(Failure::TimedOut),
        Err(_) => Err(Failure::Failed),
    }
}

fn lay_out(folder: &Path, job: Job) -> io::Result<()> {
    for name in ["in", "out", "temp", "profile/user"] {
        fs::create_dir_all(folder.join(name))?;
    }
    let settings = folder.join("profile/user/registrymodifications.xcu");
    fs::write(settings, SETTINGS)?;
    fs::write(folder.join("in").join(file_name(job.from)), job.bytes)
}

fn file_name(extension: &str) -> String {
    format!("{NAME}.{extension}")
}

fn start(program: &Path, folder: &Path, job: Job) -> io::Result<Box<dyn ChildWrapper>> {
    let temp = folder.join("temp");
    let profile = file_url(&folder.join("profile"));
    let mut command = CommandWrap::with_new(program, |command| {
        command
            .arg(format!("-env:UserInstallation={profile}"))
            .args(["--headless", "--norestore", "--nolockcheck", "--nologo"])
            .args(["--nodefault", "--convert-to", job.to, "--outdir"])
            .arg(folder.join("out"))
            .arg(folder.join("in").join(file_name(job.from)))
            .current_dir(folder)
            // Its own scratch copies go where they are removed too.
            .envs(["TMPDIR", "TMP", "TEMP"].map(|name| (name, &temp)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
    });
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    command.spawn()
}

fn wait(child: &mut dyn ChildWrapper, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() >= patience {
            return Ok(None);
        }
        sleep(Duration::from_millis(20));
    }
}

/// The converted file. LibreOffice ends well even where it could not load a file, so only the file counts.
fn result(folder: &Path, job: Job) -> io::Result<Vec<u8>> {
    let file = fs::File::open(folder.join("out").join(file_name(job.to)))?;
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough for the reader to say that it is too large.
    file.take(Limits::default().file + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A path as the `file:` address that LibreOffice asks for.
fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = "file://".to_owned();
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' => {
                url.push(char::from(byte));
            }
            _ => url += &format!("%{byte:02X}"),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_chinese_and_blanks_becomes_an_address() {
        assert_eq!(file_url(Path::new("/a b/表")), "file:///a%20b/%E8%A1%A8");
        assert_eq!(file_url(Path::new(r"C:\T\x")), "file:///C:/T/x");
    }

    #[cfg(unix)]
    mod with_a_script {
        use super::*;
        use std::os::unix::fs::PermissionsExt;

        /// Runs a script in the place of LibreOffice; `$ROOT` in it is a folder that outlives the run.
        fn run(body: &str, patience: Duration) -> (Result<String, Failure>, tempfile::TempDir) {
            // A script that is still open for writing in a process just started elsewhere cannot be run.
            static ALONE: Mutex<()> = Mutex::new(());
            let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
            let root = tempfile::tempdir().unwrap();
            let script = root.path().join("soffice");
            let body = body.replace("$ROOT", &root.path().display().to_string());
            fs::write(&script, format!("#!/bin/sh\n{body}\n")).unwrap();
            fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
            let job = Job {
                bytes: b"words",
                from: "rtf",
                to: "docx",
            };
            let found = convert(&script, job, patience);
            (found.map(|bytes| String::from_utf8(bytes).unwrap()), root)
        }

        #[test]
        fn the_program_sees_a_neutral_name_and_nothing_stays() {
            let body = "pwd > $ROOT/where; echo \"$@\" > $ROOT/arguments; ls in >> $ROOT/arguments
                grep -c DisableMacrosExecution profile/user/registrymodifications.xcu >> $ROOT/arguments
                cat in/* > out/document.docx";
            let (found, root) = run(body, Duration::from_secs(20));
            assert_eq!(found.as_deref(), Ok("words"));
            let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
            let folder = read("where").trim().to_owned();
            let arguments = read("arguments").replace(&folder, "T");
            assert_eq!(
                arguments,
                "-env:UserInstallation=file://T/profile --headless --norestore --nolockcheck --nologo \
                 --nodefault --convert-to docx --outdir T/out T/in/document.rtf\ndocument.rtf\n1\n"
            );
            assert!(!Path::new(&folder).exists(), "{folder}");
        }

        #[test]
        fn a_program_that_hangs_is_ended_with_all_it_started() {
            let body = "pwd > $ROOT/where; (sleep 2; touch $ROOT/survived) & wait";
            let started = Instant::now();
            let (found, root) = run(body, Duration::from_millis(400));
            assert_eq!(found, Err(Failure::TimedOut));
            assert!(started.elapsed() < Duration::from_secs(2));
            sleep(Duration::from_millis(2_300));
            assert!(!root.path().join("survived").exists());
            let folder = fs::read_to_string(root.path().join("where")).unwrap();
            assert!(!Path::new(folder.trim()).exists(), "{folder}");
        }

        #[test]
        fn an_end_without_a_file_is_a_failure() {
            let (found, _root) = run("exit 0", Duration::from_secs(20));
            assert_eq!(found, Err(Failure::Failed));
        }
    }
}
