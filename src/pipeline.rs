//! The way of the data: every stage in its order, each asked once.

use crate::articles::{self, Groupings};
use crate::assemble::{self, Parts};
use crate::chains::{self, Chains};
use crate::clean;
use crate::compose::Composer;
use crate::facts::{self, Facts, Habits};
use crate::fragments::{self, Fragments};
use crate::labels::{self, Labelling};
use crate::lines::{self, Line};
use crate::model::Model;
use crate::options::Options;
use crate::page::Page;
use crate::repairs;
use crate::revise;
use crate::source;

/// What the stages made on the way.
#[derive(Debug, Clone, Default)]
pub struct Stages {
    /// Lines after the repairs, with their measure.
    pub lines: Vec<Line>,
    /// What was measured of them.
    pub facts: Vec<Facts>,
    /// The page's habits.
    pub habits: Habits,
    /// Their labels.
    pub labelling: Labelling,
    /// Fragments and pieces.
    pub fragments: Fragments,
    /// Links.
    pub chains: Chains,
    /// Articles.
    pub groupings: Groupings,
}

/// Runs all stages with the given weights.
#[must_use]
pub fn run(input: &str, options: &Options, model: &Model) -> (Page, Stages) {
    let source = source::read(input, options);
    let mut removed = source.removed.clone();
    let mut lines = lines::lines(&source);
    let clean = clean::read(&lines);
    if clean.is_none() {
        repairs::repair(&mut lines, &options.repairs, &mut removed);
    }
    let (facts, habits) = facts::facts(&lines);
    let labelling = match &clean {
        Some(clean) => Labelling { labels: clean.labels.clone(), chances: Vec::new() },
        None => {
            let mut labelling = labels::label(&facts, &habits, model);
            revise::revise(&lines, &facts, &habits, &mut labelling);
            labelling
        }
    };
    let fragments = fragments::fragments(&lines, &facts, &labelling);
    let (chains, told) = match &clean {
        Some(clean) => {
            let (chains, groupings) = clean.groups(&lines, &fragments);
            (chains, Some(groupings))
        }
        None => {
            let context = chains::Context::new(&lines, &facts, &habits, &labelling, &fragments);
            (chains::chain(&context, model), None)
        }
    };
    let mut units: Vec<u16> = Vec::with_capacity(source.units as usize);
    units.extend(input.encode_utf16());
    let mut composer = Composer::new(&units, options, habits.wrapped);
    let (mut page, groupings) = {
        let context = articles::Context::new(&lines, &facts, &fragments, &chains);
        let groupings = told.unwrap_or_else(|| articles::group(&context, model));
        let parts = Parts {
            lines: &lines,
            facts: &facts,
            fragments: &fragments,
            chains: &chains,
            groupings: &groupings,
            context: &context,
            model,
            wrapped: habits.wrapped,
        };
        (assemble::assemble(&parts, &mut composer), groupings)
    };
    page.repairs = composer.repairs;
    page.repairs.sort_by_key(|r| (r.span.start, r.span.end));
    page.removed = removed;
    page.removed.sort_by_key(|r| r.spans.first().map_or(0, |s| s.start));
    (page, Stages { lines, facts, habits, labelling, fragments, chains, groupings })
}
