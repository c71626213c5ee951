//! A docx or xlsx corrected in its own layout: what two versions of its forms say differently is put into their cells, read again, and
//! taken only where it then says just what was meant.

mod aim;
mod find;
mod page;
mod text;
mod value;
mod wish;

use crate::{convert, read};
use model::change::{Change, changes};
use model::text::squeezed;
use model::{Document, Form, Place};
use page::Page;
use readers::Limits;
use readers::patch::{PageEdit, is_patchable, patch, with_attached};
use std::fmt;
use wish::Wish;

/// A document with corrections in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Patched {
    /// Its bytes; those that were given where nothing could be put in.
    pub bytes: Vec<u8>,
    /// The document as these bytes read.
    pub document: Document,
    /// What was put in, form by form.
    pub done: Vec<Vec<Change>>,
    /// What was not, each with its reason.
    pub refused: Vec<Refused>,
}

/// A change that was not put into a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The form, from 0.
    pub form: usize,
    /// What was to be changed.
    pub change: Change,
    /// Where it stands, where that is known.
    pub at: Option<Place>,
    /// What stands in the way, and what to do.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Change { from, to, .. } = &self.change;
        write!(f, "{}：“{from}”→“{to}”没有写进原件", self.change.place())?;
        if let Some(at) = &self.at {
            write!(f, "（{at}）")?;
        }
        write!(f, "：{}", self.reason)
    }
}

/// Why a document cannot be corrected in its own layout at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpatchable(pub String);

impl fmt::Display for Unpatchable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unpatchable {}

/// The document with what `after` says differently from `before`, the forms as they were read from these bytes, in the same order. What
/// belongs together (a row and the rows that follow from it) is put in together or not at all.
///
/// # Errors
/// When the document is neither docx nor xlsx, or no longer says what `before` says.
pub fn in_place(
    bytes: &[u8],
    path: &str,
    before: &[Form],
    after: &[Form],
) -> Result<Patched, Unpatchable> {
    let format = readers::format_of(bytes, path).unwrap_or_default();
    if !is_patchable(format) {
        let message = "只有 .docx 和 .xlsx 能在原件上改";
        return Err(Unpatchable(message.to_owned()));
    }
    let pages = readers::read(bytes, path, &Limits::default());
    let pages = pages.map_err(|error| Unpatchable(error.message))?;
    let mut now = read(bytes, path);
    let known = |document: &Document| says(&document.forms, before);
    if before.len() != after.len() || now.len() != 1 || !now.iter().all(known) {
        let message = "文件的内容与核对时不同，请重新核对后再改";
        return Err(Unpatchable(message.to_owned()));
    }
    let mut attempt = Attempt {
        bytes,
        path,
        before,
        after,
        original: now.remove(0),
    };
    let page = Page::of(&pages.content);
    let (wishes, mut refused) = wish::wishes(before, after);
    let (groups, missed) = aim::groups(wishes, &page, before, after);
    refused.extend(missed);
    let (bytes, document, taken, missed) = attempt.made(groups);
    refused.extend(missed);
    refused.sort_by_key(|refused| refused.form);
    let after = wish::with(before, after, &taken);
    let pairs = before.iter().zip(&after);
    let done = pairs.map(|(old, new)| changes(old, new)).collect();
    Ok(Patched {
        bytes: keep_attached(bytes, &document),
        document,
        done,
        refused,
    })
}

/// Edits that are made together, and the wishes that they fulfil.
struct Group {
    edits: Vec<PageEdit>,
    wishes: Vec<Wish>,
}

/// The document that is to be corrected.
struct Attempt<'a> {
    bytes: &'a [u8],
    path: &'a str,
    before: &'a [Form],
    after: &'a [Form],
    original: Document,
}

impl Attempt<'_> {
    /// All groups that can be put in: the bytes, what they read as, the wishes fulfilled, and those that were not.
    fn made(&mut self, groups: Vec<Group>) -> (Vec<u8>, Document, Vec<Wish>, Vec<Refused>) {
        let mut refused = Vec::new();
        let groups = self.without_refused(groups, &mut refused);
        if let Some((bytes, document)) = self.verified(&groups) {
            let wishes = groups.into_iter().flat_map(|group| group.wishes);
            return (bytes, document, wishes.collect(), refused);
        }
        // Something reads otherwise than it was meant: one after another shows what.
        let mut good: Vec<Group> = Vec::new();
        let mut best = (self.bytes.to_vec(), self.original.clone());
        for group in groups {
            good.push(group);
            match self.verified(&good) {
                Some(outcome) => best = outcome,
                None => {
                    let bad = good.pop().into_iter().flat_map(|group| group.wishes);
                    refused.extend(bad.flat_map(|wish| wish.refused(MISREAD)));
                }
            }
        }
        let wishes = good.into_iter().flat_map(|group| group.wishes);
        (best.0, best.1, wishes.collect(), refused)
    }

    /// The groups that the format's patcher can make.
    fn without_refused(&self, groups: Vec<Group>, refused: &mut Vec<Refused>) -> Vec<Group> {
        let edits: Vec<Vec<PageEdit>> = groups.iter().map(|group| group.edits.clone()).collect();
        let (reasons, all) = match patch(self.bytes, self.path, &edits, &Limits::default()) {
            Ok(patched) => (patched.refused, None),
            Err(error) => (Vec::new(), Some(error.message)),
        };
        let mut kept = Vec::new();
        for (number, group) in groups.into_iter().enumerate() {
            let own = reasons.iter().find(|(refused, _)| *refused == number);
            match all.as_ref().or(own.map(|(_, reason)| reason)) {
                Some(reason) => {
                    let wishes = group.wishes.into_iter();
                    refused.extend(wishes.flat_map(|wish| wish.refused(reason)));
                }
                None => kept.push(group),
            }
        }
        kept
    }

    /// The bytes with these groups, where they read as what was meant and nothing else.
    fn verified(&self, groups: &[Group]) -> Option<(Vec<u8>, Document)> {
        if groups.is_empty() {
            return Some((self.bytes.to_vec(), self.original.clone()));
        }
        let edits: Vec<Vec<PageEdit>> = groups.iter().map(|group| group.edits.clone()).collect();
        let patched = patch(self.bytes, self.path, &edits, &Limits::default()).ok()?;
        let wishes: Vec<Wish> = groups
            .iter()
            .flat_map(|group| group.wishes.clone())
            .collect();
        let meant = wish::with(self.before, self.after, &wishes);
        let document = read(&patched.bytes, self.path).pop()?;
        let holds = patched.refused.is_empty() && says(&document.forms, &meant);
        holds.then_some((patched.bytes, document))
    }
}

const MISREAD: &str =
    "改进原件后，再读出来的与要改的不一致，所以没有写；请在原件里手工改，或改用正式表样";

/// Whether forms say the same, what fits no field included, with their rows in the same order.
fn says(read: &[Form], meant: &[Form]) -> bool {
    let rest = |form: &Form| -> Vec<String> {
        let title = form.title.iter().map(|title| squeezed(title));
        let rows = form.indicators.iter();
        let rows = rows.map(|row| squeezed(&format!("{}{}", row.path(), row.value.raw)));
        let extra = form.extra.iter();
        let extra = extra.map(|extra| squeezed(&format!("{}{}", extra.label, extra.text)));
        let unplaced = form.unplaced.iter().map(|text| squeezed(&text.text));
        title.chain(rows).chain(extra).chain(unplaced).collect()
    };
    let pairs = read.iter().zip(meant);
    read.len() == meant.len()
        && pairs
            .into_iter()
            .all(|(read, meant)| changes(meant, read).is_empty() && rest(read) == rest(meant))
}

/// The data that goes with a form written by this program follows its page.
fn keep_attached(bytes: Vec<u8>, document: &Document) -> Vec<u8> {
    let limits = Limits::default();
    let attached = readers::attached(&bytes, &document.source.format, &limits);
    let data = attached.and_then(|_| convert::attached(document).ok());
    match data {
        Some(data) => with_attached(bytes.clone(), &data, &limits).unwrap_or(bytes),
        None => bytes,
    }
}
