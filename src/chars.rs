//! Character classes of newspaper typesetting.
//!
//! Hand-written ranges instead of Unicode tables: they are all that the stages
//! need, cost nothing to load and keep the download small.

/// Widths are counted in quarter ems: a full-width character is 4, a half-width one 2.
pub const EM: u32 = 4;

/// Width of a character in quarter ems as a Chinese newspaper sets it.
#[must_use]
#[inline]
pub fn width(ch: char) -> u32 {
    if is_common_han(ch) {
        return EM;
    }
    match ch {
        '\u{b7}' | '\u{d7}' | '\u{b0}' => EM,
        '\u{ff61}'..='\u{ffdc}' | '\u{fb00}'..='\u{fb06}' | '\u{1e00}'..='\u{1eff}' => EM / 2,
        c if (c as u32) < 0x1100 => EM / 2,
        _ => EM,
    }
}

/// A Chinese character.
#[must_use]
pub fn is_han(ch: char) -> bool {
    matches!(ch,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〇')
}

/// A Japanese syllable.
#[must_use]
pub fn is_kana(ch: char) -> bool {
    matches!(ch, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{31f0}'..='\u{31ff}')
}

/// A Korean syllable.
#[must_use]
pub fn is_hangul(ch: char) -> bool {
    matches!(ch, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// A hyphen at the end of a line: plain, typographic, or the double one of old print.
#[must_use]
pub fn is_hyphen(ch: char) -> bool {
    matches!(ch, '-' | '\u{2010}' | '\u{2e17}')
}

/// The common Chinese characters: of no class but their own. Asked first, because
/// nearly every character of a page is one.
#[inline]
#[must_use]
pub fn is_common_han(ch: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&ch)
}

/// A character set without word spaces: Chinese characters, kana and full-width marks.
#[must_use]
pub fn is_wide(ch: char) -> bool {
    width(ch) == EM
}

/// A mark that ends a sentence.
#[inline]
#[must_use]
pub fn is_end(ch: char) -> bool {
    !is_common_han(ch) && matches!(ch, '。' | '！' | '？' | '!' | '?' | '．' | '…')
}

/// A closing quotation mark or bracket.
#[inline]
#[must_use]
pub fn is_close(ch: char) -> bool {
    !is_common_han(ch)
        && matches!(ch, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '］' | '}')
}

/// An opening quotation mark or bracket.
#[inline]
#[must_use]
pub fn is_open(ch: char) -> bool {
    !is_common_han(ch)
        && matches!(ch, '“' | '‘' | '「' | '『' | '（' | '(' | '《' | '〈' | '【' | '〔' | '[' | '［' | '{')
}

/// A mark that stands between the parts of a sentence.
#[inline]
#[must_use]
pub fn is_pause(ch: char) -> bool {
    !is_common_han(ch) && matches!(ch, '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

/// The small letter of a capital of the scripts whose languages are read: Latin, Greek and
/// Cyrillic; anything else as it is. The tables of all scripts are ten kilobytes.
#[must_use]
pub fn to_small(ch: char) -> char {
    let code = ch as u32;
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code + 0x20
        }
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x218..=0x21b => code | 1,
        0x139..=0x148 | 0x179..=0x17e => code + code % 2,
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 0x25,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 0x3f,
        0x400..=0x40f => code + 0x50,
        0x1e9e => 0xdf,
        _ => code,
    };
    char::from_u32(small).unwrap_or(ch)
}

/// A capital letter of these scripts.
#[must_use]
pub fn is_capital(ch: char) -> bool {
    to_small(ch) != ch
}

/// A small letter of these scripts.
#[must_use]
pub fn is_small(ch: char) -> bool {
    let latin = matches!(ch as u32, 0x61..=0x7a | 0xdf..=0x17f | 0x218..=0x21b) && ch != '÷';
    (latin || matches!(ch as u32, 0x3ac..=0x3ce | 0x430..=0x45f)) && !is_capital(ch)
}

/// A text in small letters.
#[must_use]
pub fn small(text: &str) -> String {
    text.chars().map(to_small).collect()
}

/// Kinsoku: a mark that may not begin a line.
#[must_use]
pub fn is_non_starter(ch: char) -> bool {
    if is_common_han(ch) {
        return false;
    }
    is_end(ch) && ch != '…' || is_close(ch) || is_pause(ch) || matches!(ch, '%' | '％' | '·' | '‧')
}

/// A mark that may hang or be set half an em wide at the end of a line.
#[must_use]
pub fn is_squeezable(ch: char) -> bool {
    if is_common_han(ch) {
        return false;
    }
    is_pause(ch) || is_close(ch) || matches!(ch, '。' | '．' | '！' | '？')
}

/// Any mark that is neither a letter nor a digit.
#[must_use]
#[inline]
pub fn is_mark(ch: char) -> bool {
    !is_common_han(ch) && is_mark_of_any_kind(ch)
}

fn is_mark_of_any_kind(ch: char) -> bool {
    is_end(ch)
        || is_close(ch)
        || is_open(ch)
        || is_pause(ch)
        || matches!(
            ch,
            '—' | '–'
                | '-'
                | '·'
                | '‧'
                | '～'
                | '~'
                | '/'
                | '／'
                | '|'
                | '%'
                | '％'
                | '"'
                | '\''
                | '.'
                | '＋'
                | '+'
                | '•'
                | '●'
                | '■'
                | '□'
                | '◆'
                | '★'
        )
}

/// A mark that points from a caption to its picture.
#[must_use]
pub fn is_pointer(ch: char) -> bool {
    matches!(
        ch,
        '▲' | '▼'
            | '▶'
            | '►'
            | '◀'
            | '◄'
            | '△'
            | '▽'
            | '▷'
            | '◁'
            | '↑'
            | '↓'
            | '→'
            | '←'
            | '■'
            | '◥'
            | '◤'
            | '◣'
            | '◢'
    )
}

/// A digit of either width.
#[must_use]
pub fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit() || ('０'..='９').contains(&ch)
}

/// A Latin letter of either width.
#[must_use]
pub fn is_latin(ch: char) -> bool {
    ch.is_ascii_alphabetic()
        || matches!(ch, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// A Chinese numeral as it stands in dates and folios.
#[must_use]
pub fn is_han_numeral(ch: char) -> bool {
    matches!(
        ch,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '零' | '百' | '○'
    )
}

/// A character without a visible form: it is taken out of every text.
#[must_use]
pub fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A mark that is printed on the character before it.
#[must_use]
pub fn is_combining(ch: char) -> bool {
    matches!(ch,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20f0}' | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

/// A character that ends a line of the input.
#[must_use]
pub fn is_line_break(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

/// A set of characters by their lowest eight bits: it may hold more than was put in,
/// never less. One look at it tells nearly always that a search would find nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CharSet([u64; 4]);

impl CharSet {
    /// Puts a character in.
    #[inline]
    pub fn insert(&mut self, ch: char) {
        let bits = ch as usize & 0xff;
        self.0[bits / 64] |= 1 << (bits % 64);
    }

    /// Whether it may hold a character.
    #[inline]
    #[must_use]
    pub fn may_hold(&self, ch: char) -> bool {
        let bits = ch as usize & 0xff;
        self.0[bits / 64] >> (bits % 64) & 1 == 1
    }

    const fn with(mut self, bits: u8) -> Self {
        self.0[bits as usize / 64] |= 1 << (bits % 64);
        self
    }
}

/// Words that a line is asked for, none of them empty. A line that begins or ends with
/// none of their characters is answered without a look at the words.
pub struct Words<const N: usize> {
    words: [&'static str; N],
    firsts: CharSet,
    lasts: CharSet,
}

impl<const N: usize> Words<N> {
    /// The words.
    #[must_use]
    pub const fn new(words: [&'static str; N]) -> Self {
        let (mut firsts, mut lasts) = (CharSet([0; 4]), CharSet([0; 4]));
        let mut i = 0;
        while i < N {
            let bytes = words[i].as_bytes();
            let first = match bytes[0] {
                0..0x80 => 0,
                0x80..0xe0 => 1,
                0xe0..0xf0 => 2,
                _ => 3,
            };
            firsts = firsts.with(low_bits(bytes, first));
            lasts = lasts.with(low_bits(bytes, bytes.len() - 1));
            i += 1;
        }
        Words { words, firsts, lasts }
    }

    /// The first of the words that `chars` begins with.
    #[must_use]
    pub fn start_of(&self, chars: &[char]) -> Option<&'static str> {
        let first = *chars.first()?;
        if !self.firsts.may_hold(first) {
            return None;
        }
        self.words.iter().copied().find(|w| starts_with(chars, w))
    }

    /// Whether `chars` begins with one of them.
    #[must_use]
    pub fn start(&self, chars: &[char]) -> bool {
        self.start_of(chars).is_some()
    }

    /// Whether `chars` ends with one of them.
    #[must_use]
    pub fn end(&self, chars: &[char]) -> bool {
        chars.last().is_some_and(|&last| self.lasts.may_hold(last))
            && self.words.iter().any(|w| ends_with(chars, w))
    }

    /// Whether one of them stands in `chars`, whose characters are in `seen`.
    #[must_use]
    pub fn inside(&self, chars: &[char], seen: &CharSet) -> bool {
        self.words.iter().any(|w| contains(chars, seen, w))
    }
}

/// The lowest eight bits of the character whose last byte in UTF-8 stands at `last`.
const fn low_bits(bytes: &[u8], last: usize) -> u8 {
    let byte = bytes[last];
    if byte < 0x80 { byte } else { bytes[last - 1] << 6 | byte & 0x3f }
}

/// Whether `chars` begins with a word.
#[must_use]
pub fn starts_with(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|w| rest.next() == Some(&w))
}

/// Where a word stands last in a text, in bytes. What the standard library has is made for long
/// texts and is some kilobytes more to fetch.
#[must_use]
pub fn find_last(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len().max(1)).rposition(|bytes| bytes == word.as_bytes())
}

/// Whether a word stands in a text.
#[must_use]
pub fn holds(text: &str, word: &str) -> bool {
    find_last(text, word).is_some()
}

/// Whether `chars` ends with a word.
#[must_use]
pub fn ends_with(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter().rev();
    word.chars().rev().all(|w| rest.next() == Some(&w))
}

/// Whether a word stands in `chars`, whose characters are in `seen`.
#[must_use]
pub fn contains(chars: &[char], seen: &CharSet, word: &str) -> bool {
    word.chars().next().is_some_and(|first| {
        seen.may_hold(first) && (0..chars.len()).any(|i| chars[i] == first && starts_with(&chars[i..], word))
    })
}

/// So many characters may be misread in a passage that repeats another.
pub const SLIPS: usize = 3;

/// The length of what two texts begin with in common, told by whether their characters at a
/// place are the same; `None` past the end of either. Up to `slips` characters may differ,
/// where the two that follow are the same again.
#[must_use]
pub fn alike(same: &dyn Fn(usize) -> Option<bool>, slips: usize) -> usize {
    let (mut length, mut slips) = (0, slips);
    while let Some(is) = same(length) {
        if !is {
            if slips == 0 || same(length + 1) != Some(true) || same(length + 2) != Some(true) {
                break;
            }
            slips -= 1;
        }
        length += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_small_or_capital_as_in_the_tables_of_all_scripts() {
        let read = (0..0x180).chain(0x391..0x3ca).chain(0x400..0x460).filter_map(char::from_u32);
        // Two capitals whose small letters are more than one character or of another language.
        for ch in read.filter(|ch| !matches!(ch, 'İ' | 'ı' | 'ŉ' | 'ĸ' | 'ª' | 'º' | 'µ')) {
            assert_eq!(Some(to_small(ch)), ch.to_lowercase().next(), "{ch}");
            assert_eq!(is_capital(ch), ch.is_uppercase(), "{ch}");
            assert_eq!(is_small(ch), ch.is_lowercase(), "{ch}");
        }
        assert_eq!(small("MÜNCHEN, Große Straße"), "münchen, große straße");
    }

    #[test]
    fn misread_characters_do_not_end_what_is_alike() {
        let check = |a: &str, b: &str, slips, expect| {
            let [x, y] = [a, b].map(|text| text.chars().collect::<Vec<char>>());
            let same = |k: usize| Some(x.get(k)? == y.get(k)?);
            assert_eq!(alike(&same, slips), expect, "{a} {b}");
        };
        check("新馆在河湾开放", "新馆在河湾开放", 0, 7);
        check("新馆在河湾开放", "新馆在何湾开放", 0, 3);
        check("新馆在河湾开放", "新馆在何湾开放", 1, 7);
        check("新馆在河湾开放", "新馆在何弯开放", 3, 3);
        check("新馆在河湾开放", "新馆在河湾关", 3, 5);
    }

    #[test]
    fn widths_follow_the_em() {
        assert_eq!(width('漳'), EM);
        assert_eq!(width('“'), EM);
        assert_eq!(width('2'), EM / 2);
        assert_eq!(width('𠮷'), EM);
    }

    #[test]
    fn words_are_found_at_their_place() {
        const WORDS: Words<4> = Words::new(["据", "QQ", "é", "𠮷野"]);
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for word in ["据", "QQ", "é", "𠮷野"] {
            assert!(WORDS.start(&chars(&format!("{word}说"))), "{word}");
            assert!(WORDS.end(&chars(&format!("说{word}"))), "{word}");
            assert!(!WORDS.start(&chars(&format!("说{word}"))), "{word}");
            assert!(!WORDS.end(&chars(&format!("{word}说"))), "{word}");
        }
        assert!(!WORDS.start(&[]) && !WORDS.end(&[]));
    }

    #[test]
    fn kinsoku_forbids_closing_marks_at_the_start_only() {
        assert!(is_non_starter('，') && is_non_starter('”') && is_non_starter('。'));
        assert!(!is_non_starter('“') && !is_non_starter('（') && !is_non_starter('人'));
    }
}
