//! Reads a page from standard input and prints its answer as JSON, as the
//! native build gives it: what the wasm build is compared with.
//!
//! ```console
//! cargo run --example reconstruct_json < page.txt > page.json
//! ```

use std::error::Error;
use std::io::{self, Read, Write};

use columnist::{Format, Options, reconstruct, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let page = reconstruct(&input, &Options::default())?;
    io::stdout().write_all(render(&page, Format::Json).as_bytes())?;
    Ok(())
}
