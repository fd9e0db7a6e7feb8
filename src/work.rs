//! How much was done for an answer, as counts: what shows that time grows with the input and
//! no faster, on any machine and under any load (`tests/linear.rs`).
//!
//! Counted is what could grow faster: whatever is weighed or compared against something else.
//! Plain walks over the glyphs are not.

use std::cell::Cell;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Steps of the search for double print.
    PrintSteps,
    /// Readings of woven columns that were weighed.
    Readings,
    /// Gaps at which a line was asked for a dateline.
    Gaps,
    /// Links between fragments that were weighed, and steps of their choice.
    Links,
    /// Headlines that were weighed for articles, and articles that were asked for their choice.
    Ties,
    /// Pairs behind places where an article may be two.
    Pairs,
    /// Articles that were looked at for the jump lines of a page, and jump lines for others.
    Jumps,
    /// Words of articles that were looked up in others.
    Words,
    /// Shingles that were looked up in other articles.
    Shingles,
}

const KINDS: usize = Work::Shingles as usize + 1;

thread_local! {
    static DONE: Cell<[u64; KINDS]> = const { Cell::new([0; KINDS]) };
}

impl Work {
    /// Counts what was done; asked once for many pieces of work. Nobody asks the WebAssembly
    /// module, which does without.
    pub fn done(self, pieces: usize) {
        if cfg!(target_arch = "wasm32") {
            return;
        }
        DONE.with(|done| {
            let mut counts = done.get();
            counts[self as usize] += pieces as u64;
            done.set(counts);
        });
    }
}

/// All that this thread has done.
#[must_use]
pub fn counts() -> [u64; KINDS] {
    DONE.with(Cell::get)
}
