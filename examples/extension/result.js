// `columnist` is the folder `node_modules/columnist/dist`, copied beside this file.
import { init, reconstruct } from "./columnist/browser.js";

const main = document.querySelector("main");
try {
  const { selection } = await chrome.storage.session.get("selection");
  await init(chrome.runtime.getURL("columnist/columnist_bg.wasm"));
  if (!selection) show("p", "Select the text of a page first.");
  for (const article of reconstruct(selection ?? "").articles) {
    if (article.headline) show("h1", article.headline.text);
    for (const { role, text } of article.paragraphs) show(role === "subhead" ? "h2" : "p", text);
    for (const { text } of article.captions) show("figcaption", text);
  }
} catch (error) {
  show("p", error.message);
}

function show(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  main.append(element);
}
