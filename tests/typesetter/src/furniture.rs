//! Invents what stands on a page and belongs to no article.

use crate::garble::letter_space;
use crate::rng::Rng;
use crate::story::{World, person, spaced};
use crate::words::names;

/// A piece of furniture: what it says and how it is printed.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The texts, as a reader tells them apart.
    pub texts: Vec<String>,
    /// The lines on the page.
    pub lines: Vec<String>,
    /// It may be set from top to bottom.
    pub masthead: bool,
}

impl Piece {
    fn line(text: String) -> Self {
        Piece { lines: vec![text.clone()], texts: vec![text], masthead: false }
    }

    fn masthead(text: String) -> Self {
        Piece { masthead: true, ..Piece::line(text) }
    }
}

/// Invents the furniture of a page.
pub fn invent(world: &World, each: u8, glued: u8, rng: &mut Rng) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let makers: [fn(&World, &mut Rng) -> Piece; 10] =
        [date, folio, section, editors, phone, mail, site, publisher, paper, credit];
    for make in makers {
        if rng.chance(each) {
            pieces.push(make(world, rng));
        }
    }
    rng.shuffle(&mut pieces);
    glue(pieces, glued, rng)
}

fn date(_: &World, rng: &mut Rng) -> Piece {
    let (year, month, day) = (rng.between(2019, 2035), rng.between(1, 12), rng.between(1, 28));
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][rng.below(7)];
    let date = if rng.chance(85) {
        format!("{year}年{month}月{day}日")
    } else {
        format!("{year}.{month:02}.{day:02}")
    };
    match rng.below(4) {
        0 => Piece::line(date),
        1 => Piece {
            texts: vec![date.clone(), format!("星期{weekday}")],
            lines: vec![date, format!("星期{weekday}")],
            masthead: false,
        },
        2 => Piece::line(format!("{date}  星期{weekday}")),
        _ => Piece::line(format!("{date} 星期{weekday}")),
    }
}

fn folio(_: &World, rng: &mut Rng) -> Piece {
    let page = rng.between(1, 16);
    Piece::line(match rng.below(5) {
        0 => page.to_string(),
        1 => format!("{page:02}"),
        2 => format!("A{page}"),
        3 => format!("{page:02}版"),
        _ => format!("第{page}版"),
    })
}

fn section(_: &World, rng: &mut Rng) -> Piece {
    Piece::masthead(rng.pick(names("section")).clone())
}

fn editors(_: &World, rng: &mut Rng) -> Piece {
    let name = |rng: &mut Rng| spaced(&person(rng));
    Piece::line(match rng.below(5) {
        0 => format!("责编/{} 版式/{} 校对/{}", name(rng), name(rng), name(rng)),
        1 => format!("责编：{} 美编：{}", name(rng), name(rng)),
        2 => format!("责任编辑 {} 版式 {}", name(rng), name(rng)),
        3 => format!("□编辑 {} □校对 {}", name(rng), name(rng)),
        _ => format!("本版责编：{}", name(rng)),
    })
}

fn phone(_: &World, rng: &mut Rng) -> Piece {
    let word = *rng.pick(&["电话", "热线", "新闻热线", "投稿电话"]);
    // No Chinese area code begins with 060.
    let number = format!("060{}-{}", rng.below(10), rng.between(2_000_000, 8_999_999));
    Piece::line(format!("{word}：{number}"))
}

fn mail(_: &World, rng: &mut Rng) -> Piece {
    let word = *rng.pick(&["E-mail:", "投稿邮箱：", "E-mail："]);
    let domain = *rng.pick(&["example.com", "example.net", "mail.example.com"]);
    let box_name = rng.pick(names("mail")).clone();
    Piece::line(format!("{word}{box_name}{}@{domain}", rng.between(10, 9999)))
}

fn site(world: &World, rng: &mut Rng) -> Piece {
    let host = rng.pick(names("mail"));
    let name = &world.towns[0].name;
    Piece::line(format!("{name}新闻网：www.{host}.example.com"))
}

fn publisher(world: &World, rng: &mut Rng) -> Piece {
    let office = rng.pick(names("office")).clone();
    let other = rng.pick(names("office")).clone();
    let town = rng.pick(&world.towns).name.clone();
    Piece::masthead(match rng.below(3) {
        0 => format!("由{}社{office}与{town}{other}合办", world.paper),
        1 => format!("主办：{}社 承办：{town}{other}", world.paper),
        _ => format!("{}社{office}主编", world.paper),
    })
}

fn paper(world: &World, _: &mut Rng) -> Piece {
    Piece::masthead(world.paper.clone())
}

fn credit(world: &World, rng: &mut Rng) -> Piece {
    let town = rng.pick(&world.towns).name.clone();
    Piece::line(if rng.chance(50) {
        format!("本组文图由 {town}{} 提供", rng.pick(names("office")))
    } else {
        format!(
            "本组文图除署名外由 {} {} {} 整理提供",
            spaced(&person(rng)),
            spaced(&person(rng)),
            spaced(&person(rng))
        )
    })
}

/// Puts neighbours on one line, and stretches some lines.
fn glue(pieces: Vec<Piece>, percent: u8, rng: &mut Rng) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let single = |piece: &Piece| piece.lines.len() == 1 && !piece.masthead;
        match out.last_mut() {
            Some(last) if single(last) && single(&piece) && rng.chance(percent) => {
                let ends_latin = last.lines[0].ends_with(|c: char| c.is_ascii_alphabetic());
                let begins_digit = piece.lines[0].starts_with(|c: char| c.is_ascii_digit());
                // An address and a page number touch; other things keep a gap.
                let touch = ends_latin && begins_digit && piece.lines[0].len() <= 2;
                let gap = if touch || rng.chance(15) { "" } else { *rng.pick(&[" ", " ", "  ", "    "]) };
                let line = format!("{}{gap}{}", last.lines[0], piece.lines[0]);
                last.lines = vec![line];
                last.texts.extend(piece.texts);
            }
            _ => out.push(piece),
        }
    }
    for piece in &mut out {
        if piece.lines.len() == 1 && piece.lines[0].contains('@') && rng.chance(15) {
            piece.lines[0] = letter_space(&piece.lines[0]).replace('-', "- ").replace('.', ". ");
        }
    }
    out
}
