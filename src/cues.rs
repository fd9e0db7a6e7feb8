//! Cues: what the words of a single line say about its role.
//!
//! A cue is evidence for the labeller, never a verdict. Every line of the page is
//! asked, so the matchers are written by hand; where an item ends exactly is asked
//! later, of furniture alone, with patterns.

mod phrases;

pub use phrases::text;

use smallvec::SmallVec;

use crate::chars::{self, CharSet, Words, contains};
use crate::jumps;
use crate::languages::Language;
use crate::lines::Line;
use crate::source::Glyph;

/// A set of cues, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cues(pub u32);

/// Names of the cues, in the order of their bits.
pub const NAMES: [&str; 24] = [
    "dateline",
    "report",
    "pointer",
    "figure",
    "photo",
    "editors",
    "date",
    "folio",
    "contact",
    "publisher",
    "jump",
    "byline",
    "names",
    "signature",
    "starter",
    "speech",
    "colon-end",
    "dash",
    "list",
    "section",
    "photo-only",
    "picture-note",
    "opener",
    "day",
];

macro_rules! cues {
    ($($name:ident = $bit:expr, $doc:literal;)*) => {
        impl Cues {
            $(#[doc = $doc] pub const $name: Cues = Cues(1 << $bit);)*
        }
    };
}

cues! {
    DATELINE = 0, "电头: 本报讯, 据…社…电, 【本報訊】.";
    REPORT = 1, "记者…报道.";
    POINTER = 2, "Begins with ▲▼▶ or the like.";
    FIGURE = 3, "图为, 图①, 右图.";
    PHOTO = 4, "Ends with 摄, 供图, 资料图片.";
    EDITORS = 5, "责编, 版式, 校对.";
    DATE = 6, "A whole date or a weekday.";
    FOLIO = 7, "A page number alone: A16, 第3版, 04.";
    CONTACT = 8, "Phone, e-mail or web address.";
    PUBLISHER = 9, "…合办, 主办, 出版, a paper's name.";
    JUMP = 10, "下转, 上接, 详见第…版.";
    BYLINE = 11, "本报记者 and names, and nothing else.";
    NAMES = 12, "Names of two to four characters apart by spaces.";
    SIGNATURE = 13, "All in brackets, or ends with a short bracket.";
    STARTER = 14, "Begins with a word that opens sentences.";
    SPEECH = 15, "Somebody says something in its first half.";
    COLON_END = 16, "Ends with a colon.";
    DASH = 17, "Holds a dash.";
    LIST = 18, "Begins as an item of a list: 一、 1. （一） 一是.";
    SECTION = 19, "A section's name alone: 要闻, 文化周刊.";
    PHOTO_ONLY = 20, "Nothing but a photographer: 记者 某某 摄, 摄影报道.";
    PICTURE_NOTE = 21, "（图片） at the end.";
    OPENER = 22, "Begins with a phrase that opens paragraphs of reports.";
    DAY = 23, "Begins with a day, as the lead of a photo story does: 5月18日，.";
}

impl Cues {
    /// Whether all of `other` are set.
    #[must_use]
    pub fn has(self, other: Cues) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of `other` is set.
    #[must_use]
    pub fn any(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits that are set, from the lowest on.
    pub fn bits(self) -> impl Iterator<Item = usize> {
        let rest = |set: u32| (set != 0).then_some(set);
        std::iter::successors(rest(self.0), move |set| rest(set & (set - 1)))
            .map(|set| set.trailing_zeros() as usize)
    }

    /// Their names.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        self.bits().map(|bit| NAMES[bit]).collect()
    }

    /// Cues of page furniture.
    pub const FURNITURE: Cues = Cues(
        Self::EDITORS.0
            | Self::DATE.0
            | Self::FOLIO.0
            | Self::CONTACT.0
            | Self::PUBLISHER.0
            | Self::JUMP.0
            | Self::SECTION.0,
    );
}

impl std::ops::BitOrAssign for Cues {
    fn bitor_assign(&mut self, other: Cues) {
        self.0 |= other.0;
    }
}

/// Words that open sentences, in the middle of a paragraph as often as at its start.
static STARTERS: Words<34> = Words::new([
    "据",
    "同时",
    "记者",
    "今年",
    "去年",
    "目前",
    "随着",
    "为",
    "这次",
    "此次",
    "这项",
    "但",
    "最近",
    "其中",
    "如今",
    "现在",
    "首先",
    "其次",
    "最后",
    "在",
    "由于",
    "从",
    "近日，",
    "日前，",
    "近年来，",
    "连日来，",
    "昨日，",
    "昨天，",
    "多年来，",
    "去年以来",
    "今年以来",
    "近期，",
    "春节",
    "眼下",
]);

/// Phrases that open a report's next paragraph far more often than a further sentence,
/// and never a report: they refer back to what was told.
static OPENERS: Words<44> = Words::new([
    "据悉，",
    "据了解，",
    "据介绍，",
    "据统计，",
    "据此间",
    "会议要求",
    "会议强调",
    "会议指出",
    "会上，",
    "会上通报",
    "会后，",
    "会议期间",
    "当天，",
    "当日，",
    "当天下午",
    "当天上午",
    "翌日，",
    "次日，",
    "下一步，",
    "接下来，",
    "活动中，",
    "活动现场",
    "活动当天",
    "与此同时",
    "此外，",
    "另据",
    "另悉，",
    "另外，",
    "对此，",
    "谈到",
    "谈及",
    "说起",
    "截至目前",
    "不过，",
    "然而，",
    "因此，",
    "其间，",
    "仪式上",
    "座谈会上",
    "采访中",
    "下一步",
    "今后，",
    "会议还",
    "汇报会上",
]);

static SPEECH: Words<16> = Words::new([
    "说", "表示", "指出", "强调", "认为", "要求", "介绍", "透露", "告诉", "希望", "呼吁", "提出", "說",
    "強調", "認為", "要求",
]);

static SECTIONS: Words<26> = Words::new([
    "要闻", "新闻", "周刊", "副刊", "时评", "评论", "社会", "民生", "经济", "财经", "文化", "体育", "国际",
    "国内", "教育", "健康", "专版", "专刊", "特刊", "广告", "综合", "热线", "理论", "读者", "要聞", "新聞",
]);

static PHOTO: Words<12> = Words::new([
    "摄",
    "攝",
    "摄影",
    "供图",
    "資料圖片",
    "资料图片",
    "摄影报道",
    "摄影报道）",
    "摄）",
    "攝）",
    "绘",
    "制图",
]);

static PICTURE_NOTES: Words<2> = Words::new(["（图片）", "(图片)"]);

static REPORTS: Words<4> = Words::new(["报道：", "报道:", "報道：", "报道；"]);

static EDITORS: Words<12> = Words::new([
    "责编",
    "责任编辑",
    "本版",
    "编辑",
    "責任編輯",
    "版式",
    "美编",
    "校对",
    "本组文图",
    "值班",
    "統籌",
    "统筹",
]);

/// The cues of a line, in its language.
#[must_use]
pub fn cues(line: &Line) -> Cues {
    let mut cues = if line.language.is_spaced() { Cues::default() } else { of(&line.glyphs) };
    if !matches!(line.language, Language::Simplified | Language::Traditional) {
        cues |= phrases::of(line);
    }
    cues
}

/// Where a text that ends with who took its picture begins to say so, in bytes; the text
/// has a space for each gap.
#[must_use]
pub fn credit_start(text: &str, language: Language) -> Option<usize> {
    match language {
        Language::Simplified | Language::Traditional => None,
        Language::Japanese => phrases::japanese_credit(text),
        Language::Korean => phrases::korean_credit(text),
        latin => phrases::credit_start(text, latin.table()),
    }
}

/// What one walk along a line sees of its characters.
#[derive(Default)]
struct Glance {
    digit: bool,
    latin: bool,
    /// A pause or an end of a sentence.
    inner_end: bool,
    dash: bool,
    /// Something that is no Chinese character.
    foreign: bool,
    seen: CharSet,
}

impl Glance {
    fn at(chars: &[char]) -> Self {
        let mut glance = Glance::default();
        for &ch in chars {
            glance.seen.insert(ch);
            if chars::is_common_han(ch) {
                continue;
            }
            glance.foreign |= !chars::is_han(ch);
            glance.digit |= chars::is_digit(ch);
            glance.latin |= ch.is_ascii_alphabetic();
            glance.inner_end |= matches!(ch, '。' | '，' | '；');
            glance.dash |= matches!(ch, '—' | '─');
        }
        glance
    }
}

/// The cues of some glyphs of a line.
#[must_use]
pub fn of(glyphs: &[Glyph]) -> Cues {
    let chars: &[char] = &glyphs.iter().map(|g| g.ch).collect::<SmallVec<[char; 32]>>();
    let mut cues = Cues::default();
    let n = chars.len();
    let (Some(&first), Some(&last)) = (chars.first(), chars.last()) else {
        return cues;
    };
    let mut set = |on: bool, cue: Cues| {
        if on {
            cues |= cue;
        }
    };
    let glance = Glance::at(chars);
    let inner_end = glance.inner_end;
    let holds = |word: &str| contains(chars, &glance.seen, word);

    let sent = is_sent(chars);
    set(!sent && is_dateline(chars), Cues::DATELINE);
    set(REPORTS.inside(chars, &glance.seen), Cues::REPORT);
    let unpointed = if chars::is_pointer(first) { &chars[1..] } else { chars };
    // ▶02版 points at another page and ■ 某某 at nothing, not at a picture.
    let page = unpointed.len() < n && is_folio(unpointed);
    let byline = !inner_end && is_byline(chars);
    set(byline, Cues::BYLINE);
    set(chars::is_pointer(first) && !page && !byline, Cues::POINTER);
    set(page, Cues::FOLIO);
    set(FIGURES.start(unpointed), Cues::FIGURE);
    let bare = if matches!(last, '）' | ')') { &chars[..n - 1] } else { chars };
    let given =
        |word: &str| holds(word) && (chars::ends_with(bare, "提供") || chars::ends_with(bare, "供稿"));
    let photo = PHOTO.end(chars) || n <= 24 && (given("图片") || given("照片") || given("圖片"));
    set(photo, Cues::PHOTO);
    set(photo && n <= 24 && !inner_end && is_photo_only(chars, glyphs), Cues::PHOTO_ONLY);
    let editors = || {
        EDITORS.start(chars) && !chars::starts_with(chars, "编辑同志")
            || n <= 24 && first == '由' && matches!(chars[n.saturating_sub(2)..], ['编', '辑'] | ['編', '輯'])
            || n < 40 && holds("校对")
            || chars::starts_with(chars, "本组") && holds("提供")
    };
    set(!inner_end && editors(), Cues::EDITORS);
    if glance.digit || n <= 4 || holds("星期") {
        set(n <= 80 && is_date_line(chars), Cues::DATE);
        set(is_folio(chars), Cues::FOLIO);
    }
    if (glance.latin || glance.digit) && n <= 80 && !inner_end {
        set(is_contact(chars, &glance), Cues::CONTACT);
    }
    set(is_publisher(chars, &glance), Cues::PUBLISHER);
    set(is_jump(chars), Cues::JUMP);
    set(!glance.foreign && is_names(glyphs), Cues::NAMES);
    set(sent || is_signature(chars), Cues::SIGNATURE);
    set(STARTERS.start(chars), Cues::STARTER);
    set(OPENERS.start(chars), Cues::OPENER);
    set(
        (3..n.min(16)).any(|i| matches!(chars[i], '，' | '：' | '“' | ',' | ':') && SPEECH.end(&chars[2..i])),
        Cues::SPEECH,
    );
    set(is_day(chars), Cues::DAY);
    set(matches!(last, '：' | ':'), Cues::COLON_END);
    set(glance.dash, Cues::DASH);
    set(is_list_item(chars), Cues::LIST);
    set(n <= 6 && !glance.foreign && SECTIONS.end(chars), Cues::SECTION);
    set(PICTURE_NOTES.end(chars), Cues::PICTURE_NOTE);
    cues
}

fn starts_at(chars: &[char], at: usize, word: &str) -> bool {
    chars::starts_with(&chars[at.min(chars.len())..], word)
}

/// 本报讯, 本报…电, 据…社…日电, 【本報訊】.
#[must_use]
pub fn is_dateline(chars: &[char]) -> bool {
    let ends_news = |c: char| matches!(c, '电' | '讯' | '電' | '訊');
    let start = usize::from(matches!(chars.first(), Some('据' | '據' | '（' | '(' | '【' | '［' | '[')));
    // 〔記者…／…報導〕
    if chars.first() == Some(&'〔') && starts_at(chars, 1, "記者") {
        let close = chars.iter().take(20).position(|&c| c == '〕');
        return close.is_some_and(|at| chars::ends_with(&chars[..at], "報導"));
    }
    let own = chars.get(start) == Some(&'本')
        && matches!(chars.get(start + 1), Some('报' | '報' | '台' | '刊' | '网'));
    let agency = (start + 1..(start + 7).min(chars.len())).find(|&i| matches!(chars[i], '社' | '网'));
    if is_misread_dateline(&chars[start.min(chars.len())..]) {
        return true;
    }
    let from = if own {
        start + 2
    } else if let Some(i) = agency {
        i + 1
    } else {
        return false;
    };
    let bracketed = start == 1 && matches!(chars[0], '【' | '［' | '[');
    let to = chars.len().min(from + if bracketed { 18 } else { 16 });
    for i in from..to {
        if ends_news(chars[i]) {
            // 本报讯, …社…日电, …社电; a verb such as 电视 or 讯问 goes on with its own character.
            return !matches!(
                chars.get(i + 1),
                Some('视' | '影' | '话' | '子' | '力' | '脑' | '台' | '問' | '问' | '器')
            );
        }
        if matches!(chars[i], '，' | '。' | '“' | '；') {
            return false;
        }
    }
    own && (starts_at(chars, from, "记者") || starts_at(chars, from, "記者"))
        && chars[..chars.len().min(24)].windows(2).any(|pair| pair == ['报', '道'])
}

/// The longest （本报某地某月某日电）.
const SENT: usize = 24;

/// （本报某地1月1日电）: a dateline that ends a report, which nothing follows.
fn is_sent(chars: &[char]) -> bool {
    match chars {
        ['（' | '(', inside @ .., last, '）' | ')'] => {
            chars.len() <= SENT
                && matches!(last, '电' | '電')
                && inside.iter().any(|&c| chars::is_digit(c) || c == '日')
                && !inside.iter().any(|&c| chars::is_mark(c))
        }
        _ => false,
    }
}

/// 木报讯, 本振讯, 本报汛: 本报讯 with a character that a recogniser took for another.
fn is_misread_dateline(chars: &[char]) -> bool {
    let [a, b, c, rest @ ..] = chars else { return false };
    // 本通讯员, 本报讯问 and 本报迅速 go on with their own character.
    let goes_on = matches!(rest.first(), Some('员' | '員' | '息' | '号' | '问' | '問' | '速' | '即'));
    let like = |ch: char, all: [char; 4]| all.contains(&ch);
    let own = [
        like(*a, ['木', '夲', '本', '术']),
        like(*b, ['报', '報', '振', '扳']),
        like(*c, ['讯', '訊', '汛', '迅']),
    ];
    let exact = [*a == '本', matches!(b, '报' | '報'), matches!(c, '讯' | '訊')];
    !goes_on && own == [true; 3] && exact.iter().filter(|&&exact| exact).count() == 2
}

static FIGURES: Words<13> = Words::new([
    "图为", "圖為", "图①", "图一", "图1", "上图", "下图", "左图", "右图", "右圖", "左圖", "图：", "圖：",
]);

static PHOTOGRAPHERS: Words<10> = Words::new([
    "记者",
    "通讯员",
    "本报记者",
    "新华社记者",
    "特约记者",
    "見習記者",
    "記者",
    "摄影",
    "图",
    "文",
]);

fn is_photo_only(chars: &[char], glyphs: &[Glyph]) -> bool {
    let n = chars.len();
    let bracketed = matches!(chars[0], '（' | '(') && n <= 16;
    PHOTOGRAPHERS.start(chars)
        || bracketed
        || n <= 8
        || n <= 20 && glyphs.iter().filter(|g| g.gap > 0).count() >= 2
}

static ADDRESSES: Words<4> = Words::new(["www.", "http://", "https://", "WWW."]);

static CONTACTS: Words<7> = Words::new(["电话", "热线", "電話", "熱線", "传真", "微信", "QQ"]);

/// A phone number with its label, an e-mail address or a web address.
fn is_contact(chars: &[char], glance: &Glance) -> bool {
    let address = || {
        chars
            .iter()
            .position(|&c| c == '@')
            .is_some_and(|i| i > 0 && chars[i - 1].is_ascii_alphanumeric() && chars[i + 1..].contains(&'.'))
    };
    let digits = || chars.iter().filter(|&&c| chars::is_digit(c)).count();
    glance.seen.may_hold('@') && address()
        || ADDRESSES.inside(chars, &glance.seen)
        || CONTACTS.inside(chars, &glance.seen) && digits() >= 5
}

/// A line that is a date: year, month and day or a weekday, and little else.
fn is_date_line(chars: &[char]) -> bool {
    let n = chars.len();
    let (mut sentence, mut dated) = (false, false);
    for &c in chars {
        sentence |= matches!(c, '，' | '。' | '；' | '“');
        dated |= matches!(c, '年' | '期' | '周' | '拜' | '.' | '-' | '/');
    }
    if sentence || !dated {
        return false;
    }
    let weekday = |i: usize| {
        let week = starts_at(chars, i, "星期") || starts_at(chars, i, "礼拜");
        let day = chars.get(i + if week { 2 } else { 1 });
        (week || chars[i] == '周')
            && day.is_some_and(|&c| chars::is_han_numeral(c) || matches!(c, '日' | '天'))
    };
    if n <= 4 && weekday(0) {
        return true;
    }
    let number = |i: &usize| chars::is_digit(chars[*i]) || chars::is_han_numeral(chars[*i]);
    let date = (0..n).any(|i| {
        let year = (i..n).take_while(number).count();
        if year != 4 || i > 0 && number(&(i - 1)) {
            return false;
        }
        let Some(sign) = chars.get(i + 4) else { return false };
        let closing = match sign {
            '年' => '月',
            '.' | '-' | '/' => *sign,
            _ => return false,
        };
        let month = (i + 5..n).take_while(number).count();
        let at = i + 5 + month;
        let day = (at + 1..n).take_while(number).count();
        (1..=3).contains(&month) && chars.get(at) == Some(&closing) && (1..=3).contains(&day)
    });
    let named = (0..n).any(weekday);
    date && (n <= 20 || named || n <= 80 && (chars.contains(&'责') || chars.contains(&'版')))
}

fn is_folio(chars: &[char]) -> bool {
    let n = chars.len();
    if !(1..=6).contains(&n) {
        return false;
    }
    let digits = chars.iter().filter(|&&c| chars::is_digit(c)).count();
    let plain = n <= 3
        && digits > 0
        && digits <= 2
        && chars.iter().all(|&c| chars::is_digit(c) || c.is_ascii_uppercase());
    let named = (chars[0] == '第' || chars[0].is_ascii_uppercase()) && chars[n - 1] == '版';
    plain || named || n <= 4 && chars[n - 1] == '版' && digits + 1 >= n
}

static PARTNERS: Words<7> = Words::new(["合办", "主办", "承办", "联办", "协办", "与", "和"]);

static SPONSORS: Words<5> = Words::new(["主办", "合办", "联办", "协办", "出版"]);

static PAPERS: Words<14> = Words::new([
    "日报",
    "晚报",
    "时报",
    "晨报",
    "早报",
    "商报",
    "导报",
    "周报",
    "都市报",
    "日報",
    "晚報",
    "快报",
    "信报",
    "時報",
]);

static IMPRINTS: Words<5> = Words::new(["国内统一", "邮发代号", "刊号", "印务", "督印"]);

fn is_publisher(chars: &[char], glance: &Glance) -> bool {
    let n = chars.len();
    if glance.inner_end || n < 3 {
        return false;
    }
    chars[0] == '由' && PARTNERS.end(chars)
        || n <= 14 && is_issue(chars)
        || n <= 30 && SPONSORS.end(chars)
        || n <= 6 && PAPERS.end(chars)
        || n >= 10 && IMPRINTS.inside(chars, &glance.seen)
}

/// 第1234期, 总第1234期, 今日8版, CN 00-0000: the number of the issue and of its pages.
fn is_issue(chars: &[char]) -> bool {
    let number = |inside: &[char]| {
        (1..=6).contains(&inside.len())
            && inside.iter().all(|&c| chars::is_digit(c) || chars::is_han_numeral(c))
    };
    match chars {
        ['总', '第', inside @ .., '期'] | ['第', inside @ .., '期'] => {
            inside.len() > 2 && number(inside)
        }
        ['今', '日' | '天', inside @ .., '版'] | ['本', '期', inside @ .., '版'] => number(inside),
        ['C', 'N', rest @ ..] => {
            rest.contains(&'-') && rest.iter().all(|&c| chars::is_digit(c) || matches!(c, '-' | '/'))
        }
        _ => false,
    }
}

static DAYS: Words<6> = Words::new(["近日", "日前", "昨日", "昨天", "今天", "连日来"]);

/// 5月18日，or 18日，or 近日，: a day and a pause.
fn is_day(chars: &[char]) -> bool {
    let end = chars.iter().take(12).position(|&c| c == '，');
    end.is_some_and(|n| {
        let day = &chars[..n];
        if day.is_empty() {
            return false;
        }
        let word = DAYS.start_of(day).is_some_and(|w| n == w.chars().count());
        let numbered = chars::is_digit(day[0]) || chars::is_han_numeral(day[0]);
        word || n >= 2
            && numbered
            && (day[n - 1] == '日' || matches!(day[n - 1], '午' | '晚' | '晨') && day.contains(&'日'))
    })
}

static JUMPS: Words<8> = Words::new(["下转", "上接", "下接", "紧接", "下轉", "詳刊", "详见", "詳見"]);

/// 下转第3版《标题》, （上接第1版）, Continued on page 4, 详见A4版.
#[must_use]
pub fn is_jump(chars: &[char]) -> bool {
    let inside = match chars.first() {
        Some('（' | '(') => &chars[1..],
        _ => chars,
    };
    let told = JUMPS.start(inside)
        && inside.len() <= 16
        && inside.iter().any(|&c| matches!(c, '版' | '页' | '頁') || chars::is_digit(c));
    told || jumps::whole(chars).is_some()
}

static BYLINES: Words<23> = Words::new([
    "本报记者",
    "新华社记者",
    "本报通讯员",
    "特约记者",
    "记者",
    "通讯员",
    "本报特派记者",
    "本报实习生",
    "本報記者",
    "記者",
    "本报特约记者",
    "实习生",
    "作者",
    "文/",
    "文／",
    "文图/",
    "图文/",
    "本报评论员",
    "特约评论员",
    "评论员",
    "撰文",
    "见习记者",
    "全媒体记者",
]);

/// Surnames that nine in ten people bear, a character each.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯";

fn is_byline(chars: &[char]) -> bool {
    let n = chars.len();
    // A sign that lists have as well.
    let person = |name: &[char]| {
        matches!(name, [surname, ..] if name.len() <= 3 && SURNAMES.chars().any(|c| c == *surname))
            && name.iter().all(|&c| chars::is_han(c))
    };
    if (3..=4).contains(&n) && matches!(chars[0], '■' | '●' | '◆' | '★' | '▲' | '△') && person(&chars[1..])
    {
        return true;
    }
    // A box or a ring before a name, which no list has.
    let named = || matches!(chars, ['□' | '◎' | '○' | '◇' | '☆' | '⊙', name @ ..] if name.iter().all(|&c| chars::is_han(c)));
    if (3..=9).contains(&n) && named() {
        return true;
    }
    if !(4..=24).contains(&n) {
        return false;
    }
    let marked = is_byline_sign(chars[0]) || chars[0] == '（';
    let Some(label) = BYLINES.start_of(if marked { &chars[1..] } else { chars }) else { return false };
    let from = usize::from(marked) + label.chars().count();
    // 作者：某某, 撰文：某某; 记者： asks a question.
    let colon = matches!(label, "作者" | "撰文") && matches!(chars.get(from), Some('：' | ':'));
    let names = &chars[(from + usize::from(colon)).min(n)..];
    // 记者调查 and 记者手记 are what stands below.
    let report = matches!(names, ['调', '查', ..] | ['手', '记', ..] | ['观', '察', ..] | ['点', '评', ..]);
    let alone = names.is_empty() && label.ends_with('员') && label.chars().count() >= 5;
    (alone || (2..=14).contains(&names.len()) || marked && names.len() == 1)
        && !report
        && !matches!(chars[n - 1], '摄' | '攝')
        && !names.iter().any(|&c| chars::is_digit(c) || chars::is_end(c) || matches!(c, '“' | '”' | '：'))
}

/// A sign that stands before a name as often as before the items of a list.
#[must_use]
pub fn is_byline_sign(ch: char) -> bool {
    matches!(ch, '□' | '■' | '◎' | '●' | '○' | '◇' | '☆' | '◆' | '★' | '⊙')
}

/// Chinese characters alone, in two or more groups of one to four, not all of them single.
fn is_names(glyphs: &[Glyph]) -> bool {
    // A clause has a particle, which no name has.
    let particle = |g: &Glyph| matches!(g.ch, '了' | '的' | '是' | '在' | '不' | '要' | '来' | '去' | '有');
    if glyphs.len() > 40 || !glyphs.iter().skip(1).any(|g| g.gap > 0) || glyphs.iter().any(particle) {
        return false;
    }
    let names = || glyphs.chunk_by(|_, next| next.gap == 0);
    // Clauses have four characters as often as not.
    let calling = |name: &[Glyph]| matches!(name[name.len() - 1].ch, '者' | '员' | '員');
    let long = names().filter(|name| name.len() == 4 && !calling(name)).count();
    names().all(|name| name.len() <= 4) && names().any(|name| name.len() >= 2) && 3 * long <= names().count()
}

fn is_signature(chars: &[char]) -> bool {
    let n = chars.len();
    if !matches!(chars[n - 1], '）' | ')') {
        return false;
    }
    let open = chars.iter().rposition(|&c| matches!(c, '（' | '('));
    open.is_some_and(|o| {
        let inside = n - o - 2;
        (2..=20).contains(&inside)
            && chars[o + 1..n - 1].iter().all(|&c| chars::is_han(c) || c == '、')
            && (o == 0 || chars::is_end(chars[o - 1]) || chars::is_close(chars[o - 1]))
    })
}

fn is_list_item(chars: &[char]) -> bool {
    let numbered = |from: usize| {
        let n = chars[from..].iter().take_while(|&&c| chars::is_digit(c) || chars::is_han_numeral(c)).count();
        (n > 0 && n <= 3).then_some(from + n)
    };
    let bracketed = matches!(chars[0], '（' | '(')
        && numbered(1).is_some_and(|i| matches!(chars.get(i), Some('）' | ')')));
    let plain = numbered(0).is_some_and(|i| {
        matches!(chars.get(i), Some('、' | '．'))
            || chars.get(i) == Some(&'.') && !chars.get(i + 1).is_some_and(|&c| chars::is_digit(c))
            || chars.get(i) == Some(&'是')
    });
    bracketed || plain || matches!(chars[0], '●' | '■' | '◆' | '★' | '①' | '②' | '③' | '④' | '⑤')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    #[track_caller]
    fn check(text: &str, cue: Cues, expect: bool) {
        let line = &lines::lines(source::read(text, &Options::default()).lines)[0];
        assert_eq!(cues(line).has(cue), expect, "{text}");
    }

    #[test]
    fn datelines() {
        for yes in
            ["本报讯 近日，河湾新区", "据某某社河湾1月3日电（记者", "本报河湾1月2日电记者", "【本報訊】昨日"]
        {
            check(yes, Cues::DATELINE, true);
        }
        for misread in ["木报讯 近日，河湾新区", "本振讯昨日", "本报汛（记者", "据本报汛 近日"]
        {
            check(misread, Cues::DATELINE, true);
        }
        for signature in ["（本报河湾1月2日电）", "(新华社河湾一月二日电)"] {
            check(signature, Cues::DATELINE, false);
            check(signature, Cues::SIGNATURE, true);
        }
        check("（本报河湾1月2日电）昨日", Cues::DATELINE, true);
        for no in ["本报迅速报道", "本通讯员", "术报讯问", "木板讯"] {
            check(no, Cues::DATELINE, false);
        }
        for no in ["本报将推出新版面，欢迎", "该社区电视机厂", "据了解，该项目已经"]
        {
            check(no, Cues::DATELINE, false);
        }
    }

    #[test]
    fn furniture_cues() {
        check("2025年6月23日 星期一", Cues::DATE, true);
        check("2025年6月23日，新馆开放", Cues::DATE, false);
        check("第12版", Cues::FOLIO, true);
        check("A4", Cues::FOLIO, true);
        for yes in ["第1234期", "总第99999期", "今日8版", "CN 00-0000"] {
            check(yes, Cues::PUBLISHER, true);
        }
        for no in ["第3期", "今日新版", "第1234期学员", "CN桥"] {
            check(no, Cues::PUBLISHER, false);
        }
        check("▶02版", Cues::FOLIO, true);
        check("▶02版", Cues::POINTER, false);
        check("▶新桥通车", Cues::POINTER, true);
        check("■ 田某某", Cues::POINTER, false);
        check("新闻热线：0000-1234567", Cues::CONTACT, true);
        check("www.example.cn", Cues::CONTACT, true);
        check("（下转第6版）", Cues::JUMP, true);
        check("责编/某甲 美编/某乙 校对/某丙", Cues::EDITORS, true);
        check("校对工作持续了三个月，大家", Cues::EDITORS, false);
        check("编辑同志：", Cues::EDITORS, false);
    }

    #[test]
    fn people_cues() {
        for yes in [
            "本报记者 某某某",
            "□ 某某",
            "⊙ 某某",
            "■ 田某某",
            "□某某某",
            "◎ 某某 某某某",
            "■ 本报评论员 某某",
            "本报评论员",
            "作者：某某",
            "文/某某",
        ] {
            check(yes, Cues::BYLINE, true);
        }
        for no in [
            "● 新桥",
            "■ 田间管理",
            "记者：梨子熟了吗？",
            "记者调查",
            "记者手记：",
            "□ 共3处",
            "作者：“某某”",
            "评论员",
            "□某某某某某某某某某",
        ] {
            check(no, Cues::BYLINE, false);
        }
        check("记者 某某 摄", Cues::PHOTO_ONLY, true);
        check("甲乙丙 丁戊 己庚辛", Cues::NAMES, true);
        check("本报记者 某某某", Cues::NAMES, true);
        check("新桥通车 两岸同庆", Cues::NAMES, false);
        check("加快发展。（某某）", Cues::SIGNATURE, true);
    }
}
