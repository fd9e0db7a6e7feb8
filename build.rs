//! Compiles the patterns of `src/patterns.rs` to tables, one for each direction.

#[path = "src/patterns.rs"]
mod patterns;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use regex_automata::dfa::dense;
use regex_automata::dfa::regex::Regex;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/patterns.rs");
    let out = env::var("OUT_DIR")?;
    for (name, pattern) in [("date", patterns::DATE), ("contact", patterns::CONTACT)] {
        let regex = Regex::builder().dense(dense::Config::new().minimize(true)).build(pattern)?;
        let write = |direction: &str, dfa: &dense::DFA<Vec<u32>>| -> Result<(), Box<dyn Error>> {
            // WebAssembly and every machine that Columnist is tried on are little-endian.
            let bytes = match env::var("CARGO_CFG_TARGET_ENDIAN").as_deref() {
                Ok("big") => dfa.to_sparse()?.to_bytes_big_endian(),
                _ => dfa.to_sparse()?.to_bytes_little_endian(),
            };
            Ok(fs::write(Path::new(&out).join(format!("{name}.{direction}")), bytes)?)
        };
        write("forward", regex.forward())?;
        write("reverse", regex.reverse())?;
    }
    Ok(())
}
