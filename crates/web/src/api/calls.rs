//! The table of calls: a new call is one entry here.

use super::call::{Answer, Call, Door, Param};
use super::describe::{Draw, draw};
use super::{check, deliveries, describe, export, forms, page, rules};
use crate::guard::rights::Right;
use axum::routing::{get, post};

const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";

const fn json(schema: Draw, about: &'static str) -> Answer {
    Answer {
        status: 200,
        media: JSON,
        schema: Some(schema),
        about,
        tagged: false,
    }
}

const fn tagged(schema: Draw, about: &'static str) -> Answer {
    Answer {
        tagged: true,
        ..json(schema, about)
    }
}

const fn text(media: &'static str, about: &'static str) -> Answer {
    Answer {
        status: 200,
        media,
        schema: None,
        about,
        tagged: false,
    }
}

const fn string(name: &'static str, about: &'static str) -> Param {
    Param {
        name,
        kind: "string",
        about,
    }
}

const fn number(name: &'static str, about: &'static str) -> Param {
    Param {
        name,
        kind: "integer",
        about,
    }
}

const YEAR: Param = number("year", "预算年度；不写为有表的最近一年");
const STATE: Param = string(
    "state",
    "状态：received 已收、opinions_sent 已提意见、settled 已复核；不写为全部",
);
const LEVEL: Param = string(
    "level",
    "最重的一级：error 有必改、warning 只有建议改、hint 只有可参考、clean 没有要点",
);
const DEPARTMENT: Param = number("department", "主管部门的编号（列表里的 department.id）");
const CODE: Param = string("code", "有这条规则的要点，如 E07");
const QUERY: Param = string("q", "项目、单位、指标、编码里的词");

pub(super) static ALL: &[Call] = &[
    Call {
        method: "get",
        path: "",
        door: Door::Open,
        title: "接口说明",
        about: "给人看的一页。",
        params: &[],
        body: &[],
        answer: text("text/html", "网页"),
        refusals: &[],
        example: "/api/v1",
        handler: || get(page::get),
    },
    Call {
        method: "get",
        path: "/openapi.json",
        door: Door::Open,
        title: "OpenAPI 3.1 描述",
        about: "由程序里的同一张表生成。",
        params: &[],
        body: &[],
        answer: text(JSON, "OpenAPI 文档"),
        refusals: &[],
        example: "/api/v1/openapi.json",
        handler: || get(describe::get),
    },
    Call {
        method: "post",
        path: "/check",
        door: Door::SelfCheck,
        title: "核对一个文件",
        about: "正文就是文件，名称写在 ?name= 或 Content-Disposition 里；也可用 multipart 传一个文件，或传 jixiao.forms/1（整份，或每行一个文档）。答复与 jixiao check --format json 相同。读不成的文件也是 200，原因在 error 里。什么都不保存。",
        params: &[
            string("name", "文件名，格式看内容，名称只作参考"),
            string("as_of", "按哪一天核对，如 2026-03-05；不写为今天"),
            string("profile", "指定核对口径；不写按表自动选"),
            string("select", "只看这些规则，逗号分开，如 E,B03"),
            string("ignore", "不看这些规则，逗号分开"),
        ],
        body: &[
            "application/octet-stream",
            JSON,
            NDJSON,
            "multipart/form-data",
        ],
        answer: json(draw::<model::Findings>, "jixiao.findings/1"),
        refusals: &[400, 413, 415],
        example: "-T 目标表.docx -X POST '/api/v1/check?name=目标表.docx'",
        handler: || post(check::post),
    },
    Call {
        method: "get",
        path: "/forms",
        door: Door::May(Right::Review),
        title: "列表",
        about: "按编号从小到大，一页一页取：把 next 原样放进 after，到 next 为 null 为止；Link 头里是下一页的地址。",
        params: &[
            YEAR,
            STATE,
            LEVEL,
            DEPARTMENT,
            CODE,
            QUERY,
            number("limit", "一页几张，1 到 500，不写为 100"),
            string("after", "上一页的 next"),
        ],
        body: &[],
        answer: json(draw::<forms::FormsPage>, "一页"),
        refusals: &[400],
        example: "'/api/v1/forms?year=2026&level=error'",
        handler: || get(forms::list),
    },
    Call {
        method: "get",
        path: "/forms/export",
        door: Door::May(Right::Review),
        title: "导出",
        about: "每行一个文档（jixiao.forms/1 的 documents 里的一项），jixiao check - 能直接读。一边查一边发；中途出错连接会断开，不会少了行还像是完整的。",
        params: &[YEAR, STATE, LEVEL, DEPARTMENT, CODE, QUERY],
        body: &[],
        answer: Answer {
            media: NDJSON,
            ..json(draw::<model::Document>, "每行一个文档")
        },
        refusals: &[400],
        example: "'/api/v1/forms/export?year=2026' | jixiao check -",
        handler: || get(export::get),
    },
    Call {
        method: "get",
        path: "/forms/{id}",
        door: Door::May(Right::Review),
        title: "一张表",
        about: "状态、要点和定论、各次版本。",
        params: &[number("id", "表的编号")],
        body: &[],
        answer: tagged(draw::<forms::FormDetail>, "这张表"),
        refusals: &[404],
        example: "/api/v1/forms/1",
        handler: || get(forms::one),
    },
    Call {
        method: "get",
        path: "/forms/{id}/content",
        door: Door::May(Right::Review),
        title: "一张表的内容",
        about: "一份完整的 jixiao.forms/1，里面是这一张表。",
        params: &[
            number("id", "表的编号"),
            number("version", "第几次的版本；不写为现在的"),
        ],
        body: &[],
        answer: tagged(draw::<model::Forms>, "jixiao.forms/1"),
        refusals: &[400, 404],
        example: "/api/v1/forms/1/content",
        handler: || get(forms::content),
    },
    Call {
        method: "post",
        path: "/deliveries",
        door: Door::May(Right::Import),
        title: "导入",
        about: "multipart：任意多个文件或 zip；returned=true 是重报的表。先收下，再在后台读，进度看 Location 里的地址。",
        params: &[],
        body: &["multipart/form-data"],
        answer: Answer {
            status: 202,
            ..json(
                draw::<deliveries::DeliveryAnswer>,
                "已收下，Location 是看进度的地址",
            )
        },
        refusals: &[400, 413, 415],
        example: "-F file=@第一批.zip -F returned=false /api/v1/deliveries",
        handler: || post(deliveries::post),
    },
    Call {
        method: "get",
        path: "/deliveries/{id}",
        door: Door::May(Right::Import),
        title: "一次导入的进度和结果",
        about: "没读成的、有推断的文件逐个列出原因；对不准的重报表列出可能是哪几张。",
        params: &[number("id", "导入的编号"), string("after", "上一页的 next")],
        body: &[],
        answer: json(draw::<deliveries::DeliveryAnswer>, "进度和结果"),
        refusals: &[400, 404],
        example: "/api/v1/deliveries/1",
        handler: || get(deliveries::get),
    },
    Call {
        method: "get",
        path: "/rules",
        door: Door::Open,
        title: "全部规则",
        about: "",
        params: &[],
        body: &[],
        answer: json(draw::<rules::RuleList>, "规则"),
        refusals: &[],
        example: "/api/v1/rules",
        handler: || get(rules::list),
    },
    Call {
        method: "get",
        path: "/rules/{code}",
        door: Door::Open,
        title: "一条规则",
        about: "连同说明页（Markdown）和有关文件。",
        params: &[string("code", "规则编号，如 E07")],
        body: &[],
        answer: json(draw::<rules::RulePage>, "规则"),
        refusals: &[404],
        example: "/api/v1/rules/E07",
        handler: || get(rules::one),
    },
];
