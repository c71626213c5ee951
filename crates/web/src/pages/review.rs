//! `GET /review`: the queue, 必改 first, then by money; narrowed by step, level, band, department, rule, words.

use super::desk::{Coverage, year};
use super::words::{self, STEPS};
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use model::money::BANDS;
use serde::{Deserialize, Serialize};
use store::forms::Form;
use store::queue::{After, Filter};
use store::tallies::{Tally, codes, sum};

/// Forms on one page.
const PAGE: i64 = 50;

/// What the page is asked for; empty fields of the search form count as none.
#[derive(Clone, Deserialize, Serialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    year: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    band: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    department: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Asked {
    /// As the store filters.
    pub fn filter(&self, year: i64) -> Filter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            year,
            // What is still to be decided, unless something else is asked for.
            step: Some(self.step().to_owned()).filter(|step| step != "all"),
            level: some(&self.level),
            band: some(&self.band),
            department: self.department.parse().ok(),
            code: some(&self.code),
            query: some(&self.q),
            ..Filter::default()
        }
    }

    /// The step that is asked for.
    fn step(&self) -> &str {
        match self.state.as_str() {
            "" => "open",
            step => step,
        }
    }

    fn in_step(&self, step: &str) -> String {
        let other = Asked {
            state: step.to_owned(),
            after: String::new(),
            ..self.clone()
        };
        other.address()
    }

    fn in_year(&self, year: i64) -> String {
        let other = Asked {
            year: Some(year),
            state: "all".to_owned(),
            after: String::new(),
            ..self.clone()
        };
        other.address()
    }

    /// As part of an address.
    pub fn address(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    fn page_after(&self, after: After) -> String {
        let next = Asked {
            after: format!("{}.{}", after.worst, after.id),
            ..self.clone()
        };
        next.address()
    }
}

struct Line {
    form: Form,
    unit: String,
    department: String,
    amount: String,
    state: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "pages/review.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    asked: Asked,
    coverage: Coverage,
    /// Steps: address, word, forms, whether it is this one.
    steps: Vec<(String, &'static str, i64, bool)>,
    levels: Vec<(&'static str, &'static str)>,
    bands: Vec<(&'static str, &'static str)>,
    departments: Vec<(String, String)>,
    codes: Vec<(String, String)>,
    /// How many there are and their money, in words.
    extent: String,
    lines: Vec<Line>,
    next: Option<String>,
    context: String,
    any: bool,
    /// Where nothing was found: the other steps of this year and other years that have something, with addresses.
    elsewhere: Vec<(String, String, i64)>,
}

/// Forms that are counted on where no count is kept.
const COUNTED: i64 = 1_000;

/// And where words are looked for, each of which costs a look at the words of a form.
const FOUND: i64 = 300;

/// How many forms are asked for, and their money, from the counts that are kept where these can tell; else counted on to a limit, and
/// whether that was the end of them.
async fn extent(
    app: &App,
    asked: &Asked,
    year: i64,
    tallies: &[Tally],
) -> Result<(i64, i64, bool), Error> {
    let filter = asked.filter(year);
    let is_counted = STEPS.iter().any(|(step, _)| *step == asked.step()) || asked.step() == "all";
    if !is_counted || filter.department.is_some() || filter.code.is_some() || filter.query.is_some()
    {
        let most = filter.query.as_ref().map_or(COUNTED, |_| FOUND);
        let (forms, money) = app.store.extent(&filter, most + 1).await?;
        return Ok((forms, money, forms <= most));
    }
    let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|own| own == is);
    let (forms, money) = sum(tallies, |cell| {
        (asked.step() == "all" || cell.step == asked.step())
            && fits(&filter.level, cell.level)
            && fits(&filter.band, cell.band)
    });
    Ok((forms, money, true))
}

/// Where something is found when nothing was: in another step of this year, or in another year.
async fn elsewhere(
    app: &App,
    asked: &Asked,
    year: i64,
    years: &[i64],
    tallies: &[Tally],
) -> Result<Vec<(String, String, i64)>, Error> {
    let mut found = Vec::new();
    let others = years.iter().filter(|other| **other != year);
    for other in std::iter::once(&year).chain(others).take(6) {
        let wide = Asked {
            state: "all".to_owned(),
            ..asked.clone()
        };
        let of_other;
        let counts = match *other == year {
            true => tallies,
            false => {
                of_other = app.store.tallies(*other).await?;
                &of_other
            }
        };
        let (forms, _, _) = extent(app, &wide, *other, counts).await?;
        if forms > 0 {
            let word = match *other == year {
                true => "其他状态里".to_owned(),
                false => format!("{other}年"),
            };
            found.push((asked.in_year(*other), word, forms));
        }
    }
    Ok(found)
}

/// `GET /review`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let filter = asked.filter(year);
    let after = asked.after.split_once('.').and_then(|(worst, id)| {
        Some(After {
            worst: worst.parse().ok()?,
            id: id.parse().ok()?,
        })
    });
    let mut forms = app.store.queue(&filter, after, PAGE + 1).await?;
    let tallies = app.store.tallies(year).await?;
    let (count, money, whole) = extent(&app, &asked, year, &tallies).await?;
    let elsewhere = match forms.is_empty() {
        true => elsewhere(&app, &asked, year, &years, &tallies).await?,
        false => Vec::new(),
    };
    let organisations = app.store.organisations().await?;
    let name = |id: i64| {
        let one = organisations.iter().find(|one| one.id == id);
        one.map(|one| one.name.clone()).unwrap_or_default()
    };
    let next = super::cut(&mut forms, PAGE).map(|last| {
        asked.page_after(After {
            worst: last.worst,
            id: last.id,
        })
    });
    let of_year = |id: i64| {
        let name = id.to_string();
        let mut own = tallies.iter();
        own.any(|tally| tally.scope == "department" && tally.name == name)
    };
    let steps = STEPS.into_iter().chain([("all", "全部")]);
    let steps = steps.map(|(step, word)| {
        let forms = match step {
            "all" => sum(&tallies, |_| true).0,
            step => sum(&tallies, |cell| cell.step == step).0,
        };
        (asked.in_step(step), word, forms, asked.step() == step)
    });
    Ok(show(&Page {
        frame: Frame::of("审核", "/review", Some(&user))
            .in_year(year)
            .wide(),
        year,
        years,
        coverage: Coverage::of(&tallies),
        any: sum(&tallies, |_| true).0 > 0,
        steps: steps.collect(),
        elsewhere,
        levels: ["error", "warning", "hint", "clean"]
            .map(|key| (key, words::level(key).1))
            .into(),
        bands: BANDS.map(|band| (band.key, band.word)).into(),
        departments: organisations
            .iter()
            .filter(|one| one.kind == "department" && of_year(one.id))
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        codes: codes(&tallies)
            .into_iter()
            .map(|count| {
                let shown = format!("{}（{}）", words::coded(&count.code), count.points);
                (count.code, shown)
            })
            .collect(),
        extent: match whole {
            false => format!("{} 张以上，写细一点可以缩小范围", count - 1),
            true => format!("{count} 张，{} 万元", words::about_wan(money)),
        },
        lines: forms
            .into_iter()
            .map(|form| Line {
                unit: name(form.unit),
                department: name(form.department),
                amount: form.amount.map_or("—".to_owned(), words::wan),
                state: words::step(form.step()).to_owned(),
                kind: words::kind(&form.kind),
                form,
            })
            .collect(),
        next,
        context: asked.address(),
        asked,
    }))
}
