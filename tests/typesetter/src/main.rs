//! Writes typeset pages: `NAME.txt` and `NAME.gold.json`.

use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

const HELP: &str = "Writes invented newspaper pages with their answers.

  columnist-typesetter --seeds FROM..TO --out DIR   pages of these seeds, TO not included
  columnist-typesetter --seed N                     one page, to look at
  --side                                            columns come out side by side on one line
";

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("typesetter: {message}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let mut seeds: Option<Range<u64>> = None;
    let mut out: Option<PathBuf> = None;
    let side = arguments.iter().any(|word| word == "--side");
    let typeset = if side { columnist_typesetter::typeset_side } else { columnist_typesetter::typeset };
    let mut seed: Option<u64> = None;
    let mut words = arguments.iter();
    while let Some(option) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{option} needs a value"));
        match option.as_str() {
            "--help" | "-h" => {
                println!("{HELP}");
                return Ok(());
            }
            "--seeds" => seeds = Some(range(value()?)?),
            "--seed" => seed = Some(number(value()?)?),
            "--side" => {}
            "--out" => out = Some(value()?.into()),
            other => return Err(format!("unknown option {other}")),
        }
    }
    if let Some(seed) = seed {
        let page = typeset(seed);
        println!("{}\n{:#?}\n{}", page.text, page.habits, json(&page.gold)?);
        return Ok(());
    }
    let (seeds, out) = seeds.zip(out).ok_or("needs --seeds and --out")?;
    let failed = |error: io::Error| format!("cannot write into {}: {error}", out.display());
    fs::create_dir_all(&out).map_err(failed)?;
    for seed in seeds {
        let page = typeset(seed);
        let name = &page.gold.id;
        fs::write(out.join(format!("{name}.txt")), &page.text).map_err(failed)?;
        fs::write(out.join(format!("{name}.gold.json")), json(&page.gold)?).map_err(failed)?;
    }
    Ok(())
}

fn json(gold: &columnist_typesetter::Gold) -> Result<String, String> {
    serde_json::to_string_pretty(gold).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn range(text: &str) -> Result<Range<u64>, String> {
    let (from, to) = text.split_once("..").ok_or_else(|| format!("{text} is no range FROM..TO"))?;
    Ok(number(from)?..number(to)?)
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
