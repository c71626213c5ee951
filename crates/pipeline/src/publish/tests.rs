//! What is published, held back, kept and withdrawn.

use super::*;
use jiff::civil::{Date, date};
use writers::open_data::tables;
use writers::site::Site;

fn text(name: &str, value: &str, more: &str) -> String {
    format!(
        "2026年项目支出绩效目标表\n单位：万元\n项目名称\t{name}\n主管部门\t青陵市水务局\t实施单位\t青陵市水务站\n项目资金\t年度资金总额\t12\n{more}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t{value}\n产出指标\t质量指标\t验收合格率\t≥95%\n"
    )
}

fn document(name: &str, text: &str) -> Document {
    crate::read(text.as_bytes(), name).remove(0)
}

fn site(as_of: Date) -> Site {
    Site {
        title: "公开".to_owned(),
        publisher: None,
        address: None,
        licence: None,
        as_of,
        entries: Vec::new(),
        withdrawn: Vec::new(),
        with_findings: false,
        rules_version: String::new(),
        rule_titles: BTreeMap::new(),
        profile_names: BTreeMap::new(),
        answered: false,
    }
}

fn publish(texts: &[&str], former: Former, as_of: Date) -> (Site, Report) {
    let mut collection = Collection::default();
    for text in texts {
        collection.add(document("a.tsv", text), &Addresses::default(), None);
    }
    collection.into_site(former, &Plan::default(), site(as_of))
}

fn data(site: &Site) -> Vec<File> {
    writers::open_data::files(site, &tables(site)).unwrap()
}

/// What the site would be read as the next time.
fn former(site: &Site) -> Former {
    let files = data(site);
    let file = |path: &str| &files.iter().find(|file| file.path == path).unwrap().bytes;
    Former::read(file("data/forms.json"), file("data/history.json")).unwrap()
}

#[test]
fn a_form_with_an_identity_number_is_held_back_and_the_number_is_not_repeated() {
    let with = text("渠道清淤", "≥12公里", "备注\t经手人11010519491231002X\n");
    let mut collection = Collection::default();
    collection.add(document("a.tsv", &with), &Addresses::default(), None);
    assert!(collection.is_empty());
    let held = &collection.held[0];
    assert_eq!(held.project, "渠道清淤");
    assert!(held.reasons[0].ends_with("有身份证号"), "{held:?}");
    assert!(!format!("{held:?}").contains("11010519491231002X"));
}

#[test]
fn personal_data_in_what_goes_along_hold_a_form_back_as_well() {
    let mut one = document("a.tsv", &text("渠道清淤", "≥12公里", ""));
    one.forms[0]
        .notes
        .push(model::Note::new("x", "电话13800138000", Vec::new()));
    let mut collection = Collection::default();
    collection.add(one, &Addresses::default(), None);
    assert_eq!(collection.held[0].reasons, ["阅读说明有手机号码"]);
    let mut two = document("a.tsv", &text("渠道清淤", "≥12公里", ""));
    two.forms[0].indicators[0].cells.name = vec![model::Place::Sheet {
        sheet: "13800138000".to_owned(),
        row: 1,
        column: 1,
    }];
    let mut collection = Collection::default();
    collection.add(two, &Addresses::default(), None);
    assert_eq!(collection.held[0].reasons, ["附带的数据有手机号码"]);
}

#[test]
fn contacts_are_left_out() {
    let with = text(
        "渠道清淤",
        "≥12公里",
        "填报人\t何之桐\n联系电话\t0951-2034567\n",
    );
    let (site, report) = publish(&[&with], Former::default(), date(2026, 3, 1));
    assert_eq!(report.contacts, 2);
    let files = data(&site);
    for file in files {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(
            !text.contains("何之桐") && !text.contains("2034567"),
            "{}",
            file.path
        );
    }
}

#[test]
fn a_new_version_keeps_the_address_and_the_old_one_is_kept() {
    let (old, new) = (
        text("渠道清淤", "≥12公里", ""),
        text("渠道清淤", "≥10公里", ""),
    );
    let (first, _) = publish(&[&old], Former::default(), date(2026, 3, 1));
    let (same, report) = publish(&[&old], former(&first), date(2026, 4, 1));
    assert_eq!((report.changed, same.entries[0].past.len()), (0, 0));
    let (second, report) = publish(&[&new], former(&same), date(2026, 9, 1));
    assert_eq!(report.changed, 1);
    let (before, after) = (&first.entries[0], &second.entries[0]);
    assert_eq!(before.id, after.id);
    assert_ne!(before.hash, after.hash);
    assert_eq!(after.past[0].hash, before.hash);
    assert_eq!(after.past[0].until, date(2026, 9, 1));
    let (third, _) = publish(&[&old], former(&second), date(2026, 10, 1));
    let hashes: Vec<&str> = third.entries[0]
        .past
        .iter()
        .map(|past| past.hash.as_str())
        .collect();
    assert_eq!(hashes, [after.hash.as_str(), before.hash.as_str()]);
}

#[test]
fn what_is_no_longer_published_is_withdrawn_and_can_come_back() {
    let (one, two) = (
        text("渠道清淤", "≥12公里", ""),
        text("泵站维修", "≥3座", ""),
    );
    let (first, _) = publish(&[&one, &two], Former::default(), date(2026, 3, 1));
    let (second, _) = publish(&[&one], former(&first), date(2026, 4, 1));
    assert_eq!(second.withdrawn.len(), 1);
    assert_eq!(second.withdrawn[0].past[0].until, date(2026, 4, 1));
    let (third, _) = publish(&[&one, &two], former(&second), date(2026, 5, 1));
    assert!(third.withdrawn.is_empty());
    let back = third
        .entries
        .iter()
        .find(|entry| !entry.past.is_empty())
        .unwrap();
    assert_eq!(back.form.project_name(), "泵站维修");
}

#[test]
fn equal_forms_stand_once_and_different_ones_of_one_name_apart() {
    let (one, two) = (
        text("渠道清淤", "≥12公里", ""),
        text("渠道清淤", "≥10公里", ""),
    );
    let (site, report) = publish(&[&one, &one, &two], Former::default(), date(2026, 3, 1));
    assert_eq!(site.entries.len(), 2);
    assert_eq!(site.entries[1].id, format!("{}-2", site.entries[0].id));
    assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
    let (other, _) = publish(&[&two, &one], Former::default(), date(2026, 3, 1));
    assert_eq!(
        other.entries, site.entries,
        "whatever the order of the files"
    );
}

#[test]
fn addresses_are_joined_by_file_code_or_name_and_never_guessed() {
    let table = "项目名称,单位,网址,发布单位,发布日期\n渠道清淤,青陵市水务站,https://example.org/1,青陵市水务局,2026-03-01\n泵站维修,,https://example.org/2,,\n泵站维修,,https://example.org/3,,\n";
    let known = Addresses::read(table.as_bytes(), "a.csv").unwrap();
    let mut collection = Collection::default();
    for name in ["渠道清淤", "泵站维修"] {
        collection.add(document("a.tsv", &text(name, "≥3座", "")), &known, None);
    }
    let (site, _) =
        collection.into_site(Former::default(), &Plan::default(), site(date(2026, 3, 1)));
    let url = |name: &str| {
        let entry = site
            .entries
            .iter()
            .find(|entry| entry.form.project_name() == name);
        entry.unwrap().source.url.clone()
    };
    assert_eq!(url("渠道清淤").as_deref(), Some("https://example.org/1"));
    assert_eq!(url("泵站维修"), None, "two addresses are none");
    let by_file = Addresses::read(
        "文件名,网址\na.tsv,https://example.org/4\n".as_bytes(),
        "b.csv",
    )
    .unwrap();
    let one = document("申报/a.tsv", &text("渠道清淤", "1", ""));
    let own = by_file.sourced(&one.source, &one.forms[0]);
    assert_eq!(own.url.as_deref(), Some("https://example.org/4"));
    assert!(
        Addresses::read("甲,乙\n1,2\n".as_bytes(), "c.csv")
            .unwrap_err()
            .contains("网址")
    );
}

#[test]
fn personal_data_leave_the_earlier_versions_too() {
    let clean = text("渠道清淤", "≥12公里", "");
    let (mut first, _) = publish(&[&clean], Former::default(), date(2026, 3, 1));
    // As if it had been published before such data were looked for.
    first.entries[0].form.goals.push(model::Goal {
        horizon: model::Horizon::Annual,
        text: "咨询13800138000".to_owned(),
        result: None,
        at: None,
    });
    let (second, report) = publish(&[&clean], former(&first), date(2026, 4, 1));
    assert_eq!(second.entries[0].past.len(), 1);
    assert_eq!(second.entries[0].past[0].form, None);
    assert!(
        report.notes.iter().any(|note| note.contains("不再公开")),
        "{:?}",
        report.notes
    );
    let files = data(&second);
    for file in files.iter().chain(&second.pages(&tables(&second))) {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(!text.contains("13800138000"), "{}", file.path);
    }
}

#[test]
fn what_is_to_be_forgotten_is() {
    let (old, new) = (
        text("渠道清淤", "≥12公里", ""),
        text("渠道清淤", "≥10公里", ""),
    );
    let (first, _) = publish(&[&old], Former::default(), date(2026, 3, 1));
    let mut collection = Collection::default();
    collection.add(document("a.tsv", &new), &Addresses::default(), None);
    let plan = Plan {
        forget: vec![first.entries[0].id.clone()],
        ..Plan::default()
    };
    let (second, _) = collection.into_site(former(&first), &plan, site(date(2026, 9, 1)));
    let past = &second.entries[0].past[0];
    assert_eq!((past.form.as_ref(), past.name.as_str()), (None, "渠道清淤"));
    assert_eq!(past.hash, first.entries[0].hash);
}

#[test]
fn an_address_that_is_none_of_the_web_is_refused() {
    let table = "项目名称,网址\n渠道清淤,javascript:alert(1)\n";
    let error = Addresses::read(table.as_bytes(), "a.csv").unwrap_err();
    assert!(error.contains("https://"), "{error}");
    for (address, web) in [
        ("https://example.org/a", true),
        ("www.example.org", false),
        ("https://例.cn/a b", false),
        ("https://", false),
    ] {
        assert_eq!(is_web(address), web, "{address}");
    }
}
