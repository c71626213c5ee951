//! The drawing commands of a path: `M 0 0 L 10 0 C`.

use crate::geometry::{Point, Trace};

/// Commands of one path; a longer one is a picture.
const COMMANDS: usize = 20_000;

/// The strokes of a path; `place` puts a point on the page.
pub(super) fn traces(data: &str, place: impl Fn(f32, f32) -> Point) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    let mut words = data.split_ascii_whitespace();
    let (mut start, mut last) = (Point::default(), Point::default());
    for _ in 0..COMMANDS {
        let Some(command) = words.next() else { break };
        let count = match command {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => break,
        };
        let numbers: Vec<f32> = words
            .by_ref()
            .take(count)
            .map_while(|word| word.parse().ok())
            .collect();
        if numbers.len() < count {
            break;
        }
        // The last two numbers are where the command ends.
        let end = match numbers[..] {
            [.., x, y] => place(x, y),
            _ => start,
        };
        if matches!(command, "S" | "M") {
            traces.push(Trace::default());
            start = end;
        } else if let Some(trace) = traces.last_mut() {
            if matches!(command, "L" | "C") {
                trace.line(last, end);
            } else {
                trace.reach(end);
            }
        }
        last = end;
    }
    traces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(data: &str, expected: &str) {
        let traces = traces(data, |x, y| Point { x, y });
        let edge = |(a, b): &(Point, Point)| format!("{},{}-{},{}", a.x, a.y, b.x, b.y);
        let drawn: Vec<String> = traces
            .iter()
            .flat_map(|trace| &trace.edges)
            .map(edge)
            .collect();
        assert_eq!(drawn.join(" "), expected, "{data}");
    }

    #[test]
    fn straight_pieces_are_kept_and_curves_passed_over() {
        check("M 0 0 L 10 0 L 10 5 C", "0,0-10,0 10,0-10,5 10,5-0,0");
        check("M 0 0 B 1 1 2 2 3 3 L 4 3 M 9 9 L 9 8", "3,3-4,3 9,9-9,8");
        check("M 0 0 A 1 1 0 0 1 5 5 L 5 9", "5,5-5,9");
        check("L 1 1 M 0 0 L 1", "");
    }
}
