//! A site as a person makes it, and what its pages are for those who see and those who do not.

use crate::support::{folder, jixiao, right, wrong};
use std::path::Path;
use std::process::Command;

const DAY: [&str; 2] = ["--as-of", "2026-03-01"];

fn publish(folder: &Path, words: &[&str]) -> crate::support::Run {
    let all: Vec<&str> = ["publish", "批复", "-o", "网站"]
        .iter()
        .chain(words)
        .chain(&DAY)
        .copied()
        .collect();
    jixiao(folder, &all)
}

/// The files of a folder with what they hold, in order.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                all.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

#[test]
fn a_folder_becomes_a_site_the_same_each_time() {
    let files_in = folder(&[
        ("批复/a.txt", right().as_bytes()),
        ("批复/b.txt", wrong().as_bytes()),
    ]);
    let run = publish(files_in.path(), &["--downloads", "docx", "--cms"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("公开 2 张表"), "{}", run.err);
    assert!(run.err.contains("各成一页"), "{}", run.err);
    let first = files(&files_in.path().join("网站"));
    for name in [
        "index.html",
        "totals.html",
        "changes.html",
        "data.html",
        "search.js",
        "data/projects.csv",
        "data/datapackage.json",
        "CITATION.cff",
    ] {
        assert!(first.iter().any(|(own, _)| own == name), "{name}");
    }
    let ending = |end: &str| first.iter().filter(|(name, _)| name.ends_with(end)).count();
    assert_eq!((ending(".docx"), ending(".xlsx")), (2, 0));
    publish(files_in.path(), &["--downloads", "docx", "--cms"]);
    assert_eq!(files(&files_in.path().join("网站")), first);
}

#[test]
fn every_link_of_the_site_leads_to_a_file() {
    let files_in = folder(&[("批复/a.txt", right().as_bytes())]);
    publish(files_in.path(), &["--with-findings"]);
    let root = files_in.path().join("网站");
    let mut links = 0;
    for (name, bytes) in files(&root)
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
    {
        let text = String::from_utf8_lossy(bytes).into_owned();
        for attribute in ["href=\"", "src=\""] {
            for part in text.split(attribute).skip(1) {
                let target = part.split('"').next().unwrap();
                if target.starts_with('#') || target.starts_with("http") {
                    continue;
                }
                links += 1;
                let path = root.join(name).parent().unwrap().join(target);
                assert!(path.is_file(), "{name}: {target}");
            }
        }
    }
    assert!(links > 20);
}

#[test]
fn a_withdrawn_form_leaves_its_page_but_not_its_files() {
    let files_in = folder(&[
        ("批复/a.txt", right().as_bytes()),
        (
            "批复/b.txt",
            right().replace("护林员培训", "林区道路").as_bytes(),
        ),
    ]);
    publish(files_in.path(), &["--downloads", "docx"]);
    std::fs::remove_file(files_in.path().join("批复/b.txt")).unwrap();
    let run = publish(files_in.path(), &["--downloads", "docx"]);
    assert!(run.err.contains("累计撤下 1 张"), "{}", run.err);
    let all = files(&files_in.path().join("网站/forms"));
    let count = |end: &str| all.iter().filter(|(name, _)| name.ends_with(end)).count();
    assert_eq!((count(".html"), count(".docx")), (2, 1));
}

#[test]
fn what_is_refused_says_what_to_do() {
    let files_in = folder(&[("批复/a.txt", right().as_bytes()), ("别的/x.txt", b"x")]);
    let run = jixiao(files_in.path(), &["publish", "批复", "-o", "别的"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("不是本程序做的网站"), "{}", run.err);
    let run = jixiao(files_in.path(), &["publish", "批复", "-o", "批复/网站"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("不能互相包含"), "{}", run.err);
    let run = publish(files_in.path(), &["--downloads", "doc"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("docx、xlsx"), "{}", run.err);
    let run = publish(files_in.path(), &["--sources", "没有.xlsx"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("没有.xlsx"), "{}", run.err);
    assert!(
        !files_in.path().join("网站").exists(),
        "nothing was written"
    );
}

#[test]
fn a_form_with_a_phone_number_is_named_and_not_published() {
    let with = right().replace("培训合格率达到95%以上", "咨询13800138000");
    let files_in = folder(&[
        ("批复/a.txt", right().as_bytes()),
        ("批复/b.txt", with.as_bytes()),
    ]);
    let run = publish(files_in.path(), &["--downloads", "none"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.err.contains("手机号码") && run.err.contains("b.txt"),
        "{}",
        run.err
    );
    for (name, bytes) in files(&files_in.path().join("网站")) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("13800138000"),
            "{name}"
        );
    }
}

/// The rules of accessibility that a page breaks, by axe in Chromium.
fn broken(axe: &str, page: &Path) -> String {
    let text = std::fs::read_to_string(page).unwrap();
    let run = format!(
        "<script>{}</script><script>axe.run(document,{{resultTypes:['violations']}}).then(function(r){{var p=document.createElement('pre');p.id='axe-result';p.textContent=r.violations.map(function(v){{return v.id+': '+v.nodes[0].html}}).join('\\n')+'.';document.body.appendChild(p)}});</script></body>",
        axe.replace("</script", "<\\/script")
    );
    let beside = page.with_extension("axe.html");
    std::fs::write(&beside, text.replace("</body>", &run)).unwrap();
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", beside.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let result = dom.split("<pre id=\"axe-result\">").nth(1);
    let result = result.unwrap_or_else(|| panic!("axe did not run on {}", page.display()));
    result.split("</pre>").next().unwrap().to_owned()
}

#[test]
fn no_page_breaks_a_rule_of_accessibility() {
    let axe = std::env::var("AXE_CORE")
        .ok()
        .and_then(|path| std::fs::read_to_string(path).ok());
    let chromium = Command::new("chromium").arg("--version").output().is_ok();
    let Some(axe) = axe.filter(|_| chromium) else {
        eprintln!(
            "SKIPPED no_page_breaks_a_rule_of_accessibility: 需要 chromium，并用环境变量 AXE_CORE 指明 axe.min.js（npm pack axe-core）"
        );
        return;
    };
    let files_in = folder(&[
        ("批复/a.txt", right().as_bytes()),
        ("批复/b.txt", wrong().as_bytes()),
    ]);
    publish(files_in.path(), &["--with-findings"]);
    jixiao(files_in.path(), &["convert", "批复/a.txt", "-o", "表.html"]);
    jixiao(
        files_in.path(),
        &["check", "批复/b.txt", "--format", "html", "-o", "核对.html"],
    );
    let root = files_in.path().join("网站");
    let mut pages = vec![
        files_in.path().join("表.html"),
        files_in.path().join("核对.html"),
    ];
    for (name, _) in files(&root)
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
    {
        pages.push(root.join(name));
    }
    for page in &pages {
        assert_eq!(broken(&axe, page), ".", "{}", page.display());
    }
    // The same instrument finds what is broken.
    let bad = files_in.path().join("坏.html");
    std::fs::write(&bad, "<!DOCTYPE html><html><head><title>x</title></head><body><main><img src=\"a.png\"></main></body></html>").unwrap();
    let found = broken(&axe, &bad);
    assert!(
        found.contains("image-alt") && found.contains("html-has-lang"),
        "{found}"
    );
}
