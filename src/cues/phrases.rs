//! Cues of lines in Japanese, Korean and languages of Latin script, by their tables.

use super::Cues;
use crate::chars;
use crate::languages::{self, Language, Table};
use crate::lines::Line;

/// The cues that the table of a line's language tells.
pub fn of(line: &Line) -> Cues {
    let text = text(line);
    let table = line.language.table();
    match line.language {
        Language::Simplified | Language::Traditional => Cues::default(),
        Language::Japanese => japanese(&text, table),
        Language::Korean => korean(&text, table),
        Language::English | Language::French | Language::German => latin(&text, table),
    }
}

/// The characters of a line, with one space for each gap.
pub fn text(line: &Line) -> String {
    let mut text = String::with_capacity(3 * line.glyphs.len());
    for (k, glyph) in line.glyphs.iter().enumerate() {
        if k > 0 && glyph.gap > 0 {
            text.push(' ');
        }
        text.push(glyph.ch);
    }
    text
}

/// Gathers cues.
struct Set(Cues);

impl Set {
    fn add(&mut self, on: bool, cue: Cues) {
        if on {
            self.0 |= cue;
        }
    }
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').filter(|e| !e.is_empty())
}

/// What stands behind the longest entry that a text begins with, as a word of its own.
fn behind<'a>(text: &'a str, list: &str) -> Option<&'a str> {
    let rest = |e: &str| {
        let rest = text.strip_prefix(e)?;
        let inside = e.ends_with(char::is_alphanumeric)
            && !e.ends_with(chars::is_hangul)
            && rest.starts_with(char::is_alphanumeric);
        (!inside).then_some(rest)
    };
    entries(list).filter_map(rest).min_by_key(|rest| rest.len())
}

fn ends(text: &str, list: &str) -> bool {
    entries(list).any(|e| text.ends_with(e))
}

fn has_digit(text: &str) -> bool {
    text.chars().any(chars::is_digit)
}

/// A sentence ends inside a text, or at its end.
fn has_end(text: &str) -> bool {
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches(['"', '”', '“', '»', '’', ')']);
        let long = bare.chars().count() > 3 || words.peek().is_none() && bare.chars().count() > 2;
        if bare.ends_with(['!', '?', '。']) || bare.ends_with('.') && long && !has_digit(bare) {
            return true;
        }
    }
    false
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// A page's number: 4, A4, B12.
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '.' | ',' | '|' | '·' | '(' | ')'));
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    word.len() - digits.len() <= 1
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

fn common(set: &mut Set, text: &str) {
    let first = text.chars().next().unwrap_or(' ');
    set.add(chars::is_pointer(first), Cues::POINTER);
    set.add(text.ends_with([':', '：']), Cues::COLON_END);
    set.add(text.contains(['—', '–', '─']), Cues::DASH);
    let short = count(text) <= 80;
    let address = text.split(' ').any(|w| {
        w.split_once('@').is_some_and(|(name, host)| !name.is_empty() && chars::holds(host, "."))
            || chars::holds(w, "www.")
            || chars::holds(w, "http")
    });
    set.add(short && address && !has_end(text), Cues::CONTACT);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let item = (1..=2).contains(&digits) && text[digits..].starts_with([')', '.']);
    set.add(item || matches!(first, '•' | '·'), Cues::LIST);
}

fn latin(text: &str, table: &Table) -> Cues {
    let mut set = Set(Cues::default());
    let lower = chars::small(text);
    let words: Vec<&str> = text.split(' ').collect();
    let small: Vec<&str> = lower.split(' ').collect();
    let n = count(text);
    let first = text.chars().next().unwrap_or(' ');
    let pointed = chars::is_pointer(first);
    let bare = lower.trim_start_matches(|c: char| chars::is_pointer(c) || matches!(c, ' ' | '(' | '['));
    let upper = text
        .trim_start_matches(|c: char| chars::is_pointer(c) || matches!(c, ' ' | '(' | '['))
        .starts_with(chars::is_capital);
    common(&mut set, text);
    set.add(is_dateline(text, table), Cues::DATELINE);
    set.add(pointed || upper && behind(bare, table.captions).is_some(), Cues::FIGURE);
    let sentence = has_end(text);

    let credit = upper && behind(bare, table.credits).is_some() && n <= 70 && !sentence;
    let credit = credit && (bare.contains([':', '/', '©']) || words.len() <= 7 && names_all(&words[1..]));
    set.add(credit || credit_start(text, table).is_some(), Cues::PHOTO);
    set.add(credit, Cues::PHOTO_ONLY);

    let byline = chars::is_capital(first)
        && !sentence
        && n <= 70
        && words.len() <= 9
        && (behind(&lower, table.bylines).is_some_and(|rest| {
            let skipped = small.len() - rest.split_whitespace().count();
            !rest.trim().is_empty() && names_all(&words[skipped..])
        }) || ends(&lower, table.titles) && words.len() >= 3 && names_all(&words[..2]));
    set.add(byline, Cues::BYLINE);

    let editors = upper && !sentence && n <= 90 && behind(bare, table.editors).is_some();
    set.add(editors && (text.contains([':', ',', '|']) || words.len() <= 3), Cues::EDITORS);

    let jump = n <= 60 && has_digit(text) && !byline;
    let phrase =
        lower.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '►' | '▶' | '>' | '→' | ' '));
    set.add(jump && is_jump(phrase, table), Cues::JUMP);

    let known = |w: &&&str| {
        let bare = w.trim_matches(|c: char| matches!(c, ',' | '.' | '(' | ')' | '|' | '·' | ';'));
        languages::lists(table.months, bare)
            || languages::lists(table.months, w.trim_end_matches(','))
            || languages::lists(table.weekdays, bare)
    };
    let numbers = words.iter().filter(|w| has_digit(w)).count();
    let names = small.iter().filter(known).count();
    let weekday = small.iter().any(|w| languages::lists(table.weekdays, w.trim_matches([',', '.'])));
    let date = names > 0 && (numbers > 0 || words.len() == 1 && weekday);
    let rest = words.len() - numbers.min(words.len()) - names.min(words.len() - numbers.min(words.len()));
    let year = words.iter().any(|w| {
        let w = w.trim_matches([',', '.']);
        w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit())
    });
    set.add(date && n <= 80 && !sentence && (rest <= 1 || rest <= 6 && year && weekday), Cues::DATE);

    let folio = |w: &&str| is_number(w);
    let page = words.len() <= 3
        && words.iter().any(folio)
        && small.iter().all(|w| {
            is_number(&w.to_ascii_uppercase())
                || languages::lists(table.page, w)
                || matches!(*w, "-" | "–" | "—" | "|")
        });
    set.add(page && n <= 12 && !text.ends_with(['.', ',']), Cues::FOLIO);

    set.add(entries(table.sections).any(|s| s == lower), Cues::SECTION);
    let paper = |w: &&str| languages::lists(table.papers, w.trim_matches(','));
    let named = words.len() <= 6 && !sentence && chars::is_capital(first) && n <= 45;
    let title = named
        && (small.first().is_some_and(|w| matches!(*w, "the" | "le" | "la" | "l'" | "die" | "der" | "das"))
            || small.len() >= 2 && small.last().is_some_and(&paper))
        && small.iter().any(&paper)
        && names_all(&words[1..]);
    set.add(title && !date, Cues::PUBLISHER);
    let imprint =
        ["vol.", "no.", "nr.", "n°", "issn", "jahrgang", "est.", "founded", "established", "published"];
    let imprinted =
        !sentence && n <= 90 && has_digit(text) && small.iter().filter(|w| imprint.contains(w)).count() > 0;
    set.add(imprinted && (date || small.iter().any(paper) || words.len() <= 6), Cues::PUBLISHER);
    let said = small
        .iter()
        .take(8)
        .any(|w| languages::lists(table.speech, w.trim_matches(|c: char| !c.is_alphabetic())));
    set.add(said && text.contains(['"', '“', '„', '«', '»', ',', '”']), Cues::SPEECH);
    let signature = text.ends_with(')')
        && text.rfind('(').is_some_and(|at| {
            let inside = text.len() - at;
            at == 0 && inside <= 40
                || inside <= 30 && text[..at].trim_end().ends_with(['.', '”', '"', '“', '»', '!', '?'])
        });
    set.add(signature && !set.0.has(Cues::PHOTO), Cues::SIGNATURE);
    set.0
}

/// Names, and the small words between them.
fn names_all(words: &[&str]) -> bool {
    let small = [
        "and", "und", "et", "von", "van", "de", "du", "des", "d", "le", "la", "of", "the", "zu", "der",
        "den", "in", "&", "/", "|", "–", "-", "for", "au", "à",
    ];
    words.iter().all(|w| {
        small.contains(w)
            || chars::holds(w, "@")
            || w.trim_start_matches(|c: char| !c.is_alphanumeric())
                .chars()
                .next()
                .is_none_or(|c| chars::is_capital(c) || c.is_ascii_digit())
            || w.starts_with("d'")
            || w.starts_with("d’")
            || w.starts_with("l'")
            || w.starts_with("l’")
            || matches!(
                *w,
                "staff"
                    | "writer"
                    | "reporter"
                    | "correspondent"
                    | "our"
                    | "notre"
                    | "unserem"
                    | "unserer"
                    | "fotos"
                    | "text"
            )
    })
}

/// Where a line says who took the picture, at its end: (Photo: …), Foto: ….
pub fn credit_start(text: &str, table: &Table) -> Option<usize> {
    let from = text.char_indices().rev().nth(CREDIT.min(text.chars().count().saturating_sub(1)))?.0;
    let tail = &text[from..];
    let mut at = None;
    for (k, _) in tail.char_indices() {
        let before = text[..from + k].chars().next_back();
        if before.is_some_and(|c| !matches!(c, ' ' | '(' | '[' | '/' | '|')) {
            continue;
        }
        let rest = chars::small(&tail[k..]);
        let named = behind(&rest, table.credits).is_some_and(|name| {
            let marked = rest[..rest.len() - name.len()].ends_with([':', '/'])
                || name.trim_start().starts_with([':', '/', '='])
                || before == Some('(')
                || rest.starts_with("photo by")
                || rest.starts_with("©");
            marked && !has_end(tail[k..].trim_end_matches([')', ']', '.']))
        });
        if named && tail[k..].starts_with(|c: char| chars::is_capital(c) || c == '©') {
            at = Some(match before {
                Some(c @ ('(' | '[')) => from + k - c.len_utf8(),
                _ => from + k,
            });
            break;
        }
    }
    at
}

/// The longest credit at the end of a line.
const CREDIT: usize = 48;

fn is_jump(phrase: &str, table: &Table) -> bool {
    behind(phrase, table.jump_to).is_some() || behind(phrase, table.jump_from).is_some()
}

/// LONDON, Jan 3 (Reuters) -, BERLIN (dpa) –, NEW YORK —, PARIS, 3 janvier.
fn is_dateline(text: &str, table: &Table) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let capitals = |w: &&&str| {
        let letters = bare(w);
        let letters = letters.trim_end_matches(['.', '-']);
        letters.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && letters.chars().all(|c| chars::is_capital(c) || !c.is_alphabetic())
    };
    let dash = |w: &str| matches!(w, "-" | "–" | "—" | "--" | "―");
    let place = words.iter().take(4).take_while(capitals).count();
    let end = words.iter().take(9).position(|w| dash(w) || chars::holds(w, "—") && !w.ends_with('—'));
    let agency = words.iter().take(8).position(|w| w.starts_with('('));
    let closes = words.iter().take(10).position(|w| chars::holds(w, ")"));
    let dated = words.iter().take(6).any(|w| {
        let w = chars::small(w);
        let w = w.trim_matches([',', '(', ')']);
        languages::lists(table.months, w) || languages::lists(table.months, w.trim_end_matches('.'))
    }) && words.iter().take(7).any(|w| has_digit(w));
    let parts = |w: &str| chars::holds(w, "—") && !w.ends_with('—') && !w.starts_with('—');
    if place == 0 {
        // Berlin (dpa) –, Lyon (AFP) -
        let name = words.first().is_some_and(|w| w.starts_with(chars::is_capital));
        let near = agency.is_some_and(|a| {
            (1..=3).contains(&a)
                && words[..a]
                    .iter()
                    .all(|w| w.starts_with(chars::is_capital) || matches!(*w, "am" | "an" | "der" | "de"))
        });
        return name && near && closes.zip(end).is_some_and(|(c, e)| c < e && e <= c + 1);
    }
    let behind = words.get(place - 1).is_some_and(|w| w.ends_with(',')) || place >= 1;
    let first_parts = words
        .first()
        .is_some_and(|w| parts(w) && bare(w.split('—').next().unwrap_or("")).chars().all(chars::is_capital));
    let dashed = end.is_some_and(|e| {
        e <= place + 5
            && (e == place || dated || agency.is_some_and(|a| a < e) || words[place - 1].ends_with(','))
    });
    first_parts || behind && dashed || dated && words.get(place - 1).is_some_and(|w| w.ends_with(','))
}

fn korean(text: &str, table: &Table) -> Cues {
    let mut set = Set(Cues::default());
    common(&mut set, text);
    let n = count(text);
    let bare = text.trim_start_matches(|c: char| chars::is_pointer(c) || matches!(c, ' ' | '(' | '[' | '【'));
    let first = text.chars().next().unwrap_or(' ');
    let credit = behind(bare, table.credits).is_some() && n <= 30 && !has_end(text);
    set.add(credit || korean_credit(text).is_some(), Cues::PHOTO);
    set.add(credit, Cues::PHOTO_ONLY);
    let place = bare.split(['=', '＝']).next().unwrap_or("");
    let dateline = place.len() < bare.len()
        && !credit
        && (2..=6).contains(&count(place))
        && place.chars().all(chars::is_hangul)
        && !["사진", "글", "취재", "자료", "그래픽", "편집"].contains(&place)
        && (n > 12 || matches!(first, '(' | '[' | '【'));
    let closed = text.trim_end().ends_with([')', ']']) && chars::holds(text, "기자");
    set.add(dateline && !closed, Cues::DATELINE);
    set.add(chars::is_pointer(first) || behind(bare, table.captions).is_some(), Cues::FIGURE);
    let words: Vec<&str> = bare.trim_end_matches([')', ']', '】']).split(' ').collect();
    let named = words.iter().rfind(|w| !chars::holds(w, "@")).unwrap_or(&"");
    let byline = n <= 45
        && words.len() <= 5
        && !has_end(bare)
        && (entries(table.titles).any(|t| named.ends_with(t)) && (words.len() >= 2 || count(bare) >= 5)
            || behind(bare, table.bylines).is_some() && words.len() <= 3 && n <= 16);
    set.add(byline, Cues::BYLINE);
    set.add(behind(bare, table.editors).is_some() && n <= 40 && !has_end(text), Cues::EDITORS);
    let squeezed: String = text.chars().filter(|c| *c != ' ').collect();
    let numbered = |mark: char| {
        let before = squeezed.split(mark).next().unwrap_or("");
        before.len() < squeezed.len() && before.ends_with(chars::is_digit)
    };
    let weekday = table.weekdays.split(' ').any(|d| chars::holds(text, d));
    let date = numbered('년') && numbered('월') && numbered('일')
        || weekday && n <= 6
        || weekday && numbered('월') && n <= 16;
    set.add(date && n <= 40 && !has_end(text), Cues::DATE);
    let folio = squeezed.trim_start_matches('제').trim_end_matches('면');
    set.add(is_number(folio) && count(&squeezed) <= 5, Cues::FOLIO);
    set.add(languages::lists(table.sections, text), Cues::SECTION);
    set.add(n <= 8 && ends_listed(text, table.papers), Cues::PUBLISHER);
    let jump =
        squeezed.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '☞' | '▶' | '→' | '<' | '>'));
    let jumps = |list: &str| entries(list).any(|e| chars::holds(jump, &e.replace(' ', "")));
    set.add(n <= 22 && has_digit(text) && (jumps(table.jump_to) || jumps(table.jump_from)), Cues::JUMP);
    set.add(
        table.speech.split(' ').any(|w| chars::holds(text, w)) && text.contains(['"', '“', '”', ',']),
        Cues::SPEECH,
    );
    set.0
}

fn ends_listed(text: &str, list: &str) -> bool {
    list.split(' ').any(|e| text.ends_with(e) && text.len() > e.len())
}

/// Where a Korean line says who took the picture: 사진=….
pub fn korean_credit(text: &str) -> Option<usize> {
    let at = ["사진=", "사진제공=", "사진 제공=", "/사진=", "사진 제공 ", "연합뉴스 제공"]
        .iter()
        .filter_map(|w| chars::find_last(text, w))
        .min()?;
    let rest = &text[at..];
    if at == 0 || count(rest) > 24 || has_end(rest) {
        return None;
    }
    let before = text[..at].trim_end_matches(['(', '[', '/', '【', '<']);
    Some(
        before.trim_end().len() + text[before.trim_end().len()..at].chars().take_while(|c| *c == ' ').count(),
    )
}

fn japanese(text: &str, table: &Table) -> Cues {
    let mut set = Set(Cues::default());
    let n = count(text);
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    let sentence = bare.contains(['。', '、']);
    let inside = bare
        .strip_prefix(['【', '［', '（', '〔'])
        .and_then(|rest| rest.split_once(['】', '］', '）', '〕']));
    let agencies = ["共同", "時事", "ロイター", "特派員", "支局", "ＡＦＰ", "AFP", "ＡＰ"];
    let dateline = inside.is_some_and(|(inner, rest)| {
        count(inner) <= 18
            && !rest.is_empty()
            && (inner.contains(['＝', '=']) || agencies.iter().any(|a| inner.ends_with(a)))
            && !entries(table.credits).any(|c| inner.ends_with(c))
    });
    set.add(dateline, Cues::DATELINE);
    let stripped = bare.trim_matches(['（', '）', '【', '】', '［', '］', '〔', '〕']);
    let credit = n <= 20
        && !sentence
        && (entries(table.credits).any(|c| {
            stripped.ends_with(c.trim_start_matches(['（', '【']))
                || stripped.starts_with(c.trim_start_matches(['（', '【', '＝']))
        }) && count(stripped) > 2)
        && !bare.chars().skip(1).any(|c| matches!(c, '＝' | '='));
    set.add(credit || japanese_credit(&bare).is_some(), Cues::PHOTO);
    set.add(credit, Cues::PHOTO_ONLY);
    set.add(!credit && behind(&bare, table.captions).is_some(), Cues::FIGURE);
    let byline = !sentence
        && (4..=20).contains(&n)
        && !has_digit(text)
        && (entries(table.titles).any(|t| stripped.ends_with(t)) || behind(&bare, table.bylines).is_some());
    set.add(byline && !credit, Cues::BYLINE);
    set.add(!sentence && n <= 40 && behind(&bare, table.editors).is_some(), Cues::EDITORS);
    let date = !sentence
        && n <= 40
        && has_digit(text) | bare.contains(['一', '二', '三', '十'])
        && chars::holds(&bare, "月")
        && chars::holds(&bare, "日")
        && (chars::holds(&bare, "年") || chars::holds(&bare, "曜"));
    set.add(date || n <= 5 && bare.ends_with("曜日"), Cues::DATE);
    let folio = bare.trim_end_matches('面');
    let folio = folio.strip_suffix("ページ").unwrap_or(folio);
    set.add(folio.chars().all(chars::is_digit) && (1..=2).contains(&count(folio)), Cues::FOLIO);
    set.add(languages::lists(table.sections, &bare), Cues::SECTION);
    set.add(n <= 8 && !sentence && ends_listed(&bare, table.papers), Cues::PUBLISHER);
    let jumps = entries(table.jump_to).chain(entries(table.jump_from)).any(|e| chars::holds(&bare, e));
    set.add(n <= 16 && has_digit(text) && jumps, Cues::JUMP);
    set.0
}

/// Where a Japanese line says who took the picture: ＝…撮影, （…提供）.
pub fn japanese_credit(text: &str) -> Option<usize> {
    let tail = text.trim_end_matches(['）', '】']);
    let said = ["撮影", "写真", "提供"].iter().any(|w| tail.ends_with(w));
    let at = tail.rfind(['＝', '=', '（', '【'])?;
    (said && at > 0 && count(&tail[at..]) <= 20 && !tail[at..].contains(['。', '、'])).then_some(at)
}
