//! The fitted weights, and the little arithmetic that they need.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::weights;

/// Weights of every decision of the pipeline.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Of the line features: feature by label.
    pub labels: Cow<'static, [f32]>,
    /// Of the label transitions: context by from by to.
    pub transitions: Cow<'static, [f32]>,
    /// Of what the first labels came to: feature by label, of those that are asked.
    pub again: Cow<'static, [f32]>,
    /// Of the links between fragments, one for each feature: among the predecessors of one.
    pub links: Cow<'static, [f32]>,
    /// The same, among the successors of one.
    pub follows: Cow<'static, [f32]>,
    /// Of the ties between headlines and articles, one for each feature.
    pub heads: Cow<'static, [f32]>,
    /// Of the partings of articles, one for each feature.
    pub partings: Cow<'static, [f32]>,
    /// Of the joins of articles, one for each feature.
    pub joins: Cow<'static, [f32]>,
    /// Of the roles of headline pieces, one for each feature.
    pub roles: Cow<'static, [f32]>,
}

/// Weights are kept as whole multiples of one over this.
pub const SCALE: f32 = 32.0;
/// The same for line features, whose table is the longest, and for what the first labels came
/// to. Finer ones make no page better.
pub const LABELS_SCALE: f32 = 16.0;
/// See [`LABELS_SCALE`].
pub const AGAIN_SCALE: f32 = 8.0;

impl Model {
    /// The weights that Columnist comes with.
    #[must_use]
    pub fn fitted() -> &'static Model {
        static FITTED: LazyLock<Model> = LazyLock::new(|| Model {
            labels: read(weights::LABELS.as_flattened(), LABELS_SCALE),
            transitions: read(weights::TRANSITIONS.as_flattened(), SCALE),
            again: read(weights::AGAIN.as_flattened(), AGAIN_SCALE),
            links: read(&weights::LINKS, SCALE),
            follows: read(&weights::FOLLOWS, SCALE),
            heads: read(&weights::HEADS, SCALE),
            partings: read(&weights::PARTINGS, SCALE),
            joins: read(&weights::JOINS, SCALE),
            roles: read(&weights::ROLES, SCALE),
        });
        &FITTED
    }
}

/// Reads a table, whose numbers are of the smallest type that holds them.
fn read<W: Copy + Into<f32>>(table: &[W], scale: f32) -> Cow<'static, [f32]> {
    table.iter().map(|&w| w.into() / scale).collect()
}

/// e to the power of `x`, the same on every machine.
///
/// The system's own function differs in the last bit between platforms, and the
/// answer must not. Range reduction by halves, then the series; the error is below
/// one in a million, far below what a confidence shows.
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = f64::from(x.clamp(-60.0, 60.0)) / 256.0;
    let mut e = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0))));
    for _ in 0..8 {
        e *= e;
    }
    e as f32
}

/// The logistic function.
#[must_use]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_enough() {
        for x in [-20.0f32, -3.0, -0.5, 0.0, 0.7, 4.0, 11.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
        assert!((logistic(0.0) - 0.5).abs() < 1e-6);
    }
}
