//! `jixiao user`: accounts from the machine on which the data are, for the day when nobody can log in.

use super::args::AccountArgs;
use super::place;
use crate::exit::Exit;
use anyhow::{Context, bail};
use std::io::BufRead;
use store::accounts::{self, Account, NewAccount};
use store::{Actor, Store, log, sessions};
use web::password;
use workflow::Role;

/// Runs the command.
pub fn user(arguments: &AccountArgs) -> anyhow::Result<Exit> {
    place::block(async {
        let store = place::open(&arguments.store, false).await?;
        match &arguments.login {
            None => list(&store).await?,
            Some(login) => one(&store, login, arguments).await?,
        }
        store.close().await;
        Ok(Exit::default())
    })
}

/// A role in Chinese.
fn word(role: &str) -> &str {
    Role::from_key(role).map_or(role, |role| role.word())
}

async fn list(store: &Store) -> anyhow::Result<()> {
    for account in store.accounts().await? {
        let role = word(&account.role);
        let state = match account.disabled_at {
            Some(_) => "　已停用",
            None => "",
        };
        println!("{}　{}　{role}{state}", account.login, account.name);
    }
    Ok(())
}

/// A new password from standard input.
fn typed(login: &str) -> anyhow::Result<String> {
    eprintln!("请输入“{login}”的新口令，按回车结束：");
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("没有读到口令")?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    match password::fault(&password, login) {
        Some(fault) => bail!("{fault}"),
        None => Ok(password),
    }
}

fn hashed(password: &str) -> anyhow::Result<String> {
    let mut salt = [0; 16];
    host::chance::fill(&mut salt).context("系统给不出随机数")?;
    password::hash(password, &salt).context("口令没有处理成")
}

async fn one(store: &Store, login: &str, arguments: &AccountArgs) -> anyhow::Result<()> {
    let known = store.account_by_login(login).await?;
    if let (Some(name), Some(role)) = (&arguments.name, &arguments.role) {
        return added(store, login, name, role).await;
    }
    let Some(account) = known else {
        bail!(
            "没有登录名为“{login}”的账号。现有账号见 jixiao user；要新建，请写 --name 和 --role。"
        );
    };
    let now = host::clock::now();
    let mut tx = store.begin().await?;
    let action = match () {
        () if arguments.password => {
            let hash = hashed(&typed(login)?)?;
            accounts::set_password(&mut tx, now, account.id, &hash, true).await?;
            sessions::end_all(&mut tx, account.id, None).await?;
            "password_reset"
        }
        () if arguments.disable => {
            accounts::disable(&mut tx, account.id, Some(now)).await?;
            sessions::end_all(&mut tx, account.id, None).await?;
            "account_disable"
        }
        () if arguments.enable => {
            accounts::disable(&mut tx, account.id, None).await?;
            "account_enable"
        }
        () => {
            shown(&account);
            return Ok(());
        }
    };
    noted(&mut tx, now, action, login, None).await?;
    tx.commit().await?;
    eprintln!("好了。");
    Ok(())
}

fn shown(account: &Account) {
    let role = word(&account.role);
    println!(
        "登录名：{}\n姓名：{}\n角色：{role}",
        account.login, account.name
    );
    if account.disabled_at.is_some() {
        println!("已停用");
    }
    if let Some(until) = account.locked_until {
        println!("锁定到：{}", host::clock::shown(until));
    }
}

async fn added(store: &Store, login: &str, name: &str, role: &str) -> anyhow::Result<()> {
    let Some(role) = Role::from_key(role).filter(|role| *role != Role::Public) else {
        let keys: Vec<&str> = Role::ALL
            .iter()
            .filter(|role| **role != Role::Public)
            .map(|role| role.key())
            .collect();
        bail!("没有“{role}”这个角色。可以写：{}。", keys.join("、"));
    };
    let hash = hashed(&typed(login)?)?;
    let now = host::clock::now();
    let mut tx = store.begin().await?;
    let new = NewAccount {
        login,
        name,
        role: role.key(),
        organisation: None,
        password: &hash,
        must_change: true,
    };
    accounts::add(&mut tx, now, &new).await?;
    noted(&mut tx, now, "account_add", login, Some(role.key())).await?;
    tx.commit().await?;
    eprintln!("建好了：{login}（{}）。第一次登录时要换口令。", role.word());
    Ok(())
}

async fn noted(
    tx: &mut store::db::Tx,
    now: i64,
    action: &str,
    login: &str,
    after: Option<&str>,
) -> anyhow::Result<()> {
    let actor = Actor {
        name: "命令行".to_owned(),
        ..Actor::default()
    };
    let event = log::Event {
        action,
        subject: login,
        after,
        ..log::Event::default()
    };
    log::append(tx, now, &actor, &event).await?;
    Ok(())
}
