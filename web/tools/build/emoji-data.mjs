// The module 'virtual:emoji-data': what the picker and the completion need of emojibase-data, and no more. Made while
// building (and testing), so that no copy of it lies in the repository; loaded by whoever imports it, as a chunk of
// its own.
//
//   [[group's key, [line, …]], …]   line: emoji TAB name TAB short names TAB keywords [TAB Unicode Emoji version]
//
// Short names and keywords are separated by blanks. The version is given from kRecent on: everybody draws what is older.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const kName = 'virtual:emoji-data'
const kRecent = 12
/** Hair and skin without anybody: nothing that one would send. */
const kComponents = 2
/** Whose short names; the first one of the first is what is shown. */
const kShortNames = ['github', 'iamcal', 'emojibase']

export function emojiGroups() {
  const all = require('emojibase-data/en/data.json')
  const { groups } = require('emojibase-data/meta/groups.json')
  const shorts = kShortNames.map((set) => require(`emojibase-data/en/shortcodes/${set}.json`))
  return Object.entries(groups)
    .filter(([group]) => Number(group) !== kComponents)
    .map(([group, key]) => [
      key,
      all
        .filter((emoji) => emoji.group === Number(group))
        .sort((a, b) => a.order - b.order)
        .map((emoji) => line(emoji, shortNames(emoji, shorts))),
    ])
}

function shortNames({ hexcode }, sets) {
  return [...new Set(sets.flatMap((set) => set[hexcode] ?? []))]
}

function line(emoji, shorts) {
  // What can be found by name or short name needs no keyword.
  const known = new Set([...emoji.label.toLowerCase().split(/[^\p{L}\p{N}]+/u), ...shorts])
  for (const short of shorts) for (const part of short.split('_')) known.add(part)
  const words = [...new Set((emoji.tags ?? []).flatMap((tag) => tag.toLowerCase().split(' ')))]
  const keywords = words.filter((word) => !known.has(word))
  const parts = [fullyQualified(emoji), emoji.label, shorts.join(' '), keywords.join(' ')]
  if (emoji.version >= kRecent) parts.push(emoji.version)
  return parts.join('\t')
}

/** As Unicode recommends to send it: the variation selector where it is needed, not elsewhere. */
function fullyQualified({ emoji, hexcode, type }) {
  return hexcode.includes('-') || type === 0 ? emoji : emoji.replace(/\uFE0F/g, '')
}

/** A Vite plugin. */
export function emojiData() {
  return {
    name: 'hearth:emoji-data',
    resolveId: (id) => (id === kName ? `\0${kName}` : undefined),
    load(id) {
      if (id !== `\0${kName}`) return undefined
      // A string is read faster than as much JavaScript.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(emojiGroups()))})`
    },
  }
}
