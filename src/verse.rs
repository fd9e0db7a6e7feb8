//! Verse: the lines of a poem, each of them whole by itself.
//!
//! A line of verse looks like a headline or a section's name: short, without a mark, apart
//! from others. What tells a poem is the whole: a title and its author's name, and below them
//! short lines of unlike lengths, hardly a mark inside, at whose breaks no word is cut, stanza after
//! stanza. Every line
//! becomes a paragraph, as those of a list do.

use crate::chars::EM;
use crate::cues::Cues;
use crate::facts::{Facts, Last};
use crate::labels::Label;

/// The fewest lines of a poem.
const FEWEST: usize = 4;
/// The longest line of verse, in glyphs.
const LONGEST: usize = 16;

/// Gives every line below a title and an author's name that reads as verse its label.
pub fn verse(all: &[Facts], labels: &mut [Label]) {
    let mut i = 1;
    while i < all.len() {
        if let Some(end) = poem(all, i) {
            if !matches!(labels[i - 1], Label::Head | Label::HeadOn) {
                labels[i - 1] = Label::Head;
            }
            labels[i] = Label::Byline;
            labels[i + 1..end].fill(Label::Start);
            i = end;
        }
        i += 1;
    }
}

/// Where the poem ends whose author stands on a line.
fn poem(all: &[Facts], author: usize) -> Option<usize> {
    let named = |k: usize| all.get(k).is_some_and(|f| f.cues.has(Cues::BYLINE) && f.count <= 10);
    let title = &all[author - 1];
    if !named(author) || title.count > LONGEST || title.last != Last::Plain || title.pauses {
        return None;
    }
    let from = author + 1;
    let mut end = from;
    while end < all.len() && is_verse(&all[end]) && !named(end + 1) {
        end += 1;
    }
    // A line by itself is the next thing's headline.
    while end > from && all[end - 1].blanks > 0 && all.get(end).is_some_and(|f| f.blanks == 0) {
        end -= 1;
    }
    let lines = &all[from..end];
    if lines.len() < FEWEST {
        return None;
    }
    let pairs = lines.len() - 1;
    let count = |is: fn(&[Facts]) -> bool| lines.windows(2).filter(|pair| is(pair)).count();
    let uneven = count(|pair| pair[0].width.abs_diff(pair[1].width) >= EM);
    let cut = count(|pair| pair[1].word || pair[1].joint.is_some_and(|seen| seen > 0));
    let bare = lines.iter().filter(|f| !matches!(f.last, Last::End | Last::EndClose)).count();
    let inside = lines.iter().filter(|f| f.pauses).count();
    let whole = 4 * inside <= lines.len() && 5 * cut <= pairs && 3 * bare >= 2 * lines.len();
    (whole && 5 * uneven >= 2 * pairs).then_some(end)
}

/// A short line that is printed once and whose words say nothing of a report or of furniture.
fn is_verse(f: &Facts) -> bool {
    let other = Cues(
        Cues::FURNITURE.0
            | Cues::DATELINE.0
            | Cues::REPORT.0
            | Cues::POINTER.0
            | Cues::PHOTO.0
            | Cues::BYLINE.0
            | Cues::SIGNATURE.0,
    );
    let other = Cues(other.0 & !Cues::SECTION.0);
    (1..=LONGEST).contains(&f.count) && f.copies == 1 && !f.vertical && !f.cues.any(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::{facts, lines, source};

    /// How many lines of a page are verse.
    fn verses(text: &str) -> usize {
        let mut lines = lines::lines(source::read(text, &Options::default()).lines);
        lines::measure(&mut lines);
        let (all, _) = facts::facts(&lines);
        let mut labels = vec![Label::Furniture; all.len()];
        verse(&all, &mut labels);
        labels.iter().filter(|&&label| label == Label::Start).count()
    }

    const POEM: &str = "秋收帖\n○ 田一舟\n稻子黄了\n镰刀醒了\n父亲蹲在田埂上\n把一支烟抽得很慢\n\n风从山那边来\n一层一层翻过去\n像翻一本旧账\n";

    #[test]
    fn short_uneven_lines_below_an_author_are_verse() {
        assert_eq!(verses(POEM), 7);
        assert_eq!(verses(&POEM.replace("\n\n", "\n")), 7);
    }

    #[test]
    fn the_next_headline_is_none_of_them() {
        assert_eq!(verses(&format!("{POEM}\n母亲的针线筐\n□ 何小田\n母亲有一个针线筐，竹编的。\n")), 7);
        assert_eq!(verses(&format!("{POEM}\n新桥今日通车\n本报讯 新桥昨日全线通车，两岸同庆。\n")), 7);
    }

    #[test]
    fn running_text_and_lists_are_no_verse() {
        let narrow = "好家风\n□ 田一舟\n一个家庭的习惯，\n往往从饭桌上开\n始。爷爷常说，碗\n里的米一粒也不能\n剩，这句话我记了\n三十年。\n";
        assert_eq!(verses(narrow), 0);
        assert_eq!(verses(&POEM.replace("○ 田一舟\n", "")), 0);
        assert_eq!(verses("秋收帖\n○ 田一舟\n稻子黄了\n镰刀醒了\n"), 0);
    }
}
