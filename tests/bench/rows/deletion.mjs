// A group with 1,000,000 messages is deleted while 1,000 people talk in others: what they notice of it.
import { Hearth } from '../machinery/hearth.mjs'
import { talk } from '../machinery/talk.mjs'
import { atMost, faultsRow, figures, median, noted } from '../machinery/turns.mjs'

export const title = 'a group of 1,000,000 messages is deleted beside 200 messages a second'

/**
 * What may come between a message and its commit is one transaction of the deletion: a flush like its own, so it may
 * take about twice as long, and no longer. (Three such would be 3 x.)
 */
const kTimes = 2
const kGroup = 2000

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

async function job(place, schema) {
  const sql = `SELECT state, done, total FROM job WHERE kind = 'group.delete'`
  const [[state, done, all]] = await place.sql(sql, schema)
  return { state: Number(state), done: Number(done), total: Number(all) }
}

async function until(place, schema, state) {
  for (;;) {
    const now = await job(place, schema)
    if (now.state === state) return
    if (now.state > 3) throw new Error(`the deletion has failed: state ${now.state}`)
    await pause(200)
  }
}

export async function measure(place, plan) {
  const schema = 'bench_deletion'
  const hearth = await Hearth.prepare(place, schema, 'deletion.sql')
  await hearth.start()
  const people = () => talk(place, plan, hearth, { conversations: 20, members: 50, rate: 200 })

  // Half of the quiet runs before it, half after it: what the machine does meanwhile meets both.
  const quiet = [await people()]
  const begun = process.hrtime.bigint()
  await place.sql(`UPDATE job SET run_after = UTC_TIMESTAMP(3) WHERE kind = 'group.delete'`, schema)
  await until(place, schema, 2)
  const beside = []
  for (let turn = 0; turn < plan.times; ++turn) beside.push(await people())
  const during = await job(place, schema)
  if (during.state !== 2) throw new Error('the deletion ended before the people had talked enough')
  await until(place, schema, 3)
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  while (quiet.length < plan.times) quiet.push(await people())

  const left = await place.sql(
    `SELECT COUNT(*) FROM message WHERE conversation_id = ${kGroup}`,
    schema,
  )
  await hearth.stop()
  const of = (runs, figure) => median(runs.map(figure))
  const alone = of(quiet, figures.p99)
  const both = of(beside, figures.p99)
  return [
    atMost('p99 of the others, times that without it', 'x', both / alone, kTimes, 'one more flush'),
    noted('p99 of the others during it', 'ms', both),
    noted('p99 of the others without it', 'ms', alone),
    noted(
      'p50 of the others, times that without it',
      'x',
      of(beside, figures.p50) / of(quiet, figures.p50),
    ),
    atMost('rows left of it', '', Number(left[0][0]), 0, 'none'),
    noted('seconds from asking to the end', 's', seconds),
    noted('rows removed a second', '/s', during.total / seconds),
    faultsRow({ hearth: [...quiet, ...beside], floor: [] }),
  ]
}
