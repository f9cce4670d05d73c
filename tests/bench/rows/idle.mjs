// 10,000 people who are there and say nothing, each in one group of 50. The floor knows neither people nor tokens nor
// heartbeats: its figures show what the kernel's part is.
import { Floor } from '../machinery/floor.mjs'
import { Hearth } from '../machinery/hearth.mjs'
import { atLeast, atMost, noted, total } from '../machinery/turns.mjs'

export const title = '10,000 idle WebSockets'

const people = 10_000

export async function measure(place, plan) {
  const idle = (server, seconds) =>
    place.load('idle', { ...server.door(), people, members: 50, seconds, watch: server.watch() })

  const floor = await Floor.start(place, 'bench_idle_floor')
  const bare = await idle(floor, 5)
  await floor.stop()
  const hearth = await Hearth.prepare(place, 'bench_idle', 'idle.sql')
  await hearth.start()
  const ours = await idle(hearth, plan.idleSeconds)
  await hearth.stop()

  const kib = ({ memory }, kind) => (memory.connected[kind] - memory.before[kind]) / people
  const connect = ({ cpu }) => total(cpu.server) / people
  const busy = ({ idle: { cpu, seconds } }) => (total(cpu.server) / (seconds * 1000)) * 100
  return [
    atMost(
      'resident memory per connection',
      'KiB',
      kib(ours, 'rss_kib'),
      2,
      '2 KiB',
      kib(bare, 'rss_kib'),
    ),
    noted('of it anonymous', 'KiB', kib(ours, 'anon_kib'), kib(bare, 'anon_kib')),
    atMost('CPU while idle', '% of a core', busy(ours), 1, '1 %', busy(bare)),
    atLeast(
      'heartbeats in that time, per person',
      '',
      ours.idle.heartbeats / people,
      0.95,
      'nearly one each: the window includes them',
    ),
    atMost(
      'CPU per connect, session not in memory yet',
      'ms',
      connect(ours.first_time),
      0.1,
      '0.1 ms',
      connect(bare.first_time),
    ),
    atMost(
      'CPU per connect, session in memory',
      'ms',
      connect(ours.again),
      0.1,
      '0.1 ms',
      connect(bare.again),
    ),
    noted(
      'database CPU per connect, session not in memory yet',
      'ms',
      total(ours.first_time.cpu.database) / people,
    ),
  ]
}
