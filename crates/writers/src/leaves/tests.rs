//! How papers are set on pages.

use super::*;
use crate::paper::{Cell, Kind, Row};

fn paper(rows: Vec<Vec<Cell>>) -> Paper {
    Paper {
        title: "项目支出绩效目标表".to_owned(),
        columns: vec![1, 1, 2],
        rows: rows
            .into_iter()
            .enumerate()
            .map(|(number, cells)| Row {
                cells,
                head: number == 0,
                ..Row::default()
            })
            .collect(),
        ..Paper::default()
    }
}

fn cell(text: &str) -> Cell {
    Cell::new(Kind::Text, text)
}

fn head() -> Vec<Cell> {
    ["一级", "二级", "三级"]
        .map(|text| Cell::new(Kind::Label, text))
        .to_vec()
}

/// The texts of a page in the order in which they are read.
fn texts(leaf: &Leaf) -> Vec<&str> {
    leaf.texts.iter().map(|text| text.text.as_str()).collect()
}

#[test]
fn a_head_and_a_merged_cell_are_named_again_on_the_next_page() {
    let mut rows = vec![head()];
    let label = Cell::new(Kind::Short, "产出").down(60);
    rows.push(vec![label, cell("数量"), cell("第1行")]);
    for number in 2..=60 {
        rows.push(vec![cell("数量"), cell(&format!("第{number}行"))]);
    }
    let leaves = set(&paper(rows), &Squares);
    assert!(leaves.len() >= 2);
    let second = texts(&leaves[1]);
    assert_eq!(&second[..3], ["一级", "二级", "三级"]);
    assert!(second.contains(&"产出"));
    let all: Vec<&str> = leaves.iter().flat_map(texts).collect();
    for number in 1..=60 {
        let name = format!("第{number}行");
        assert_eq!(
            all.iter().filter(|text| **text == name).count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_without_a_line_between_its_parts() {
    let long = "清淤".repeat(2_000);
    let leaves = set(
        &paper(vec![head(), vec![cell("产出"), cell("数量"), cell(&long)]]),
        &Squares,
    );
    assert!(leaves.len() > 1);
    let said: String = leaves
        .iter()
        .flat_map(texts)
        .filter(|text| text.contains("清淤"))
        .collect();
    assert_eq!(said, long);
    let lowest = |leaf: &Leaf| {
        let flat = leaf.lines.iter().filter(|line| line[1] == line[3]);
        flat.map(|line| line[1]).fold(0.0, f32::max)
    };
    let bottom = |leaf: &Leaf| leaf.lines.iter().map(|line| line[3]).fold(0.0, f32::max);
    assert!(lowest(&leaves[0]) < bottom(&leaves[0]), "open below");
}

#[test]
fn nothing_stands_outside_its_cell() {
    let long = "推进农村黑臭水体治理，Abc-12345 达标率≥95%".repeat(30);
    let rows = vec![
        head(),
        vec![cell(&long), cell(&long), cell(&long)],
        vec![cell("a"), cell("b"), cell("c")],
    ];
    for leaf in set(&paper(rows), &Squares) {
        for text in &leaf.texts {
            let end = text.x + text.advances.iter().sum::<f32>();
            assert!(
                text.x >= MARGINS.1 as f32 * POINTS - 0.01
                    && end <= leaf.width - MARGINS.1 as f32 * POINTS + 0.01
            );
            assert!(text.baseline < leaf.height - MARGINS.0 as f32 * POINTS);
        }
    }
}

#[test]
fn lines_that_touch_are_one() {
    let mut leaf = Leaf {
        lines: vec![
            [0.0, 0.0, 10.0, 0.0],
            [10.0, 0.0, 20.0, 0.0],
            [0.0, 0.0, 0.0, 5.0],
            [0.0, 5.0, 0.0, 9.0],
            [0.0, 5.0, 20.0, 5.0],
        ],
        ..Leaf::default()
    };
    leaf.join_lines();
    assert_eq!(
        leaf.lines,
        [
            [0.0, 0.0, 20.0, 0.0],
            [0.0, 5.0, 20.0, 5.0],
            [0.0, 0.0, 0.0, 9.0]
        ]
    );
}
