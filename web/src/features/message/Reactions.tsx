import { memo } from 'react'

import type { Catalogue } from '../../i18n/texts'
import { useTexts } from '../../i18n/texts'
import type { PersonId, Reaction, Seq } from '../../protocol/wire'
import { useConnection, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { isOf } from '../../sync/reduce/reactions'
import type { Wish, World } from '../../sync/world'
import { toggleReaction } from './changing'
import { ReactionButton } from './ReactionButton'

interface ReactionsProps {
  conversation: number
  seq: Seq
  reactions: readonly Reaction[]
  wishes: readonly Wish[] | undefined
}

/** The reactions under a message. A press on one adds mine, or takes it back. */
export const Reactions = memo(function Reactions(props: ReactionsProps) {
  const { conversation, seq, reactions, wishes } = props
  const texts = useTexts()
  const me = useWorld((world) => world.me?.id)
  const people = useWorld((world) => world.people)
  const online = useConnection((store) => store.state.is === 'online')
  const waits = (emoji: string) =>
    !online &&
    wishes?.some(({ wanted }) => wanted.is === 'reaction' && wanted.emoji === emoji) === true
  return (
    <ul className="reactions" aria-label={texts.change.reactions}>
      {reactions.map((reaction) => {
        const { emoji, count } = reaction
        const names = namesOf(reaction, me, people, texts)
        const waiting = waits(emoji)
        return (
          <li key={emoji}>
            <button
              type="button"
              className="reaction"
              data-waiting={waiting || undefined}
              aria-pressed={isOf(reaction, me)}
              aria-label={texts.change.reactionLabel(emoji, count, names)}
              title={waiting ? `${names} — ${texts.change.waiting}` : names}
              onClick={() => toggleReaction(conversation, seq, emoji)}
            >
              <span className="reaction-emoji">{emoji}</span>
              <span className="reaction-count">{count}</span>
            </button>
          </li>
        )
      })}
      <li>
        <ReactionButton conversation={conversation} seq={seq} className="reaction-add" />
      </li>
    </ul>
  )
})

/** Whoever is known to have reacted; I am named first. */
function namesOf(
  { count, people: ids }: Reaction,
  me: PersonId | undefined,
  people: World['people'],
  texts: Catalogue,
): string {
  const others = ids.filter((id) => id !== me).map((id) => personName(people, id, texts))
  const names = me !== undefined && ids.includes(me) ? [texts.talk.you, ...others] : others
  return texts.change.reactedBy(names, count - names.length)
}
