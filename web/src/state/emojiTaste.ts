// Which emoji a person likes: their skin tone, and what they use much. Kept in this browser, per person. Nobody else reads
// or writes it, so that it can move to the profile.
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
}

const kHalfLife = 14 * 24 * 3600 * 1000
const kKept = 60
/** What stands there before somebody has favourites of their own. */
const kEverybody = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🔥', '🚀']

export const useEmojiTaste = create<EmojiTaste>(() => ({ owner: 0, tone: 0, used: {} }))

export function openEmojiTaste(owner: PersonId): void {
  useEmojiTaste.setState({ owner, tone: 0, used: {}, ...readKept(`emoji.${owner}`, {}) })
}

export function setSkinTone(tone: Tone): void {
  useEmojiTaste.setState({ tone })
  save()
}

/** Somebody has used this one; `emoji` is without a tone. */
export function noteEmoji(emoji: string, now = Date.now()): void {
  const { used } = useEmojiTaste.getState()
  const all = Object.entries({
    ...used,
    [emoji]: { score: scoreOf(used[emoji], now) + 1, at: now },
  })
  all.sort(([, a], [, b]) => scoreOf(b, now) - scoreOf(a, now))
  useEmojiTaste.setState({ used: Object.fromEntries(all.slice(0, kKept)) })
  save()
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
  const { owner, tone, used } = useEmojiTaste.getState()
  if (owner !== 0) keep(`emoji.${owner}`, { tone, used })
}
