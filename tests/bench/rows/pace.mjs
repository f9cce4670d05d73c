// 1,000 people in 20 groups of 50 who write at an ordinary pace, and at a fast one.
import { Floor } from '../machinery/floor.mjs'
import { Hearth } from '../machinery/hearth.mjs'
import { talk } from '../machinery/talk.mjs'
import { atLeast, atMost, faultsRow, figures, inTurns, noted, of } from '../machinery/turns.mjs'

export const title = '1,000 people in 20 groups of 50: 200 and 1,500 messages a second'

export async function measure(place, plan) {
  const servers = {
    floor: await Floor.start(place, 'bench_pace_floor'),
    hearth: await Hearth.prepare(place, 'bench_pace', 'groups.sql'),
  }
  await servers.hearth.start()
  const at = (rate) =>
    inTurns(plan, servers, (server) =>
      talk(place, plan, server, { conversations: 20, members: 50, rate }),
    )
  const slow = await at(200)
  const fast = await at(1500)
  await servers.hearth.stop()
  await servers.floor.stop()

  const floor = (figure) => of(slow.floor, figure)
  const hearth = (figure) => of(slow.hearth, figure)
  const times = (name, unit, figure, factor) =>
    atMost(name, unit, hearth(figure), factor * floor(figure), `${factor} x floor`, floor(figure))
  return [
    times('200/s: server CPU per 1,000 deliveries', 'ms', figures.cpu, 1.3),
    times('200/s: send to receive, p50', 'ms', figures.p50, 1.3),
    times('200/s: send to receive, p99', 'ms', figures.p99, 2),
    noted(
      '200/s: database CPU per message',
      'µs',
      hearth(figures.databaseCpuOfMessage),
      floor(figures.databaseCpuOfMessage),
    ),
    atLeast(
      '1,500/s: held',
      '/s',
      of(fast.hearth, figures.perSecond),
      1485,
      '99 %',
      of(fast.floor, figures.perSecond),
    ),
    atMost(
      '1,500/s: send to receive, p99',
      'ms',
      of(fast.hearth, figures.p99),
      15,
      '15 ms',
      of(fast.floor, figures.p99),
    ),
    noted(
      '1,500/s: server CPU per 1,000 deliveries',
      'ms',
      of(fast.hearth, figures.cpu),
      of(fast.floor, figures.cpu),
    ),
    faultsRow({
      hearth: [...slow.hearth, ...fast.hearth],
      floor: [...slow.floor, ...fast.floor],
    }),
  ]
}
