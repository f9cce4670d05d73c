// Which emoji somebody means by some letters.
import type { Emoji } from './model'

/** Each text begins and ends with a blank, and has one between its words: ` red heart `. */
interface Indexed {
  emoji: Emoji
  shorts: readonly string[]
  name: string
  /** The name, the keywords, and the parts of short names. */
  words: string
}

export type EmojiIndex = readonly Indexed[]

export function indexEmoji(all: readonly Emoji[]): EmojiIndex {
  return all.map((emoji) => {
    const name = ` ${spaced(emoji.name)} `
    return {
      emoji,
      shorts: emoji.shorts,
      name,
      words: `${name}${folded(emoji.keywords)} ${emoji.shorts.join(' ').replace(/[_-]/g, ' ')} `,
    }
  })
}

/**
 * The best first: a short name that is exactly this, one that begins so (the shorter the better), names that begin so,
 * keywords, and what only contains it. What `weigh` says somebody uses much goes before others of about the same
 * fit. Several words must all fit.
 */
export function searchIndex(
  index: EmojiIndex,
  text: string,
  weigh: (emoji: Emoji) => number = () => 0,
): Emoji[] {
  const wanted = folded(text.trim()).replace(/^:|:$/g, '')
  const name = ` ${spaced(wanted)} `
  if (wanted === '') return []
  const short = wanted.replace(/\s+/g, '_')
  const words = wanted.split(/[\s_]+/).filter((word) => word !== '')
  const found: { emoji: Emoji; fit: number; order: number }[] = []
  index.forEach((one, order) => {
    const fit = fitOf(one, name, short, words)
    if (fit === kNone) return
    const liking = weigh(one.emoji)
    found.push({
      emoji: one.emoji,
      fit: fit - (liking === 0 ? 0 : 1 + liking / (1 + liking)),
      order,
    })
  })
  found.sort((a, b) => a.fit - b.fit || a.order - b.order)
  return found.map(({ emoji }) => emoji)
}

const kNone = 99

function fitOf(one: Indexed, name: string, short: string, words: readonly string[]): number {
  if (one.shorts.includes(short)) return 0
  if (one.name === name) return 1
  let shortest = Infinity
  for (const known of one.shorts)
    if (known.startsWith(short)) shortest = Math.min(shortest, known.length)
  if (shortest < Infinity) return 2 + Math.min(shortest, 90) / 100
  if (words.every((word) => one.name.includes(` ${word}`))) return 3
  if (words.every((word) => one.words.includes(` ${word} `))) return 3.5
  if (words.every((word) => one.words.includes(` ${word}`))) return 4
  return short.length >= 3 && one.shorts.some((known) => known.includes(short)) ? 5 : kNone
}

/** Words with one blank between them. */
function spaced(text: string): string {
  return folded(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Small letters without their marks, so that `sao` finds São Tomé. */
export function folded(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
