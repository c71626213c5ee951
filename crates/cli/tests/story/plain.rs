//! The same main ways where no script runs.

use crate::PASSWORD;
use crate::administrators::{log_in, log_out};
use crate::browser::Browser;
use crate::clerk::type_over;
use crate::files::{differences, sample};

pub fn story(browser: &Browser) {
    clerk(browser);
    reviewer(browser);
    log_in(browser, "audit", PASSWORD);
    browser.click_on("日志");
    browser.click_on("查验整个日志");
    browser.sees("查验无误");
    log_out(browser);
}

fn clerk(browser: &Browser) {
    let original = sample("waste-sorting.docx");
    browser.go("/");
    assert!(!browser.has(".scripted"), "a script ran");
    browser.file("#file", &original);
    browser.click("#drop button");
    browser.sees("生活垃圾分类督导");
    browser.click_on("采纳第3点的改法");
    browser.sees("已改动 1 处");
    type_over(browser, "textarea[name='c.1.r6.value']", "≥95%");
    browser.click_on("记下改动并核对");
    browser.sees("已改动 2 处");
    browser.click_on("撤销一步");
    browser.sees("已改动 1 处");
    type_over(browser, "textarea[name='c.1.r6.value']", "≥95%");
    let file = browser.download(|| browser.click_on("下载改好的原文件"));
    let changed = differences(&original, &file);
    assert!(changed.iter().any(|(_, _, is)| is == "≥95%"), "{changed:?}");
    browser.click(".menu summary");
    browser.download(|| browser.click_on("修改对照表（Word）"));
    browser.go("/");
    browser.write(
        "#text",
        "项目支出绩效目标表\n项目名称：护林员培训\n年度总体目标：培训护林员160人。\n",
    );
    browser.click_on("核对粘贴的内容");
    browser.find("main h1");
}

fn reviewer(browser: &Browser) {
    log_in(browser, "jixiao", PASSWORD);
    browser.click_on("导入");
    browser.file("#files", &sample("museum.xlsx"));
    browser.click("#upload button");
    browser.sees("museum.xlsx");
    let page = browser.address();
    browser.until("读完", || {
        browser.go(page.strip_prefix(browser.site()).unwrap());
        !browser.has("#running")
    });
    // The sample is of another year than the city.
    browser.go("/review?state=all");
    browser.pick("select[name=level]", "error");
    browser.click_on("筛选");
    browser.click("table.queue tbody a");
    browser.find(".tools .what");
    if browser.has(".decide button.keep") {
        let before = browser.all(".decide button.keep").len();
        browser.click(".decide .wording summary");
        browser.write(".decide .wording textarea", "请改。");
        browser.click(".decide button.keep");
        browser.until("定了一条", || {
            browser.all(".decide button.keep").len() < before
        });
    }
    browser.write("#remark", "没有脚本也能记。");
    browser.click_on("记下备注");
    browser.sees("没有脚本也能记。");
    browser.click_on("同类问题");
    browser.click("table.list tbody a");
    if !browser.has("form.rule") {
        browser.click_on("看例子");
    }
    browser.click("form.rule button[value=keep]");
    browser.click_on("同类问题");
    browser.click("button[name=lift]");
    for entry in ["意见", "退回重报", "项目清单", "统计", "工作台"] {
        browser.click_on(entry);
        browser.find("main h1");
    }
    log_out(browser);
}
