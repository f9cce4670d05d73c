// When to connect again. Waiting times are random, so that a restarted server is not run over by everybody at once.
import { closes } from '../protocol/wire'

export type Verdict = { retry: 'after'; ms: number } | { retry: 'no' } | { retry: 'sign_in' }

const kFirst: Range = [200, 1500]
const kNow: Range = [0, 300]
const kLongest = 30_000

type Range = readonly [number, number]

/** What a closed socket means. `failures`: how many attempts have failed in a row. */
export function judgeClose(
  code: number,
  reason: string,
  failures: number,
  random: () => number,
): Verdict {
  const known = closes[code]
  if (known?.retry === 'no') return { retry: 'no' }
  if (known?.retry === 'sign_in') return { retry: 'sign_in' }
  const usual = known?.retry === 'now' ? kNow : kFirst
  const range = rangeIn(reason) ?? known?.after_ms ?? usual
  return { retry: 'after', ms: pick(widened(range, failures), random) }
}

/** The server may say in the close frame how long to wait. */
function rangeIn(reason: string): Range | null {
  try {
    const said = (JSON.parse(reason) as { after_ms?: unknown }).after_ms
    if (!Array.isArray(said) || said.length !== 2) return null
    const [from, to] = said.map(Number) as [number, number]
    return from >= 0 && to >= from && to <= 600_000 ? [from, to] : null
  } catch {
    return null
  }
}

/** Each failure in a row doubles the range. */
function widened([from, to]: Range, failures: number): Range {
  const factor = 2 ** Math.min(Math.max(0, failures - 1), 10)
  const top = Math.max(to, Math.min(kLongest, to * factor))
  return [factor === 1 ? from : Math.min(from * factor, top / 2), top]
}

function pick([from, to]: Range, random: () => number): number {
  return Math.round(from + random() * (to - from))
}
