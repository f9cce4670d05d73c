// The times one is likely to mean.
import { describe, expect, it } from 'vitest'

import { chosen, nineOClock, toInput } from './times'

describe('Nine o’clock', () => {
  it('tomorrow, also over the end of a month', () => {
    expect(toInput(nineOClock(new Date(2026, 10, 30, 22, 15), null))).toBe('2026-12-01T09:00')
  })
  it('on Monday is never today', () => {
    const monday = 1
    expect(toInput(nineOClock(new Date(2026, 10, 21, 8), monday))).toBe('2026-11-23T09:00')
    expect(toInput(nineOClock(new Date(2026, 10, 23, 8), monday))).toBe('2026-11-30T09:00')
    expect(toInput(nineOClock(new Date(2026, 10, 22, 8), monday))).toBe('2026-11-23T09:00')
  })
})

describe('What was chosen', () => {
  const now = new Date(2026, 10, 21, 12)
  it('is read in one’s own zone', () => {
    const time = new Date(2026, 10, 21, 12, 1)
    expect(chosen(toInput(time), now)).toEqual({ time })
  })
  it('must be a time to come, within a year', () => {
    expect(chosen('', now)).toEqual({ problem: 'none' })
    expect(chosen('2026-11-21T11:59', now)).toEqual({ problem: 'passed' })
    expect(chosen('2028-01-01T09:00', now)).toEqual({ problem: 'too_far' })
  })
})
