//! The word lists and sentence patterns that articles are made from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// All topics.
pub fn topics() -> &'static [Topic] {
    static TOPICS: OnceLock<Vec<Topic>> = OnceLock::new();
    TOPICS.get_or_init(|| parse_topics(include_str!("../words/topics.txt")))
}

/// The patterns of a section of `sentences.txt`, one a line.
///
/// # Panics
/// When there is no such section: a slip in the typesetter itself.
pub fn patterns(section: &str) -> &'static [String] {
    static PATTERNS: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    let all = PATTERNS
        .get_or_init(|| parse_sections(include_str!("../words/sentences.txt"), |line| vec![line.to_owned()]));
    all.get(section).unwrap_or_else(|| panic!("no section [{section}] in sentences.txt"))
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
        assert!(topics().len() >= 40);
        for topic in topics() {
            let words = topic.org.len() + topic.who.len() + topic.noun.len() + topic.act.len();
            assert!(words >= 20, "{} has only {words} words", topic.field);
            assert!(topic.good.len() >= 3 && topic.head.len() >= 3, "{}", topic.field);
        }
    }
}
