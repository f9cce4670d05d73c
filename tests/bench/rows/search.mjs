// Finding words among 1,000,000 messages in three scripts: how long a page of 20 takes, and how fast the index grows.
import { writeFileSync } from 'node:fs'

import { Hearth } from '../machinery/hearth.mjs'
import { atMost, noted } from '../machinery/turns.mjs'
import { fill, messages, Talk } from '../prepare/search.mjs'

export const title = 'search: 1,000,000 messages in several languages'

/** Half a second is what a person waits for without a thought; half of that for half of all questions. Our own. */
const p50Ms = 50
const p99Ms = 250

const kLook = 1000

/** What people ask, each kind with words of every frequency. */
function questions(talk) {
  const ranks = [0, 1, 2, 5, 9, 20, 50, 120, 400, 1500, 6000, 20_000]
  const { latin, cyrillic, chinese } = talk
  const pairs = ranks.map((rank, i) => [rank, ranks[(i * 5 + 1) % ranks.length]])
  return {
    'one word': ranks.flatMap((rank) => [`${latin[rank]} `, `${cyrillic[rank]} `]),
    'two words': pairs.map(([a, b]) => `${latin[a]} ${latin[b]} `),
    'side by side': pairs.map(([a, b]) => `"${latin[a]} ${latin[b]}"`),
    Chinese: pairs.map(([a, b]) => chinese[a % 3000] + chinese[b % 3000]),
    'begun words': ranks.map((rank) => latin[rank].slice(0, Math.max(2, latin[rank].length - 1))),
    'with operators': ranks.map((rank) => `${latin[rank]} in:"Group 7" after:2026-01-01`),
  }
}

async function indexed(place, schema) {
  const begun = Date.now()
  for (;;) {
    const [[count]] = await place.sql('SELECT COUNT(*) FROM search_message', schema)
    if (Number(count) >= messages) return (Date.now() - begun) / 1000
    if (Date.now() - begun > 1_200_000) throw new Error(`only ${count} messages are indexed`)
    await new Promise((done) => setTimeout(done, kLook))
  }
}

export async function measure(place, plan) {
  const schema = 'bench_search'
  const hearth = await Hearth.prepare(place, schema)
  await fill(place, schema)
  await hearth.start()
  const seconds = await indexed(place, schema)
  const out = [noted('messages indexed a second', '1/s', messages / seconds)]
  for (const [kind, texts] of Object.entries(questions(new Talk())))
    for (const [person, who] of [
      [1, 'in 200 conversations'],
      [2, 'in 3'],
    ]) {
      const file = `${place.folder}/questions`
      writeFileSync(file, texts.join('\n'))
      const said = await place.load('ask', {
        ...hearth.door(),
        over: 'socket',
        person,
        what: 'search',
        questions: file,
        limit: 20,
        times: plan.requests,
        'warm-up': texts.length,
      })
      const name = `${kind}, asker ${who}`
      out.push(atMost(`${name}: p50`, 'ms', said.ms.p50, p50Ms, `${p50Ms} ms, our own limit`))
      out.push(atMost(`${name}: p99`, 'ms', said.ms.p99, p99Ms, `${p99Ms} ms, our own limit`))
    }
  await hearth.stop()
  return out
}
