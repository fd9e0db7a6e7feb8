//! The table of weights as Rust source.

use std::borrow::Cow;
use std::fmt::Write;

use columnist::model::{AGAIN_SCALE, LABELS_SCALE, Model, SCALE};
use columnist::{articles, chains, joins, labels, partings, relabel, roles};

fn round(weights: &[f32], scale: f32) -> Vec<i16> {
    weights.iter().map(|w| (w * scale).round().clamp(-32000.0, 32000.0) as i16).collect()
}

/// The smallest type that holds all weights of a table: the WebAssembly module carries them.
fn narrowest(weights: &[i16]) -> &'static str {
    if weights.iter().all(|&w| i8::try_from(w).is_ok()) { "i8" } else { "i16" }
}

/// The model as the table will hold it.
pub fn rounded(model: &Model) -> Model {
    let of = |w: &[f32], scale| Cow::Owned(round(w, scale).iter().map(|&w| f32::from(w) / scale).collect());
    let back = |w: &[f32]| of(w, SCALE);
    Model {
        labels: of(&model.labels, LABELS_SCALE),
        transitions: back(&model.transitions),
        again: of(&model.again, AGAIN_SCALE),
        links: back(&model.links),
        follows: back(&model.follows),
        heads: back(&model.heads),
        partings: back(&model.partings),
        joins: back(&model.joins),
        roles: back(&model.roles),
    }
}

/// Tables of weights, to be kept in a file.
pub fn keep(models: &[Model]) -> String {
    let all: Vec<[&[f32]; 9]> = models
        .iter()
        .map(|m| {
            [
                &*m.labels,
                &m.transitions,
                &m.again,
                &m.links,
                &m.follows,
                &m.heads,
                &m.partings,
                &m.joins,
                &m.roles,
            ]
        })
        .collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// What [`keep`] kept.
pub fn kept(text: &str) -> serde_json::Result<Vec<Model>> {
    let all: Vec<[Vec<f32>; 9]> = serde_json::from_str(text)?;
    let models = all.into_iter().map(|tables| {
        let [labels, transitions, again, links, follows, heads, partings, joins, roles] =
            tables.map(Cow::Owned);
        Model { labels, transitions, again, links, follows, heads, partings, joins, roles }
    });
    Ok(models.collect())
}

/// `weights.rs`: one row for each feature.
pub fn print(model: &Model) -> String {
    let mut out = String::from(
        "//! The weights of all decisions: fitted by `tools/fit`, not by hand.\n//!\n//! Rows are features, named at their end; `docs/accuracy.md` tells what they were\n//! fitted on.\n",
    );
    type Name = fn(u16) -> String;
    type Table<'a> = (&'a str, &'a str, &'a [f32], f32, usize, Name);
    let by_label: [Table; 2] = [
        (
            "LABELS",
            "Line features by label",
            &model.labels,
            LABELS_SCALE,
            labels::COUNT,
            labels::feature_name,
        ),
        (
            "AGAIN",
            "What the first labels came to, by label",
            &model.again,
            AGAIN_SCALE,
            relabel::ASKED,
            relabel::feature_name,
        ),
    ];
    for (name, doc, weights, scale, columns, feature_name) in by_label {
        let weights = round(weights, scale);
        let names: Vec<String> = labels::LABELS.iter().take(columns).map(|l| format!("{l:?}")).collect();
        let (names, of, rows) = (names.join(", "), narrowest(&weights), weights.len() / columns);
        let _ = writeln!(
            out,
            "\n/// {doc} ({names}), in 1/{scale}.\n#[rustfmt::skip]\npub static {name}: [[{of}; {columns}]; {rows}] = [",
        );
        for (f, row) in weights.chunks(columns).enumerate() {
            let _ = writeln!(out, "    {row:?}, // {}", feature_name(f as u16));
        }
        out.push_str("];\n");
    }
    let transitions = round(&model.transitions, SCALE);
    out.push_str(
        "\n/// Label transitions: for each context, rows are labels before, columns labels after, in 1/32.\n",
    );
    let _ = writeln!(
        out,
        "#[rustfmt::skip]\npub static TRANSITIONS: [[{}; {}]; {}] = [",
        narrowest(&transitions),
        labels::COUNT,
        labels::CONTEXTS * labels::COUNT
    );
    for row in transitions.chunks(labels::COUNT) {
        let _ = writeln!(out, "    {row:?},");
    }
    out.push_str("];\n");
    let rows: [(&str, &str, &[f32], Name); 6] = [
        ("LINKS", "Links between fragments, among predecessors.", &model.links, chains::feature_name),
        ("FOLLOWS", "Links between fragments, among successors.", &model.follows, chains::feature_name),
        ("HEADS", "Ties between headlines and articles.", &model.heads, articles::feature_name),
        ("PARTINGS", "Partings of articles that are two.", &model.partings, partings::feature_name),
        ("JOINS", "Joins of articles that are the rest of others.", &model.joins, joins::feature_name),
        ("ROLES", "Which piece of a headline is the headline itself.", &model.roles, roles::feature_name),
    ];
    for (name, doc, weights, feature_name) in rows {
        let weights = round(weights, SCALE);
        let (of, count) = (narrowest(&weights), weights.len());
        let _ = writeln!(
            out,
            "\n/// {doc} In 1/{SCALE}.\n#[rustfmt::skip]\npub static {name}: [{of}; {count}] = ["
        );
        for (f, w) in weights.iter().enumerate() {
            let _ = writeln!(out, "    {w}, // {}", feature_name(f as u16));
        }
        out.push_str("];\n");
    }
    out
}
