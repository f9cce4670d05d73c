// All emoji there are here: Unicode's, and the organisation's own. It brings 37 KB with it, so it is loaded when somebody
// looks for an emoji and not before: `const book = await import('../emoji/book')`.
import groups from 'virtual:emoji-data'

import { currentTexts } from '../../i18n/texts'
import { usedMuch } from '../../state/emojiTaste'
import { draws, drawsFlag, kVersions } from './drawable'
import type { CustomEmoji, Emoji, EmojiGroup } from './model'
import { kGroups } from './model'
import type { EmojiIndex } from './search'
import { indexEmoji, searchIndex } from './search'
import { toneOf } from './tones'

const unicode: readonly Emoji[] = groups.flatMap(([group, lines]) =>
  lines.map((line): Emoji => {
    const [text, name, shorts, keywords, since] = line.split('\t')
    return {
      text: text!,
      name: name!,
      shorts: shorts!.split(' '),
      keywords: keywords!,
      group: group as EmojiGroup,
      since: Number(since ?? 0),
    }
  }),
)

interface EmojisOfGroup {
  group: EmojiGroup
  emoji: readonly Emoji[]
}

let custom: readonly Emoji[] = []
let byText = new Map<string, Emoji>()
let byShort = new Map<string, Emoji>()
let index: EmojiIndex | undefined
let grouped: readonly EmojisOfGroup[] | undefined
arrange()

/** Makes these the emoji of the organisation. Where a short name is Unicode's too, the organisation's is meant. */
export function setCustomEmoji(all: readonly CustomEmoji[]): void {
  custom = all.map(({ name, image, keywords }) => ({
    text: `:${name}:`,
    name: name.replace(/_/g, ' '),
    shorts: [name],
    keywords: keywords?.join(' ') ?? '',
    group: 'custom',
    since: 0,
    image,
  }))
  arrange()
}

function arrange(): void {
  byText = new Map()
  byShort = new Map()
  for (const emoji of [...custom, ...unicode]) {
    byText.set(keyOf(emoji.text), emoji)
    for (const short of emoji.shorts) if (!byShort.has(short)) byShort.set(short, emoji)
  }
  index = undefined
  grouped = undefined
}

let warm: Promise<void> | undefined

/**
 * Does what is slow the first time (what does this browser draw? which words are there?) in steps, so that the page answers
 * in between. Nothing is wrong without it.
 */
export function warmUp(): Promise<void> {
  warm ??= (async () => {
    for (const step of [
      ...kVersions.map((version) => () => draws(version)),
      emojiGroups,
      indexed,
    ]) {
      step()
      await new Promise((resolve) => setTimeout(resolve))
    }
  })()
  return warm
}

function indexed(): EmojiIndex {
  index ??= indexEmoji([...custom, ...unicode].filter(isDrawable))
  return index
}

/** The groups in their order, each with what this browser draws; without empty ones. */
export function emojiGroups(): readonly EmojisOfGroup[] {
  if (grouped !== undefined) return grouped
  const all = [...custom, ...unicode].filter(isDrawable)
  grouped = (['custom', ...kGroups] as const)
    .map((group) => ({ group, emoji: all.filter((emoji) => emoji.group === group) }))
    .filter(({ emoji }) => emoji.length > 0)
  return grouped
}

/** The emoji that this is, whatever its skin tone. */
export function findEmoji(text: string): Emoji | undefined {
  return byText.get(keyOf(text))
}

/** The emoji of a short name, without its colons. */
export function emojiOfShort(short: string): Emoji | undefined {
  return byShort.get(short.toLowerCase())
}

/** The best first, those that somebody uses much before their like; only what this browser draws. */
export function searchEmoji(text: string): Emoji[] {
  return searchIndex(indexed(), text, (emoji) => usedMuch(emoji.text))
}

/** How it is called, with its skin tone: for screen readers and tips. What is not known is its own name. */
export function emojiName(text: string): string {
  const emoji = findEmoji(text)
  if (emoji === undefined) return text
  const tone = toneOf(text)
  return tone === 0 ? emoji.name : `${emoji.name}, ${currentTexts().emoji.tones[tone]}`
}

function isDrawable({ text, since, group }: Emoji): boolean {
  return draws(since) && (group !== 'flags' || drawsFlag(text))
}

/** The same with and without tone and variation selectors. */
function keyOf(text: string): string {
  return text.replace(/\uFE0F|\p{EMod}/gu, '')
}
