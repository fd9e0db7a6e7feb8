//! Named groups of binary features, shared by the models.

/// Declares an `enum Group` of feature groups with their bucket counts.
///
/// Gives `FEATURES` (their number), `feature_name`, and a `Features` collector whose
/// `add` takes a group and a bucket.
macro_rules! feature_groups {
    ($($name:ident: $size:expr,)*) => {
        /// Groups of features; each has a number of buckets.
        #[derive(Debug, Clone, Copy)]
        enum Group { $($name,)* }

        const SIZES: &[u16] = &[$($size,)*];
        const GROUP_NAMES: &[&str] = &[$(stringify!($name),)*];
        const OFFSETS: [u16; SIZES.len() + 1] = {
            let mut offsets = [0u16; SIZES.len() + 1];
            let mut i = 0;
            while i < SIZES.len() {
                offsets[i + 1] = offsets[i] + SIZES[i];
                i += 1;
            }
            offsets
        };

        /// Number of features.
        pub const FEATURES: usize = OFFSETS[SIZES.len()] as usize;

        /// Group and bucket of a feature.
        fn group_of(feature: u16) -> (&'static str, u16) {
            let group = OFFSETS.partition_point(|&o| o <= feature) - 1;
            (GROUP_NAMES[group], feature - OFFSETS[group])
        }

        /// Collects features as indices.
        struct Features<'a>(&'a mut Vec<u16>);

        impl Features<'_> {
            fn add(&mut self, group: Group, bucket: usize) {
                debug_assert!(bucket < SIZES[group as usize] as usize, "{group:?} has no bucket {bucket}");
                self.0.push(OFFSETS[group as usize] + bucket as u16);
            }
        }
    };
}

pub(crate) use feature_groups;
