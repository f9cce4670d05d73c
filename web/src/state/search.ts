// What was looked for last: opening the search again goes on there.
import { create } from 'zustand'

import type { ConversationId, SearchOrder } from '../protocol/wire'
import { openOverlay } from './overlay'

export interface Search {
  text: string
  /** Only here; null: everywhere. */
  conversation: ConversationId | null
  order: SearchOrder
}

export const useSearch = create<Search>(() => ({ text: '', conversation: null, order: 'newest' }))

/** Opens the search; with a conversation, in there. A text replaces the last one. */
export function openSearch(conversation: ConversationId | null, text?: string): void {
  useSearch.setState({ conversation, ...(text !== undefined && { text }) })
  openOverlay('search')
}
