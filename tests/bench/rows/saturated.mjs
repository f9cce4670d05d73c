// The same 20 groups of 50 with 400 messages in flight at any time: how much goes through, and what does it cost?
import { Floor } from '../machinery/floor.mjs'
import { Hearth } from '../machinery/hearth.mjs'
import { run } from '../machinery/process.mjs'
import { talk } from '../machinery/talk.mjs'
import { tools } from '../machinery/tools.mjs'
import {
  atLeast,
  atMost,
  faultsRow,
  figures,
  inTurns,
  median,
  noted,
  of,
} from '../machinery/turns.mjs'

export const title = '20 groups of 50, saturated: 400 messages in flight'

/** What the raw 128-row insert costs the database, in µs of CPU a message: the better of its two ways. */
async function rawInsert(place, plan) {
  const costs = []
  for (let turn = 0; turn < plan.times; ++turn) {
    const args = [
      '--db-socket',
      place.socket,
      '--schema',
      'bench_raw',
      '--db-pid',
      String(place.databasePid),
    ]
    const said = JSON.parse(
      await run(tools.rawInsert, [...args, '--seconds', String(plan.seconds), '--rows', '128']),
    )
    place.runs.push({ kind: 'raw_insert', said })
    costs.push(
      Math.min(said.multi_row.db_cpu_us_per_message, said.array_bound.db_cpu_us_per_message),
    )
  }
  return median(costs)
}

export async function measure(place, plan) {
  const servers = {
    floor: await Floor.start(place, 'bench_saturated_floor'),
    hearth: await Hearth.prepare(place, 'bench_saturated', 'groups.sql'),
  }
  await servers.hearth.start()
  const runs = await inTurns(plan, servers, (server) =>
    talk(place, plan, server, { conversations: 20, members: 50, 'in-flight': 400 }),
  )
  await servers.hearth.stop()
  await servers.floor.stop()
  const raw = await rawInsert(place, plan)

  const floor = (figure) => of(runs.floor, figure)
  const hearth = (figure) => of(runs.hearth, figure)
  return [
    atLeast(
      'messages a second',
      '/s',
      hearth(figures.perSecond),
      0.5 * floor(figures.perSecond),
      '0.5 x floor',
      floor(figures.perSecond),
    ),
    atMost(
      'server user-mode CPU per 1,000 deliveries',
      'ms',
      hearth(figures.userCpu),
      0.4,
      '0.4 ms',
      floor(figures.userCpu),
    ),
    noted('server CPU per 1,000 deliveries', 'ms', hearth(figures.cpu), floor(figures.cpu)),
    atMost(
      'database CPU per message',
      'µs',
      hearth(figures.databaseCpuOfMessage),
      2.2 * raw,
      `2.2 x raw 128-row insert, ${raw.toFixed(2)} µs`,
      floor(figures.databaseCpuOfMessage),
    ),
    noted('messages a commit', '', hearth(figures.batch), floor(figures.batch)),
    noted('send to receive, p99', 'ms', hearth(figures.p99), floor(figures.p99)),
    faultsRow(runs),
  ]
}
