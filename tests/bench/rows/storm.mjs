// Good news: 1,000 people react to one message within ten seconds, and all 1,000 see each reaction come. Beside it, in
// turns, the same number of messages to the same people.
import { Hearth } from '../machinery/hearth.mjs'
import { talk } from '../machinery/talk.mjs'
import { atMost, faultsRow, figures, noted, of } from '../machinery/turns.mjs'

export const title = 'a storm: 1,000 people react to one message in 10 s'

const kGroup = 2000
const kPeople = 1000
const kRate = 100

/**
 * A reaction is no more than a message to store and to tell, but it names those who reacted before: half as much again is
 * what that may cost the server.
 */
const cpuTimes = 1.5
/** All who look on see it move while it happens; ours, where the issue sets no limit. */
const p99Times = 2

export async function measure(place, plan) {
  const hearth = await Hearth.prepare(place, 'bench_storm', 'storm.sql')
  await hearth.start()
  const runs = { reactions: [], messages: [] }
  for (let turn = 0; turn < plan.times; ++turn) {
    runs.messages.push(
      await talk(place, plan, hearth, {
        conversations: 1,
        members: kPeople,
        'first-conversation': kGroup,
        rate: kRate,
      }),
    )
    runs.reactions.push(
      await place.load('storm', {
        ...hearth.door(),
        people: kPeople,
        conversation: kGroup,
        seq: 1 + turn,
        rate: kRate,
        watch: hearth.watch(),
      }),
    )
  }
  const [[stored]] = await place.sql(
    `SELECT COUNT(*) FROM reaction WHERE conversation_id = ${kGroup}`,
    hearth.schema,
  )
  await hearth.stop()
  const times = (figure) => of(runs.reactions, figure) / of(runs.messages, figure)
  return [
    atMost(
      'p99 of a reaction, times a message',
      'x',
      times(figures.p99),
      p99Times,
      'our own limit',
    ),
    noted('p50 of a reaction', 'ms', of(runs.reactions, figures.p50)),
    noted('p99 of a reaction', 'ms', of(runs.reactions, figures.p99)),
    noted('p99 of a message', 'ms', of(runs.messages, figures.p99)),
    atMost(
      'server CPU a delivery, times a message',
      'x',
      times(figures.cpu),
      cpuTimes,
      'our own limit',
    ),
    noted(
      'seconds until everybody had seen all',
      's',
      of(runs.reactions, (run) => run.window_seconds),
    ),
    atMost('reactions lost', '', kPeople * plan.times - Number(stored), 0, 'none'),
    faultsRow({ hearth: [...runs.reactions, ...runs.messages], floor: [] }),
  ]
}
