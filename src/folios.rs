//! Folios: page numbers as newspapers print them.

use crate::chars;

/// A page number: the letter of its part of the paper, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folio {
    /// A of A4; none where the paper has one part.
    pub letter: Option<char>,
    /// 4 of A4.
    pub number: u32,
}

/// How a folio is printed: a paper prints all of its folios in one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Begins with 第.
    pub ordinal: bool,
    /// Has a letter.
    pub letter: bool,
    /// Its number is written in Chinese.
    pub chinese: bool,
    /// Ends with 版, 页 or 頁.
    pub unit: bool,
}

/// The highest page number of a newspaper.
const HIGHEST: u32 = 200;

/// Reads the folio that some characters begin with: 第3版, 三版, A4, 04. Also tells its form
/// and how many characters it has.
#[must_use]
pub fn read(chars: &[char]) -> Option<(Folio, Form, usize)> {
    let ordinal = chars.first() == Some(&'第');
    let mut at = usize::from(ordinal);
    let letter = chars.get(at).map(|&c| narrow(c)).filter(char::is_ascii_uppercase);
    at += usize::from(letter.is_some());
    let digits = chars[at..].iter().take_while(|&&c| chars::is_digit(c)).count();
    let written = chars[at..].iter().take_while(|&&c| chars::is_han_numeral(c)).count();
    let (chinese, number) = match (digits, written) {
        (1..=3, _) => {
            let digit = |&c: &char| narrow(c).to_digit(10).unwrap_or(0);
            (false, chars[at..at + digits].iter().fold(0, |n, c| 10 * n + digit(c)))
        }
        (0, 1..=3) => (true, chinese_number(&chars[at..at + written])?),
        _ => return None,
    };
    at += digits.max(written);
    let unit = matches!(chars.get(at), Some('版' | '页' | '頁'));
    let form = Form { ordinal, letter: letter.is_some(), chinese, unit };
    // A number in Chinese is a folio by its unit alone: 三人 is none.
    let told = (1..=HIGHEST).contains(&number) && (unit || !chinese && !ordinal);
    told.then_some((Folio { letter, number }, form, at + usize::from(unit)))
}

/// Half-width form of a digit or letter.
#[must_use]
pub fn narrow(c: char) -> char {
    if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
}

/// 三, 十二, 二十, 二十四; none of 百 and zeros.
fn chinese_number(chars: &[char]) -> Option<u32> {
    let value = |c: &char| "一二三四五六七八九".chars().position(|d| d == *c).map(|i| i as u32 + 1);
    match chars {
        ['十'] => Some(10),
        [one] => value(one),
        ['十', one] => Some(10 + value(one)?),
        [ten, '十'] => Some(10 * value(ten)?),
        [ten, '十', one] => Some(10 * value(ten)? + value(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(Option<char>, u32, usize)>) {
        let found = read(&text.chars().collect::<Vec<char>>());
        assert_eq!(found.map(|(folio, _, n)| (folio.letter, folio.number, n)), expect, "{text}");
    }

    #[test]
    fn folios_are_read_in_every_form() {
        check("第3版", Some((None, 3, 3)));
        check("第三版要闻", Some((None, 3, 3)));
        check("十二版", Some((None, 12, 3)));
        check("第二十四版", Some((None, 24, 5)));
        check("第十版", Some((None, 10, 3)));
        check("第三十版", Some((None, 30, 4)));
        check("A4", Some((Some('A'), 4, 2)));
        check("Ａ０４版", Some((Some('A'), 4, 4)));
        check("04国际", Some((None, 4, 2)));
    }

    #[test]
    fn other_numbers_are_none() {
        for text in ["三人行", "第3名", "2031年", "0", "999", "版", "", "A", "第"] {
            check(text, None);
        }
    }
}
