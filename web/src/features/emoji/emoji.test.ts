// The whole set of Unicode, its names, its search and its skin tones, held against emojibase's own data.
import { createRequire } from 'node:module'

import { afterEach, describe, expect, it } from 'vitest'

import { noteEmoji, openEmojiTaste } from '../../state/emojiTaste'
import {
  emojiGroups,
  emojiName,
  emojiOfShort,
  findEmoji,
  searchEmoji,
  setCustomEmoji,
} from './book'
import { kGroups } from './model'
import type { Tone } from './tones'
import { canHaveTone, toneOf, withSkinTone } from './tones'

interface Original {
  emoji: string
  label: string
  group?: number
  skins?: { emoji: string; tone: number | number[] }[]
}

const kComponents = 2
const originals = (
  createRequire(import.meta.url)('emojibase-data/en/data.json') as Original[]
).filter(({ group }) => group !== undefined && group !== kComponents)

const first = (text: string, n = 1) =>
  searchEmoji(text)
    .slice(0, n)
    .map(({ text }) => text)

afterEach(() => {
  setCustomEmoji([])
  openEmojiTaste(0)
})

describe('The set', () => {
  it('is whole: every emoji of Unicode 17, in Unicode’s groups, each with a name and a short name', () => {
    const groups = emojiGroups()
    expect(groups.map(({ group }) => group)).toEqual(kGroups)
    const all = groups.flatMap(({ emoji }) => emoji)
    expect(all).toHaveLength(originals.length)
    expect(all.length).toBeGreaterThan(1900)
    for (const original of originals) expect(findEmoji(original.emoji)?.name).toBe(original.label)
    for (const emoji of all) {
      expect(emoji.shorts[0]).toMatch(/^[\w+-]+$/)
      expect(emojiOfShort(emoji.shorts[0]!)).toBeDefined()
    }
    expect(findEmoji('🫪')?.name).toBe('distorted face')
  })

  it('writes each as Unicode recommends, so that every device shows a picture', () => {
    expect(emojiOfShort('heart')!.text).toBe('\u2764\uFE0F')
    expect(emojiOfShort('thumbsup')!.text).toBe('\u{1F44D}')
    expect(emojiOfShort('rainbow_flag')!.text).toBe('\u{1F3F3}\uFE0F\u200D\u{1F308}')
  })
})

describe('The search', () => {
  it('finds by short name, name and keyword, the best first', () => {
    expect(first('heart')).toEqual(['❤️'])
    expect(first('+1')).toEqual(['👍'])
    expect(first('thumbs up')).toEqual(['👍'])
    expect(first('joy')).toEqual(['😂'])
    expect(first('smi')).toEqual(['😄'])
    expect(first('party', 3)).toContain('🎉')
    expect(first('germany')).toEqual(['🇩🇪'])
    expect(first('pizza')).toEqual(['🍕'])
    expect(first('doctor', 3)).toContain('🧑‍⚕️')
  })

  it('minds neither case nor accents, nor colons that came along', () => {
    expect(first('PIZZA')).toEqual(['🍕'])
    expect(first('sao tome')).toEqual(['🇸🇹'])
    expect(first('São Tomé')).toEqual(['🇸🇹'])
    expect(first(':tada:')).toEqual(['🎉'])
  })

  it('wants all words, in any order', () => {
    expect(first('cat heart')).toEqual(first('heart cat'))
    expect(first('cat heart')).toEqual(['😻'])
    expect(searchEmoji('cat qqq')).toEqual([])
    expect(searchEmoji(' ')).toEqual([])
  })

  it('puts first what somebody uses', () => {
    expect(first('fi')).not.toEqual(['🔥'])
    noteEmoji('🔥')
    expect(first('fi')).toEqual(['🔥'])
  })

  it('finds what the organisation made, and prefers it', () => {
    setCustomEmoji([
      { name: 'party_parrot', image: '/emoji/1.gif', keywords: ['dance'] },
      { name: 'tada', image: '/emoji/2.png' },
    ])
    expect(searchEmoji('parrot').map(({ text }) => text)).toContain(':party_parrot:')
    expect(searchEmoji('party p')[0]!.image).toBe('/emoji/1.gif')
    expect(emojiOfShort('tada')!.image).toBe('/emoji/2.png')
    expect(emojiGroups()[0]!.group).toBe('custom')
    expect(emojiName(':party_parrot:')).toBe('party parrot')
  })
})

describe('A skin tone', () => {
  it('is given to every emoji that can have one, as Unicode writes it, and to no other', () => {
    let withTones = 0
    for (const { emoji, skins = [] } of originals) {
      const text = findEmoji(emoji)!.text
      const single = skins.filter(({ tone }) => typeof tone === 'number')
      expect([text, canHaveTone(text)]).toEqual([text, single.length > 0])
      if (single.length === 0) expect(withSkinTone(text, 3)).toBe(text)
      else withTones += 1
      for (const skin of single) {
        expect(withSkinTone(text, skin.tone as Tone)).toBe(skin.emoji)
        expect(withSkinTone(skin.emoji, 0)).toBe(text)
        expect(toneOf(skin.emoji)).toBe(skin.tone)
      }
    }
    expect(withTones).toBeGreaterThan(300)
  })

  it('replaces another, and is told by name', () => {
    expect(withSkinTone('👋🏿', 1)).toBe('👋🏻')
    expect(emojiName('👋🏿')).toBe('waving hand, dark skin tone')
    expect(emojiName('👋')).toBe('waving hand')
    expect(emojiName('?')).toBe('?')
  })
})
