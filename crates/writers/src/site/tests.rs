//! What the pages of a site say.

use super::*;
use crate::example;
use crate::paper::lay_out;
use jiff::civil::date;
use model::FormKind;

pub(crate) fn entry() -> Entry {
    let (document, verdict) = example::checked();
    Entry {
        id: "2026-abc".to_owned(),
        hash: "f".repeat(64),
        form: document.forms[0].clone(),
        source: document.source,
        verdict: Some(verdict.forms[0].clone()),
        since: None,
        past: Vec::new(),
        downloads: vec!["docx"],
    }
}

pub(crate) fn site(entries: Vec<Entry>) -> Site {
    Site {
        title: "云泽市项目<公开>".to_owned(),
        publisher: None,
        address: Some("https://example.org/perf/".to_owned()),
        licence: Some(Licence("CC-BY-4.0".to_owned())),
        as_of: date(2026, 3, 1),
        entries,
        withdrawn: Vec::new(),
        with_findings: true,
        rules_version: "0.1.0".to_owned(),
        rule_titles: BTreeMap::new(),
        profile_names: BTreeMap::new(),
        answered: false,
    }
}

fn pages(site: &Site) -> Vec<File> {
    site.pages(&crate::open_data::tables(site))
}

fn text(site: &Site, path: &str) -> String {
    let file = pages(site).into_iter().find(|file| file.path == path);
    String::from_utf8(file.unwrap_or_else(|| panic!("no {path}")).bytes).unwrap()
}

fn form_page(site: &Site) -> String {
    let entry = &site.entries[0];
    let template = &law::profile::general().paper["target"];
    let file = site.form(entry, &lay_out(&entry.form, template));
    assert_eq!(file.path, "forms/2026-abc.html");
    String::from_utf8(file.bytes).unwrap()
}

#[test]
fn a_page_has_real_heads_its_address_hash_and_files() {
    let page = form_page(&site(vec![entry()]));
    for part in [
        "<th scope=\"row\"",
        "<th scope=\"col\"",
        "https://example.org/perf/forms/2026-abc.html",
        &"f".repeat(64),
        "href=\"2026-abc.docx\"",
        "云泽市项目&lt;公开&gt;",
        "第1版，2026-03-01 发布",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn findings_stand_on_the_pages_only_where_they_are_asked_for() {
    let with = site(vec![entry()]);
    assert!(form_page(&with).contains("核对要点"));
    assert!(text(&with, "findings.html").contains("不给单位排名次"));
    let without = Site {
        with_findings: false,
        entries: vec![Entry {
            verdict: None,
            ..entry()
        }],
        ..with
    };
    assert!(!form_page(&without).contains("核对"));
    assert!(
        pages(&without)
            .iter()
            .all(|file| file.path != "findings.html")
    );
}

#[test]
fn inferred_rows_are_named_so_that_nobody_is_blamed_for_them() {
    let mut one = entry();
    one.form.indicators[0].placement = model::Placement::Inferred;
    let page = form_page(&site(vec![one]));
    assert!(page.contains("与填报单位无关"));
}

#[test]
fn an_address_that_is_none_of_the_web_is_no_link() {
    let mut one = entry();
    one.source.url = Some("javascript:alert(1)".to_owned());
    let page = form_page(&site(vec![one]));
    assert!(!page.contains("href=\"javascript"));
    assert!(
        page.contains("javascript:alert(1)"),
        "it is shown all the same"
    );
}

#[test]
fn the_search_data_are_one_script_whatever_a_name_holds() {
    let mut one = entry();
    one.form.project.name = Some("</script><b>".to_owned());
    let data = text(&site(vec![one]), "search-data.js");
    assert!(!data.contains("</script>"), "{data}");
}

#[test]
fn sums_say_over_how_many_forms_they_go() {
    let mut blank = entry();
    blank.form.funds = model::Funds::default();
    let page = text(&site(vec![entry(), blank]), "totals.html");
    assert!(
        page.contains("2026年目标表 2 张（其中 1 张写明金额）"),
        "{page}"
    );
}

#[test]
fn money_of_other_years_and_kinds_is_never_added() {
    let mut before = entry();
    before.form.fiscal_year = Some(2025);
    let mut again = entry();
    again.form.kind = FormKind::SelfEvaluation;
    let page = text(&site(vec![entry(), before, again]), "totals.html");
    for part in [
        "2026年目标表 1 张，年度资金合计 <b>7.2</b>",
        "2025年目标表 1 张，年度资金合计 <b>7.2</b>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("14.4") && !page.contains("21.6"));
}

#[test]
fn versions_and_withdrawals_are_told() {
    let mut now = entry();
    let mut before = now.form.clone();
    before.indicators[0].value.raw = "≥100人".to_owned();
    let past = |form: Form| Past {
        id: now.id.clone(),
        hash: "e".repeat(64),
        until: date(2026, 2, 1),
        form: Some(form),
        name: "护林员培训".to_owned(),
    };
    let (old, gone) = (
        past(before),
        past(Form {
            kind: FormKind::Target,
            ..now.form.clone()
        }),
    );
    now.past = vec![old];
    let site = Site {
        withdrawn: vec![Withdrawn {
            past: vec![Past {
                id: "2025-gone".to_owned(),
                ..gone
            }],
        }],
        ..site(vec![now])
    };
    let page = text(&site, "changes.html");
    assert!(page.contains("≥100人"), "{page}");
    assert!(page.contains("forms/2025-gone.html"));
    assert!(text(&site, "forms/2025-gone.html").contains("已于 2026-02-01 撤下"));
    assert_eq!(site.history().versions.len(), 2);
}
