// `@an` -> @ana; who could be meant is found out with the first letter.
import type { ConversationId } from '../../protocol/wire'
import type { CompletionSource } from './completion'

export function mentionSource(id: ConversationId): CompletionSource {
  return {
    trigger: '@',
    least: 0,
    word: /[\p{L}\p{N}._-]/u,
    async find(word) {
      const { findMentioned } = await import('./findMentioned')
      return await findMentioned(id, word)
    },
  }
}
