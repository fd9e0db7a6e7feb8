//! Many invented pages, tried in one go: how many articles come out right.

mod support;

use columnist_typesetter::{Extractor, typeset};
use support::{answer, article_f1, check_laws};

/// How many pages are tried: as many as fit into some seconds of a debug build.
const PAGES: u64 = 600;

/// The least mean F1 of articles that are right to the character, in percent,
/// for each track. They only ever rise.
const FLOORS: [(Extractor, f64); 4] = [
    (Extractor::Boxes, 0.0),
    (Extractor::Drawing, 0.0),
    (Extractor::Reading, 0.0),
    (Extractor::Scattered, 0.0),
];

#[test]
fn articles_come_out_right() {
    let mut sums = FLOORS.map(|(extractor, floor)| (extractor, floor, 0.0, 0u32));
    for seed in 0..PAGES {
        let typeset = typeset(seed);
        let page = answer(&typeset.text);
        if let Err(breach) = check_laws(&typeset.text, &page) {
            panic!("seed {seed}: {breach}");
        }
        let f1 = article_f1(&typeset.gold, &page);
        for (extractor, _, sum, pages) in &mut sums {
            if *extractor == typeset.habits.extractor {
                *sum += f1;
                *pages += 1;
            }
        }
    }
    for (extractor, floor, sum, pages) in sums {
        let mean = 100.0 * sum / f64::from(pages.max(1));
        println!("{}: {mean:.1} on {pages} pages", extractor.track());
        assert!(mean >= floor, "{}: article F1 {mean:.1}, floor {floor}", extractor.track());
    }
}
