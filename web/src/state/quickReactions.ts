// The reactions that a person used last, kept in this browser.
import { create } from 'zustand'

import { keep, readKept } from '../browser/kept'
import type { PersonId } from '../protocol/wire'

const kAtFirst = ['👍', '❤️', '😂']

interface QuickReactions {
  owner: PersonId
  emoji: readonly string[]
}

export const useQuickReactions = create<QuickReactions>(() => ({ owner: 0, emoji: kAtFirst }))

export function openQuickReactions(owner: PersonId): void {
  useQuickReactions.setState({ owner, emoji: readKept(`reactions.${owner}`, kAtFirst) })
}

/** One that is among them already stays where it is, so that nothing moves under the pointer. */
export function noteReaction(used: string): void {
  const { owner, emoji } = useQuickReactions.getState()
  if (emoji.includes(used)) return
  const next = [used, ...emoji].slice(0, kAtFirst.length)
  useQuickReactions.setState({ emoji: next })
  if (owner !== 0) keep(`reactions.${owner}`, next)
}
