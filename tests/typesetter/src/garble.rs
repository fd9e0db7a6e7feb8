//! Spoils single lines as print and extraction do: double print, vertical
//! runs, letter-spacing, gaps around digits.

use crate::rng::Rng;

/// The forms of double print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shadow {
    /// 县县区区
    Glyph,
    /// 高新高新区区: chunk by chunk.
    Word,
    /// The whole line on one line.
    Whole,
    /// 节节日福利日福利: one glyph, then the rest.
    Mixed,
    /// Two copies woven so that the second lags behind by a few glyphs.
    Woven,
    /// Glyph by glyph or whole, three times.
    Triple,
    /// The same line two to four times running.
    Lines,
}

/// Prints `line` with a shadow; the forms that repeat lines give several.
pub fn shadow(line: &str, form: Shadow, rng: &mut Rng) -> Vec<String> {
    if form == Shadow::Lines {
        return vec![line.to_owned(); rng.weighted(&[(2, 8), (3, 2), (4, 1)])];
    }
    // A gap between two clauses is no glyph and is not printed twice.
    let clauses: Vec<String> = line.split(' ').map(|clause| double(clause, form, rng)).collect();
    vec![clauses.join(" ")]
}

fn double(clause: &str, form: Shadow, rng: &mut Rng) -> String {
    let glyphs: Vec<char> = clause.chars().collect();
    let chunked = |sizes: &mut dyn FnMut() -> usize, copies: usize| {
        let mut out = String::new();
        let mut rest = &glyphs[..];
        while !rest.is_empty() {
            let (chunk, tail) = rest.split_at(sizes().clamp(1, rest.len()));
            for _ in 0..copies {
                out.extend(chunk);
            }
            rest = tail;
        }
        out
    };
    match form {
        Shadow::Glyph => chunked(&mut || 1, 2),
        Shadow::Word => chunked(&mut || rng.between(2, 4), 2),
        Shadow::Mixed => {
            let mut first = true;
            chunked(
                &mut || {
                    if std::mem::take(&mut first) { rng.between(1, 2) } else { glyphs.len() }
                },
                2,
            )
        }
        Shadow::Triple => {
            let size = if rng.chance(50) { 1 } else { glyphs.len() };
            chunked(&mut || size, 3)
        }
        Shadow::Woven => woven(&glyphs, rng),
        Shadow::Whole | Shadow::Lines => chunked(&mut || glyphs.len(), 2),
    }
}

fn woven(glyphs: &[char], rng: &mut Rng) -> String {
    let mut out = String::new();
    let (mut first, mut second) = (0, 0);
    while second < glyphs.len() {
        let lag = first - second;
        if first < glyphs.len() && (lag == 0 || (lag < 4 && rng.chance(50))) {
            out.push(glyphs[first]);
            first += 1;
        } else {
            out.push(glyphs[second]);
            second += 1;
        }
    }
    out
}

/// Sets a text from top to bottom, one glyph a line.
pub fn vertical(text: &str) -> Vec<String> {
    text.chars().filter(|c| *c != ' ').map(String::from).collect()
}

/// Sets a text from top to bottom with each glyph printed twice on its line.
pub fn vertical_double(text: &str) -> Vec<String> {
    text.chars().filter(|c| *c != ' ').map(|c| format!("{c}{c}")).collect()
}

/// Stretches a line: a space after every character, numbers kept together.
pub fn letter_space(line: &str) -> String {
    let mut out = String::new();
    let mut previous: Option<char> = None;
    for c in line.chars() {
        if previous.is_some_and(|p| p != ' ' && c != ' ' && !(p.is_ascii() && c.is_ascii())) {
            out.push(' ');
        }
        out.push(c);
        previous = Some(c);
    }
    out
}

/// Puts a space between digits or Latin letters and Chinese characters.
pub fn gap_digits(line: &str, percent: u8, rng: &mut Rng) -> String {
    let mut out = String::new();
    let mut previous: Option<char> = None;
    for c in line.chars() {
        let meets = previous.is_some_and(|p| {
            p.is_ascii_alphanumeric() != c.is_ascii_alphanumeric() && (is_ideograph(p) || is_ideograph(c))
        });
        if meets && rng.chance(percent) {
            out.push(' ');
        }
        out.push(c);
        previous = Some(c);
    }
    out
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Splits a line where an extractor in drawing order starts a new run: before
/// a closing mark, before and after an opening one.
pub fn split_runs(line: &str, percent: u8, rng: &mut Rng) -> Vec<String> {
    let mut out = vec![String::new()];
    for c in line.chars() {
        let begins = "，。”）“（、".contains(c);
        let current = out.last().map_or(0, |text| text.chars().count());
        if begins && current > 2 && rng.chance(percent) {
            out.push(String::new());
        }
        if let Some(text) = out.last_mut() {
            text.push(c);
        }
    }
    out
}

/// Breaks a line in two where an outline of a box happens to run.
pub fn broken(line: &str, rng: &mut Rng) -> Vec<String> {
    let glyphs: Vec<char> = line.trim_end().chars().collect();
    if glyphs.len() < 6 {
        return vec![line.to_owned()];
    }
    let (first, second) = glyphs.split_at(rng.between(3, glyphs.len() - 2));
    vec![first.iter().collect(), second.iter().collect()]
}

/// Characters that recognisers take for each other, and marks.
const LOOKALIKES: [&str; 24] = [
    "己已巳",
    "土士工",
    "未末木",
    "人入八",
    "日曰目",
    "大太犬",
    "干千于",
    "天夫无",
    "王玉主",
    "今令会",
    "田由甲",
    "力刀方",
    "问间闻",
    "治冶洽",
    "传转输",
    "问間閒",
    "東束車",
    "會曾增",
    "。.·",
    "，,、",
    "；：;",
    "一－—",
    "口回囗",
    "和利知",
];

/// Misreads some characters: one that looks alike, or another of the text.
pub fn misread(text: &str, per_mille: usize, rng: &mut Rng) -> String {
    if per_mille == 0 {
        return text.to_owned();
    }
    let glyphs: Vec<char> = text.chars().filter(|c| is_ideograph(*c)).collect();
    text.chars()
        .map(|c| {
            if c.is_whitespace() || rng.below(1000) >= per_mille {
                return c;
            }
            match LOOKALIKES.iter().find(|row| row.contains(c)) {
                Some(row) => *rng.pick(&row.chars().collect::<Vec<_>>()),
                None if is_ideograph(c) => *rng.pick(&glyphs),
                None => c,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: Shadow, line: &str, expect: &[&str]) {
        assert_eq!(shadow(line, form, &mut Rng::new(1)), expect);
    }

    #[test]
    fn double_print_has_its_forms() {
        check(Shadow::Glyph, "县区要闻", &["县县区区要要闻闻"]);
        check(Shadow::Whole, "高新区 要闻", &["高新区高新区 要闻要闻"]);
        assert!(shadow("要闻", Shadow::Lines, &mut Rng::new(1)).len() >= 2);
    }

    #[test]
    fn every_form_prints_every_glyph_two_or_three_times() {
        let line = "榆埠新区春茶开采正当时";
        for form in [
            Shadow::Glyph,
            Shadow::Word,
            Shadow::Whole,
            Shadow::Mixed,
            Shadow::Woven,
            Shadow::Triple,
            Shadow::Lines,
        ] {
            for seed in 0..20 {
                let printed = shadow(line, form, &mut Rng::new(seed)).concat();
                for c in line.chars() {
                    let copies = printed.chars().filter(|x| *x == c).count();
                    assert!((2..=4).contains(&copies), "{form:?}: {printed}");
                }
            }
        }
    }

    #[test]
    fn stretched_lines_and_gaps() {
        assert_eq!(letter_space("火灾后“断壁”19日"), "火 灾 后 “ 断 壁 ” 19 日");
        assert_eq!(gap_digits("约12公里", 100, &mut Rng::new(1)), "约 12 公里");
    }
}
