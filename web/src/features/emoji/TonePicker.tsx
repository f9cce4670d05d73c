import { useTexts } from '../../i18n/texts'
import { setSkinTone, useEmojiTaste } from '../../state/emojiTaste'
import { Menu } from '../../ui/Menu'
import type { Tone } from './tones'
import { kTones, withSkinTone } from './tones'

/** The skin tone of every emoji that can have one; chosen once. */
export function TonePicker() {
  const texts = useTexts().emoji
  const chosen = useEmojiTaste((taste) => taste.tone)
  return (
    <Menu
      className="emoji-tone"
      label={texts.skinTone(texts.tones[chosen]!)}
      button={<Hand tone={chosen} />}
      sections={[
        {
          items: kTones.map((tone) => ({
            label: texts.tones[tone]!,
            icon: <Hand tone={tone} />,
            checked: tone === chosen,
            choose: () => setSkinTone(tone),
          })),
        },
      ]}
    />
  )
}

function Hand({ tone }: { tone: Tone }) {
  return (
    <span className="emoji-glyph" aria-hidden="true">
      {withSkinTone('✋', tone)}
    </span>
  )
}
