//! The way of the data: every stage in its order, each asked once.

use crate::articles::{self, Groupings};
use crate::assemble::{self, Parts};
use crate::chains::{self, Chains};
use crate::clean;
use crate::columns::{self, SideBySide};
use crate::compose::Composer;
use crate::facts::{self, Facts, Habits};
use crate::fragments::{self, Fragments};
use crate::joins::{self, Join};
use crate::labels::{self, Label, Labelling};
use crate::lines::{self, Line};
use crate::model::Model;
use crate::options::Options;
use crate::order;
use crate::page::{Page, Removal, Span, Warning};
use crate::reading;
use crate::repairs;
use crate::revise;
use crate::shapes;
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
    /// Articles that were joined once their headlines were known.
    pub joins: Vec<Join>,
    /// Articles.
    pub groupings: Groupings,
}

/// The answer, and what the stages made on the way to it.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The answer.
    pub page: Page,
    /// What the stages made of each page.
    pub stages: Vec<Stages>,
    /// Columns that stood side by side.
    pub columns: Vec<SideBySide>,
}

/// No newspaper page has more lines; longer stretches are read part by part, so that
/// time grows with the input and no faster.
const MAX_PAGE_LINES: usize = 2000;

/// Runs all stages with the given weights, page by page.
#[must_use]
pub fn run(input: &str, options: &Options, model: &Model) -> Run {
    let source = source::read(input, options);
    let mut units: Vec<u16> = Vec::with_capacity(source.units as usize);
    units.extend(input.encode_utf16());
    let mut page = Page { version: 1, ..Page::default() };
    let mut composer = Composer::new(&units, options);
    let mut all = Vec::new();
    let (apart, columns) = columns::apart(source.lines, &units);
    let pages = pages(lines::lines(apart), &mut page.warnings);
    page.removed = source.removed;
    for lines in pages {
        let (part, stages) = read_page(lines, options, model, &mut composer, &mut page.removed);
        page.articles.extend(part.articles);
        page.furniture.extend(part.furniture);
        all.push(stages);
    }
    page.repairs = composer.repairs;
    order::sort_by_key(&mut page.repairs, |r| u64::from(r.span.start) << 32 | u64::from(r.span.end));
    order::sort_by_key(&mut page.removed, |r| r.spans.first().map_or(0, |s| s.start.into()));
    Run { page, stages: all, columns }
}

/// The lines of each page: cut at page separators, and at an empty line where a page
/// is too long to be one.
fn pages(lines: Vec<Line>, warnings: &mut Vec<Warning>) -> Vec<Vec<Line>> {
    let mut pages: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let fresh = match pages.last() {
            None => true,
            Some(page) => {
                let long = page.len() >= MAX_PAGE_LINES;
                let apart = line.blanks > 0 && page.len() >= 3 * MAX_PAGE_LINES / 4;
                if long || apart {
                    let at = line.glyphs[0].at;
                    warnings.push(Warning {
                        code: "long-page".to_owned(),
                        message: format!(
                            "more than {} lines without a page separator are read in parts: an article across this place is cut",
                            3 * MAX_PAGE_LINES / 4
                        ),
                        span: Some(Span { start: at, end: at }),
                    });
                }
                line.new_page || long || apart
            }
        };
        if fresh {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    pages
}

/// Reads one page.
fn read_page(
    mut lines: Vec<Line>,
    options: &Options,
    model: &Model,
    composer: &mut Composer,
    removed: &mut Vec<Removal>,
) -> (Page, Stages) {
    let clean = clean::read(&lines);
    if clean.is_none() {
        repairs::repair(&mut lines, &options.repairs, removed);
    }
    // Lines are judged as they are read and written as they are.
    let reading = reading::read(&lines);
    let read = reading.as_deref().unwrap_or(&lines);
    let (facts, habits) = facts::facts(read);
    let (labelling, fragments, chains, groupings, joins) = match &clean {
        Some(clean) => {
            let labelling = Labelling { labels: clean.labels.clone(), scores: Vec::new() };
            let fragments = fragments::fragments(read, &facts, &labelling);
            let (chains, groupings) = clean.groups(&lines, &fragments);
            (labelling, fragments, chains, groupings, Vec::new())
        }
        None => {
            let mut labelling = labels::label(&facts, &habits, model);
            // Where no line was broken, none goes on.
            if habits.wrapped || reading.is_none() {
                revise::revise(read, &facts, &habits, &mut labelling);
            }
            shapes::revise(&lines, &facts, &habits, &mut labelling.labels);
            let (fragments, mut chains) = link(read, &facts, &habits, &mut labelling, model);
            let (groupings, joins) = group(read, &facts, &fragments, &mut chains, model);
            (labelling, fragments, chains, groupings, joins)
        }
    };
    composer.wrapped = habits.wrapped;
    composer.learn(&lines);
    let page = {
        let context = articles::Context::new(read, &facts, &fragments, &chains);
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
        assemble::assemble(&parts, composer)
    };
    (page, Stages { lines, facts, habits, labelling, fragments, chains, joins, groupings })
}

/// Cuts labelled lines into fragments and links them. A subhead that comes out at the
/// beginning of an article is its headline; then its label is mended and the links are
/// asked once more, now that a headline stands there.
#[must_use]
pub fn link(
    lines: &[Line],
    facts: &[Facts],
    habits: &Habits,
    labelling: &mut Labelling,
    model: &Model,
) -> (Fragments, Chains) {
    let ask = |labelling: &Labelling| {
        let fragments = fragments::fragments(lines, facts, labelling);
        let context = chains::Context::new(lines, facts, habits, labelling, &fragments);
        let chains = chains::chain(&context, model);
        (fragments, chains)
    };
    let (fragments, chains) = ask(labelling);
    let headlines = chains::leading_subheads(&fragments, &chains);
    if headlines.is_empty() {
        return (fragments, chains);
    }
    for line in headlines {
        labelling.labels[line] = Label::Head;
    }
    ask(labelling)
}

/// Groups chains with their headlines and the rest. Where the headlines show that an
/// article is the rest of another, both are joined and the headlines asked once more.
#[must_use]
pub fn group(
    lines: &[Line],
    facts: &[Facts],
    fragments: &Fragments,
    chains: &mut Chains,
    model: &Model,
) -> (Groupings, Vec<Join>) {
    let (groupings, made) = {
        let context = articles::Context::new(lines, facts, fragments, chains);
        let groupings = articles::group(&context, model);
        let made = joins::joins(&context, chains, &groupings, model);
        (groupings, made)
    };
    if made.is_empty() {
        return (groupings, made);
    }
    joins::join(chains, &made);
    (articles::group(&articles::Context::new(lines, facts, fragments, chains), model), made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;

    #[test]
    fn pages_are_read_apart() {
        let input = "本报讯 甲地昨日开了新馆。\u{c}本报讯 乙地今日开了旧馆。";
        let Run { page, stages, .. } = run(input, &Options::default(), Model::fitted());
        assert_eq!(stages.len(), 2);
        assert_eq!(page.articles.len(), 2);
    }

    #[test]
    fn a_page_too_long_to_be_one_is_read_in_parts() {
        let input = "一行字，\n又一行字。\n\n".repeat(MAX_PAGE_LINES);
        let Run { page, stages, .. } = run(&input, &Options::default(), Model::fitted());
        assert!(stages.len() >= 2 && page.warnings.iter().all(|w| w.code == "long-page"));
    }
}
