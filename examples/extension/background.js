// The toolbar's button: what is selected in the tab is shown, cleaned, in a tab beside it.
chrome.action.onClicked.addListener(clean);

async function clean(tab) {
  const [found] = await chrome.scripting.executeScript({
    target: { tabId: tab.id },
    func: () => getSelection().toString(),
  });
  // Kept in memory only, and never sent anywhere.
  await chrome.storage.session.set({ selection: found.result });
  await chrome.tabs.create({ url: chrome.runtime.getURL("result.html"), index: tab.index + 1 });
}
