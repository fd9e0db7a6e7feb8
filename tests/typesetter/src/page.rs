//! Sets articles, puts their blocks into an order and prints the page.

use std::collections::BTreeMap;

use crate::furniture::{self, Piece};
use crate::garble::{self, Shadow};
use crate::gold::{Gold, GoldArticle, Role};
use crate::habits::{Extractor, Habits, HeadPlace, Indent, Kinsoku, Pointer, Script};
use crate::rng::Rng;
use crate::setting::{Line, set, text_width};
use crate::side::Layout;
use crate::story::{Story, StoryCaption, StoryParagraph, World};
use crate::traditional;

/// A printed line and whether a blank line stands before it.
#[derive(Debug, Clone)]
struct Print {
    text: String,
    blank_before: bool,
}

/// Lines that an extractor gives in one go, and where they stand: blocks are
/// printed in the order of their keys.
#[derive(Debug, Clone, Default)]
struct Block {
    key: usize,
    lines: Vec<Print>,
    /// It is the next column of the same article, not another thing.
    column: bool,
    /// No blank line stands before it, whatever the habit.
    tight: bool,
    /// Nor after it.
    tight_after: bool,
}

impl Block {
    fn new(key: usize, lines: Vec<String>) -> Self {
        let lines = lines.into_iter().map(|text| Print { text, blank_before: false }).collect();
        Block { key, lines, ..Block::default() }
    }
}

/// The distance between the keys of two articles.
const STORY: usize = 1000;
/// Where headlines that stand at the page's end begin.
const PAGE_END: usize = 1_000_000;

/// Sets a page of articles that are invented.
pub fn compose(seed: u64, habits: &Habits) -> (String, Gold) {
    let rng = Rng::new(seed);
    let world = World::invent(habits.press, &mut rng.fork(1));
    let mut layout = rng.fork(3);
    let count = layout.between(habits.articles.0, habits.articles.1);
    let stories = world.stories(count, habits, &mut rng.fork(2));
    compose_with(seed, habits, stories, &world, layout)
}

/// Sets a page of articles that are known already, in an order by chance, with invented
/// subheads where the habits have them.
pub fn compose_again(seed: u64, habits: &Habits, articles: &[GoldArticle]) -> (String, Gold) {
    let rng = Rng::new(seed);
    let world = World::invent(habits.press, &mut rng.fork(1));
    let mut stories: Vec<Story> = articles.iter().map(Story::of).collect();
    let invented = world.stories(articles.len(), habits, &mut rng.fork(6));
    let subheads = invented.into_iter().flat_map(|story| story.paragraphs).filter(|p| p.subhead);
    add_subheads(&mut stories, subheads, habits, &mut rng.fork(7));
    rng.fork(2).shuffle(&mut stories);
    compose_with(seed, habits, stories, &world, rng.fork(3))
}

/// Long articles without subheads get some, as often as the habits say.
fn add_subheads(
    stories: &mut [Story],
    mut subheads: impl Iterator<Item = StoryParagraph>,
    habits: &Habits,
    rng: &mut Rng,
) {
    for story in stories {
        let paragraphs = &mut story.paragraphs;
        if paragraphs.len() < 3 || paragraphs.iter().any(|p| p.subhead) || !rng.chance(habits.subheads) {
            continue;
        }
        let mut at = rng.between(1, 2);
        while at < paragraphs.len() {
            let Some(subhead) = subheads.next() else { return };
            paragraphs.insert(at, subhead);
            at += rng.between(2, 4);
        }
    }
}

fn compose_with(
    seed: u64,
    habits: &Habits,
    mut stories: Vec<Story>,
    world: &World,
    layout: Rng,
) -> (String, Gold) {
    let rng = Rng::new(seed);
    let count = stories.len();
    let mut pieces = furniture::invent(world, habits.furniture, habits.glued_furniture, &mut rng.fork(4));
    let mut eye = rng.fork(5);
    for story in &mut stories {
        for_all_texts(story, |text| {
            in_script(text, habits);
            *text = garble::misread(text, habits.misread, &mut eye);
        });
    }
    for piece in &mut pieces {
        for text in piece.texts.iter_mut().chain(&mut piece.lines) {
            in_script(text, habits);
        }
    }
    let mut page = Compositor {
        habits,
        rng: layout,
        count,
        blocks: Vec::new(),
        gold: Gold {
            id: format!("{}-{seed}", if habits.grid.is_some() { "side" } else { "typeset" }),
            extractor: habits.extractor.track().to_owned(),
            ..Gold::default()
        },
    };
    if let Some(grid) = &habits.grid {
        let mut layout = Layout::new(habits, grid, rng.fork(6));
        layout.place_furniture(pieces, &mut page);
        layout.place_stories(stories, &mut page);
        return (layout.print(habits.line_end()), page.gold);
    }
    for (i, story) in stories.into_iter().enumerate() {
        page.place_story(i, story);
    }
    page.place_furniture(pieces);
    page.print()
}

fn in_script(text: &mut String, habits: &Habits) {
    if habits.script == Script::Traditional {
        *text = traditional::from_simplified(text);
    }
    if habits.wide_digits {
        *text = text
            .chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
                _ => c,
            })
            .collect();
    }
}

fn for_all_texts(story: &mut Story, change: impl FnMut(&mut String)) {
    let paragraphs = story.paragraphs.iter_mut().map(|paragraph| &mut paragraph.text);
    let captions = story
        .captions
        .iter_mut()
        .flat_map(|caption| std::iter::once(&mut caption.text).chain(&mut caption.credit));
    let single = [
        &mut story.kicker,
        &mut story.deck,
        &mut story.byline,
        &mut story.credit,
        &mut story.jump_to,
        &mut story.jump_from,
    ];
    std::iter::once(&mut story.headline)
        .chain(paragraphs)
        .chain(captions)
        .chain(single.into_iter().flatten())
        .for_each(change);
}

pub struct Compositor<'a> {
    habits: &'a Habits,
    rng: Rng,
    count: usize,
    blocks: Vec<Block>,
    pub gold: Gold,
}

/// A line of an article's body.
struct BodyLine {
    line: Line,
    /// First line of a paragraph or a subhead.
    starts: bool,
    /// A subhead, or the line after one.
    subhead: bool,
    /// Second line of a paragraph.
    second: bool,
    /// The width changes here because a picture begins or ends.
    edge: bool,
}

impl Compositor<'_> {
    fn place_story(&mut self, i: usize, story: Story) {
        let base = (i + 1) * STORY;
        let ems = match *self.rng.pick(&self.habits.measures) {
            ems if story.list => ems.max(12),
            ems => ems,
        };
        let mut answer = GoldArticle {
            paragraphs: story.paragraphs.iter().map(|p| p.text.clone()).collect(),
            ..GoldArticle::default()
        };
        let mut lines = self.body(&story, ems);
        let lead = if story.list { lines.len() } else { self.lead_lines(&story, ems, &mut lines) };
        if self.habits.jumps > 0 {
            self.add_jumps(&story, &mut lines, &mut answer);
        }
        self.place_columns(i, lines, lead);
        self.place_heads(base, &story, &mut answer);
        if let Some(byline) = story.byline {
            let after = self.rng.chance(15);
            let block = Block::new(base + if after { 900 } else { 60 }, vec![byline.clone()]);
            self.blocks.push(block);
            answer.bylines.push(byline);
        }
        if let Some(credit) = story.credit {
            let measure = ems * 2;
            let mut lines = self.lines_of(&credit, measure);
            // The word that says what they did often stands below the names.
            if lines.len() == 1
                && let Some((names, word)) = credit.rsplit_once(' ')
                && self.rng.chance(40)
            {
                lines = vec![names.to_owned(), word.to_owned()];
            }
            let key = base + *self.rng.pick(&[700, 700, 70]);
            let mut block = Block::new(key, lines);
            block.tight = key > base + 100 && self.rng.chance(15);
            self.blocks.push(block);
            answer.credits.push(credit);
        }
        if self.rng.chance(self.habits.captions) {
            let from = usize::from(!self.rng.chance(self.habits.echoes));
            let count = self.rng.weighted(&[(1, 4), (2, 1)]);
            for caption in story.captions.iter().skip(from).take(count) {
                self.place_caption(base, caption, &mut answer);
            }
        }
        self.gold.articles.push(answer);
    }

    fn lines_of(&self, text: &str, measure: usize) -> Vec<String> {
        set(text, self.habits.kinsoku, |_| measure).into_iter().map(|line| line.text).collect()
    }

    /// Sets an article's body, with contours where the habit has them.
    fn body(&mut self, story: &Story, ems: usize) -> Vec<BodyLine> {
        let contour = if story.list { BTreeMap::new() } else { self.contour(ems) };
        let slack = self.rng.fork(7);
        let ragged = !story.list && self.rng.chance(self.habits.ragged);
        let other = self.rng.chance(self.habits.other_indent);
        let indent = if other { Indent::draw(&mut self.rng) } else { self.habits.indent };
        let typed = match indent {
            Indent::FullWidth => "\u{3000}\u{3000}".to_owned(),
            Indent::HalfWidth(spaces) => " ".repeat(spaces),
            Indent::Short | Indent::Flush => String::new(),
        };
        let mut lines: Vec<BodyLine> = Vec::new();
        let mut after_subhead = false;
        for paragraph in &story.paragraphs {
            let at = lines.len();
            let room = |line: usize| {
                let full = 2 * contour.get(&(at + line)).copied().unwrap_or(ems);
                let short = if ragged { slack.fork((at + line) as u64).below(5) } else { 0 };
                full - short.min(full / 4)
            };
            let heading = paragraph.subhead && !self.rng.chance(self.habits.indented_subheads);
            let flush = heading || paragraph.joined || story.list || indent == Indent::Flush;
            let short = if flush { 0 } else { 4 };
            let set_lines = set(&paragraph.text, self.habits.kinsoku, |line| {
                room(line) - if line == 0 { short.min(room(line) - 4) } else { 0 }
            });
            for (n, mut line) in set_lines.into_iter().enumerate() {
                if line.loose && !ragged && self.rng.chance(self.habits.letter_spacing) {
                    line.text = garble::letter_space(&line.text);
                } else {
                    line.text = garble::gap_digits(&line.text, self.habits.digit_gaps, &mut self.rng);
                }
                if n == 0 && !flush {
                    line.text.insert_str(0, &typed);
                }
                let before = (at + n).checked_sub(1).and_then(|line| contour.get(&line));
                let edge = at + n > 0 && before != contour.get(&(at + n));
                let subhead = paragraph.subhead || (n == 0 && after_subhead);
                let starts = n == 0 && !paragraph.joined;
                lines.push(BodyLine { line, starts, subhead, second: n == 1, edge });
            }
            after_subhead = paragraph.subhead;
        }
        lines
    }

    /// Sets the lead again, with a measure of its own or a glyph as high as
    /// several lines, where the habit has it. Gives the lines that stand in a
    /// block of their own.
    fn lead_lines(&mut self, story: &Story, ems: usize, lines: &mut Vec<BodyLine>) -> usize {
        let wide = self.rng.chance(self.habits.wide_leads) && story.paragraphs.len() > 1;
        let drop = self.rng.chance(self.habits.drop_caps);
        if !wide && !drop {
            return 0;
        }
        let end = |lines: &[BodyLine], from: usize| {
            lines[from..].iter().skip(1).position(|line| line.starts).map_or(lines.len(), |n| from + n + 1)
        };
        let mut apart = 0;
        if wide {
            let measure = 2 * self.rng.between(ems + 3, 2 * ems + 6).min(38);
            let indent = if self.rng.chance(50) { 4 } else { 0 };
            let lead = self
                .plain_lines(&story.paragraphs[0].text, |line| measure - if line == 0 { indent } else { 0 });
            apart = lead.len();
            let old = end(lines, 0);
            lines.splice(0..old, lead);
        }
        // The high glyph begins what the columns begin with.
        let paragraph = &story.paragraphs[usize::from(wide)];
        let mut glyphs = paragraph.text.chars();
        let first = glyphs.next().filter(|c| c.is_alphabetic() && !c.is_ascii());
        if let Some(first) = first.filter(|_| drop && !paragraph.subhead) {
            let rest = glyphs.as_str();
            let (high, narrow) = (self.rng.between(2, 3), 2 * self.rng.between(2, 3));
            let set = self.plain_lines(rest, |line| 2 * ems - if line < high { narrow } else { 0 });
            let glyph = BodyLine {
                line: Line { text: first.to_string(), loose: false },
                starts: true,
                subhead: false,
                second: false,
                edge: false,
            };
            let old = end(lines, apart);
            let below = set.into_iter().map(|line| BodyLine { starts: false, second: false, ..line });
            lines.splice(apart..old, std::iter::once(glyph).chain(below));
        }
        apart
    }

    fn plain_lines(&self, text: &str, measure: impl Fn(usize) -> usize) -> Vec<BodyLine> {
        set(text, self.habits.kinsoku, measure)
            .into_iter()
            .enumerate()
            .map(|(n, line)| BodyLine { line, starts: n == 0, subhead: false, second: n == 1, edge: false })
            .collect()
    }

    /// The widths of the lines that run round pictures.
    fn contour(&mut self, ems: usize) -> BTreeMap<usize, usize> {
        let mut widths = BTreeMap::new();
        if ems < 13 || !self.rng.chance(self.habits.contour) {
            return widths;
        }
        let mut at = self.rng.below(12);
        for _ in 0..self.rng.weighted(&[(1, 5), (2, 3), (3, 1)]) {
            let length = self.rng.between(3, 18);
            let narrow = self.rng.between(6, 12.min(ems - 2));
            let shape = self.rng.below(4);
            for line in 0..length {
                // A round picture takes more away in its middle, a figure that
                // is cut out takes something else from every line, a slope more
                // and more.
                let middle = line.abs_diff(length / 2) * 2;
                let width = match shape {
                    0 => (narrow + middle * (ems - narrow) / length).min(ems - 1),
                    1 => self.rng.between(narrow, ems - 1),
                    2 => ems - 1 - (ems - 1 - narrow) * line / length,
                    _ => narrow,
                };
                widths.insert(at + line, width);
            }
            at += length + self.rng.between(2, 15);
        }
        widths
    }

    fn add_jumps(&mut self, story: &Story, lines: &mut Vec<BodyLine>, answer: &mut GoldArticle) {
        let line = |text: &str| BodyLine {
            line: Line { text: text.to_owned(), loose: false },
            starts: true,
            subhead: false,
            second: false,
            edge: false,
        };
        if let Some(from) = &story.jump_from {
            lines.insert(0, line(from));
        }
        if let Some(to) = &story.jump_to {
            lines.push(line(to));
        }
        if let Some(jump) = story.jump_from.as_ref().or(story.jump_to.as_ref()) {
            answer.jump = Some(jump.clone());
            self.gold.furniture.push(jump.clone());
        }
    }

    /// Breaks a body into columns; its first `lead` lines are a block apart.
    fn place_columns(&mut self, i: usize, mut lines: Vec<BodyLine>, lead: usize) {
        let base = (i + 1) * STORY;
        if lead > 0 {
            let rest = lines.split_off(lead);
            let lines = self.print_lines(std::mem::replace(&mut lines, rest));
            self.blocks.push(Block { key: base + 95, lines, ..Block::default() });
        }
        if lines.is_empty() {
            return;
        }
        let most = (lines.len() / 4).clamp(1, 5);
        let columns = self.rng.between(1, most);
        let height = lines.len().div_ceil(columns);
        let mut left = lines.into_iter();
        let mut stranded = 0;
        for n in 0..columns {
            let wobble = self.rng.between(0, 2);
            let take = if n + 1 == columns { usize::MAX } else { (height + 1 - wobble).max(2) };
            let part: Vec<BodyLine> = left.by_ref().take(take).collect();
            if part.is_empty() {
                break;
            }
            if n > 0 && stranded == 0 && self.rng.chance(self.habits.stranded) {
                stranded = self.rng.between(1, 5);
            }
            let key =
                if stranded == 0 { base + 100 + n } else { (i + 1 + stranded).min(self.count) * STORY + 990 };
            let mut block = Block { key, lines: self.print_lines(part), column: n > 0, ..Block::default() };
            if n == 0 && self.rng.chance(self.habits.lead_space) {
                block.tight = true;
                block.lines[0].text.insert(0, ' ');
            }
            self.blocks.push(block);
        }
    }

    fn print_lines(&mut self, part: Vec<BodyLine>) -> Vec<Print> {
        let blanks = self.habits.blanks;
        let tight_subheads = self.rng.chance(self.habits.tight_subheads);
        let mut out: Vec<Print> = Vec::new();
        for (n, body_line) in part.into_iter().enumerate() {
            let text = body_line.line.text;
            let opens = text.starts_with(['“', '（', '《', '「', '【']);
            let mut blank = self.rng.chance(blanks.line);
            let tight = body_line.subhead && tight_subheads;
            blank |= body_line.starts && !tight && self.rng.chance(blanks.paragraph);
            blank |= body_line.second && self.rng.chance(blanks.first_line);
            blank |= opens && self.rng.chance(blanks.opening);
            blank |= body_line.edge && self.rng.chance(blanks.contour);
            let blank = n > 0 && blank;
            if let Some(last) = out.last_mut()
                && !body_line.starts
                && !blank
                && self.rng.chance(self.habits.joined_lines)
            {
                last.text.push_str(&text);
                continue;
            }
            let runs = if self.habits.split_runs > 0 {
                garble::split_runs(&text, self.habits.split_runs, &mut self.rng)
            } else if self.rng.chance(self.habits.broken_lines) {
                garble::broken(&text, &mut self.rng)
            } else {
                vec![text]
            };
            for (m, text) in runs.into_iter().enumerate() {
                out.push(Print { text, blank_before: m == 0 && blank });
            }
        }
        out
    }

    fn place_heads(&mut self, base: usize, story: &Story, answer: &mut GoldArticle) {
        let place = self.rng.weighted(&self.habits.head_places);
        if place == HeadPlace::Absent || story.headline.is_empty() {
            return;
        }
        let pieces = [
            (Role::Kicker, story.kicker.as_ref()),
            (Role::Main, Some(&story.headline)),
            (Role::Deck, story.deck.as_ref()),
        ];
        let far = self.rng.between(1, self.count) * STORY + 980;
        // A headline under a space-led paragraph would read as its line.
        let vertical = story.headline.chars().count() <= 14 && self.rng.chance(self.habits.vertical_heads);
        let split = self.rng.chance(self.habits.split_heads);
        let touching = self.rng.chance(self.habits.touching_heads);
        let swapped = self.rng.chance(self.habits.swapped_heads);
        for (n, (role, text)) in pieces.into_iter().enumerate() {
            let Some(text) = text else { continue };
            let order = if swapped { (n + 1) % 3 } else { n };
            let key = order
                + match place {
                    HeadPlace::Before => base,
                    HeadPlace::Around if role == Role::Kicker => base,
                    HeadPlace::After | HeadPlace::Around => base + 950,
                    HeadPlace::Inside => base + 100,
                    HeadPlace::Far => far,
                    HeadPlace::PageEnd => PAGE_END + base,
                    HeadPlace::Absent => continue,
                };
            let mut lines: Vec<Print> = self
                .display(text, role, vertical && role == Role::Main)
                .into_iter()
                .map(|text| Print { text, blank_before: false })
                .collect();
            if split && lines.len() > 1 && self.rng.chance(30) {
                let at = self.rng.between(1, lines.len() - 1);
                lines[at].blank_before = self.habits.extractor != Extractor::Drawing;
            }
            let first = answer.title.is_empty();
            let tight = !split && (touching || !first && !swapped);
            self.blocks.push(Block { key, lines, tight, ..Block::default() });
            answer.title.push(text.clone());
            answer.roles.push(role);
        }
    }

    /// Sets a headline's piece: broken, printed twice, or from top to bottom.
    fn display(&mut self, text: &str, role: Role, vertical: bool) -> Vec<String> {
        let shadow = self.rng.chance(self.habits.shadow) && (role == Role::Main || self.rng.chance(40));
        if vertical {
            let run = garble::vertical(text);
            return match (shadow, self.rng.below(2)) {
                (false, _) => run,
                (true, 0) => garble::vertical_double(text),
                (true, _) => [run.clone(), run].concat(),
            };
        }
        let width = text_width(text);
        let count = match role {
            Role::Main if width > 16 => self.rng.weighted(&[(1, 4), (2, 4), (3, 1)]),
            _ if width > 36 => self.rng.between(1, 2),
            _ => 1,
        };
        let clauses: Vec<&str> = text.split(' ').collect();
        let lines: Vec<String> = if count == clauses.len() {
            clauses.into_iter().map(str::to_owned).collect()
        } else {
            // Room for one em more than an even share, so that no line more
            // is needed for a mark that may not begin one.
            let room = width.div_ceil(count).next_multiple_of(2) + 2;
            set(text, Kinsoku::PushOut, |_| if count == 1 { width } else { room })
                .into_iter()
                .map(|line| line.text)
                .collect()
        };
        if !shadow {
            return lines;
        }
        let form = self.shadow_form();
        if lines.len() > 1 && self.rng.chance(12) {
            // Only the first line is drawn with a shadow.
            let mut out = garble::shadow(&lines[0], form, &mut self.rng);
            out.extend_from_slice(&lines[1..]);
            return out;
        }
        if form == Shadow::Lines && self.rng.chance(30) {
            return [lines.clone(), lines].concat();
        }
        lines.iter().flat_map(|line| garble::shadow(line, form, &mut self.rng)).collect()
    }

    /// A headline's piece for a page whose columns come out side by side, broken where it
    /// is wider than its room.
    pub fn display_within(&mut self, text: &str, role: Role, room: usize) -> Vec<String> {
        let lines = self.lines_of(text, room.max(8));
        let shadow = role == Role::Main && self.rng.chance(self.habits.shadow);
        if !shadow {
            return lines;
        }
        let form = self.shadow_form();
        lines.iter().flat_map(|line| garble::shadow(line, form, &mut self.rng)).collect()
    }

    /// A text in lines of a measure in half ems.
    pub fn lines_within(&self, text: &str, measure: usize) -> Vec<String> {
        self.lines_of(text, measure)
    }

    /// The lines of an article's body.
    pub fn body_lines(&mut self, story: &Story, ems: usize) -> Vec<String> {
        self.body(story, ems).into_iter().map(|line| line.line.text).collect()
    }

    /// A caption with its lines, and its credit.
    pub fn caption_lines(
        &mut self,
        caption: &StoryCaption,
        measure: usize,
    ) -> ((String, Vec<String>), Option<String>) {
        let pointer = match self.habits.pointer {
            Pointer::Mark(mark) => mark.to_string(),
            Pointer::Mixed if self.rng.chance(40) => "▲".to_owned(),
            Pointer::Mixed | Pointer::None => String::new(),
        };
        let text = format!("{pointer}{}", caption.text);
        let mut lines = self.lines_of(&text, measure);
        if let Some(credit) = &caption.credit {
            lines.extend(self.lines_of(credit, measure));
        }
        ((text, lines), caption.credit.clone())
    }

    fn shadow_form(&mut self) -> Shadow {
        self.rng.weighted(&[
            (Shadow::Glyph, 5),
            (Shadow::Whole, 5),
            (Shadow::Lines, 5),
            (Shadow::Mixed, 3),
            (Shadow::Word, 3),
            (Shadow::Woven, 2),
            (Shadow::Triple, 1),
        ])
    }

    fn place_caption(&mut self, base: usize, caption: &StoryCaption, answer: &mut GoldArticle) {
        let pointer = match (self.habits.pointer, self.habits.script) {
            (Pointer::Mark(mark), _) => mark.to_string(),
            (Pointer::None, _) => String::new(),
            (Pointer::Mixed, script) => match (self.rng.below(6), script) {
                (0, _) => "▲".to_owned(),
                (1, _) => "▶".to_owned(),
                (2, _) => "▼".to_owned(),
                (3, Script::Simplified) => "图为".to_owned(),
                (3, Script::Traditional) => "圖為".to_owned(),
                _ => String::new(),
            },
        };
        let text = format!("{pointer}{}", caption.text);
        let inline = caption.credit.as_ref().filter(|_| caption.inline);
        let printed = match inline {
            Some(credit) if credit.starts_with('（') && self.rng.chance(70) => format!("{text}{credit}"),
            Some(credit) => format!("{text}\u{3000}{credit}"),
            None => text.clone(),
        };
        let vertical = text.chars().count() <= 30 && self.rng.chance(self.habits.vertical_captions);
        let lines = if vertical {
            garble::vertical(&printed)
        } else {
            let measure = 2 * self.rng.between(7, 16);
            self.lines_of(&printed, measure)
        };
        // Beside the body, before or behind it, between its columns, right
        // under its headline, or behind some other article.
        let key = match self.rng.below(11) {
            0 | 1 => base + 80,
            2 | 3 => base + 100,
            4 => base + 101,
            5 => base + 10,
            6 => self.rng.between(1, self.count) * STORY + 985,
            _ => base + 800,
        };
        let mut block = Block::new(key, lines);
        if vertical && self.rng.chance(40) {
            let at = self.rng.between(1, block.lines.len() - 1);
            block.lines[at].blank_before = self.habits.extractor != Extractor::Drawing;
        }
        block.tight = self.rng.chance(self.habits.touching_captions);
        block.tight_after = self.rng.chance(self.habits.touching_captions);
        self.blocks.push(block);
        answer.captions.push(text);
        if let Some(credit) = &caption.credit {
            answer.credits.push(credit.clone());
            if inline.is_none() {
                let mut block = Block::new(key, vec![credit.clone()]);
                block.tight = self.rng.chance(50);
                self.blocks.push(block);
            }
        }
    }

    fn place_furniture(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            let key = match self.rng.below(10) {
                _ if self.rng.chance(self.habits.furniture_inside) => {
                    self.rng.between(1, self.count) * STORY + 101
                }
                0..=4 => 0,
                5..=7 => 2 * PAGE_END,
                _ => self.rng.between(1, self.count) * STORY + 985,
            };
            let block = |lines| Block::new(key, lines);
            if piece.masthead && self.rng.chance(self.habits.vertical_mastheads) {
                let text = &piece.texts[0];
                let run = garble::vertical(text);
                match self.rng.below(4) {
                    0 => self.blocks.push(block(garble::vertical_double(text))),
                    1 => self.blocks.extend([block(run.clone()), block(run)]),
                    2 => self.blocks.push(block([run.clone(), run].concat())),
                    _ => self.blocks.push(block(run)),
                }
            } else if piece.masthead && self.rng.chance(self.habits.shadow) {
                let form = self.shadow_form();
                let lines = garble::shadow(&piece.lines[0], form, &mut self.rng);
                self.blocks.push(block(lines));
            } else {
                self.blocks.push(block(piece.lines));
            }
            self.gold.furniture.extend(piece.texts);
        }
    }

    fn print(mut self) -> (String, Gold) {
        self.blocks.sort_by_key(|block| block.key);
        for at in 1..self.blocks.len() {
            if self.rng.chance(self.habits.shuffled) {
                self.blocks.swap(at - 1, at);
            }
        }
        let end = self.habits.line_end();
        let mut text = String::new();
        for (n, block) in self.blocks.iter().enumerate() {
            let blanks = self.habits.blanks;
            let percent = if block.column { blanks.column } else { blanks.block };
            let tight = block.tight || n > 0 && self.blocks[n - 1].tight_after;
            if n > 0 && !tight && self.rng.chance(percent) {
                text.push_str(end);
            }
            for line in &block.lines {
                if line.blank_before {
                    text.push_str(end);
                }
                text.push_str(&line.text);
                text.push_str(end);
            }
        }
        if self.habits.form_feed {
            text.push('\u{c}');
        }
        (text, self.gold)
    }
}
