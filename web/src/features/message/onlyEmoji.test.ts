import { describe, expect, it } from 'vitest'

import { emojiGroups } from '../emoji/book'
import { withSkinTone } from '../emoji/tones'
import { isFewEmoji } from './onlyEmoji'

describe('A message is shown larger', () => {
  it('when it is one emoji, whichever', () => {
    const all = emojiGroups().flatMap(({ emoji }) => emoji.map(({ text }) => text))
    expect(all.filter((text) => !isFewEmoji(text))).toEqual([])
    expect(all.filter((text) => !isFewEmoji(withSkinTone(text, 4)))).toEqual([])
  })

  it('when there are two or three, together or apart', () => {
    expect(isFewEmoji('🎉🎉')).toBe(true)
    expect(isFewEmoji(' 👍🏽 ❤️ 🇩🇪\n')).toBe(true)
    expect(isFewEmoji('👩‍❤️‍💋‍👨👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿')).toBe(true)
  })

  it('not when there are more, or anything else', () => {
    expect(isFewEmoji('🎉🎉🎉🎉')).toBe(false)
    expect(isFewEmoji('🎉!')).toBe(false)
    expect(isFewEmoji('ok 👍')).toBe(false)
    expect(isFewEmoji('')).toBe(false)
    expect(isFewEmoji('42')).toBe(false)
    expect(isFewEmoji('#')).toBe(false)
    expect(isFewEmoji('©')).toBe(false)
    expect(isFewEmoji('`🎉`')).toBe(false)
  })
})
