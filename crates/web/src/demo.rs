//! The invented city of `serve --demo`: what its units sent in went through the same ways as real files do.

use crate::desk::import::{self, Read, Taking};
use crate::desk::incoming::cents;
use crate::desk::send::{send, settle_silent};
use crate::desk::step::{Said, facts, take};
use crate::guard::session::User;
use crate::pages::setup::hashed;
use crate::{App, Error};
use demo::{City, Project, Stage, city};
use model::{Document, Form};
use pipeline::convert::{Outside, Written, write};
use store::accounts::{self, NewAccount};
use store::classes::{NewRuling, rule};
use store::forms::{Point, decide, get};
use store::published::{publish, withdraw};
use store::roster::{Listed, replace};
use store::{deliveries, publications, settings};
use workflow::{Action, Role};

/// Projects of the city.
const PROJECTS: usize = 300;

/// The password of all accounts.
pub const PASSWORD: &str = "Yanshi-2026";

/// The accounts: login and role.
pub const ACCOUNTS: [(&str, Role); 5] = [
    ("jixiao", Role::FinancePerformance),
    ("yewu", Role::FinanceBusiness),
    ("system", Role::SystemAdmin),
    ("security", Role::SecurityAdmin),
    ("audit", Role::AuditAdmin),
];

/// Fills an empty store with the city's forms of a year, in all conditions.
///
/// # Errors
/// When the store is not empty or fails.
pub async fn fill(app: &App, year: i16) -> Result<(), Error> {
    let city = city(year);
    let user = people(app, &city).await?;
    let projects: Vec<Project> = city.projects(PROJECTS).collect();
    let year = i64::from(year);
    let came = projects.iter().filter(|project| project.is_declared());
    let first = came.map(|project| {
        (
            named(project, &project.file_name()),
            project.form(),
            project.ending(),
        )
    });
    take_in(app, &user, "各部门第一批", false, first).await?;
    list(app, year, &projects).await?;
    rulings(app, &user, year).await?;
    let answered = |stage: Stage| stage != Stage::Received && stage != Stage::NotDeclared;
    for project in projects.iter().filter(|project| answered(project.stage)) {
        decided(app, &user, project).await?;
    }
    for department in app.store.organisations().await? {
        if department.kind == "department" && some_ready(app, year, department.id).await? {
            send(app, &user, year, department.id, None).await?;
        }
    }
    let back = projects
        .iter()
        .filter(|project| matches!(project.stage, Stage::ReturnedOnce | Stage::Settled));
    let returned = back.filter_map(|project| {
        let back = project.returned(1)?;
        Some((named(project, &back.file_name), back.form, project.ending()))
    });
    take_in(app, &user, "第一次重报", true, returned).await?;
    for project in projects.iter().filter(|one| one.stage == Stage::Settled) {
        settled(app, &user, project).await?;
    }
    // One department's clean forms are done with; those of the others wait.
    if let Some(department) = app.store.organisations().await?.first() {
        settle_silent(app, &user, year, department.id).await?;
    }
    published(app, &user, &projects).await?;
    app.recall().await
}

/// Settled forms as approved elsewhere and made public; two changed later, one was withdrawn, one is held back.
async fn published(app: &App, user: &User, projects: &[Project<'_>]) -> Result<(), Error> {
    let settled = projects.iter().filter_map(|project| {
        let form = project.settled()?;
        Some((named(project, &project.file_name()), form, project.ending()))
    });
    let settled: Vec<(String, Form, &'static str)> = settled.collect();
    let mut later: Vec<_> = settled.iter().take(3).cloned().collect();
    for (place, (_, form, _)) in later.iter_mut().enumerate() {
        if let Some(goal) = form.goals.first_mut() {
            goal.text.push_str(match place {
                0 => "咨询请拨13800138000。",
                _ => "完成情况年底前向社会公布。",
            });
        }
    }
    approved(app, user, "第一批批复件", settled).await?;
    approved(app, user, "调整后的批复件", later).await?;
    let listed = app.store.public_list("", "", 1).await?;
    let mut tx = app.store.begin().await?;
    if let Some(id) = listed.first().and_then(|form| form.identifier.as_deref()) {
        let reason = "单位来函：附件放错";
        withdraw(&mut tx, app.clock.now(), &user.actor(), id, reason, false).await?;
    }
    settings::set(&mut tx, "publishing", "on").await?;
    tx.commit().await?;
    Ok(())
}

async fn approved(
    app: &App,
    user: &User,
    name: &str,
    files: Vec<(String, Form, &'static str)>,
) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    let publication = publications::begin(&mut tx, now, &user.actor(), name).await?;
    tx.commit().await?;
    for (name, form, ending) in files {
        let read = app.heavy(move || file(&name, &form, ending)).await?;
        let read = read.ok_or(Error::Ours)?;
        crate::desk::approved::take_in(app, publication, &[read], None).await?;
    }
    let mut tx = app.store.begin().await?;
    publish(&mut tx, now, &user.actor(), publication).await?;
    tx.commit().await?;
    Ok(())
}

/// The path of a project's file: its department's folder, its name, its ending.
fn named(project: &Project<'_>, name: &str) -> String {
    format!("{}/{name}.{}", project.department.name, project.ending())
}

/// The accounts; gives the reviewer.
async fn people(app: &App, city: &City) -> Result<User, Error> {
    let now = app.clock.now();
    let hash = hashed(app, PASSWORD).await?;
    let mut tx = app.store.begin().await?;
    let bureau = format!("{}财政局", city.name);
    settings::set(&mut tx, "bureau", &bureau).await?;
    let mut reviewer = None;
    for (login, role) in ACCOUNTS {
        let mut named = city.people.iter();
        let person = named.find(|person| person.role == role);
        let name = person.map_or(role.word(), |person| person.name.as_str());
        let new = NewAccount {
            login,
            name,
            role: role.key(),
            organisation: None,
            password: &hash,
            must_change: false,
        };
        let account = accounts::add(&mut tx, now, &new).await?;
        if role == Role::FinancePerformance {
            reviewer = Some(User {
                account,
                name: name.to_owned(),
                role,
                organisation: None,
                secret: String::new(),
                session: String::new(),
                single: false,
                must_change: false,
            });
        }
    }
    tx.commit().await?;
    reviewer.ok_or(Error::Ours)
}

/// A form as the file that a unit sends.
fn file(name: &str, form: &Form, ending: &str) -> Option<Read> {
    let document = Document {
        forms: vec![form.clone()],
        ..Document::default()
    };
    let bytes = match ending {
        "tsv" => demo::paste(form).into_bytes(),
        ending => {
            let kind = Written::by_ending(ending)?;
            let written = write(&document, kind, None, &Outside::default());
            written.ok()?.bytes
        }
    };
    Some(Read {
        documents: host::opened::of_bytes(&bytes, name),
        path: name.to_owned(),
        bytes,
    })
}

async fn take_in(
    app: &App,
    user: &User,
    name: &str,
    returned: bool,
    files: impl Iterator<Item = (String, Form, &'static str)>,
) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    let delivery = deliveries::begin(&mut tx, now, &user.actor(), name, returned).await?;
    tx.commit().await?;
    let taking = Taking {
        actor: user.actor(),
        delivery,
        returned,
    };
    for (name, form, ending) in files {
        let read = app.heavy(move || file(&name, &form, ending)).await?;
        let read = read.ok_or(Error::Ours)?;
        import::take_in(app, &taking, &[read], None).await?;
    }
    Ok(())
}

async fn list(app: &App, year: i64, projects: &[Project<'_>]) -> Result<(), Error> {
    let entries = projects.iter().filter_map(Project::listed);
    let listed: Vec<Listed> = entries
        .map(|one| Listed {
            department: one.department,
            unit: Some(one.unit),
            code: Some(one.code),
            name: one.name,
            amount: cents(one.amount),
        })
        .collect();
    let mut tx = app.store.begin().await?;
    replace(&mut tx, year, &listed).await?;
    tx.commit().await?;
    Ok(())
}

/// Two rulings on the largest classes, so that the page of rulings shows what they are.
async fn rulings(app: &App, user: &User, year: i64) -> Result<(), Error> {
    let codes = app.store.codes(year).await?;
    for (code, decision) in codes
        .iter()
        .filter(|code| code.severity == 2)
        .take(2)
        .zip(["keep", "drop"])
    {
        let classes = app.store.classes(year, &code.code, None, 1).await?;
        let Some(class) = classes.first() else {
            continue;
        };
        let ruling = NewRuling {
            year,
            code: &code.code,
            class: &class.class,
            decision,
            wording: None,
            reason: (decision == "drop").then_some("今年统一不提"),
        };
        let mut tx = app.store.begin().await?;
        rule(&mut tx, app.clock.now(), &user.actor(), &ruling).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The form of a project in the store.
async fn form_of(app: &App, project: &Project<'_>) -> Result<Option<store::forms::Form>, Error> {
    let found = app.store.forms_by_code(&project.code).await?;
    Ok(found.into_iter().next())
}

async fn decided(app: &App, user: &User, project: &Project<'_>) -> Result<(), Error> {
    let Some(form) = form_of(app, project).await? else {
        return Ok(());
    };
    // A hint is worth a look, seldom an opinion.
    let word = |point: &Point| if point.severity == 1 { "drop" } else { "keep" };
    decide_open(app, user, form.id, word).await
}

/// Decides the points of a form that are open.
async fn decide_open(
    app: &App,
    user: &User,
    form: i64,
    word: fn(&Point) -> &'static str,
) -> Result<(), Error> {
    let points = app.store.points(form).await?;
    let open = points
        .iter()
        .filter(|point| point.decision.is_none() && point.inferred == 0);
    let mut tx = app.store.begin().await?;
    for point in open {
        let now = get(&mut tx, form).await?;
        let at = app.clock.now();
        decide(
            &mut tx,
            at,
            &user.actor(),
            &now,
            point.ordinal,
            Some(word(point)),
            None,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn some_ready(app: &App, year: i64, department: i64) -> Result<bool, Error> {
    let ready = app.store.ready(year, department, true).await?;
    Ok(!ready.is_empty())
}

async fn settled(app: &App, user: &User, project: &Project<'_>) -> Result<(), Error> {
    let Some(form) = form_of(app, project).await? else {
        return Ok(());
    };
    decide_open(app, user, form.id, |_| "drop").await?;
    let form = app.store.form(form.id).await?;
    let mut known = facts(&app.store, &form).await?;
    known.reason = true;
    let said = Said {
        due: None,
        detail: (known.unanswered > 0).then_some("已与单位核实"),
    };
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    take(&mut tx, now, user, &form, Action::Settle, &known, said).await?;
    tx.commit().await?;
    Ok(())
}
