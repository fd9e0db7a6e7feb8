/** The interface's language: the browser's until the reader chooses. */
import en from "../strings/en.js";
import zh from "../strings/zh.js";

const LANGUAGES = { zh, en };
const KEY = "columnist-language";

/** @typedef {keyof typeof LANGUAGES} Language */

/** @returns {Language} */
export function preferredLanguage() {
  const chosen = remembered();
  if (chosen === "zh" || chosen === "en") return chosen;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** @param {Language} language */
export function strings(language) {
  return LANGUAGES[language];
}

/**
 * @param {Language} language
 * @returns {Language}
 */
export function otherLanguage(language) {
  return language === "zh" ? "en" : "zh";
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
