// Random numbers that can be had again: the seed is told, and HEARTH_TEST_SEED gives it back.

/** @returns {{ next(): number, below(n: number): number, between(from: number, to: number): number }} */
export function seeded(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n) => Math.floor(next() * n)
  return { next, below, between: (from, to) => from + below(to - from + 1) }
}

export function chosenSeed() {
  return Number(process.env.HEARTH_TEST_SEED ?? Math.floor(Math.random() * 2 ** 32))
}
