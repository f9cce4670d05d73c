// What the list of messages shows, row by row: days, the mark of what is new, notices, messages, what is on its way.
import type { Message, PersonId, Seq } from '../../protocol/wire'
import type { Conversation, Outgoing } from '../../sync/world'

export type Row =
  | { is: 'beginning'; key: string }
  | { is: 'day'; key: string; at: string }
  | { is: 'new'; key: string }
  | { is: 'notice'; key: number; message: Message }
  | { is: 'message'; key: string | number; message: Message; first: boolean }
  | { is: 'outgoing'; key: string; outgoing: Outgoing; first: boolean }

/** Messages of one person that follow each other within this time share one heading. */
const kTogether = 5 * 60_000

export function buildRows(
  conversation: Pick<Conversation, 'history' | 'keys'>,
  outgoing: readonly Outgoing[],
  /** The line "New" stands after this message; null: nowhere. */
  newAfter: Seq | null,
  me: PersonId | undefined,
): Row[] {
  const { history, keys } = conversation
  const rows: Row[] = []
  if (history === null) return rows
  if (!history.moreBefore) rows.push({ is: 'beginning', key: 'beginning' })
  let dayBegins = Infinity
  let dayEnds = -Infinity
  let sender: PersonId | undefined
  let at = 0
  let marked = newAfter === null
  const openDay = (time: number, iso: string) => {
    if (time >= dayBegins && time < dayEnds) return
    // By the calendar of whoever reads.
    const date = new Date(time)
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
    dayBegins = new Date(year, month, day).getTime()
    dayEnds = new Date(year, month, day + 1).getTime()
    sender = undefined
    rows.push({ is: 'day', key: `day ${dayBegins}`, at: iso })
  }
  for (const message of history.messages) {
    const time = Date.parse(message.at)
    openDay(time, message.at)
    if (!marked && message.seq > newAfter! && message.sender !== me) {
      marked = true
      sender = undefined
      rows.push({ is: 'new', key: 'new' })
    }
    if (message.kind === 'notice') {
      rows.push({ is: 'notice', key: message.seq, message })
      sender = undefined
      continue
    }
    const first =
      message.sender !== sender || time - at > kTogether || message.reply_to !== undefined
    rows.push({ is: 'message', key: keys.get(message.seq) ?? message.seq, message, first })
    sender = message.sender
    at = time
  }
  if (history.moreAfter) return rows
  for (const one of outgoing) {
    openDay(one.written_at, new Date(one.written_at).toISOString())
    const first = sender !== me || one.written_at - at > kTogether || one.reply_to !== undefined
    rows.push({ is: 'outgoing', key: one.key, outgoing: one, first })
    sender = me
    at = one.written_at
  }
  return rows
}

/** A first guess of a row's height (px), so that little moves when it is measured. */
export function guessHeight(row: Row, width: number): number {
  switch (row.is) {
    case 'beginning':
      return 120
    case 'day':
    case 'new':
      return 40
    case 'notice':
      return 30
    case 'message': {
      const { body, reply_to, reactions, pinned_at } = row.message
      const more = (reactions === undefined ? 0 : 34) + (pinned_at === undefined ? 0 : 18)
      return messageHeight(body, row.first, reply_to !== undefined, width) + more
    }
    case 'outgoing':
      return messageHeight(row.outgoing.body, row.first, row.outgoing.reply_to !== undefined, width)
  }
}

function messageHeight(body: string, first: boolean, reply: boolean, width: number): number {
  const letters = Math.max(20, Math.floor((width - 110) / 7.3))
  let lines = 0
  let from = 0
  for (;;) {
    const to = body.indexOf('\n', from)
    const length = (to === -1 ? body.length : to) - from
    lines += Math.max(1, Math.ceil(length / letters))
    if (to === -1) break
    from = to + 1
  }
  return lines * 22 + 4 + (first ? 30 : 0) + (reply ? 24 : 0)
}
