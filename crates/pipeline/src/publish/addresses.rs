//! Where forms were published before: a table of addresses, and the one of them that is a form's.

use model::outside::Address;
use model::text::norm;
use model::{Form, Source};
use readers::{Content, Limits};

/// The addresses of a table, ready to be looked up.
#[derive(Debug, Default)]
pub struct Addresses(Vec<Known>);

/// An address with what its project is recognised by, normalised.
#[derive(Debug)]
struct Known {
    address: Address,
    code: String,
    name: String,
    unit: String,
}

/// A form as addresses are looked up for it.
struct Wanted<'a> {
    path: &'a str,
    file: &'a str,
    code: String,
    name: String,
    units: [String; 2],
}

impl Addresses {
    /// Reads a table of addresses.
    ///
    /// # Errors
    /// A message that says what columns it should have.
    pub fn read(bytes: &[u8], path: &str) -> Result<Addresses, String> {
        const HEADS: &str = "请给出有表头的表（xlsx、csv 等）：项目编码、项目名称或文件名，网址，另可有单位、发布单位、发布日期";
        let reading =
            readers::read(bytes, path, &Limits::default()).map_err(|error| error.message)?;
        let found = match reading.content {
            Content::Pages(pages) => forms::outside::outside(&pages),
            Content::Forms(_) => None,
        };
        let found = found.map(|found| found.addresses).unwrap_or_default();
        if let Some(odd) = found.iter().find(|address| !is_web(&address.url)) {
            return Err(format!(
                "网址“{}”不以 http:// 或 https:// 开头，请改正后再公开",
                odd.url
            ));
        }
        match found.is_empty() {
            true => Err(format!("没有找到原文网址。{HEADS}")),
            false => Ok(Addresses(found.into_iter().map(Known::of).collect())),
        }
    }

    /// The addresses, in the order of the table.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|known| known.address.url.as_str())
    }

    /// Where a form was read from, with the address it was published at before.
    pub(super) fn sourced(&self, source: &Source, form: &Form) -> Source {
        let wanted = Wanted::of(source, form);
        let mut fitting = self.0.iter().filter(|known| known.fits(&wanted));
        // Two addresses for one form are none: nobody can say which it is.
        let (first, second) = (fitting.next(), fitting.next());
        let alone = first
            .filter(|first| second.is_none_or(|second| second.address.url == first.address.url));
        let Some(Known { address, .. }) = alone else {
            return source.clone();
        };
        Source {
            url: Some(address.url.clone()),
            publisher: (!address.publisher.is_empty()).then(|| address.publisher.clone()),
            fetched_at: address.day.map(|day| day.to_string()),
            ..source.clone()
        }
    }
}

impl Known {
    fn of(address: Address) -> Known {
        Known {
            code: norm(&address.project.code),
            name: norm(&address.project.name),
            unit: norm(&address.project.unit),
            address,
        }
    }

    fn fits(&self, wanted: &Wanted) -> bool {
        let file = &self.address.file;
        if !file.is_empty() {
            return file == wanted.file || file == wanted.path;
        }
        if !self.address.project.code.is_empty() && !wanted.code.is_empty() {
            return self.code == wanted.code;
        }
        !wanted.name.is_empty()
            && self.name == wanted.name
            && (self.unit.is_empty() || wanted.units.contains(&self.unit))
    }
}

impl Wanted<'_> {
    fn of<'a>(source: &'a Source, form: &Form) -> Wanted<'a> {
        let norm = |text: &Option<String>| text.as_deref().map(norm).unwrap_or_default();
        Wanted {
            path: &source.path,
            file: source.path.rsplit(['/', '\\']).next().unwrap_or_default(),
            code: norm(&form.project.code),
            name: norm(&form.project.name),
            units: [norm(&form.unit.name), norm(&form.department.name)],
        }
    }
}

/// Whether a text can be the address of a page.
pub fn is_web(address: &str) -> bool {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c == '"')
    })
}
