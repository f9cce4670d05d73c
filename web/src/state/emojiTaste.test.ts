// What a person uses much.
import { beforeEach, describe, expect, it } from 'vitest'

import {
  adoptEmojiPreference,
  emojiPreferences,
  frequentEmoji,
  noteEmoji,
  noteReaction,
  openEmojiTaste,
  setSkinTone,
  usedMuch,
  useEmojiTaste,
} from './emojiTaste'

const kDay = 24 * 3600 * 1000

beforeEach(() => {
  const kept = new Map<string, string>()
  Object.assign(globalThis, {
    localStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    },
  })
  openEmojiTaste(1)
})

describe('The frequently used', () => {
  it('are everybody’s before one has some, and are filled up with them', () => {
    expect(frequentEmoji(3)).toEqual(['👍', '❤️', '😂'])
    noteEmoji('🦥')
    noteEmoji('😂')
    noteEmoji('😂')
    expect(frequentEmoji(4)).toEqual(['😂', '🦥', '👍', '❤️'])
    expect(new Set(frequentEmoji(20)).size).toBe(frequentEmoji(20).length)
  })

  it('are those of these weeks: what was liked long ago goes down', () => {
    for (let i = 0; i < 4; i += 1) noteEmoji('🎃', 0)
    noteEmoji('🎄', 56 * kDay)
    noteEmoji('🎄', 56 * kDay)
    expect(frequentEmoji(2, 56 * kDay)).toEqual(['🎄', '🎃'])
    expect(usedMuch('🎃', 14 * kDay)).toBeGreaterThan(usedMuch('🎃', 56 * kDay))
    expect(usedMuch('🦥')).toBe(0)
  })

  it('are not kept without end', () => {
    for (let i = 0; i < 200; i += 1) noteEmoji(String.fromCodePoint(0x1f400 + i), i)
    expect(Object.keys(useEmojiTaste.getState().used).length).toBeLessThanOrEqual(60)
  })

  it('and the skin tone belong to a person, and are there again', () => {
    setSkinTone(4)
    noteEmoji('🦥')
    openEmojiTaste(2)
    expect(useEmojiTaste.getState().tone).toBe(0)
    expect(frequentEmoji(1)).toEqual(['👍'])
    openEmojiTaste(1)
    expect(useEmojiTaste.getState().tone).toBe(4)
    expect(frequentEmoji(1)).toEqual(['🦥'])
  })
})

describe('What is told to one’s other devices', () => {
  it('makes two devices the same, whichever tells first', () => {
    const now = 100 * kDay
    setSkinTone(4)
    noteReaction('🦥')
    for (let i = 0; i < 3; i += 1) noteEmoji('🦥', now)
    const told = emojiPreferences()
    openEmojiTaste(2)
    noteEmoji('🎄', now)
    noteEmoji('🎄', now)
    for (const [name, value] of Object.entries(told)) adoptEmojiPreference(name, value, now)
    expect(useEmojiTaste.getState().tone).toBe(4)
    expect(useEmojiTaste.getState().quick).toEqual(['🦥', '👍', '❤️'])
    expect(frequentEmoji(2, now)).toEqual(['🦥', '🎄'])
    const both = emojiPreferences()
    for (const [name, value] of Object.entries(both)) adoptEmojiPreference(name, value, now)
    expect(emojiPreferences()).toEqual(both)
  })

  it('is short, and nonsense does no harm', () => {
    for (let i = 0; i < 200; i += 1) noteEmoji(String.fromCodePoint(0x1f400 + i), i * kDay)
    for (const value of Object.values(emojiPreferences()))
      expect([...value].length).toBeLessThan(4000)
    const before = emojiPreferences()
    for (const value of ['', '{', '"x"', '[1]', '99', 'null', '[["🎃"]]'])
      for (const name of Object.keys(before)) adoptEmojiPreference(name, value)
    expect(useEmojiTaste.getState().quick).toHaveLength(3)
    expect(useEmojiTaste.getState().tone).toBe(0)
  })
})
