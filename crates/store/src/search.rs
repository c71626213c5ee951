//! Search by overlapping pairs of characters, made here, so that both databases find the same and two-character words are found.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store};
use std::collections::BTreeSet;

/// Pairs of a query beyond these are not looked for.
const MOST_PAIRS: usize = 24;

/// The pairs of a text: every two neighbours of each run of letters and digits, and the run's single characters.
fn pairs(text: &str) -> BTreeSet<String> {
    let mut pairs = BTreeSet::new();
    for run in text.split(|sign: char| !sign.is_alphanumeric()) {
        let signs: Vec<char> = run.chars().flat_map(char::to_lowercase).collect();
        for pair in signs.windows(2) {
            pairs.insert(pair.iter().collect());
        }
        for sign in signs {
            pairs.insert(sign.to_string());
        }
    }
    pairs
}

/// The words of a query: its pairs, or its single characters where a run has no pair.
fn asked(query: &str) -> Vec<String> {
    let mut asked = BTreeSet::new();
    for run in query.split(|sign: char| !sign.is_alphanumeric()) {
        let found = pairs(run);
        let double: Vec<String> = found
            .iter()
            .filter(|pair| pair.chars().count() == 2)
            .cloned()
            .collect();
        asked.extend(if double.is_empty() {
            found.into_iter().collect()
        } else {
            double
        });
    }
    asked.into_iter().take(MOST_PAIRS).collect()
}

/// Makes a form found by this text, instead of what it was found by before.
pub(crate) async fn index(tx: &mut Tx, form: i64, text: &str) -> Result<()> {
    let words: Vec<String> = pairs(text).into_iter().collect();
    tx.run("DELETE FROM search WHERE rowid = $1", args![form])
        .await?;
    let sql = match tx.is_server() {
        true => "INSERT INTO search (rowid, words) VALUES ($1, to_tsvector('simple', $2))",
        false => "INSERT INTO search (rowid, words) VALUES ($1, $2)",
    };
    tx.run(sql, args![form, words.join(" ")]).await?;
    Ok(())
}

/// The condition that a form is found by a query, and its argument; `$n` is the number of the argument. None for a query without a word.
pub(crate) fn condition(server: bool, query: &str, n: usize) -> Option<(String, String)> {
    let words = asked(query);
    if words.is_empty() {
        return None;
    }
    let quoted: Vec<String> = words
        .iter()
        .map(|word| match server {
            true => format!("'{word}'"),
            false => format!("\"{word}\""),
        })
        .collect();
    Some(match server {
        true => (
            format!("id IN (SELECT rowid FROM search WHERE words @@ CAST(${n} AS tsquery))"),
            quoted.join(" & "),
        ),
        false => (
            format!("id IN (SELECT rowid FROM search WHERE words MATCH ${n})"),
            quoted.join(" "),
        ),
    })
}

impl Store {
    /// Forms found by a query, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn found(&self, query: &str, most: i64) -> Result<Vec<i64>> {
        let server = matches!(self.db, crate::db::Db::Pg(_));
        let Some((condition, words)) = condition(server, query, 1) else {
            return Ok(Vec::new());
        };
        let sql = format!("SELECT id FROM form WHERE {condition} ORDER BY id DESC LIMIT $2");
        let rows: Vec<(i64,)> = self.db.all(&sql, args![words, most]).await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_asks_for_pairs_and_for_single_characters_only_where_there_is_no_pair() {
        assert_eq!(asked("水库 修"), ["修", "水库"]);
        assert_eq!(asked("'\" --"), Vec::<String>::new());
        assert!(pairs("水库维修").contains("库维"));
    }
}
