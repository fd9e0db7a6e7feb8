//! Traditional characters for the words that pages are made from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What the table gets wrong in the word lists' own phrases.
const PHRASES: [(&str, &str); 9] = [
    ("公裏", "公里"),
    ("裏路", "里路"),
    ("粉幹", "粉乾"),
    ("松了", "鬆了"),
    ("旅游", "旅遊"),
    ("呼吁", "呼籲"),
    ("影後", "影后"),
    ("視後", "視后"),
    ("獲準", "獲准"),
];

/// Turns a simplified text into a traditional one, character by character,
/// with 「 」 for quotes.
///
/// The table holds only what the word lists need: it is for test pages and
/// knows nothing of characters that have several traditional forms.
pub fn from_simplified(text: &str) -> String {
    static TABLE: OnceLock<BTreeMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        include_str!("../words/traditional.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter_map(|pair| {
                let mut chars = pair.chars();
                Some((chars.next()?, chars.next()?))
            })
            .collect()
    });
    let text: String = text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect();
    PHRASES.iter().fold(text, |text, (wrong, right)| text.replace(wrong, right))
}

#[cfg(test)]
mod tests {
    use super::from_simplified;

    #[test]
    fn characters_quotes_and_phrases_change() {
        assert_eq!(from_simplified("“全县”约12公里"), "「全縣」約12公里");
    }
}
