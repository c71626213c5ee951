//! Wishes → edits of cells: where each of them stands on the page, and what the cell is to say then.

use super::find::{NO_CELL, cell_of, in_column, labelled, level1, number};
use super::page::{Page, PageCell};
use super::text::replaced;
use super::value::{Split, changed_part};
use super::wish::{Target, Wish};
use super::{Group, Refused};
use law::vocabulary::Role;
use model::change::row_changes;
use model::text::squeezed;
use model::{Form, HeadField, Indicator, Place};
use readers::patch::{CellEdit, PageEdit};
use std::collections::{BTreeMap, BTreeSet};

/// The wishes as groups of edits, and those for which there is no cell.
pub(super) fn groups(
    wishes: Vec<Wish>,
    page: &Page,
    before: &[Form],
    after: &[Form],
) -> (Vec<Group>, Vec<Refused>) {
    let mut desk = Desk {
        page,
        texts: BTreeMap::new(),
    };
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut refused = Vec::new();
    let mut failed: BTreeSet<(usize, usize)> = BTreeSet::new();
    for wish in wishes {
        let kept = desk.texts.clone();
        let tie = tie(&wish);
        let aimed = match tie.is_some_and(|tie| failed.contains(&tie)) {
            true => Err("同一行的其他改动没有写进原件，这一项也没有写".to_owned()),
            false => desk.aim(&wish, before, after),
        };
        match aimed {
            Ok((keys, rows)) => {
                let mut cluster = Cluster {
                    keys,
                    ties: tie.into_iter().collect(),
                    rows,
                    wishes: vec![wish],
                };
                clusters.retain_mut(|other| !cluster.takes(other));
                clusters.push(cluster);
            }
            Err(reason) => {
                desk.texts = kept;
                failed.extend(tie);
                refused.extend(wish.refused(&reason));
            }
        }
    }
    let group = |cluster: Cluster| {
        let texts = cluster.keys.iter().filter_map(|key| desk.texts.get(key));
        let cells = texts.map(|(at, from, to)| {
            PageEdit::Cell(CellEdit {
                at: at.clone(),
                from: from.clone(),
                to: to.clone(),
            })
        });
        Group {
            edits: cells.chain(cluster.rows).collect(),
            wishes: cluster.wishes,
        }
    };
    (clusters.into_iter().map(group).collect(), refused)
}

/// The row that a wish concerns: what follows from a row goes in with it.
fn tie(wish: &Wish) -> Option<(usize, usize)> {
    match wish.target {
        Target::Row { old, .. } | Target::Delete { old } => Some((wish.form, old)),
        Target::Insert { after, .. } => after.map(|after| (wish.form, after)),
        Target::Labelled { .. } | Target::Placed { .. } => None,
    }
}

/// Wishes that share a cell or a row.
struct Cluster {
    keys: BTreeSet<String>,
    ties: BTreeSet<(usize, usize)>,
    rows: Vec<PageEdit>,
    wishes: Vec<Wish>,
}

impl Cluster {
    /// Takes in another cluster where both share something.
    fn takes(&mut self, other: &mut Cluster) -> bool {
        let shares = !self.keys.is_disjoint(&other.keys) || !self.ties.is_disjoint(&other.ties);
        if shares {
            self.keys.append(&mut other.keys);
            self.ties.append(&mut other.ties);
            // What came first stands first.
            self.rows.splice(0..0, other.rows.drain(..));
            self.wishes.splice(0..0, other.wishes.drain(..));
        }
        shares
    }
}

/// What cells are to say, as far as it is known.
struct Desk<'p> {
    page: &'p Page,
    /// By the words for its place: the place, the text now, the text then.
    texts: BTreeMap<String, (Place, String, String)>,
}

type Aimed = (BTreeSet<String>, Vec<PageEdit>);

impl<'p> Desk<'p> {
    fn aim(&mut self, wish: &Wish, before: &[Form], after: &[Form]) -> Result<Aimed, String> {
        let (old, new) = (&before[wish.form], &after[wish.form]);
        let mut keys = BTreeSet::new();
        let mut rows = Vec::new();
        match &wish.target {
            Target::Placed { from, to } => {
                let places: Vec<Place> = wish.at.iter().cloned().collect();
                keys.insert(self.write(&places, from, to)?);
            }
            Target::Labelled { field, from, to } => {
                let cell = labelled(self.page, *field, from, nth(*field, wish.form, before))?;
                keys.insert(self.set(cell, from, to)?);
            }
            Target::Row { old: at, new: to } => {
                let pair = (&old.indicators[*at], &new.indicators[*to]);
                self.row(pair, old, &mut keys)?;
            }
            Target::Insert { after, new: number } => {
                let above = after.map(|after| &old.indicators[after]);
                let above = above.ok_or("新行排在第一行之前；请在原件里手工加行")?;
                rows.push(self.insert(above, &new.indicators[*number], old)?);
            }
            Target::Delete { old: number } => {
                let row = row_of(self.page, &old.indicators[*number], old)?;
                let at = row.place.clone();
                rows.push(PageEdit::DeleteRow { at });
            }
        }
        Ok((keys, rows))
    }

    /// The fields of a row.
    fn row(
        &mut self,
        (old, new): (&Indicator, &Indicator),
        form: &Form,
        keys: &mut BTreeSet<String>,
    ) -> Result<(), String> {
        for change in row_changes(Some(old), Some(new)) {
            let (from, to) = (change.from.as_str(), change.to.as_str());
            let key = match change.field {
                "三级指标" => self.write(&old.cells.name, from, to)?,
                "二级指标" => self.write(&old.cells.level2, from, to)?,
                "一级指标" => {
                    let cell = level1(self.page, old, from)?;
                    self.set(cell, from, to)?
                }
                "指标值" => {
                    keys.extend(self.value(old, from, to)?);
                    continue;
                }
                "分值" => {
                    let cell = in_column(self.page, Role::Weight, old, form, |row, text| {
                        number(text) == row.weight && (row.weight.is_some() || text.is_empty())
                    })?;
                    let printed = cell.text.trim_end_matches('分').to_owned();
                    self.set(cell, &printed, to)?
                }
                "备注" => {
                    let cell = in_column(self.page, Role::Remark, old, form, |row, text| {
                        squeezed(text) == squeezed(row.remark.as_deref().unwrap_or(""))
                    })?;
                    self.set(cell, from, to)?
                }
                other => {
                    return Err(format!(
                        "“{other}”这一栏不能在原件上自动改；请在原件里手工改"
                    ));
                }
            };
            keys.insert(key);
        }
        Ok(())
    }

    /// A text in the one of these cells that holds it, or in the one of them in which it changes.
    fn write(&mut self, places: &[Place], from: &str, to: &str) -> Result<String, String> {
        let cells: Vec<&PageCell> = places
            .iter()
            .filter_map(|place| self.page.at(place))
            .collect();
        match cells.as_slice() {
            [] => Err(NO_CELL.to_owned()),
            [one] => self.set(one, from, to),
            many => {
                let holds = |cell: &&&PageCell| squeezed(&cell.text) == squeezed(from);
                if let Some(one) = many.iter().find(holds) {
                    return self.set(one, from, to);
                }
                let (number, from, to) = changed_part(many, from, to)
                    .ok_or("这一项在原件里分写在几格，要改的地方跨了格；请在原件里手工改")?;
                self.set(many[number], &from, &to)
            }
        }
    }

    /// A part of a cell's text; the key of the cell.
    fn set(&mut self, cell: &PageCell, from: &str, to: &str) -> Result<String, String> {
        let key = cell.place.to_string();
        let wanted = replaced(&cell.text, from, to);
        let now = self.texts.get(&key).map(|(_, _, now)| now.clone());
        // Another field stands in the same cell and says the same already.
        if now.is_some() && now == wanted {
            return Ok(key);
        }
        let now = now.unwrap_or_else(|| cell.text.clone());
        let then = replaced(&now, from, to).ok_or_else(|| {
            format!("原件这一格写的是“{now}”，其中找不到唯一的“{from}”；请在原件里手工改")
        })?;
        let text = (cell.place.clone(), cell.text.clone(), then);
        self.texts.insert(key.clone(), text);
        Ok(key)
    }

    /// A value in its cell, or in cells of its own for sign, number and unit.
    fn value(&mut self, row: &Indicator, from: &str, to: &str) -> Result<Vec<String>, String> {
        let Some(split) = Split::of(self.page, row, from) else {
            return Ok(vec![self.write(&row.cells.value, from, to)?]);
        };
        let parts = split.parts(to);
        let mut keys = Vec::new();
        for (cell, to) in split.cells(parts) {
            if squeezed(&cell.text) != squeezed(&to) {
                keys.push(self.set(cell, &cell.text.clone(), &to)?);
            }
        }
        Ok(keys)
    }

    /// A row like the one of `above`.
    fn insert(&self, above: &Indicator, new: &Indicator, form: &Form) -> Result<PageEdit, String> {
        let name = row_of(self.page, above, form)?;
        let mut texts = vec![(name.column, new.name.clone())];
        let value = match Split::of(self.page, above, &above.value.raw) {
            Some(split) => {
                let parts = split.parts(&new.value.raw);
                let cells = split.cells(parts).into_iter();
                cells.map(|(cell, text)| (cell.column, text)).collect()
            }
            None => {
                let place = above.cells.value.first().ok_or(NO_CELL)?;
                let cell = self.page.at(place).ok_or(NO_CELL)?;
                if self
                    .page
                    .beside(name)
                    .all(|other| other.place != cell.place)
                {
                    return Err("名称和指标值不在同一行；请在原件里手工加行".to_owned());
                }
                vec![(cell.column, new.value.raw.clone())]
            }
        };
        texts.extend(value);
        let after = name.place.clone();
        Ok(PageEdit::InsertRow { after, texts })
    }
}

/// The name's cell of an indicator that has a row of a table for itself.
fn row_of<'p>(page: &'p Page, row: &Indicator, form: &Form) -> Result<&'p PageCell, String> {
    let cell = cell_of(page, row)?;
    let others = form.indicators.iter().filter(|other| other.id != row.id);
    let mut others = others.filter_map(|other| cell_of(page, other).ok());
    let shared = others.any(|other| page.beside(cell).any(|beside| beside.place == other.place));
    match cell.place {
        Place::Text { .. } => {
            Err("这里是一行行的文字，不是表格；请在原件里手工加行或删行".to_owned())
        }
        _ if shared => {
            Err("同一行里还排着另一项指标，加一行或删一行会连带动到它；请在原件里手工改".to_owned())
        }
        _ => Ok(cell),
    }
}

/// Which of the forms that say the same in a field one form is, and how many they are.
fn nth(field: HeadField, form: usize, forms: &[Form]) -> (usize, usize) {
    let own = field.of(&forms[form]);
    let alike = |forms: &[Form]| forms.iter().filter(|other| field.of(other) == own).count();
    (alike(&forms[..form]), alike(forms))
}
