import { useEffect, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'

/** Reads new messages of the open conversation to those who listen, politely. */
export function LiveRegion({ open }: { open: number | null }) {
  const texts = useTexts()
  const [said, setSaid] = useState('')
  const heard = useRef<{ id: number | null; seq: number }>({ id: null, seq: 0 })
  const last = useWorld((world) =>
    open === null ? undefined : world.conversations.get(open)?.line.last_message,
  )
  useEffect(() => {
    const before = heard.current
    heard.current = { id: open, seq: last?.seq ?? 0 }
    if (last === undefined || before.id !== open || last.seq <= before.seq) return
    const { me, people } = useWorld.getState()
    if (last.sender === me?.id || last.kind !== 'text') return
    setSaid(texts.talk.announce(personName(people, last.sender, texts), plainText(last.body)))
  }, [last, open, texts])
  return (
    <div className="hidden-visually" aria-live="polite">
      {said}
    </div>
  )
}
