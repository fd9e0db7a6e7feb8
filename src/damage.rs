//! What no repair can mend, told in warnings.
//!
//! Glyphs that their font gave no character come as `(cid:123)`, as private characters or
//! as U+FFFD. They stay in the text, in their place, and the reader is told how many there
//! are. Text that was decoded with the wrong encoding holds none of the page's characters:
//! it is told by the characters that stand in it, and only the original bytes help.

use crate::chars;
use crate::page::{Span, Warning};
use crate::source;

/// Warnings about input that cannot be read as it was meant. Linear in the input.
#[must_use]
pub fn warnings(input: &str) -> Vec<Warning> {
    let mut seen = Seen::default();
    let mut at = 0;
    let mut before = [' '; 2];
    for (byte, ch) in input.char_indices() {
        if chars::is_common_han(ch) {
            seen.note_han(ch, before[1]);
        } else {
            seen.note(ch, before, at, &input[byte..]);
        }
        before = [before[1], ch];
        at += ch.len_utf16() as u32;
    }
    let mut warnings = Vec::new();
    if let Some((was, read_as)) = seen.wrong_encoding(input) {
        warnings.push(Warning {
            code: "wrong-encoding".to_owned(),
            message: [
                "this is probably ",
                was,
                " text that was decoded as ",
                read_as,
                ": decode the original bytes as ",
                was,
            ]
            .concat(),
            span: None,
        });
    }
    for (tally, code, what) in [
        (
            &seen.unmapped,
            "unmapped-glyphs",
            " glyphs have a number (cid:…) and no character: try another extractor or OCR",
        ),
        (
            &seen.private,
            "private-use",
            " characters are private to their font: what they stand for is not known",
        ),
        (
            &seen.replaced,
            "replacement-characters",
            " characters were lost before this text was made and stand as U+FFFD",
        ),
    ] {
        if tally.count > 0 {
            let message = [&tally.count.to_string(), what].concat();
            warnings.push(Warning { code: code.to_owned(), message, span: tally.first });
        }
    }
    warnings
}

/// How often something stands in the input, and where first.
#[derive(Default)]
struct Tally {
    count: u32,
    first: Option<Span>,
}

impl Tally {
    fn add(&mut self, start: u32, end: u32) {
        self.count += 1;
        self.first.get_or_insert(Span { start, end });
    }
}

/// Characters of the input by what they tell of its encoding.
#[derive(Default)]
struct Seen {
    unmapped: Tally,
    private: Tally,
    replaced: Tally,
    /// Common Chinese characters.
    han: u32,
    /// All other visible characters.
    others: u32,
    /// The most frequent characters of Chinese, 的 and its like.
    frequent: u32,
    /// ASCII letters.
    letters: u32,
    /// U+0080–U+00FF but for marks that Chinese text has too.
    upper: u32,
    /// Characters of UTF-8 whose bytes were read one by one, by their upper bytes.
    sequences: u32,
    /// Single characters that stand where bytes of a character of two bytes may: letters
    /// between two U+FFFD, and those of U+0080–U+07FF.
    halves: u32,
    /// 锟斤: U+FFFD twice, in UTF-8, read as GBK.
    pressed: u32,
}

impl Seen {
    /// Notes a common Chinese character.
    fn note_han(&mut self, ch: char, before: char) {
        self.han += 1;
        self.frequent += u32::from(matches!(ch, '的' | '一' | '了' | '在' | '是' | '有' | '人' | '不'));
        self.pressed += u32::from(ch == '斤' && before == '锟');
    }

    /// Notes any other character.
    fn note(&mut self, ch: char, before: [char; 2], at: u32, here: &str) {
        self.others += u32::from(!ch.is_whitespace());
        if ch.is_ascii() && ch != '(' {
            self.letters += u32::from(ch.is_ascii_alphabetic());
            return;
        }
        match ch {
            '(' => {
                if let Some((_, length)) = source::unmapped(here) {
                    self.unmapped.add(at, at + length);
                }
            }
            '\u{fffd}' => {
                self.replaced.add(at, at + 1);
                let [first, second] = before;
                self.halves += u32::from(first == ch && matches!(second, '@'..='~'));
            }
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => self.private.add(at, at + ch.len_utf16() as u32),
            '·' | '×' | '°' | '±' | '§' | '\u{a0}' | '\u{ad}' => {}
            '\u{80}'..='\u{ff}' => self.upper += 1,
            '\u{100}'..='\u{7ff}' => self.halves += 1,
            _ => {}
        }
        let [first, second] = before;
        let three = matches!(first, 'ã'..='é' | 'ï') && is_continuation(second) && is_continuation(ch);
        // Twice encoded, each upper byte is two of these.
        let two = matches!(second, 'Â' | 'Ã') && is_continuation(ch);
        self.sequences += u32::from(three) + u32::from(two);
    }

    /// The encoding that the text was in, and the one that it was read in.
    fn wrong_encoding(&self, input: &str) -> Option<(&'static str, &'static str)> {
        let Seen { han, others, letters, upper, halves, .. } = *self;
        let replaced = self.replaced.count;
        let latin = "Latin-1 or Windows-1252";
        if self.sequences >= 4 && 6 * self.sequences >= upper && upper > han {
            return Some(("UTF-8", latin));
        }
        if upper >= 16 && upper > 2 * letters && upper > 2 * han {
            return Some((two_bytes(letters, upper), latin));
        }
        if replaced >= 12 && 3 * replaced >= han + others && halves + upper > replaced / 20 {
            return Some((two_bytes(letters, replaced), "UTF-8"));
        }
        if self.pressed >= 3 {
            return Some(("UTF-8", "GBK (锟斤拷)"));
        }
        if han >= 20 && 100 * self.frequent <= han {
            let marks = input.chars().filter(|&c| UTF8_AS_GBK.chars().any(|mark| mark == c)).count() as u32;
            return (14 * marks >= han).then_some(("UTF-8", "GBK"));
        }
        None
    }
}

/// Characters that frequent Chinese ones become when their UTF-8 is read as GBK; Chinese
/// text has hardly any of them.
const UTF8_AS_GBK: &str = "涓锛紝銆浜殑鏈鐨鍏鍥屽澶鍙骞浠瀹佸鏃";

/// Which encoding of two bytes a text was in: the second byte of Big5 is a letter of ASCII in
/// a third of all characters, that of GBK hardly ever.
fn two_bytes(letters: u32, upper: u32) -> &'static str {
    if 12 * letters > upper { "Big5" } else { "GBK or GB18030" }
}

/// A byte that goes on with a character of UTF-8, as Latin-1 or Windows-1252 read it.
fn is_continuation(ch: char) -> bool {
    matches!(ch, '\u{80}'..='\u{bf}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".chars().any(|c| c == ch)
}

#[cfg(test)]
mod tests {
    use super::warnings;

    #[track_caller]
    fn check(input: &str, expect: &[&str]) {
        let codes: Vec<String> = warnings(input).into_iter().map(|w| w.code).collect();
        assert_eq!(codes, expect, "{input}");
    }

    #[test]
    fn lost_characters_are_counted() {
        let found = warnings("𠮷甲(cid:12)乙(cid:3)\u{e000}\u{fffd}\u{f0001}");
        let told: Vec<(&str, u32, u32, u32)> = found
            .iter()
            .filter_map(|w| {
                let (span, count) = (w.span?, w.message.split(' ').next()?.parse().ok()?);
                Some((w.code.as_str(), span.start, span.end, count))
            })
            .collect();
        assert_eq!(
            told,
            [
                ("unmapped-glyphs", 3, 11, 2),
                ("private-use", 19, 20, 2),
                ("replacement-characters", 20, 21, 1)
            ]
        );
        let far = warnings("甲\u{f0001}乙");
        assert_eq!(far[0].span.map(|span| (span.start, span.end)), Some((1, 3)));
    }

    #[test]
    fn a_wrong_encoding_is_told_by_what_it_makes() {
        for (was, read_as, input) in [
            (
                "UTF-8",
                "Latin",
                "æ²³æ¹¾é\u{95}\u{87}ç\u{9a}\u{84}æ\u{96}°æ°´å\u{8e}\u{82}æ\u{98}¨æ\u{97}¥å¼\u{80}é\u{97}¸ä¾\u{9b}æ°´ï¼\u{8c}å\u{85}¨é\u{95}\u{87}å±\u{85}æ°\u{91}ä»\u{8e}æ\u{ad}¤å\u{91}\u{8a}å\u{88}«äº\u{86}é\u{9d}\u{a0}äº\u{95}æ°´åº¦æ\u{97}¥ç\u{9a}\u{84}å\u{8e}\u{86}å\u{8f}²ã\u{80}\u{82}æ°´å\u{8e}\u{82}å»ºå\u{9c}¨é\u{9d}\u{92}ç\u{9f}³å²\u{ad}ä¸\u{8b}ï¼\u{8c}ä»\u{8e}æ°´åº\u{93}å¼\u{95}æ°´ï¼\u{8c}æ¯\u{8f}å¤©è\u{83}½ç\u{94}\u{9f}äº§ä¸\u{80}ä¸\u{87}å\u{90}¨è\u{87}ªæ\u{9d}¥æ°´ã\u{80}\u{82}",
            ),
            (
                "UTF-8",
                "Latin",
                "æ²³æ¹¾é•‡çš„æ–°æ°´åŽ‚æ˜¨æ—¥å¼€é—¸ä¾›æ°´ï¼Œå…¨é•‡å±…æ°‘ä»Žæ\u{ad}¤å‘Šåˆ«äº†é\u{9d}\u{a0}äº•æ°´åº¦æ—¥çš„åŽ†å\u{8f}²ã€‚æ°´åŽ‚å»ºåœ¨é\u{9d}’çŸ³å²\u{ad}ä¸‹ï¼Œä»Žæ°´åº“å¼•æ°´ï¼Œæ¯\u{8f}å¤©èƒ½ç”Ÿäº§ä¸€ä¸‡å\u{90}¨è‡ªæ\u{9d}¥æ°´ã€‚",
            ),
            (
                "UTF-8",
                "Latin",
                "Ã¦Â²Â³Ã¦Â¹Â¾Ã©Â\u{95}Â\u{87}Ã§Â\u{9a}Â\u{84}Ã¦Â\u{96}Â°Ã¦Â°Â´Ã¥Â\u{8e}Â\u{82}Ã¦Â\u{98}Â¨Ã¦Â\u{97}Â¥Ã¥Â¼Â\u{80}Ã©Â\u{97}Â¸Ã¤Â¾Â\u{9b}Ã¦Â°Â´Ã¯Â¼Â\u{8c}Ã¥Â\u{85}Â¨Ã©Â\u{95}Â\u{87}Ã¥Â±Â\u{85}Ã¦Â°Â\u{91}Ã¤Â»Â\u{8e}Ã¦Â\u{ad}Â¤Ã¥Â\u{91}Â\u{8a}Ã¥Â\u{88}Â«Ã¤ÂºÂ\u{86}Ã©Â\u{9d}Â\u{a0}Ã¤ÂºÂ\u{95}Ã¦Â°Â´Ã¥ÂºÂ¦Ã¦Â\u{97}Â¥Ã§Â\u{9a}Â\u{84}Ã¥Â\u{8e}Â\u{86}Ã¥Â\u{8f}Â²Ã£Â\u{80}Â\u{82}Ã¦Â°Â´Ã¥Â\u{8e}Â\u{82}Ã¥Â»ÂºÃ¥Â\u{9c}Â¨Ã©Â\u{9d}Â\u{92}Ã§Â\u{9f}Â³Ã¥Â²Â\u{ad}Ã¤Â¸Â\u{8b}Ã¯Â¼Â\u{8c}Ã¤Â»Â\u{8e}Ã¦Â°Â´Ã¥ÂºÂ\u{93}Ã¥Â¼Â\u{95}Ã¦Â°Â´Ã¯Â¼Â\u{8c}Ã¦Â¯Â\u{8f}Ã¥Â¤Â©Ã¨Â\u{83}Â½Ã§Â\u{94}Â\u{9f}Ã¤ÂºÂ§Ã¤Â¸Â\u{80}Ã¤Â¸Â\u{87}Ã¥Â\u{90}Â¨Ã¨Â\u{87}ÂªÃ¦Â\u{9d}Â¥Ã¦Â°Â´Ã£Â\u{80}Â\u{82}",
            ),
            (
                "GBK",
                "Latin",
                "ºÓÍåÕòµÄÐÂË®³§×òÈÕ¿ªÕ¢¹©Ë®£¬È«Õò¾ÓÃñ´Ó´Ë¸æ±ðÁË¿¿¾®Ë®¶ÈÈÕµÄÀúÊ·¡£Ë®³§½¨ÔÚÇàÊ¯ÁëÏÂ£¬´ÓË®¿âÒýË®£¬Ã¿ÌìÄÜÉú²úÒ»Íò¶Ö×ÔÀ´Ë®¡£",
            ),
            (
                "GB18030",
                "Latin",
                "ºÓÍåÕòµÄÐÂË®³§×òÈÕ¿ªÕ¢¹©Ë®£¬È«Õò¾ÓÃñ´Ó´Ë¸æ±ðÁË¿¿¾®Ë®¶ÈÈÕµÄÀúÊ·¡£Ë®³§½¨ÔÚÇàÊ¯ÁëÏÂ£¬´ÓË®¿âÒýË®£¬Ã¿ÌìÄÜÉú²úÒ»Íò¶Ö×ÔÀ´Ë®¡£",
            ),
            (
                "Big5",
                "Latin",
                "ªeÆWÂíªº·s¤ô¼t¬Q¤é¶}¹h¨Ñ¤ô¡A¥þÂí©~¥Á±q¦¹§i§O¤F¾a¤«¤ô«×¤éªº¾ú¥v¡C¤ô¼t«Ø¦b«C¥ÛÀ\u{ad}¤U¡A±q¤ô®w¤Þ¤ô¡A¨C¤Ñ¯à¥Í²£¤@¸U¾·¦Û¨Ó¤ô¡C",
            ),
            (
                "GBK",
                "UTF-8",
                "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}տ\u{fffd}բ\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}ȫ\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}Ӵ˸\u{fffd}\u{fffd}\u{fffd}˿\u{fffd}\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}\u{fffd}յ\u{fffd}\u{fffd}\u{fffd}ʷ\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}ʯ\u{fffd}\u{fffd}\u{fffd}£\u{fffd}\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}ÿ\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}һ\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}ˮ\u{fffd}\u{fffd}",
            ),
            (
                "Big5",
                "UTF-8",
                "\u{fffd}e\u{fffd}W\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}s\u{fffd}\u{fffd}\u{fffd}t\u{fffd}Q\u{fffd}\u{fffd}}\u{fffd}h\u{fffd}Ѥ\u{fffd}\u{fffd}A\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}~\u{fffd}\u{fffd}\u{fffd}q\u{fffd}\u{fffd}\u{fffd}i\u{fffd}O\u{fffd}F\u{fffd}a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}פ骺\u{fffd}\u{fffd}\u{fffd}v\u{fffd}C\u{fffd}\u{fffd}\u{fffd}t\u{fffd}ئb\u{fffd}C\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}U\u{fffd}A\u{fffd}q\u{fffd}\u{fffd}\u{fffd}w\u{fffd}ޤ\u{fffd}\u{fffd}A\u{fffd}C\u{fffd}ѯ\u{fffd}Ͳ\u{fffd}\u{fffd}@\u{fffd}U\u{fffd}\u{fffd}\u{fffd}ۨӤ\u{fffd}\u{fffd}C",
            ),
            (
                "UTF-8",
                "GBK",
                "娌虫咕闀囩殑鏂版按鍘傛槰鏃ュ紑闂镐緵姘达紝鍏ㄩ晣灞呮皯浠庢\u{fffd}ゅ憡鍒\u{fffd}浜嗛潬浜曟按搴︽棩鐨勫巻鍙层\u{fffd}傛按鍘傚缓鍦ㄩ潚鐭冲箔涓嬶紝浠庢按搴撳紩姘达紝姣忓ぉ鑳界敓浜т竴涓囧惃鑷\u{fffd}鏉ユ按銆\u{fffd}",
            ),
            (
                "UTF-8",
                "GBK",
                "锟斤拷锟斤拷锟斤拷锟斤拷锟剿\u{fffd}锟斤拷锟斤拷锟秸匡拷闸锟斤拷水锟斤拷全锟斤拷锟斤拷锟接此革拷锟斤拷丝锟斤拷锟剿\u{fffd}锟斤拷锟秸碉拷锟斤拷史锟斤拷水锟斤拷锟斤拷锟斤拷锟斤拷石锟斤拷锟铰ｏ拷锟斤拷水锟斤拷锟斤拷水锟斤拷每锟斤拷锟斤拷锟斤拷锟斤拷一锟斤拷锟斤拷锟斤拷锟剿\u{fffd}锟斤拷",
            ),
        ] {
            let found = warnings(input);
            assert_eq!(found[0].code, "wrong-encoding", "{was} {read_as}");
            assert!(found[0].message.contains(was) && found[0].message.contains(read_as), "{was}: {found:?}");
        }
    }

    #[test]
    fn other_languages_and_rare_characters_are_no_wrong_encoding() {
        for input in [
            "Où est l’été ? Les élèves « étonnés » répétaient : « À bientôt, chère Hélène… » — déjà fêtés.",
            "Größere Straßen führen über Brücken; „schön“, sagte Frau Müller, „wäre es öfter“.",
            "Tiếng Việt: Người dân xã Hòa Bình đã đón nước sạch từ nhà máy mới, ông Đặng Văn Ấm nói “được”.",
            "São João não está à mão: coração, pão, irmã, maçã, ÂMBAR, ÃO…",
            "Привет, мир! Это обычный текст без ошибок.",
            "목포 시민들이 새 도서관에서 책을 읽는다.",
            "涓涓细流汇成河，锛、銆、鐨三字都很罕见，骞骞然，他们说，这几个字不常用，谁也不认得。",
            "龘靐齉爩麤灪龖厵爨癵籲龗纞鬱讟钃鸜麷鸞虋驫鱻",
            "目录················3\n第一章……………………………5\n第二章——————————9",
            "气温±2°，3×4，第§5节，·点·点·点·点·点·点·点·点·点·点",
            "“你好！”“再见！”“……”“——”“你好！”“再见！”“……”“——”",
            "公斤公斤公斤公斤",
            "锟铻之剑，锟铻之剑，锟铻之剑，锟铻之剑",
            "2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2",
            "甲·乙·丙·丁·戊·己·庚·辛·壬·癸·子·丑·寅·卯·辰·巳·午·未·申·酉",
            "",
        ] {
            check(input, &[]);
        }
        check(
            "\u{fffd}\u{fffd}\u{fffd}2024\u{fffd}\u{fffd}\u{fffd}3\u{fffd}\u{fffd}, \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            &["replacement-characters"],
        );
        // As many are lost in a text that is long beside them.
        let lost = "caf\u{fffd}\u{fffd}\u{fffd}é ".repeat(6);
        let long = "The ferry of the old town leaves at seven and comes back at noon. ".repeat(4);
        check(&format!("{lost}{long}"), &["replacement-characters"]);
    }
}
