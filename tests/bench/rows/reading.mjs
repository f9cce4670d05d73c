// Opening the sidebar of a person with 1,000 conversations, and pages of a conversation of 1,000,000 messages: how long
// it takes, and whether the database reads only rows that it returns, by the database's own counters.
import { Hearth } from '../machinery/hearth.mjs'
import { atMost } from '../machinery/turns.mjs'

export const title = 'reading: 1,000 conversations, 1,000,000 messages'

/**
 * What a request may make the database read beyond the rows that are in its answer: the one behind the end of a range,
 * by which the database knows that it is the end.
 */
const rowsBesides = 1
/**
 * And calls that give no row: a list of places to read is a temporary table in two steps, and the database looks behind
 * the end of both.
 */
const callsBesides = 2
/** The sidebar also asks how far the person's own log has come, which nobody here has begun. */
const callsForTheirLog = 1
/** Once in a run: the session of who asks, and the person. */
const rowsToSignIn = 2

/** A page that a person waits for should be there before they notice: ours, where the issue sets no limit. */
const pageMs = 20
const sidebarMs = 60

const pages = [
  {
    what: 'sidebar',
    name: 'sidebar, first page of 100',
    limit: 100,
    person: 1,
    rows: 100,
    ms: pageMs,
  },
  {
    what: 'sidebar-all',
    name: 'sidebar, all in pages of 200',
    limit: 200,
    person: 1,
    rows: 1000,
    ms: sidebarMs,
  },
  { what: 'newest', name: 'newest 50 of 1,000,000', limit: 50, person: 2, rows: 50, ms: pageMs },
  {
    what: 'anywhere',
    name: '50 anywhere in 1,000,000',
    limit: 50,
    person: 2,
    rows: 50,
    ms: pageMs,
  },
  {
    what: 'middle',
    name: '50 around the middle of 1,000,000',
    limit: 50,
    person: 2,
    rows: 50,
    ms: pageMs,
  },
]

/**
 * Rows of tables that are not temporary, in two ways: as rows read, and as calls of any kind to read one (of which the
 * rows of temporary tables are taken off: those are no rows that anybody has stored).
 */
async function counters(place) {
  const seen = { calls: 0 }
  const sql =
    "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name LIKE 'Rows_%'"
  for (const [name, value] of await place.sql(sql)) {
    if (name.startsWith('Handler_read')) seen.calls += Number(value)
    else seen[name] = Number(value)
  }
  if (seen.Rows_read === undefined)
    throw new Error('this database does not count the rows that it reads')
  seen.calls -= seen.Rows_tmp_read
  return seen
}

function ask(place, hearth, plan, page, over, warmUp) {
  return place.load('ask', {
    ...hearth.door(),
    over,
    person: page.person,
    what: page.what,
    limit: page.limit,
    conversation: 2000,
    messages: 1_000_000,
    times: page.what === 'sidebar-all' ? Math.ceil(plan.requests / 5) : plan.requests,
    'warm-up': warmUp,
  })
}

export async function measure(place, plan) {
  const hearth = await Hearth.prepare(place, 'bench_reading', 'reading.sql')
  await hearth.start()
  const out = []
  for (const page of pages) {
    for (const over of ['rest', 'socket']) {
      // Looking at the counters counts as well: what one look costs is taken off.
      const [first, before] = [await counters(place), await counters(place)]
      const said = await ask(place, hearth, plan, page, over, 0)
      const after = await counters(place)
      const warm = await ask(place, hearth, plan, page, over, 20)
      if (said.messages !== page.rows * said.times)
        throw new Error(
          `${page.name}: ${said.messages} messages in ${said.times} answers, ${page.rows} each expected`,
        )
      const read = (kind) => after[kind] - before[kind] - (before[kind] - first[kind])
      const besides = (kind) => (read(kind) - said.messages) / said.requests
      const most = rowsBesides + rowsToSignIn / said.requests
      place.runs.push({
        kind: 'rows read',
        what: page.what,
        over,
        said: { rows: read('Rows_read'), calls: read('calls'), sent: read('Rows_sent') },
      })
      out.push(
        atMost(
          `${page.name}, ${over}: p99`,
          'ms',
          warm.ms.p99,
          page.ms,
          `${page.ms} ms, our own limit`,
        ),
        atMost(
          `${page.name}, ${over}: rows read besides those in the answer`,
          'a request',
          besides('Rows_read'),
          most,
          'the end of a range',
        ),
        atMost(
          `${page.name}, ${over}: the same by Handler_read_%`,
          'a request',
          besides('calls'),
          callsBesides +
            (page.what.startsWith('sidebar') ? callsForTheirLog : 0) +
            rowsToSignIn / said.requests,
          'the ends of a list of places, or of a range; no log of their own',
        ),
      )
    }
  }
  await hearth.stop()
  return out
}
