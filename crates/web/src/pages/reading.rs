//! `/review/N/reading`: what was read, beside the source; corrected where the reading was wrong, confirmed where it was inferred.

use crate::desk::incoming::{Origin, incoming, kind};
use crate::desk::step::state;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::judge::judge;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use model::edit::{apply, said};
use model::{Document, Edit, Form, HeadField, Placement};
use store::forms::{Form as Kept, get as form_of};
use store::receive::receive;

/// Fields of a row that can be corrected, with their words.
const OF_ROW: [(&str, &str); 4] = [
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("value", "指标值"),
];

struct Field {
    name: String,
    called: String,
    text: String,
}

struct Row {
    number: usize,
    inferred: bool,
    why: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "pages/reading.html")]
struct Page {
    frame: Frame,
    form: Kept,
    heads: Vec<Field>,
    rows: Vec<Row>,
    inferred: usize,
    unplaced: Vec<String>,
    source_html: String,
    document: Option<i64>,
    refused: Vec<String>,
}

/// The fields of the form that can be corrected: name of the field, what it is called.
fn of_form(form: &Form) -> Vec<(String, String)> {
    let heads = HeadField::ALL.map(|field| (field.key().to_owned(), field.word().to_owned()));
    let mut fields: Vec<(String, String)> = heads.into();
    let others = [
        ("goal.annual", "年度总体目标"),
        ("goal.whole", "实施期总体目标"),
        ("funds.total", "项目总额"),
        ("funds.annual_total", "年度资金总额"),
    ]
    .map(|(key, word)| (key.to_owned(), word.to_owned()));
    fields.extend(others);
    for line in &form.funds.lines {
        let key = format!("funds.{}", line.path.join("/"));
        if fields.iter().all(|(known, _)| *known != key) {
            fields.push((key, line.path.join("的")));
        }
    }
    fields.retain(|(key, _)| said(form, None, key).is_some());
    fields
}

async fn page(app: &App, user: &User, id: i64, refused: Vec<String>) -> Result<Response, Error> {
    let kept = app.store.form(id).await?;
    let version = app.store.version(kept.version).await?;
    let form = app.store.said(&version).await?;
    let source_html = match version.document {
        Some(document) => source(app, document).await?,
        None => String::new(),
    };
    let heads = of_form(&form).into_iter().map(|(key, called)| Field {
        text: said(&form, None, &key).unwrap_or_default(),
        name: format!("-.{key}"),
        called,
    });
    let rows = (1..).zip(&form.indicators).map(|(number, row)| Row {
        number,
        inferred: row.is_inferred(),
        why: row
            .inferred_from
            .as_ref()
            .map(|from| from.note.clone())
            .unwrap_or_default(),
        fields: OF_ROW
            .iter()
            .map(|(key, word)| Field {
                name: format!("{}.{key}", row.id),
                called: format!("第{number}行{word}"),
                text: said(&form, Some(&row.id), key).unwrap_or_default(),
            })
            .collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let title = format!("核对读取：{}", kept.name);
    Ok(show(&Page {
        frame: Frame::of(&title, "/review", Some(user)).wide(),
        heads: heads.collect(),
        inferred: rows.iter().filter(|row| row.inferred).count(),
        rows,
        unplaced: form.unplaced.iter().map(|one| one.text.clone()).collect(),
        source_html,
        document: version.document,
        refused,
        form: kept,
    }))
}

/// The cells of a document that is kept.
pub(crate) async fn source(app: &App, document: i64) -> Result<String, Error> {
    let document = app.store.document(document).await?;
    let Some(digest) = document.content else {
        return Ok(String::new());
    };
    let bytes = app.store.content(&digest).await?;
    let path = document.path;
    app.heavy(move || crate::source::drawn(&bytes, &path)).await
}

/// `GET /review/N/reading`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    page(&app, &user, id, Vec::new()).await
}

/// The form with the fields that a person wrote otherwise; and what could not be put in.
fn corrected(form: &Form, posted: &Posted) -> (Form, Vec<String>) {
    let dates = pipeline::law::calendar::dates(form.fiscal_year);
    let (mut corrected, mut refused) = (form.clone(), Vec::new());
    for (name, text) in posted.fields() {
        let Some((row, field)) = name.split_once('.') else {
            continue;
        };
        let row = Some(row).filter(|row| *row != "-");
        let Some(now) = said(form, row, field) else {
            continue;
        };
        let text = text.replace("\r\n", "\n");
        if text == now {
            continue;
        }
        let edit = Edit::Set {
            row: row.map(str::to_owned),
            field: field.to_owned(),
            from: now,
            to: text,
        };
        match apply(&corrected, &[edit], dates) {
            Ok(changed) => corrected = changed,
            Err(reason) => refused.push(format!("没有改成：{reason}")),
        }
    }
    (corrected, refused)
}

/// A form whose places a person has looked at.
fn confirmed(mut form: Form) -> Form {
    for row in &mut form.indicators {
        row.placement = Placement::Stated;
        row.inferred_from = None;
    }
    for line in &mut form.funds.lines {
        line.inferred = false;
    }
    form.readings.clear();
    form
}

/// `POST /review/N/reading`: a version that says what the source says.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    posted: Posted,
) -> Result<Response, Error> {
    let kept = app.store.form(id).await?;
    if posted.number("revision") != Some(kept.revision) {
        return Err(Error::Store(store::StoreError::Conflict));
    }
    let version = app.store.version(kept.version).await?;
    let form = app.store.said(&version).await?;
    let (changed, refused) = corrected(&form, &posted);
    if !refused.is_empty() {
        return page(&app, &user, id, refused).await;
    }
    let cause = match changed == form {
        true => "confirmed",
        false => "corrected",
    };
    let form = confirmed(changed);
    let today = app.clock.today();
    let document = Document {
        forms: vec![form],
        ..Document::default()
    };
    let verdicts = judge(&document, today).forms;
    let (Some(form), Some(verdict)) = (document.forms.first(), verdicts.first()) else {
        return Err(Error::Ours);
    };
    let kind = kind(form);
    let origin = Origin {
        document: version.document,
        place: version.place,
        cause,
        state: state(&kept),
    };
    let mut incoming = incoming(form, verdict, &kind, today, origin);
    incoming.year = kept.year;
    let mut tx = app.store.begin().await?;
    let now = form_of(&mut tx, id).await?;
    if now.revision != kept.revision {
        return Err(Error::Store(store::StoreError::Conflict));
    }
    receive(&mut tx, app.clock.now(), &user.actor(), &incoming, Some(id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/review/{id}")).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::{house, pasted};
    use axum::http::StatusCode;
    use workflow::Role;

    #[tokio::test]
    async fn a_wrong_reading_is_corrected_as_a_version_and_an_inferred_one_confirmed() {
        let house = house().await;
        let person = house.person(Role::FinancePerformance).await;
        let form = pasted("", "100%");
        let files = [("甲.tsv", form.as_bytes())];
        person.upload("/import", &[("returned", "0")], &files).await;
        house.work().await;
        let page = person.get("/review/1/reading").await;
        assert!(page.text.contains("培训合格率"), "{}", page.text);
        let revision = house.app.store.form(1).await.unwrap().revision.to_string();
        let fields = [
            ("revision", revision.as_str()),
            ("r2.value", "≥96%"),
            ("-.funds.annual_total", "7.3"),
            ("r9.value", "没有这一行"),
        ];
        let answer = person.post("/review/1/reading", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let store = &house.app.store;
        let versions = store.versions(1).await.unwrap();
        assert_eq!(
            (versions.len(), versions[0].cause.as_str()),
            (2, "corrected")
        );
        let said = store.said(&versions[0]).await.unwrap();
        assert_eq!(said.indicators[1].value.raw, "≥96%");
        assert_eq!(store.form(1).await.unwrap().amount, Some(7_300_000));
        // Somebody else has saved meanwhile.
        let answer = person.post("/review/1/reading", &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
    }
}
