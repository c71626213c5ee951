//! `jixiao read`: only the recovered structure, as text, JSON, one document a line, or CSV.

use crate::args::{ReadArgs, ReadFormat};
use crate::documents::Documents;
use crate::exit::Exit;
use crate::output::{self, Output};
use crate::screen;
use model::Document;
use pipeline::writers::csv;
use pipeline::writers::json::{document_line, forms};
use pipeline::writers::text::structure;

/// Runs the command.
pub fn run(arguments: &ReadArgs) -> anyhow::Result<Exit> {
    let format = output::format(
        arguments.format,
        arguments.output.as_deref(),
        ReadFormat::Text,
    )?;
    let left_out = output::apart_from_inputs(arguments.output.as_deref(), &arguments.paths)?;
    let mut output = Output::new(arguments.output.as_deref())?;
    let text = screen::options(&arguments.screen, arguments.output.is_some());
    let progress = format == ReadFormat::Json || arguments.output.is_some();
    let mut exit = Exit::default();
    let mut forms_read = 0;
    let mut kept: Vec<Document> = Vec::new();
    if format == ReadFormat::Csv {
        // A file is for a spreadsheet, which needs the mark; a pipe is for a program, which does not.
        let mark = if arguments.output.is_some() {
            csv::BYTE_ORDER_MARK
        } else {
            ""
        };
        output.print(&(mark.to_owned() + &csv::head_line()))?;
    }
    for opened in Documents::new(&arguments.paths, left_out, progress) {
        exit.unread |= opened.named_without_form;
        for document in opened.documents {
            exit.unread |= document.error.is_some();
            forms_read += document.forms.len();
            match format {
                ReadFormat::Text => output.show(&(structure(&document, text) + "\n"))?,
                ReadFormat::Ndjson => output.show(&document_line(&document)?)?,
                ReadFormat::Csv => {
                    if let Some(error) = &document.error {
                        eprintln!("{}：{}", document.source.path, error.message);
                    }
                    output.show(&csv::rows(&document))?;
                }
                ReadFormat::Json => kept.push(document),
            }
        }
    }
    if format == ReadFormat::Json {
        output.print(&forms(kept)?)?;
    }
    output.finish()?;
    if let Some(path) = &arguments.output {
        output::say_written(path, &format!("表 {forms_read} 张"));
    }
    Ok(exit)
}
