/** Numbers from 0 to 1 in a row, the same for the same seed (mulberry32). */
export function row(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices of a seed. */
export class Choices {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = row(seed);
  }

  /** A whole number below `n`. */
  below(n: number) {
    return Math.floor(this.next() * n);
  }

  /** Whether something of this probability happens. */
  chance(probability: number) {
    return this.next() < probability;
  }

  /** One of several. */
  one<T>(of: readonly T[]): T {
    if (of.length === 0) throw new Error("there is nothing to choose from");
    return of[this.below(of.length)];
  }

  /** One of several, each as likely as its weight says. */
  weighed<T extends { weight: number }>(of: readonly T[]): T {
    let left = this.next() * of.reduce((sum, one) => sum + one.weight, 0);
    return of.find((one) => (left -= one.weight) < 0) ?? of[of.length - 1];
  }
}
