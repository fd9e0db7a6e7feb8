//! What the core costs: a page of newspaper length, stage by stage and whole, and a long text.
//!
//! ```console
//! cargo bench --manifest-path benches/Cargo.toml
//! ```
//!
//! `npm run bench` runs it too and puts its figures beside those of the package.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use columnist::model::Model;
use columnist::pipeline::{self, Run, Stages};
use columnist::{
    Format, Options, columns, facts, labels, lines, reconstruct, relabel, render, repairs, source,
};
use columnist_typesetter::typeset;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// As many bytes as a page of a newspaper has, as in `scripts/bench.mjs`.
const PAGE_BYTES: usize = 13_000;

/// Pages of the long text.
const PAGES: u64 = 60;

/// Invented pages up to the length of one.
fn page() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/pages");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let texts: Vec<String> =
        files.iter().map(|path| fs::read_to_string(path).expect("a fixture is text")).collect();
    let mut page = texts.join("\n\n");
    page.truncate((0..=PAGE_BYTES).rev().find(|&at| page.is_char_boundary(at)).unwrap_or(0));
    page
}

fn whole(criterion: &mut Criterion) {
    let page = page();
    let options = Options::default();
    let mut group = criterion.benchmark_group("whole");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("a page", |bencher| bencher.iter(|| reconstruct(black_box(&page), &options)));
    let long: Vec<String> = (0..PAGES).map(|seed| typeset(seed).text).collect();
    let long = long.join("\u{c}");
    group.throughput(Throughput::Bytes(long.len() as u64));
    group.bench_function("typeset pages in one text", |bencher| {
        bencher.iter(|| reconstruct(black_box(&long), &options));
    });
    group.finish();
}

/// Each stage with what the stages before it made of the page. What none of them is (the
/// readings, jump lines, lost headlines, assembly) is in the whole page alone.
fn stages(criterion: &mut Criterion) {
    let (page, options, model) = (page(), Options::default(), Model::fitted());
    let units: Vec<u16> = page.encode_utf16().collect();
    let read = source::read(&page, &options).lines;
    let apart = columns::apart(read.clone(), &units).0;
    let made = lines::lines(apart.clone());
    let Run { page: answer, stages, .. } = pipeline::run(&page, &options, model);
    let [Stages { lines: repaired, facts, habits, labelling, fragments, chains, grouped }] = &stages[..]
    else {
        panic!("it is one page");
    };
    let mut group = criterion.benchmark_group("stages");
    group.bench_function("source", |bencher| bencher.iter(|| source::read(black_box(&page), &options)));
    group.bench_function("columns", |bencher| {
        bencher.iter_batched(
            || read.clone(),
            |lines| columns::apart(lines, &units),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("lines", |bencher| {
        bencher.iter_batched(|| apart.clone(), lines::lines, BatchSize::SmallInput);
    });
    group.bench_function("repairs", |bencher| {
        bencher.iter_batched_ref(
            || made.clone(),
            |lines| repairs::repair(lines, &options.repairs, &mut Vec::new()),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("facts", |bencher| bencher.iter(|| facts::facts(black_box(repaired))));
    group.bench_function("labels", |bencher| {
        bencher.iter(|| labels::label(black_box(facts), habits, model, &[]));
    });
    group.bench_function("links", |bencher| {
        bencher.iter_batched_ref(
            || labelling.clone(),
            |labelling| pipeline::link(repaired, facts, habits, labelling, model),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("headlines", |bencher| {
        bencher.iter_batched_ref(
            || chains.clone(),
            |chains| pipeline::group(repaired, facts, fragments, chains, model),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("labels once more", |bencher| {
        let groupings = &grouped.groupings;
        let first = relabel::First { lines: repaired, facts, labelling, fragments, chains, groupings };
        bencher.iter(|| relabel::relabel(black_box(&first), habits, model));
    });
    group.bench_function("plain text", |bencher| bencher.iter(|| render(black_box(&answer), Format::Text)));
    group.finish();
}

criterion_group! {
    name = core;
    config = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = whole, stages
}
criterion_main!(core);
