//! `jixiao`: reads, checks and reports on the command line. Exit codes: 0 nothing at error level, 1 findings at error
//! level, 2 something could not be read, 3 a wrong command line or a failure of our own.

mod args;
mod bare;
mod beside;
mod check;
mod complaint;
mod convert;
mod desk;
mod documents;
mod exit;
mod explain;
mod fix;
mod lists;
mod output;
mod package;
mod papers;
mod publish;
mod read;
mod recheck;
mod rulings;
mod screen;
mod server;
mod trial;

use args::{Cli, Task};
use clap::error::ErrorKind;
use exit::Exit;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_panic));
    match std::panic::catch_unwind(|| args::parse(std::env::args_os()).map(run)) {
        Ok(Ok(Ok(exit))) => exit.into(),
        Ok(Ok(Err(error))) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Ok(Err(error))) => {
            eprintln!("{error}");
            ExitCode::from(exit::FAILED)
        }
        Ok(Err(error))
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            // A reader that went away wants no more of the help.
            let _ = std::io::stdout().write_all(args::help(&error).as_bytes());
            ExitCode::SUCCESS
        }
        Ok(Err(error)) => {
            eprintln!("{}", complaint::explain(&error));
            ExitCode::from(exit::FAILED)
        }
        Err(_) => ExitCode::from(exit::FAILED),
    }
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    match cli.command {
        Some(Task::Check(arguments)) => check::run(&arguments),
        Some(Task::Convert(arguments)) => convert::run(&arguments),
        Some(Task::Fix(arguments)) => fix::run(&arguments),
        Some(Task::Recheck(arguments)) => recheck::run(&arguments),
        Some(Task::Publish(arguments)) => publish::run(&arguments),
        Some(Task::Serve(arguments)) => server::serve(&arguments),
        Some(Task::Backup(arguments)) => server::backup(&arguments),
        Some(Task::Restore(arguments)) => server::restore(&arguments),
        Some(Task::Verify(arguments)) => server::verify(&arguments),
        Some(Task::User(arguments)) => server::user(&arguments),
        Some(Task::ImportOrg(arguments)) => server::import_org(&arguments),
        Some(Task::Try(arguments)) => trial::run(&arguments),
        Some(Task::Read(arguments)) => read::run(&arguments),
        Some(Task::Explain(arguments)) => explain::run(&arguments),
        Some(Task::Rules) => lists::rules(),
        Some(Task::Profiles) => lists::profiles(),
        Some(Task::Completions(arguments)) => lists::completions(arguments.shell),
        None if cli.open.files.is_empty() => alone(),
        None => bare::run(&cli.open),
    }
}

/// Without files: the local page, where a person sits before the screen and the build has it; else what can be done.
fn alone() -> anyhow::Result<Exit> {
    let exit = welcome()?;
    match std::io::stderr().is_terminal() {
        true => server::local(),
        false => Ok(exit),
    }
}

fn welcome() -> anyhow::Result<Exit> {
    let text = "\
绩效 jixiao：读懂并核对项目支出绩效目标表，不联网，不改动原件。

  jixiao 申报表.docx              核对一个文件，结果写成网页放在它旁边并打开
  jixiao check 申报文件夹         核对整个文件夹或zip压缩包，结果显示在屏幕上
  jixiao read 申报表.xlsx         只看读出了什么，不核对

全部用法见 jixiao --help。
";
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::default())
}

fn report_panic(panic: &std::panic::PanicHookInfo) {
    let place = panic
        .location()
        .map(|place| format!("{}:{}", place.file(), place.line()))
        .unwrap_or_default();
    let what = panic
        .payload()
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.payload().downcast_ref::<&str>().copied())
        .unwrap_or_default();
    eprintln!(
        "程序自身出了问题，这次没有做完，原件没有改动。请把用的命令和下面这行告诉维护者：\n{place} {what}"
    );
}
