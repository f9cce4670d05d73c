// `:sm` -> 😄, from the same book as the picker; it is loaded with the first two letters.
import { noteEmoji, useEmojiTaste } from '../../state/emojiTaste'
import { EmojiGlyph } from '../emoji/EmojiGlyph'
import { withSkinTone } from '../emoji/tones'
import type { CompletionSource } from './completion'

const kMost = 8

export const emojiSource: CompletionSource = {
  trigger: ':',
  least: 2,
  word: /[\p{L}\p{N}_+-]/u,
  async find(word) {
    const { searchEmoji, warmUp } = await import('../emoji/book')
    await warmUp()
    const { tone } = useEmojiTaste.getState()
    const wanted = word.toLowerCase()
    return searchEmoji(word)
      .slice(0, kMost)
      .map((emoji) => {
        const insert = withSkinTone(emoji.text, tone)
        const short = emoji.shorts.find((one) => one.startsWith(wanted)) ?? emoji.shorts[0]!
        return {
          key: emoji.text,
          insert,
          label: `:${short}:`,
          detail: emoji.name,
          picture: <EmojiGlyph emoji={emoji} text={insert} />,
          taken: () => noteEmoji(emoji.text),
        }
      })
  },
  async finish(word) {
    const { emojiOfShort } = await import('../emoji/book')
    const emoji = emojiOfShort(word)
    // The organisation's own are written as they are typed.
    if (emoji === undefined || emoji.image !== undefined) return undefined
    noteEmoji(emoji.text)
    return withSkinTone(emoji.text, useEmojiTaste.getState().tone)
  },
}
