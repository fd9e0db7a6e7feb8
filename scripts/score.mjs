/**
 * `npm run score -- DIR...`: scores the built package against pages with gold.
 *
 * `--help` says what each figure means; docs/gold.md has the format of pages.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { readPdf } from "./lib/pdf.mjs";
import { ROOT, run, Stop, say, script } from "./lib/run.mjs";

const HELP = `Scores reconstructed newspaper pages against gold pages.

  npm run score                       the project's own invented pages
  npm run score -- DIR...             every NAME.txt beside a NAME.gold.json in the folders and below; a NAME.pdf
                                      as well, read as the web page reads it (track pdfjs)

  --module PATH   score another module than the built package: it exports reconstruct(text)
  --pred PDIR     score ready answers: PDIR/NAME.json for each NAME.txt
  --json FILE     write all figures, page by page
  --save FILE     write the table of figures of each track
  --check FILE    compare with a saved table: fails where a figure is worse by more than half a point
  --worst N       show the N pages with the lowest similarity, and what differs
  --page NAME     only that page, with every difference

Figures (means over pages, each in percent). White space and width variants (NFKC) do not count.
  flow    F1 of paragraphs that match to the character, wherever they stand on the page (reflow alone)
  para    the same, in an article matched to theirs
  article F1 of articles whose headline lines and paragraphs all match to the character, in order
  sim     1 - edit distance / length of the article's running text (headline lines, then paragraphs), matched one
          to one; an article too many counts as 0
  title   articles whose headline lines, joined, match (of those that have any)
  role    kicker / headline / deck told apart (of those whose lines match and are two or more)
  caption F1 of captions at their article      credit  F1 of credits and bylines at their article
  furn    furniture items found as furniture   leak    furniture items that stand inside an article instead
  perfect pages with every article right and none too many

Conservation (sums over pages, all must be 0): visible UTF-16 units of the input that lie in no span of the answer
(lost), in two or more (twice), and spans that reach out of the input (outside).
`;

/** How many points a figure may fall before --check fails. */
const TOLERANCE = 0.5;
/** How many typeset pages join the fixtures when no folder is given. */
const TYPESET_PAGES = 200;

/**
 * @typedef {string | { text?: string } | null | undefined} TextLike
 * @typedef {TextLike | TextLike[]} TextsLike
 * @typedef {object} ArticleLike
 * @property {TextsLike} [title] Gold: the headline's pieces in order.
 * @property {string[]} [roles] Gold: what each piece is.
 * @property {TextsLike} [kicker]
 * @property {TextsLike} [headline]
 * @property {TextsLike} [deck]
 * @property {TextsLike} [paragraphs]
 * @property {TextsLike} [captions]
 * @property {TextsLike} [credits]
 * @property {TextsLike} [bylines]
 * @property {TextsLike} [byline]
 * @property {boolean} [title_or_caption] Gold: the title may also be read as a caption.
 * @typedef {{ articles?: ArticleLike[], furniture?: TextsLike, removed?: unknown[], extractor?: string }} PageLike
 *
 * @typedef {object} Article What counts of an article.
 * @property {string[]} title
 * @property {string[]} roles
 * @property {string[]} paragraphs
 * @property {string[]} captions
 * @property {string[]} credits
 * @property {boolean} eitherCaption
 *
 * @typedef {Record<string, number | null>} Figures From 0 to 1; null where a page has nothing of the kind.
 * @typedef {{ lost: number, twice: number, outside: number }} Conservation
 * @typedef {{ name: string, track: string, figures: Figures, diff: string[], conservation?: Conservation, failure?: string }} Row
 */

/** @param {string} text */
const squash = (text) => text.normalize("NFKC").replace(/[\s\u200b\ufeff\u00ad]+/gu, "");

/** @param {TextLike} text */
const textOf = (text) => (typeof text === "string" ? text : (text?.text ?? ""));

/**
 * @param {TextsLike} texts
 * @returns {string[]}
 */
function list(texts) {
  const all = Array.isArray(texts) ? texts : [texts];
  return all.map((text) => squash(textOf(text))).filter((text) => text !== "");
}

/**
 * @param {ArticleLike} article
 * @returns {Article}
 */
function articleOf(article) {
  /** @type {string[]} */
  let title = [];
  /** @type {string[]} */
  let roles = [];
  if (article.title !== undefined && article.headline === undefined) {
    title = list(article.title);
    roles = article.roles ?? [];
  } else {
    for (const [role, texts] of /** @type {const} */ ([
      ["kicker", article.kicker],
      ["main", article.headline],
      ["deck", article.deck],
    ])) {
      for (const text of list(texts)) {
        title.push(text);
        roles.push(role);
      }
    }
  }
  return {
    title,
    roles,
    paragraphs: list(article.paragraphs),
    captions: list(article.captions),
    credits: [...list(article.credits), ...list(article.bylines), ...list(article.byline)],
    eitherCaption: article.title_or_caption === true,
  };
}

/** @param {PageLike} page */
function pageOf(page) {
  return { articles: (page.articles ?? []).map(articleOf), furniture: list(page.furniture) };
}

/**
 * How often each pair of neighbouring characters stands in a text.
 *
 * @param {string} text
 */
function pairs(text) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {Map<string, number>} a
 * @param {Map<string, number>} b
 */
function dice(a, b) {
  let shared = 0;
  let total = 0;
  for (const count of a.values()) total += count;
  for (const [pair, count] of b) {
    total += count;
    shared += Math.min(count, a.get(pair) ?? 0);
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

/**
 * @param {string} a
 * @param {string} b
 */
function editDistance(a, b) {
  if (a === b) return 0;
  let from = 0;
  let endA = a.length;
  let endB = b.length;
  while (from < endA && from < endB && a[from] === b[from]) from += 1;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const left = a.slice(from, endA);
  const right = b.slice(from, endB);
  if (left === "" || right === "") return left.length + right.length;
  const row = Uint32Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i += 1) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    const unit = left.charCodeAt(i - 1);
    for (let j = 1; j <= right.length; j += 1) {
      const up = row[j] ?? 0;
      const equal = unit === right.charCodeAt(j - 1);
      row[j] = equal ? diagonal : 1 + Math.min(diagonal, up, row[j - 1] ?? 0);
      diagonal = up;
    }
  }
  return row[right.length] ?? 0;
}

/** @param {Article} article */
const running = (article) => [...article.title, ...article.paragraphs].join("");

/** @param {Article} article */
const body = (article) => article.paragraphs.join("") || running(article);

/**
 * Matches articles one to one, greedily, by the character pairs that their
 * bodies share.
 *
 * @param {Article[]} gold
 * @param {Article[]} found
 * @returns {Map<number, number>} from gold's index to found's
 */
function match(gold, found) {
  const goldPairs = gold.map((article) => pairs(body(article)));
  const foundPairs = found.map((article) => pairs(body(article)));
  /** @type {[number, number, number][]} */
  const candidates = [];
  goldPairs.forEach((a, i) => {
    foundPairs.forEach((b, j) => {
      const likeness = dice(a, b);
      if (likeness > 0.05) candidates.push([likeness, i, j]);
    });
  });
  candidates.sort((x, y) => y[0] - x[0]);
  const of = new Map();
  const taken = new Set();
  for (const [, i, j] of candidates) {
    if (of.has(i) || taken.has(j)) continue;
    of.set(i, j);
    taken.add(j);
  }
  return of;
}

/**
 * How many texts two lists share, doubles counted.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
function common(a, b) {
  const left = new Map();
  for (const text of a) left.set(text, (left.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of b) {
    const count = left.get(text) ?? 0;
    if (count > 0) {
      shared += 1;
      left.set(text, count - 1);
    }
  }
  return shared;
}

/**
 * @param {number} right
 * @param {number} gold
 * @param {number} found
 */
const f1 = (right, gold, found) => (gold + found === 0 ? null : (2 * right) / (gold + found));

/**
 * @param {number} part
 * @param {number} whole
 */
const share = (part, whole) => (whole === 0 ? null : part / whole);

/** @type {Article} */
const NOTHING = {
  title: [],
  roles: [],
  paragraphs: [],
  captions: [],
  credits: [],
  eitherCaption: false,
};

/**
 * @param {PageLike} goldPage
 * @param {PageLike} foundPage
 * @returns {{ figures: Figures, diff: string[] }}
 */
export function scorePage(goldPage, foundPage) {
  const gold = pageOf(goldPage);
  const found = pageOf(foundPage);
  const of = match(gold.articles, found.articles);
  /** @type {string[]} */
  const diff = [];
  const right = { paragraphs: 0, articles: 0, titles: 0, roles: 0, captions: 0, credits: 0 };
  let titled = 0;
  let composed = 0;
  let similarity = 0;
  gold.articles.forEach((wanted, i) => {
    const got = found.articles[of.get(i) ?? -1] ?? NOTHING;
    const title = wanted.title.join("");
    const gotTitle = got.title.join("");
    const titleIsRight =
      title === gotTitle ||
      (wanted.eitherCaption && (got.captions.includes(title) || gotTitle === ""));
    if (title !== "") {
      titled += 1;
      if (titleIsRight) right.titles += 1;
    }
    if (titleIsRight && wanted.title.length > 1) {
      composed += 1;
      if (
        got.title.length === wanted.title.length &&
        wanted.roles.every((role, n) => role === got.roles[n])
      ) {
        right.roles += 1;
      }
    }
    const bodyIsRight =
      wanted.paragraphs.length === got.paragraphs.length &&
      wanted.paragraphs.every((text, n) => text === got.paragraphs[n]);
    if (titleIsRight && bodyIsRight) right.articles += 1;
    right.paragraphs += common(wanted.paragraphs, got.paragraphs);
    right.captions += common(wanted.captions, got.captions);
    right.credits += common(wanted.credits, got.credits);
    const a = running(wanted);
    const b = running(wanted.eitherCaption && titleIsRight ? { ...got, title: wanted.title } : got);
    similarity += Math.max(0, 1 - editDistance(a, b) / Math.max(a.length, b.length, 1));

    /** @param {string} what @param {string[]} texts */
    const tell = (what, texts) => {
      for (const text of texts) diff.push(`article ${i + 1}: ${what}\n    ${text}`);
    };
    if (!titleIsRight) {
      const [gold, found] = [wanted, got].map((article) => article.title.join(" / "));
      tell("headline", [`gold ${gold}\n    got  ${found}`]);
    }
    if (!bodyIsRight) {
      tell(
        "missing paragraph",
        wanted.paragraphs.filter((text) => !got.paragraphs.includes(text)),
      );
      tell(
        "wrong paragraph",
        got.paragraphs.filter((text) => !wanted.paragraphs.includes(text)),
      );
    }
    tell(
      "missing caption",
      wanted.captions.filter((text) => !got.captions.includes(text)),
    );
  });
  const matched = new Set(of.values());
  found.articles.forEach((article, j) => {
    if (!matched.has(j)) diff.push(`an article too many\n    ${running(article).slice(0, 120)}`);
  });

  /** @param {Article[]} articles @param {(article: Article) => string[]} texts */
  const count = (articles, texts) =>
    articles.reduce((sum, article) => sum + texts(article).length, 0);
  /** @param {Article[]} articles */
  const insides = (articles) =>
    articles
      .map((article) => [...article.title, ...article.paragraphs, ...article.captions].join("\n"))
      .join("\n");
  const furniture = found.furniture.join("");
  const inside = insides(found.articles);
  const lawful = insides(gold.articles);
  const leaks = gold.furniture.filter(
    (text) => text.length > 1 && inside.split(text).length > lawful.split(text).length,
  );
  for (const text of gold.furniture) {
    if (!furniture.includes(text)) diff.push(`furniture not found\n    ${text}`);
  }
  const goldParagraphs = gold.articles.flatMap((article) => article.paragraphs);
  const foundParagraphs = found.articles.flatMap((article) => article.paragraphs);
  /** @param {number} hits @param {(article: Article) => string[]} texts */
  const f1Of = (hits, texts) => f1(hits, count(gold.articles, texts), count(found.articles, texts));
  const articles = [gold.articles.length, found.articles.length];
  return {
    figures: {
      flow: f1(
        common(goldParagraphs, foundParagraphs),
        goldParagraphs.length,
        foundParagraphs.length,
      ),
      para: f1(right.paragraphs, goldParagraphs.length, foundParagraphs.length),
      article: f1(right.articles, gold.articles.length, found.articles.length),
      sim: similarity / Math.max(...articles, 1),
      title: share(right.titles, titled),
      role: share(right.roles, composed),
      caption: f1Of(right.captions, (article) => article.captions),
      credit: f1Of(right.credits, (article) => article.credits),
      furn: share(
        gold.furniture.filter((text) => furniture.includes(text)).length,
        gold.furniture.length,
      ),
      leak: share(leaks.length, gold.furniture.length),
      perfect: articles.every((number) => number === right.articles) ? 1 : 0,
    },
    diff,
  };
}

/**
 * Counts the visible units of an input that an answer loses or has twice. An
 * answer without any span (a ready one, or another module's) is not counted.
 *
 * @param {string} input
 * @param {PageLike} page
 * @returns {Conservation | undefined}
 */
export function conservation(input, page) {
  const texts = [
    page.furniture,
    page.removed,
    ...(page.articles ?? []).flatMap((article) => Object.values(article)),
  ];
  /** @type {[number, number][]} */
  const spans = texts.flat().flatMap((text) => /** @type {any} */ (text)?.spans ?? []);
  if (spans.length === 0 && squash(input) !== "") return undefined;
  const times = new Uint8Array(input.length);
  let outside = 0;
  for (const [start, end] of spans) {
    if (!(0 <= start && start <= end && end <= input.length)) {
      outside += 1;
      continue;
    }
    for (let i = start; i < end; i += 1) times[i] = Math.min(2, (times[i] ?? 0) + 1);
  }
  let lost = 0;
  let twice = 0;
  for (let i = 0; i < input.length; i += 1) {
    if (times[i] === 2) twice += 1;
    else if (times[i] === 0 && !/\s/u.test(input.charAt(i))) lost += 1;
  }
  return { lost, twice, outside };
}

/**
 * Every page with gold in a folder and below.
 *
 * @param {string} folder
 * @returns {string[]} paths of the texts and PDFs
 */
function pagesIn(folder) {
  if (!existsSync(folder)) throw new Stop(`there is no folder ${folder}`);
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return pagesIn(path);
      return PAGE.test(entry.name) && existsSync(goldOf(path)) ? [path] : [];
    });
}

const PAGE = /\.(?:txt|pdf)$/u;

/** @param {string} path */
const goldOf = (path) => path.replace(PAGE, ".gold.json");

/** @param {string} path */
const nameOf = (path) => basename(path).replace(PAGE, "");

/**
 * @typedef {{ folders: string[], module?: string, pred?: string, json?: string, save?: string, check?: string, worst?: string, page?: string, help?: boolean }} Options
 */
const VALUED = /** @type {const} */ (["module", "pred", "json", "save", "check", "worst", "page"]);

/**
 * @param {string[]} args
 * @returns {Options}
 */
function parse(args) {
  /** @type {Options} */
  const options = { folders: [] };
  for (let i = 0; i < args.length; i += 1) {
    const arg = /** @type {string} */ (args[i]);
    const valued = VALUED.find((name) => arg === `--${name}`);
    if (arg === "--help" || arg === "-h") options.help = true;
    else if (valued) {
      i += 1;
      options[valued] = args[i] ?? stop(`${arg} needs a value`);
    } else if (arg.startsWith("--")) stop(`unknown option ${arg}; see --help`);
    else options.folders.push(arg);
  }
  return options;
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  throw new Stop(message);
}

/**
 * What is scored: the built package, another module, or ready answers.
 *
 * @param {Options} options
 * @returns {Promise<(text: string, name: string) => unknown>}
 */
async function scored({ module, pred }) {
  if (pred) return (_text, name) => JSON.parse(readFileSync(join(pred, `${name}.json`), "utf8"));
  if (!module) await build({ optimise: false });
  const path = resolve(module ?? join(ROOT, "dist", "node.js"));
  const exported = await import(pathToFileURL(path).href);
  if (typeof exported.init === "function") await exported.init();
  else if (typeof exported.default === "function") await exported.default();
  if (typeof exported.reconstruct !== "function") stop(`${path} does not export reconstruct(text)`);
  return (text) => exported.reconstruct(text);
}

/**
 * The project's own pages: whole fixtures, and typeset ones in a new folder.
 *
 * @param {string} folder
 */
async function ownPages(folder) {
  say(`typesetting ${TYPESET_PAGES} pages`);
  await run("cargo", [
    ...["run", "--quiet", "--locked", "--package", "columnist-typesetter", "--"],
    ...["--seeds", `0..${TYPESET_PAGES}`, "--out", folder],
  ]);
  return [join(ROOT, "tests", "fixtures", "pages"), folder];
}

/**
 * @param {string} path
 * @param {(text: string, name: string) => unknown} reconstruct
 * @returns {Promise<Row>}
 */
async function scoreFile(path, reconstruct) {
  const name = nameOf(path);
  const isPdf = path.endsWith(".pdf");
  const text = isPdf ? await readPdf(path) : readFileSync(path, "utf8");
  /** @type {PageLike} */
  const gold = JSON.parse(readFileSync(goldOf(path), "utf8"));
  const track = isPdf ? "pdfjs" : (gold.extractor ?? basename(dirname(path)));
  try {
    const page = /** @type {PageLike} */ (await reconstruct(text, name));
    return { name, track, ...scorePage(gold, page), conservation: conservation(text, page) };
  } catch (error) {
    const failure = `failed: ${error instanceof Error ? error.message : error}`;
    return { name, track, ...scorePage(gold, {}), diff: [failure], failure };
  }
}

/**
 * @param {Row[]} rows
 * @param {string} figure
 */
function mean(rows, figure) {
  const values = rows.map((row) => row.figures[figure]).filter((value) => value != null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {number | null | undefined} value */
const percent = (value) => (value == null ? "-" : (100 * value).toFixed(1)).padStart(8);

/** @param {Row[]} rows */
function byTrack(rows) {
  /** @type {Map<string, Row[]>} */
  const tracks = new Map();
  for (const row of rows) tracks.set(row.track, [...(tracks.get(row.track) ?? []), row]);
  return tracks;
}

/**
 * @param {Row[]} rows
 * @param {string[]} figures
 * @returns {Map<string, Row[]>}
 */
function printTable(rows, figures) {
  const tracks = byTrack(rows);
  console.log(
    "track".padEnd(20) + "pages".padStart(6) + figures.map((figure) => figure.padStart(8)).join(""),
  );
  const lines = [...tracks];
  if (tracks.size > 1) lines.push(["all", rows]);
  for (const [track, own] of lines) {
    const cells = figures.map((figure) => percent(mean(own, figure)));
    console.log(track.padEnd(20) + String(own.length).padStart(6) + cells.join(""));
  }
  return tracks;
}

/**
 * @param {Row[]} rows
 * @returns {string[]} the pages that lose something or have no answer at all
 */
function checkConservation(rows) {
  const counted = rows.filter((row) => row.conservation !== undefined);
  const sum = { lost: 0, twice: 0, outside: 0 };
  /** @type {string[]} */
  const faults = [];
  for (const { name, conservation: own, failure } of rows) {
    if (failure !== undefined) faults.push(`${name} ${failure}`);
    if (own === undefined) continue;
    sum.lost += own.lost;
    sum.twice += own.twice;
    sum.outside += own.outside;
    if (own.lost + own.twice + own.outside > 0) {
      faults.push(
        `${name}: ${own.lost} units lost, ${own.twice} twice, ${own.outside} spans outside`,
      );
    }
  }
  console.log(
    `\nconservation on ${counted.length} of ${rows.length} pages: ` +
      `${sum.lost} units lost, ${sum.twice} twice, ${sum.outside} spans outside`,
  );
  return faults;
}

/**
 * The table as it is saved and compared: percents with one decimal.
 *
 * @param {Map<string, Row[]>} tracks
 * @param {string[]} figures
 * @returns {Record<string, Record<string, number>>}
 */
function tableOf(tracks, figures) {
  return Object.fromEntries(
    [...tracks].map(([track, rows]) => [
      track,
      Object.fromEntries(
        figures.flatMap((figure) => {
          const value = mean(rows, figure);
          return value === null ? [] : [[figure, Math.round(1000 * value) / 10]];
        }),
      ),
    ]),
  );
}

/**
 * @param {string} path
 * @param {Record<string, Record<string, number>>} table
 * @returns {string[]} what is worse than in the saved table
 */
function checkTable(path, table) {
  /** @type {Record<string, Record<string, number>>} */
  const saved = JSON.parse(readFileSync(path, "utf8"));
  return Object.entries(saved).flatMap(([track, figures]) => {
    const own = table[track];
    if (own === undefined) return [`${track}: no pages, where ${path} has figures`];
    return Object.entries(figures).flatMap(([figure, before]) => {
      const now = own[figure] ?? 0;
      // Of all figures only a leak is worse when it is higher.
      const loss = figure === "leak" ? now - before : before - now;
      return loss > TOLERANCE ? [`${track}: ${figure} went from ${before} to ${now}`] : [];
    });
  });
}

/** @param {string[]} args */
async function main(args) {
  const options = parse(args);
  if (options.help) {
    console.log(HELP);
    return;
  }
  const reconstruct = await scored(options);
  const temporary =
    options.folders.length === 0 ? mkdtempSync(join(tmpdir(), "columnist-pages-")) : undefined;
  /** @type {Row[]} */
  const rows = [];
  try {
    const folders = temporary === undefined ? options.folders : await ownPages(temporary);
    for (const path of folders.flatMap(pagesIn)) {
      if (!options.page || nameOf(path) === options.page)
        rows.push(await scoreFile(path, reconstruct));
    }
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true });
  }
  const [first] = rows;
  if (first === undefined) throw new Stop("no page with gold was found");
  const figures = Object.keys(first.figures);
  const tracks = printTable(rows, figures);
  const faults = checkConservation(rows);

  const bySimilarity = [...rows].sort((a, b) => (a.figures.sim ?? 0) - (b.figures.sim ?? 0));
  const shown = options.page ? rows : bySimilarity.slice(0, Number(options.worst ?? 0));
  for (const row of shown) {
    const cells = figures.map((figure) => figure + percent(row.figures[figure]));
    console.log(`\n${row.name}: ${cells.join("  ")}`);
    for (const difference of options.page ? row.diff : row.diff.slice(0, 12))
      console.log(`  ${difference}`);
  }
  const table = tableOf(tracks, figures);
  if (options.json) {
    const pages = rows.map(({ name, track, figures: own, conservation: kept }) => ({
      name,
      track,
      ...own,
      ...kept,
    }));
    const all = Object.fromEntries(figures.map((figure) => [figure, mean(rows, figure)]));
    writeFileSync(options.json, `${JSON.stringify({ all, tracks: table, pages }, null, 1)}\n`);
  }
  if (options.save) writeFileSync(options.save, `${JSON.stringify(table, null, 2)}\n`);
  if (options.check) faults.push(...checkTable(options.check, table));
  if (faults.length > 0) throw new Stop(faults.join("\n  "));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await script(() => main(process.argv.slice(2)));
}
