// Upserts of members. Watermarks only ever go forward, so merging two of them is taking the greater.
import type { Member, PersonId, Rev } from '../../protocol/wire'
import type { Mark, Watermarks } from '../world'

type Members = ReadonlyMap<PersonId, Member>

export function upsertMembers(held: Members, incoming: readonly Member[]): Members {
  if (incoming.length === 0) return held
  const next = new Map(held)
  for (const member of incoming) {
    const mine = next.get(member.person)
    next.set(member.person, mine === undefined ? member : mergeMember(mine, member))
  }
  return next
}

function mergeMember(mine: Member, theirs: Member): Member {
  const newer = theirs.rev >= mine.rev ? theirs : mine
  return {
    ...newer,
    delivered_seq: Math.max(mine.delivered_seq, theirs.delivered_seq),
    read_seq: Math.max(mine.read_seq, theirs.read_seq),
  }
}

/** Somebody got or saw more. People who are not held are left alone. */
export function advanceMember(
  held: Members,
  person: PersonId,
  to: Watermarks,
  rev: Rev | null,
): Members {
  const mine = held.get(person)
  if (mine === undefined) return held
  const delivered = Math.max(mine.delivered_seq, to.delivered_seq)
  const read = Math.max(mine.read_seq, to.read_seq)
  const nextRev = rev === null ? mine.rev : Math.max(mine.rev, rev)
  if (delivered === mine.delivered_seq && read === mine.read_seq && nextRev === mine.rev)
    return held
  return new Map(held).set(person, {
    ...mine,
    delivered_seq: delivered,
    read_seq: read,
    rev: nextRev,
  })
}

export function advanceMarks(
  marks: ReadonlyMap<PersonId, Mark>,
  person: PersonId,
  to: Watermarks,
  rev: Rev | null,
): ReadonlyMap<PersonId, Mark> {
  const before = marks.get(person)
  return new Map(marks).set(person, {
    delivered_seq: Math.max(before?.delivered_seq ?? 0, to.delivered_seq),
    read_seq: Math.max(before?.read_seq ?? 0, to.read_seq),
    rev: Math.max(before?.rev ?? 0, rev ?? 0),
  })
}
