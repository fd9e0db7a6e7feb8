//! Pages in other languages, set by a small typesetter and read back exactly, to the
//! character and the space.
//!
//! `COLUMNIST_SET=FOLDER cargo test --test languages` writes them as they are set, with their
//! gold, for `tools/fit`.

mod support;

use columnist::Page;
use columnist_typesetter::Gold;
use support::setting::{self, Habits};
use support::{answer, as_gold, check_laws, fixtures, page_names, read};

/// What differs between a page's right answer and the one given.
fn differences(gold: &Gold, page: &Page) -> Vec<String> {
    let (wanted, found) = (setting::texts(gold), setting::texts(&as_gold(page)));
    let none = Vec::new();
    let mut keys: Vec<&String> = wanted.keys().chain(found.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut out = Vec::new();
    for key in keys {
        let (a, b) = (wanted.get(key).unwrap_or(&none), found.get(key).unwrap_or(&none));
        if a != b {
            out.push(key.clone());
            out.extend(a.iter().filter(|t| !b.contains(t)).map(|t| format!("  - {t}")));
            out.extend(b.iter().filter(|t| !a.contains(t)).map(|t| format!("  + {t}")));
        }
    }
    out
}

#[test]
fn pages_are_exact_as_they_are_set() {
    let folder = fixtures("languages");
    let mut failed = Vec::new();
    for name in page_names(&folder) {
        let source = read(&folder.join(format!("{name}.txt")));
        let (input, gold) = setting::set(&source, Habits::of(&source));
        if let Ok(to) = std::env::var("COLUMNIST_SET") {
            let to = std::path::Path::new(&to);
            let mut gold = serde_json::to_value(&gold).expect("gold is plain data");
            gold["extractor"] = "invented-language".into();
            std::fs::write(to.join(format!("{name}.txt")), &input).expect("the folder is there");
            std::fs::write(to.join(format!("{name}.gold.json")), gold.to_string())
                .expect("the folder is there");
        }
        let page = answer(&input);
        if let Err(breach) = check_laws(&input, &page) {
            panic!("{name}: {breach}");
        }
        let differences = differences(&gold, &page);
        if !differences.is_empty() {
            failed.push(format!("{name}\n{}\n", differences.join("\n")));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
