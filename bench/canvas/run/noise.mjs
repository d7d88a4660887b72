// Whether a measurement was disturbed: what other programs took of the processor meanwhile, and whether a fixed piece of work
// took as long after it as before.
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";

/** What may be taken by others, in parts of one core. */
const OTHERS = 0.25;
/** How much slower the fixed work may be than at its best. */
const SPIN = 1.25;

/** Ticks (of 10 ms) that all programs took, and those that this one and its children took. */
function ticks() {
  const [, user, nice, system, , , irq, soft, steal] = readFileSync("/proc/stat", "utf8").split("\n")[0].split(/\s+/).map(Number);
  const parents = new Map();
  const taken = new Map();
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      parents.set(Number(pid), Number(fields[1]));
      taken.set(Number(pid), Number(fields[11]) + Number(fields[12]));
    } catch { /* it is gone */ }
  }
  const own = (pid) => { for (let at = pid, depth = 0; at > 1 && depth < 30; at = parents.get(at), depth++) if (at === process.pid) return true; return false; };
  let mine = 0;
  for (const [pid, time] of taken) if (own(pid)) mine += time;
  return { all: user + nice + system + irq + soft + steal, mine, steal, at: performance.now() };
}

let best = Infinity;
function spin() {
  const start = performance.now();
  let x = 1;
  for (let i = 0; i < 12_000_000; i++) x = (x * 48271) % 2147483647;
  const took = performance.now() - start + (x === -1 ? 1 : 0);
  best = Math.min(best, took);
  return took;
}

/** Runs `act`; gives back its result, and what disturbed it. */
export async function watched(act) {
  const [first, before] = [spin(), ticks()];
  const result = await act();
  const [after, last] = [ticks(), spin()];
  const elapsed = (after.at - before.at) / 10;
  // Children that ended meanwhile took their time with them; less than nothing is nothing.
  const others = Math.max(0, (after.all - before.all - (after.mine - before.mine)) / elapsed);
  const slower = Math.max(first, last) / best;
  const noise = [];
  if (others > OTHERS) noise.push(`others took ${Math.round(others * 100)} % of a core`);
  if (slower > SPIN) noise.push(`fixed work took ${slower.toFixed(2)} times as long`);
  return { result, noise, others };
}

/** Waits until the machine is quiet; whether it became so. */
export async function quiet(minutes, most = 1.0) {
  for (let waited = 0; ; waited += 10) {
    const [load] = loadavg();
    if (load <= most) return true;
    if (waited >= minutes * 60) return false;
    if (waited % 60 === 0) console.error(`── the load is ${load.toFixed(2)}: waiting for it to be ${most} or less`);
    await new Promise((done) => setTimeout(done, 10_000));
  }
}

/** What the machine is. */
export function machine() {
  const model = readFileSync("/proc/cpuinfo", "utf8").match(/model name\s*:\s*(.*)/)?.[1] ?? "unknown";
  return { model, cores: availableParallelism(), load: loadavg().map((load) => Number(load.toFixed(2))) };
}
