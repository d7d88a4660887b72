// The tab is killed at random moments, and nothing but the last moment is lost (issue 6: what it must show).
// `cargo xtask kills [N]` does it N times; here it is done 50 times.
import { expect, test } from "./fixtures";
import { Killer } from "./kills";

const KILLS = Number(process.env.KILLS ?? 50);
const SEED = Number(process.env.KILLS_SEED ?? 1);
const BATCH = 25;

for (let batch = 0; batch * BATCH < KILLS; batch++) {
  test(`kills ${batch * BATCH + 1} to ${Math.min(KILLS, (batch + 1) * BATCH)} lose the last moment at most`, async ({ launchOptions }) => {
    test.setTimeout(600_000);
    const killer = await Killer.launch(launchOptions, SEED * 10_000 + batch);
    try {
      for (let n = batch * BATCH; n < Math.min(KILLS, (batch + 1) * BATCH); n++) await killer.round();
      const undone = await killer.end();
      console.log(`kills: ${JSON.stringify({ batch, ...killer.count, undone })}`);
    } finally {
      await killer.close();
    }
  });
}

test("a page that keeps its edits too late is found out", async ({ launchOptions }) => {
  test.setTimeout(240_000);
  const killer = await Killer.launch(launchOptions, SEED, () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (/^sojourn\/(journal|unsaved)\//.test(key)) setTimeout(() => set.call(this, key, text), 1_500);
      else set.call(this, key, text);
    };
  });
  try {
    let found = "";
    for (let n = 0; n < 40 && !found; n++) await killer.round().catch((error) => (found = String(error)));
    expect(found).toMatch(/an edit that is lost was \d+ ms old|was never shown/);
  } finally {
    await killer.close();
  }
});
