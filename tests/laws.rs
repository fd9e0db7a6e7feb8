//! The laws that other tests check answers by, checked themselves: an answer
//! that breaks one must be told.

mod support;

use columnist::{
    Article, Furniture, FurnitureKind, Page, PageRecord, Removal, RemovalKind, Repair, RepairKind, Span,
};
use support::check_laws;

fn text(text: &str, spans: &[(u32, u32)]) -> Furniture {
    Furniture {
        text: text.to_owned(),
        spans: spans.iter().copied().map(Span::from).collect(),
        confidence: None,
        kind: FurnitureKind::Other,
        page: 0,
    }
}

fn records(pages: &[(u32, u32)]) -> Vec<PageRecord> {
    let record =
        |&span: &(u32, u32)| PageRecord { span: span.into(), folio: None, date: None, section: None };
    pages.iter().map(record).collect()
}

fn whole(input: &str) -> Vec<PageRecord> {
    records(&[(0, input.encode_utf16().count() as u32)])
}

fn repair(span: (u32, u32), from: &str, to: &str) -> Repair {
    Repair { kind: RepairKind::Space, span: span.into(), from: from.to_owned(), to: to.to_owned() }
}

#[track_caller]
fn check(input: &str, furniture: Vec<Furniture>, repairs: Vec<Repair>, breach: Option<&str>) {
    let page = Page { furniture, repairs, pages: whole(input), ..Page::default() };
    match (check_laws(input, &page), breach) {
        (Ok(()), None) => {}
        (Err(found), Some(expected)) if found.contains(expected) => {}
        (found, _) => panic!("found {found:?}, expected {breach:?}"),
    }
}

#[test]
fn a_true_answer_breaks_nothing() {
    check("县区 要闻", vec![text("县区 要闻", &[(0, 5)])], vec![], None);
    check("县区\n要闻", vec![text("县区要闻", &[(0, 2), (3, 5)])], vec![], None);
    check("𠮷\n野", vec![text("野𠮷", &[(3, 4), (0, 2)])], vec![], None);
}

#[test]
fn repairs_are_replayed() {
    let closed = vec![repair((1, 2), " ", "")];
    check("3 月", vec![text("3月", &[(0, 3)])], closed, None);
    let put_in = vec![repair((1, 1), "", " ")];
    check("a月", vec![text("a 月", &[(0, 2)])], put_in, None);
    let joined = vec![repair((2, 3), "\n", " ")];
    check("ab\ncd", vec![text("ab cd", &[(0, 2), (3, 5)])], joined, None);
    let between = vec![repair((1, 1), "", "-")];
    check("ab", vec![text("a-b", &[(0, 1), (1, 2)])], between, None);
    check("3 月", vec![text("3月", &[(0, 3)])], vec![], Some("repairs read"));
}

#[test]
fn breaches_are_told() {
    check("县区", vec![text("县", &[(0, 1)])], vec![], Some("is lost"));
    check("县区", vec![text("县区", &[(0, 2)]), text("区", &[(1, 2)])], vec![], Some("2 spans"));
    check("县区", vec![text("县区", &[(0, 3)])], vec![], Some("out of bounds"));
    check("县区", vec![text("县区", &[(0, 2), (2, 2)])], vec![], Some("is empty"));
    check("𠮷", vec![text("𠮷", &[(0, 1), (1, 2)])], vec![], Some("cuts a character"));
    check("县区", vec![text("区县", &[(0, 2)])], vec![], Some("repairs read"));
    let untrue = vec![repair((0, 1), "区", "县")];
    check("县区", vec![text("县区", &[(0, 2)])], untrue, Some("stands where"));
}

#[test]
fn removals_count() {
    let removed = vec![Removal {
        kind: RemovalKind::Shadow,
        reason: "printed twice".to_owned(),
        spans: vec![(1, 2).into()],
    }];
    let pages = whole("县县");
    let page = Page { furniture: vec![text("县", &[(0, 1)])], removed, pages, ..Page::default() };
    assert_eq!(check_laws("县县", &page), Ok(()));
}

#[test]
fn pages_are_parts_of_the_input() {
    let answer = |pages: &[(u32, u32)], on: u32| Page {
        furniture: vec![Furniture { page: on, ..text("区", &[(1, 2)]) }, text("县", &[(0, 1)])],
        pages: records(pages),
        ..Page::default()
    };
    assert_eq!(check_laws("县区", &answer(&[(0, 1), (1, 2)], 1)), Ok(()));
    for (pages, on) in [
        (&[][..], 0),
        (&[(0, 1)], 0),
        (&[(1, 2)], 0),
        (&[(0, 1), (0, 2)], 1),
        (&[(0, 1), (1, 1), (1, 2)], 2),
        (&[(0, 1), (1, 2)], 0),
        (&[(0, 1), (1, 2)], 2),
    ] {
        assert!(check_laws("县区", &answer(pages, on)).is_err(), "{pages:?} {on}");
    }
}

#[test]
fn copies_name_the_one_that_is_kept() {
    let article = |duplicate_of: Option<u32>| Article { duplicate_of, ..Article::default() };
    let answer = |of: [Option<u32>; 2]| Page {
        articles: of.map(article).to_vec(),
        pages: records(&[(0, 0)]),
        ..Page::default()
    };
    assert_eq!(check_laws("", &answer([None, Some(0)])), Ok(()));
    for of in [[Some(0), None], [Some(2), None], [Some(1), Some(0)]] {
        assert!(check_laws("", &answer(of)).is_err(), "{of:?}");
    }
}
