//! What holds for every input, newspaper page or not.

mod support;

use columnist::{Format, render};
use columnist_typesetter::{Habits, typeset, typeset_side, typeset_with};
use proptest::prelude::*;
use support::laws_of::idempotence;
use support::{answer, check_laws, fixtures, page_names, read};

#[track_caller]
fn check(input: &str) {
    let page = answer(input);
    if let Err(breach) = check_laws(input, &page) {
        panic!("{breach}\ninput: {input:?}");
    }
    assert_eq!(page, answer(input), "not the same answer twice");
}

#[test]
fn typeset_pages_are_conserved() {
    for seed in 0..150 {
        let page = typeset(seed);
        if let Err(breach) = check_laws(&page.text, &answer(&page.text)) {
            panic!("seed {seed}: {breach}");
        }
    }
}

#[test]
fn odd_inputs_are_conserved() {
    for input in [
        "",
        " ",
        // A text that begins behind its own end, with a repair at its second stretch's start.
        "一议山山火地地本水本水县山（，：本水日水山水\n\n：水议召火”\n\n⽂:\n\u{3000}\u{3000}近召山议开议开一开一水县开报日开天近山本水近近水▲召县报本县县水开地本日天县地近 ▲\n？议0月\n本报讯 ",
        "\n",
        "\r",
        "\u{c}",
        "\u{feff}",
        "\u{feff}本报讯",
        "一",
        "。",
        "一\r二\r三",
        "一\r\n二\r\n\r\n三",
        "第一页\n\u{c}第二页\n\u{c}",
        "\u{c}\u{c}\u{c}",
        "𠮷野家的𠮷字\n𠮷𠮷𠮷\n",
        "😀😀 表情👨‍👩‍👧‍👦，国旗🇨🇳",
        "零\u{200b}宽\u{200d}字\u{2060}符\u{ad}",
        "\u{0}\u{1}\u{7}\u{1b}[31m红\u{1b}[0m\u{7f}",
        "制表\t符\t\t列",
        "\u{2028}行\u{2029}段\u{85}下一行",
        "㊀㈠①⑴ⅣⅳＡＢＣ１２３ﾊﾝｶｸ",
        "⽂⼈⼭⽔ 兀嗀 \u{e000}\u{f8ff} (cid:123)",
        "e\u{301}\u{301}\u{301} 中\u{fe00}文",
        "\u{301}\n\u{301}\n甲\u{3099}\u{301} \u{301}乙",
        &"z\u{301}".repeat(300),
        &format!("z{}", "\u{301}".repeat(600)),
        "(cid:1)(cid:1)(cid:2)(cid:2)(cid:3)(cid:3)(cid:4)(cid:4)(cid:5)(cid:5)\n(cid:9\n(cid:)(cid:99999999)(cid:65534)",
        "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n",
        "︵上︶﹁下﹂｡｢｣､ﾊﾟﾝ \u{f900}\u{fa0e}\u{2f800}\u{2fa1d} ⺠⻓⺀ １２．３％ Ａ＠Ｂ．ｃ of\u{fb01}ce\u{fb05}",
        "exam\u{ad}ple exam\u{ad}\nple\u{ad}\n\n\u{ad}",
        "\u{202e}反\u{2066}向\u{2069}",
        "“““““（（（（《《《《",
        "””””））））》》》》，，，，",
        "县县区区要要闻闻县县区区要要闻闻",
        "县\n县\n区\n区\n要\n要\n闻\n闻\n",
        "<b>粗</b><script>alert(1)</script>&amp;",
        "Hello, world. This is no newspaper page at all.\nIt is English.\n",
    ] {
        check(input);
    }
}

#[test]
fn an_odd_character_in_a_page_is_conserved() {
    let page = typeset(3).text;
    let middle = page.char_indices().nth(page.chars().count() / 2).map_or(0, |(at, _)| at);
    for odd in ["\u{0}", "\r", "\u{c}", "𠮷", "😀", "\u{200b}", "\u{fffd}", "\t", "\u{e000}"] {
        check(&format!("{odd}{}{odd}{}{odd}", &page[..middle], &page[middle..]));
    }
}

/// Pages of the fixtures, of every kind, one after another.
fn issue(between: impl Fn(usize) -> String) -> (String, usize) {
    let mut input = String::new();
    let mut pages = 0;
    for folder in ["faults", "issues", "pages", "unchanged"].map(fixtures) {
        for name in page_names(&folder) {
            pages += 1;
            input += &between(pages);
            input += &read(&folder.join(format!("{name}.txt"))).replace('\u{c}', "\n");
            input += "\n";
        }
    }
    (input, pages)
}

#[test]
fn pages_behind_form_feeds_are_conserved() {
    let (input, pages) = issue(|n| if n == 1 { String::new() } else { "\u{c}".to_owned() });
    check(&input);
    assert_eq!(answer(&input).pages.len(), pages);
}

#[test]
fn pages_behind_folio_lines_are_conserved() {
    for head in ["版 要闻\n\n", "版 2031年6月12日 星期四\n\n"] {
        check(&issue(|n| format!("第{n}{head}")).0);
    }
}

#[test]
fn typeset_pages_in_one_text_are_conserved() {
    for seed in 0..20 {
        let pages: Vec<String> = (0..4).map(|n| typeset(4 * seed + n).text).collect();
        let input = pages.join("\n\u{c}");
        check(&input);
        assert_eq!(answer(&input).pages.len(), 4, "seed {seed}");
        check(&(pages.join("\n") + &pages[0]));
    }
}

/// A page that is pasted twice gives every article twice, and renderings show it once.
#[test]
fn a_page_twice_gives_every_article_twice() {
    let mut copies = 0;
    for seed in 0..20 {
        let page = typeset(seed).text;
        let (once, twice) = (answer(&page), answer(&format!("{page}\u{c}{page}")));
        assert_eq!(twice.articles.len(), 2 * once.articles.len(), "seed {seed}");
        copies += twice.articles.iter().filter(|a| a.duplicate_of.is_some()).count();
        let text = render(&twice, Format::Text);
        assert!(
            text.len() < render(&once, Format::Text).len() * 3 / 2,
            "seed {seed}: the copies are not folded"
        );
    }
    assert!(copies > 0);
}

/// Cleaned text is clean: reading it again changes nothing, not a space.
#[test]
fn what_is_written_of_a_page_reads_the_same_again() {
    for seed in 0..30 {
        let clean = typeset_with(seed, &Habits::clean());
        for (kind, page) in [("any", typeset(seed)), ("side by side", typeset_side(seed)), ("clean", clean)] {
            assert_eq!(idempotence(&page.text), Ok(()), "{kind}, seed {seed}");
        }
    }
}

/// Texts as plain text has them, each with something that would be read another way where
/// lines are not known to be written.
#[test]
fn what_is_written_stays_as_it_is() {
    for written in [
        // Names set with spaces, where a whole paragraph has no lines any more.
        "　　本报讯（记者 裘 恺 通讯员 钟洋）老桥昨日拆了。（王珩 吕 磊）\n",
        // Words in two languages, and white space of other kinds.
        "　　The old bridge is\u{a0}gone. 老桥 拆 了。\n\n　　15 2031.06.20星期日\n",
        // No article.
        "责编/某某　\n3　\n",
        "双 墩 新 区 青 年 人 愿　\n",
        // Furniture that would be taken apart, and more than one folio.
        "新桥通车\n\n　　新桥通车了。\n\n\n责编/某 甲 版式/某 乙\n双 墩 新 区 青 年\n第3版 要闻\n2031年6月12日 星期四 第4版\n",
        // A wide mark that stood at a line's end.
        "　　标语MON．2031仍在。\n",
        // A caption whose credit is a line of its own, and lines of credits.
        "　　新桥通车了。\n\n　　　　　新桥。（某甲 摄）\n\n　　　　　　某乙 某丙\n　　　　　　某丁 摄\n",
        // Headlines whose halves make words of the text.
        "老桥新\n\n　　老桥新貌引人看。\n\n\n貌引人\n\n　　乙村办了展览。\n",
        // A heading alone, a byline without a headline.
        "　　　　小标题\n",
        "　　　本报记者 某某\n\n　　老桥拆了。\n",
        // A picture of two, cut between them.
        "　　👨\u{200d}\n\n　　👩甲\n",
        // More lines than a page has.
        &["　　老桥拆了。\n\n　　新桥通了。"; 700].join("\n\n\n"),
    ] {
        let again = render(&answer(written), Format::Text);
        assert_eq!(again.trim_end_matches('\n'), written.trim_end_matches('\n'));
    }
}

/// A whole issue is written as one text, with more lines than a page has and the folios of all.
#[test]
fn what_is_written_of_an_issue_reads_the_same_again() {
    let pages: Vec<String> = (0..12).map(|seed| typeset(seed).text).collect();
    assert_eq!(idempotence(&pages.join("\n\u{c}")), Ok(()));
    assert_eq!(idempotence(&issue(|n| format!("第{n}版 要闻\n\n")).0), Ok(()));
}

/// Text like a page's: lines of Chinese with marks, digits and blank lines.
fn page_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[一-十本报讯近日全县召开会议天地人山水火]{1,18}",
        2 => Just("\n".to_owned()),
        2 => Just("\n\n".to_owned()),
        1 => "[，。、；：？！“”（）《》—…「」]{1,3}",
        1 => "[0-9]{1,5}(月|日|%|公里)?",
        1 => "[ \u{3000}\t]{1,4}",
        1 => "[A-Za-z@.:/-]{1,12}",
        1 => Just("本报讯 ".to_owned()),
        1 => Just("▲".to_owned()),
        1 => "第[1-9]版 (要闻|2031年6月12日)\n",
        1 => "（(下转|上接)第[1-3]版）",
        1 => "[\u{c}\r\u{200b}\u{feff}𠮷😀⽂\u{0}]",
        1 => "[\u{ad}\u{202e}\u{301}\u{3099}\u{e000}\u{fffd}⺠⻓\u{f900}\u{2f800}︵︶﹁﹂｡｢ﾊﾟ０９．Ａｚ\u{fb01}\u{fb03}]{1,3}",
        1 => "\\(cid:[0-9]{1,7}\\)?",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_conserved(input in any::<String>()) {
        let page = answer(&input);
        prop_assert_eq!(check_laws(&input, &page), Ok(()));
        prop_assert_eq!(page, answer(&input));
    }

    #[test]
    fn any_page_like_string_is_conserved(input in page_like()) {
        let page = answer(&input);
        prop_assert_eq!(check_laws(&input, &page), Ok(()));
        prop_assert_eq!(idempotence(&input), Ok(()));
        prop_assert_eq!(page, answer(&input));
    }

    #[test]
    fn a_page_with_lines_in_any_order_is_conserved(seed in 0u64..1000, key in any::<u64>()) {
        let mut lines: Vec<String> = typeset(seed).text.lines().map(str::to_owned).collect();
        columnist_typesetter::Rng::new(key).shuffle(&mut lines);
        lines.truncate(60);
        let input = lines.join("\n");
        prop_assert_eq!(check_laws(&input, &answer(&input)), Ok(()));
    }
}
