import type { Emoji } from './model'

/** An emoji as a picture, for where its name stands beside it or is told otherwise. `text` is it with its skin tone. */
export function EmojiGlyph({ emoji, text }: { emoji: Emoji; text?: string }) {
  if (emoji.image !== undefined)
    return <img className="emoji-image" src={emoji.image} alt="" draggable={false} />
  return (
    <span className="emoji-glyph" aria-hidden="true">
      {text ?? emoji.text}
    </span>
  )
}
