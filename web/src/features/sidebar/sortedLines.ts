// The conversations in the order of the sidebar: the latest message first.
import type { Catalogue } from '../../i18n/texts'
import type { Conversation, World } from '../../sync/world'
import { lineName } from '../../state/names'
import { isArchived } from '../../state/unread'

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

/** What stands in the sidebar, from above. */
export type SidebarRow =
  | { is: 'heading'; key: string; text: string }
  | { is: 'archive'; key: string; count: number; open: boolean }
  | { is: 'line'; key: string; conversation: Conversation }

/** Favourites, the list, the archive. While one looks for something, the archive is open. */
export function sidebarRows(
  lines: readonly Conversation[],
  places: World['mine']['places'],
  archiveOpen: boolean,
  texts: Catalogue,
): SidebarRow[] {
  const row = (conversation: Conversation): SidebarRow => ({
    is: 'line',
    key: `c${conversation.line.id}`,
    conversation,
  })
  const archived: Conversation[] = []
  const favourites: Conversation[] = []
  const others: Conversation[] = []
  for (const conversation of lines) {
    const place = places.get(conversation.line.id)
    if (isArchived(place, conversation)) archived.push(conversation)
    else (place?.favourite ? favourites : others).push(conversation)
  }
  const heading = (text: string): SidebarRow => ({ is: 'heading', key: text, text })
  return [
    ...(favourites.length > 0 ? [heading(texts.mine.favourites), ...favourites.map(row)] : []),
    ...(favourites.length > 0 && others.length > 0 ? [heading(texts.mine.others)] : []),
    ...others.map(row),
    ...(archived.length > 0
      ? [
          { is: 'archive' as const, key: 'archive', count: archived.length, open: archiveOpen },
          ...(archiveOpen ? archived.map(row) : []),
        ]
      : []),
  ]
}
