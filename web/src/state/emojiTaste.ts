// Which emoji a person likes: their skin tone, what they use much, and what they reacted with last. Kept in this browser,
// per person, so that it is there at once; preferenceSync.ts brings it to their other devices.
import { create } from 'zustand'

import { keep, readKept } from '../browser/kept'
import type { Tone } from '../features/emoji/tones'
import type { PersonId } from '../protocol/wire'

/** How much an emoji is used: halved in a fortnight, one more with each use. */
interface Use {
  score: number
  /** When that was so, in ms. */
  at: number
}

interface EmojiTaste {
  owner: PersonId
  tone: Tone
  /** By the emoji without its tone. */
  used: Readonly<Record<string, Use>>
  /** The reactions used last, with their tones; as many as are offered at once. */
  quick: readonly string[]
}

const kHalfLife = 14 * 24 * 3600 * 1000
const kKept = 60
/** What stands there before somebody has favourites of their own. */
const kEverybody = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🔥', '🚀']

const kQuickAtFirst = kEverybody.slice(0, 3)

export const useEmojiTaste = create<EmojiTaste>(() => ({
  owner: 0,
  tone: 0,
  used: {},
  quick: kQuickAtFirst,
}))

export function openEmojiTaste(owner: PersonId): void {
  const quick = readKept(`reactions.${owner}`, kQuickAtFirst)
  useEmojiTaste.setState({ owner, tone: 0, used: {}, quick, ...readKept(`emoji.${owner}`, {}) })
}

/** Somebody has reacted with this. One that is among them already stays where it is: nothing moves under the pointer. */
export function noteReaction(emoji: string): void {
  const { quick } = useEmojiTaste.getState()
  if (quick.includes(emoji)) return
  useEmojiTaste.setState({ quick: [emoji, ...quick].slice(0, kQuickAtFirst.length) })
  save()
}

export function setSkinTone(tone: Tone): void {
  useEmojiTaste.setState({ tone })
  save()
}

/** Somebody has used this one; `emoji` is without a tone. */
export function noteEmoji(emoji: string, now = Date.now()): void {
  const { used } = useEmojiTaste.getState()
  const use = { score: scoreOf(used[emoji], now) + 1, at: now }
  useEmojiTaste.setState({ used: mostUsed({ ...used, [emoji]: use }, now) })
  save()
}

function mostUsed(used: EmojiTaste['used'], now: number): EmojiTaste['used'] {
  const all = Object.entries(used)
  all.sort(([, a], [, b]) => scoreOf(b, now) - scoreOf(a, now))
  return Object.fromEntries(all.slice(0, kKept))
}

/** What is told to one's other devices, as short texts by name. */
export function emojiPreferences(): Record<string, string> {
  const { tone, used, quick } = useEmojiTaste.getState()
  const uses = Object.entries(used).map(([emoji, { score, at }]) => [
    emoji,
    Math.round(score * 100) / 100,
    Math.round(at / 60_000),
  ])
  return {
    'emoji.tone': String(tone),
    'emoji.used': JSON.stringify(uses),
    'emoji.quick': JSON.stringify(quick),
  }
}

/** What another device has told. What is used here and there is used as much as where it is used most. */
export function adoptEmojiPreference(name: string, value: string, now = Date.now()): void {
  try {
    const told: unknown = JSON.parse(value)
    if (name === 'emoji.tone' && typeof told === 'number' && told >= 0 && told <= 5)
      useEmojiTaste.setState({ tone: told as Tone })
    if (name === 'emoji.quick' && isTexts(told) && told.length === kQuickAtFirst.length)
      useEmojiTaste.setState({ quick: told })
    if (name === 'emoji.used' && Array.isArray(told)) {
      const used = { ...useEmojiTaste.getState().used }
      for (const [emoji, score, minute] of told as [string, number, number][]) {
        const use = { score, at: minute * 60_000 }
        if (scoreOf(use, now) > scoreOf(used[emoji], now)) used[emoji] = use
      }
      useEmojiTaste.setState({ used: mostUsed(used, now) })
    }
    save()
  } catch {
    // Another client wrote it in words of its own.
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** How much it is used at present; 0 when it never was. */
export function usedMuch(emoji: string, now = Date.now()): number {
  return scoreOf(useEmojiTaste.getState().used[emoji], now)
}

/** The most used first, without tones; filled up with what everybody uses. */
export function frequentEmoji(count: number, now = Date.now()): string[] {
  const { used } = useEmojiTaste.getState()
  const mine = Object.keys(used).sort((a, b) => scoreOf(used[b], now) - scoreOf(used[a], now))
  const rest = kEverybody.filter((emoji) => !mine.includes(emoji))
  return [...mine.slice(0, count), ...rest.slice(0, Math.max(0, count - mine.length))]
}

function scoreOf(use: Use | undefined, now: number): number {
  return use === undefined ? 0 : use.score * 0.5 ** ((now - use.at) / kHalfLife)
}

function save(): void {
  const { owner, tone, used, quick } = useEmojiTaste.getState()
  if (owner === 0) return
  keep(`emoji.${owner}`, { tone, used, quick })
  keep(`reactions.${owner}`, undefined)
}
