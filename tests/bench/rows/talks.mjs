// 500 talks of two, saturated: every message is stored and goes to one person.
import { Floor } from '../machinery/floor.mjs'
import { Hearth } from '../machinery/hearth.mjs'
import { talk } from '../machinery/talk.mjs'
import { atLeast, faultsRow, figures, inTurns, noted, of } from '../machinery/turns.mjs'

export const title = '500 talks of two, saturated: 400 messages in flight'

export async function measure(place, plan) {
  const servers = {
    floor: await Floor.start(place, 'bench_talks_floor'),
    hearth: await Hearth.prepare(place, 'bench_talks', 'groups.sql'),
  }
  await servers.hearth.start()
  const runs = await inTurns(plan, servers, (server) =>
    talk(place, plan, server, {
      conversations: 500,
      members: 2,
      'first-conversation': 101,
      'in-flight': 400,
    }),
  )
  await servers.hearth.stop()
  await servers.floor.stop()

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
    noted(
      'server user-mode CPU per message',
      'µs',
      hearth(figures.userCpuOfMessage),
      floor(figures.userCpuOfMessage),
    ),
    noted(
      'database CPU per message',
      'µs',
      hearth(figures.databaseCpuOfMessage),
      floor(figures.databaseCpuOfMessage),
    ),
    noted('messages a commit', '', hearth(figures.batch), floor(figures.batch)),
    noted('send to receive, p99', 'ms', hearth(figures.p99), floor(figures.p99)),
    faultsRow(runs),
  ]
}
