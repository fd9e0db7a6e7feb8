//! The word lists and sentence patterns that articles are made from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::habits::Press;

/// What an article is about.
#[derive(Debug, Default)]
pub struct Topic {
    /// Its name: 河道清淤.
    pub field: String,
    /// Who is in charge.
    pub org: Vec<String>,
    /// People's callings.
    pub who: Vec<String>,
    /// Things.
    pub noun: Vec<String>,
    /// What is done: verb and object.
    pub act: Vec<String>,
    /// What came of it: a whole clause.
    pub good: Vec<String>,
    /// Clauses for headlines.
    pub head: Vec<String>,
}

/// All topics of a press.
pub fn topics(press: Press) -> &'static [Topic] {
    static MAINLAND: OnceLock<Vec<Topic>> = OnceLock::new();
    static HARBOUR: OnceLock<Vec<Topic>> = OnceLock::new();
    match press {
        Press::Mainland => MAINLAND.get_or_init(|| parse_topics(include_str!("../words/topics.txt"))),
        Press::Harbour => HARBOUR.get_or_init(|| parse_topics(include_str!("../words/topics-harbour.txt"))),
    }
}

/// The patterns of a section of a press's sentences, one a line.
///
/// # Panics
/// When there is no such section: a slip in the typesetter itself.
pub fn patterns(press: Press, section: &str) -> &'static [String] {
    type Sections = BTreeMap<String, Vec<String>>;
    static MAINLAND: OnceLock<Sections> = OnceLock::new();
    static HARBOUR: OnceLock<Sections> = OnceLock::new();
    let whole = |line: &str| vec![line.to_owned()];
    let all = match press {
        Press::Mainland => {
            MAINLAND.get_or_init(|| parse_sections(include_str!("../words/sentences.txt"), whole))
        }
        Press::Harbour => {
            HARBOUR.get_or_init(|| parse_sections(include_str!("../words/sentences-harbour.txt"), whole))
        }
    };
    let section = if press == Press::Harbour { harbour_section(section) } else { section };
    all.get(section).unwrap_or_else(|| panic!("no section [{section}] of {press:?}"))
}

/// The harbour city's papers write all kinds of news alike, so that one of
/// their sections stands for several.
fn harbour_section(section: &str) -> &str {
    match section {
        "body.voice" => "voice",
        "quote" => "voice.said",
        _ => match section.split_once('.') {
            Some((kind @ ("core" | "lead" | "body" | "close"), _)) => kind,
            _ => section,
        },
    }
}

/// The parts of names in a section of `names.txt`.
///
/// # Panics
/// When there is no such section: a slip in the typesetter itself.
pub fn names(section: &str) -> &'static [String] {
    static NAMES: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    let all = NAMES.get_or_init(|| parse_sections(include_str!("../words/names.txt"), words));
    all.get(section).unwrap_or_else(|| panic!("no section [{section}] in names.txt"))
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

fn parse_sections(text: &str, items: fn(&str) -> Vec<String>) -> BTreeMap<String, Vec<String>> {
    let mut sections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name = heading.to_owned();
        } else {
            sections.entry(name.clone()).or_default().extend(items(line));
        }
    }
    sections
}

fn parse_topics(text: &str) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        if key == "field" {
            topics.push(Topic { field: rest.to_owned(), ..Topic::default() });
            continue;
        }
        let topic = topics.last_mut().expect("a topic begins with its field");
        match key {
            "org" => topic.org = words(rest),
            "who" => topic.who = words(rest),
            "noun" => topic.noun = words(rest),
            "act" => topic.act = words(rest),
            "good" => topic.good = words(rest),
            "head" => topic.head = words(rest),
            other => panic!("unknown key {other} in topics.txt"),
        }
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_rich_enough() {
        assert!(topics(Press::Mainland).len() >= 40);
        for topic in [Press::Mainland, Press::Harbour].into_iter().flat_map(topics) {
            let words = topic.org.len() + topic.who.len() + topic.noun.len() + topic.act.len();
            assert!(words >= 20, "{} has only {words} words", topic.field);
            assert!(topic.good.len() >= 3 && topic.head.len() >= 3, "{}", topic.field);
        }
    }
}
