//! Character classes of newspaper typesetting.
//!
//! Hand-written ranges instead of Unicode tables: they are all that the stages
//! need, cost nothing to load and keep the download small.

/// Widths are counted in quarter ems: a full-width character is 4, a half-width one 2.
pub const EM: u32 = 4;

/// Width of a character in quarter ems as a Chinese newspaper sets it.
#[must_use]
pub fn width(ch: char) -> u32 {
    if is_common_han(ch) {
        return EM;
    }
    match ch {
        '\u{b7}' | '\u{d7}' | '\u{b0}' => EM,
        '\u{ff61}'..='\u{ffdc}' => EM / 2,
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

/// The common Chinese characters: of no class but their own. Asked first, because
/// nearly every character of a page is one.
#[inline]
fn is_common_han(ch: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&ch)
}

/// A character set without word spaces: Chinese characters, kana and full-width marks.
#[must_use]
pub fn is_wide(ch: char) -> bool {
    width(ch) == EM
}

/// A mark that ends a sentence.
#[must_use]
pub fn is_end(ch: char) -> bool {
    !is_common_han(ch) && matches!(ch, '。' | '！' | '？' | '!' | '?' | '．' | '…')
}

/// A closing quotation mark or bracket.
#[must_use]
pub fn is_close(ch: char) -> bool {
    !is_common_han(ch)
        && matches!(ch, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '］' | '}')
}

/// An opening quotation mark or bracket.
#[must_use]
pub fn is_open(ch: char) -> bool {
    !is_common_han(ch)
        && matches!(ch, '“' | '‘' | '「' | '『' | '（' | '(' | '《' | '〈' | '【' | '〔' | '[' | '［' | '{')
}

/// A mark that stands between the parts of a sentence.
#[must_use]
pub fn is_pause(ch: char) -> bool {
    !is_common_han(ch) && matches!(ch, '，' | '、' | '；' | '：' | ',' | ';' | ':')
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
pub fn is_mark(ch: char) -> bool {
    if is_common_han(ch) {
        return false;
    }
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
    ch.is_ascii_alphabetic() || matches!(ch, '\u{c0}'..='\u{24f}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
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

/// A character that ends a line of the input.
#[must_use]
pub fn is_line_break(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_em() {
        assert_eq!(width('漳'), EM);
        assert_eq!(width('“'), EM);
        assert_eq!(width('2'), EM / 2);
        assert_eq!(width('𠮷'), EM);
    }

    #[test]
    fn kinsoku_forbids_closing_marks_at_the_start_only() {
        assert!(is_non_starter('，') && is_non_starter('”') && is_non_starter('。'));
        assert!(!is_non_starter('“') && !is_non_starter('（') && !is_non_starter('人'));
    }
}
