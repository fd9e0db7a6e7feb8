//! Many invented pages, tried in one go: how many articles come out right.

mod support;

use std::panic::resume_unwind;
use std::thread;

use columnist_typesetter::{Extractor, Typeset, typeset, typeset_side};
use support::{answer, article_f1, check_laws};

/// How many pages are tried: as many as take some ten seconds.
const PAGES: u64 = 1000;

/// The least mean F1 of articles that are right to the character, in percent,
/// for each track. They only ever rise.
const FLOORS: [(Extractor, f64); 5] = [
    (Extractor::Boxes, 15.0),
    (Extractor::Drawing, 8.0),
    (Extractor::Reading, 12.0),
    (Extractor::Scattered, 7.0),
    (Extractor::Recogniser, 10.0),
];

#[test]
fn articles_come_out_right() {
    let threads = thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let scores: Vec<(Extractor, f64)> = thread::scope(|scope| {
        let work = |first| (first..PAGES).step_by(threads as usize).map(score).collect::<Vec<_>>();
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    assert_eq!(scores.len() as u64, PAGES);
    let missed: Vec<String> = FLOORS
        .iter()
        .filter_map(|(extractor, floor)| {
            let own: Vec<f64> = scores.iter().filter(|(of, _)| of == extractor).map(|(_, f1)| *f1).collect();
            let mean = 100.0 * own.iter().sum::<f64>() / own.len().max(1) as f64;
            let told = format!("{}: {mean:.1} on {} pages, floor {floor}", extractor.track(), own.len());
            println!("{told}");
            (mean < *floor).then_some(told)
        })
        .collect();
    assert!(missed.is_empty(), "the mean F1 of articles fell\n{}", missed.join("\n"));
}

/// How many pages with columns side by side are tried, and their floor.
const SIDE_PAGES: u64 = 100;
const SIDE_FLOOR: f64 = 20.0;

#[test]
fn articles_side_by_side_come_out_right() {
    let scores: Vec<f64> = (0..SIDE_PAGES).map(|seed| try_page(seed, &typeset_side(seed))).collect();
    let mean = 100.0 * scores.iter().sum::<f64>() / SIDE_PAGES as f64;
    println!("{}: {mean:.1}, floor {SIDE_FLOOR}", Extractor::Layout.track());
    assert!(mean >= SIDE_FLOOR, "the mean F1 of articles side by side fell to {mean:.1}");
}

/// Tries the page of a seed.
fn score(seed: u64) -> (Extractor, f64) {
    let typeset = typeset(seed);
    let f1 = try_page(seed, &typeset);
    (typeset.habits.extractor, f1)
}

/// Tries a page: the laws, and the share of articles that are right.
fn try_page(seed: u64, typeset: &Typeset) -> f64 {
    let page = answer(&typeset.text);
    if let Err(breach) = check_laws(&typeset.text, &page) {
        panic!("seed {seed}: {breach}");
    }
    article_f1(&typeset.gold, &page)
}
