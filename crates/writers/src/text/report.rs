//! One document's verdict as text: what holds, what the reading remarks, then the points.

use super::wrap::visible;
use super::{TextOptions, push_wrapped, table};
use crate::points::{Point, Points, short_path};
use crate::{Names, advice, head};
use model::{Document, DocumentVerdict, Form, FormVerdict, Note, Reading, Verified};

/// The report on one document: every form with its verified statements, notes and points.
pub fn report(
    document: &Document,
    verdict: &DocumentVerdict,
    names: &Names,
    options: TextOptions,
) -> String {
    let paint = options.paint();
    let mut out = String::new();
    let path = visible(&document.source.path);
    out.push_str(&paint.bold(&format!("■ {path}")));
    out.push('\n');
    if let Some(error) = verdict.error.as_ref().or(document.error.as_ref()) {
        push_wrapped(
            &mut out,
            "  没有读出内容：",
            &error.message,
            options,
            str::to_owned,
        );
    } else if document.forms.is_empty() && document.notes.is_empty() {
        out.push_str("  没有找到绩效目标表、自评表或监控表。\n");
    }
    push_notes(&mut out, "  ", &document.notes, options);
    for (number, (form, judged)) in document.forms.iter().zip(&verdict.forms).enumerate() {
        out.push('\n');
        push_form(&mut out, number + 1, form, judged, names, options);
    }
    out
}

fn push_form(
    out: &mut String,
    number: usize,
    form: &Form,
    verdict: &FormVerdict,
    names: &Names,
    options: TextOptions,
) {
    let paint = options.paint();
    let line = format!("第{number}张 {}　{}", form.kind.word(), head::name(form));
    push_wrapped(out, "", &line, options, |line| paint.bold(line));
    let mut facts: Vec<String> = Vec::new();
    if let Some(unit) = form.office() {
        facts.push(unit.to_owned());
    }
    if let Some(year) = form.fiscal_year {
        facts.push(format!("{year}年"));
    }
    if let Some((label, amount)) = head::money(form) {
        facts.push(format!("{label}{amount}"));
    }
    if !facts.is_empty() {
        push_wrapped(out, "  ", &facts.join("　"), options, str::to_owned);
    }
    let mut profile = format!("核对口径：{}", head::profile(verdict, names));
    if !verdict.profile.chosen_by.is_empty() {
        profile = format!("{profile}；{}", verdict.profile.chosen_by);
    }
    push_wrapped(out, "  ", &profile, options, |line| paint.dim(line));
    for line in head::quality(form, verdict) {
        push_wrapped(out, "  ", &line, options, str::to_owned);
    }
    push_verified(out, &verdict.verified, options);
    push_reading(out, form, options);
    push_points(out, form, verdict, names, options);
}

fn push_verified(out: &mut String, verified: &[Verified], options: TextOptions) {
    let paint = options.paint();
    if verified.is_empty() {
        return;
    }
    out.push_str(&format!(
        "\n  {}\n",
        paint.good(&format!("已核对无误 {} 项", verified.len()))
    ));
    for statement in verified {
        push_wrapped(out, "    √ ", &statement.message, options, str::to_owned);
    }
}

fn push_reading(out: &mut String, form: &Form, options: TextOptions) {
    if form.notes.is_empty() && form.readings.is_empty() && form.unplaced.is_empty() {
        return;
    }
    out.push_str("\n  阅读提示\n");
    push_notes(out, "    ", &form.notes, options);
    for reading in &form.readings {
        push_other_reading(out, form, reading, options);
    }
    if !form.unplaced.is_empty() {
        out.push_str("    · 未归入任何栏目的文字：\n");
        for (place, text) in advice::unplaced(form) {
            let gap = if place.is_empty() { "" } else { " " };
            let line = format!("{place}{gap}“{text}”");
            push_wrapped(out, "        ", &line, options, str::to_owned);
        }
    }
}

fn push_notes(out: &mut String, indent: &str, notes: &[Note], options: TextOptions) {
    for note in notes {
        let places = advice::places(&note.at);
        let gap = if places.is_empty() { "" } else { " " };
        push_wrapped(
            out,
            &format!("{indent}· "),
            &format!("{places}{gap}{}", note.message),
            options,
            str::to_owned,
        );
    }
}

fn push_other_reading(out: &mut String, form: &Form, reading: &Reading, options: TextOptions) {
    push_wrapped(
        out,
        "    · 另一读法：",
        &reading.why,
        options,
        str::to_owned,
    );
    let mut rows = vec![["行", "现按", "另一读法"].map(str::to_owned).to_vec()];
    for other in &reading.rows {
        let Some(row) = form.row(&other.row) else {
            continue;
        };
        let shown = |level: &Option<String>, name: &str, value: &str| {
            let level = level.as_deref().unwrap_or("（无）");
            let value = if value.is_empty() { "（空）" } else { value };
            format!("{level}—{name}：{value}")
        };
        rows.push(vec![
            other.row.trim_start_matches('r').to_owned(),
            shown(&row.level2, &row.name, &row.value.raw),
            shown(&other.level2, &other.name, &other.value.raw),
        ]);
    }
    for line in table::lines(&rows, options.width.saturating_sub(8), options.widths()) {
        out.push_str(&format!("        {line}\n"));
    }
}

fn push_points(
    out: &mut String,
    form: &Form,
    verdict: &FormVerdict,
    names: &Names,
    options: TextOptions,
) {
    let points = Points::of(form, verdict);
    let paint = options.paint();
    let waived = match verdict.waived.len() {
        0 => String::new(),
        count => format!("（另有 {count} 条已说明理由，不再提示）"),
    };
    if points.confirmed.is_empty() {
        if verdict.quality.judged {
            out.push_str(&format!(
                "\n  {}{waived}\n",
                paint.good("没有发现需要看的要点")
            ));
        }
    } else {
        let title = format!("要点 {} 条", points.confirmed.len());
        out.push_str(&format!(
            "\n  {}：{}{waived}\n",
            paint.bold(&title),
            points.counts(&names.levels)
        ));
    }
    for point in &points.confirmed {
        push_point(out, form, point, names, options);
    }
    if !points.inferred.is_empty() {
        out.push_str(&format!(
            "\n  位置按版面推断，请对照原件：{} 条（不计入上面的条数）\n",
            points.inferred.len()
        ));
    }
    for point in &points.inferred {
        push_point(out, form, point, names, options);
    }
}

/// The code, small; `beside`: at the end of the line before it, where it fits.
fn push_code(out: &mut String, code: &str, beside: bool, options: TextOptions) {
    let widths = options.widths();
    let last = out.trim_end_matches('\n').rsplit('\n').next().unwrap_or("");
    // Colours have no width.
    let used: usize = last
        .split("\x1b[")
        .enumerate()
        .map(
            |(index, part)| match part.split_once('m').filter(|_| index > 0) {
                Some((_, text)) => widths.of(text),
                None => widths.of(part),
            },
        )
        .sum();
    if beside && used + 2 + widths.of(code) <= options.width {
        out.truncate(out.trim_end_matches('\n').len());
        out.push_str("  ");
    } else {
        out.push_str(&" ".repeat(INDENT));
    }
    out.push_str(&options.paint().dim(code));
    out.push('\n');
}

/// Where the text of a point begins, in columns.
const INDENT: usize = 13;

/// The findings folded under a point: one line each; a longer one gives way to its rule's title, and equal ones share it.
fn push_covered(out: &mut String, form: &Form, point: &Point, names: &Names, options: TextOptions) {
    let (paint, widths) = (options.paint(), options.widths());
    let label = "相关依据：";
    let room = options.width.saturating_sub(INDENT + widths.of(label));
    let mut lines: Vec<(String, &str)> = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for finding in &point.covered {
        let code = finding.code.as_str();
        let same: Vec<_> = point
            .covered
            .iter()
            .filter(|other| other.code == code)
            .collect();
        let fits = widths.of(&finding.message) + 2 + widths.of(code) <= room;
        match (names.rule)(code).filter(|_| !fits || same.len() > 1) {
            None => lines.push((finding.message.clone(), code)),
            Some(_) if done.contains(&code) => {}
            Some(title) => {
                done.push(code);
                let mut rows: Vec<&str> = Vec::new();
                for row in same
                    .iter()
                    .filter_map(|finding| form.row(finding.row.as_deref()?))
                {
                    let level = row
                        .level2
                        .as_deref()
                        .or(row.level1.as_deref())
                        .unwrap_or(&row.name);
                    if !rows.contains(&level) {
                        rows.push(level);
                    }
                }
                let here = point.row.and_then(|row| row.level2.as_deref());
                let tail = if rows.is_empty() || (rows.len() == 1 && rows.first().copied() == here)
                {
                    String::new()
                } else {
                    format!("（{}）", rows.join("、"))
                };
                lines.push((format!("{title}{tail}"), code));
            }
        }
    }
    for (index, (text, code)) in lines.iter().enumerate() {
        let first = if index == 0 {
            label.to_owned()
        } else {
            " ".repeat(widths.of(label))
        };
        let first = format!("{}{first}", " ".repeat(INDENT));
        push_wrapped(
            out,
            &first,
            &format!("{text}  {code}"),
            options,
            |line| match line.strip_suffix(code) {
                Some(rest) => format!("{rest}{}", paint.dim(code)),
                None => line.to_owned(),
            },
        );
    }
}

fn push_point(out: &mut String, form: &Form, point: &Point, names: &Names, options: TextOptions) {
    let (paint, widths) = (options.paint(), options.widths());
    let finding = point.finding;
    let number = widths.pad_left(&point.number.to_string(), 4);
    let word = widths.pad(names.levels.word(point.severity), names.levels.width());
    let mut title = point.subject(form);
    let places = advice::places(&finding.at);
    if !places.is_empty() {
        title = format!("{title}（{places}）");
    }
    out.push('\n');
    let mut lines = String::new();
    push_wrapped(
        &mut lines,
        &format!("{number} {word}  "),
        &title,
        options,
        str::to_owned,
    );
    // Colour after wrapping: escapes have no width.
    let painted = lines.replacen(&word, &paint.level(point.severity, &word), 1);
    out.push_str(&painted);
    let indent = " ".repeat(INDENT);
    push_wrapped(out, &indent, &finding.message, options, str::to_owned);
    if !point.others.is_empty() {
        let rows: Vec<String> = point.others.iter().map(|row| short_path(row)).collect();
        push_wrapped(
            out,
            &format!("{indent}{}", advice::others_word(point.row.is_some())),
            &rows.join("、"),
            options,
            str::to_owned,
        );
    }
    if let Some(fix) = &finding.fix {
        let title = format!("{}（{}）", fix.title, advice::safety(fix));
        push_wrapped(
            out,
            &format!("{indent}改法："),
            &title,
            options,
            str::to_owned,
        );
        for edit in advice::edits(form, fix, finding) {
            push_wrapped(
                out,
                &format!("{indent}      "),
                &edit,
                options,
                str::to_owned,
            );
        }
    }
    push_covered(out, form, point, names, options);
    for (word, text) in advice::citations(&finding.citations) {
        push_wrapped(out, &format!("{indent}{word}："), &text, options, |line| {
            paint.dim(line)
        });
    }
    // After a covered finding it would look like that one's code.
    let beside = point.covered.is_empty() || !finding.citations.is_empty();
    push_code(out, &finding.code, beside, options);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_report_begins_with_what_holds_and_ends_with_inferred_places() {
        let (document, verdict) = example::checked();
        let text = report(
            &document,
            &verdict,
            &example::NAMES,
            TextOptions {
                width: 72,
                ..Default::default()
            },
        );
        let expected = include_str!("report.expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(
                concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/report.expected.txt"),
                &text,
            )
            .unwrap();
        } else {
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let (document, verdict) = example::checked();
        let plain = report(&document, &verdict, &example::NAMES, TextOptions::default());
        let options = TextOptions {
            color: true,
            ..Default::default()
        };
        let mut colored = report(&document, &verdict, &example::NAMES, options);
        for code in ["0", "1", "2", "32", "33", "36", "1;31"] {
            colored = colored.replace(&format!("\x1b[{code}m"), "");
        }
        assert_eq!(colored, plain);
    }

    #[test]
    fn an_unread_document_says_what_to_do() {
        let (document, verdict) = example::unread();
        let text = report(&document, &verdict, &Names::NONE, TextOptions::default());
        assert_eq!(
            text,
            "■ 云泽市/扫描件.docx\n  没有读出内容：文件里只有图片，没有文字。请用扫描前的电子版，或先做文字识别。\n"
        );
    }
}
