//! What a project means to do, before anybody writes it down: its work, prices, rows and money.

use crate::city::{City, Department, Unit, place, places};
use crate::random::Random;
use crate::template::{Template, fitting, parts};
use model::IndicatorClass;

/// What a project means to do.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) template: &'static Template,
    pub(crate) name: String,
    pub(crate) aim: String,
    pub(crate) items: Vec<Item>,
    pub(crate) rows: Vec<Aim>,
    pub(crate) layout: Layout,
    /// How the goal is told.
    pub(crate) style: usize,
    /// The first and last year.
    pub(crate) years: (i16, i16),
    /// 其他资金, 结余结转资金, 转移资金: percents of the year's money.
    pub(crate) shares: (i64, i64, i64),
    /// Whether the cost is printed as a calculation.
    pub(crate) calculated: bool,
}

/// Something counted, at a price.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) row: String,
    pub(crate) unit: String,
    pub(crate) count: i64,
    pub(crate) cost: String,
    pub(crate) price: i64,
    /// 元 or 万元.
    pub(crate) per: String,
    pub(crate) say: String,
}

impl Item {
    /// The money in 元.
    pub(crate) fn yuan(&self) -> i64 {
        let scale = if self.per == "万元" { 10_000 } else { 1 };
        self.count * self.price * scale
    }
}

/// A row that is neither count nor cost.
#[derive(Clone, Debug)]
pub(crate) struct Aim {
    pub(crate) class: IndicatorClass,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// Which form the project is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// 本级资金 and 转移资金 side by side, no weights.
    Blocks,
    /// One tree of money, cost as a level of its own, weights.
    Weighted,
}

/// The plan of a project.
pub(crate) fn plan(
    city: &City,
    department: &Department,
    unit: &Unit,
    random: &mut Random,
    year: &mut Random,
) -> Plan {
    let fitting = fitting(department, unit);
    let number = random.by_share(fitting.clone().map(|(_, weight)| weight));
    let template = fitting.map(|(one, _)| one).nth(number);
    let template = template.expect("every unit has templates, as a test shows");
    let place = place(random.below(places()));
    let words: Vec<(String, &str)> = template
        .words
        .iter()
        .map(|(word, all)| (format!("{{{word}}}"), random.pick(all).as_str()))
        .chain([("{place}".to_owned(), place.as_str())])
        .collect();
    let say = |text: &str| {
        let mut text = text.to_owned();
        for (word, own) in &words {
            if text.contains(word.as_str()) {
                text = text.replace(word.as_str(), own);
            }
        }
        text
    };
    let mut items = Vec::new();
    for data in &template.items {
        if data.maybe && !random.chance(45) {
            continue;
        }
        items.push(Item {
            row: say(&data.row),
            unit: data.unit.clone(),
            count: shifted(random.stepped(data.n), data.n, year),
            cost: say(&data.cost),
            price: random.around(data.p),
            per: data.per.clone(),
            say: say(&data.say),
        });
    }
    let several = template.years && random.chance(45);
    let first = city.fiscal_year - if random.chance(50) { 1 } else { 0 };
    Plan {
        name: say(random.pick::<String>(&template.name)),
        aim: say(random.pick::<String>(&template.aims)),
        rows: rows(template, city.fiscal_year, &say, random),
        items,
        layout: match random.chance(30) {
            true => Layout::Weighted,
            false => Layout::Blocks,
        },
        style: random.below(4),
        years: if several {
            (first, first + 2)
        } else {
            (city.fiscal_year, city.fiscal_year)
        },
        shares: shares(random),
        calculated: random.chance(15),
        template,
    }
}

/// The count of this year: in some years a step more or fewer.
fn shifted(count: i64, (from, to, step): (i64, i64, i64), year: &mut Random) -> i64 {
    let steps = [0, 0, 0, step, -step, 2 * step];
    (count + year.pick(&steps)).clamp(from, to)
}

/// Most money is the year's own; some is carried over, some of other sources, some passed down.
fn shares(random: &mut Random) -> (i64, i64, i64) {
    match random.below(100) {
        0..72 => (0, 0, 0),
        72..82 => (20, 0, 0),
        82..90 => (0, 10, 0),
        _ => (0, 0, 40),
    }
}

fn rows(
    template: &Template,
    year: i16,
    say: &dyn Fn(&str) -> String,
    random: &mut Random,
) -> Vec<Aim> {
    use IndicatorClass as Class;
    let takes = [
        (Class::Quality, &template.quality, 100, 65),
        (Class::Time, &template.time, 100, 0),
        (Class::Economic, &template.economic, 60, 0),
        (Class::Social, &template.social, 100, 35),
        (Class::Ecological, &template.ecological, 45, 0),
        (Class::Lasting, &template.lasting, 40, 0),
        (Class::Satisfaction, &template.satisfaction, 100, 0),
    ];
    let mut rows = Vec::new();
    for (class, lines, first, second) in takes {
        if lines.is_empty() || !random.chance(first) {
            continue;
        }
        let start = random.below(lines.len());
        let both = lines.len() > 1 && random.chance(second);
        for offset in 0..=usize::from(both) {
            let (name, values) = parts(&lines[(start + offset) % lines.len()]);
            let value = random.pick(&values);
            rows.push(Aim {
                class,
                name: say(name),
                value: dated(value, year, random.chance(30)),
            });
        }
    }
    rows
}

/// `10-31` as a date of the year, short (10月底前) where it is asked for and possible; 春节前 with its year; other values as they are.
fn dated(value: &str, year: i16, short: bool) -> String {
    let day = value
        .split_once('-')
        .and_then(|(month, day)| Some((month.parse::<u8>().ok()?, day.parse::<u8>().ok()?)));
    match day {
        Some((month, 30 | 31)) if short => format!("{year}年{month}月底前"),
        Some((month, day)) => format!("{year}年{month}月{day}日前"),
        None if value == "春节前" => format!("{year}年春节前"),
        None => value.to_owned(),
    }
}
