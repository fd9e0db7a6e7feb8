//! The shapes of the answer and of the options as JSON Schema, made from their types.
//!
//! The npm package publishes both (`columnist/page.schema.json` and
//! `columnist/options.schema.json`); `examples/schema.rs` writes them.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::options::Options;
use crate::page::Page;

/// The schema of a [`Page`] in JSON, as JSON Schema of the draft 2020-12.
///
/// ```
/// let schema = columnist::schema::page();
/// assert_eq!(schema.as_value()["title"], "Page");
/// assert!(schema.as_value()["$defs"]["Article"]["properties"]["duplicateOf"].is_object());
/// ```
#[must_use]
pub fn page() -> Schema {
    of::<Page>(SchemaSettings::draft2020_12().for_serialize())
}

/// The schema of [`Options`] in JSON, as JSON Schema of the draft 2020-12.
///
/// ```
/// let schema = columnist::schema::options();
/// assert_eq!(schema.as_value()["additionalProperties"], false);
/// ```
#[must_use]
pub fn options() -> Schema {
    of::<Options>(SchemaSettings::draft2020_12().for_deserialize())
}

fn of<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    Plain.transform(&mut schema);
    schema
}

/// What JSON's readers do not see: Rust's names of number types, links of its documentation,
/// and `null`, since a field that is absent is left out.
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        schema.remove("format");
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = words(text);
        }
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
            choices.retain(|choice| choice["type"] != "null");
            if let [Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                only.into_iter().for_each(|(key, value)| {
                    schema.insert(key, value);
                });
            }
        }
        transform_subschemas(self, schema);
    }
}

/// A doc comment on one line for each paragraph, without its code, and with links as their words
/// in JavaScript's way.
fn words(doc: &str) -> String {
    let prose = doc.split("```").step_by(2).collect::<Vec<_>>().join("");
    let paragraphs = prose.split("\n\n").map(|paragraph| {
        let mut line =
            paragraph.split_whitespace().collect::<Vec<_>>().join(" ").replace("`]", "`").replace("[`", "`");
        while let Some(start) = line.find("(crate::") {
            let end = line[start..].find(')').map_or(line.len(), |length| start + length + 1);
            line.replace_range(start..end, "");
        }
        line.replace("::", ".")
    });
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}
