// Imitates the translators of browsers (Chrome's, and Google's in other browsers) by a function that runs in the page.

/** Brackets that a test can see. */
export const BRACKETS: [string, string] = ["⟦", "⟧"];

/** The order in which a text node goes and its translation comes. */
export type Way = "replace" | "insert first" | "remove first";

/** Translates the page as it is and as it changes: each text stands between two marks. */
export function translate({ way, marks }: { way: Way; marks: [string, string] }) {
  const isOurs = (node: Node) => node.parentElement?.closest("font, script, style, textarea, select, title, [translate=no]");
  const swap = (text: Text) => {
    if (!text.data.trim() || isOurs(text) || !text.parentNode) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = marks.join(text.data);
    outer.append(inner);
    const { parentNode, nextSibling } = text;
    if (way === "replace") return text.replaceWith(outer);
    if (way === "remove first") text.remove();
    parentNode.insertBefore(outer, way === "remove first" ? nextSibling : text);
    if (way === "insert first") text.remove();
  };
  const all = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    texts.forEach(swap);
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (target.nodeType === Node.TEXT_NODE) swap(target as Text);
      addedNodes.forEach((node) => (node.nodeType === Node.TEXT_NODE ? swap(node as Text) : all(node)));
    }
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  all(document.body);
  (globalThis as any).original = () => {
    observer.disconnect();
    for (const font of document.querySelectorAll("font > font")) font.parentElement!.remove();
  };
}
