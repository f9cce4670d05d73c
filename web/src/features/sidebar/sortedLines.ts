// The conversations in the order of the sidebar: the latest message first.
import type { Catalogue } from '../../i18n/texts'
import type { Conversation, World } from '../../sync/world'
import { lineName } from '../../state/names'

/** Lower case and without accents, so that "jose" finds "José". */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** True when every word of `query` begins some word of `text`. */
export function matches(text: string, query: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u)
  return folded(query)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .every((wanted) => words.some((word) => word.startsWith(wanted)))
}

export function sortedLines(
  conversations: World['conversations'],
  people: World['people'],
  filter: string,
  open: number | null,
  texts: Catalogue,
): Conversation[] {
  const query = filter.trim()
  const lines = [...conversations.values()].filter(
    ({ line }) =>
      // Threads have a place of their own.
      line.kind !== 'thread' &&
      // A direct conversation without a word in it is not one yet.
      (line.kind !== 'direct' || line.seq > 0 || line.id === open) &&
      (query === '' || matches(lineName(line, people, texts), query)),
  )
  // RFC 3339 in UTC sorts as text.
  return lines.sort(({ line: a }, { line: b }) =>
    a.last_at === b.last_at ? b.id - a.id : a.last_at < b.last_at ? 1 : -1,
  )
}
