//! What ARCHITECTURE.md says of the code as a whole, checked: what no file may
//! know, and that the map is whole.

use std::fs;
use std::path::{Path, PathBuf};

use columnist::model::Model;
use columnist::{articles, chains, labels, roles};

/// The modules of the core in the order of the data. None knows one that stands behind it.
const ORDER: [&str; 53] = [
    "error",
    "order",
    "work",
    "json",
    "options",
    "page",
    "schema",
    "chars",
    "folios",
    "patterns",
    "words",
    "source",
    "damage",
    "columns",
    "languages",
    "lines",
    "jumps",
    "cues",
    "repairs",
    "reading",
    "pages",
    "facts",
    "awaited",
    "running",
    "weights",
    "model",
    "features",
    "labels",
    "shapes",
    "verse",
    "notices",
    "revise",
    "fragments",
    "places",
    "cohesion",
    "chains",
    "articles",
    "partings",
    "joins",
    "relabel",
    "lost",
    "clean",
    "roles",
    "furniture",
    "compose",
    "assemble",
    "across",
    "duplicates",
    "pipeline",
    "explain",
    "render",
    "bindings",
    "lib",
];

/// A source file of the core.
struct File {
    /// Its path below `src`, with `/` between folders.
    path: String,
    /// Its lines that are no comments, up to its unit tests.
    code: Vec<String>,
}

impl File {
    /// `labels` of `labels.rs`, `repairs` of all that is in that folder.
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files of a folder and below, sorted.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn below(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).expect("the file lies in the folder").components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn core() -> Vec<File> {
    let src = root().join("src");
    let code = |text: &str| {
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
        lines.filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
    };
    rust_files(&src).iter().map(|path| File { path: below(&src, path), code: code(&read(path)) }).collect()
}

/// Files of the core that hold any of some words in their code.
fn holding(words: &[&str]) -> Vec<String> {
    core()
        .into_iter()
        .filter(|file| file.code.iter().any(|line| words.iter().any(|word| line.contains(word))))
        .map(|file| file.path)
        .collect()
}

#[test]
fn the_core_knows_no_javascript() {
    let words = ["wasm_bindgen", "js_sys", "web_sys", "JsValue", "console_error_panic_hook"];
    assert_eq!(holding(&words), ["bindings.rs"]);
    let lib = read(&root().join("src/lib.rs"));
    assert!(lib.contains("#[cfg(feature = \"wasm\")]\nmod bindings;"), "the bindings are optional");
    assert!(read(&root().join("Cargo.toml")).contains("\ndefault = []\n"), "and off by default");
}

/// The same input gives the same answer, on every machine and at any time.
#[test]
fn the_core_asks_nothing_outside() {
    let outside = ["std::env", "std::fs", "std::net", "std::process", "std::thread", "std::time", "rand::"];
    assert_eq!(holding(&outside), [""; 0]);
    // The system's mathematics differs in the last bit from one platform to the other.
    let mathematics = [
        ".exp()",
        ".exp2()",
        ".exp_m1()",
        ".ln()",
        ".ln_1p()",
        ".log(",
        ".log2()",
        ".log10()",
        ".powf(",
        ".powi(",
        ".cbrt()",
        ".hypot(",
        ".sin()",
        ".cos()",
        ".tan()",
        ".tanh()",
    ];
    assert_eq!(holding(&mathematics), [""; 0]);
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let manifest = read(&root().join("Cargo.toml"));
    let members = manifest
        .lines()
        .find_map(|line| line.strip_prefix("members = [")?.strip_suffix(']'))
        .expect("the workspace names its members on one line");
    let members = members.split(',').map(|member| member.trim().trim_matches('"'));
    for member in members.chain(["."]) {
        let manifest = read(&root().join(member).join("Cargo.toml"));
        let lints = manifest.split("[lints.rust]\n").nth(1).and_then(|rest| rest.split("\n[").next());
        assert!(
            lints.is_some_and(|lints| lints.lines().any(|line| line == "unsafe_code = \"forbid\"")),
            "{member}/Cargo.toml does not forbid unsafe code"
        );
    }
}

#[test]
fn no_stage_knows_a_later_one() {
    let place = |module: &str| ORDER.iter().position(|known| *known == module);
    for file in core() {
        let own = place(file.module()).unwrap_or_else(|| panic!("{} has no place in the order", file.path));
        for line in &file.code {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if let Some(other) = place(&name) {
                    assert!(other <= own, "{} knows {name}, which stands behind it: {line}", file.path);
                }
            }
        }
    }
}

#[test]
fn every_file_is_on_the_map() {
    let map = read(&root().join("ARCHITECTURE.md"));
    for folder in ["src", "tools", "tests/typesetter"].map(|folder| root().join(folder)) {
        for file in rust_files(&folder) {
            let path = below(root(), &file);
            assert!(map.contains(&format!("`{path}`")), "ARCHITECTURE.md does not name {path}");
        }
    }
}

/// A feature that was added or taken away asks for a new fit.
#[test]
fn the_weights_are_those_of_the_features() {
    let model = Model::fitted();
    assert_eq!(model.labels.len(), labels::FEATURES * labels::COUNT);
    assert_eq!(model.transitions.len(), labels::CONTEXTS * labels::COUNT * labels::COUNT);
    assert_eq!(model.links.len(), chains::FEATURES);
    assert_eq!(model.heads.len(), articles::FEATURES);
    assert_eq!(model.roles.len(), roles::FEATURES);
}
