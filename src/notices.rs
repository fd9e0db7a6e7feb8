//! Notices that somebody pays for or owes the public: lost papers, works, vacancies.
//!
//! Small notices stand under one heading, each behind a sign that otherwise points at a
//! picture; 声明作废 and the like tell them from captions. A notice of its own has a heading that
//! says what it is, 停水公告, and the office that makes it known at its end, which looks like the
//! next headline.

use crate::chars::{CharSet, Words};
use crate::cues::Cues;
use crate::facts::{Facts, Last};
use crate::labels::Label;
use crate::lines::Line;

/// What a notice is called.
static TITLES: Words<13> = Words::new([
    "公告",
    "启事",
    "声明",
    "通知",
    "预报",
    "通告",
    "讣告",
    "公示",
    "告示",
    "啟事",
    "聲明",
    "訃告",
    "通知书",
]);

/// What small notices say.
static SAYINGS: Words<5> = Words::new(["声明作废", "特此声明", "特此公告", "聲明作廢", "申报债权"]);

/// What an office's name ends with.
static OFFICES: Words<15> = Words::new([
    "公司",
    "局",
    "委员会",
    "政府",
    "办公室",
    "中心",
    "协会",
    "医院",
    "学校",
    "社区",
    "编辑部",
    "本报",
    "银行",
    "法院",
    "大学",
]);

/// The longest title, and the longest name of an office, in glyphs.
const TITLE: usize = 12;
const OFFICE: usize = 24;
/// Lines of one small notice, and of a notice with its office.
const ITEM: usize = 6;
const NOTICE: usize = 30;

/// Makes running text of small notices and of the offices that sign notices, and headlines of
/// their titles.
pub fn notices(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    small_notices(lines, all, labels);
    for i in 0..lines.len() {
        if is_title(lines, all, labels, i) {
            labels[i] = Label::Head;
            signatures(lines, all, labels, i + 1);
        }
    }
}

fn chars_of(line: &Line) -> Vec<char> {
    line.glyphs.iter().map(|g| g.ch).collect()
}

/// A short line that ends with what notices are called, right above running text.
fn is_title(lines: &[Line], all: &[Facts], labels: &[Label], i: usize) -> bool {
    let f = &all[i];
    let apart = i == 0 || f.blanks > 0 || !labels[i - 1].is_body() || is_end(all[i - 1].last);
    let text = labels.get(i + 1).is_some_and(|label| matches!(label, Label::Start | Label::On))
        && (all[i + 1].blanks == 0 || f.blanks > 0)
        && all[i + 1].count > f.count;
    f.count >= 4
        && !f.pauses
        && !matches!(labels[i], Label::HeadOn | Label::On | Label::CaptionOn)
        && apart
        && text
        && is_called(&lines[i], f)
}

/// A short line that ends with what notices are called, wherever it stands.
fn is_called(line: &Line, f: &Facts) -> bool {
    f.count <= TITLE && f.last == Last::Plain && TITLES.end(&chars_of(line))
}

fn is_end(last: Last) -> bool {
    matches!(last, Last::End | Last::EndClose | Last::Close)
}

/// The office at the end of a notice that begins on a line.
fn signatures(lines: &[Line], all: &[Facts], labels: &mut [Label], from: usize) {
    let end = (from + NOTICE).min(lines.len());
    let text = (from..end).take_while(|&k| labels[k].is_body()).count();
    let at = from + text;
    let Some(f) = all.get(at).filter(|_| text > 0) else { return };
    let below = f.blanks == 0 && is_end(all[at - 1].last);
    let display = matches!(labels[at], Label::Head | Label::Furniture);
    // Nothing that it could be the headline of stands below.
    let last = all.get(at + 1).is_none_or(|next| next.blanks > 0 || next.cues.has(Cues::DATE));
    if below && display && last && f.count <= OFFICE && OFFICES.end(&chars_of(&lines[at])) {
        labels[at] = Label::Start;
    }
}

/// Captions that say 声明作废 are paragraphs.
fn small_notices(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let mut i = 0;
    while i < lines.len() {
        let from = i;
        i += 1;
        if !all[from].cues.has(Cues::POINTER) || labels[from] != Label::Caption {
            continue;
        }
        let reach = (from + ITEM).min(lines.len());
        let to = (from + 1..reach).find(|&k| all[k].cues.has(Cues::POINTER) || all[k].blanks > 0);
        let to = to.unwrap_or(reach);
        let text: Vec<char> = lines[from..to].iter().flat_map(chars_of).collect();
        let mut seen = CharSet::default();
        text.iter().for_each(|&c| seen.insert(c));
        if !SAYINGS.inside(&text, &seen) {
            continue;
        }
        labels[from] = Label::Start;
        for label in labels[from + 1..to].iter_mut().take_while(|label| **label == Label::CaptionOn) {
            *label = Label::On;
        }
        // What stands above the first of them is their heading.
        if let Some(k) = from.checked_sub(1).filter(|&k| is_called(&lines[k], &all[k])) {
            labels[k] = Label::Head;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::{facts, lines, source};

    /// A page's labels, with those that it had before, a letter for each line.
    fn labelled(text: &str, before: &str) -> String {
        let mut lines = lines::lines(source::read(text, &Options::default()).lines);
        lines::measure(&mut lines);
        let (all, _) = facts::facts(&lines);
        let names = [
            ('S', Label::Start),
            ('O', Label::On),
            ('H', Label::Head),
            ('C', Label::Caption),
            ('c', Label::CaptionOn),
            ('F', Label::Furniture),
            ('U', Label::Subhead),
        ];
        let label = |c: char| names.iter().find(|(name, _)| *name == c).expect("a label's letter").1;
        let mut labels: Vec<Label> = before.chars().map(label).collect();
        assert_eq!(labels.len(), lines.len());
        notices(&lines, &all, &mut labels);
        labels.iter().map(|l| names.iter().find(|(_, label)| label == l).expect("a known label").0).collect()
    }

    #[test]
    fn small_notices_are_paragraphs_under_their_heading() {
        let text = "遗失声明\n▲田某遗失身份证，号码\n1234，声明作废。\n▲苏某遗失驾驶证，声\n明作废。\n";
        assert_eq!(labelled(text, "FCcCc"), "HSOSO");
        // A picture.
        assert_eq!(labelled("▲新桥今日通车，两岸\n同庆。\n", "Cc"), "Cc");
    }

    #[test]
    fn a_notice_has_a_title_and_an_office() {
        let text = "梨子熟了。\n\n停水公告\n因管道检修，明日新街停水，请居\n民谅解。\n河口自来水公司\n2031年5月12日\n";
        assert_eq!(labelled(text, "SUSOHF"), "SHSOSF");
        assert_eq!(labelled(text, "SHSOHF"), "SHSOSF");
        let next = text.replace("2031年5月12日", "本公司昨日举行了开放日，来的人很多。");
        assert_eq!(labelled(&next, "SUSOHS"), "SHSOHS");
        // A subhead that says what came.
        assert_eq!(labelled("梨子熟了，村里人说\n收到通知\n大家都很高兴，忙着收梨子。\n", "OUS"), "OUS");
    }
}
