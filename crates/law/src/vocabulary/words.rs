//! Word lists of the rules, searched together in one pass.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! lists {
    ($($name:ident $doc:literal),* $(,)?) => {
        /// A word list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum List { $(#[doc = $doc] $name),* }
    };
}

lists! {
    Vague "Words without a measure: 有效, 进一步.",
    Slogan "Words of meaning and attitude.",
    Activity "Verbs of doing: 开展, 组织.",
    Time "Words of time.",
    Cost "Words of cost.",
    Quality "Words of quality.",
    Quantity "Words of quantity.",
    Economic "Words of economic content.",
    Social "Words of social content.",
    Ecological "Words of ecological content.",
    Lasting "Words of what lasts.",
    Satisfaction "Words of satisfaction.",
    NaturalHundred "Measures whose natural value is 100%.",
    OwnDuty "Duties that lie with the unit itself.",
    OthersAct "Work in which others must act.",
    SoftWork "Units and projects whose goals are customarily in words.",
    Promise "Things promised that someone must keep up.",
    Restate "Words that restate a value in a name.",
    Capital "Works and purchases.",
    Standard "Standards that a sentence may join.",
    Management "Duties of management: money that arrives, rules that exist, purchases in order.",
    Adverse "Things of which less is better.",
    Occurrence "What may follow such a thing in a name that measures how often it happens.",
    Averted "What stands before such a thing that is absent or mastered.",
    Reduction "Words of becoming less.",
    Change "Words of a change that an effect shows.",
    Outcome "End results, which follow from what was delivered.",
    Delivery "Words of what is examined on delivery.",
    Guaranteed "Amounts that persons are entitled to.",
    Beyond "Those reached beyond the direct recipients.",
    ClauseVerb "Verbs that begin a clause of their own, beside those of activities.",
    Umbrella "Projects that bundle several.",
    Works "Works and purchases that have a price for each piece.",
    Handled "Verbs of dealing with such a thing, which is then work done.",
    Surveyed "What is examined in the goods of others.",
    Undone "Work that is not done yet.",
    Demand "Counts that depend on what others ask for.",
    Spending "Words before an amount that was spent.",
    Reason "Words that give a reason for money left over.",
    Statutory "Payments that the law or a higher level fixes.",
    Retained "Reasons why money is paid later or not needed.",
    Survey "Words of a survey or of the day of a count.",
    Policy "Words of a change of policy or price.",
    NextYear "Words of the year after the form's.",
    WholeYear "Words of a measure over the whole year.",
    Festival "Festivals for which work is done before the yearly approval.",
}

/// A set of lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(u64);

impl Lists {
    /// Whether a word of `list` was found.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << (list as u8)) != 0
    }

    fn add(&mut self, lists: Lists) {
        self.0 |= lists.0;
    }

    fn without(self, lists: Lists) -> Lists {
        Lists(self.0 & !lists.0)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: HashMap<List, Vec<String>>,
    /// Words inside which a word of a list means something else: 标准 in 高标准农田.
    except: HashMap<List, Vec<String>>,
    synonyms: Synonyms,
    fixed: Fixed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Synonyms {
    pairs: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    pairs: Vec<String>,
}

/// What a word of the automaton does: it stands in lists, and keeps words inside it out of others.
#[derive(Clone, Copy, Default)]
struct Meaning {
    lists: Lists,
    except: Lists,
}

struct Search {
    automaton: AhoCorasick,
    words: Vec<Meaning>,
    file: File,
}

impl Search {
    /// The words found in a text, each with the lists in which it stands there.
    fn hits<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (Range<usize>, Lists)> + 's {
        let all = || self.automaton.find_overlapping_iter(text);
        let meaning = |hit: &aho_corasick::Match| self.words[hit.pattern().as_usize()];
        let around: Vec<(Range<usize>, Lists)> = all()
            .map(|hit| (hit.range(), meaning(&hit).except))
            .filter(|(_, except)| *except != Lists::default())
            .collect();
        all().map(move |hit| {
            let range = hit.range();
            let outer = around
                .iter()
                .filter(|(outer, _)| outer.start <= range.start && range.end <= outer.end);
            let lists = outer.fold(meaning(&hit).lists, |lists, (_, except)| {
                lists.without(*except)
            });
            (range, lists)
        })
    }
}

static SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let file: File = super::parsed(
        "words.toml",
        include_str!("../../data/vocabulary/words.toml"),
    );
    let mut by_word: HashMap<&str, Meaning> = HashMap::new();
    for (list, word) in of_lists(&file.lists) {
        by_word.entry(word).or_default().lists.add(list);
    }
    for (list, word) in of_lists(&file.except) {
        by_word.entry(word).or_default().except.add(list);
    }
    let mut words: Vec<(&str, Meaning)> = by_word.into_iter().collect();
    words.sort_by_key(|(word, _)| *word);
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(words.iter().map(|(word, _)| word))
        .unwrap_or_else(|error| panic!("词表 words.toml 有误：{error}"));
    let words = words.iter().map(|(_, meaning)| *meaning).collect();
    Search {
        automaton,
        words,
        file,
    }
});

/// The words of a table of lists, each with its list.
fn of_lists(lists: &HashMap<List, Vec<String>>) -> impl Iterator<Item = (Lists, &str)> {
    lists.iter().flat_map(|(list, words)| {
        let list = Lists(1 << (*list as u8));
        words.iter().map(move |word| (list, word.as_str()))
    })
}

/// Pairs of characters that are one standard in ordinary use: 及时足额.
pub static FIXED_PAIRS: LazyLock<&'static [String]> = LazyLock::new(|| &SEARCH.file.fixed.pairs);

/// Words that name the same measure: 培训 and 参训.
pub static SYNONYMS: LazyLock<&'static [(String, String)]> =
    LazyLock::new(|| &SEARCH.file.synonyms.pairs);

/// The lists that have a word in the text.
pub fn lists_in(text: &str) -> Lists {
    let mut found = Lists::default();
    let mut excepted = Lists::default();
    for hit in SEARCH.automaton.find_overlapping_iter(text) {
        let meaning = SEARCH.words[hit.pattern().as_usize()];
        found.add(meaning.lists);
        excepted.add(meaning.except);
    }
    // Few texts hold such a word: only these are looked through again.
    if excepted != Lists::default() {
        found = Lists::default();
        for (_, lists) in SEARCH.hits(text) {
            found.add(lists);
        }
    }
    found
}

/// The words of a list that stand in the text, in order.
pub fn words_of(list: List, text: &str) -> Vec<&str> {
    SEARCH
        .hits(text)
        .filter(|(_, lists)| lists.has(list))
        .map(|(range, _)| &text[range])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lists_are_found_in_one_pass() {
        let lists = lists_in("开展普法活动，营造良好氛围");
        assert!(lists.has(List::Activity) && lists.has(List::Slogan) && lists.has(List::Vague));
        assert!(!lists.has(List::Economic));
        assert_eq!(words_of(List::Slogan, "弘扬精神"), ["弘扬", "精神"]);
    }

    #[test]
    fn inside_an_excepted_word_a_word_stands_in_no_list() {
        assert!(!lists_in("建设高标准农田").has(List::Quality));
        assert!(lists_in("高标准农田达到建设标准").has(List::Quality));
        assert!(lists_in("建设高标准农田").has(List::Capital));
        assert!(!lists_in("优化营商环境").has(List::Ecological));
        assert!(lists_in("营商环境与生态环境").has(List::Ecological));
        assert_eq!(words_of(List::Ecological, "营商环境与水质"), ["水质"]);
    }
}
