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
    /// What kind of paper it is.
    pub press: Press,
    /// How many articles stand on the page, at least and at most.
    pub articles: (usize, usize),
    /// The measures of body columns, in ems; each article takes one.
    pub measures: Vec<usize>,
    /// What happens to a mark that may not begin a line.
    pub kinsoku: Kinsoku,
    /// How a paragraph's first line is set.
    pub indent: Indent,
    /// An article indents in another way than its page.
    pub other_indent: u8,
    /// A long article has subheads.
    pub subheads: u8,
    /// A subhead is indented as paragraphs are.
    pub indented_subheads: u8,
    /// No blank line stands around an article's subheads.
    pub tight_subheads: u8,
    /// The lines of an article end up to 2 ems before the measure.
    pub ragged: u8,
    /// An article's lead has a measure of its own.
    pub wide_leads: u8,
    /// An article begins with a glyph as high as several lines.
    pub drop_caps: u8,
    /// An article is followed by a box of names, figures or days.
    pub boxes: u8,
    /// Where blank lines stand.
    pub blanks: Blanks,
    /// Where an article's headlines stand, each with its weight.
    pub head_places: Vec<(HeadPlace, usize)>,
    /// A blank line between kicker, headline and deck, or inside one.
    pub split_heads: u8,
    /// Headlines and their pieces follow each other without a blank line.
    pub touching_heads: u8,
    /// The pieces of a headline are drawn in another order than they stand in.
    pub swapped_heads: u8,
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
    /// What a caption begins with.
    pub pointer: Pointer,
    /// A caption's credit stands at its end, on the same line.
    pub inline_credits: u8,
    /// No blank line stands around a caption.
    pub touching_captions: u8,
    /// A caption runs from top to bottom.
    pub vertical_captions: u8,
    /// A caption repeats its article's lead.
    pub echoes: u8,
    /// An article's first line begins with a space, right after other text.
    pub lead_space: u8,
    /// An article goes on, or began, on another page.
    pub jumps: u8,
    /// A line is split before a closing mark and at an opening one, as
    /// extractors in drawing order do.
    pub split_runs: u8,
    /// Two lines of a paragraph come out as one.
    pub joined_lines: u8,
    /// A line comes out as two.
    pub broken_lines: u8,
    /// A block changes places with the one before it.
    pub shuffled: u8,
    /// How many of a thousand characters are misread; the answer repeats them.
    pub misread: usize,
    /// Digits are full-width.
    pub wide_digits: bool,
    /// Lines end with a carriage return too.
    pub carriage_returns: bool,
    /// Lines end with a space.
    pub trailing_spaces: bool,
    /// The page ends with a form feed.
    pub form_feed: bool,
    /// The columns, where they come out side by side.
    pub grid: Option<Grid>,
}

/// The columns of a page that come out side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How many there are.
    pub columns: usize,
    /// The white between them, in half ems, or in characters where those are counted.
    pub gutter: usize,
    /// The extractor counts characters when it pads a line, not their widths.
    pub characters: bool,
    /// How far lines of one article are apart, in twelfths; each article takes one.
    pub leading: Vec<usize>,
    /// How far articles begin below the top of their band, in twelfths of a line.
    pub uneven: usize,
    /// Up to how many twelfths lines may differ in height and still come out as one.
    pub tolerance: usize,
    /// How far Western letters push what stands behind them, in half ems.
    pub jitter: usize,
    /// An article runs over the whole page and nothing stands beside it.
    pub plain: u8,
    /// An article has a picture in one of its columns.
    pub pictures: u8,
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
    /// By recognition of boxes: blocks apart and out of order, characters
    /// misread, lines joined and broken.
    Recogniser,
    /// As it is laid out: columns side by side on one text line.
    Layout,
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
            Extractor::Recogniser => "typeset-recogniser",
            Extractor::Layout => "typeset-side",
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

/// What kind of paper it is: its subjects, its datelines, its furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Press {
    /// A local or national daily with datelines, in either script.
    Mainland,
    /// A harbour city's daily: traditional characters, no datelines, spoken
    /// language in quotes, Latin names.
    Harbour,
}

/// What a caption begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pointer {
    /// Nothing.
    None,
    /// The page's own mark.
    Mark(char),
    /// Now this, now that, 图为 among it.
    Mixed,
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

impl Indent {
    /// Draws a way to indent.
    #[must_use]
    pub fn draw(rng: &mut Rng) -> Self {
        rng.weighted(&[
            (Indent::Short, 65),
            (Indent::FullWidth, 16),
            (Indent::HalfWidth(2), 3),
            (Indent::HalfWidth(4), 4),
            (Indent::Flush, 12),
        ])
    }
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
    /// In the middle of the body.
    Inside,
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
            (Extractor::Boxes, 37),
            (Extractor::Drawing, 19),
            (Extractor::Reading, 19),
            (Extractor::Scattered, 15),
            (Extractor::Recogniser, 10),
        ]) {
            Extractor::Boxes => Habits::boxes(rng),
            Extractor::Drawing => Habits::drawing(rng),
            Extractor::Reading => Habits::reading(rng),
            Extractor::Scattered => Habits::scattered(rng),
            Extractor::Recogniser => Habits::recogniser(rng),
            Extractor::Layout => Habits::side(rng),
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
            (Indent::HalfWidth(4), 10),
            (Indent::Flush, 20),
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

    /// A page as a recogniser gives it that finds the boxes first.
    #[must_use]
    pub fn recogniser(rng: &mut Rng) -> Self {
        let blanks = Blanks {
            paragraph: *rng.pick(&[100, 95, 70, 0]),
            first_line: 0,
            opening: 0,
            column: 100,
            block: 100,
            contour: *rng.pick(&[0, 30]),
            line: *rng.pick(&[0, 0, 1]),
        };
        Habits {
            extractor: Extractor::Recogniser,
            blanks,
            shadow: 0,
            letter_spacing: 0,
            digit_gaps: *rng.pick(&[0, 0, 20]),
            joined_lines: *rng.pick(&[0, 0, 3, 5, 100]),
            broken_lines: *rng.pick(&[0, 0, 2, 5]),
            shuffled: *rng.pick(&[0, 5, 12]),
            misread: *rng.pick(&[2, 8, 8, 15]),
            stranded: *rng.pick(&[5, 15]),
            ..Habits::common(rng)
        }
    }

    /// A page as an extractor gives it that keeps its layout.
    #[must_use]
    pub fn side(rng: &mut Rng) -> Self {
        let characters = rng.chance(55);
        let grid = Grid {
            columns: rng.weighted(&[(2, 2), (3, 3), (4, 5), (5, 4), (6, 2)]),
            gutter: if characters {
                *rng.pick(&[3, 3, 4, 6, 9])
            } else {
                rng.weighted(&[(1, 1), (2, 3), (3, 3), (4, 3), (6, 2), (8, 1)])
            },
            characters,
            leading: rng
                .pick(&[vec![12], vec![16], vec![15, 18], vec![14, 16, 20], vec![24], vec![12, 13]])
                .clone(),
            uneven: *rng.pick(&[0, 0, 6, 11, 30]),
            tolerance: *rng.pick(&[0, 3, 5]),
            jitter: *rng.pick(&[0, 0, 1, 2]),
            plain: *rng.pick(&[0, 0, 0, 15, 40]),
            pictures: *rng.pick(&[0, 30, 60]),
        };
        let common = Habits::common(rng);
        let measure = *rng.pick(&[14, 15, 16, 16, 17, 18, 13, 12, 20]);
        Habits {
            extractor: Extractor::Layout,
            measures: vec![measure],
            indent: rng.weighted(&[
                (Indent::HalfWidth(4), 60),
                (Indent::HalfWidth(3), 10),
                (Indent::HalfWidth(2), 15),
                (Indent::FullWidth, 15),
            ]),
            articles: *rng.pick(&[(4, 7), (5, 9), (7, 12)]),
            other_indent: 0,
            wide_leads: 0,
            drop_caps: 0,
            boxes: 0,
            jumps: 0,
            grid: Some(grid),
            ..common
        }
    }

    /// A page on which nothing is garbled but the line breaks: one article
    /// after the other, headlines above, a blank line between paragraphs.
    #[must_use]
    pub fn clean() -> Self {
        Habits {
            extractor: Extractor::Reading,
            script: Script::Simplified,
            press: Press::Mainland,
            articles: (3, 6),
            measures: vec![16],
            kinsoku: Kinsoku::Hang,
            indent: Indent::FullWidth,
            other_indent: 0,
            subheads: 30,
            indented_subheads: 0,
            tight_subheads: 0,
            ragged: 0,
            wide_leads: 0,
            drop_caps: 0,
            boxes: 0,
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
            touching_heads: 0,
            swapped_heads: 0,
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
            pointer: Pointer::None,
            inline_credits: 0,
            touching_captions: 0,
            vertical_captions: 0,
            echoes: 0,
            lead_space: 0,
            jumps: 0,
            split_runs: 0,
            joined_lines: 0,
            broken_lines: 0,
            shuffled: 0,
            misread: 0,
            wide_digits: false,
            carriage_returns: false,
            trailing_spaces: false,
            form_feed: false,
            grid: None,
        }
    }

    /// What ends a line.
    #[must_use]
    pub fn line_end(&self) -> &'static str {
        match (self.trailing_spaces, self.carriage_returns) {
            (false, false) => "\n",
            (true, false) => " \n",
            (false, true) => "\r\n",
            (true, true) => " \r\n",
        }
    }

    fn common(rng: &mut Rng) -> Self {
        let all = [14, 15, 16, 17, 18, 13, 20, 22, 24, 26, 27, 12, 10, 9, 8, 7];
        let first = all[rng.below(8)];
        let mut measures = vec![first; 3];
        for _ in 0..rng.below(4) {
            measures.push(*rng.pick(&all));
        }
        let (script, press) = rng.weighted(&[
            ((Script::Simplified, Press::Mainland), 71),
            ((Script::Traditional, Press::Mainland), 6),
            ((Script::Traditional, Press::Harbour), 23),
        ]);
        // Most papers set their columns alike and plainly; those that do not
        // take several liberties at once.
        let at_ease = rng.chance(if press == Press::Harbour { 40 } else { 65 });
        let free = |choice: &'static [u8]| if at_ease { &choice[..1] } else { choice };
        let head_places = match rng.below(5) {
            // Display type drawn last, as a box of its own.
            0 => vec![(HeadPlace::After, 90), (HeadPlace::Absent, 6), (HeadPlace::Far, 4)],
            1 | 2 => vec![
                (HeadPlace::Before, 91),
                (HeadPlace::After, 4),
                (HeadPlace::Absent, 4),
                (HeadPlace::Inside, 1),
            ],
            3 => vec![(HeadPlace::PageEnd, 80), (HeadPlace::Before, 15), (HeadPlace::Absent, 5)],
            _ => vec![
                (HeadPlace::Before, 35),
                (HeadPlace::After, 30),
                (HeadPlace::Around, 12),
                (HeadPlace::Far, 8),
                (HeadPlace::PageEnd, 8),
                (HeadPlace::Absent, 7),
                (HeadPlace::Inside, 6),
            ],
        };
        Habits {
            extractor: Extractor::Boxes,
            script,
            press,
            articles: *rng.pick(&[(2, 4), (4, 7), (5, 9), (7, 12)]),
            measures,
            kinsoku: *rng.pick(&[Kinsoku::Hang, Kinsoku::Squeeze, Kinsoku::PushOut]),
            indent: Indent::draw(rng),
            other_indent: *rng.pick(free(&[0, 0, 25])),
            subheads: *rng.pick(&[0, 10, 30, 80]),
            indented_subheads: *rng.pick(&[0, 0, 0, 100]),
            tight_subheads: *rng.pick(&[0, 0, 60, 100]),
            ragged: *rng.pick(free(&[0, 0, 0, 30, 100])),
            wide_leads: *rng.pick(free(&[0, 0, 25])),
            drop_caps: *rng.pick(free(&[0, 0, 25])),
            boxes: *rng.pick(free(&[0, 0, 20])),
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
            touching_heads: *rng.pick(free(&[0, 20, 60])),
            swapped_heads: *rng.pick(free(&[0, 0, 30])),
            stranded: *rng.pick(&[0, 5, 15, 30]),
            contour: if at_ease { *rng.pick(&[0, 0, 10, 20]) } else { *rng.pick(&[0, 10, 20, 60]) },
            letter_spacing: *rng.pick(&[0, 0, 20, 60]),
            digit_gaps: *rng.pick(&[0, 0, 30, 90]),
            shadow: *rng.pick(&[0, 0, 0, 15, 40, 80]),
            vertical_heads: *rng.pick(&[0, 0, 0, 6, 15]),
            vertical_mastheads: *rng.pick(&[0, 0, 30, 80]),
            furniture: *rng.pick(&[0, 20, 45, 70]),
            glued_furniture: *rng.pick(&[0, 15, 40]),
            furniture_inside: *rng.pick(&[0, 0, 20]),
            captions: *rng.pick(&[0, 10, 30, 50, 70]),
            pointer: match rng.below(10) {
                0..=2 => Pointer::None,
                3..=5 => Pointer::Mark(*rng.pick(&['■', '■', '▲', '▶', '●', '◆', '▼', '△', '◀'])),
                _ => Pointer::Mixed,
            },
            inline_credits: *rng.pick(free(&[0, 30, 90])),
            touching_captions: *rng.pick(free(&[0, 0, 40, 100])),
            vertical_captions: *rng.pick(free(&[0, 0, 0, 15])),
            echoes: *rng.pick(&[10, 40, 70]),
            lead_space: *rng.pick(&[0, 0, 0, 15]),
            jumps: *rng.pick(&[0, 100]),
            split_runs: 0,
            joined_lines: 0,
            broken_lines: 0,
            shuffled: 0,
            misread: 0,
            wide_digits: rng.chance(4),
            carriage_returns: rng.chance(5),
            trailing_spaces: rng.chance(5),
            form_feed: rng.chance(10),
            grid: None,
        }
    }
}
