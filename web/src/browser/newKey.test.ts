// @vitest-environment jsdom
// (Debian's Node has no crypto of its own as a browser has it.)
import { describe, expect, it } from 'vitest'
import { newKey } from './newKey'

describe('the key of a message', () => {
  it('is the UUID of version 7 that RFC 9562 shows for its time', () => {
    expect(newKey(0x017f22e279b0)).toMatch(
      /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  it('is another each time, and later ones sort after earlier ones', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newKey(5))).size).toBe(1000)
    expect(newKey(1_800_000_000_000) < newKey(1_800_000_000_001)).toBe(true)
  })
})
