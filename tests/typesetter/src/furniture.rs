//! Invents what stands on a page and belongs to no article.

use crate::garble::letter_space;
use crate::habits::Press;
use crate::rng::Rng;
use crate::story::{World, person, spaced};
use crate::words::{names, topics};

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

    /// Texts of a line each.
    fn stack(texts: Vec<String>) -> Self {
        Piece { lines: texts.clone(), texts, masthead: false }
    }
}

/// Invents the furniture of a page.
pub fn invent(world: &World, each: u8, glued: u8, rng: &mut Rng) -> Vec<Piece> {
    type Maker = fn(&World, &mut Rng) -> Piece;
    let mut pieces = Vec::new();
    let makers: [Maker; 10] = [date, folio, section, editors, phone, mail, site, publisher, paper, credit];
    // What some papers print and others do not.
    let rarer: [Maker; 8] =
        [head_of_page, split_date, teaser, imprint, notice, section_and_folio, index, issue];
    for make in makers {
        if rng.chance(each) {
            pieces.push(make(world, rng));
        }
    }
    for make in rarer {
        if rng.chance(each / 2) {
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

fn section(world: &World, rng: &mut Rng) -> Piece {
    let name = section_name(world, rng);
    if rng.chance(20) {
        let lines = vec![letter_space(&name)];
        return Piece { texts: vec![name], lines, masthead: false };
    }
    Piece::masthead(name)
}

fn section_name(world: &World, rng: &mut Rng) -> String {
    let list = match world.press {
        Press::Harbour => "harbour.section",
        Press::Mainland if rng.chance(50) => "section.more",
        Press::Mainland => "section",
    };
    rng.pick(names(list)).clone()
}

/// The section and the page number on one line: A13 要 闻.
fn section_and_folio(world: &World, rng: &mut Rng) -> Piece {
    let name = section_name(world, rng);
    let name = if rng.chance(50) { letter_space(&name) } else { name };
    let page = rng.between(1, 28);
    let page = match rng.below(3) {
        0 => format!("A{page:02}"),
        1 => format!("{}{page}", *rng.pick(&["A", "B", "C", "P"])),
        _ => page.to_string(),
    };
    Piece::line(if rng.chance(60) { format!("{page} {name}") } else { format!("{name} {page}") })
}

const WEEKDAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/// The head of a page: the paper's name and what stands about it, a line each.
fn head_of_page(world: &World, rng: &mut Rng) -> Piece {
    let slogan = match world.press {
        Press::Harbour => "harbour.slogan",
        Press::Mainland => "slogan.paper",
    };
    let town = rng.pick(names("harbour.company")).to_uppercase();
    let mut texts = vec![
        world.paper.clone(),
        format!("{town} {}", rng.pick(names("latin.paper"))),
        rng.pick(names(slogan)).clone(),
        format!("www.{}.example.com", rng.pick(names("mail"))),
        lunar(rng),
    ];
    rng.shuffle(&mut texts);
    texts.truncate(rng.between(2, 5));
    Piece::stack(texts)
}

fn lunar(rng: &mut Rng) -> String {
    let year = rng.pick(names("lunar.year"));
    let day = format!("{}{}", rng.pick(names("lunar.month")), rng.pick(names("lunar.day")));
    match rng.below(3) {
        0 => format!("{year}年{day}"),
        1 => format!("农历{year}年{day}"),
        _ => format!("农历{day}"),
    }
}

/// A date in pieces: the day and month, the weekday, the year.
fn split_date(_: &World, rng: &mut Rng) -> Piece {
    let (year, month, day) = (rng.between(2019, 2035), rng.between(1, 12), rng.between(1, 28));
    let at = rng.below(7);
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][at];
    let mut texts = match rng.below(4) {
        0 => vec![format!("{day:02}/{month:02}"), format!("{}．{year}", WEEKDAYS[at])],
        1 => vec![format!("{year}年"), format!("{month}月{day}日"), format!("星期{weekday}")],
        2 => vec![day.to_string(), format!("{year}年{month}月"), format!("星期{weekday}")],
        _ => vec![format!("{}.{day}", month), format!("{} {year}", WEEKDAYS[at])],
    };
    if rng.chance(50) {
        texts.push(lunar(rng));
    }
    Piece::stack(texts)
}

/// A line that makes readers turn to another page: 旧楼换新颜 详见A4版.
fn teaser(world: &World, rng: &mut Rng) -> Piece {
    let topic = rng.pick(topics(world.press));
    let head = format!("{} {}", rng.pick(&topic.head), rng.pick(&topic.good));
    let (word, page) = match world.press {
        Press::Harbour => ("詳刊", format!("{}{}", *rng.pick(&["A", "P"]), rng.between(2, 20))),
        Press::Mainland => (*rng.pick(&["详见", "详见第", "导读"]), format!("{}版", rng.between(2, 16))),
    };
    let pointer = format!("{word}{page}");
    match rng.below(4) {
        0 => Piece::line(format!("{head} {pointer}")),
        1 => Piece {
            lines: vec![head.clone(), word.to_owned(), page],
            texts: vec![head, pointer],
            masthead: false,
        },
        2 => {
            let mut lines: Vec<String> = head.split(' ').map(str::to_owned).collect();
            lines.push(pointer.clone());
            Piece { lines, texts: vec![head, pointer], masthead: false }
        }
        _ => Piece::stack(vec![head, pointer]),
    }
}

/// What other pages hold: a heading, and lines with the numbers of their pages.
fn index(world: &World, rng: &mut Rng) -> Piece {
    let mut texts = vec![(*rng.pick(&["今日导读", "导读", "今日看点", "要闻导读", "重点推荐"])).to_owned()];
    let sign = *rng.pick(&["▶", "►", "→", "▲", "", ""]);
    let form = rng.below(3);
    for _ in 0..rng.between(2, 4) {
        let topic = rng.pick(topics(world.press));
        let head = if rng.chance(50) {
            format!("{} {}", rng.pick(&topic.head), rng.pick(&topic.good))
        } else {
            rng.pick(&topic.head).clone()
        };
        let page = rng.between(2, 16);
        let page = if form == 0 { format!("{sign}{page:02}版") } else { format!("{sign}{page}版") };
        if form == 2 {
            texts.push(format!("{head} {page}"));
        } else {
            texts.extend([head, page]);
        }
    }
    Piece::stack(texts)
}

/// The number of the issue, a line for each part of it.
fn issue(_: &World, rng: &mut Rng) -> Piece {
    let number = rng.between(1000, 20_000);
    let mut texts = vec![
        if rng.chance(50) { format!("第{number}期") } else { format!("总第{number}期") },
        format!("今日{}版", 4 * rng.between(1, 6)),
        format!("CN 00-{:04}", rng.below(10_000)),
    ];
    rng.shuffle(&mut texts);
    texts.truncate(rng.between(1, 3));
    Piece::stack(texts)
}

/// Who prints the paper, where, and for how much.
fn imprint(world: &World, rng: &mut Rng) -> Piece {
    let paper = &world.paper;
    let town = &world.towns[0];
    let number = format!("060{}-{}", rng.below(10), rng.between(2_000_000, 8_999_999));
    let street = format!("{}路{}号", town.name, rng.between(1, 300));
    let mut items = match world.press {
        Press::Harbour => vec![
            format!("督印：{paper}出版有限公司"),
            format!("承印：{}印务有限公司", town.name),
            format!("地址：{}道{}号{}楼", town.name, rng.between(1, 300), rng.between(1, 30)),
            format!("电话：{number}"),
        ],
        Press::Mainland => vec![
            format!("社址：{street}"),
            format!("邮编：00{:04}", rng.below(10_000)),
            format!("定价：每月{}元", rng.between(15, 60)),
            format!("印刷：{paper}印务中心"),
            format!("广告经营许可证：{}号", rng.between(1000, 9999)),
            format!("总编辑 {}", spaced(&person(rng))),
        ],
    };
    if rng.chance(50) {
        rng.shuffle(&mut items);
    }
    items.truncate(rng.between(2, 6));
    if rng.chance(30) { Piece::stack(items) } else { Piece::line(items.join("\u{3000}")) }
}

/// The weather, the price, the number of the issue.
fn notice(world: &World, rng: &mut Rng) -> Piece {
    let (low, high) = (rng.between(3, 18), rng.between(19, 36));
    Piece::line(match (world.press, rng.below(4)) {
        (_, 0) => format!("今日天气：多云 {low}℃～{high}℃ 东北风{}级", rng.between(2, 5)),
        (Press::Harbour, 1) => format!("氣溫 {low}-{high}度 相對濕度 {}%", rng.between(50, 98)),
        (Press::Harbour, _) => {
            format!("第{:03}期獎券攪珠 獎金：${},000,000", rng.between(1, 150), rng.between(8, 90))
        }
        (Press::Mainland, 1) => format!("今日{}版 零售价{}元", 4 * rng.between(1, 6), rng.between(1, 3)),
        (Press::Mainland, 2) => format!("总第{}期", rng.between(1000, 20_000)),
        (Press::Mainland, _) => format!("国内统一连续出版物号 CN 00-{:04}", rng.below(10_000)),
    })
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
