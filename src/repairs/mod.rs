//! Repairs of single lines and runs of lines, before anything is read into them.
//!
//! Order matters: doubles hide vertical runs, woven columns tear them apart, marks of
//! another width hide how wide a line is, and all of them hide the measure that gluing needs.

pub mod code_points;
mod decks;
mod glue;
mod marks;
mod overlap;
mod run_on;
mod shadow;
mod stray;
mod vertical;
mod weave;

use crate::lines::{self, Line};
use crate::options::Repairs;
use crate::page::Removal;

/// Applies the repairs that are on; what they take away goes to `removed`.
pub fn repair(lines: &mut Vec<Line>, on: &Repairs, removed: &mut Vec<Removal>) {
    if on.shadow {
        shadow::take_away(lines, removed);
        overlap::take_away(lines, removed);
    }
    if on.vertical {
        decks::take_out(lines);
    }
    weave::take_apart(lines);
    if on.vertical {
        vertical::join(lines);
    }
    let read = on.marks && marks::restore(lines, removed);
    stray::take_away(lines, read, removed);
    run_on::cut(lines);
    lines::measure(lines);
    let grown = glue::glue(lines);
    if !grown.is_empty() {
        lines::measure_near(lines, &grown);
    }
}
