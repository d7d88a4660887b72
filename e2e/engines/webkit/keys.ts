// Keys by the names that Playwright gives them, as WebDriver writes them (W3C WebDriver, 17.4.2 "Keyboard actions").

const KEYS: Record<string, string> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Space: " ",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Insert: "\uE016",
  Delete: "\uE017",
  F2: "\uE032",
  F10: "\uE03A",
  Meta: "\uE03D",
};

/** The value of one key: a name of the table, or the character itself. */
export function key(name: string): string {
  const value = KEYS[name] ?? name;
  if ([...value].length !== 1) throw new Error(`no key is named "${name}"`);
  return value;
}

/** The keys of a combination such as "Control+Shift+Z", in the order in which they go down. */
export function combination(text: string): string[] {
  return text.split(/\+(?=.)/).map(key);
}
