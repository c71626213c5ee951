//! The page of a rule, written in Markdown, as text for a terminal: headings stand out, tables align.

use super::{TextOptions, push_wrapped, table};

/// Renders a page. Headings, paragraphs, quotes, lists and tables; anything else is printed as it is.
pub fn page(markdown: &str, options: TextOptions) -> String {
    let paint = options.paint();
    let mut out = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(next) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(next));
            }
            rows.retain(|row| {
                !row.iter()
                    .all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c)))
            });
            let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
            rows.iter_mut()
                .for_each(|row| row.resize(columns, String::new()));
            for line in table::lines(&rows, options.width.saturating_sub(2), options.widths()) {
                out.push_str(&format!("  {line}\n"));
            }
        } else if let Some(title) = line.strip_prefix("# ") {
            out.push_str(&format!("{}\n", paint.bold(title)));
        } else if let Some(title) = line
            .trim_start_matches('#')
            .strip_prefix(' ')
            .filter(|_| line.starts_with('#'))
        {
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
            out.push_str(&format!("{}\n", paint.bold(title)));
        } else if let Some(quote) = line.strip_prefix("> ") {
            push_wrapped(&mut out, "  → ", quote, options, str::to_owned);
        } else if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            push_wrapped(&mut out, "  · ", item, options, str::to_owned);
        } else {
            push_wrapped(&mut out, "", line, options, str::to_owned);
        }
    }
    out
}

fn cells(line: &str) -> Vec<String> {
    line.trim()
        .trim_matches('|')
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_lose_their_rule_and_align() {
        let text = page(
            "# E17 权重合计\n说明。\n## 不合格\n| 指标 | 权重 |\n| --- | --- |\n| 数量指标 | 40 |\n> 第2行 合计为80\n",
            TextOptions::default(),
        );
        assert_eq!(
            text,
            "E17 权重合计\n说明。\n\n不合格\n  指标      权重\n  --------------\n  数量指标  40\n  → 第2行 合计为80\n"
        );
    }
}
