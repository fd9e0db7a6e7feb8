//! Where the pairs of characters of a page stand.
//!
//! A word is a pair of characters side by side. Fragments, columns, headlines and
//! articles are compared by the words that they share, so each pair is noted once with
//! the units that it stands in, and asked for all of them together. Pairs go by their
//! numbers, see [`crate::facts::Facts::pairs`].

use smallvec::{SmallVec, smallvec};

/// The pairs of a page, each with its units.
pub struct Places {
    /// For every pair the place of its units, if it has any.
    at: Vec<u32>,
    /// In the order in which the pairs come first.
    holders: Vec<Holders>,
    /// Past this many units a pair is not noted any further.
    most: usize,
}

/// As many pairs a page has; of a text that is none, many pairs are the same.
const FEW: usize = 4096;

/// Stands for the place of a pair without units.
const NOWHERE: u32 = u32::MAX;

impl Places {
    /// Places for so many pairs and so many units a pair.
    #[must_use]
    pub fn new(pairs: usize, most: usize) -> Self {
        Places { at: vec![NOWHERE; pairs], holders: Vec::with_capacity(pairs.min(FEW)), most }
    }

    /// Notes that a pair stands in a unit; a pair's units come in their order.
    pub fn note(&mut self, pair: u32, unit: u32) {
        let Some(at) = self.at.get_mut(pair as usize) else { return };
        if *at == NOWHERE {
            *at = self.holders.len() as u32;
            self.holders.push(smallvec![unit]);
            return;
        }
        let held = &mut self.holders[*at as usize];
        if held.last() != Some(&unit) && held.len() <= self.most {
            held.push(unit);
        }
    }

    /// The units that a pair stands in.
    #[must_use]
    pub fn of(&self, pair: u32) -> &[u32] {
        let at = self.at.get(pair as usize).copied().unwrap_or(NOWHERE);
        self.holders.get(at as usize).map_or(&[], SmallVec::as_slice)
    }

    /// The units of every pair, in the order in which the pairs come first.
    pub fn all(&self) -> impl Iterator<Item = &[u32]> {
        self.holders.iter().map(SmallVec::as_slice)
    }
}

/// The units that a pair stands in: few, so that hardly any needs memory of its own.
type Holders = SmallVec<[u32; 4]>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_each_of_its_units_once() {
        let mut places = Places::new(10, 2);
        for (pair, unit) in [(7, 0), (7, 0), (7, 2), (8, 2), (7, 3), (7, 4)] {
            places.note(pair, unit);
        }
        assert_eq!((places.of(7), places.of(8)), ([0, 2, 3].as_slice(), [2].as_slice()));
        assert!(places.of(9).is_empty());
        assert_eq!(places.all().count(), 2);
    }
}
