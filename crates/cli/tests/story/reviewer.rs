//! A reviewer: forms in, the queue, points one by one and by class, letters out, forms back, the four lists, the list of projects, counts.

use crate::PASSWORD;
use crate::administrators::{log_in, log_out};
use crate::browser::{Browser, key};
use crate::eyes::Eyes;
use crate::files::{archive, city, count, sent, text_of, written};
use crate::publisher;
use demo::Project;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

pub fn story(browser: &Browser, eyes: &mut Eyes, chapter: &mut impl FnMut(&str)) {
    let folder = tempfile::tempdir().unwrap();
    let city = city();
    let projects: Vec<Project> = city.declared(count()).collect();
    log_in(browser, "jixiao", PASSWORD);
    browser.sees("还没有收进");
    eyes.look(browser, "空的工作台");
    for (entry, name) in [
        ("审核", "空的审核"),
        ("同类问题", "空的同类问题"),
        ("意见", "空的意见"),
        ("退回重报", "空的退回重报"),
        ("项目清单", "空的项目清单"),
        ("统计", "空的统计"),
    ] {
        browser.click_on(entry);
        eyes.look(browser, name);
    }
    let zip = put(folder.path(), "各部门第一批.zip", delivered(&projects));
    chapter(&format!("做好 {} 张表", projects.len()));
    import(browser, eyes, &zip);
    chapter("导入");
    let mine = chosen(&projects);
    let pages = queue(browser, eyes, &mine);
    chapter("逐条");
    classes(browser, eyes);
    chapter("同类");
    letters(browser, eyes, mine[0]);
    chapter("意见");
    returns(browser, eyes, folder.path(), &mine, &pages);
    chapter("退回");
    counts(browser, eyes, folder.path(), &city);
    publisher::story(browser, eyes, folder.path(), &projects);
    chapter("公开");
    log_out(browser);
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What all departments sent in, with a file that is no form; made once for both databases.
fn delivered(projects: &[Project]) -> &'static [u8] {
    static DELIVERED: OnceLock<Vec<u8>> = OnceLock::new();
    DELIVERED.get_or_init(|| {
        let notice = "关于召开会议的通知".as_bytes().to_vec();
        let notice = ("附件/会议通知.txt".to_owned(), notice);
        archive(projects.iter().map(sent).chain([notice]))
    })
}

/// Three projects of one department whose forms will come back.
fn chosen<'a, 'b>(projects: &'a [Project<'b>]) -> Vec<&'a Project<'b>> {
    let comes_back = |project: &&Project| {
        project
            .returned(1)
            .is_some_and(|back| back.form.project.name == project.form().project.name)
    };
    let mut all: Vec<&Project> = projects.iter().filter(comes_back).collect();
    let department = all[0].department.name.clone();
    all.retain(|project| project.department.name == department);
    all.truncate(3);
    assert_eq!(all.len(), 3);
    all
}

/// The archive goes in; its progress is watched to the end.
fn import(browser: &Browser, eyes: &mut Eyes, zip: &Path) {
    browser.click_on("导入");
    eyes.look(browser, "导入");
    browser.file("#files", zip);
    browser.click("#upload button");
    if browser.has("#running") {
        eyes.look(browser, "正在读");
    }
    let until = Instant::now() + Duration::from_secs(1_800);
    while browser.has("#running") {
        assert!(Instant::now() < until, "the import does not end");
        std::thread::sleep(Duration::from_millis(300));
    }
    browser.sees("去审核");
    browser.sees("会议通知.txt");
    browser.sees(&format!("{} 张表", count()));
    browser.sees("1 个没有读成");
    eyes.look(browser, "读完");
    browser.click_on("全部");
    eyes.look(browser, "全部文件");
    browser.click("table.list a");
    browser.sees("原件");
    eyes.look(browser, "原件");
    let file = browser.download(|| browser.click_on("下载原件"));
    assert!(file.metadata().unwrap().len() > 0);
}

/// The queue, then each point of the chosen forms.
fn queue(browser: &Browser, eyes: &mut Eyes, mine: &[&Project]) -> Vec<String> {
    browser.click_on("工作台");
    eyes.look(browser, "工作台");
    browser.click_on("审核");
    eyes.look(browser, "审核");
    let all = browser.all("table.queue tbody tr").len();
    browser.pick("select[name=level]", "error");
    browser.click_on("筛选");
    browser.find("table.queue .grade.must");
    assert!(browser.all("table.queue tbody tr").len() <= all);
    browser.write("input[name=q]", "没有这样的项目");
    browser.click_on("筛选");
    browser.sees("没有符合条件的表");
    eyes.look(browser, "没有符合的");
    let mut pages = Vec::new();
    for (number, project) in mine.iter().enumerate() {
        open(browser, project);
        let page = browser.address();
        let page = page.strip_prefix(browser.site()).unwrap();
        pages.push(page.split('?').next().unwrap().to_owned());
        if number == 0 {
            first(browser, eyes);
        }
        while browser.has(".decide button.keep") {
            let before = browser.all(".decide button.keep").len();
            browser.click(".decide button.keep");
            browser.until("少一条没定的", || {
                browser.all(".decide button.keep").len() < before
            });
        }
        browser.sees("都已定");
    }
    open(browser, mine[0]);
    eyes.look(browser, "定完的一张");
    pages
}

/// Finds a form by its name and unit, and opens it: names repeat among units.
#[track_caller]
fn open(browser: &Browser, project: &Project) {
    browser.go("/review?state=all");
    browser.write("input[name=q]", &project.name);
    browser.click_on("筛选");
    browser.until(&project.name, || browser.address().contains("q="));
    let mut rows = browser.all("table.queue tbody tr").into_iter();
    let at = rows.position(|row| {
        let row = browser.said(&row);
        row.contains(&project.name) && row.contains(&project.unit.name)
    });
    let at = at.expect("the form is in the queue") + 1;
    browser.click(&format!("table.queue tbody tr:nth-child({at}) a"));
    browser.find(".tools .what");
}

/// The first form: keys, own words, a change of mind, an opinion and a remark.
fn first(browser: &Browser, eyes: &mut Eyes) {
    eyes.look(browser, "一张表");
    browser.tab_to(".decide button.keep");
    browser.keys(&key::ENTER.to_string());
    browser.find(".decided-as");
    browser.click_on("第1点：改主意");
    browser.find(".decide button.keep");
    browser.click(".decide .wording summary");
    browser.write(".decide .wording textarea", "请按实际工作量重写这一行。");
    browser.click(".decide button.keep");
    browser.sees("提意见：请按实际工作量重写这一行。");
    browser.write("#place", "年度总体目标");
    browser.write("#text", "请补写预期产出的依据。");
    browser.click_on("加一条意见");
    browser.sees("请补写预期产出的依据。");
    browser.write("#remark", "与科长商量过。");
    browser.click_on("记下备注");
    browser.sees("与科长商量过。");
    eyes.look(browser, "一张表-写过");
}

/// A class is ruled on, lifted, ruled on again.
fn classes(browser: &Browser, eyes: &mut Eyes) {
    browser.click_on("同类问题");
    eyes.look(browser, "同类问题");
    browser.click("table.list tbody a");
    if !browser.has("form.rule") {
        browser.click_on("看例子");
    }
    eyes.look(browser, "一类问题");
    browser.write("form.rule input[name=wording]", "请统一按文件要求填写。");
    browser.click("form.rule button[value=keep]");
    browser.click_on("同类问题");
    browser.sees("已定的类");
    browser.sees("请统一按文件要求填写。");
    eyes.look(browser, "定了一类");
    browser.click("button[name=lift]");
    browser.go("/classes");
    assert!(!browser.has("button[name=lift]"));
    browser.click("table.list tbody a");
    if !browser.has("form.rule") {
        browser.click_on("看例子");
    }
    // A whole class is not dropped without a word.
    browser.click("form.rule button[value=drop]");
    browser.sees("请先写明理由");
    browser.write("form.rule input[name=reason]", "今年统一不提。");
    browser.click("form.rule button[value=drop]");
    browser.sees("今年统一不提");
    browser.go("/classes");
    browser.find("button[name=lift]");
}

/// The letter of the department, in both files.
fn letters(browser: &Browser, eyes: &mut Eyes, project: &Project) {
    browser.click_on("意见");
    eyes.look(browser, "意见");
    browser.click_on(&format!("预览意见：{}", project.department.name));
    browser.sees("还没有发出");
    browser.sees("请补写预期产出的依据。");
    eyes.look(browser, "预览意见");
    browser.click("button[name=send]");
    browser.sees("已定好发给");
    eyes.look(browser, "发过意见");
    for words in ["意见函", "清单"] {
        let text = text_of(&browser.download(|| browser.click_on(words)));
        assert!(words == "清单" || text.contains("云泽市财政局"));
        for part in [
            "请按实际工作量重写这一行。",
            "请补写预期产出的依据。",
            &project.name,
        ] {
            assert!(text.contains(part), "{words}里没有“{part}”");
        }
        assert!(!text.contains("与科长商量过"), "a remark went out");
    }
    open(browser, project);
    browser.sees("已提意见");
}

/// Forms come back under other names; one says nothing of what it was.
fn returns(browser: &Browser, eyes: &mut Eyes, folder: &Path, mine: &[&Project], pages: &[String]) {
    let files = mine.iter().enumerate().map(|(number, project)| {
        let back = project.returned(1).unwrap();
        let mut form = back.form;
        if number == 1 {
            form.project.code = None;
            form.project.name = Some("另起的名称".to_owned());
        }
        let ending = if number == 2 { "xlsx" } else { "docx" };
        (
            format!("{}.{ending}", back.file_name),
            written(&form, ending),
        )
    });
    let zip = put(folder, "第一次重报.zip", &archive(files));
    browser.click_on("退回重报");
    eyes.look(browser, "退回重报");
    browser.file("#files", &zip);
    browser.click("#upload button");
    browser.until("读完", || {
        !browser.has("#running") && browser.has("#waiting")
    });
    eyes.look(browser, "待指认");
    let pick = browser.all(".pick label");
    let own = pick
        .iter()
        .find(|one| browser.said(one).contains(&mine[1].name));
    browser.press(own.expect("the right form is among the candidates"));
    browser.click_on("就这样定");
    browser.until("没有待指认的", || !browser.has("#waiting"));
    browser.sees("已归到");
    browser.sees(&format!("对上的 {} 张", mine.len()));
    eyes.look(browser, "重报对上的");
    for (number, page) in pages.iter().enumerate() {
        browser.go(page);
        browser.sees("重报与上次意见对照");
        for list in ["未落实", "意见之外的改动", "新问题", "已落实"] {
            browser.sees(list);
        }
        eyes.look(browser, &format!("重报对照{}", number + 1));
    }
    browser.go(&pages[0]);
    while browser.has(".decide button[value=drop]") {
        let before = browser.all(".decide button[value=drop]").len();
        browser.click(".decide button[value=drop]");
        browser.until("少一条没定的", || {
            browser.all(".decide button[value=drop]").len() < before
        });
    }
    if browser.has(".tools input[name=reason]") {
        browser.write(".tools input[name=reason]", "已与单位核实");
    }
    browser.click_on("复核完毕");
    browser.until("已复核", || {
        browser.text(".tools .what").contains("已复核")
    });
    eyes.look(browser, "复核完毕");
}

/// The list of projects and the counts.
fn counts(browser: &Browser, eyes: &mut Eyes, folder: &Path, city: &demo::City) {
    let list = demo::roster_text(city.roster(count()));
    let list = put(folder, "项目清单.csv", list.replace('\t', ",").as_bytes());
    browser.click_on("项目清单");
    browser.file("#file", &list);
    browser.click_on("放入清单");
    browser.sees("未报");
    eyes.look(browser, "项目清单");
    browser.click_on("统计");
    browser.sees("资金与问题");
    eyes.look(browser, "统计");
    browser.click_on("工作台");
    eyes.look(browser, "工作台-最后");
    browser.click_on("审核");
    eyes.look(browser, "审核-最后");
}
