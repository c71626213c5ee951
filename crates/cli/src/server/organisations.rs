//! `jixiao import-org`: departments and units from a list.

use super::args::StoreFileArgs;
use super::place;
use crate::exit::Exit;
use anyhow::Context;
use store::organisations::{department, unit};
use store::{Actor, log};

/// Runs the command.
pub fn import_org(arguments: &StoreFileArgs) -> anyhow::Result<Exit> {
    let path = arguments.file.display().to_string();
    let bytes = std::fs::read(&arguments.file).with_context(|| format!("读不了 {path}"))?;
    let all = pipeline::institutions::read(&bytes, &path).map_err(|error| {
        anyhow::anyhow!(
            "{path}：{error}。机构表的表头要有“主管部门”和“单位”，可以有“部门编码”“单位编码”。"
        )
    })?;
    place::block(async {
        let store = place::open(&arguments.store, true).await?;
        let before = store.organisations().await?.len();
        let mut tx = store.begin().await?;
        for one in &all {
            let some = |code: &str| Some(code.to_owned()).filter(|code| !code.is_empty());
            let code = some(&one.department_code);
            let department = department(&mut tx, &one.department, code.as_deref()).await?;
            let code = some(&one.unit_code);
            unit(&mut tx, department, &one.unit, code.as_deref()).await?;
        }
        let actor = Actor {
            name: "命令行".to_owned(),
            ..Actor::default()
        };
        let event = log::Event {
            action: "import_organisations",
            subject: &path,
            ..log::Event::default()
        };
        log::append(&mut tx, host::clock::now(), &actor, &event).await?;
        tx.commit().await?;
        let after = store.organisations().await?.len();
        eprintln!(
            "读到 {} 行，新增部门和单位 {} 个，原有的没有改。",
            all.len(),
            after - before
        );
        store.close().await;
        Ok(Exit::default())
    })
}
