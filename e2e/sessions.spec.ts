// Random sessions in two and three tabs, on an origin with Web Locks and on one without: no typed word is lost (issue 12,
// Acceptance). `cargo xtask sessions [N]` runs N of them; here it is a sample.
import { BASE, PORT } from "./address";
import { expect, test } from "./fixtures";
import { Session } from "./sessions/session";

const COUNT = Number(process.env.SESSIONS ?? 2);
const SEED = Number(process.env.SESSIONS_SEED ?? 1);
const ORIGINS = (process.env.SESSIONS_ORIGIN ?? "localhost lan").split(" ");

/** The config has Chromium look for lan.test here. To the browser it is a foreign host over plain http. */
const HOSTS: Record<string, string> = { localhost: "localhost", lan: "lan.test" };

for (let n = 0; n < COUNT; n++) {
  const origin = ORIGINS[n % ORIGINS.length];
  test.describe(`over ${HOSTS[origin]}`, () => {
    test.use({ baseURL: `http://${HOSTS[origin]}:${PORT}${BASE}` });

    test(`session ${SEED + n} loses no word`, async ({ context, guard }) => {
      test.setTimeout(240_000);
      // Chromium says at each page over plain http that this header holds only over https.
      if (origin === "lan") guard.allow(/Cross-Origin-Opener-Policy header has been ignored/);
      const session = new Session(context, SEED + n);
      const start = Date.now();
      const count = await session.run();
      console.log(`session: ${JSON.stringify({ origin, ms: Date.now() - start, ...count })}`);
      expect(count.words).toBeGreaterThan(0);
    });
  });
}
