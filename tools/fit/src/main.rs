//! Fits the weights of Columnist's decisions from pages with gold.
//!
//!     cargo run --profile tool -p columnist-fit -- [--weights FILE] [--answers DIR] [--faults FILE] [--keep FILE] [--kept FILE] [--perfect DIR] [--leave-out TRACK] [--copies N] [--anew N] [--again N] [--cuttings N] [--deal N] DIR...
//!
//! Pages are dealt into folds (`--deal N` deals them in another way: small tracks differ
//! by several points from deal to deal). Each fold's pages are answered with weights that saw
//! only the others (`--answers DIR` writes those answers for the scorer
//! and counts by class what is wrong in them); the weights
//! that are kept (`--weights FILE`) see all. Pages of the tracks in `CHECK_ONLY` are
//! answered and never fitted on. Every page that is fitted on has `--copies N` altered
//! copies in its fold, its articles set anew `--anew N` times and `--cuttings N` of its
//! lines; these are fitted on and never answered.
//!
//! `--faults FILE` lists what was lost first in each article that is wrong, with its lines.
//! `--keep FILE` keeps the weights of all folds, and `--kept FILE` answers with them in
//! seconds instead of fitting anew: for changes that need no new weights, and for reading
//! faults. The pages and the deal must be the same.
//!
//! `--perfect DIR` fits nothing and writes the answers that put every line where the gold has
//! it: what is missing to the full score in them is what was misread.

mod alter;
mod anew;
mod crf;
mod cuttings;
mod faults;
mod gold;
mod noise;
mod rank;
mod table;
mod threads;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use columnist::articles;
use columnist::awaited;
use columnist::chains;
use columnist::columns;
use columnist::facts::{self, Facts, Habits};
use columnist::fragments::{self, Fragments};
use columnist::joins;
use columnist::labels::{self, Label, Labelling};
use columnist::lines::{self, Line};
use columnist::model::Model;
use columnist::partings;
use columnist::{Options, pipeline, relabel, repairs, revise, roles, source};

const FOLDS: usize = 4;
/// Altered copies of every page that is fitted on. The project's own typeset pages have
/// none: they differ enough as they are.
const COPIES: usize = 6;
/// How often the articles of such a page are set anew.
const ANEW: usize = 8;
/// One in so many of the pages that are fitted on, their copies and what is set anew, is also
/// read again as a recogniser would have read it.
const AGAIN: usize = 5;
/// Cuttings of every such page.
const CUTTINGS: usize = 12;
/// What a page counts for that the project's own typesetter invented, beside pages with
/// gold and what is made from them: there are many such pages, of few words.
const INVENTED: f32 = 0.75;
/// What holds the labeller's weights back, so that it does not learn pages by heart.
const HOLD: f32 = 1e-3;
/// The same for labels that are asked once more.
const HOLD_AGAIN: f32 = 1e-3;
/// Tracks that are answered and never fitted on.
const CHECK_ONLY: [&str; 3] = ["seed", "real", "poppler-layout"];

struct Prepared {
    lines: Vec<Line>,
    facts: Vec<Facts>,
    habits: Habits,
    pieces: Vec<gold::Piece>,
    places: Vec<Option<gold::Place>>,
    sequence: crf::Sequence,
}

fn main() {
    let mut dirs = Vec::new();
    let (mut weights_file, mut answers, mut perfect, mut left_out) = (None, None, None, None);
    let (mut faults_file, mut keep, mut kept) = (None, None, None);
    let (mut copies, mut anew, mut again, mut cut, mut deal) = (COPIES, ANEW, AGAIN, CUTTINGS, 0);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--weights" => weights_file = args.next().map(PathBuf::from),
            "--answers" => answers = args.next().map(PathBuf::from),
            "--faults" => faults_file = args.next().map(PathBuf::from),
            "--keep" => keep = args.next().map(PathBuf::from),
            "--kept" => kept = args.next().map(PathBuf::from),
            "--perfect" => perfect = args.next().map(PathBuf::from),
            "--leave-out" => left_out = args.next(),
            "--copies" => copies = args.next().and_then(|n| n.parse().ok()).unwrap_or(COPIES),
            "--anew" => anew = args.next().and_then(|n| n.parse().ok()).unwrap_or(ANEW),
            "--again" => again = args.next().and_then(|n| n.parse().ok()).unwrap_or(AGAIN),
            "--cuttings" => cut = args.next().and_then(|n| n.parse().ok()).unwrap_or(CUTTINGS),
            "--deal" => deal = args.next().and_then(|n| n.parse().ok()).unwrap_or(0),
            _ => dirs.push(PathBuf::from(arg)),
        }
    }
    if dirs.is_empty() {
        eprintln!("fit: needs a folder of pages with gold");
        std::process::exit(2);
    }
    let mut pages = Vec::new();
    for dir in &dirs {
        match gold::load(dir) {
            Ok(found) => pages.extend(found),
            Err(e) => {
                eprintln!("fit: {}: {e}", dir.display());
                std::process::exit(2);
            }
        }
    }
    // Nothing is fitted where weights were kept, so that no copy is needed.
    if kept.is_some() {
        (copies, anew, cut) = (0, 0, 0);
    }
    let fitted_on = |pages: &[gold::Page], k: usize| {
        let track = pages[k].track.as_str();
        !CHECK_ONLY.contains(&track) && left_out.as_deref() != Some(track)
    };
    // Copies come after the pages that are answered, and stand in their page's fold.
    let answered = pages.len();
    let altered = threads::map(answered, |k| {
        if fitted_on(&pages, k) && !pages[k].track.starts_with("typeset") {
            let mut made = alter::copies(&pages[k], copies);
            made.extend(anew::pages(&pages[k], k, anew));
            let read = (page_is_read(&pages[k]) as usize..=made.len()).step_by(again);
            let again: Vec<gold::Page> = read
                .map(|n| {
                    let page = n.checked_sub(1).map_or(&pages[k], |n| &made[n]);
                    noise::read_again(page, (k as u64) << 8 | n as u64)
                })
                .collect();
            made.extend(again);
            made.extend(cuttings::pages(&pages[k], k, cut));
            made
        } else {
            Vec::new()
        }
    });
    let mut folds: Vec<usize> = (0..answered).map(|k| (k + deal * (k / FOLDS)) % FOLDS).collect();
    for (k, copies) in altered.into_iter().enumerate() {
        let own = folds[k];
        folds.extend(copies.iter().map(|_| own));
        pages.extend(copies);
    }
    let prepared = threads::map(pages.len(), |k| prepare(k, &pages[k]));
    if let Some(dir) = perfect {
        std::fs::create_dir_all(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
        for (page, p) in pages[..answered].iter().zip(&prepared) {
            let file = dir.join(format!("{}.json", page.name));
            let answer = gold::perfect(&p.lines, &p.places, &p.pieces);
            std::fs::write(&file, answer).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        }
        return;
    }

    let fitted: Vec<bool> = (0..pages.len()).map(|k| fitted_on(&pages, k)).collect();
    let set = Set { pages: &pages, prepared: &prepared, answered, folds: &folds, fitted: &fitted };
    let tables = match kept {
        Some(file) => {
            let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            table::kept(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
        }
        None => fit(&set),
    };
    if let Some(file) = keep {
        std::fs::write(&file, table::keep(&tables)).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
    if answers.is_some() || faults_file.is_some() {
        answer(&set, &tables, answers.as_deref(), faults_file.as_deref());
    }
    if let Some(file) = weights_file {
        std::fs::write(&file, table::print(&tables[FOLDS]))
            .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
}

/// The pages of a fit.
struct Set<'a> {
    pages: &'a [gold::Page],
    prepared: &'a [Prepared],
    /// So many pages are answered; the others were made from them.
    answered: usize,
    folds: &'a [usize],
    /// Whether each is fitted on.
    fitted: &'a [bool],
}

impl Set<'_> {
    /// The model that may answer a page: one that has not seen it.
    fn model_of(&self, k: usize) -> usize {
        if self.fitted[k] { self.folds[k] } else { FOLDS }
    }
}

/// The weights of each fold, and at the end those that saw all, as the table will hold them.
fn fit(set: &Set) -> Vec<Model> {
    let &Set { pages, prepared, answered, .. } = set;
    let fitted_on = |k: usize| set.fitted[k];
    let fold = |k: usize| set.folds[k];
    let model_of = |k: usize| set.model_of(k);
    // The labeller, by folds and on all.
    let sequences = |keep: &dyn Fn(usize) -> bool| -> Vec<&crf::Sequence> {
        prepared.iter().map(|p| &p.sequence).filter(|s| fitted_on(s.page) && keep(s.page)).collect()
    };
    let mut models: Vec<Model> = threads::map(FOLDS + 1, |f| {
        let m = crf::Crf::fit(&sequences(&|k| fold(k) != f), labels::FEATURES, labels::COUNT, None, 12, HOLD);
        Model { labels: Cow::Owned(m.emissions), transitions: Cow::Owned(m.transitions), ..Model::default() }
    });
    let labelled = threads::map(pages.len(), |k| {
        let p = &prepared[k];
        let mut labelling = labels::label(&p.facts, &p.habits, &models[model_of(k)], &[]);
        revise::revise(&p.lines, &p.facts, &p.habits, &mut labelling);
        let fragments = fragments::fragments(&p.lines, &p.facts, &labelling);
        (labelling, fragments)
    });

    confusions(&pages[..answered], prepared, &labelled);

    // The links between fragments, from both of their ends.
    let fitted: Vec<usize> = (0..pages.len()).filter(|&k| fitted_on(k)).collect();
    let link_choices: Vec<[Vec<rank::Choice>; 2]> = threads::map(fitted.len(), |i| {
        let k = fitted[i];
        let [mut before, after] = link_choices(k, &prepared[k], &labelled[k]);
        before.extend(mistaken_headlines(k, &prepared[k], &labelled[k].0));
        [before, after]
    });
    let fits = |choices: &[rank::Choice], features: usize| {
        threads::map(FOLDS + 1, |f| {
            let own: Vec<&rank::Choice> = choices.iter().filter(|c| fold(c.page) != f).collect();
            rank::fit(&own, |page| count_of(&pages[page]), features, 30, 1e-4)
        })
    };
    let [mut before, mut after] = [Vec::new(), Vec::new()];
    for [b, a] in link_choices {
        before.extend(b);
        after.extend(a);
    }
    for (model, links) in models.iter_mut().zip(fits(&before, chains::FEATURES)) {
        model.links = Cow::Owned(links);
    }
    for (model, follows) in models.iter_mut().zip(fits(&after, chains::FEATURES)) {
        model.follows = Cow::Owned(follows);
    }
    report("predecessors", answered, &before, |c| best(c, &models[fold(c.page)].links) == c.right);
    report("successors", answered, &after, |c| best(c, &models[fold(c.page)].follows) == c.right);

    // The ties of headlines to articles, and the roles of their pieces.
    let (mut choices, mut role_choices) = (Vec::new(), Vec::new());
    for &k in &fitted {
        tie_choices(k, &prepared[k], &labelled[k], &models[model_of(k)], &mut choices, &mut role_choices);
    }
    let heads = fits(&choices, articles::FEATURES);
    let piece_roles = fits(&role_choices, roles::FEATURES);
    for ((model, heads), piece_roles) in models.iter_mut().zip(heads).zip(piece_roles) {
        model.heads = Cow::Owned(heads);
        model.roles = Cow::Owned(piece_roles);
    }
    report("headlines", answered, &choices, |c| best(c, &models[fold(c.page)].heads) == c.right);
    let asked = |models: &[Model], choices: Choices| -> Vec<rank::Choice> {
        let made = threads::map(fitted.len(), |i| {
            let k = fitted[i];
            choices(k, &prepared[k], &labelled[k], &models[model_of(k)])
        });
        made.into_iter().flatten().collect()
    };
    // Articles that are two, by chains and headlines as they came out.
    let parting_choices = asked(&models, parting_choices);
    for (model, partings) in models.iter_mut().zip(fits(&parting_choices, partings::FEATURES)) {
        model.partings = Cow::Owned(partings);
    }
    report("partings", answered, &parting_choices, |c| best(c, &models[fold(c.page)].partings) == c.right);
    report("partings as they were", answered, &parting_choices, |c| c.right == 0);
    // Articles that are the rest of others, by chains and headlines as they came out.
    let join_choices = asked(&models, join_choices);
    for (model, joins) in models.iter_mut().zip(fits(&join_choices, joins::FEATURES)) {
        model.joins = Cow::Owned(joins);
    }
    report("joins", answered, &join_choices, |c| best(c, &models[fold(c.page)].joins) == c.right);
    report("joins as they were", answered, &join_choices, |c| c.right == 0);
    report("roles", answered, &role_choices, |c| best(c, &models[fold(c.page)].roles) == c.right);

    // Labels once more, by what the first ones came to.
    let asked_again =
        threads::map(pages.len(), |k| again_sequence(&prepared[k], &labelled[k].0, &models[model_of(k)]));
    let weights = threads::map(FOLDS + 1, |f| {
        let own: Vec<&crf::Sequence> =
            asked_again.iter().filter(|s| fitted_on(s.page) && fold(s.page) != f).collect();
        let transitions = Some(&*models[f].transitions);
        let fitted = crf::Crf::fit(&own, relabel::FEATURES, relabel::ASKED, transitions, 12, HOLD_AGAIN);
        fitted
            .emissions
            .chunks(labels::COUNT)
            .flat_map(|row| &row[..relabel::ASKED])
            .copied()
            .collect::<Vec<_>>()
    });
    for (model, weights) in models.iter_mut().zip(weights) {
        model.again = Cow::Owned(weights);
    }

    let tables: Vec<Model> = models.iter().map(table::rounded).collect();
    let (mut links, mut heads) = (Vec::new(), Vec::new());
    for made in threads::map(answered, |k| confidences(&prepared[k], &labelled[k].0, &tables[model_of(k)])) {
        links.extend(made.0);
        heads.extend(made.1);
    }
    reliability("links", &links);
    reliability("headlines", &heads);
    tables
}

/// Answers the pages, each with weights that have not seen it, and counts what is wrong.
fn answer(set: &Set, tables: &[Model], answers: Option<&Path>, list: Option<&Path>) {
    let &Set { pages, answered, .. } = set;
    if let Some(dir) = answers {
        std::fs::create_dir_all(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    }
    let made = threads::map(answered, |k| {
        let page = &pages[k];
        let made = pipeline::run(&page.text, &Options::default(), &tables[set.model_of(k)]);
        if let Some(dir) = answers {
            let json = serde_json::to_string(&made.page).unwrap_or_default();
            let file = dir.join(format!("{}.json", page.name));
            std::fs::write(&file, json).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        }
        made
    });
    let mut faults = faults::Faults::default();
    for (page, run) in pages.iter().zip(&made) {
        if let [stages] = run.stages.as_slice() {
            faults.count(page, &run.page, stages);
        }
    }
    faults.print();
    if let Some(file) = list {
        std::fs::write(file, faults.list()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
}

/// How many choices are right on the pages that are answered, which come first.
fn report(what: &str, answered: usize, choices: &[rank::Choice], right: impl Fn(&rank::Choice) -> bool) {
    let choices: Vec<&rank::Choice> = choices.iter().filter(|c| c.page < answered).collect();
    let count = choices.iter().filter(|c| right(c)).count();
    let percent = 100.0 * count as f32 / choices.len().max(1) as f32;
    println!("{what}: {} choices, {percent:.2} % right by folds", choices.len());
}

/// Bounds of the shares of confidence that a row of the table of reliability holds.
const SHARES: [f32; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/// For choices by how sure they were made: how sure on average, and how many were right.
fn reliability(what: &str, made: &[(f32, bool)]) {
    println!("reliability of {what}: choices, mean confidence, right");
    for (row, &from) in SHARES.iter().enumerate() {
        let to = SHARES.get(row + 1).copied().unwrap_or(f32::INFINITY);
        let own: Vec<_> = made.iter().filter(|m| (from..to).contains(&m.0)).collect();
        let count = own.len().max(1) as f32;
        let mean = 100.0 * own.iter().map(|m| m.0).sum::<f32>() / count;
        let right = 100.0 * own.iter().filter(|m| m.1).count() as f32 / count;
        println!("  from {from:.2}: {:6} {mean:6.1} {right:6.1}", own.len());
    }
}

/// How many kinds of confusion are shown for each track.
const CONFUSIONS: usize = 8;

/// For each track how many lines have the label that the gold tells, and what the
/// others were taken for.
fn confusions(pages: &[gold::Page], prepared: &[Prepared], labelled: &[(Labelling, Fragments)]) {
    let mut tracks: BTreeMap<&str, (usize, usize, BTreeMap<String, usize>)> = BTreeMap::new();
    for ((page, p), (labelling, _)) in pages.iter().zip(prepared).zip(labelled) {
        let (lines, right, wrong) = tracks.entry(&page.track).or_default();
        for (place, &label) in p.places.iter().zip(&labelling.labels) {
            let Some(gold) = gold::label(*place, &p.pieces) else { continue };
            *lines += 1;
            if gold == label {
                *right += 1;
            } else {
                *wrong.entry(format!("{gold:?} as {label:?}")).or_default() += 1;
            }
        }
    }
    for (track, (lines, right, wrong)) in tracks {
        let percent = 100.0 * right as f32 / lines.max(1) as f32;
        let mut wrong: Vec<(usize, String)> = wrong.into_iter().map(|(kind, count)| (count, kind)).collect();
        wrong.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let most: Vec<String> =
            wrong.iter().take(CONFUSIONS).map(|(count, kind)| format!("{kind} {count}")).collect();
        println!("labels of {track}: {lines} lines, {percent:.2} % right; {}", most.join(", "));
    }
}

/// What a page counts for in the fit.
fn count_of(page: &gold::Page) -> f32 {
    if page.track.starts_with("typeset") || page.track.ends_with(noise::SUFFIX) { INVENTED } else { 1.0 }
}

/// Whether a page was read by a recogniser of pictures, or as by one.
fn page_is_read(page: &gold::Page) -> bool {
    page.track.contains("ocr")
}

fn prepare(k: usize, page: &gold::Page) -> Prepared {
    let options = Options::default();
    let source = source::read(&page.text, &options);
    let units: Vec<u16> = page.text.encode_utf16().collect();
    let mut lines = lines::lines(columns::apart(source.lines, &units).0);
    repairs::repair(&mut lines, &options.repairs, &mut Vec::new());
    let (mut facts, mut habits) = facts::facts(&lines);
    awaited::awaited(&lines, &mut facts, &mut habits);
    let pieces = gold::pieces(&page.gold);
    let places = gold::align(&lines, &pieces);
    let mut row = Vec::new();
    let features = (0..facts.len())
        .map(|i| {
            labels::features(&facts, &habits, i, &mut row);
            row.clone()
        })
        .collect();
    let contexts = (0..facts.len()).map(|i| labels::context(&facts, &habits, i) as u8).collect();
    // Only where the page's marks show it, so that no short line elsewhere learns from rubbish.
    let misread = page_is_read(page) && habits.read;
    let labels = places
        .iter()
        .zip(&lines)
        .map(|(place, line)| match gold::label(*place, &pieces) {
            None if misread && gold::is_rubbish(line, &pieces) => Some(Label::Furniture as u8),
            label => label.map(|l| l as u8),
        })
        .collect();
    Prepared {
        lines,
        facts,
        habits,
        pieces,
        places,
        sequence: crf::Sequence {
            page: k,
            count: count_of(page),
            features,
            known: Vec::new(),
            contexts,
            labels,
        },
    }
}

fn best(choice: &rank::Choice, weights: &[f32]) -> usize {
    let score = |o: &Vec<u16>| o.iter().map(|&f| weights[f as usize]).sum::<f32>();
    let scores: Vec<f32> = choice.options.iter().map(score).collect();
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0)
}

/// Where the running text of a line stands: article, paragraph, offset, end.
fn body_place(p: &Prepared, line: usize) -> Option<(usize, usize, usize, usize)> {
    let place = p.places[line]?;
    let piece = &p.pieces[place.piece];
    (piece.kind == gold::Kind::Paragraph).then_some((
        piece.article,
        piece.index,
        place.at,
        place.at + place.len,
    ))
}

/// What the gold tells of a page's fragments.
struct Told {
    /// Where each fragment begins and ends, see [`body_place`].
    begins: Vec<Option<(usize, usize, usize, usize)>>,
    ends: Vec<Option<(usize, usize, usize, usize)>>,
    /// The fragment that begins, and the one that ends, at a place of a paragraph.
    beginning: HashMap<(usize, usize, usize), usize>,
    ending: HashMap<(usize, usize, usize), usize>,
    lengths: HashMap<(usize, usize), usize>,
    /// Headlines that were taken for subheads.
    titles: Vec<bool>,
}

impl Told {
    fn new(p: &Prepared, fragments: &Fragments) -> Self {
        let body = &fragments.body;
        let begins: Vec<_> = body.iter().map(|f| body_place(p, f.lines[0])).collect();
        let ends: Vec<_> = body.iter().map(|f| f.lines.last().and_then(|&l| body_place(p, l))).collect();
        let paragraphs = p.pieces.iter().filter(|x| x.kind == gold::Kind::Paragraph);
        let title = |line: usize| p.places[line].map(|x| p.pieces[x.piece].kind) == Some(gold::Kind::Title);
        Told {
            beginning: begins
                .iter()
                .enumerate()
                .filter_map(|(i, x)| x.map(|(a, q, at, _)| ((a, q, at), i)))
                .collect(),
            ending: ends
                .iter()
                .enumerate()
                .filter_map(|(i, x)| x.map(|(a, q, _, end)| ((a, q, end), i)))
                .collect(),
            lengths: paragraphs.map(|x| ((x.article, x.index), x.text.len())).collect(),
            titles: body.iter().map(|f| f.subhead && title(f.lines[0])).collect(),
            begins,
            ends,
        }
    }

    /// The right predecessor; the outer `None` where the gold tells nothing.
    fn predecessor(&self, b: usize) -> Option<Option<usize>> {
        // A headline that was taken for a subhead begins an article; of what follows it
        // nothing is told, since it will stand elsewhere once that is mended.
        if self.titles[b] {
            return Some(None);
        }
        if b > 0 && self.titles[b - 1] {
            return None;
        }
        let (article, paragraph, at, _) = self.begins[b]?;
        if at == 0 && paragraph == 0 {
            return Some(None);
        }
        let place = if at > 0 {
            (article, paragraph, at)
        } else {
            (article, paragraph - 1, *self.lengths.get(&(article, paragraph - 1))?)
        };
        self.ending.get(&place).map(|&a| Some(a))
    }

    /// The right successor.
    fn successor(&self, a: usize) -> Option<Option<usize>> {
        let (article, paragraph, _, end) = self.ends[a]?;
        let place = if end < *self.lengths.get(&(article, paragraph))? {
            (article, paragraph, end)
        } else if self.lengths.contains_key(&(article, paragraph + 1)) {
            (article, paragraph + 1, 0)
        } else {
            return Some(None);
        };
        self.beginning.get(&place).map(|&b| Some(b))
    }
}

/// For every fragment the choice of its predecessor and that of its successor.
fn link_choices(k: usize, p: &Prepared, labelled: &(Labelling, Fragments)) -> [Vec<rank::Choice>; 2] {
    let (labelling, fragments) = labelled;
    let context = chains::Context::new(&p.lines, &p.facts, &p.habits, labelling, fragments);
    let told = Told::new(p, fragments);
    let choices = |choices: Vec<chains::Choice>, right: &dyn Fn(usize) -> Option<Option<usize>>| {
        let choices = choices.into_iter().enumerate().filter_map(|(i, options)| {
            let right = right(i)?;
            let right = options.iter().position(|o| o.0 == right)?;
            Some(rank::Choice { page: k, options: options.into_iter().map(|o| o.1).collect(), right })
        });
        choices.collect()
    };
    [
        choices(chains::predecessors(&context), &|b| told.predecessor(b)),
        choices(chains::successors(&context), &|a| told.successor(a)),
    ]
}

/// Choices with how sure they were made and whether they were right.
type Made = Vec<(f32, bool)>;

/// The links and the headlines that a page comes to.
fn confidences(p: &Prepared, labelling: &Labelling, model: &Model) -> (Made, Made) {
    let mut labelling = labelling.clone();
    let (fragments, mut chains) = pipeline::link(&p.lines, &p.facts, &p.habits, &mut labelling, model);
    let told = Told::new(p, &fragments);
    let groupings = pipeline::group(&p.lines, &p.facts, &fragments, &mut chains, model).groupings;
    let cx = articles::Context::new(&p.lines, &p.facts, &fragments, &chains);
    let title_of = |piece: usize| {
        let place = p.places[fragments.pieces[piece].lines[0]]?;
        let piece = &p.pieces[place.piece];
        (piece.kind == gold::Kind::Title).then_some(piece.article)
    };
    let heads = groupings.articles.iter().filter_map(|group| {
        let (article, paragraph, at, _) = told.begins[group.body[0]]?;
        let wanted: Vec<usize> = cx.heads.iter().copied().filter(|&h| title_of(h) == Some(article)).collect();
        let right = if paragraph == 0 && at == 0 { group.heads == wanted } else { group.heads.is_empty() };
        Some((group.head_confidence, right))
    });
    let heads = heads.collect();
    let links = (0..fragments.body.len())
        .filter_map(|b| Some((chains.confidence[b], told.predecessor(b)? == chains.before[b])))
        .collect();
    (links, heads)
}

/// Choices for headlines that were taken for subheads. The labeller makes this mistake
/// too seldom to learn from, so it is made on purpose, with headlines of one line that
/// stand between running text.
fn mistaken_headlines(k: usize, p: &Prepared, labelling: &Labelling) -> Vec<rank::Choice> {
    let mut labelling = labelling.clone();
    let labels = &mut labelling.labels;
    let mut lines = Vec::new();
    for i in 1..labels.len().saturating_sub(1) {
        let between = labels[i] == Label::Head && labels[i - 1].is_body() && labels[i + 1].is_body();
        let whole = p.places[i].is_some_and(|place| {
            let piece = &p.pieces[place.piece];
            piece.kind == gold::Kind::Title && place.len == piece.text.len()
        });
        if between && whole {
            lines.push(i);
        }
    }
    for &i in &lines {
        labels[i] = Label::Subhead;
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let fragments = fragments::fragments(&p.lines, &p.facts, &labelling);
    let context = chains::Context::new(&p.lines, &p.facts, &p.habits, &labelling, &fragments);
    let choices = chains::predecessors(&context).into_iter().zip(&fragments.body);
    choices
        .filter(|(_, fragment)| lines.contains(&fragment.lines[0]))
        .map(|(options, _)| rank::Choice {
            page: k,
            options: options.into_iter().map(|o| o.1).collect(),
            right: 0,
        })
        .collect()
}

/// The choices of a page, given its labels and the weights so far.
type Choices = fn(usize, &Prepared, &(Labelling, Fragments), &Model) -> Vec<rank::Choice>;

/// For every place inside an article whether another one begins there.
fn parting_choices(
    k: usize,
    p: &Prepared,
    labelled: &(Labelling, Fragments),
    model: &Model,
) -> Vec<rank::Choice> {
    let mut labelling = labelled.0.clone();
    let (fragments, chains) = pipeline::link(&p.lines, &p.facts, &p.habits, &mut labelling, model);
    let told = Told::new(p, &fragments);
    let cx = articles::Context::new(&p.lines, &p.facts, &fragments, &chains);
    let groupings = articles::group(&cx, model);
    partings::candidates(&cx, &chains, &groupings)
        .into_iter()
        .filter_map(|(b, features)| {
            let right = usize::from(told.predecessor(b)? != chains.before[b]);
            Some(rank::Choice { page: k, options: vec![Vec::new(), features], right })
        })
        .collect()
}

/// For every article whether it stands by itself or goes on from the end of another.
fn join_choices(
    k: usize,
    p: &Prepared,
    labelled: &(Labelling, Fragments),
    model: &Model,
) -> Vec<rank::Choice> {
    let mut labelling = labelled.0.clone();
    let (fragments, mut chains) = pipeline::link(&p.lines, &p.facts, &p.habits, &mut labelling, model);
    let told = Told::new(p, &fragments);
    let parted = {
        let cx = articles::Context::new(&p.lines, &p.facts, &fragments, &chains);
        partings::partings(&cx, &chains, &articles::group(&cx, model), model)
    };
    partings::part(&mut chains, &parted);
    let cx = articles::Context::new(&p.lines, &p.facts, &fragments, &chains);
    let groupings = articles::group(&cx, model);
    let choices = joins::candidates(&cx, &chains, &groupings).into_iter().zip(&chains.articles);
    choices
        .filter_map(|(options, own)| {
            let before = told.predecessor(own[0])?;
            let article = |a: usize| chains.articles.iter().position(|other| other.last() == Some(&a));
            let wanted = match before {
                None => None,
                Some(a) => Some(article(a)?),
            };
            let right = options.iter().position(|o| o.0 == wanted)?;
            let options = options.into_iter().map(|o| o.1).collect();
            Some(rank::Choice { page: k, options, right })
        })
        .collect()
}

/// A page as the labeller sees it when it is asked once more.
fn again_sequence(p: &Prepared, labelling: &Labelling, model: &Model) -> crf::Sequence {
    let mut labelling = labelling.clone();
    let (fragments, mut chains) = pipeline::link(&p.lines, &p.facts, &p.habits, &mut labelling, model);
    let grouped = pipeline::group(&p.lines, &p.facts, &fragments, &mut chains, model);
    let first = relabel::First {
        lines: &p.lines,
        facts: &p.facts,
        labelling: &labelling,
        fragments: &fragments,
        chains: &chains,
        groupings: &grouped.groupings,
    };
    let features = relabel::features(&first);
    let crf::Sequence { page, count, ref contexts, ref labels, .. } = p.sequence;
    let (contexts, labels) = (contexts.clone(), labels.clone());
    crf::Sequence { page, count, features, known: labelling.scores, contexts, labels }
}

/// For every article the right headline stretch, where the gold tells it.
fn tie_choices(
    k: usize,
    p: &Prepared,
    labelled: &(Labelling, Fragments),
    model: &Model,
    out: &mut Vec<rank::Choice>,
    role_choices: &mut Vec<rank::Choice>,
) {
    let mut labelling = labelled.0.clone();
    let (fragments, chains) = pipeline::link(&p.lines, &p.facts, &p.habits, &mut labelling, model);
    let cx = articles::Context::new(&p.lines, &p.facts, &fragments, &chains);
    let head_article = |piece: usize| {
        let line = fragments.pieces[piece].lines[0];
        let place = p.places[line]?;
        let piece = &p.pieces[place.piece];
        (piece.kind == gold::Kind::Title).then_some(piece.article)
    };
    let owners: Vec<Option<usize>> = cx.heads.iter().map(|&h| head_article(h)).collect();
    let ties = articles::candidates(&cx);
    for (a, body) in chains.articles.iter().enumerate() {
        let lead = fragments.body[body[0]].lines[0];
        let Some((article, paragraph, at, _)) = body_place(p, lead) else {
            continue;
        };
        let begins = paragraph == 0 && at == 0;
        let own: Vec<&(articles::Tie, Vec<u16>)> = ties.iter().filter(|t| t.0.article == a).collect();
        let wanted: Vec<usize> =
            (0..owners.len()).filter(|&h| begins && owners[h] == Some(article)).collect();
        let fit = |t: &articles::Tie| (t.from..t.to).all(|h| wanted.contains(&h)).then_some(t.to - t.from);
        let Some((right, _)) = own
            .iter()
            .enumerate()
            .filter_map(|(i, t)| fit(&t.0).map(|n| (i, n)))
            .max_by_key(|&(i, n)| (n, std::cmp::Reverse(i)))
        else {
            continue;
        };
        let pieces = fragments.display((own[right].0.from..own[right].0.to).map(|h| cx.heads[h]));
        let role = |lines: &[usize]| p.places[lines[0]].map(|x| p.pieces[x.piece].role.as_str());
        if pieces.len() > 1
            && let Some(main) = pieces.iter().position(|lines| role(lines) == Some("main"))
        {
            let options = roles::candidates(&cx, a, &pieces);
            role_choices.push(rank::Choice { page: k, options, right: main });
        }
        if own.len() > 1 {
            out.push(rank::Choice { page: k, options: own.iter().map(|t| t.1.clone()).collect(), right });
        }
    }
}
