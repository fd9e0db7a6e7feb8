//! The way of the data: every stage in its order, each asked once.

use std::collections::VecDeque;

use crate::across;
use crate::articles::{self, Groupings};
use crate::assemble::{self, Parts};
use crate::awaited;
use crate::chains::{self, Chains};
use crate::chars;
use crate::clean::{self, Clean};
use crate::columns::{self, SideBySide};
use crate::compose::Composer;
use crate::damage;
use crate::duplicates;
use crate::facts::{self, Facts, Habits};
use crate::fragments::{self, Fragments};
use crate::joins::{self, Join};
use crate::jumps::{self, Kind};
use crate::labels::{self, Known, Label, Labelling};
use crate::lines::{self, Line};
use crate::lost;
use crate::model::Model;
use crate::options::Options;
use crate::order;
use crate::page::{Page, Removal, Span, Warning};
use crate::pages;
use crate::partings::{self, Parting};
use crate::reading;
use crate::relabel;
use crate::repairs;
use crate::revise;
use crate::running::Edges;
use crate::shapes;
use crate::source::{self, Source};

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
    pub grouped: Grouped,
}

/// The page's articles, and what their headlines changed in the chains.
#[derive(Debug, Clone, Default)]
pub struct Grouped {
    /// Articles.
    pub groupings: Groupings,
    /// Fragments that begin an article since their headlines are known.
    pub partings: Vec<Parting>,
    /// Articles that were joined since their headlines are known.
    pub joins: Vec<Join>,
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

/// Runs all stages with the given weights, page by page, and keeps what they made.
#[must_use]
pub fn run(input: &str, options: &Options, model: &Model) -> Run {
    let mut stages = Vec::new();
    let (page, columns) = read(input, options, model, &mut |made| stages.push(made));
    Run { page, stages, columns }
}

/// Runs all stages and keeps the answer alone: of a long text all that the stages made is
/// many times as long as the text.
#[must_use]
pub fn page(input: &str, options: &Options, model: &Model) -> Page {
    read(input, options, model, &mut drop).0
}

/// Runs all stages and shows what they made of each page.
fn read(
    input: &str,
    options: &Options,
    model: &Model,
    seen: &mut dyn FnMut(Stages),
) -> (Page, Vec<SideBySide>) {
    let mut source = source::read(input, options);
    let mut units: Vec<u16> = Vec::with_capacity(source.units as usize);
    units.extend(input.encode_utf16());
    let clean = clean::pages(&source.lines, &units);
    // Written from one answer, which shows every article once.
    let written = matches!(clean[..], [Some(_)]);
    if !written {
        pages::cut(&mut source.lines);
    }
    let is_clean = |page: usize| clean.get(page).is_some_and(Option::is_some);
    let spans = spans(&source, &units);
    let mut page = Page { version: 1, warnings: damage::warnings(input), ..Page::default() };
    let mut composer = Composer::new(&units, options);
    let (apart, columns) = columns::apart_where(source.lines, &units, &|page| !is_clean(page));
    let lines = lines::lines(apart);
    let parts = parts(&lines, &clean, &mut page.warnings);
    let mut lines = lines.into_iter();
    page.removed = source.removed;
    let several = spans.len() > 1;
    let reach = chains::WINDOW.min(options.limits.max_links as usize / 2);
    let mut edges = Edges::new(parts.len());
    let mut ends = Vec::new();
    // Pages wait until those that follow them are measured as well: no more than a few are
    // held at once.
    let mut drafts = VecDeque::with_capacity(Edges::AHEAD + 1);
    let mut coming = parts.iter();
    for k in 0..parts.len() {
        for part in coming.by_ref().take(Edges::AHEAD + 1 - drafts.len()) {
            let own: Vec<Line> = lines.by_ref().take(part.lines).collect();
            let own_clean = clean.get(part.page).and_then(Option::as_ref);
            let clean = own_clean.map(|c| c.part(part.from..part.from + part.lines));
            let draft = draft(own, clean, part.page, options, several, &mut page.removed);
            if several {
                edges.note(&draft.lines, &draft.facts);
            }
            drafts.push_back(draft);
        }
        let Some(mut draft) = drafts.pop_front() else { break };
        if several {
            draft.known.extend(edges.repeated(k).into_iter().map(|line| (line, FURNITURE)));
        }
        let (number, clean) = (draft.page, draft.clean.is_some());
        let (mut part, made) = read_page(draft, model, reach, &mut composer);
        if reach < chains::WINDOW && made.fragments.body.len() > reach + 1 {
            page.warnings.push(fewer_links(options.limits.max_links, &made));
        }
        // Clean text has its jump lines at its end, where they tell no article.
        if !clean {
            let own = pages::folio(&pages::record(spans[number], &part.furniture));
            let mut found = across::attach(&mut part.articles, &part.furniture, number, own);
            found.iter_mut().for_each(|end| end.article += page.articles.len());
            ends.extend(found);
        }
        part.articles.iter_mut().for_each(|a| a.pages.push(number as u32));
        part.furniture.iter_mut().for_each(|f| f.page = number as u32);
        page.articles.extend(part.articles);
        page.furniture.extend(part.furniture);
        seen(made);
    }
    let mut furniture = page.furniture.chunk_by(|a, b| a.page == b.page).peekable();
    for (&span, number) in spans.iter().zip(0..) {
        let own = furniture.next_if(|items| items[0].page == number).unwrap_or_default();
        page.pages.push(pages::record(span, own));
    }
    across::join(&mut page, &ends, &mut composer);
    if !written {
        duplicates::mark(&mut page.articles);
    }
    page.repairs = composer.repairs;
    order::sort_by_key(&mut page.repairs, |r| u64::from(r.span.start) << 32 | u64::from(r.span.end));
    order::sort_by_key(&mut page.removed, |r| r.spans.first().map_or(0, |s| s.start.into()));
    (page, columns)
}

/// Tells that a page has more fragments than each of them was weighed against.
fn fewer_links(limit: u32, made: &Stages) -> Warning {
    let at = made.lines[made.fragments.body[0].lines[0]].glyphs[0].at;
    Warning {
        code: "fewer-links".to_owned(),
        message: [
            "limits.maxLinks lets each stretch of text be weighed against ",
            &limit.to_string(),
            " others and this page has more: a column that stands far from its article is left by itself",
        ]
        .concat(),
        span: Some(Span { start: at, end: at }),
    }
}

/// Where each page stands in the input: from the line that begins it up to the next one's.
fn spans(source: &Source, units: &[u16]) -> Vec<Span> {
    let begins = source.lines.iter().skip(1).filter(|line| line.new_page);
    let mut spans = vec![Span { start: 0, end: source.units }];
    for line in begins {
        let start = pages::line_start(units, line.glyphs[0].at);
        if let Some(before) = spans.last_mut() {
            before.end = start;
        }
        spans.push(Span { start, end: source.units });
    }
    spans
}

/// Lines that are read together: a page, or a part of one that is too long to be one.
struct Part {
    /// How many lines of the page stand before.
    from: usize,
    /// How many lines.
    lines: usize,
    /// Index of the page.
    page: usize,
}

/// Cuts lines at the beginnings of pages, and at an empty line where a page is too long to
/// be one: clean text between its articles, where nothing is lost.
fn parts(lines: &[Line], clean: &[Option<Box<Clean>>], warnings: &mut Vec<Warning>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        let (page, length) = parts.last().map_or((0, 0), |part| (part.page, part.lines));
        let is_clean = clean.get(page).is_some_and(Option::is_some) && !line.new_page;
        let (least, most) = if is_clean { (2, usize::MAX) } else { (1, MAX_PAGE_LINES) };
        let long = length >= most || line.blanks >= least && length >= 3 * MAX_PAGE_LINES / 4;
        if long && !is_clean {
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
        if parts.is_empty() || line.new_page || long {
            let page = page + usize::from(line.new_page && !parts.is_empty());
            let from = parts.last().filter(|part| part.page == page).map_or(0, |part| part.from + part.lines);
            parts.push(Part { from, lines: 0, page });
        }
        if let Some(part) = parts.last_mut() {
            part.lines += 1;
        }
    }
    parts
}

/// A page that is measured and not yet read.
struct Draft {
    page: usize,
    clean: Option<Clean>,
    lines: Vec<Line>,
    /// The lines as they are judged, where those are others.
    reading: Option<Vec<Line>>,
    facts: Vec<Facts>,
    habits: Habits,
    known: Vec<Known>,
}

/// How often lost headlines are searched for: what is found may tell of its second line.
const SEARCHES: usize = 2;

/// What jump lines and running heads are, and the text beside a jump line.
const FURNITURE: &[Label] = &[Label::Furniture];
const TEXT: &[Label] = &[Label::On, Label::Start];

/// Repairs and measures a page. With `several` it is one of several.
fn draft(
    mut lines: Vec<Line>,
    clean: Option<Clean>,
    page: usize,
    options: &Options,
    several: bool,
    removed: &mut Vec<Removal>,
) -> Draft {
    if options.repairs.code_points {
        repairs::code_points::restore(&mut lines);
    }
    let mut known = Vec::new();
    if clean.is_none() {
        repairs::repair(&mut lines, &options.repairs, removed);
        let label = |kind| if kind == Kind::Jump { FURNITURE } else { TEXT };
        known =
            jumps::apart(&mut lines, several).into_iter().map(|(line, kind)| (line, label(kind))).collect();
    }
    // Lines are judged as they are read and written as they are.
    let reading = reading::read(&lines);
    let read = reading.as_deref().unwrap_or(&lines);
    let (mut facts, mut habits) = facts::facts(read);
    awaited::awaited(read, &mut facts, &mut habits);
    Draft { page, clean, lines, reading, facts, habits, known }
}

/// Reads one page; fragments are weighed against those in reach.
fn read_page(draft: Draft, model: &Model, reach: usize, composer: &mut Composer) -> (Page, Stages) {
    let Draft { clean, lines, reading, facts, habits, known, .. } = draft;
    let read = reading.as_deref().unwrap_or(&lines);
    let (labelling, fragments, chains, grouped) = match &clean {
        Some(clean) => {
            let labelling = Labelling { labels: clean.labels.clone(), scores: Vec::new() };
            let fragments = fragments::labelled(read, &facts, &labelling);
            let (chains, groupings) = clean.groups(&lines, &fragments);
            let grouped = Grouped { groupings, ..Grouped::default() };
            (labelling, fragments, chains, grouped)
        }
        None => {
            let revised = |mut labelling: Labelling| {
                // Where no line was broken, none goes on.
                if habits.wrapped || reading.is_none() {
                    revise::revise(read, &facts, &habits, &mut labelling);
                }
                shapes::revise(&lines, &facts, &habits, &mut labelling.labels);
                for &(line, labels) in &known {
                    let label = &mut labelling.labels[line];
                    if !labels.contains(label) {
                        *label = labels[0];
                    }
                }
                labelling
            };
            let mut labelling = revised(labels::label(&facts, &habits, model, &known));
            let ask = |labelling: &mut Labelling| {
                let (fragments, mut chains) = link_within(reach, read, &facts, &habits, labelling, model);
                let grouped = group(read, &facts, &fragments, &mut chains, model);
                (fragments, chains, grouped)
            };
            let (mut fragments, mut chains, mut grouped) = ask(&mut labelling);
            if reading.is_none() {
                let again = {
                    let first = relabel::First {
                        lines: &lines,
                        facts: &facts,
                        labelling: &labelling,
                        fragments: &fragments,
                        chains: &chains,
                        groupings: &grouped.groupings,
                    };
                    revised(relabel::relabel(&first, &habits, model))
                };
                let changed = again.labels != labelling.labels;
                labelling = again;
                if changed {
                    (fragments, chains, grouped) = ask(&mut labelling);
                }
            }
            for _ in 0..SEARCHES {
                let mut found = {
                    let context = articles::Context::new(read, &facts, &fragments, &chains);
                    lost::headlines(&context, &labelling.labels, &grouped.groupings)
                };
                found.retain(|&(line, _)| known.iter().all(|&(other, _)| other != line));
                if found.is_empty() {
                    break;
                }
                found.into_iter().for_each(|(line, label)| labelling.labels[line] = label);
                (fragments, chains, grouped) = ask(&mut labelling);
            }
            (labelling, fragments, chains, grouped)
        }
    };
    composer.wrapped = habits.wrapped;
    composer.clean = clean.is_some();
    let head = |&i: &usize| matches!(labelling.labels[i], Label::Head | Label::HeadOn);
    let display: Vec<usize> = (0..lines.len()).filter(head).collect();
    composer.learn(&lines, &display);
    let page = {
        let context = articles::Context::new(read, &facts, &fragments, &chains);
        let parts = Parts {
            lines: &lines,
            facts: &facts,
            fragments: &fragments,
            chains: &chains,
            groupings: &grouped.groupings,
            context: &context,
            model,
            wrapped: habits.wrapped && clean.is_none(),
            clean: clean.is_some(),
            slips: if habits.read { chars::SLIPS } else { 0 },
        };
        assemble::assemble(&parts, composer)
    };
    (page, Stages { lines, facts, habits, labelling, fragments, chains, grouped })
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
    link_within(chains::WINDOW, lines, facts, habits, labelling, model)
}

/// The same, with candidates in reach alone.
fn link_within(
    reach: usize,
    lines: &[Line],
    facts: &[Facts],
    habits: &Habits,
    labelling: &mut Labelling,
    model: &Model,
) -> (Fragments, Chains) {
    let ask = |labelling: &Labelling| {
        let fragments = fragments::fragments(lines, facts, labelling);
        let mut context = chains::Context::new(lines, facts, habits, labelling, &fragments);
        context.reach = reach;
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
/// article is two it is parted, where they show that it is the rest of another both are
/// joined, and each time the headlines are asked once more.
#[must_use]
pub fn group(
    lines: &[Line],
    facts: &[Facts],
    fragments: &Fragments,
    chains: &mut Chains,
    model: &Model,
) -> Grouped {
    let mut made = Grouped::default();
    {
        let context = articles::Context::new(lines, facts, fragments, chains);
        made.groupings = articles::group(&context, model);
        made.partings = partings::partings(&context, chains, &made.groupings, model);
        if made.partings.is_empty() {
            made.joins = joins::joins(&context, chains, &made.groupings, model);
        }
    }
    if !made.partings.is_empty() {
        partings::part(chains, &made.partings);
        let context = articles::Context::new(lines, facts, fragments, chains);
        made.groupings = articles::group(&context, model);
        made.joins = joins::joins(&context, chains, &made.groupings, model);
    }
    if !made.joins.is_empty() {
        joins::join(chains, &made.joins);
        let context = articles::Context::new(lines, facts, fragments, chains);
        made.groupings = articles::group(&context, model);
    }
    articles::hand_over(&articles::Context::new(lines, facts, fragments, chains), &mut made.groupings);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Limits, Options};

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

    #[test]
    fn fewer_links_are_told_where_a_page_has_more() {
        let story = |name: char| format!("{name}村办成新事\n　　本报讯 {name}村昨日办成一件新事。\n\n");
        let few: String = "甲乙".chars().map(story).collect();
        let many: String = "甲乙丙丁戊己庚辛".chars().map(story).collect();
        let codes = |input: &str, max_links: u32| -> Vec<String> {
            let limits = Limits { max_links, ..Limits::default() };
            let page = page(input, &Options { limits, ..Options::default() }, Model::fitted());
            page.warnings.into_iter().map(|w| w.code).collect()
        };
        assert_eq!(codes(&many, 4), ["fewer-links"]);
        assert!(
            codes(&few, 4).is_empty() && codes(&many, 80).is_empty() && codes(&many, u32::MAX).is_empty()
        );
    }
}
