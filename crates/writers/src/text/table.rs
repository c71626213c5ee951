//! Tables in text: columns as wide as they need, the widest give way when the line is too short, cells wrap.

use super::wrap::Widths;

/// The gap between two columns.
const GAP: usize = 2;
/// No column becomes narrower than this by giving way.
const NARROWEST: usize = 8;

/// Lines of a table; every row has as many cells as the first. The first row is the head.
pub fn lines(rows: &[Vec<String>], width: usize, widths: Widths) -> Vec<String> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let columns = fitted(rows, first.len(), width, widths);
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&columns)
            .map(|(cell, room)| widths.wrap(cell, *room))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for level in 0..height {
            let mut line = String::new();
            for (cell, room) in cells.iter().zip(&columns) {
                let text = cell.get(level).map_or("", String::as_str);
                line.push_str(&widths.pad(text, room + GAP));
            }
            lines.push(line.trim_end().to_owned());
        }
        if index == 0 {
            let total = columns.iter().sum::<usize>() + GAP * (columns.len() - 1);
            lines.push("-".repeat(total));
        }
    }
    lines
}

fn fitted(rows: &[Vec<String>], count: usize, width: usize, widths: Widths) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..count)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| widest(cell, widths))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let room = width.saturating_sub(GAP * count.saturating_sub(1));
    while columns.iter().sum::<usize>() > room {
        let Some(widest) = columns.iter_mut().max() else {
            break;
        };
        if *widest <= NARROWEST {
            break;
        }
        *widest -= 1;
    }
    columns
}

fn widest(cell: &str, widths: Widths) -> usize {
    cell.split('\n')
        .map(|line| widths.of(line))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_for_double_width_and_cells_wrap() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["指标", "值", "x"]),
            row(["培训护林员人数达到要求", "≥95%", "1"]),
        ];
        let text = lines(&rows, 24, Widths::default()).join("\n");
        let rule = "-".repeat(24);
        assert_eq!(
            text,
            format!("指标             值    x\n{rule}\n培训护林员人数   ≥95%  1\n达到要求")
        );
    }
}
