//! The JavaScript bindings, and the only file that knows JavaScript.
//!
//! Plain data crosses the boundary in both directions, so that nothing lives
//! on in the module's memory and nothing has to be freed. Answers cross as JSON,
//! which engines read as fast as an object can be built from here, call by call; the
//! package's hand-written face reads it. Strings keep their UTF-16 offsets. Errors cross
//! as plain objects `{ code, message }`; the face makes them `ColumnistError`s. Anything
//! else that is thrown out of here is a crash, and the face treats it as one.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::json::{self, Json, object};
use crate::words::KeyHasher;
use crate::{
    Article, Caption, Error, Format, Furniture, FurnitureKind, Options, Page, Paragraph, ParagraphRole,
    Repair, RepairKind, Text,
};

/// Prints a panic's message and place to the console, since the trap that
/// follows it tells neither.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// What repairs of a sort have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Change<'a> {
    kind: RepairKind,
    from: &'a str,
    to: &'a str,
}

object!(Change<'_> { "kind" kind, "from" from, "to" to });

/// See [`crate::reconstruct`].
///
/// Returns `[page, changes, places]` as JSON. A page has hundreds of repairs of a few
/// sorts, and as objects they would cost as much as all the rest of the answer. So the page
/// comes without them: `changes` are the sorts, `{ kind, from, to }`, and `places` holds three
/// numbers for each repair: its sort, and where it starts and ends.
#[wasm_bindgen]
pub fn reconstruct(text: js_sys::JsString, options: JsValue) -> Result<String, JsValue> {
    let options = read_options(options)?;
    let text = read_text(&text, &options)?;
    let mut page = crate::reconstruct(&text, &options).map_err(failure)?;
    let repairs = std::mem::take(&mut page.repairs);
    let mut known: HashMap<Change, u32, BuildHasherDefault<KeyHasher>> = HashMap::default();
    let mut changes: Vec<Change> = Vec::new();
    let mut places: Vec<u32> = Vec::with_capacity(3 * repairs.len());
    for Repair { kind, span, from, to } in &repairs {
        let change = Change { kind: *kind, from, to };
        let sort = *known.entry(change).or_insert_with(|| {
            changes.push(change);
            changes.len() as u32 - 1
        });
        places.extend([sort, span.start, span.end]);
    }
    let mut json = String::from("[");
    page.write(&mut json);
    json.push(',');
    changes.write(&mut json);
    json.push(',');
    places.write(&mut json);
    json.push(']');
    Ok(json)
}

/// See [`crate::explain`]; returns JSON. `millis` is what the call took inside the module,
/// without the way of its answer to JavaScript.
#[wasm_bindgen]
pub fn explain(text: js_sys::JsString, options: JsValue) -> Result<String, JsValue> {
    let options = read_options(options)?;
    let text = read_text(&text, &options)?;
    let start = now();
    let explanation = crate::explain(&text, &options).map_err(failure)?;
    let millis = now() - start;
    let mut json = json::write(&explanation);
    json.pop();
    json.push_str(",\"millis\":");
    millis.write(&mut json);
    json.push('}');
    Ok(json)
}

/// The options as they are when nobody chooses, as JSON. The face refuses members that are
/// not among these: `serde_wasm_bindgen` looks only for the members that a struct has, and
/// a misspelt option would be passed over.
#[wasm_bindgen(js_name = defaultOptions)]
#[must_use]
pub fn default_options() -> String {
    json::write(&Options::default())
}

/// See [`crate::render`]. JSON is written on the other side, where the page is.
#[wasm_bindgen]
pub fn render(page: JsValue, format: &str) -> Result<String, JsValue> {
    let Some(format) = Format::from_name(format) else {
        return Err(thrown(
            "bad-format",
            &format!("there is no format {format:?}: use \"text\", \"markdown\", \"html\" or \"json\""),
        ));
    };
    let page: Shown = serde_wasm_bindgen::from_value(page).map_err(|error| {
        thrown("bad-page", &format!("this is not a page ({error}): pass what reconstruct() returned"))
    })?;
    Ok(crate::render(&page.into(), format))
}

/// What a rendering shows of a page: its texts without their spans. The rest is not read,
/// so that the module need not hold what reads it.
#[derive(Deserialize)]
struct Shown {
    articles: Vec<ShownArticle>,
    furniture: Vec<ShownText>,
}

#[derive(Deserialize)]
struct ShownArticle {
    kicker: Option<ShownText>,
    headline: Option<ShownText>,
    deck: Option<ShownText>,
    bylines: Vec<ShownText>,
    paragraphs: Vec<ShownText>,
    captions: Vec<ShownText>,
    credits: Vec<ShownText>,
    #[serde(rename = "duplicateOf")]
    duplicate_of: Option<u32>,
}

#[derive(Deserialize)]
struct ShownText {
    text: String,
    role: Option<ParagraphRole>,
    kind: Option<FurnitureKind>,
}

impl From<ShownText> for Text {
    fn from(shown: ShownText) -> Self {
        Text { text: shown.text, ..Text::default() }
    }
}

impl From<Shown> for Page {
    fn from(shown: Shown) -> Self {
        let spans = Vec::new;
        let furniture = |item: ShownText| {
            let kind = item.kind.unwrap_or(FurnitureKind::Other);
            Furniture { text: item.text, spans: spans(), confidence: None, kind, page: 0 }
        };
        let paragraph = |item: ShownText| {
            let role = item.role.unwrap_or(ParagraphRole::Body);
            Paragraph { text: item.text, spans: spans(), confidence: None, role }
        };
        let caption =
            |item: ShownText| Caption { text: item.text, spans: spans(), confidence: None, echo: None };
        let texts = |items: Vec<ShownText>| items.into_iter().map(Text::from).collect();
        let article = |article: ShownArticle| Article {
            kicker: article.kicker.map(Text::from),
            headline: article.headline.map(Text::from),
            deck: article.deck.map(Text::from),
            bylines: texts(article.bylines),
            paragraphs: article.paragraphs.into_iter().map(paragraph).collect(),
            captions: article.captions.into_iter().map(caption).collect(),
            credits: texts(article.credits),
            duplicate_of: article.duplicate_of,
            ..Article::default()
        };
        Page {
            articles: shown.articles.into_iter().map(article).collect(),
            furniture: shown.furniture.into_iter().map(furniture).collect(),
            ..Page::default()
        }
    }
}

/// Milliseconds of the clock that pages, workers and Node all have.
fn now() -> f64 {
    js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("performance"))
        .ok()
        .and_then(|found| found.dyn_into::<web_sys::Performance>().ok())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

fn read_options(given: JsValue) -> Result<Options, JsValue> {
    if given.is_undefined() {
        return Ok(Options::default());
    }
    serde_wasm_bindgen::from_value(given).map_err(|error| {
        let message = error.to_string();
        failure(Error::BadOptions { message: message.strip_prefix("Error: ").unwrap_or(&message).to_owned() })
    })
}

/// Copies the text into the module, but only when it is within the limit: a
/// copy that memory cannot hold would be a crash instead of an answer.
fn read_text(text: &js_sys::JsString, options: &Options) -> Result<String, JsValue> {
    let limit = options.limits.max_input_units;
    if text.length() > limit {
        return Err(failure(Error::TooLong { units: u64::from(text.length()), limit }));
    }
    Ok(String::from(text))
}

fn failure(error: Error) -> JsValue {
    thrown(error.code(), &error.to_string())
}

fn thrown(code: &str, message: &str) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in [("code", code), ("message", message)] {
        // A fresh object takes any property.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object.into()
}
