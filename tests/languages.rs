//! Pages in other languages, set by a small typesetter and read back exactly, to the
//! character and the space.

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
        if let Ok(folder) = std::env::var("DUMP") {
            std::fs::write(format!("{folder}/{name}.txt"), &input).unwrap();
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

/// Habits that no page names: each page is set in all of them.
#[test]
#[ignore = "a survey, not a law"]
fn survey() {
    let folder = fixtures("languages");
    let print = std::env::var("SHOW").unwrap_or_default();
    let mut of: std::collections::BTreeMap<String, (usize, usize)> = std::collections::BTreeMap::new();
    for name in page_names(&folder) {
        let source = read(&folder.join(format!("{name}.txt")));
        let (mut right, mut all) = (0, 0);
        let mut marks = String::new();
        for measure in [30, 36, 44, 60] {
            for (blank, apart, indent) in [
                (false, 2, 2),
                (true, 2, 0),
                (false, 2, 0),
                (false, 1, 2),
                (true, 1, 0),
                (false, 1, 0),
                (false, 0, 2),
                (false, 0, 0),
            ] {
                for hyphens in [false, true] {
                    let habits = Habits { measure, blank, apart, indent, hyphens };
                    let (input, gold) = setting::set(&source, habits);
                    let page = answer(&input);
                    check_laws(&input, &page).unwrap_or_else(|b| panic!("{name} {habits:?}: {b}"));
                    let d = differences(&gold, &page);
                    let way = format!("{} blank={blank} apart={apart} indent={indent}", &name[..2]);
                    let entry = of.entry(way).or_default();
                    entry.1 += 1;
                    all += 1;
                    if d.is_empty() {
                        right += 1;
                        entry.0 += 1;
                        marks.push('.');
                    } else {
                        marks.push('x');
                        if print == name {
                            println!("{name} {habits:?}\n{}\n", d.join("\n"));
                        }
                    }
                }
            }
            marks.push(' ');
        }
        println!("{name}: {right}/{all}  {marks}");
    }
    for (way, (right, all)) in of {
        println!("{way}: {right}/{all}");
    }
}
