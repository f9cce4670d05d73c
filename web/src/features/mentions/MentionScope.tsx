import type { ReactNode } from 'react'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'

import type { DrawMention } from '../../markdown/addressed'
import { MentionDrawing } from '../../markdown/addressed'
import type { Mentions, Person } from '../../protocol/wire'
import { useWorld } from '../../state/client'

import './mentions.css'

const PersonCard = lazy(() => import('../people/PersonCard'))

interface MentionScopeProps {
  mentions: Mentions
  children: ReactNode
}

/** Within it, names of those whom the message addresses are drawn as such. */
export function MentionScope({ mentions, children }: MentionScopeProps) {
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const draw: DrawMention = useCallback(
    (name) => {
      if ((name === 'all' && mentions.all) || (name === 'here' && mentions.here))
        return (
          <span className="mention" data-me="true">
            @{name}
          </span>
        )
      for (const id of mentions.people) {
        const person = people.get(id)
        if (person?.user_name === name) return <PersonMention person={person} isMe={id === me} />
      }
      return null
    },
    [mentions, people, me],
  )
  return <MentionDrawing.Provider value={draw}>{children}</MentionDrawing.Provider>
}

function PersonMention({ person, isMe }: { person: Person; isMe: boolean }) {
  const [open, setOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={ref}
        type="button"
        className="mention"
        data-me={isMe}
        title={person.name}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        @{person.user_name}
      </button>
      {open && (
        <Suspense fallback={null}>
          <PersonCard person={person.id} anchor={ref} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
