import { describe, expect, it } from 'vitest'

import { judgeClose } from './retry'

const lowest = () => 0
const highest = () => 0.999999

function after(code: number, reason = '', failures = 1, random = highest): number | string {
  const verdict = judgeClose(code, reason, failures, random)
  return verdict.retry === 'after' ? verdict.ms : verdict.retry
}

describe('After a close', () => {
  it('a client that broke the protocol does not come again, and one that is signed out signs in first', () => {
    expect(after(4400)).toBe('no')
    expect(after(4401)).toBe('sign_in')
  })

  it('a restart spreads the clients over the range that the protocol gives', () => {
    expect(after(1001, '', 1, lowest)).toBe(200)
    expect(after(1001, '', 1, highest)).toBe(4000)
  })

  it('the server can say itself how long to wait', () => {
    expect(after(1001, '{"after_ms":[5000,9000]}', 1, lowest)).toBe(5000)
    expect(after(4503, '{"after_ms":[5000,9000]}', 1, highest)).toBe(9000)
  })

  it('a reason that makes no sense is as good as none', () => {
    for (const reason of [
      '{"after_ms":[9,1]}',
      '{"after_ms":"x"}',
      '{',
      'bye',
      '{"after_ms":[0,1e12]}',
    ])
      expect(after(1001, reason, 1, highest)).toBe(4000)
  })

  it('a connection that died of silence is opened again nearly at once', () => {
    expect(after(4408, '', 1, highest)).toBeLessThanOrEqual(300)
  })

  it('each failure in a row makes the wait longer, never longer than half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 12].map((failures) => Number(after(1006, '', failures)))
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits[0]).toBeLessThanOrEqual(1500)
    expect(waits.at(-1)).toBe(30_000)
  })
})
