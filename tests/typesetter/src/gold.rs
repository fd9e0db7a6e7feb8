//! The right answer of a page, in the format of gold pages.

use serde::{Deserialize, Serialize};

/// What a perfect cleaner makes of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// The page's name.
    pub id: String,
    /// The track that its figures are counted under.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extractor: String,
    /// The articles, in reading order.
    pub articles: Vec<GoldArticle>,
    /// What belongs to no article.
    #[serde(default)]
    pub furniture: Vec<String>,
    /// Of a whole issue the folio of each page, as printed; empty for a page by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Option<String>>,
}

/// One article of a gold page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldArticle {
    /// The headline's pieces in their order.
    #[serde(default)]
    pub title: Vec<String>,
    /// What each piece is.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The body, subheads among it.
    pub paragraphs: Vec<String>,
    /// The pictures' captions.
    #[serde(default)]
    pub captions: Vec<String>,
    /// Credits that stand apart.
    #[serde(default)]
    pub credits: Vec<String>,
    /// Bylines that stand apart.
    #[serde(default)]
    pub bylines: Vec<String>,
    /// The jump line, where the article has one; it is furniture too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump: Option<String>,
    /// Indices of the pages that it stands on, in a whole issue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
    /// Index of the article that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<u32>,
}

/// What a piece of a headline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The line above the headline.
    Kicker,
    /// The headline.
    Main,
    /// The line below the headline.
    Deck,
}

impl Gold {
    /// All texts of the page.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let articles = self.articles.iter().flat_map(|article| {
            [&article.title, &article.paragraphs, &article.captions, &article.credits, &article.bylines]
                .into_iter()
                .flatten()
        });
        articles.chain(&self.furniture).map(String::as_str)
    }
}
