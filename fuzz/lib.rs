//! The laws, asked of the pages that a fuzzer's bytes make.
//!
//! ```console
//! npm run fuzz -- --seconds 600 conservation
//! ```
//!
//! `scripts/fuzz.mjs` gives the compiler the flags that cargo-fuzz gives, without a sanitizer: it is
//! ten times as fast, and in a core without `unsafe` there is little for one to find. cargo-fuzz
//! itself runs the targets as well, where it is installed.
//!
//! The pages, and the laws but one, are those of `tests/mutated.rs`, which asks them without a
//! fuzzer. A finding becomes a page of `tests/mutated.rs` or of the fixtures.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use columnist::{Format, Options, reconstruct, render};

#[path = "../tests/support/mod.rs"]
mod support;

pub use support::laws_of::Law;
pub use support::laws_of::{conservation, deterministic, idempotence, no_panic, spans_valid};

/// Asks a law of the page that some bytes make.
///
/// # Panics
/// Where the law is broken.
pub fn ask(law: Law, data: &[u8]) {
    let input = support::mutate::page_of(data);
    if let Err(breach) = law(&input) {
        panic!("{breach}\ninput: {input:?}");
    }
}

/// The package in Node, which answers a line of JSON with a line of JSON.
struct Package {
    _node: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

static PACKAGE: Mutex<Option<Package>> = Mutex::new(None);

/// The package of `npm run build` gives the answer of the core.
///
/// # Errors
/// Where it gives another one.
///
/// # Panics
/// Where there is no Node or no package.
pub fn native_equals_wasm(input: &str) -> Result<(), String> {
    let mut package = PACKAGE.lock().expect("no run before has failed");
    let package = package.get_or_insert_with(|| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/answers.mjs");
        let mut node = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let questions = node.stdin.take().expect("it listens");
        let answers = BufReader::new(node.stdout.take().expect("it answers"));
        Package { _node: node, questions, answers }
    });
    let question = serde_json::to_string(input).expect("a string is JSON");
    writeln!(package.questions, "{question}").expect("the package is there");
    let mut line = String::new();
    package.answers.read_line(&mut line).expect("the package answers");
    let theirs: String = serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
    let page = reconstruct(input, &Options::default()).map_err(|error| error.to_string())?;
    let ours = render(&page, Format::Json);
    if ours == theirs { Ok(()) } else { Err(format!("native {ours}\nwasm {theirs}")) }
}
