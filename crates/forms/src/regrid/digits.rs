//! Amounts that run together, `4543.861097.47%9.75`: the one way to part them in which the money block adds up wins. The rate is the
//! executed amount by the budget, the score the points by the rate, and the parts make the total; where two ways do, or none, the
//! text stays as it is.

use super::by_column::Cells;
use law::vocabulary::{Field, FundColumn, fund_column, label};
use model::Exact;
use rust_decimal::Decimal;

/// Characters of a run that is parted at most: the ways to part it grow fast.
const LONGEST: usize = 32;

/// Digits before the point of an amount: more would not be money, and products of them no number.
const DIGITS: usize = 12;

/// Lines of a money block that are parted together.
const PARTS: usize = 5;

/// Ways to part one line that are tried.
const WAYS: usize = 400;

/// Parts the amounts of the rows below each money head.
pub(super) fn part(rows: &mut [Cells]) {
    let heads: Vec<(usize, Vec<FundColumn>)> = rows
        .iter()
        .enumerate()
        .filter_map(|(index, cells)| Some((index, columns(cells)?)))
        .collect();
    for (head, columns) in heads {
        let end = (head + 1..rows.len())
            .find(|index| run(&rows[*index]).is_none())
            .unwrap_or(rows.len());
        block(&mut rows[head + 1..end], &columns);
    }
}

/// The columns of a money head.
fn columns(cells: &Cells) -> Option<Vec<FundColumn>> {
    let columns: Vec<FundColumn> = cells
        .iter()
        .flatten()
        .filter_map(|(text, _)| fund_column(text))
        .collect();
    (columns.contains(&FundColumn::Budget) && columns.contains(&FundColumn::Executed))
        .then_some(columns)
}

/// The run of amounts behind the label of a money line; empty where nothing is printed.
fn run(cells: &Cells) -> Option<&str> {
    let mut cells = cells.iter().flatten();
    let (name, _) = cells.next()?;
    let is_money = matches!(
        label(name),
        Some(Field::Total | Field::AnnualTotal | Field::BlockTotal | Field::Fund)
    );
    let text = cells.next().map_or("", |(text, _)| text.as_str());
    let is_run = text
        .chars()
        .all(|c| c.is_ascii_digit() || ".,%/—-".contains(c));
    (is_money && is_run && cells.next().is_none() && text.len() <= LONGEST).then_some(text)
}

fn block(rows: &mut [Cells], columns: &[FundColumn]) {
    let Some((total, parts)) = rows.split_first_mut() else {
        return;
    };
    let wholes: Vec<Vec<&str>> = run(total)
        .map(|text| ways(text, columns))
        .unwrap_or_default()
        .into_iter()
        .filter(|way| agrees(way, columns))
        .collect();
    let [whole] = wholes.as_slice() else { return };
    let whole: Vec<String> = whole.iter().map(|part| (*part).to_owned()).collect();
    let amounts: Vec<FundColumn> = columns
        .iter()
        .copied()
        .filter(|column| is_amount(*column))
        .collect();
    let sums: Vec<Decimal> = columns
        .iter()
        .zip(&whole)
        .filter(|(column, _)| is_amount(**column))
        .filter_map(|(_, part)| Some(Exact::parse(part)?.0))
        .collect();
    set(total, &whole, columns, columns);
    if sums.len() != amounts.len() || parts.len() > PARTS {
        return;
    }
    let of_parts: Vec<Vec<Vec<String>>> = parts
        .iter()
        .map(|cells| parts_of(cells, &amounts))
        .collect();
    let mut found = Vec::new();
    add_up(&of_parts, &sums, &mut Vec::new(), &mut found);
    let [chosen] = found.as_slice() else { return };
    for (cells, number) in parts.iter_mut().zip(chosen.iter().enumerate()) {
        set(cells, &of_parts[number.0][*number.1], columns, &amounts);
    }
}

fn is_amount(column: FundColumn) -> bool {
    matches!(
        column,
        FundColumn::Initial | FundColumn::Budget | FundColumn::Executed
    )
}

/// The ways to part one line into its amounts, what behind them only says that nothing stands there cut off; one empty way for a
/// blank line.
fn parts_of(cells: &Cells, amounts: &[FundColumn]) -> Vec<Vec<String>> {
    let text = run(cells)
        .unwrap_or_default()
        .trim_end_matches(['/', '—', '-']);
    if text.is_empty() {
        return vec![Vec::new()];
    }
    ways(text, amounts)
        .into_iter()
        .map(|way| way.into_iter().map(str::to_owned).collect())
        .collect()
}

/// Every way to part a text into as many numbers as there are columns.
fn ways<'t>(text: &'t str, columns: &[FundColumn]) -> Vec<Vec<&'t str>> {
    let Some((column, rest)) = columns.split_first() else {
        return if text.is_empty() {
            vec![Vec::new()]
        } else {
            Vec::new()
        };
    };
    let mut found = Vec::new();
    for (at, _) in text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)) {
        let (own, behind) = text.split_at(at);
        if !is_cell(own, *column) {
            continue;
        }
        for mut way in ways(behind, rest) {
            way.insert(0, own);
            found.push(way);
            if found.len() >= WAYS {
                return found;
            }
        }
    }
    found
}

/// Whether a text can be one cell of this column.
fn is_cell(text: &str, column: FundColumn) -> bool {
    let plain = match column {
        FundColumn::Rate => match text.strip_suffix('%') {
            Some(plain) => plain,
            None => return false,
        },
        _ => text,
    };
    let (whole, decimals) = plain
        .split_once('.')
        .map_or((plain, None), |(a, b)| (a, Some(b)));
    let whole_fits = whole == "0" || !whole.starts_with('0') && !whole.is_empty();
    let decimals_fit = decimals.is_none_or(|decimals| {
        (1..=6).contains(&decimals.len()) && decimals.chars().all(|c| c.is_ascii_digit())
    });
    whole_fits && decimals_fit && whole.len() <= DIGITS && Exact::parse(plain).is_some()
}

/// Whether rate, points and score of a way fit its amounts.
fn agrees(way: &[&str], columns: &[FundColumn]) -> bool {
    let number = |wanted| {
        let at = columns.iter().position(|column| *column == wanted)?;
        Some(Exact::parse(way[at].trim_end_matches('%'))?.0)
    };
    let (budget, executed) = (number(FundColumn::Budget), number(FundColumn::Executed));
    let (Some(budget), Some(executed), Some(rate)) = (budget, executed, number(FundColumn::Rate))
    else {
        return false;
    };
    let near = |a: Decimal, b: Decimal, most: Decimal| (a - b).abs() <= most;
    let hundred = Decimal::from(100);
    // Half of the last printed digit of the rate.
    let half = Decimal::new(5, rate.scale() + 1);
    let rate_fits = !budget.is_zero() && near(executed / budget * hundred, rate, half);
    let score_fits = match (number(FundColumn::Weight), number(FundColumn::Score)) {
        (Some(points), Some(score)) => {
            points <= hundred
                && near(
                    points * rate.min(hundred) / hundred,
                    score,
                    Decimal::new(6, 2),
                )
        }
        (None, None) => true,
        _ => false,
    };
    rate_fits && score_fits
}

/// The choices, one way a line, in which the amounts make the sums; at most two, as more than one is none.
fn add_up(
    parts: &[Vec<Vec<String>>],
    left: &[Decimal],
    chosen: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) {
    if found.len() > 1
        || left
            .iter()
            .any(|left| left.is_sign_negative() && !left.is_zero())
    {
        return;
    }
    let Some((first, rest)) = parts.split_first() else {
        if left.iter().all(Decimal::is_zero) {
            found.push(chosen.clone());
        }
        return;
    };
    for (number, way) in first.iter().enumerate() {
        let amounts: Option<Vec<Decimal>> =
            way.iter().map(|part| Some(Exact::parse(part)?.0)).collect();
        let Some(amounts) = amounts else { continue };
        let mut left = left.to_vec();
        for (left, amount) in left.iter_mut().zip(amounts) {
            *left -= amount;
        }
        chosen.push(number);
        add_up(rest, &left, chosen, found);
        chosen.pop();
    }
}

/// Puts the parts into the cells behind the label, each into the place of its column.
fn set(cells: &mut Cells, way: &[String], columns: &[FundColumn], of_way: &[FundColumn]) {
    let place = cells.iter().flatten().last().map_or(0, |(_, token)| *token);
    let mut parts = of_way.iter().zip(way).peekable();
    cells.truncate(1);
    for column in columns {
        let own = parts.next_if(|(own, _)| *own == column);
        cells.push(own.map(|(_, part)| (part.clone(), place)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(head: &[&str], lines: &[(&str, &str)]) -> String {
        let cell = |text: &str| (!text.is_empty()).then(|| (text.to_owned(), 0));
        let mut rows: Vec<Cells> = vec![head.iter().map(|text| cell(text)).collect()];
        rows.extend(
            lines
                .iter()
                .map(|(label, run)| vec![cell(label), cell(run)]),
        );
        part(&mut rows);
        let line = |cells: &Cells| {
            let texts = cells
                .iter()
                .map(|cell| cell.as_ref().map_or("", |(text, _)| text));
            texts.collect::<Vec<_>>().join("|")
        };
        rows[1..].iter().map(line).collect::<Vec<_>>().join("\n")
    }

    const HEAD: [&str; 6] = [
        "项目资金",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ];

    #[test]
    fn amounts_part_where_rate_and_score_agree() {
        let lines = [
            ("年度资金总额", "6258.901095.00%9.50"),
            ("其中：财政拨款", "5048.00///"),
            ("其他资金", "1210.90"),
        ];
        assert_eq!(
            parted(&HEAD, &lines),
            "年度资金总额|62|58.90|10|95.00%|9.50\n其中：财政拨款|50|48.00|||\n其他资金|12|10.90|||"
        );
    }

    #[test]
    fn what_does_not_add_up_stays() {
        let lines = [("年度资金总额", "6258.901080.00%9.50")];
        assert_eq!(parted(&HEAD, &lines), "年度资金总额|6258.901080.00%9.50");
        let lines = [("年度资金总额", "62581094%9.4"), ("财政拨款", "111")];
        assert_eq!(
            parted(&HEAD, &lines),
            "年度资金总额|62|58|10|94%|9.4\n财政拨款|111"
        );
    }

    #[test]
    fn blank_lines_take_no_part_in_the_sums() {
        let lines = [
            ("年度资金总额", "30720030720010100%10"),
            ("其中：当年财政拨款", "307200307200"),
            ("上年结转资金", "00"),
            ("其他资金", ""),
        ];
        assert_eq!(
            parted(&HEAD, &lines),
            "年度资金总额|307200|307200|10|100%|10\n其中：当年财政拨款|307200|307200|||\n上年结转资金|0|0|||\n其他资金|||||"
        );
    }
}
