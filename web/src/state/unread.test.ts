// What has ended by itself: a mute, an archive, a mark.
import { describe, expect, it } from 'vitest'

import type { Line, LinePlace } from '../protocol/wire'
import { newConversation } from '../sync/world'
import { isArchived, isMuted, markedFrom, unreadOf } from './unread'

const kNow = Date.parse('2026-03-22T12:00:00Z')

function place(of: Partial<LinePlace>): LinePlace {
  return { conversation: 5, rev: 1, favourite: false, muted: false, ...of }
}

function talk(seq: number, read: number) {
  const line: Line = {
    id: 5,
    kind: 'direct',
    visibility: 'private',
    settings_rev: 1,
    seq,
    rev: seq,
    last_at: '2026-03-22T11:00:00.000Z',
    members: 2,
    role: 'member',
    delivered_seq: seq,
    read_seq: read,
    unread: seq - read,
  }
  return newConversation(line)
}

describe('A mute', () => {
  it('lasts for ever, or until its time', () => {
    expect(isMuted(place({ muted: true }), kNow)).toBe(true)
    const until = place({ muted: true, muted_until: '2026-03-22T12:30:00.000Z' })
    expect(isMuted(until, kNow)).toBe(true)
    expect(isMuted(until, kNow + 3_600_000)).toBe(false)
    expect(isMuted(undefined, kNow)).toBe(false)
  })
})

describe('An archive', () => {
  it('ends with a later message, unless it is muted', () => {
    expect(isArchived(place({ archived_seq: 7 }), talk(7, 7), kNow)).toBe(true)
    expect(isArchived(place({ archived_seq: 7 }), talk(8, 7), kNow)).toBe(false)
    const muted = { archived_seq: 7, muted: true }
    expect(isArchived(place(muted), talk(8, 7), kNow)).toBe(true)
    const until = { ...muted, muted_until: '2026-03-22T12:30:00.000Z' }
    expect(isArchived(place(until), talk(8, 7), kNow + 3_600_000)).toBe(false)
  })
})

describe('A mark', () => {
  const marked = place({ unread_from: 4, unread_until: 7 })
  it('counts what I have read before, and what came since', () => {
    expect(unreadOf(talk(7, 7), marked)).toBe(4)
    expect(unreadOf(talk(9, 7), marked)).toBe(6)
    expect(unreadOf(talk(7, 7), undefined)).toBe(0)
  })
  it('ends when I have read beyond it, here or elsewhere', () => {
    expect(markedFrom(marked, talk(8, 8))).toBeUndefined()
    expect(unreadOf(talk(9, 8), marked)).toBe(1)
    expect(markedFrom(marked, { ...talk(8, 7), seen: 8 })).toBeUndefined()
    expect(markedFrom(marked, talk(8, 7))).toBe(4)
  })
})
