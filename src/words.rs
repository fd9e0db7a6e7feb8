//! Words that a line break may have cut: pairs of characters that stand together in
//! frequent Chinese words.
//!
//! A line that breaks off between the characters of a word goes on; a pair across two
//! lines that have nothing to do with each other is hardly ever such a pair. The pairs
//! are kept as a Bloom filter (a bit array that several hashes point into), which is a
//! tenth of the list's size and finds one pair in three hundred that is not on it.
//! `tools/fit` makes it (`pairs`) from a list of words with their frequencies.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Bits of the filter, as bytes.
static PAIRS: &[u8] = include_bytes!("pairs.bin");

/// Bytes of the filter.
pub const BYTES: usize = 6144;

/// How many bits stand for a pair.
const BITS: usize = 7;

/// Whether two characters stand together in a frequent word.
#[must_use]
pub fn are_pair(a: char, b: char) -> bool {
    bits(a, b).all(|bit| PAIRS.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1))
}

/// The bits that stand for a pair.
pub fn bits(a: char, b: char) -> impl Iterator<Item = usize> {
    let key = (u64::from(a as u32) << 21) | u64::from(b as u32);
    let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (first, step) = ((hash >> 40) as usize, (hash >> 13) as usize & 0xff_ffff | 1);
    (0..BITS).map(move |k| (first + k * step) % (8 * BYTES))
}

/// A pair of glyphs as one key.
pub fn pair_key(a: char, b: char) -> u64 {
    (u64::from(a as u32) << 32) | u64::from(b as u32)
}

/// Three characters as one number, which no pair has.
#[must_use]
pub fn triple_key(three: [char; 3]) -> u64 {
    three.iter().fold(1, |key, &ch| key << 21 | ch as u64)
}

/// A quick fixed hash: a page's own characters choose its keys, and nobody else is kept waiting.
#[derive(Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }
    fn write_u64(&mut self, n: u64) {
        let x = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = x ^ (x >> 29);
    }
}

/// The words of a page.
pub type WordSet = HashSet<String, BuildHasherDefault<KeyHasher>>;

/// A map from glyph pairs.
pub type PairMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_words_are_known_and_others_are_not() {
        for (a, b) in [('中', '国'), ('工', '作'), ('人', '民'), ('发', '展'), ('二', '十')] {
            assert!(are_pair(a, b), "{a}{b}");
        }
        for (a, b) in [('国', '中'), ('的', '工'), ('了', '人'), ('展', '二'), ('。', '一')] {
            assert!(!are_pair(a, b), "{a}{b}");
        }
    }

    #[test]
    fn the_filter_is_as_long_as_its_bits() {
        assert_eq!(PAIRS.len(), BYTES);
        assert!(bits('甲', '乙').all(|bit| bit < 8 * BYTES));
    }
}
