//! The published schemas are those of the types.

use std::fs;
use std::path::Path;

use columnist::schema;

#[test]
fn the_published_schemas_are_those_of_the_types() {
    for (name, schema) in [("page", schema::page()), ("options", schema::options())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/js/{name}.schema.json"));
        let published = fs::read_to_string(&path).unwrap_or_default();
        let made = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        assert!(
            published == made,
            "run: cargo run --features schema --example schema -- {name} > src/js/{name}.schema.json"
        );
    }
}
