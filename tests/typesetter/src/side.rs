//! Prints a page as an extractor does that keeps its layout: columns side by side on one
//! text line, held apart by spaces.
//!
//! The page is a grid of columns of one measure. Bands of articles stand below each
//! other, each article over one or several columns with its headlines above them.
//! Lines have heights in twelfths of a text line, so that columns of unequal leading
//! come interleaved.

use crate::furniture::Piece;
use crate::gold::{GoldArticle, Role};
use crate::habits::{Grid, Habits};
use crate::page::Compositor;
use crate::rng::Rng;
use crate::setting::{text_width, width};
use crate::story::Story;

/// The height of a line of text without lead.
const LINE: usize = 12;

/// A line of text at its place.
#[derive(Debug)]
struct Placed {
    /// Distance from the top, in twelfths of a line.
    y: usize,
    /// The column that it begins in; one past the last is the strip at the right edge.
    column: usize,
    /// How far from the column's left edge, in half ems.
    offset: usize,
    text: String,
    /// It is as wide as its column allows, not display type.
    body: bool,
}

/// Places articles in bands and prints the page.
pub struct Layout<'a> {
    habits: &'a Habits,
    grid: &'a Grid,
    rng: Rng,
    ems: usize,
    placed: Vec<Placed>,
    /// Where the next band begins.
    top: usize,
}

impl<'a> Layout<'a> {
    /// An empty page.
    pub fn new(habits: &'a Habits, grid: &'a Grid, rng: Rng) -> Self {
        let ems = habits.measures[0];
        Layout { habits, grid, rng, ems, placed: Vec::new(), top: 0 }
    }

    /// Sets running heads across the page; what does not fit stands in a strip at the edge
    /// or below everything.
    pub fn place_furniture(&mut self, pieces: Vec<Piece>, page: &mut Compositor<'_>) {
        let room = self.grid.columns * (2 * self.ems + self.grid.gutter);
        let mut x = self.rng.between(0, 8);
        for piece in pieces {
            page.gold.furniture.extend(piece.texts.iter().cloned());
            if piece.masthead && self.rng.chance(self.habits.vertical_mastheads) {
                let from = self.rng.between(0, 4) * LINE;
                for (n, glyph) in piece.texts[0].chars().filter(|c| !c.is_whitespace()).enumerate() {
                    self.put(from + n * 20, self.grid.columns, 2, glyph.to_string(), false);
                }
                continue;
            }
            for line in piece.lines {
                let wide = text_width(&line);
                if x + wide > room {
                    (self.top, x) = (self.top + LINE, self.rng.between(0, 4));
                }
                let pitch = 2 * self.ems + self.grid.gutter;
                self.put(self.top, x / pitch, x % pitch, line, false);
                x += wide + self.rng.between(3, 10);
            }
        }
        self.top += LINE * self.rng.between(1, 3);
    }

    /// Sets all articles, band by band.
    pub fn place_stories(&mut self, stories: Vec<Story>, page: &mut Compositor<'_>) {
        let mut stories = stories.into_iter();
        loop {
            let (mut column, mut bottom) = (0, self.top);
            while column < self.grid.columns {
                let Some(story) = stories.next() else { break };
                let free = self.grid.columns - column;
                let over = if self.rng.chance(30) { free } else { self.rng.between(1, free.min(3)) };
                let plain = column == 0 && self.rng.chance(self.grid.plain);
                let over = if plain { self.grid.columns } else { over };
                bottom = bottom.max(self.place_story(&story, column, over, plain, page));
                column += over;
            }
            if bottom == self.top {
                break;
            }
            self.top = bottom + LINE * self.rng.between(2, 5);
        }
    }

    /// Sets an article over some columns, or over all of them in lines as wide as the page.
    fn place_story(
        &mut self,
        story: &Story,
        column: usize,
        over: usize,
        plain: bool,
        page: &mut Compositor<'_>,
    ) -> usize {
        let mut answer = GoldArticle {
            paragraphs: story.paragraphs.iter().map(|p| p.text.clone()).collect(),
            ..GoldArticle::default()
        };
        let pitch = 2 * self.ems + self.grid.gutter;
        let room = over * pitch - self.grid.gutter;
        let upright = over > 1 && !plain && self.rng.chance(self.habits.vertical_heads);
        let mut y = self.top + self.rng.below(self.grid.uneven + 1);
        let heads = [
            (Role::Kicker, story.kicker.as_ref()),
            (Role::Main, Some(&story.headline)),
            (Role::Deck, story.deck.as_ref()),
        ];
        let first = if upright { column + 1 } else { column };
        for (role, text) in heads {
            let Some(text) = text else { continue };
            answer.title.push(text.clone());
            answer.roles.push(role);
            if upright && role == Role::Main {
                let glyphs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
                for (n, glyph) in glyphs.iter().enumerate() {
                    self.put(self.top + 26 * n, column, self.ems, glyph.to_string(), false);
                }
                continue;
            }
            let scale = if role == Role::Main { self.rng.between(3, 4) } else { 2 };
            let room = if upright { room - pitch } else { room };
            for line in page.display_within(text, role, 2 * room / scale) {
                let wide = scale * text_width(&line) / 2;
                let x = if self.rng.chance(70) { room.saturating_sub(wide) / 2 } else { 0 };
                self.put(y, first + x / pitch, x % pitch, line, false);
                y += LINE * scale / 2 + 4;
            }
        }
        y += self.rng.between(2, LINE);
        if let Some(byline) = &story.byline {
            let offset = self.rng.between(0, 6);
            self.put(y, first, offset, byline.clone(), false);
            answer.bylines.push(byline.clone());
            y += LINE + 4;
        }
        let leading = if plain { LINE } else { *self.rng.pick(&self.grid.leading) };
        let columns = if plain { 1 } else { over - usize::from(upright) };
        let ems = if plain { (room / 2).min(40) } else { self.ems };
        let lines: Vec<String> = page.body_lines(story, ems);
        let mut slots = self.holes(story, lines.len(), plain, page, &mut answer);
        let height = (lines.len() + slots.iter().map(|hole| hole.lines).sum::<usize>()).div_ceil(columns);
        let (mut at, mut bottom) = (0, y);
        for (n, line) in lines.into_iter().enumerate() {
            // A hole that would run over the foot of its column stands at the head of the next.
            while let Some(hole) = slots.first().filter(|hole| hole.before == n).cloned() {
                if at % height + hole.lines > height && columns > 1 && hole.lines < height {
                    at += height - at % height;
                }
                let from = hole.lines - hole.caption.len();
                for (k, text) in hole.caption.iter().enumerate() {
                    let row = at + from + k;
                    let place = (y + row % height * leading, (first + row / height).min(first + columns - 1));
                    self.put(place.0, place.1, 0, text.clone(), true);
                }
                at += hole.lines;
                slots.remove(0);
            }
            let row = (at / height).min(columns - 1);
            let here = y + (at - row * height) * leading;
            let offset = line.chars().take_while(|c| *c == ' ').count();
            self.put(here, first + row, offset, line.trim_start_matches(' ').to_owned(), true);
            bottom = bottom.max(here + LINE);
            at += 1;
        }
        if let Some(credit) = &story.credit {
            for line in page.lines_within(credit, 2 * ems) {
                let row = (at / height).min(columns - 1);
                let here = y + (at - row * height) * leading;
                self.put(here, first + row, 0, line, true);
                bottom = bottom.max(here + LINE);
                at += 1;
            }
            answer.credits.push(credit.clone());
        }
        page.gold.articles.push(answer);
        bottom
    }

    /// Pictures in the columns: before which line each stands, and what stands below it.
    fn holes(
        &mut self,
        story: &Story,
        lines: usize,
        plain: bool,
        page: &mut Compositor<'_>,
        answer: &mut GoldArticle,
    ) -> Vec<Hole> {
        if plain || lines < 10 || !self.rng.chance(self.grid.pictures) {
            return Vec::new();
        }
        let Some(caption) = story.captions.get(usize::from(!self.rng.chance(self.habits.echoes))) else {
            return Vec::new();
        };
        let (text, credit) = page.caption_lines(caption, 2 * self.ems - self.rng.between(0, 3));
        answer.captions.push(text.0);
        answer.credits.extend(credit);
        let high = self.rng.between(3, 6);
        vec![Hole { before: self.rng.between(3, lines - 4), lines: high + text.1.len(), caption: text.1 }]
    }

    fn put(&mut self, y: usize, column: usize, offset: usize, text: String, body: bool) {
        self.placed.push(Placed { y, column, offset, text, body });
    }

    /// Where the columns begin: as far apart as they stand in print, or, where the
    /// extractor counts characters, as far as their longest lines need.
    fn lefts(&self) -> Vec<usize> {
        let pitch = 2 * self.ems + self.grid.gutter;
        if !self.grid.characters {
            return (0..=self.grid.columns).map(|column| column * pitch).collect();
        }
        let mut lefts = vec![0];
        for column in 0..self.grid.columns {
            let own = self.placed.iter().filter(|p| p.column == column && p.body);
            let longest = own.map(|p| p.offset + p.text.chars().count()).max().unwrap_or(self.ems);
            lefts.push(lefts[column] + longest + self.grid.gutter);
        }
        lefts
    }

    /// The page as text.
    pub fn print(mut self, end: &str) -> String {
        let lefts = self.lefts();
        self.placed.sort_by_key(|p| (p.y, p.column, p.offset));
        let mut rows: Vec<Vec<Placed>> = Vec::new();
        for placed in self.placed.drain(..) {
            match rows.last_mut() {
                Some(row) if row[0].y + self.grid.tolerance >= placed.y => row.push(placed),
                _ => rows.push(vec![placed]),
            }
        }
        let mut text = String::new();
        let heights: Vec<usize> = rows.iter().map(|row| row[0].y).collect();
        for (n, mut row) in rows.into_iter().enumerate() {
            row.sort_by_key(|p| (p.column, p.offset));
            let mut x = 0;
            for placed in row {
                let western = placed.text.contains(|c: char| c.is_ascii_alphanumeric());
                let jitter = if western { self.rng.below(self.grid.jitter + 1) } else { 0 };
                let halves = !self.grid.characters || placed.body;
                let offset = if halves { placed.offset } else { placed.offset / 2 };
                let left = lefts.get(placed.column).copied().unwrap_or_default() + offset;
                let left = if x > 0 { (left + jitter).max(x + 1) } else { left };
                text.extend(std::iter::repeat_n(' ', left - x));
                text.push_str(&placed.text);
                let wide = |c: char| if self.grid.characters { 1 } else { width(c) };
                x = left + placed.text.chars().map(wide).sum::<usize>();
            }
            let below = heights.get(n + 1).map_or(LINE, |next| next - heights[n]);
            text.extend(std::iter::repeat_n(end, (below / LINE).clamp(1, 5)));
        }
        text
    }
}

/// A picture in a column.
#[derive(Debug, Clone)]
struct Hole {
    /// The body's line that it stands before.
    before: usize,
    /// How many lines it takes, its caption among them.
    lines: usize,
    caption: Vec<String>,
}
