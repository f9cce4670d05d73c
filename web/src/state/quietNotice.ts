// One short sentence about something that did not work out and needs nothing from the person.
import { create } from 'zustand'

import { currentTexts } from '../i18n/texts'
import type { Gone } from '../sync/client'
import type { UngrantedWish } from '../sync/ports'
import type { PersonalWish } from '../sync/world'

interface QuietNotice {
  text: string
  /** Another one each time, also when it says the same. */
  id: number
}

export const useQuietNotice = create<{ notice: QuietNotice | null }>(() => ({ notice: null }))

let id = 0

export function tellQuietly(text: string): void {
  useQuietNotice.setState({ notice: { text, id: (id += 1) } })
}

export function dropQuietNotice(): void {
  useQuietNotice.setState({ notice: null })
}

/** A group is gone, and this person has not left it. */
export function tellOfGone({ line, by }: Gone): void {
  const { gone } = currentTexts().groups
  if (line.kind !== 'group' || line.name === undefined) return
  if (by !== undefined) tellQuietly(gone.deletedBy(line.name, by.name))
  else tellQuietly(line.deletion === undefined ? gone.gone(line.name) : gone.deleted(line.name))
}

/** A change was refused and has been taken back. */
export function tellOfRefusal(wish: UngrantedWish | PersonalWish, reason: string): void {
  if ('is' in wish) return tellQuietly(currentTexts().mine.refused(reason))
  const { wanted } = wish
  const { refused } = currentTexts().change
  switch (wanted.is) {
    case 'reaction':
      return tellQuietly(refused.reaction(wanted.emoji, reason))
    case 'pin':
      return tellQuietly(wanted.pin ? refused.pin(reason) : refused.unpin(reason))
    case 'delete':
      return tellQuietly(refused.delete(reason))
    case 'edit':
      return tellQuietly(currentTexts().change.notSaved(reason))
  }
}
