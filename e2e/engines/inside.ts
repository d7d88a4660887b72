// Functions that run in the page, in place of what a browser does outside of it, where its driver does not reach.

/** The keys by which a browser asks for the menu of what has the focus. */
export const MENU_KEY = "Shift+F10";

/** Where the page holds the field that asked for a file. */
export const CHOOSER = "sojourn.test.chooser";

/** Dispatches the event at what has the focus, as the browser does. */
export function askForMenu() {
  const target = document.activeElement ?? document.body;
  const { left, top, width, height } = target.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2 };
  target.dispatchEvent(new MouseEvent("contextmenu", { ...at, bubbles: true, cancelable: true, composed: true, view: window }));
}

/** Holds the next field that asks for a file, in place of the browser's own window for it. */
export function holdChooser(name: string) {
  const { click } = HTMLInputElement.prototype;
  const place = Symbol.for(name);
  delete (window as any)[place];
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") return click.call(this);
    HTMLInputElement.prototype.click = click;
    (window as any)[place] = this;
  };
}
