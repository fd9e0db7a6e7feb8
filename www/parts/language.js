/** The interface's language: the browser's until the reader chooses. */
import { load } from "./later.js";

/** @import { Strings } from "../strings/en.js" */

const LANGUAGES = {
  zh: { tag: "zh-Hans", name: "简体中文" },
  "zh-hant": { tag: "zh-Hant", name: "繁體中文" },
  en: { tag: "en", name: "English" },
};
const KEY = "columnist-language";

/** @typedef {keyof typeof LANGUAGES} Language */

export const languages = /** @type {Language[]} */ (Object.keys(LANGUAGES)).map((id) => ({
  id,
  name: LANGUAGES[id].name,
}));

/** @returns {Language} */
export function preferredLanguage() {
  const chosen = languages.find(({ id }) => id === remembered());
  if (chosen) return chosen.id;
  const wanted = navigator.language.toLowerCase();
  if (!wanted.startsWith("zh")) return "en";
  return /hant|-(?:tw|hk|mo)\b/.test(wanted) ? "zh-hant" : "zh";
}

/**
 * @param {Language} language
 * @param {string} [query]
 * @returns {Promise<Strings>}
 */
export async function stringsOf(language, query) {
  return (await load(`strings/${language}.js`, query)).default;
}

/** @param {Language} language */
export function languageTag(language) {
  return LANGUAGES[language].tag;
}

/** @param {Language} language */
export function rememberLanguage(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
