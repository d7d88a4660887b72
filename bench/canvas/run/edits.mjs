// What only the product can do: an edit until it is on the screen, and what is done to many nodes at once. Each step is
// measured on its own, for the bar is on the slowest.

const top = (list) => Math.max(...list);
/** Whether the live region says so. */
const says = (trial, what) => trial.eval(`[...document.querySelectorAll("[aria-live]")].some((one) => ${what}.test(one.textContent))`);
const undo = (trial) => trial.key("z", { code: "KeyZ", modifiers: 2 });
/** The middle of four, rather the slower one. */
const middle = (list) => list.toSorted((a, b) => a - b)[2];

/**
 * What an edit costs until it is on the screen, with the checks: the middle of four, and what the first one took, in which the browser
 * compiles what was never called before. And apart, what keeping it costs while the hands rest.
 */
export async function edits(trial, { probe }) {
  const { tab } = trial;
  const once = async (act) => {
    const [shown] = await trial.each([act]);
    const { task, writes } = await trial.measure(async () => { await new Promise((done) => setTimeout(done, 450)); await trial.frames(); });
    return { shown, kept: task, writes };
  };
  const box = await trial.box(trial.page.node(probe));
  const spot = [box.x + box.width * 0.12, box.y + box.height / 2];
  const out = {};
  out.select = (await once(async () => { await trial.mouse("mousePressed", ...spot); await trial.mouse("mouseReleased", ...spot); })).shown;
  const title = tab.getByRole("complementary", { name: "Inspector" }).getByRole("textbox", { name: "Title", exact: true }).first();
  await title.focus();
  await tab.keyboard.press("End");
  await trial.settle(400);
  // A letter; the first one makes the draft differ from the record, which the banner has to say.
  const letters = [];
  for (const letter of "abcd") letters.push(await once(() => trial.key(letter, { code: `Key${letter.toUpperCase()}`, text: letter })));
  if (!(await title.inputValue()).endsWith("abcd")) throw new Error("the rename did not arrive");
  out.rename = middle(letters.map(({ shown }) => shown));
  out.kept = middle(letters.map(({ kept }) => kept));
  out.writes = letters.map(({ writes }) => writes);
  await trial.eval("document.activeElement.blur(); 0");
  await trial.settle(400);
  const seen = { aim: [], link: [], undo: [], redo: [] };
  for (let i = 0; i < 4; i++) {
    // A link by keyboard: L aims, Enter draws it.
    await trial.eval(`document.querySelector(${JSON.stringify(trial.page.node(probe))}).focus(); 0`);
    await trial.settle(400);
    seen.aim.push((await once(() => trial.key("l", { code: "KeyL" }))).shown);
    seen.link.push((await once(() => trial.key("Enter"))).shown);
    if (!(await says(trial, "/^Linked /"))) throw new Error("no link was drawn");
    seen.undo.push((await once(() => undo(trial))).shown);
    seen.redo.push((await once(() => trial.key("Z", { code: "KeyZ", modifiers: 10 }))).shown);
    await once(() => undo(trial));
  }
  for (const [what, list] of Object.entries(seen)) [out[what], out[`${what}, the first time`]] = [middle(list), list[0]];
  return out;
}

/** A box over half the view; a hundred selected, moved, deleted and back, copied and pasted. */
export async function many(trial, { pane, at }) {
  const out = {};
  const { delta, modifiers } = trial.page.wheel;
  // Out until some hundred cards are in view.
  for (let i = 0; i < 16; i++) await trial.mouse("mouseWheel", at.x, at.y, { button: "none", deltaX: 0, deltaY: delta, modifiers });
  await trial.settle(600);
  // As the inspector says it: from far out few of the selected have an element.
  const selected = () => trial.eval("Number(document.querySelector('.inspector')?.textContent.match(/(\\d+) nodes selected/)?.[1] ?? 0)");
  const drawBox = async (from, to, steps = 30) => {
    const spots = Array.from({ length: steps }, (_, i) => [from.x + ((to.x - from.x) * (i + 1)) / steps, from.y + ((to.y - from.y) * (i + 1)) / steps]);
    return trial.each([
      () => trial.mouse("mousePressed", from.x, from.y, { modifiers: 8 }),
      ...spots.map((spot) => () => trial.mouse("mouseMoved", ...spot, { modifiers: 8 })),
      () => trial.mouse("mouseReleased", to.x, to.y, { modifiers: 8 }),
    ]);
  };
  const corner = await trial.empty(0.05, 0.05);
  const half = { x: pane.left + pane.width / 2, y: pane.top + pane.height * 0.95 };
  const box = await drawBox(corner, half);
  out.marquee = { selected: await selected(), steps: box.length, median: box.toSorted((a, b) => a - b)[box.length >> 1], max: top(box), at: box.indexOf(top(box)) };

  // As wide as it takes for a hundred, and no wider.
  let [right, hundred] = [corner.x, 0];
  while (hundred < 100 && right < pane.left + pane.width * 0.95) {
    right += pane.width / 40;
    await trial.key("Escape");
    await drawBox(corner, { x: right, y: half.y }, 4);
    await trial.settle(200);
    hundred = await selected();
  }
  if (hundred < 100) throw new Error(`the view holds ${hundred} nodes only`);
  out.hundred = hundred;

  const first = await trial.box(".canvas__world .node--selected");
  const from = { x: first.x + first.width * 0.12, y: first.y + first.height / 2 };
  const moves = Array.from({ length: 30 }, (_, i) => [from.x + (i + 1) * 3, from.y + (i + 1) * 2]);
  const move = await trial.each([
    () => trial.mouse("mousePressed", from.x, from.y),
    ...moves.map((spot) => () => trial.mouse("mouseMoved", ...spot)),
    () => trial.mouse("mouseReleased", ...moves.at(-1)),
  ]);
  const now = await trial.box(".canvas__world .node--selected");
  if (Math.abs(now.x - first.x) < 40) throw new Error("the hundred did not move");
  out.move = { steps: move.length, median: move.toSorted((a, b) => a - b)[move.length >> 1], max: top(move), at: move.indexOf(top(move)), grab: move[1], drop: move.at(-1) };
  await trial.settle(700);

  const [gone] = await trial.each([() => trial.key("Delete")]);
  if (!(await says(trial, `/^Deleted ${hundred} nodes/`))) throw new Error("the hundred were not deleted");
  await trial.settle(600);
  const [back] = await trial.each([() => undo(trial)]);
  out.delete = { delete: gone, undo: back };
  await trial.settle(600);

  // What is pasted needs to be selected again: undo selects nothing. Where the box began there may be a card now: the one that got
  // the focus when the others were deleted.
  await drawBox(await trial.empty(0.05, 0.05), { x: right, y: half.y }, 10);
  await trial.settle(600);
  if (!(await selected())) throw new Error("the hundred did not come back");
  const command = async (name, letter) => {
    const event = { key: letter, code: `Key${letter.toUpperCase()}`, modifiers: 2, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) };
    await trial.cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event, commands: [name] });
    await trial.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  };
  const [copy] = await trial.each([() => command("copy", "c")]);
  await trial.settle(300);
  const [paste] = await trial.each([() => command("paste", "v")]);
  // From far out not all of what is pasted has an element.
  if (!(await says(trial, "/^Added \\d+ nodes/"))) throw new Error("nothing was pasted");
  out.paste = { copy, paste };
  return out;
}

/** Tidy up, until the graph stands; none where the product has no such button yet. */
export async function tidy(trial) {
  const button = trial.tab.getByRole("button", { name: "Tidy up", exact: true });
  if (!(await button.count())) return null;
  const box = await button.first().boundingBox();
  const spot = [box.x + box.width / 2, box.y + box.height / 2];
  const [task] = await trial.each([async () => { await trial.mouse("mousePressed", ...spot); await trial.mouse("mouseReleased", ...spot); }]);
  return { task };
}

