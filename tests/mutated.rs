//! The laws of every answer, tried on pages that were spoiled at random: the fuzz targets of
//! `fuzz/` with a fixed budget, without a fuzzer.
//!
//! `COLUMNIST_FUZZ_RUNS` and `COLUMNIST_FUZZ_SEED` ask for more pages, or for others, and
//! `COLUMNIST_FUZZ_LAW` for one law alone.

mod support;

use columnist_typesetter::Rng;
use support::laws_of::LAWS;
use support::mutate::page_of;

/// Pages for each law.
const RUNS: u64 = 150;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn laws_hold_of_spoiled_pages() {
    let (runs, seed) = (number("COLUMNIST_FUZZ_RUNS", RUNS), number("COLUMNIST_FUZZ_SEED", 0));
    let only = std::env::var("COLUMNIST_FUZZ_LAW").ok();
    let laws: Vec<_> =
        LAWS.into_iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)).collect();
    assert!(!laws.is_empty(), "there is no law {only:?}");
    let mut breaches = 0;
    for run in 0..runs {
        let mut rng = Rng::new(seed << 32 | run);
        let data: Vec<u8> = (0..64).map(|_| rng.below(256) as u8).collect();
        let input = page_of(&data);
        for &(name, law) in &laws {
            if let Err(breach) = law(&input) {
                eprintln!("{name}, run {run}: {breach}\ninput: {input:?}");
                breaches += 1;
            }
        }
    }
    assert_eq!(breaches, 0);
}
