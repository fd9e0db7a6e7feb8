//! Code points that stand for another character.
//!
//! Fonts whose glyphs are named after radicals come out of a PDF as Kangxi
//! radicals (⽂ for 文), vertical headlines as the vertical forms of their marks (﹁ for 「),
//! old encodings as compatibility ideographs and half- or full-width forms, and Latin type
//! as ligatures (ﬁ). They look the same or nearly so, and match nothing. Each is replaced
//! by the character that it stands for; nothing else is touched.
//!
//! What changes a character's class is replaced before anything is read into the lines
//! ([`restore`]). What only changes its width waits until the text is composed
//! ([`as_set`], [`ligature`]): the width that was printed is evidence for the measure.

use crate::chars;
use crate::lines::Line;

/// The unified characters of U+2E80–U+2EF3, in order (Unicode, equivalent unified ideographs).
const RADICALS: &str = " 厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The unified characters of U+2F00–U+2FD5, in order (Unicode, compatibility decompositions).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The unified characters of U+F900–U+FAD9, in order; a space where the character is itself
/// a unified one.
const COMPATIBLE: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀  塚 晴  凞猪益礼神祥福靖精羽 蘒 諸  逸都   飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘  並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// The unified characters of U+2F800–U+2FA1D, in order.
const SUPPLEMENT: &str = "丽丸乁𠄢你侮侻倂偺備僧像㒞𠘺免兔兤具𠔜㒹內再𠕋冗冤仌冬况𩇟凵刃㓟刻剆割剷㔕勇勉勤勺包匆北卉卑博即卽卿卿卿𠨬灰及叟𠭣叫叱吆咞吸呈周咢哶唐啓啣善善喙喫喳嗂圖嘆圗噑噴切壮城埴堍型堲報墬𡓤売壷夆多夢奢𡚨𡛪姬娛娧姘婦㛮㛼嬈嬾嬾𡧈寃寘寧寳𡬘寿将当尢㞁屠屮峀岍𡷤嵃𡷦嵮嵫嵼巡巢㠯巽帨帽幩㡢𢆃㡼庰庳庶廊𪎒廾𢌱𢌱舁弢弢㣇𣊸𦇚形彫㣣徚忍志忹悁㤺㤜悔𢛔惇慈慌慎慌慺憎憲憤憯懞懲懶成戛扝抱拔捐𢬌挽拼捨掃揤𢯱搢揅掩㨮摩摾撝摷㩬敏敬𣀊旣書晉㬙暑㬈㫤冒冕最暜肭䏙朗望朡杞杓𣏃㭉柺枅桒梅𣑭梎栟椔㮝楂榣槪檨𣚣櫛㰘次𣢧歔㱎歲殟殺殻𣪍𡴋𣫺汎𣲼沿泍汧洖派海流浩浸涅𣴞洴港湮㴳滋滇𣻑淹潮𣽞𣾎濆瀹瀞瀛㶖灊災灷炭𠔥煅𤉣熜𤎫爨爵牐𤘈犀犕𤜵𤠔獺王㺬玥㺸㺸瑇瑜瑱璅瓊㼛甤𤰶甾𤲒異𢆟瘐𤾡𤾸𥁄㿼䀈直𥃳𥃲𥄙𥄳眞真真睊䀹瞋䁆䂖𥐝硎碌磌䃣𥘦祖𥚚𥛅福秫䄯穀穊穏𥥼𥪧𥪧竮䈂𥮫篆築䈧𥲀糒䊠糨糣紀𥾆絣䌁緇縂繅䌴𦈨𦉇䍙𦋙罺𦌾羕翺者𦓚𦔣聠𦖨聰𣍟䏕育脃䐋脾媵𦞧𦞵𣎓𣎜舁舄辞䑫芑芋芝劳花芳芽苦𦬼若茝荣莭茣莽菧著荓菊菌菜𦰶𦵫𦳕䔫蓱蓳蔖𧏊蕤𦼬䕝䕡𦾱𧃒䕫虐虜虧虩蚩蚈蜎蛢蝹蜨蝫螆䗗蟡蠁䗹衠衣𧙧裗裞䘵裺㒻𧢮𧥦䚾䛇誠諭變豕𧲨貫賁贛起𧼯𠠄跋趼跰𠣞軔輸𨗒𨗭邔郱鄑𨜮鄛鈸鋗鋘鉼鏹鐕𨯺開䦕閷𨵷䧦雃嶲霣𩅅𩈚䩮䩶韠𩐊䪲𩒖頋頋頩𩖶飢䬳餩馧駂駾䯎𩬰鬒鱀鳽䳎䳭鵧𪃎䳸𪄅𪈎𪊑麻䵖黹黾鼅鼏鼖鼻𪘀";

/// The upright marks of U+FE10–U+FE19 and of U+FE30–U+FE48, in order.
const UPRIGHT: [&str; 2] = ["，、。：；！？〖〗…", "‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』  ［］"];

/// The full-width forms of U+FF65–U+FF9F, in order.
const KANA: &str = "・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";

/// Puts the character that is meant for every one that stands for it.
pub fn restore(lines: &mut [Line]) {
    for glyph in lines.iter_mut().flat_map(|l| &mut l.glyphs) {
        if let Some(ch) = meant(glyph.ch) {
            glyph.ch = ch;
        }
    }
}

fn meant(ch: char) -> Option<char> {
    if ch < '\u{2e80}' || chars::is_common_han(ch) {
        return None;
    }
    let (first, table) = match ch {
        '\u{2e80}'..='\u{2ef3}' => (0x2e80, RADICALS),
        '\u{2f00}'..='\u{2fd5}' => (0x2f00, KANGXI),
        '\u{f900}'..='\u{fad9}' => (0xf900, COMPATIBLE),
        '\u{fe10}'..='\u{fe19}' => (0xfe10, UPRIGHT[0]),
        '\u{fe30}'..='\u{fe48}' => (0xfe30, UPRIGHT[1]),
        '\u{ff61}'..='\u{ff64}' => (0xff61, "。「」、"),
        '\u{2f800}'..='\u{2fa1d}' => (0x2f800, SUPPLEMENT),
        _ => return None,
    };
    table.chars().nth(ch as usize - first).filter(|&c| c != ' ')
}

/// A character in the width that it has in a text: digits and Latin letters half an em,
/// katakana one. Marks of addresses and numbers follow the letters on both their sides.
#[must_use]
pub fn as_set(before: char, ch: char, after: char) -> char {
    let word = |c: char| chars::is_digit(c) || chars::is_latin(c);
    match ch {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => half(ch),
        '．' | '＠' | '／' | '－' | '＿' if word(before) && word(after) => half(ch),
        '\u{ff65}'..='\u{ff9f}' => KANA.chars().nth(ch as usize - 0xff65).unwrap_or(ch),
        _ => ch,
    }
}

/// The half-width form of a full-width one.
fn half(ch: char) -> char {
    char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch)
}

/// The letters of a ligature.
#[must_use]
pub fn ligature(ch: char) -> Option<&'static str> {
    Some(match ch {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{as_set, meant};

    #[test]
    fn characters_are_put_for_what_stands_for_them() {
        for (broken, whole) in [
            ('⽂', '文'),
            ('⿕', '龠'),
            ('⺀', '⺀'),
            ('⺠', '民'),
            ('⻓', '长'),
            ('⻰', '龙'),
            ('⻳', '龟'),
            ('\u{f900}', '豈'),
            ('\u{f90a}', '金'),
            ('\u{fa0c}', '兀'),
            ('\u{fad9}', '龎'),
            ('\u{2f800}', '丽'),
            ('\u{2fa1d}', '𪘀'),
            ('︵', '（'),
            ('﹂', '」'),
            ('︒', '。'),
            ('﹈', '］'),
            ('｡', '。'),
            ('､', '、'),
        ] {
            assert_eq!(meant(broken).unwrap_or(broken), whole, "{broken}");
        }
    }

    #[test]
    fn characters_that_are_themselves_stay() {
        for ch in ['文', '𠮷', '﨑', '﨎', '㐂', '々', '〇', '，', '（', '﹅', 'é', '①', '㈱', '％']
        {
            assert_eq!(meant(ch), None, "{ch}");
            assert_eq!(as_set('甲', ch, '乙'), ch);
        }
    }

    #[test]
    fn widths_follow_the_neighbours() {
        assert_eq!(as_set('年', '３', '月'), '3');
        assert_eq!(as_set('。', 'Ａ', '股'), 'A');
        assert_eq!(as_set('２', '．', '５'), '.');
        assert_eq!(as_set('编', '／', '某'), '／');
        assert_eq!(as_set('２', '：', '１'), '：');
        assert_eq!(as_set(' ', 'ｱ', 'ﾝ'), 'ア');
        assert_eq!(as_set('カ', 'ﾞ', ' '), '\u{3099}');
    }
}
