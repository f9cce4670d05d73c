import { useMemo } from 'react'

import type { PersonId, Seq } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { asWished } from '../../sync/reduce/wishes'
import type { History, Wish } from '../../sync/world'

type WishesBySeq = ReadonlyMap<Seq, readonly Wish[]>

/** What I want changed about messages of this conversation, and the history as if it had been changed already. */
export function useWished(
  conversation: number,
  history: History,
  me: PersonId | undefined,
): { shown: History; wishesBySeq: WishesBySeq } {
  const all = useWorld((world) => world.wishes)
  const wishesBySeq = useMemo(() => {
    const found = new Map<Seq, Wish[]>()
    for (const wish of all)
      if (wish.conversation === conversation)
        found.set(wish.seq, [...(found.get(wish.seq) ?? []), wish])
    return found
  }, [all, conversation])
  const shown = useMemo(() => {
    if (wishesBySeq.size === 0 || me === undefined) return history
    const messages = history.messages.map((message) => {
      const wishes = wishesBySeq.get(message.seq)
      return wishes === undefined ? message : asWished(message, wishes, me)
    })
    return { ...history, messages }
  }, [history, wishesBySeq, me])
  return { shown, wishesBySeq }
}
