//! The committed figures below which a reading must not fall: a table of column and percentage.

use super::tally::{COLUMNS, Tally};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file beside the documents.
pub const FILE: &str = "score.tsv";

/// Figures by column, in %.
pub type Floor = BTreeMap<String, f64>;

/// Reads the floor of a folder; `None` where it has none. Fails on a line without a column and a number, and where a
/// column is missing.
pub fn read(folder: &Path) -> Result<Option<Floor>> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path)?;
    parse(&text)
        .map(Some)
        .with_context(|| path.display().to_string())
}

fn parse(text: &str) -> Result<Floor> {
    let mut floor = Floor::new();
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let entry = line
            .split_once('\t')
            .and_then(|(column, value)| Some((column.to_owned(), value.trim().parse().ok()?)));
        let Some((column, value)) = entry else {
            bail!("第{number}行应为“列<制表符>百分数”");
        };
        floor.insert(column, value);
    }
    for (column, _) in COLUMNS {
        if !floor.contains_key(column) {
            bail!("缺少 {column} 一行，可用 cargo xtask score --accept 重写");
        }
    }
    Ok(floor)
}

/// The text of the file for these counts: two decimals, rounded down so that the counts themselves hold it.
pub fn text(tally: &Tally) -> String {
    let mut out = "column\tvalue\n".to_owned();
    for ((column, _), figure) in COLUMNS.iter().zip(tally.columns()) {
        out.push_str(&format!(
            "{column}\t{:.2}\n",
            (figure * 100.0).floor() / 100.0
        ));
    }
    out
}

/// A sentence for each column that has fallen.
pub fn fallen(tally: &Tally, floor: &Floor) -> Vec<String> {
    COLUMNS
        .iter()
        .zip(tally.columns())
        .filter_map(|((column, head), figure)| {
            let floor = *floor.get(*column)?;
            (figure + 1e-9 < floor)
                .then(|| format!("{head}（{column}）为{figure:.2}%，低于底线{floor:.2}%"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accepted_score_holds_and_a_lower_one_is_named() {
        let mut tally = Tally {
            forms: 3,
            found: 3,
            rows: 7,
            read: 7,
            matched: 7,
            right_values: 6,
            ..Tally::default()
        };
        let floor = parse(&text(&tally)).unwrap();
        assert!(fallen(&tally, &floor).is_empty());
        tally.right_values = 5;
        assert_eq!(
            fallen(&tally, &floor),
            ["指标值（values）为71.43%，低于底线85.71%"]
        );
    }

    #[test]
    fn a_floor_without_all_columns_is_refused() {
        let refused = parse("column\tvalue\nforms\t99.0\n").unwrap_err();
        assert!(refused.to_string().contains("fields"));
    }
}
