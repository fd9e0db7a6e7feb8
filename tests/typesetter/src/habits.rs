//! The habits of a page: how its paper sets it and how its extractor reads it.

use crate::rng::Rng;

/// Everything about a page that is a habit and not a matter of its texts.
///
/// Fields that are numbers say in how many of a hundred cases a thing happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habits {
    /// How the text came off the page.
    pub extractor: Extractor,
    /// The characters of the page.
    pub script: Script,
    /// How many articles stand on the page, at least and at most.
    pub articles: (usize, usize),
    /// The measures of body columns, in ems; each article takes one.
    pub measures: Vec<usize>,
    /// What happens to a mark that may not begin a line.
    pub kinsoku: Kinsoku,
    /// How a paragraph's first line is set.
    pub indent: Indent,
    /// Where blank lines stand.
    pub blanks: Blanks,
    /// Where an article's headlines stand, each with its weight.
    pub head_places: Vec<(HeadPlace, usize)>,
    /// A blank line between kicker, headline and deck, or inside one.
    pub split_heads: u8,
    /// An article's rest stands behind other articles.
    pub stranded: u8,
    /// A column is narrowed by a picture.
    pub contour: u8,
    /// A line that came out short is letter-spaced.
    pub letter_spacing: u8,
    /// A gap stands between a digit and a Chinese character.
    pub digit_gaps: u8,
    /// Display lines are printed twice.
    pub shadow: u8,
    /// A headline runs from top to bottom.
    pub vertical_heads: u8,
    /// The section's name or the publisher's line runs from top to bottom.
    pub vertical_mastheads: u8,
    /// A piece of furniture of each kind stands on the page.
    pub furniture: u8,
    /// Two pieces of furniture stand on one line or touch.
    pub glued_furniture: u8,
    /// Furniture stands in the middle of an article.
    pub furniture_inside: u8,
    /// An article has pictures with captions.
    pub captions: u8,
    /// A caption repeats its article's lead.
    pub echoes: u8,
    /// An article's first line begins with a space, right after other text.
    pub lead_space: u8,
    /// An article goes on, or began, on another page.
    pub jumps: u8,
    /// A line is split before a closing mark and at an opening one, as
    /// extractors in drawing order do.
    pub split_runs: u8,
    /// Digits are full-width.
    pub wide_digits: bool,
    /// Lines end with a carriage return too.
    pub carriage_returns: bool,
    /// Lines end with a space.
    pub trailing_spaces: bool,
    /// The page ends with a form feed.
    pub form_feed: bool,
}

/// How the text came off the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extractor {
    /// By boxes: a blank line wherever line edges differ, boxes out of order.
    Boxes,
    /// In drawing order: no blank lines at all.
    Drawing,
    /// In reading order: a blank line between blocks only.
    Reading,
    /// Blank lines anywhere.
    Scattered,
}

impl Extractor {
    /// The name that the gold calls the page's track by.
    #[must_use]
    pub fn track(self) -> &'static str {
        match self {
            Extractor::Boxes => "typeset-boxes",
            Extractor::Drawing => "typeset-drawing",
            Extractor::Reading => "typeset-reading",
            Extractor::Scattered => "typeset-scattered",
        }
    }
}

/// The characters of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Simplified Chinese with “ ”.
    Simplified,
    /// Traditional Chinese with 「 」.
    Traditional,
}

/// What happens to a mark that may not begin a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kinsoku {
    /// It hangs over the measure.
    Hang,
    /// The line's marks are squeezed to make room.
    Squeeze,
    /// It takes the character before it to the next line.
    PushOut,
}

/// How a paragraph's first line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indent {
    /// 2 ems shorter, nothing printed.
    Short,
    /// Two full-width spaces.
    FullWidth,
    /// Some half-width spaces.
    HalfWidth(usize),
    /// Like every other line.
    Flush,
}

/// Where blank lines stand, in how many of a hundred cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blanks {
    /// Before a paragraph.
    pub paragraph: u8,
    /// After a paragraph's first line.
    pub first_line: u8,
    /// Before a line that begins with an opening mark.
    pub opening: u8,
    /// At a column break.
    pub column: u8,
    /// Between blocks.
    pub block: u8,
    /// Where a contour changes the width.
    pub contour: u8,
    /// Anywhere.
    pub line: u8,
}

/// Where an article's headlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadPlace {
    /// Above the body.
    Before,
    /// Below the body.
    After,
    /// The kicker above, the rest below.
    Around,
    /// Behind some other article.
    Far,
    /// With other headlines at the end of the page.
    PageEnd,
    /// Nowhere: drawn as a picture.
    Absent,
}

impl Habits {
    /// Draws the habits of a page.
    #[must_use]
    pub fn draw(rng: &mut Rng) -> Self {
        match rng.weighted(&[
            (Extractor::Boxes, 40),
            (Extractor::Drawing, 22),
            (Extractor::Reading, 20),
            (Extractor::Scattered, 18),
        ]) {
            Extractor::Boxes => Habits::boxes(rng),
            Extractor::Drawing => Habits::drawing(rng),
            Extractor::Reading => Habits::reading(rng),
            Extractor::Scattered => Habits::scattered(rng),
        }
    }

    /// A page as an extractor by boxes gives it.
    #[must_use]
    pub fn boxes(rng: &mut Rng) -> Self {
        let blanks = Blanks {
            paragraph: *rng.pick(&[100, 95, 85, 60]),
            first_line: *rng.pick(&[0, 0, 2, 6]),
            opening: *rng.pick(&[0, 0, 10, 40]),
            column: *rng.pick(&[100, 100, 95]),
            block: *rng.pick(&[100, 98, 90]),
            contour: *rng.pick(&[0, 10, 50]),
            line: 0,
        };
        Habits { extractor: Extractor::Boxes, blanks, ..Habits::common(rng) }
    }

    /// A page as an extractor in drawing order gives it.
    #[must_use]
    pub fn drawing(rng: &mut Rng) -> Self {
        let blanks =
            Blanks { paragraph: 0, first_line: 0, opening: 0, column: 0, block: 0, contour: 0, line: 0 };
        Habits {
            extractor: Extractor::Drawing,
            blanks,
            split_runs: *rng.pick(&[0, 0, 10, 25]),
            stranded: 0,
            form_feed: rng.chance(50),
            ..Habits::common(rng)
        }
    }

    /// A page as an extractor in reading order gives it.
    #[must_use]
    pub fn reading(rng: &mut Rng) -> Self {
        let blanks = Blanks {
            paragraph: *rng.pick(&[0, 0, 100]),
            first_line: 0,
            opening: 0,
            column: *rng.pick(&[0, 100]),
            block: *rng.pick(&[100, 100, 80]),
            contour: 0,
            line: 0,
        };
        let indent = rng.weighted(&[
            (Indent::Short, 40),
            (Indent::FullWidth, 35),
            (Indent::HalfWidth(4), 15),
            (Indent::Flush, 10),
        ]);
        Habits {
            extractor: Extractor::Reading,
            blanks,
            indent,
            form_feed: rng.chance(50),
            ..Habits::common(rng)
        }
    }

    /// A page with blank lines anywhere and columns out of order.
    #[must_use]
    pub fn scattered(rng: &mut Rng) -> Self {
        let blanks = Blanks {
            paragraph: *rng.pick(&[20, 50, 80]),
            first_line: *rng.pick(&[0, 5]),
            opening: *rng.pick(&[0, 20]),
            column: *rng.pick(&[30, 60, 100]),
            block: *rng.pick(&[60, 90]),
            contour: 30,
            line: *rng.pick(&[2, 4, 8]),
        };
        Habits {
            extractor: Extractor::Scattered,
            blanks,
            stranded: *rng.pick(&[10, 30]),
            ..Habits::common(rng)
        }
    }

    /// A page on which nothing is garbled but the line breaks: one article
    /// after the other, headlines above, a blank line between paragraphs.
    #[must_use]
    pub fn clean() -> Self {
        Habits {
            extractor: Extractor::Reading,
            script: Script::Simplified,
            articles: (3, 6),
            measures: vec![16],
            kinsoku: Kinsoku::Hang,
            indent: Indent::FullWidth,
            blanks: Blanks {
                paragraph: 100,
                first_line: 0,
                opening: 0,
                column: 0,
                block: 100,
                contour: 0,
                line: 0,
            },
            head_places: vec![(HeadPlace::Before, 1)],
            split_heads: 0,
            stranded: 0,
            contour: 0,
            letter_spacing: 0,
            digit_gaps: 0,
            shadow: 0,
            vertical_heads: 0,
            vertical_mastheads: 0,
            furniture: 0,
            glued_furniture: 0,
            furniture_inside: 0,
            captions: 0,
            echoes: 0,
            lead_space: 0,
            jumps: 0,
            split_runs: 0,
            wide_digits: false,
            carriage_returns: false,
            trailing_spaces: false,
            form_feed: false,
        }
    }

    fn common(rng: &mut Rng) -> Self {
        let all = [14, 15, 16, 17, 18, 13, 20, 22, 24, 26, 27, 12, 10, 9, 8, 7];
        let first = all[rng.below(8)];
        let mut measures = vec![first; 3];
        for _ in 0..rng.below(4) {
            measures.push(*rng.pick(&all));
        }
        let head_places = match rng.below(5) {
            // Display type drawn last, as a box of its own.
            0 => vec![(HeadPlace::After, 90), (HeadPlace::Absent, 6), (HeadPlace::Far, 4)],
            1 | 2 => vec![(HeadPlace::Before, 92), (HeadPlace::After, 4), (HeadPlace::Absent, 4)],
            3 => vec![(HeadPlace::PageEnd, 80), (HeadPlace::Before, 15), (HeadPlace::Absent, 5)],
            _ => vec![
                (HeadPlace::Before, 35),
                (HeadPlace::After, 30),
                (HeadPlace::Around, 12),
                (HeadPlace::Far, 8),
                (HeadPlace::PageEnd, 8),
                (HeadPlace::Absent, 7),
            ],
        };
        Habits {
            extractor: Extractor::Boxes,
            script: if rng.chance(12) { Script::Traditional } else { Script::Simplified },
            articles: *rng.pick(&[(2, 4), (4, 7), (5, 9), (7, 12)]),
            measures,
            kinsoku: *rng.pick(&[Kinsoku::Hang, Kinsoku::Squeeze, Kinsoku::PushOut]),
            indent: rng.weighted(&[
                (Indent::Short, 72),
                (Indent::FullWidth, 14),
                (Indent::HalfWidth(2), 3),
                (Indent::HalfWidth(4), 5),
                (Indent::Flush, 6),
            ]),
            blanks: Blanks {
                paragraph: 100,
                first_line: 0,
                opening: 0,
                column: 100,
                block: 100,
                contour: 0,
                line: 0,
            },
            head_places,
            split_heads: *rng.pick(&[0, 5, 20, 60]),
            stranded: *rng.pick(&[0, 5, 15, 30]),
            contour: *rng.pick(&[0, 0, 10, 20]),
            letter_spacing: *rng.pick(&[0, 0, 20, 60]),
            digit_gaps: *rng.pick(&[0, 0, 30, 90]),
            shadow: *rng.pick(&[0, 0, 0, 15, 40, 80]),
            vertical_heads: *rng.pick(&[0, 0, 0, 6]),
            vertical_mastheads: *rng.pick(&[0, 0, 30, 80]),
            furniture: *rng.pick(&[0, 20, 45, 70]),
            glued_furniture: *rng.pick(&[0, 15, 40]),
            furniture_inside: *rng.pick(&[0, 0, 20]),
            captions: *rng.pick(&[0, 10, 30, 50]),
            echoes: *rng.pick(&[10, 40, 70]),
            lead_space: *rng.pick(&[0, 0, 0, 15]),
            jumps: *rng.pick(&[0, 100]),
            split_runs: 0,
            wide_digits: rng.chance(4),
            carriage_returns: rng.chance(5),
            trailing_spaces: rng.chance(5),
            form_feed: rng.chance(10),
        }
    }
}
