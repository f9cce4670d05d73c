// My own log as a device holds it: however it misses, doubles and disorders what it is told, it ends with what there is.
import { describe, expect, it } from 'vitest'

import type { PersonalChange, PersonalNews } from '../../protocol/wire'
import { SeededRandom } from '../testing/random'
import type { Mine, PersonalWish } from '../world'
import { nothingMine } from '../world'
import {
  applyPersonalChange,
  applyPersonalNews,
  hearPersonalRev,
  isPersonalBehind,
  savedKey,
  withoutPersonalWish,
  withPersonalWish,
} from './personal'

const kSeed = Number(process.env['HEARTH_TEST_SEED'] ?? Date.now() % 1_000_000)
const kTime = '2026-01-01T00:00:00.000Z'

/** What the server keeps, and tells. */
class PersonalModel {
  rev = 0
  private readonly latest = new Map<string, PersonalChange>()

  change(random: SeededRandom): PersonalChange {
    const rev = (this.rev += 1)
    const conversation = 1 + random.below(3)
    const on = random.below(2) === 0
    const kinds: [string, PersonalChange][] = [
      [`p${conversation}`, { rev, place: { conversation, rev, favourite: on, muted: !on } }],
      [`s${conversation}`, { rev, saved: { conversation, seq: 1, rev, at: kTime, saved: on } }],
      [`d${conversation}`, { rev, draft: { conversation, rev, at: kTime, body: on ? 'x' : '' } }],
      ['e', { rev, preference: { name: 'emoji.tone', rev, value: String(random.below(6)) } }],
      [
        `m${conversation}`,
        {
          rev,
          scheduled: {
            id: conversation,
            rev,
            conversation,
            body: 'x',
            send_at: kTime,
            state: on ? 'waiting' : 'cancelled',
          },
        },
      ],
    ]
    const [key, change] = kinds[random.below(kinds.length)]!
    this.latest.set(key, change)
    return change
  }

  since(rev: number, until = this.rev): PersonalNews {
    const all = [...this.latest.values()].filter((one) => one.rev > rev && one.rev <= until)
    const of = <T>(pick: (change: PersonalChange) => T | undefined) =>
      all.map(pick).filter((one) => one !== undefined)
    return {
      rev: until,
      places: of(({ place }) => place),
      saved: of(({ saved }) => saved),
      drafts: of(({ draft }) => draft),
      scheduled: of(({ scheduled }) => scheduled),
      preferences: of(({ preference }) => preference),
      more: until < this.rev,
      reset: false,
    }
  }
}

/** What can be compared: what is gone is not there. */
function shown({ places, saved, drafts, scheduled, preferences }: Mine) {
  return {
    places: [...places.values()].sort((a, b) => a.conversation - b.conversation),
    saved: [...saved].sort(),
    drafts: [...drafts.values()]
      .filter(({ body }) => body !== '')
      .sort((a, b) => a.conversation - b.conversation),
    scheduled: [...scheduled.values()].sort((a, b) => a.id - b.id),
    preferences: [...preferences.values()],
  }
}

describe('A device that misses, doubles and disorders what it is told', () => {
  it(`holds what there is, once it has asked (seed ${kSeed})`, () => {
    const random = new SeededRandom(kSeed)
    for (let history = 0; history < 100; history += 1) {
      const server = new PersonalModel()
      let mine = nothingMine
      const late: PersonalChange[] = []
      for (let i = 0; i < 40; i += 1) {
        const change = server.change(random)
        const chance = random.below(10)
        if (chance === 0) late.push(change)
        else if (chance > 1) mine = applyPersonalChange(mine, change)
        if (chance === 9) mine = applyPersonalChange(mine, change)
        if (late.length > 0 && random.below(3) === 0) mine = applyPersonalChange(mine, late.pop()!)
        if (random.below(8) === 0 && isPersonalBehind(mine))
          mine = applyPersonalNews(mine, server.since(mine.rev, server.rev - random.below(2)))
      }
      mine = hearPersonalRev(mine, server.rev)
      if (isPersonalBehind(mine)) mine = applyPersonalNews(mine, server.since(mine.rev))
      expect(isPersonalBehind(mine)).toBe(false)
      const fresh = applyPersonalNews(nothingMine, server.since(0))
      expect(shown(mine), `history ${history}`).toEqual(shown(fresh))
    }
  })

  it('begins anew when it holds more than there is', () => {
    let mine = applyPersonalChange(nothingMine, {
      rev: 1,
      place: { conversation: 1, rev: 1, favourite: true, muted: false },
    })
    mine = applyPersonalNews(mine, { ...new PersonalModel().since(0), reset: true })
    expect(mine.places.size).toBe(0)
    expect(mine.rev).toBe(0)
  })
})

describe('What I want', () => {
  const archive: PersonalWish = {
    key: 'archive',
    is: 'place',
    conversation: 1,
    seq: 7,
    patch: { archived: true, unread_from: 5 },
  }
  it('shows at once, and is what the server has once it is granted', () => {
    let mine = withPersonalWish(nothingMine, archive)
    expect(mine.places.get(1)).toMatchObject({ archived_seq: 7, unread_from: 5, unread_until: 7 })
    expect(mine.held.places.size).toBe(0)
    const place = { conversation: 1, rev: 1, favourite: false, muted: false, archived_seq: 8 }
    mine = withoutPersonalWish(applyPersonalChange(mine, { rev: 1, place }), archive)
    expect(mine.places.get(1)).toEqual(place)
  })

  it('is gone when it is refused', () => {
    const save: PersonalWish = {
      key: 'save',
      is: 'saved',
      conversation: 1,
      seq: 3,
      saved: true,
    }
    let mine = withPersonalWish(withPersonalWish(nothingMine, save), archive)
    expect(mine.saved.has(savedKey(1, 3))).toBe(true)
    mine = withoutPersonalWish(mine, save)
    expect(mine.saved.size).toBe(0)
    expect(mine.places.get(1)?.archived_seq).toBe(7)
  })

  it('of two about the same, the later one shows', () => {
    const mute = (muted: boolean): PersonalWish => ({
      key: `mute ${muted}`,
      is: 'place',
      conversation: 1,
      seq: 7,
      patch: { muted },
    })
    const mine = withPersonalWish(withPersonalWish(nothingMine, mute(true)), mute(false))
    expect(mine.places.get(1)?.muted).toBe(false)
  })
})
