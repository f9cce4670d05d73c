// hearthd with nobody in it: how soon does it answer, and what does it hold?
import { readFileSync } from 'node:fs'

import { Hearth } from '../machinery/hearth.mjs'
import { atMost, median, noted } from '../machinery/turns.mjs'

export const title = 'hearthd empty: start and memory'

export async function measure(place, plan) {
  const starts = async (hearth) => {
    const seen = { ms: [], rss: [], anon: [] }
    for (let i = 0; i < plan.starts; ++i) {
      seen.ms.push((await hearth.start()) * 1000)
      // A second later, when whatever it prepares after its first answer is there too.
      await new Promise((done) => setTimeout(done, 1000))
      const status = readFileSync(`/proc/${hearth.served.pid}/status`, 'utf8')
      const mib = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024
      seen.rss.push(mib('VmRSS'))
      seen.anon.push(mib('RssAnon'))
      await hearth.stop()
    }
    place.runs.push({ kind: 'start', schema: hearth.schema, said: seen })
    return seen
  }
  const empty = await starts(await Hearth.prepare(place, 'bench_empty'))
  const full = await starts(await Hearth.prepare(place, 'bench_full', 'idle.sql'))
  return [
    atMost('resident memory', 'MiB', median(empty.rss), 30, '30 MiB'),
    noted('of it anonymous', 'MiB', median(empty.anon)),
    atMost('start to first answer', 'ms', median(empty.ms), 200, '0.2 s'),
    noted('start to first answer with 10,000 people', 'ms', median(full.ms)),
    noted('resident memory with 10,000 people, nobody connected', 'MiB', median(full.rss)),
  ]
}
