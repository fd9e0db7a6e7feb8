//! Makes the filter of character pairs (`src/pairs.bin`) from a list of words.
//!
//!     cargo run -p columnist-fit --bin pairs -- WORDS OUT
//!
//! `WORDS` has a word and its frequency on each line, apart by a space; what follows is
//! not read. The filter that Columnist comes with was made from the word list of jieba
//! (MIT licence).

use std::collections::HashMap;
use std::process::ExitCode;
use std::{env, fs};

use columnist::words::{BYTES, bits};

/// How many pairs are kept.
const PAIRS: usize = 4500;

/// A pair is kept only where it is this many times as frequent as its characters alone
/// would have it.
const LIFT: f64 = 4.0;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [words, out] = &args[..] else {
        eprintln!("usage: pairs WORDS OUT");
        return ExitCode::from(2);
    };
    let result = fs::read_to_string(words).and_then(|list| fs::write(out, filter(&list)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pairs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn filter(list: &str) -> Vec<u8> {
    let mut pairs: HashMap<(char, char), f64> = HashMap::new();
    let mut characters: HashMap<char, f64> = HashMap::new();
    let mut total = 0.0;
    for line in list.lines() {
        let mut fields = line.split_whitespace();
        let (Some(word), Some(count)) = (fields.next(), fields.next()) else { continue };
        let Ok(count) = count.parse::<f64>() else { continue };
        let glyphs: Vec<char> = word.chars().collect();
        if !glyphs.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)) {
            continue;
        }
        for &c in &glyphs {
            *characters.entry(c).or_default() += count;
            total += count;
        }
        for pair in glyphs.windows(2) {
            *pairs.entry((pair[0], pair[1])).or_default() += count;
        }
    }
    let mut kept: Vec<((char, char), f64)> = pairs
        .into_iter()
        .filter(|&((a, b), count)| count * total >= LIFT * characters[&a] * characters[&b])
        .collect();
    kept.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let mut out = vec![0u8; BYTES];
    for ((a, b), _) in kept.into_iter().take(PAIRS) {
        for bit in bits(a, b) {
            out[bit / 8] |= 1 << (bit % 8);
        }
    }
    out
}
