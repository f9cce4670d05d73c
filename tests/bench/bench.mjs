// Measures hearthd beside the floor, the smallest program that does the same work, on a database of their own, in turns;
// prints a table and writes var/bench.json. Ends with 0 only when every row holds its limit.
//
//   tests/bench/run [--quick] [name…]
//
// Names are those of the row groups below, all without one. --quick measures each thing once instead of the median of
// three, in shorter windows: for a first look, not for a comparison.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

import { Place } from './machinery/place.mjs'
import { printTable } from './machinery/table.mjs'
import { missingTools, root } from './machinery/tools.mjs'
import * as deletion from './rows/deletion.mjs'
import * as idle from './rows/idle.mjs'
import * as pace from './rows/pace.mjs'
import * as reading from './rows/reading.mjs'
import * as saturated from './rows/saturated.mjs'
import * as scroll from './rows/scroll.mjs'
import * as search from './rows/search.mjs'
import * as start from './rows/start.mjs'
import * as storm from './rows/storm.mjs'
import * as talks from './rows/talks.mjs'

// In the order of their rows in the table.
const groups = { pace, saturated, talks, storm, idle, start, reading, deletion, search, scroll }

/** Long enough for a steady figure, short enough that all of it takes some seven minutes. */
const plans = {
  full: { times: 3, seconds: 7, warmUpMs: 1500, idleSeconds: 50, starts: 5, requests: 500 },
  quick: { times: 1, seconds: 3, warmUpMs: 1000, idleSeconds: 47, starts: 3, requests: 100 },
}

export async function main(args) {
  const wanted = args.filter((arg) => arg !== '--quick')
  const unknown = wanted.find((name) => !(name in groups))
  if (unknown !== undefined)
    throw new Error(`there is no "${unknown}"; names: ${Object.keys(groups).join(' ')}`)
  const missing = missingTools()
  if (missing.length > 0) throw new Error(`not built yet: ${missing.join(', ')}`)

  const plan = plans[args.includes('--quick') ? 'quick' : 'full']
  const begun = Date.now()
  const place = await Place.make()
  const rows = []
  try {
    for (const name of wanted.length > 0 ? wanted : Object.keys(groups)) {
      const group = groups[name]
      place.say(group.title)
      try {
        rows.push(...(await group.measure(place, plan)).map((row) => ({ group: name, ...row })))
      } catch (failed) {
        // Measured or not, a row that is wanted stands in the table.
        rows.push({ group: name, name: group.title, unmeasured: failed.message, pass: false })
      }
      await place.stopServed()
    }
  } finally {
    await place.clear()
  }

  const seconds = Math.round((Date.now() - begun) / 1000)
  const others = place.busyWithOthers()
  printTable(rows, { seconds, others, cores: cpus().length })
  mkdirSync(`${root}/var`, { recursive: true })
  const report = {
    at: new Date().toISOString(),
    seconds,
    plan,
    machine: place.machine(),
    others,
    rows,
    runs: place.runs,
  }
  writeFileSync(`${root}/var/bench.json`, `${JSON.stringify(report, null, 1)}\n`)
  return rows.every((row) => row.pass) ? 0 : 1
}
