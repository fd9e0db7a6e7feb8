//! Fits the weights of Columnist's decisions from pages with gold.
mod crf;
mod gold;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use columnist::Options;
use columnist::{facts, labels, lines, model::Model, repairs, source};

fn main() {
    let dirs: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let mut pages: Vec<gold::Page> = Vec::new();
    for d in &dirs { pages.extend(gold::load(d).expect("load")); }
    let mut seqs = Vec::new();
    let mut prepared = Vec::new();
    for (p, page) in pages.iter().enumerate() {
        let options = Options::default();
        let src = source::read(&page.text, &options);
        let mut ls = lines::lines(&src);
        repairs::repair(&mut ls, &options.repairs, &mut Vec::new());
        let (fs, habits) = facts::facts(&ls);
        let pieces = gold::pieces(&page.gold);
        let places = gold::align(&ls, &pieces);
        let lab: Vec<Option<u8>> = places.iter().map(|pl| gold::label(*pl, &pieces).map(|l| l as u8)).collect();
        let none: Vec<String> = ls.iter().zip(&lab).filter(|(_, l)| l.is_none()).map(|(l, _)| l.text()).collect();
        if !none.is_empty() && std::env::var("SHOW").is_ok() && !page.track.contains("layout") && page.track != "ocr" { println!("{} unaligned {:?}", page.name, none); }
        let mut row = Vec::new();
        let features = (0..fs.len()).map(|i| { labels::features(&fs, &habits, i, &mut row); row.clone() }).collect();
        let contexts = (0..fs.len()).map(|i| labels::context(&fs, i) as u8).collect();
        seqs.push(crf::Sequence { page: p, features, contexts, labels: lab });
        prepared.push((ls, fs, habits));
    }
    let ok = |p: usize| { let t = pages[p].track.as_str(); t != "poppler-layout" && t != "ocr" && t != "seed" && t != "real" && !pages[p].name.starts_with("page-") };
    const FOLDS: usize = 4;
    let mut by: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut confusion: BTreeMap<(u8, u8), usize> = BTreeMap::new();
    for fold in 0..FOLDS {
        let train: Vec<&crf::Sequence> = seqs.iter().filter(|s| ok(s.page) && s.page % FOLDS != fold).collect();
        let m = crf::Crf::fit(&train, 12, 1e-4);
        let model = Model { labels: Cow::Owned(m.emissions), transitions: Cow::Owned(m.transitions), ..Model::default() };
        for s in seqs.iter().filter(|s| if ok(s.page) { s.page % FOLDS == fold } else { fold == 0 }) {
            let (ls, fs, habits) = &prepared[s.page];
            let got = labels::label(fs, habits, &model);
            let e = by.entry(pages[s.page].track.clone()).or_default();
            let mut wrong = 0;
            for (i, l) in s.labels.iter().enumerate() {
                let Some(l) = l else { continue };
                e.0 += 1;
                let g = got.labels[i] as u8;
                if g != *l { e.1 += 1; wrong += 1; *confusion.entry((*l, g)).or_default() += 1;
                    if std::env::var("WRONG").is_ok_and(|w| pages[s.page].name.contains(&w)) { println!("{} {}: {:?} got {:?}: {}", pages[s.page].name, i, labels::LABELS[*l as usize], got.labels[i], ls[i].text()); } }
            }
            if wrong == 0 { e.2 += 1; }
        }
    }
    for (t, (n, w, perfect)) in &by { println!("{t:16} lines {n} wrong {w} ({:.2}%) pages without a fault {perfect}", 100.0 * *w as f32 / *n as f32); }
    let mut c: Vec<_> = confusion.into_iter().collect(); c.sort_by_key(|x| std::cmp::Reverse(x.1));
    for ((a, b), n) in c.iter().take(16) { println!("{:?} -> {:?}: {n}", labels::LABELS[*a as usize], labels::LABELS[*b as usize]); }
}
