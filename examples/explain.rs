//! Prints what each stage made of a page: its lines with measure and class, its
//! links and headlines with their evidence.
//!
//!     cargo run --example explain -- PAGE.txt [--evidence]

use columnist::{Options, explain};

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let evidence = args.iter().any(|a| a == "--evidence");
    args.retain(|a| a != "--evidence");
    let [file] = args.as_slice() else {
        eprintln!("usage: explain PAGE.txt [--evidence]");
        std::process::exit(2);
    };
    let explained = std::fs::read_to_string(file)
        .map_err(|e| e.to_string())
        .and_then(|text| explain(&text, &Options::default()).map_err(|e| e.to_string()));
    let explained = match explained {
        Ok(explained) => explained,
        Err(e) => {
            eprintln!("explain: {file}: {e}");
            std::process::exit(1);
        }
    };
    for side in &explained.columns {
        println!(
            "columns side by side, positions in {}: band, cells from-to, lines of the input from-to, lines",
            side.unit
        );
        for c in &side.columns {
            println!("{:4} {:3}-{:3} {:3}-{:3} {:3}", c.band, c.left, c.right, c.first, c.last, c.lines);
        }
    }
    println!("lines: number, blank lines before, width/measure in ems, copies, class (chance), text, cues");
    for (i, l) in explained.lines.iter().enumerate() {
        let vertical = if l.vertical { "|" } else { " " };
        println!(
            "{i:4} {} {:5.2}/{:5.2} {}{vertical} {:9} {:.2} {} {}",
            l.blanks,
            l.width,
            l.measure,
            l.copies,
            l.label,
            l.chance,
            l.text,
            l.cues.join(",")
        );
        if evidence {
            let names: Vec<String> = l.evidence.iter().map(|(n, w)| format!("{n} {w:.2}")).collect();
            println!("         over {}: {}", l.rival, names.join("; "));
        }
    }
    println!("\npages: span, first line, folio, date, section");
    for (k, page) in explained.page.pages.iter().enumerate() {
        let line = explained.lines.iter().position(|l| l.page == k).unwrap_or_default();
        let said = [&page.folio, &page.date, &page.section].map(|text| text.as_deref().unwrap_or("-"));
        println!("{k:4} {}..{} {line} {}", page.span.start, page.span.end, said.join(", "));
    }
    println!("\nfragments: lines, goes on, predecessor (confidence)");
    for (i, f) in explained.fragments.iter().enumerate() {
        let (first, last) = (f.lines.first().unwrap_or(&0), f.lines.last().unwrap_or(&0));
        let before = f.before.map_or("begins an article".to_owned(), |b| format!("after {b}"));
        println!("{i:4} {first}-{last} {} {before} ({:.2})", if f.open { "open" } else { "" }, f.confidence);
        for link in &f.links {
            let from = link.from.map_or("new".to_owned(), |b| b.to_string());
            print!("       {from}: {:.2}", link.score);
            if evidence {
                let names: Vec<String> = link.evidence.iter().map(|(n, w)| format!("{n} {w:.2}")).collect();
                print!("  {}", names.join("; "));
            }
            println!();
        }
    }
    println!("\nheadlines: article, lines (score)");
    for h in &explained.headlines {
        println!("{:4}", h.article);
        for tie in &h.ties {
            print!("       {:?} {:.2}", tie.lines, tie.score);
            if evidence {
                let names: Vec<String> = tie.evidence.iter().map(|(n, w)| format!("{n} {w:.2}")).collect();
                print!("  {}", names.join("; "));
            }
            println!();
        }
    }
}
