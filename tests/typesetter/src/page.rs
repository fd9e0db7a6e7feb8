//! Sets articles, puts their blocks into an order and prints the page.

use crate::furniture::{self, Piece};
use crate::garble::{self, Shadow};
use crate::gold::{Gold, GoldArticle, Role};
use crate::habits::{Extractor, Habits, HeadPlace, Indent, Kinsoku, Script};
use crate::rng::Rng;
use crate::setting::{Line, set, text_width};
use crate::story::{Story, World};
use crate::traditional;

/// A printed line and whether a blank line stands before it.
#[derive(Debug, Clone)]
struct Print {
    text: String,
    blank_before: bool,
}

/// Lines that an extractor gives in one go, and where they stand: blocks are
/// printed in the order of their keys.
#[derive(Debug, Clone)]
struct Block {
    key: usize,
    lines: Vec<Print>,
    /// It is the next column of the same article, not another thing.
    column: bool,
    /// No blank line stands before it, whatever the habit.
    tight: bool,
}

impl Block {
    fn new(key: usize, lines: Vec<String>) -> Self {
        let lines = lines.into_iter().map(|text| Print { text, blank_before: false }).collect();
        Block { key, lines, column: false, tight: false }
    }
}

/// The distance between the keys of two articles.
const STORY: usize = 1000;
/// Where headlines that stand at the page's end begin.
const PAGE_END: usize = 1_000_000;

/// Sets a page.
pub fn compose(seed: u64, habits: &Habits) -> (String, Gold) {
    let rng = Rng::new(seed);
    let world = World::invent(&mut rng.fork(1));
    let mut layout = rng.fork(3);
    let count = layout.between(habits.articles.0, habits.articles.1);
    let mut stories = world.stories(count, &mut rng.fork(2));
    let mut pieces = furniture::invent(&world, habits.furniture, habits.glued_furniture, &mut rng.fork(4));
    for story in &mut stories {
        for_all_texts(story, |text| in_script(text, habits));
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
            id: format!("typeset-{seed}"),
            extractor: habits.extractor.track().to_owned(),
            ..Gold::default()
        },
    };
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

fn for_all_texts(story: &mut Story, change: impl Fn(&mut String)) {
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

struct Compositor<'a> {
    habits: &'a Habits,
    rng: Rng,
    count: usize,
    blocks: Vec<Block>,
    gold: Gold,
}

/// A line of an article's body.
struct BodyLine {
    line: Line,
    /// First line of a paragraph or a subhead.
    starts: bool,
    /// Second line of a paragraph.
    second: bool,
    /// The width changes here because a picture begins or ends.
    edge: bool,
}

impl Compositor<'_> {
    fn place_story(&mut self, i: usize, story: Story) {
        let base = (i + 1) * STORY;
        let ems = *self.rng.pick(&self.habits.measures);
        let mut answer = GoldArticle {
            paragraphs: story.paragraphs.iter().map(|p| p.text.clone()).collect(),
            ..GoldArticle::default()
        };
        let mut lines = self.body(&story, ems);
        if self.habits.jumps > 0 {
            self.add_jumps(&story, &mut lines, &mut answer);
        }
        self.place_columns(i, lines);
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

    /// Sets an article's body, with a contour where the habit has one.
    fn body(&mut self, story: &Story, ems: usize) -> Vec<BodyLine> {
        let contour = self.contour(ems);
        let mut lines: Vec<BodyLine> = Vec::new();
        for paragraph in &story.paragraphs {
            let at = lines.len();
            let room = |line: usize| 2 * contour_at(&contour, at + line).unwrap_or(ems);
            let typed = match self.habits.indent {
                Indent::FullWidth => "\u{3000}\u{3000}".to_owned(),
                Indent::HalfWidth(spaces) => " ".repeat(spaces),
                Indent::Short | Indent::Flush => String::new(),
            };
            let flush = paragraph.subhead || self.habits.indent == Indent::Flush;
            let indent = if flush { 0 } else { 4 };
            let set_lines = set(&paragraph.text, self.habits.kinsoku, |line| {
                room(line) - if line == 0 { indent.min(room(line) - 4) } else { 0 }
            });
            for (n, mut line) in set_lines.into_iter().enumerate() {
                if line.loose && self.rng.chance(self.habits.letter_spacing) {
                    line.text = garble::letter_space(&line.text);
                } else {
                    line.text = garble::gap_digits(&line.text, self.habits.digit_gaps, &mut self.rng);
                }
                if n == 0 && !paragraph.subhead {
                    line.text.insert_str(0, &typed);
                }
                let edge = at + n > 0 && room(n) != 2 * contour_at(&contour, at + n - 1).unwrap_or(ems);
                lines.push(BodyLine { line, starts: n == 0, second: n == 1, edge });
            }
        }
        lines
    }

    /// The widths of the lines that run round a picture, and where they begin.
    fn contour(&mut self, ems: usize) -> (usize, Vec<usize>) {
        if ems < 13 || !self.rng.chance(self.habits.contour) {
            return (0, Vec::new());
        }
        let length = self.rng.between(6, 18);
        let narrow = self.rng.between(6, 12.min(ems - 2));
        let round = self.rng.chance(50);
        let widths = (0..length)
            .map(|line| {
                // A round picture takes more away in its middle.
                let middle = line.abs_diff(length / 2) * 2;
                if round { (narrow + middle * (ems - narrow) / length).min(ems - 1) } else { narrow }
            })
            .collect();
        (self.rng.below(12), widths)
    }

    fn add_jumps(&mut self, story: &Story, lines: &mut Vec<BodyLine>, answer: &mut GoldArticle) {
        let line = |text: &str| BodyLine {
            line: Line { text: text.to_owned(), loose: false },
            starts: true,
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

    fn place_columns(&mut self, i: usize, lines: Vec<BodyLine>) {
        let base = (i + 1) * STORY;
        let most = (lines.len() / 4).clamp(1, 5);
        let columns = self.rng.between(1, most);
        let height = lines.len().div_ceil(columns);
        let mut left = lines.into_iter().peekable();
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
            let mut block = Block { key, lines: self.print_lines(part), column: n > 0, tight: false };
            if n == 0 && self.rng.chance(self.habits.lead_space) {
                block.tight = true;
                block.lines[0].text.insert(0, ' ');
            }
            self.blocks.push(block);
        }
    }

    fn print_lines(&mut self, part: Vec<BodyLine>) -> Vec<Print> {
        let blanks = self.habits.blanks;
        let mut out: Vec<Print> = Vec::new();
        for (n, body_line) in part.into_iter().enumerate() {
            let text = body_line.line.text;
            let opens = text.starts_with(['“', '（', '《', '「', '【']);
            let mut blank = self.rng.chance(blanks.line);
            blank |= body_line.starts && self.rng.chance(blanks.paragraph);
            blank |= body_line.second && self.rng.chance(blanks.first_line);
            blank |= opens && self.rng.chance(blanks.opening);
            blank |= body_line.edge && self.rng.chance(blanks.contour);
            let runs = if self.habits.split_runs > 0 {
                garble::split_runs(&text, self.habits.split_runs, &mut self.rng)
            } else {
                vec![text]
            };
            for (m, text) in runs.into_iter().enumerate() {
                out.push(Print { text, blank_before: n > 0 && m == 0 && blank });
            }
        }
        out
    }

    fn place_heads(&mut self, base: usize, story: &Story, answer: &mut GoldArticle) {
        let place = self.rng.weighted(&self.habits.head_places);
        if place == HeadPlace::Absent {
            return;
        }
        let pieces = [
            (Role::Kicker, story.kicker.as_ref()),
            (Role::Main, Some(&story.headline)),
            (Role::Deck, story.deck.as_ref()),
        ];
        let far = self.rng.between(1, self.count) * STORY + 980;
        // A headline under a space-led paragraph would read as its line.
        let vertical = story.headline.chars().count() <= 12 && self.rng.chance(self.habits.vertical_heads);
        let split = self.rng.chance(self.habits.split_heads);
        for (n, (role, text)) in pieces.into_iter().enumerate() {
            let Some(text) = text else { continue };
            let key = n + match place {
                HeadPlace::Before => base,
                HeadPlace::Around if role == Role::Kicker => base,
                HeadPlace::After | HeadPlace::Around => base + 950,
                HeadPlace::Far => far,
                HeadPlace::PageEnd => PAGE_END + base,
                HeadPlace::Absent => continue,
            };
            let mut lines: Vec<Print> = self
                .display(text, role, vertical && role == Role::Main)
                .into_iter()
                .map(|text| Print { text, blank_before: false })
                .collect();
            if split && lines.len() > 1 && !vertical && self.rng.chance(30) {
                let at = self.rng.between(1, lines.len() - 1);
                lines[at].blank_before = self.habits.extractor != Extractor::Drawing;
            }
            let first = answer.title.is_empty();
            self.blocks.push(Block { key, lines, column: false, tight: !first && !split });
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

    fn place_caption(&mut self, base: usize, caption: &crate::story::StoryCaption, answer: &mut GoldArticle) {
        let text = match self.rng.below(6) {
            0 => format!("▲{}", caption.text),
            1 => format!("▶{}", caption.text),
            2 => format!("▼{}", caption.text),
            3 if self.habits.script == Script::Simplified => format!("图为{}", caption.text),
            3 => format!("圖為{}", caption.text),
            _ => caption.text.clone(),
        };
        let measure = 2 * self.rng.between(7, 16);
        let lines = self.lines_of(&text, measure);
        // Beside the body, before or behind it, or between two columns.
        let key = match self.rng.below(8) {
            0 | 1 => base + 80,
            2 => base + 100,
            3 => self.rng.between(1, self.count) * STORY + 985,
            _ => base + 800,
        };
        self.blocks.push(Block::new(key, lines));
        answer.captions.push(text);
        if let Some(credit) = &caption.credit {
            let mut block = Block::new(key, vec![credit.clone()]);
            block.tight = self.rng.chance(50);
            self.blocks.push(block);
            answer.credits.push(credit.clone());
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
        let end = match (self.habits.trailing_spaces, self.habits.carriage_returns) {
            (false, false) => "\n",
            (true, false) => " \n",
            (false, true) => "\r\n",
            (true, true) => " \r\n",
        };
        let mut text = String::new();
        for (n, block) in self.blocks.iter().enumerate() {
            let blanks = self.habits.blanks;
            let percent = if block.column { blanks.column } else { blanks.block };
            if n > 0 && !block.tight && self.rng.chance(percent) {
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

fn contour_at((start, widths): &(usize, Vec<usize>), line: usize) -> Option<usize> {
    line.checked_sub(*start).and_then(|at| widths.get(at)).copied()
}
