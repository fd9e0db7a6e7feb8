//! Prints the JSON Schema of the answer, or of the options: what the npm package publishes.
//!
//! ```console
//! cargo run --features schema --example schema -- page > src/js/page.schema.json
//! cargo run --features schema --example schema -- options > src/js/options.schema.json
//! ```

use std::error::Error;

use columnist::schema;

fn main() -> Result<(), Box<dyn Error>> {
    let schema = match std::env::args().nth(1).as_deref() {
        Some("page") => schema::page(),
        Some("options") => schema::options(),
        _ => return Err("say which: page or options".into()),
    };
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
