// Messages that are nothing but a few emoji are shown larger. Told without the picker's data.

const kMost = 3

// A flag; a key cap; or a picture, perhaps with a tone, a variation selector or tags, perhaps joined to others. What is
// drawn as text unless a selector says otherwise (©, ✔) needs the selector. The two ranges are where new ones come, which
// this browser may not know of.
const kEmoji =
  /(?:\p{RI}{2}|[0-9#*]\uFE0F\u20E3|(?:\p{Emoji_Presentation}|[\u{1F6D8}-\u{1F6DF}\u{1F900}-\u{1FAFF}]|\p{ExtPict}(?=[\uFE0F\p{EMod}]))[\uFE0F\p{EMod}]?[\u{E0020}-\u{E007F}]*(?:\u200D\p{ExtPict}[\uFE0F\p{EMod}]?)*)\s*/gu

/** Whether this is one, two or three emoji and nothing else. */
export function isFewEmoji(text: string): boolean {
  // The longest emoji has 15 code units or so; most messages need no closer look.
  if (text.length > 60 || text === '') return false
  const found = text.trim().match(kEmoji)
  return found !== null && found.length <= kMost && found.join('') === text.trim()
}
