//! Languages: what differs between them, one table each, and which one a line is in.
//!
//! The way of the data is the same for all. A table says how a language is set (with
//! or without spaces between words), which marks quote, and which words open
//! datelines, bylines, credits and furniture. A line's language is that of its block: by
//! its script first, then by frequent words. Some Latin or Korean words on a Chinese
//! page are words of that page; only running text in lines of its own is taken for
//! another language.

use crate::chars;
use crate::source::{Glyph, SourceLine};

/// The language that a line is set in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese in simplified characters, and everything that is no other language.
    #[default]
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
}

/// What is particular to a language. Lists are words apart by spaces; where an entry
/// holds several words, entries are apart by `|`.
#[derive(Debug)]
pub struct Table {
    /// Its tag by BCP 47.
    pub tag: &'static str,
    /// Words stand apart by spaces, and lines join with one.
    pub spaced: bool,
    /// Words so frequent that they tell the language and nothing of the subject.
    pub frequent: &'static str,
    /// Words that refer back: no report begins with them.
    pub back: &'static str,
    /// Words of time, as leads have them.
    pub time: &'static str,
    /// Verbs of speech.
    pub speech: &'static str,
    /// Words that end with a full stop in mid-sentence.
    pub abbreviations: &'static str,
    /// Names of months, whole and short.
    pub months: &'static str,
    /// Names of the days of the week.
    pub weekdays: &'static str,
    /// What a byline begins with.
    pub bylines: &'static str,
    /// What a byline ends with, behind a name.
    pub titles: &'static str,
    /// What a line of credit begins with.
    pub credits: &'static str,
    /// What a caption begins with.
    pub captions: &'static str,
    /// What a line that names the page's editors begins with.
    pub editors: &'static str,
    /// The word before or behind a page's number.
    pub page: &'static str,
    /// Names of sections.
    pub sections: &'static str,
    /// What a paper's name ends or begins with, in furniture.
    pub papers: &'static str,
    /// What a line begins or ends with that says where an article goes on.
    pub jump_to: &'static str,
    /// The same, where it comes from.
    pub jump_from: &'static str,
    /// Words before a hyphen that stays where a line ends there.
    pub before_hyphen: &'static str,
    /// Words behind such a hyphen.
    pub behind_hyphen: &'static str,
}

const EMPTY: Table = Table {
    tag: "",
    spaced: false,
    frequent: "",
    back: "",
    time: "",
    speech: "",
    abbreviations: "",
    months: "",
    weekdays: "",
    bylines: "",
    titles: "",
    credits: "",
    captions: "",
    editors: "",
    page: "",
    sections: "",
    papers: "",
    jump_to: "",
    jump_from: "",
    before_hyphen: "",
    behind_hyphen: "",
};

/// The cues of Chinese pages are many and stand in `cues.rs`.
static SIMPLIFIED: Table = Table { tag: "zh-Hans", ..EMPTY };

static TRADITIONAL: Table = Table {
    tag: "zh-Hant",
    frequent: "這 說 國 會 個 們 來 時 為 過 對 後 將 與 於 學 開 臺 灣 區 長 報 動 發 經 業 東 車 門 點 實 從 還 應 當 無 現 員 華 電 話 頭 見 體 數 樣 機 關 問 題 場 處 戶 歲 萬 億 讓 請 認 識 記 設 計 訊",
    ..EMPTY
};

static JAPANESE: Table = Table {
    tag: "ja",
    time: "日 昨日 今日",
    months: "月",
    weekdays: "曜日",
    bylines: "文・|記者・|【文|取材・文|文と写真",
    titles: "記者|特派員|編集委員|論説委員",
    credits: "写真|撮影|＝写真|（写真|【写真|提供",
    captions: "【写真|写真は|（写真|▲|▼",
    editors: "編集|紙面編集|デスク|校閲|レイアウト|本紙編集",
    page: "面 ページ 頁",
    sections: "社会 総合 経済 国際 政治 地域 スポーツ 文化 くらし 生活 教育 科学 オピニオン 社説 地方 第一社会 第二社会 芸能 読書 テレビ 暮らし 社会面 投書",
    papers: "新聞 新報 日報 タイムス 時報 日日新聞",
    jump_to: "面に続く|面へ続く|面につづく|面に関連記事|面に関連|ページに続く",
    jump_from: "面から続く|面からつづく|面の続き|ページから続く",
    ..EMPTY
};

static KOREAN: Table = Table {
    tag: "ko",
    spaced: true,
    frequent: "있다 있는 했다 것 수 등 이 그 및 위해 지난 대한 밝혔다 말했다",
    back: "그는 그 이 이는 이에 하지만 그러나 또 또한 한편 이어 그러면서 그녀는 이들은 특히",
    time: "오전 오후 어제 오늘 지난 이날 내일",
    speech: "말했다 밝혔다 전했다 설명했다 강조했다 덧붙였다 라고 고",
    abbreviations: "",
    months: "월",
    weekdays: "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    bylines: "글 글= 글·사진 취재= 취재 글·사진=",
    titles: "기자|특파원|인턴기자|선임기자|논설위원|통신원|전문기자|객원기자",
    credits: "사진=|사진 |사진:|사진제공|사진 제공|사진·|자료사진",
    captions: "▲|△|▼|◀|▶|사진은|사진설명|[사진]",
    editors: "편집|편집=|편집:|교열|교열=|디자인|편집기자|편집국장|발행인",
    page: "면 쪽",
    sections: "사회 정치 경제 국제 문화 스포츠 오피니언 종합 지역 사람들 생활 교육 과학 사설 연예 전국 지방 사회면 사람",
    papers: "신문 일보 타임스 저널 경제신문 시보",
    jump_to: "면에 계속|면으로 계속|면으로 이어짐|면에 이어짐|면에 관련기사|쪽에 계속|면에서 계속됩니다",
    jump_from: "면에서 계속|면에서 이어짐|쪽에서 계속|면서 계속",
    ..EMPTY
};

static ENGLISH: Table = Table {
    tag: "en",
    spaced: true,
    frequent: "the of and to a in that is was for on with as at by it from his her he she they are were be been has have had this but not an or which their its who will would said after more than when there about into out up one",
    back: "he she it they this that these those but however and so yet his her their its meanwhile still instead then such both",
    time: "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow",
    speech: "said says told added asked announced warned wrote explained recalled",
    abbreviations: "mr mrs ms dr prof rev hon st sgt capt gen col lt gov sen rep jr sr inc ltd co corp no vs etc jan feb mar apr aug sept sep oct nov dec ave blvd rd mt ft u.s u.k u.n e.g i.e a.m p.m",
    months: "january february march april may june july august september october november december jan feb mar apr aug sept sep oct nov dec",
    weekdays: "monday tuesday wednesday thursday friday saturday sunday",
    bylines: "by|story by|words by|text by|report by|from our|by our",
    titles: "staff writer|staff reporter|staff correspondent|correspondent|reporter|special correspondent|contributing writer",
    credits: "photo:|photos:|photo by|photos by|photograph:|photographs:|photograph by|picture:|pictures:|picture by|credit:|image:|photo courtesy|photography by|photography:|illustration:",
    captions: "pictured|above:|below:|left:|right:|from left|▲|▼|◀|▶",
    editors: "edited by|editor:|editors:|managing editor|layout:|design:|page design|copy editor|news editor|page editor",
    page: "page p. pg.",
    sections: "news|local|local news|sports|sport|business|opinion|world|nation|metro|city|region|arts|culture|weather|education|politics|science|letters|money|travel|obituaries|community|state|features|living|editorial|around town|health",
    papers: "times herald gazette tribune courier chronicle post journal observer news star mail telegraph examiner register record bulletin dispatch ledger sentinel guardian argus echo messenger independent",
    jump_to: "continued on|continues on|see page|turn to|please turn to|please see|more on page|full story on",
    jump_from: "continued from|from page",
    before_hyphen: "self well long high low half full short part old new cross ex mid vice left right third first second ill far hard late non anti semi quasi all so cold hot dry wet free good bad low large small wide deep open two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety hand home city state world year day time brand co son daughter father mother brother sister",
    behind_hyphen: "year old law time to in up off on out term based made led side like called wide",
};

static FRENCH: Table = Table {
    tag: "fr",
    spaced: true,
    frequent: "le la les de des du et en un une que qui dans pour sur par au aux est a ont sont pas plus ce cette ses son sa il elle ils elles se ne avec été ou mais leur leurs être d'une d'un qu'il a-t-il à c'est",
    back: "il elle ils elles ce cette ces mais cependant toutefois or et puis ensuite enfin leur leurs son sa ses celui-ci celle-ci",
    time: "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain",
    speech: "dit affirme explique déclaré annoncé ajouté indiqué raconte souligne précise assure confie résume a-t-il a-t-elle dit-il dit-elle",
    abbreviations: "m mm mme mlle mmes dr pr st ste me mgr av bd art no janv févr fév avr juil sept oct nov déc etc cf p ex vol",
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv. févr. avr. juil. sept. oct. nov. déc.",
    weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    bylines: "par|de notre|propos recueillis par|texte|textes|un reportage de|reportage de|de notre correspondant|de notre correspondante",
    titles: "envoyé spécial|envoyée spéciale|correspondant|correspondante",
    credits: "photo|photos|photo :|photo:|© |crédit|crédits|crédit photo|illustration|dessin",
    captions: "ci-dessus|ci-contre|ci-dessous|à gauche|à droite|▲|▼|◀|▶",
    editors: "rédaction|rédacteur|rédactrice|mise en page|maquette|édition|secrétaire de rédaction|directeur de la publication|directrice de la publication",
    page: "page p.",
    sections: "actualités|actualité|sport|sports|économie|culture|société|politique|monde|international|région|régions|local|locale|vie locale|faits divers|opinions|opinion|débats|loisirs|sciences|santé|éducation|météo|courrier|annonces|la ville|la région|environs",
    papers: "journal gazette courrier dépêche écho républicain voix nouvelles progrès tribune matin soir messager éclair quotidien",
    jump_to: "suite page|suite en page|lire la suite|lire page|lire en page|lire aussi page|la suite page|suite p.",
    jump_from: "suite de la page|suite de la première page|suite de la une",
    before_hyphen: "après avant demi grand grande grands grands-parents vice ex sous sur non mi quasi contre presque au là ci rond porte chef peut c'est est celui celle ceux celles lui elle eux nous vous moi soi même rendez vis lave sans franco nord sud saint sainte saints arc quatre vingt trente quarante cinquante soixante dix dit a belle beau mot petit petite petits nouveau premier plate tout va",
    behind_hyphen: "il elle ils elles on ci là même mêmes être vous nous t je tu ce moi lui leur y en midi delà dessus dessous",
};

static GERMAN: Table = Table {
    tag: "de",
    spaced: true,
    frequent: "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei",
    back: "er sie es dies dieser diese dieses doch aber dabei damit dazu denn zudem außerdem auch so dann ihr sein seine jedoch danach deshalb daher dort",
    time: "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend gestern heute morgen",
    speech: "sagte sagt erklärte betonte teilte berichtete meinte hieß ergänzte kündigte fragte",
    abbreviations: "z b d h u a dr prof st str nr ca bzw usw evtl ggf mio mrd tel inkl jan feb febr mär apr jun jul aug sept okt nov dez hl bsp vgl abs art s o ä i zzgl geb gest",
    months: "januar februar märz april mai juni juli august september oktober november dezember jan. feb. febr. mär. apr. jun. jul. aug. sept. okt. nov. dez. jänner",
    weekdays: "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend",
    bylines: "von|text:|von unserem|von unserer|text und fotos:|interview:|aufgezeichnet von|es berichtet",
    titles: "korrespondent|korrespondentin|redakteur|redakteurin|reporter|reporterin",
    credits: "foto:|fotos:|foto |bild:|bilder:|bild |archivfoto:|archivbild:|symbolfoto:|grafik:|repro:|foto/|illustration:",
    captions: "im bild|unser bild|oben:|unten:|links:|rechts:|auf dem foto|▲|▼|◀|▶",
    editors: "redaktion:|redaktion|verantwortlich|gestaltung:|layout:|chefredaktion|seitenredaktion|lokalredaktion|produktion:|schlussredaktion",
    page: "seite s.",
    sections: "lokales|sport|politik|wirtschaft|kultur|feuilleton|panorama|meinung|aus aller welt|stadt|region|aus der region|kreis|regionales|leserbriefe|wissen|reise|nachrichten|vermischtes|umland|wetter|lokalteil|gesellschaft",
    papers: "zeitung anzeiger nachrichten tageblatt blatt bote kurier rundschau post presse merkur volksblatt morgenpost abendblatt allgemeine echo",
    jump_to: "fortsetzung auf|weiter auf|mehr dazu auf|siehe seite|bericht seite|bericht auf|mehr auf seite|lesen sie weiter",
    jump_from: "fortsetzung von|fortsetzung seite",
    before_hyphen: "nord süd ost west ex vize nicht",
    behind_hyphen: "",
};

/// The languages of Latin script.
const LATIN: [Language; 3] = [Language::English, Language::French, Language::German];

impl Language {
    /// Its table.
    #[must_use]
    pub fn table(self) -> &'static Table {
        match self {
            Language::Simplified => &SIMPLIFIED,
            Language::Traditional => &TRADITIONAL,
            Language::Japanese => &JAPANESE,
            Language::Korean => &KOREAN,
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::German => &GERMAN,
        }
    }

    /// Words stand apart by spaces.
    #[must_use]
    pub fn is_spaced(self) -> bool {
        matches!(self, Language::Korean) || self.is_latin()
    }

    /// Chinese in either kind of characters.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        matches!(self, Language::Simplified | Language::Traditional)
    }

    /// Set in Latin letters.
    #[must_use]
    pub fn is_latin(self) -> bool {
        LATIN.contains(&self)
    }
}

/// Whether a word stands in a list of words apart by spaces.
#[must_use]
pub fn lists(list: &str, word: &str) -> bool {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    if word.is_empty() || word.contains(&b' ') {
        return word == list;
    }
    // Every word of every line is asked for, so that the list is walked by its bytes.
    let mut at = 0;
    while list.len() - at >= word.len() {
        let end = at + word.len();
        if list[at] == word[0] && list[at..end] == *word && list.get(end).is_none_or(|&b| b == b' ') {
            return true;
        }
        while list.get(at).is_some_and(|&b| b != b' ') {
            at += 1;
        }
        at = list.len().min(at + 1);
    }
    false
}

/// Scripts by which lines are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Script {
    /// No letter at all.
    #[default]
    None,
    /// Chinese characters and kana.
    Wide,
    Hangul,
    Latin,
}

/// Letters of a line or of more, in columns of half an em.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    han: usize,
    kana: usize,
    hangul: usize,
    latin: usize,
}

impl Letters {
    fn of(line: &SourceLine) -> Self {
        let mut letters = Letters::default();
        for glyph in &line.glyphs {
            match glyph.ch {
                c if chars::is_han(c) => letters.han += 2,
                c if chars::is_kana(c) => letters.kana += 2,
                c if chars::is_hangul(c) => letters.hangul += 2,
                c if chars::is_latin(c) => letters.latin += 1,
                _ => {}
            }
        }
        letters
    }

    fn add(&mut self, other: Letters) {
        self.han += other.han;
        self.kana += other.kana;
        self.hangul += other.hangul;
        self.latin += other.latin;
    }

    fn all(&self) -> usize {
        self.han + self.kana + self.hangul + self.latin
    }

    fn script(&self) -> Script {
        let wide = self.han + self.kana;
        if self.all() == 0 {
            Script::None
        } else if self.latin >= 2 * (wide + self.hangul) {
            Script::Latin
        } else if self.hangul > wide {
            Script::Hangul
        } else {
            Script::Wide
        }
    }
}

/// The language of every line.
///
/// Lines of one script in a row are a run. A run in another script than most of the page
/// is taken for its own language where it is running text; otherwise it is in the page's.
#[must_use]
pub fn recognise(lines: &[SourceLine]) -> Vec<Language> {
    let letters: Vec<Letters> = lines.iter().map(Letters::of).collect();
    let mut page = Letters::default();
    for l in &letters {
        page.add(*l);
    }
    let mut main = page.script();
    // A few words or an address are in no language that they tell.
    if main == Script::Latin && lines.len() < 3 && !is_prose(lines) {
        main = Script::Wide;
    }
    let latin = main == Script::Latin || page.latin >= FOREIGN && words_told(lines) >= 5;
    if !latin && page.hangul < FOREIGN && page.kana < FOREIGN / 4 {
        return vec![wide_language(&page, lines); lines.len()];
    }
    let mut scripts: Vec<Script> = letters.iter().map(Letters::script).collect();
    // A line without letters goes with the line before it.
    let mut before = main;
    for script in &mut scripts {
        if *script == Script::None {
            *script = before;
        }
        before = *script;
    }
    let mut out = vec![Language::default(); lines.len()];
    let likely = latin_language(lines, &scripts, None).unwrap_or(Language::English);
    let wide = wide_language(&page, lines);
    let mut from = 0;
    while from < lines.len() {
        let script = scripts[from];
        let to = (from..lines.len()).find(|&k| scripts[k] != script).unwrap_or(lines.len());
        let mut own = Letters::default();
        for l in &letters[from..to] {
            own.add(*l);
        }
        let believed = script == main
            || match script {
                Script::Latin => {
                    to - from >= 3 && words_told(&lines[from..to]) >= 5 && is_prose(&lines[from..to])
                }
                Script::Hangul => own.hangul >= FOREIGN,
                _ => own.han + own.kana >= 8,
            };
        let script = if believed { script } else { main };
        let blocks = blocks(lines, from, to);
        for (from, to) in blocks {
            let language = match script {
                Script::Latin => {
                    latin_language(&lines[from..to], &scripts[from..to], Some(likely)).unwrap_or(likely)
                }
                Script::Hangul => Language::Korean,
                _ => {
                    let mut own = Letters::default();
                    for l in &letters[from..to] {
                        own.add(*l);
                    }
                    if own.han + own.kana >= 2 * FOREIGN {
                        wide_language(&own, &lines[from..to])
                    } else {
                        wide
                    }
                }
            };
            out[from..to].fill(language);
        }
        from = to;
    }
    out
}

/// Fewer letters than this, in columns, are words of another language and no text in it.
const FOREIGN: usize = 40;

/// Stretches of a run that stand apart by empty lines.
fn blocks(lines: &[SourceLine], from: usize, to: usize) -> Vec<(usize, usize)> {
    let apart = (from + 1..to).filter(|&k| lines[k].blanks > 0).chain([to]);
    let mut start = from;
    apart.map(|end| (std::mem::replace(&mut start, end), end)).collect()
}

/// Chinese or Japanese: one kana to a dozen characters is Japanese.
fn wide_language(letters: &Letters, lines: &[SourceLine]) -> Language {
    if 12 * letters.kana > letters.han + letters.kana && letters.kana >= 6 {
        return Language::Japanese;
    }
    // All of them are common Chinese characters, which differ in their lowest fifteen bits.
    let mut frequent = [0u64; 512];
    let place = |ch: char| (ch as usize & 0x7fff) / 64;
    let bit = |ch: char| 1u64 << (ch as usize % 64);
    TRADITIONAL.frequent.chars().for_each(|ch| frequent[place(ch)] |= bit(ch));
    let told = |ch: char| chars::is_common_han(ch) && frequent[place(ch)] & bit(ch) != 0;
    let count = lines.iter().flat_map(|line| &line.glyphs).filter(|g| told(g.ch)).count();
    if 60 * count > letters.han && count > 0 { Language::Traditional } else { Language::Simplified }
}

/// What stands between the gaps of a line.
fn parts(line: &SourceLine) -> impl Iterator<Item = &[Glyph]> {
    line.glyphs.chunk_by(|_, next| next.gap == 0)
}

/// The words of a line, in small letters. What holds Chinese characters is none of Latin script.
fn words(line: &SourceLine) -> impl Iterator<Item = String> {
    let latin = |word: &&[Glyph]| !word.iter().any(|g| chars::is_common_han(g.ch));
    parts(line).filter(latin).map(|word| {
        let letters = word.iter().map(|g| if g.ch == '’' { '\'' } else { g.ch });
        let word: String = letters.map(chars::to_small).collect();
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    })
}

/// Whether one word in eight is a frequent one, as in no table, address or code.
fn is_prose(lines: &[SourceLine]) -> bool {
    let word = |part: &&[Glyph]| part.iter().any(|g| g.ch.is_alphanumeric());
    let count = lines.iter().flat_map(parts).filter(word).count();
    let told = words_told(lines);
    told > 0 && 8 * told >= count
}

/// Frequent words of any Latin language.
fn words_told(lines: &[SourceLine]) -> usize {
    let told = |w: &String| LATIN.iter().any(|l| lists(l.table().frequent, w));
    lines.iter().flat_map(words).filter(told).count()
}

/// The Latin language whose frequent words stand most often in lines of Latin script; with
/// few of them, or as many of two languages, the one that is likely anyway.
fn latin_language(lines: &[SourceLine], scripts: &[Script], likely: Option<Language>) -> Option<Language> {
    let mut votes = [0usize; LATIN.len()];
    for (line, _) in lines.iter().zip(scripts).filter(|(_, s)| **s == Script::Latin) {
        for word in words(line) {
            for (vote, language) in votes.iter_mut().zip(LATIN) {
                *vote += usize::from(lists(language.table().frequent, &word));
            }
        }
    }
    let best = (0..votes.len()).fold(0, |best, k| if votes[k] > votes[best] { k } else { best });
    let own = likely.and_then(|l| LATIN.iter().position(|&k| k == l)).map_or(0, |k| votes[k]);
    (votes[best] >= 3 && (likely.is_none() || votes[best] > own + 2)).then(|| LATIN[best])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::source;

    fn languages(input: &str) -> Vec<Language> {
        recognise(&source::read(input, &Options::default()).lines)
    }

    #[track_caller]
    fn check(input: &str, expect: Language) {
        assert!(languages(input).iter().all(|l| *l == expect), "{:?}", languages(input));
    }

    #[test]
    fn a_text_is_in_its_language() {
        check(
            "The council said on Monday that\nthe bridge would be closed for\nthe summer.",
            Language::English,
        );
        check(
            "Der Stadtrat hat am Montag\nbeschlossen, dass die Brücke im\nSommer nicht mehr offen ist.",
            Language::German,
        );
        check(
            "Le conseil a annoncé lundi que\nle pont sera fermé pour les\ntravaux de cet été.",
            Language::French,
        );
        check("시의회는 3일 낡은 다리를\n올여름 닫기로 했다고 밝혔다.", Language::Korean);
        check("市議会は三日、古い橋をこの夏\n閉鎖すると発表した。", Language::Japanese);
        check("市議會昨日說，這座舊橋將於\n今年夏天關閉。", Language::Traditional);
        check("市议会昨日说，这座旧桥将于\n今年夏天关闭。", Language::Simplified);
    }

    #[test]
    fn words_of_another_language_are_words_of_the_page() {
        let page = "市议会昨日说，这座旧桥将于\n今年夏天关闭。\nE-mail: bridge@example.com\nOpen House and the City\n市民可以来电询问。";
        check(page, Language::Simplified);
        check(
            "The Seoul word for it, 정, is old and the\nword has no English one, he said.",
            Language::English,
        );
    }

    #[test]
    fn blocks_of_a_mixed_page_have_each_their_own() {
        let page = "市议会昨日说，这座旧桥将于\n今年夏天关闭。\n\nThe council said on Monday that the\nbridge would be closed for the\nsummer, and that it will be open in\nthe autumn.\n\n市民可以来电询问。";
        let found = languages(page);
        assert_eq!(found[0], Language::Simplified);
        assert_eq!(found[2..6], [Language::English; 4]);
        assert_eq!(found[6], Language::Simplified);
    }
}
