//! The laws that other tests check answers by, checked themselves: an answer
//! that breaks one must be told.

mod support;

use columnist::{Furniture, FurnitureKind, Page, Removal, RemovalKind, Repair, RepairKind, Span};
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

fn repair(span: (u32, u32), from: &str, to: &str) -> Repair {
    Repair { kind: RepairKind::Space, span: span.into(), from: from.to_owned(), to: to.to_owned() }
}

#[track_caller]
fn check(input: &str, furniture: Vec<Furniture>, repairs: Vec<Repair>, breach: Option<&str>) {
    let page = Page { furniture, repairs, ..Page::default() };
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
    let page = Page { furniture: vec![text("县", &[(0, 1)])], removed, ..Page::default() };
    assert_eq!(check_laws("县县", &page), Ok(()));
}
