//! Sorting, once for the whole module.
//!
//! Every type that is sorted brings a sort of its own into the WebAssembly module, six
//! kilobytes each. Here all sorts are one: of numbers that stand for the items.

/// Keys from the lowest to the highest, each with its place; of equal ones the earlier first.
#[must_use]
pub fn sorted(keys: impl Iterator<Item = u64>) -> Vec<(u64, u32)> {
    let mut order: Vec<(u64, u32)> = keys.zip(0..).collect();
    order.sort_unstable();
    order
}

/// Sorts items by a key, stably.
pub fn sort_by_key<T>(items: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    let order = sorted(items.iter().map(key));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, at)| taken[at as usize].take()));
}

/// Sorts indices, lowest first.
pub fn sort(items: &mut Vec<usize>) {
    sort_by_key(items, |&item| item as u64);
}

/// Sorts numbers, lowest first.
pub fn sort_numbers(items: &mut Vec<u64>) {
    let order = sorted(items.drain(..));
    items.extend(order.into_iter().map(|(item, _)| item));
}

/// A key by which higher numbers stand first; of two zeros the positive one.
#[must_use]
pub fn descending(x: f32) -> u64 {
    u64::from(u32::MAX) - ascending(x)
}

/// A key of 32 bits by which lower numbers stand first; of two zeros the negative one.
#[must_use]
pub fn ascending(x: f32) -> u64 {
    let bits = x.to_bits();
    u64::from(if bits >> 31 == 1 { !bits } else { bits | 1 << 31 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_key_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn higher_numbers_stand_first() {
        let mut items = vec![0.5f32, -3.0, 7.25, f32::MIN, 0.0, f32::MAX, -0.25];
        sort_by_key(&mut items, |&x| descending(x));
        assert_eq!(items, [f32::MAX, 7.25, 0.5, 0.0, -0.25, -3.0, f32::MIN]);
    }
}
