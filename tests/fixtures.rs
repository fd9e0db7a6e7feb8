//! Invented pages with golden answers: one for each fault, some whole pages,
//! and texts that must stay as they are.
//!
//! A golden answer is written by hand and changes only by hand. Where the
//! answer differs, it is written beside the golden one as `NAME.actual.json`.

mod support;

use std::fs;
use std::path::Path;

use columnist::{Format, Page, render};
use columnist_typesetter::{Gold, GoldArticle};
use support::{answer, as_gold, check_laws, fixtures, page_names, read, squash, squashed, texts};

/// Each page of a folder is a test of its own; none may be forgotten.
macro_rules! pages {
    ($module:ident, $check:ident, [$($name:ident),* $(,)?]) => {
        mod $module {
            const FOLDER: &str = stringify!($module);
            $(
                #[test]
                fn $name() {
                    super::$check(FOLDER, stringify!($name));
                }
            )*

            #[test]
            fn every_page_of_the_folder_is_tested() {
                let tested = [$(stringify!($name)),*];
                assert_eq!(super::page_names(&super::fixtures(FOLDER)), tested);
            }
        }
    };
}

pages!(
    faults,
    check_gold,
    [
        blank_before_bracket,
        blank_before_quote,
        byline,
        caption_echo,
        caption_unmarked,
        captions_marked,
        column_break,
        column_break_after_first_line,
        contour,
        credits_glued,
        deck_above_the_lead,
        deck_behind_a_dash,
        full_last_line,
        furniture,
        furniture_glued,
        hard_breaks,
        hard_breaks_wide,
        headline_after,
        headline_before,
        headline_in_its_text,
        headline_in_lines,
        headline_line_left_over,
        headline_split,
        headlines_at_the_end,
        headlines_below_each_other,
        headlines_on_one_line,
        indents_only,
        index_of_pages,
        jump_lines,
        kicker_headline_deck,
        letter_spaced_lines,
        lines_with_labels,
        name_list,
        no_headline,
        notices,
        paragraphs_on_a_line,
        photo_story,
        photo_story_with_credit,
        pictures_by_number,
        recognised_marks,
        recognised_page,
        several_measures,
        shadow_dropped,
        shadow_glyphs,
        shadow_mixed,
        shadow_of_lawful_doubles,
        shadow_one_line_of_two,
        shadow_repeated_lines,
        shadow_triple,
        shadow_whole,
        shadow_words,
        side_by_side,
        side_by_side_banner,
        side_by_side_caption,
        side_by_side_deck,
        side_by_side_interleaved,
        side_by_side_narrow,
        side_by_side_picture,
        side_by_side_steps,
        space_led_block,
        spaces_around_digits,
        stranded_column,
        subhead_without_headline,
        supplement,
        traditional,
        typed_indents,
        vertical_deck,
        vertical_deck_woven,
        vertical_headline,
        vertical_line,
        vertical_line_twice,
        vertical_pairs,
        woven_lines,
        woven_rows,
    ]
);

pages!(pages, check_gold, [boxes, drawing, typed,]);

pages!(
    code_points,
    check_exact,
    [half_width_kana, ligatures, private_use, radicals, unmapped_glyphs, vertical_marks, widths]
);

pages!(
    issues,
    check_issue,
    [
        folio_lines_at_the_foot,
        folio_lines_at_the_top,
        folio_lines_without_a_date,
        form_feeds,
        jump_joined,
        jump_to_a_subhead,
        jump_traditional,
        jump_with_a_headline,
        jump_without_its_other_end,
        jumps_of_two_stories,
        one_page_with_contents,
        page_twice,
        running_head,
        two_editions,
    ]
);

pages!(
    unchanged,
    check_unchanged,
    [
        accents,
        clean_article,
        clean_article_unindented,
        clean_traditional,
        code_in_columns,
        compatible_but_unified,
        couplet,
        de_dialogue,
        de_letter,
        de_poem,
        dialogue,
        doubled_names,
        en_clean,
        en_code,
        en_dialogue,
        en_letter,
        en_list,
        en_poem,
        en_table,
        figures,
        fr_dialogue,
        fr_letter,
        fr_poem,
        half_width_marks,
        headline_clauses,
        interjections,
        ja_dialogue,
        ja_letter,
        ja_poem,
        ko_dialogue,
        ko_letter,
        ko_poem,
        latin_words,
        lawful_doubles,
        letter,
        letter_with_spaces,
        list,
        names,
        notice,
        numbered_clauses,
        one_paragraph,
        poem,
        questions_and_answers,
        rare_characters,
        recipe,
        refrain,
        repeated_digits,
        table_of_sentences,
        timetable,
        www,
        zh_letter,
        zh_poem,
    ]
);

/// A golden answer made of other characters than its page is a slip.
#[test]
fn golden_answers_hold_what_their_pages_hold() {
    for folder in ["faults", "issues", "pages"].map(fixtures) {
        for name in page_names(&folder) {
            let input = squash(&read(&folder.join(format!("{name}.txt"))));
            let gold = read_gold(&folder, &name);
            let texts = squash(&gold.texts().collect::<String>());
            // On a recognised page marks are put back and taken out.
            let counts = |c: &char| !name.starts_with("recognised") || c.is_alphanumeric() && *c != '一';
            let count = |text: &str, wanted: char| text.chars().filter(|c| *c == wanted).count();
            for c in texts.chars().filter(counts) {
                assert!(count(&input, c) >= count(&texts, c), "{name}: {c} is not on the page");
            }
            for c in input.chars().filter(counts) {
                assert!(texts.contains(c), "{name}: {c} is in no text");
            }
        }
    }
}

fn read_gold(folder: &Path, name: &str) -> Gold {
    serde_json::from_str(&read(&folder.join(format!("{name}.gold.json"))))
        .unwrap_or_else(|error| panic!("{name}.gold.json: {error}"))
}

/// Compares the answer to a page with its golden one.
#[track_caller]
fn check_gold(folder: &str, name: &str) {
    let folder = fixtures(folder);
    let input = read(&folder.join(format!("{name}.txt")));
    let gold = read_gold(&folder, name);
    let page = answer(&input);
    if let Err(breach) = check_laws(&input, &page) {
        panic!("{name}: {breach}");
    }
    let actual = folder.join(format!("{name}.actual.json"));
    let differences = differences(&squashed(&gold), &squashed(&as_gold(&page)));
    if differences.is_empty() {
        // What an earlier run left behind would mislead.
        let _ = fs::remove_file(actual);
        return;
    }
    write_actual(&actual, &page);
    panic!("{name} differs; the whole answer stands in {}\n{}", actual.display(), differences.join("\n"));
}

/// The same, with every character as it is: here the widths are what was mended.
#[track_caller]
fn check_exact(folder: &str, name: &str) {
    check_gold(folder, name);
    let gold = read_gold(&fixtures(folder), name);
    let page = as_gold(&answer(&read(&fixtures(folder).join(format!("{name}.txt")))));
    for (wanted, found) in gold.articles.iter().zip(&page.articles) {
        assert_eq!((&found.title, &found.paragraphs), (&wanted.title, &wanted.paragraphs), "{name}");
    }
}

/// The same for a whole issue, whose gold also tells pages and copies.
#[track_caller]
fn check_issue(folder: &str, name: &str) {
    let input = read(&fixtures(folder).join(format!("{name}.txt")));
    let (gold, found) = (read_gold(&fixtures(folder), name), as_gold(&answer(&input)));
    assert_eq!(found.pages, gold.pages, "{name}: pages");
    check_gold(folder, name);
    for (wanted, got) in gold.articles.iter().zip(&found.articles) {
        assert_eq!(got.pages, wanted.pages, "{name}: {:?}", wanted.title);
        assert_eq!(got.duplicate_of, wanted.duplicate_of, "{name}: {:?}", wanted.title);
    }
}

fn write_actual(path: &Path, page: &Page) {
    let json = serde_json::to_string_pretty(page).expect("a page is plain data");
    fs::write(path, json + "\n").unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// What a reader needs to see where two pages differ.
fn differences(gold: &Gold, found: &Gold) -> Vec<String> {
    let mut out = Vec::new();
    let empty = GoldArticle::default();
    for n in 0..gold.articles.len().max(found.articles.len()) {
        let wanted = gold.articles.get(n).unwrap_or(&empty);
        let got = found.articles.get(n).unwrap_or(&empty);
        let place = |part: &str| format!("article {}: {part}", n + 1);
        compare(&place("headlines"), &wanted.title, &got.title, &mut out);
        if wanted.title == got.title && wanted.roles != got.roles {
            out.push(format!("{}\n  - {:?}\n  + {:?}", place("roles"), wanted.roles, got.roles));
        }
        compare(&place("paragraphs"), &wanted.paragraphs, &got.paragraphs, &mut out);
        compare(&place("captions"), &wanted.captions, &got.captions, &mut out);
        compare(&place("credits and bylines"), &wanted.credits, &got.credits, &mut out);
    }
    compare("furniture", &gold.furniture, &found.furniture, &mut out);
    out
}

fn compare(place: &str, wanted: &[String], got: &[String], out: &mut Vec<String>) {
    if wanted == got {
        return;
    }
    out.push(place.to_owned());
    out.extend(wanted.iter().filter(|text| !got.contains(text)).map(|text| format!("  - {text}")));
    out.extend(got.iter().filter(|text| !wanted.contains(text)).map(|text| format!("  + {text}")));
    if wanted.iter().all(|text| got.contains(text)) && got.iter().all(|text| wanted.contains(text)) {
        out.push("  the same texts in another order or number".to_owned());
    }
}

/// A text without faults: each of its lines comes back as it is, nothing is
/// removed, and the same stands in the rendered text.
#[track_caller]
fn check_unchanged(folder: &str, name: &str) {
    let input = read(&fixtures(folder).join(format!("{name}.txt")));
    let lines = lines_of(&input);
    let page = answer(&input);
    if let Err(breach) = check_laws(&input, &page) {
        panic!("{name}: {breach}");
    }
    let mut found: Vec<_> =
        texts(&page).into_iter().map(|(text, spans)| (spans[0].start, one_space(text))).collect();
    found.sort();
    let found: Vec<_> = found.into_iter().map(|(_, text)| text).collect();
    let mut differences = Vec::new();
    compare(name, &lines, &found, &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(page.removed.is_empty(), "{name}: removed {:?}", page.removed);
    let mut rendered = lines_of(&render(&page, Format::Text));
    rendered.sort();
    let mut lines = lines;
    lines.sort();
    assert_eq!(rendered, lines, "{name}: rendered");
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(one_space).filter(|line| !line.is_empty()).collect()
}

/// Runs of spaces are one space: the gaps of a table have no fixed width.
fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
