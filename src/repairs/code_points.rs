//! Code points that stand for another character.
//!
//! Fonts whose glyphs are named after radicals come out of a PDF as Kangxi
//! radicals (⽂ for 文). They look the same and match nothing. The radical is
//! replaced by the unified character; nothing else is touched.

use crate::chars;
use crate::lines::Line;

/// The unified characters of U+2F00–U+2FD5, in order (Unicode, compatibility decompositions).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Puts the unified character for every Kangxi radical.
pub fn restore(lines: &mut [Line]) {
    for glyph in lines.iter_mut().flat_map(|l| &mut l.glyphs) {
        if let Some(ch) = unified(glyph.ch) {
            glyph.ch = ch;
        }
    }
}

fn unified(ch: char) -> Option<char> {
    if chars::is_common_han(ch) {
        return None;
    }
    match ch {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(ch as usize - 0x2f00),
        '\u{2e9f}' => Some('母'),
        '\u{2ef3}' => Some('龟'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn radicals_become_characters_and_characters_stay() {
        assert_eq!(unified('⽂'), Some('文'));
        assert_eq!(unified('⿕'), Some('龠'));
        assert_eq!(unified('文'), None);
    }
}
