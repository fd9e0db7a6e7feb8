//! Invents articles.

use crate::gold::{GoldArticle, Role};
use crate::habits::{Habits, Press};
use crate::rng::Rng;
use crate::words::{Topic, names, patterns, topics};

/// What kind of article it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Meeting,
    Visit,
    Event,
    Data,
    Feature,
    Comment,
    Photo,
    Brief,
    /// Verse, a line each.
    Poem,
    /// What somebody makes known: who does stands at its end.
    Notice,
    /// Small notices under one heading.
    Classified,
}

/// An invented article, before it is set.
#[derive(Debug, Clone)]
pub struct Story {
    pub kicker: Option<String>,
    pub headline: String,
    pub deck: Option<String>,
    pub byline: Option<String>,
    pub paragraphs: Vec<StoryParagraph>,
    /// Its paragraphs are the lines of a box.
    pub list: bool,
    /// What a caption may say; one of them repeats the lead's clause.
    pub captions: Vec<StoryCaption>,
    /// 摄影报道 and the names, of a photo story.
    pub credit: Option<String>,
    /// （下转第6版）, where the article goes on elsewhere.
    pub jump_to: Option<String>,
    /// （上接第1版）, where it comes from elsewhere.
    pub jump_from: Option<String>,
}

#[derive(Debug, Clone)]
pub struct StoryParagraph {
    pub text: String,
    pub subhead: bool,
    /// It is set right below the one before and without an indent.
    pub joined: bool,
}

#[derive(Debug, Clone)]
pub struct StoryCaption {
    pub text: String,
    /// 记者 某某 摄, （资料图片）.
    pub credit: Option<String>,
    /// The credit stands at the caption's end and not on a line of its own.
    pub inline: bool,
}

/// Marks before a caption that point at its picture; the compositor sets its own.
const POINTERS: &[char] = &['▲', '▼', '▶', '◀', '△', '■', '●', '◆', '►', '◄'];

/// A paragraph no longer than this and without a mark at its end is a heading.
const HEADING: usize = 18;

impl Story {
    /// An article that is known already, to be set in another way.
    pub fn of(article: &GoldArticle) -> Self {
        let piece = |role: Role| {
            let at = article.roles.iter().position(|&r| r == role)?;
            article.title.get(at).cloned()
        };
        let last = article.paragraphs.len().saturating_sub(1);
        let is_heading =
            |text: &str| text.chars().count() <= HEADING && !text.ends_with(|c: char| !c.is_alphanumeric());
        let paragraphs = article.paragraphs.iter().enumerate().map(|(k, text)| StoryParagraph {
            text: text.clone(),
            subhead: k > 0 && k < last && is_heading(text),
            joined: false,
        });
        let mut credits = article.credits.iter().cloned();
        let captions = article.captions.iter().map(|text| {
            let text = text.trim_start_matches(POINTERS);
            StoryCaption { text: text.to_owned(), credit: credits.next(), inline: false }
        });
        Story {
            kicker: piece(Role::Kicker),
            headline: piece(Role::Main).unwrap_or_default(),
            deck: piece(Role::Deck),
            byline: article.bylines.first().cloned(),
            paragraphs: paragraphs.collect(),
            list: false,
            captions: captions.collect(),
            credit: credits.next(),
            jump_to: None,
            jump_from: None,
        }
    }
}

/// The places, people and habits of one invented paper.
#[derive(Debug)]
pub struct World {
    pub press: Press,
    pub towns: Vec<Town>,
    pub paper: String,
    agency: String,
    people: Vec<String>,
    dateline: Dateline,
}

#[derive(Debug, Clone)]
pub struct Town {
    pub name: String,
    pub level: String,
    places: Vec<String>,
}

/// How a paper opens its news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dateline {
    /// 本报讯 …
    Plain,
    /// 本报讯（记者 某某）…
    Reporter,
    /// 本报讯 记者某某报道：…
    Reports,
    /// 【本报讯】…
    Boxed,
    /// 本报某地3月1日电 …
    Wired,
    /// 据某通讯社某地3月1日电 …
    Agency,
    /// （记者 某某 通讯员 某某）…
    Names,
    /// Nothing at all.
    None,
}

pub fn person(rng: &mut Rng) -> String {
    let given = if rng.chance(18) {
        rng.pick(names("given.single")).clone()
    } else {
        let first = rng.pick(names("given.first"));
        format!("{first}{}", rng.pick(names("given.second")))
    };
    format!("{}{given}", rng.pick(names("surname")))
}

/// A name as it stands in a list of names: two characters are spaced to the
/// width of three.
pub fn spaced(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) => format!("{a} {b}"),
        _ => name.to_owned(),
    }
}

impl World {
    pub fn invent(press: Press, rng: &mut Rng) -> Self {
        let town = match press {
            Press::Mainland => mainland_town,
            Press::Harbour => harbour_town,
        };
        let towns = (0..rng.between(1, 4)).map(|_| town(rng)).collect::<Vec<_>>();
        let dateline = match press {
            Press::Mainland => rng.weighted(&[
                (Dateline::Plain, 36),
                (Dateline::Reporter, 18),
                (Dateline::Reports, 10),
                (Dateline::Boxed, 5),
                (Dateline::Wired, 8),
                (Dateline::Agency, 6),
                (Dateline::Names, 4),
                (Dateline::None, 13),
            ]),
            Press::Harbour => rng.weighted(&[
                (Dateline::None, 78),
                (Dateline::Boxed, 12),
                (Dateline::Plain, 4),
                (Dateline::Names, 6),
            ]),
        };
        let paper = match press {
            Press::Mainland => "paper",
            Press::Harbour => "harbour.paper",
        };
        World {
            press,
            paper: format!("{}{}", towns[0].name, rng.pick(names(paper))),
            agency: rng.pick(names("agency")).clone(),
            people: (0..14).map(|_| person(rng)).collect(),
            towns,
            dateline,
        }
    }

    /// Invents `count` articles, most of them about topics of their own.
    pub fn stories(&self, count: usize, habits: &Habits, rng: &mut Rng) -> Vec<Story> {
        let topics = topics(self.press);
        let mut order: Vec<usize> = (0..topics.len()).collect();
        rng.shuffle(&mut order);
        // Two articles seldom say the same thing in the same words.
        let mut used = Vec::new();
        (0..count)
            .map(|i| {
                // Two articles on one subject stand on many real pages, and a
                // box goes with the article before it.
                let list = i > 0 && rng.chance(habits.boxes);
                let at = if i > 0 && (list || rng.chance(12)) { i - 1 } else { i };
                let topic = &topics[order[at % order.len()]];
                let mut teller = Teller::new(self, topic, habits, rng.fork(1000 + i as u64));
                teller.used = std::mem::take(&mut used);
                let story = if list { teller.list() } else { teller.tell() };
                used = teller.used;
                story
            })
            .collect()
    }
}

fn mainland_town(rng: &mut Rng) -> Town {
    Town {
        name: format!("{}{}", rng.pick(names("town.first")), rng.pick(names("town.second"))),
        level: rng.pick(names("level")).clone(),
        places: (0..12)
            .map(|_| {
                let first = rng.pick(names("place.first")).clone();
                let second = rng.pick(names("place.second")).clone();
                format!("{first}{second}{}", rng.pick(names("place.level")))
            })
            .collect(),
    }
}

fn harbour_town(rng: &mut Rng) -> Town {
    let first = |rng: &mut Rng| rng.pick(names("harbour.town.first")).clone();
    Town {
        name: format!("{}{}", first(rng), rng.pick(names("harbour.town.second"))),
        level: String::new(),
        places: (0..12)
            .map(|_| {
                let second = rng.pick(names("harbour.place.second")).clone();
                format!("{}{second}{}", first(rng), rng.pick(names("harbour.place.level")))
            })
            .collect(),
    }
}

/// Deals a list's items in random order, all before any comes again.
struct Deck<'a> {
    items: &'a [String],
    order: Vec<usize>,
}

impl<'a> Deck<'a> {
    fn new(items: &'a [String]) -> Self {
        Deck { items, order: Vec::new() }
    }

    fn deal(&mut self, rng: &mut Rng) -> &'a str {
        if self.order.is_empty() {
            self.order = (0..self.items.len()).collect();
            rng.shuffle(&mut self.order);
        }
        let at = self.order.pop().unwrap_or(0);
        &self.items[at]
    }
}

struct Teller<'a> {
    world: &'a World,
    topic: &'a Topic,
    habits: &'a Habits,
    rng: Rng,
    town: &'a Town,
    person: String,
    calling: String,
    office: String,
    act: String,
    good: String,
    core: String,
    month: usize,
    speaker: String,
    nouns: Deck<'a>,
    acts: Deck<'a>,
    goods: Deck<'a>,
    heads: Deck<'a>,
    orgs: Deck<'a>,
    used: Vec<&'static str>,
}

impl<'a> Teller<'a> {
    fn new(world: &'a World, topic: &'a Topic, habits: &'a Habits, mut rng: Rng) -> Self {
        // The home town has most of the news.
        let town = if rng.chance(60) { &world.towns[0] } else { rng.pick(&world.towns) };
        let mut acts = Deck::new(&topic.act);
        let mut goods = Deck::new(&topic.good);
        let act = acts.deal(&mut rng).to_owned();
        let good = goods.deal(&mut rng).to_owned();
        let org = rng.pick(&topic.org);
        let bare = org.starts_with('市') || world.press == Press::Harbour;
        let office = if bare { org.clone() } else { format!("{}{org}", town.name) };
        Teller {
            person: rng.pick(&world.people).clone(),
            calling: rng.pick(&topic.who).clone(),
            month: rng.between(1, 12),
            speaker: if rng.chance(50) { "会议".to_owned() } else { String::new() },
            nouns: Deck::new(&topic.noun),
            heads: Deck::new(&topic.head),
            orgs: Deck::new(&topic.org),
            core: String::new(),
            used: Vec::new(),
            world,
            topic,
            habits,
            town,
            office,
            act,
            good,
            acts,
            goods,
            rng,
        }
    }

    /// A pattern of `section` that neither this article nor one before it has
    /// used, as far as there is one, filled in.
    fn say(&mut self, section: &str) -> String {
        let all = self.patterns(section);
        let mut pattern = self.rng.pick(all);
        for _ in 0..6 {
            if !self.used.contains(&pattern.as_str()) {
                break;
            }
            pattern = self.rng.pick(all);
        }
        self.used.push(pattern);
        self.fill(pattern)
    }

    fn patterns(&self, section: &str) -> &'static [String] {
        patterns(self.world.press, section)
    }

    /// A sentence of its own making: an opening, and clauses that go on.
    fn free(&mut self) -> String {
        let mut text = if self.rng.chance(55) { self.say("open") } else { String::new() };
        let clauses = self.rng.weighted(&[(1, 2), (2, 4), (3, 3), (4, 1)]);
        for n in 0..clauses {
            if n > 0 {
                text.push(if self.rng.chance(90) { '，' } else { '；' });
            }
            let clause = self.say("clause");
            text.push_str(&clause);
        }
        text.push('。');
        text
    }

    fn fill(&mut self, pattern: &str) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let close = rest[open..].find('}').map_or(rest.len(), |at| open + at);
            let gap = self.gap(&rest[open + 1..close]);
            out.push_str(&gap);
            rest = rest.get(close + 1..).unwrap_or("");
        }
        out.push_str(rest);
        out
    }

    fn gap(&mut self, name: &str) -> String {
        match name {
            "T" => format!("{}{}", self.town.name, self.town.level),
            "L" => self.town.level.clone(),
            "t" => self.rng.pick(&self.town.places).clone(),
            "t2" => {
                let town = self.rng.pick(&self.world.towns);
                self.rng.pick(&town.places).clone()
            }
            "O" => self.office.clone(),
            "o" => {
                let org = self.orgs.deal(&mut self.rng);
                // Nobody works together with himself.
                let own = self.office.ends_with(org);
                if own { self.orgs.deal(&mut self.rng).to_owned() } else { org.to_owned() }
            }
            "P" => self.person.clone(),
            "p" => {
                if self.rng.chance(50) {
                    self.rng.pick(&self.world.people).clone()
                } else {
                    person(&mut self.rng)
                }
            }
            "W" => self.calling.clone(),
            "w" => self.rng.pick(&self.topic.who).clone(),
            "F" => self.topic.field.clone(),
            "n" => self.nouns.deal(&mut self.rng).to_owned(),
            "N" => {
                let count = self.rng.between(3, 5);
                let items: Vec<_> = (0..count).map(|_| self.nouns.deal(&mut self.rng).to_owned()).collect();
                items.join("、")
            }
            "a" => self.acts.deal(&mut self.rng).to_owned(),
            "A" => self.act.clone(),
            "g" => self.goods.deal(&mut self.rng).to_owned(),
            "G" => self.good.clone(),
            "H" => self.heads.deal(&mut self.rng).to_owned(),
            "C" => self.core.clone(),
            "d" => self.day(),
            "m" => self.month.to_string(),
            "y" => self.rng.between(2019, 2035).to_string(),
            "k" => self.rng.between(2, 60).to_string(),
            "K" => self.large(),
            "X" => self.rng.between(110, 9_800).to_string(),
            "c" => self.share(),
            "s" => format!("“{}”", self.rng.pick(self.patterns("slogan"))),
            "l" => self.rng.pick(self.patterns("latin")).clone(),
            "M" => self.rng.pick(self.patterns("meeting")).clone(),
            "q" | "v" => {
                let pattern = self.rng.pick(self.patterns("quote"));
                self.fill(pattern)
            }
            "when" => {
                let pattern = self.rng.pick(self.patterns("when"));
                self.fill(pattern)
            }
            "e" => self.rng.pick(names("harbour.latin")).clone(),
            "E" => self.rng.pick(names("harbour.company")).clone(),
            "D" => self.rng.pick(names("harbour.day")).clone(),
            "sur" => self.rng.pick(names("surname")).clone(),
            "r" => {
                let title = *self.rng.pick(&["先生", "女士", "太", "婆婆", "伯"]);
                format!("{}{title}", self.rng.pick(names("surname")))
            }
            "j" => {
                let unit = *self.rng.pick(&["萬元", "億元", "元", "萬港元"]);
                match self.rng.below(3) {
                    0 => format!("{}{unit}", self.rng.between(2, 900)),
                    1 => format!("{}.{}{unit}", self.rng.between(1, 90), self.rng.between(1, 9)),
                    _ => format!("{},{}00元", self.rng.between(1, 60), self.rng.between(1, 9)),
                }
            }
            "spk" => {
                if self.speaker.is_empty() {
                    self.person.clone()
                } else {
                    self.speaker.clone()
                }
            }
            other => panic!("no gap {{{other}}}"),
        }
    }

    fn day(&mut self) -> String {
        format!("{}月{}日", self.month, self.rng.between(1, 28))
    }

    fn large(&mut self) -> String {
        match self.rng.below(6) {
            0 => format!("{}.{}万", self.rng.between(1, 30), self.rng.between(1, 9)),
            1 => format!("{}00余", self.rng.between(2, 40)),
            2 => self.rng.between(10_000, 99_999).to_string(),
            _ => self.rng.between(110, 9_800).to_string(),
        }
    }

    fn share(&mut self) -> String {
        if self.rng.chance(60) {
            format!("{}.{}%", self.rng.between(2, 98), self.rng.below(10))
        } else if self.world.press == Press::Harbour || self.rng.chance(40) {
            format!("{}%", self.rng.between(2, 98))
        } else {
            self.rng.pick(&["一成", "两成", "三成多", "近四成"]).to_string()
        }
    }

    fn tell(&mut self) -> Story {
        let kind = match self.world.press {
            Press::Mainland => self.rng.weighted(&[
                (Kind::Meeting, 18),
                (Kind::Visit, 10),
                (Kind::Event, 28),
                (Kind::Data, 8),
                (Kind::Feature, 12),
                (Kind::Comment, 7),
                (Kind::Photo, 7),
                (Kind::Brief, 10),
                (Kind::Poem, 3),
                (Kind::Notice, 4),
                (Kind::Classified, 3),
            ]),
            Press::Harbour => self.rng.weighted(&[
                (Kind::Event, 50),
                (Kind::Data, 15),
                (Kind::Feature, 22),
                (Kind::Brief, 13),
            ]),
        };
        match kind {
            Kind::Poem => return self.poem(),
            Kind::Notice => return self.notice(),
            Kind::Classified => return self.classified(),
            _ => {}
        }
        let core = match kind {
            Kind::Meeting => "core.meeting",
            Kind::Visit => "core.visit",
            Kind::Data => "core.data",
            _ => "core.event",
        };
        self.core = self.say(core);
        let mut paragraphs = self.body(kind);
        let dated = !matches!(kind, Kind::Feature | Kind::Comment | Kind::Photo);
        if kind != Kind::Photo && self.rng.chance(25) {
            for _ in 0..self.rng.between(1, 3) {
                let more = self.free();
                paragraphs[0].text.push_str(&more);
            }
        }
        if dated {
            let lead = &mut paragraphs[0].text;
            *lead = format!("{}{lead}", self.dateline());
        }
        let byline = match kind {
            Kind::Feature if self.rng.chance(70) => Some(self.byline()),
            Kind::Comment if self.rng.chance(60) => Some(self.byline()),
            Kind::Event | Kind::Data if self.world.dateline == Dateline::None => {
                self.rng.chance(60).then(|| self.byline())
            }
            _ => None,
        };
        if byline.is_none() && kind != Kind::Photo && self.rng.chance(14) {
            let last = &mut paragraphs.last_mut().expect("a story has a paragraph").text;
            let sign = person(&mut self.rng);
            let sign = if self.rng.chance(30) {
                format!("{} {}", spaced(&sign), spaced(&person(&mut self.rng)))
            } else {
                sign
            };
            last.push_str(&format!("（{sign}）"));
        }
        if paragraphs.len() >= 3 {
            self.add_subheads(&mut paragraphs);
        }
        let long = paragraphs.len() >= 4;
        let jump = |rng: &mut Rng, word: &str| {
            let page = rng.between(1, 12);
            if rng.chance(70) { format!("（{word}第{page}版）") } else { format!("{word}{page}版") }
        };
        let jump_to = (long && self.rng.chance(6)).then(|| jump(&mut self.rng, "下转"));
        let jump_from =
            (long && jump_to.is_none() && self.rng.chance(4)).then(|| jump(&mut self.rng, "上接"));
        let (kicker, headline, deck) = self.heads(kind, &paragraphs[0].text);
        let captions = self.captions(kind);
        let credit = (kind == Kind::Photo).then(|| self.photo_credit());
        Story {
            kicker,
            headline,
            deck,
            byline,
            paragraphs,
            list: false,
            captions,
            credit,
            jump_to,
            jump_from,
        }
    }

    /// An article of nothing but a headline and paragraphs.
    fn plain(headline: String, paragraphs: Vec<StoryParagraph>, list: bool) -> Story {
        Story {
            kicker: None,
            headline,
            deck: None,
            byline: None,
            paragraphs,
            list,
            captions: Vec::new(),
            credit: None,
            jump_to: None,
            jump_from: None,
        }
    }

    /// A poem of one stanza or several.
    fn poem(&mut self) -> Story {
        let headline = self.say("verse.title");
        let stanza = self.rng.between(3, 9);
        let verses = (0..self.rng.between(6, 24))
            .map(|n| StoryParagraph { text: self.say("verse"), subhead: false, joined: n % stanza > 0 })
            .collect();
        let byline = self.rng.chance(90).then(|| self.byline());
        Story { byline, ..Self::plain(headline, verses, true) }
    }

    /// A notice, signed by the office that makes it known.
    fn notice(&mut self) -> Story {
        let headline = self.say("notice.title");
        let count = self.rng.between(1, 3);
        let mut paragraphs: Vec<StoryParagraph> = (0..count)
            .map(|_| StoryParagraph { text: self.say("notice.body"), subhead: false, joined: false })
            .collect();
        if self.rng.chance(75) {
            let text = if self.rng.chance(60) {
                self.office.clone()
            } else {
                format!("{}{}有限公司", self.town.name, self.topic.field)
            };
            paragraphs.push(StoryParagraph { text, subhead: false, joined: true });
        }
        Self::plain(headline, paragraphs, false)
    }

    /// Small notices, with a sign before each or without.
    fn classified(&mut self) -> Story {
        let headline = self.say("classified.title");
        let sign = *self.rng.pick(&["▲", "▲", "●", "■", "◆", "△", "★", ""]);
        let tight = self.rng.chance(60);
        let items = (0..self.rng.between(2, 8))
            .map(|_| {
                let text = format!("{sign}{}", self.say("classified"));
                StoryParagraph { text, subhead: false, joined: tight }
            })
            .collect();
        Self::plain(headline, items, true)
    }

    /// A box: a short heading and lines without marks.
    fn list(&mut self) -> Story {
        self.core = self.say("core.event");
        let headline = self.say("box.title");
        let section = *self.rng.pick(&["box.people", "box.facts", "box.days", "box.acts"]);
        let pattern = self.rng.pick(self.patterns(section));
        let mixed = self.rng.chance(30);
        let paragraphs = (0..self.rng.between(4, 18))
            .map(|_| {
                let text = if mixed { self.say(section) } else { self.fill(pattern) };
                StoryParagraph { text, subhead: false, joined: false }
            })
            .collect();
        Self::plain(headline, paragraphs, true)
    }

    fn body(&mut self, kind: Kind) -> Vec<StoryParagraph> {
        let lead = match kind {
            Kind::Meeting => "lead.meeting",
            Kind::Visit => "lead.visit",
            Kind::Event => "lead.event",
            Kind::Data => "lead.data",
            Kind::Feature => "lead.feature",
            Kind::Comment => "lead.comment",
            Kind::Photo => "lead.photo",
            _ => "lead.brief",
        };
        let mut texts = vec![self.say(lead)];
        let more = match kind {
            Kind::Photo => 0,
            Kind::Brief => usize::from(self.rng.chance(25)),
            Kind::Meeting | Kind::Visit => self.rng.between(1, 5),
            Kind::Feature => self.rng.between(3, 11),
            _ => self.rng.weighted(&[(0, 1), (1, 3), (2, 4), (3, 4), (4, 3), (6, 3), (8, 1), (11, 1)]),
        };
        let sections: &[(&str, usize)] = match kind {
            Kind::Meeting | Kind::Visit => &[("body.demand", 8), ("body.list", 1), ("body.data", 1)],
            Kind::Feature => &[("body.feature", 6), ("body.voice", 2), ("body.news", 1)],
            Kind::Comment => &[("body.comment", 6), ("body.list", 1), ("body.data", 1)],
            Kind::Data => &[("body.data", 4), ("body.news", 3), ("body.voice", 1)],
            _ => &[("body.news", 5), ("body.data", 2), ("body.voice", 2), ("body.list", 1)],
        };
        for _ in 0..more {
            // One sentence, a few, or a long paragraph.
            let sentences = self.rng.weighted(&[(1, 4), (2, 4), (3, 3), (4, 1), (6, 1), (8, 1)]);
            let text: String = (0..sentences)
                .map(|_| {
                    if self.rng.chance(30) {
                        return self.free();
                    }
                    let section = self.rng.weighted(sections);
                    self.say(section)
                })
                .collect();
            texts.push(text);
        }
        if more > 0 && self.rng.chance(60) {
            texts.push(match kind {
                Kind::Meeting | Kind::Visit => self.say("close.meeting"),
                Kind::Feature => self.say("close.feature"),
                Kind::Comment => self.say("close.comment"),
                _ => self.say("close.news"),
            });
        } else if kind == Kind::Photo && self.rng.chance(40) {
            let close = self.say("body.data");
            texts[0].push_str(&close);
        }
        texts.into_iter().map(|text| StoryParagraph { text, subhead: false, joined: false }).collect()
    }

    fn add_subheads(&mut self, paragraphs: &mut Vec<StoryParagraph>) {
        if !self.rng.chance(self.habits.subheads) {
            return;
        }
        let mut left = self.rng.weighted(&[(1, 4), (2, 3), (3, 2), (4, 1)]);
        let mut at = self.rng.between(1, 2);
        while at < paragraphs.len() && left > 0 {
            // A subhead is one line; most columns have room for a dozen characters.
            let mut text = self.say("title.subhead");
            for _ in 0..4 {
                if text.chars().count() <= 12 {
                    break;
                }
                text = self.say("title.subhead");
            }
            paragraphs.insert(at, StoryParagraph { text, subhead: true, joined: false });
            at += self.rng.between(2, 4);
            left -= 1;
        }
    }

    fn dateline(&mut self) -> String {
        let reporter = person(&mut self.rng);
        // Even a paper with a fixed habit has some news from elsewhere.
        let habit = if self.rng.chance(85) {
            self.world.dateline
        } else {
            self.rng.weighted(&[
                (Dateline::Plain, 3),
                (Dateline::Agency, 2),
                (Dateline::Wired, 1),
                (Dateline::None, if self.world.press == Press::Harbour { 40 } else { 2 }),
            ])
        };
        let town = &self.town.name;
        match habit {
            Dateline::Plain => "本报讯 ".to_owned(),
            Dateline::Reporter if self.rng.chance(30) => {
                format!("本报讯（记者 {} 通讯员 {}）", spaced(&reporter), person(&mut self.rng))
            }
            Dateline::Reporter => format!("本报讯（记者 {}）", spaced(&reporter)),
            Dateline::Reports => format!("本报讯 记者{reporter}报道："),
            Dateline::Boxed => "【本报讯】".to_owned(),
            Dateline::Wired => {
                let town = town.clone();
                format!("本报{town}{}电 ", self.day())
            }
            Dateline::Agency => {
                let (town, agency) = (town.clone(), self.world.agency.clone());
                let day = self.day();
                if self.rng.chance(50) {
                    format!("据{agency}{town}{day}电（记者{reporter}）")
                } else {
                    format!("据{agency}{town}{day}电 ")
                }
            }
            Dateline::Names => {
                format!("（记者 {} 通讯员 {}）", spaced(&reporter), person(&mut self.rng))
            }
            Dateline::None => String::new(),
        }
    }

    fn byline(&mut self) -> String {
        let name = person(&mut self.rng);
        let other = person(&mut self.rng);
        let sign = *self.rng.pick(&["□", "□", "□", "■", "◎", "○", "⊙", "●", "◆"]);
        let gap = *self.rng.pick(&["", " "]);
        match self.rng.below(14) {
            0 | 1 => format!("本报记者 {}", spaced(&name)),
            2 => format!("本报记者 {} 通讯员 {}", spaced(&name), spaced(&other)),
            3 | 4 => format!("{sign}{gap}{name}"),
            5 => format!("{sign}{gap}{name} {other}"),
            6 => format!("{sign}{gap}记者 {name}"),
            7 => format!("{sign}{gap}本报记者 {name} 通讯员 {other}"),
            8 => format!("记者 {} {} 文/图", spaced(&name), spaced(&other)),
            9 => format!("文/{name}"),
            10 => format!("作者：{name}"),
            11 => format!("{sign}{gap}本报评论员 {name}"),
            _ => spaced(&name),
        }
    }

    fn photo_credit(&mut self) -> String {
        let name = spaced(&person(&mut self.rng));
        match self.rng.below(4) {
            0 => format!("{name} 摄"),
            1 => format!("记者 {name} 摄影报道"),
            2 => format!(
                "{name} {} {} 摄影报道",
                spaced(&person(&mut self.rng)),
                spaced(&person(&mut self.rng))
            ),
            _ => format!("（{name} 摄）"),
        }
    }

    fn captions(&mut self, kind: Kind) -> Vec<StoryCaption> {
        if matches!(kind, Kind::Photo | Kind::Brief) {
            return Vec::new();
        }
        // The first is the echo, the others are lines of their own.
        let echo = match self.rng.below(3) {
            0 => format!("{}。", self.core),
            1 => format!("{}，{}。", self.day(), self.core),
            _ if self.world.press == Press::Harbour => format!("{}昨日{}。", self.office, self.good),
            _ => format!("近日，{}。", self.core),
        };
        let caption = |text| StoryCaption { text, credit: None, inline: false };
        let mut captions = vec![caption(echo)];
        for _ in 0..3 {
            let text = self.say("caption");
            captions.push(caption(text));
        }
        for caption in &mut captions {
            if self.rng.chance(40) {
                caption.inline = self.rng.chance(self.habits.inline_credits);
                caption.credit = Some(self.caption_credit(caption.inline));
            }
        }
        captions
    }

    fn caption_credit(&mut self, inline: bool) -> String {
        let name = person(&mut self.rng);
        let apart = spaced(&name);
        if inline {
            return match self.rng.below(9) {
                0 | 1 => format!("（{name}摄）"),
                2 => format!("（{name} 摄）"),
                3 => "（资料图片）".to_owned(),
                4 => "（网上图片）".to_owned(),
                5 => "（受访者提供）".to_owned(),
                6 => format!("（{}供图）", self.office),
                7 => "资料图片".to_owned(),
                _ => format!("{name} 摄"),
            };
        }
        match self.rng.below(7) {
            0 | 1 => format!("记者 {apart} 摄"),
            2 => format!("通讯员 {apart} 摄"),
            3 => format!("{apart} 摄"),
            4 => format!("（{name}摄）"),
            5 => "（资料图片）".to_owned(),
            _ => format!("{apart} 供图"),
        }
    }

    fn heads(&mut self, kind: Kind, lead: &str) -> (Option<String>, String, Option<String>) {
        let headline = match kind {
            Kind::Photo | Kind::Brief => {
                if self.rng.chance(50) {
                    self.core.clone()
                } else {
                    self.say("title.main")
                }
            }
            _ => self.say("title.main"),
        };
        let (kicker, deck) = match kind {
            Kind::Photo | Kind::Brief => (0, 8),
            Kind::Feature | Kind::Comment => (15, 25),
            _ => (22, 48),
        };
        let mut kicker = self.rng.chance(kicker).then(|| self.say("title.kicker"));
        let mut deck = self.rng.chance(deck).then(|| {
            // A deck is often the lead's own first long clause.
            let clause = lead.split(['，', '。']).find(|clause| {
                let length = clause.chars().count();
                (10..=30).contains(&length) && !clause.contains(['“', '”', '（', '讯', '电', '【'])
            });
            match clause {
                Some(clause) if self.rng.chance(30) => clause.to_owned(),
                _ => self.say("title.deck"),
            }
        });
        // A piece that says what another one says is not printed.
        kicker = kicker.filter(|text| *text != headline);
        deck = deck.filter(|text| *text != headline && kicker.as_ref() != Some(text));
        (kicker, headline, deck)
    }
}
