// Keeps the app's texts right on a page that the browser has translated.
//
// A translator takes a text node out of the page and puts its translation there, in <font> elements. The app goes on writing to
// its own node, which nobody sees any more. So the app's node goes back into the page, empty, behind its translation. When the
// app then writes to it or takes it away, the translation goes; the translator may translate the new text in turn.

/** What stands for a text node of the app: the translation, and the text that was translated. */
const translations = new WeakMap();
/** The text node that a translation stands for. */
const originals = new WeakMap();

const options = { childList: true, subtree: true };
const observer = new MutationObserver((records) => {
  records.forEach(read);
  // What was done here is no news.
  observer.takeRecords();
});
observer.observe(document.body, options);

function read({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }, at, records) {
  if (type === "characterData") return drop(target);
  for (const node of removedNodes) {
    if (translations.has(node)) {
      // Moved, it shows its own text again.
      if (node.isConnected) restore(node);
      else drop(node);
    } else if (originals.has(node)) {
      if (!node.isConnected) restore(originals.get(node));
    } else if (node.nodeType === Node.TEXT_NODE && !node.isConnected) {
      const beside = [...addedNodes, previousSibling, nextSibling, ...addedLater(at, records)];
      const font = beside.find((one) => one?.nodeName === "FONT" && one.parentNode === target && !originals.has(one));
      if (font) pair(node, font);
    }
  }

  /** What came into that very place after the text was gone. */
  function addedLater(at, records) {
    const same = (one) => one.target === target && one.previousSibling === previousSibling && one.nextSibling === nextSibling;
    return records.slice(at + 1).filter(same).flatMap((one) => [...one.addedNodes]);
  }
}

function pair(node, font) {
  translations.set(node, { font, text: node.data });
  originals.set(font, node);
  node.data = "";
  font.after(node);
  // Only a translated page has to look at each text that is written.
  if (!options.characterData) observer.observe(document.body, Object.assign(options, { characterData: true }));
}

/** Takes the translation of a node away. */
function drop(node) {
  const { font } = translations.get(node) ?? {};
  translations.delete(node);
  originals.delete(font);
  font?.remove();
}

/** Gives a node its text back, where the translation goes without a word of the app. */
function restore(node) {
  const { text } = translations.get(node) ?? {};
  drop(node);
  if (text !== undefined && node.data === "") node.data = text;
}
