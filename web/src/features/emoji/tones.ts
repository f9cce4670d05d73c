// Skin tones. Needs no data, so that it can be used where the picker's are not loaded.
import { draws } from './drawable'

/** 0: as drawn without one, yellow. 1 to 5: light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5

export const kTones: readonly Tone[] = [0, 1, 2, 3, 4, 5]

const kModifiers = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}']
const kAnyModifier = /[\u{1F3FB}-\u{1F3FF}]/gu

// Emoji_Modifier_Base of Unicode 17: a browser's own \p{…} may be older.
// Hands that are held between two people stay as they are.
const kBase =
  /(?:(?<!\u200D)\u{1F91D}|[\u261D\u26F9\u270A-\u270D\u{1F385}\u{1F3C2}-\u{1F3C4}\u{1F3C7}\u{1F3CA}-\u{1F3CC}\u{1F442}\u{1F443}\u{1F446}-\u{1F450}\u{1F466}-\u{1F478}\u{1F47C}\u{1F481}-\u{1F483}\u{1F485}-\u{1F487}\u{1F48F}\u{1F491}\u{1F4AA}\u{1F574}\u{1F575}\u{1F57A}\u{1F590}\u{1F595}\u{1F596}\u{1F645}-\u{1F647}\u{1F64B}-\u{1F64F}\u{1F6A3}\u{1F6B4}-\u{1F6B6}\u{1F6C0}\u{1F6CC}\u{1F90C}\u{1F90F}\u{1F918}-\u{1F91C}\u{1F91E}\u{1F91F}\u{1F926}\u{1F930}-\u{1F939}\u{1F93C}-\u{1F93E}\u{1F977}\u{1F9B5}\u{1F9B6}\u{1F9B8}\u{1F9B9}\u{1F9BB}\u{1F9CD}-\u{1F9CF}\u{1F9D1}-\u{1F9DD}\u{1FAC3}-\u{1FAC5}\u{1FAF0}-\u{1FAF8}])\uFE0F?/gu
/** People who are one emoji together and yet have tones: those who kiss, love, or hold hands. A family has none. */
const kTogether = /\u2764|\u{1F91D}/u
/** Those with bunny ears, and wrestlers: their tones came with Unicode Emoji 17. */
const kLate = /[\u{1F46F}\u{1F93C}]/u
/** The families of one code point, which are bases by their number only. */
const kFamily = /\u{1F46A}/u

/** Whether there are forms of it with a skin tone. */
export function canHaveTone(emoji: string): boolean {
  const bases = emoji.match(kBase)?.length ?? 0
  return (bases === 1 || (bases > 1 && kTogether.test(emoji))) && !kFamily.test(emoji)
}

/**
 * The emoji with this skin tone, whichever it had; itself where it has none, or where this browser would draw it as
 * two things.
 */
export function withSkinTone(emoji: string, tone: Tone): string {
  const plain = emoji.replace(kAnyModifier, '')
  if (tone === 0) return plain === emoji ? emoji : qualified(plain)
  if (!canHaveTone(plain) || (kLate.test(plain) && !draws(17))) return emoji
  // The tone stands in the place of the variation selector.
  return plain.replace(kBase, (base) => base.replace('\uFE0F', '') + kModifiers[tone])
}

export function toneOf(emoji: string): Tone {
  const found = emoji.match(kAnyModifier)?.[0]
  return found === undefined ? 0 : (kModifiers.indexOf(found) as Tone)
}

// These alone of the bases are drawn as text without the selector.
const kTextByDefault =
  /[\u261D\u26F9\u270C\u270D\u{1F3CB}\u{1F3CC}\u{1F574}\u{1F575}\u{1F590}](?!\uFE0F)/gu

function qualified(emoji: string): string {
  return emoji.replace(kTextByDefault, '$&\uFE0F')
}
