//! Where LibreOffice is: on the search path, else in the places where its installers put it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The names of the program. On Windows the one that ends in `.com` waits for the work to be done.
const NAMES: &[&str] = if cfg!(windows) {
    &["soffice.com", "soffice.exe"]
} else {
    &["soffice", "libreoffice"]
};

/// The program, if it is installed.
pub(super) fn installed() -> Option<PathBuf> {
    find(env::var_os("PATH").as_deref(), &usual_folders())
}

fn find(search_path: Option<&OsStr>, usual: &[PathBuf]) -> Option<PathBuf> {
    let listed = search_path.map(|list| env::split_paths(list).collect::<Vec<_>>());
    listed
        .iter()
        .flatten()
        .chain(usual)
        // A relative folder would be one among the documents, and those are not trusted.
        .filter(|folder| folder.is_absolute())
        .flat_map(|folder| NAMES.iter().map(|name| folder.join(name)))
        .find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

fn usual_folders() -> Vec<PathBuf> {
    if cfg!(windows) {
        ["ProgramFiles", "ProgramFiles(x86)"]
            .iter()
            .filter_map(env::var_os)
            .map(|root| PathBuf::from(root).join("LibreOffice").join("program"))
            .collect()
    } else if cfg!(target_os = "macos") {
        vec![PathBuf::from(
            "/Applications/LibreOffice.app/Contents/MacOS",
        )]
    } else {
        let mut folders: Vec<PathBuf> =
            ["/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program"]
                .map(PathBuf::from)
                .into();
        folders.extend(versions(Path::new("/opt")));
        folders
    }
}

/// The installations side by side below a folder, the last name first: `libreoffice7.4`, `libreoffice24.8`.
fn versions(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("libreoffice")
        })
        .map(|entry| entry.path().join("program"))
        .collect();
    folders.sort();
    folders.reverse();
    folders
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn put(folder: &Path, name: &str, mode: u32) {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join(name), "").unwrap();
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.join(name), mode).unwrap();
    }

    #[test]
    fn the_search_path_comes_first_then_the_usual_places() {
        let root = tempfile::tempdir().unwrap();
        let [plain, listed, opt] = ["plain", "listed", "opt"].map(|name| root.path().join(name));
        put(&plain, "soffice", 0o644);
        put(&listed, "libreoffice", 0o755);
        put(&opt.join("libreoffice7.4/program"), "soffice", 0o755);
        put(&opt.join("libreoffice7.6/program"), "soffice", 0o755);
        put(&opt.join("other/program"), "soffice", 0o755);
        let usual = versions(&opt);
        let both = env::join_paths([&plain, &listed]).unwrap();
        assert_eq!(find(Some(&both), &usual), Some(listed.join("libreoffice")));
        assert_eq!(
            find(Some(plain.as_os_str()), &usual),
            Some(opt.join("libreoffice7.6/program/soffice"))
        );
        assert_eq!(find(Some(plain.as_os_str()), &[]), None);
        assert_eq!(find(None, &[]), None);
    }

    #[test]
    fn a_relative_folder_is_not_trusted() {
        let here = env::current_dir().unwrap();
        let root = tempfile::tempdir_in(&here).unwrap();
        put(root.path(), "soffice", 0o755);
        let relative = root.path().strip_prefix(&here).unwrap();
        assert!(relative.join("soffice").is_file());
        assert_eq!(find(Some(relative.as_os_str()), &[]), None);
    }
}
