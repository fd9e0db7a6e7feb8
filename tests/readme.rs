//! The Rust example of the README, compiled and run as it stands there.

use columnist::{Format, Options, reconstruct, render};

fn example(text: String) -> Result<(), columnist::Error> {
    let page = reconstruct(&text, &Options::default())?;
    for article in &page.articles {
        println!("{}", article.headline.as_ref().map_or("(no headline)", |h| &h.text));
    }
    println!("{}", render(&page, Format::Markdown));
    Ok(())
}

#[test]
fn the_rust_example_runs() {
    example("本报讯 渡口的新桥昨日通车。".to_owned()).expect("the text is within the limits");
}

#[test]
fn the_rust_example_is_the_one_above() {
    let readme = include_str!("../README.md");
    let shown = readme.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    let here: Vec<&str> = include_str!("readme.rs").lines().map(str::trim).collect();
    for line in shown.expect("the README has an example in Rust").lines().map(str::trim) {
        assert!(line.is_empty() || here.contains(&line), "not compiled here: {line}");
    }
}
