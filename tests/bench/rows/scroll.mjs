// A conversation of ten thousand messages in Chromium, from the newest to the oldest: does the page ever hold the screen up?
import { readFileSync } from 'node:fs'

import { run } from '../machinery/process.mjs'
import { root, tools } from '../machinery/tools.mjs'
import { atMost, noted } from '../machinery/turns.mjs'

export const title = 'scrolling through 10,000 messages'

/** The browser calls longer ones long tasks. */
const longestMs = 50

export async function measure(place, plan) {
  const runs = []
  for (let turn = 0; turn < plan.times; ++turn) {
    const file = `${place.folder}/scroll.json`
    await run(process.execPath, [`${root}/tests/browser/run.mjs`, 'scroll.measure.ts'], {
      env: {
        ...process.env,
        HEARTH_MEASURED: file,
        HEARTH_TEST_HEARTHD: tools.hearthd,
        HEARTH_TEST_DB_SOCKET: place.socket,
      },
      seconds: 420,
    })
    runs.push(JSON.parse(readFileSync(file, 'utf8')))
  }
  // Of the page's own thread: a machine that pauses is not the page's doing. All runs count, not their median.
  const own = runs.flatMap(({ tasks }) => tasks.map((task) => task.own)).sort((a, b) => b - a)
  const wall = runs.flatMap(({ tasks }) => tasks.map((task) => task.wall))
  place.runs.push({ kind: 'scroll', said: { tasks: own.length, longest: own.slice(0, 20) } })
  return [
    atMost(
      `tasks of the page over ${longestMs} ms`,
      '',
      own.filter((ms) => ms > longestMs).length,
      0,
      'none',
    ),
    noted('the longest of them', 'ms', own[0]),
    noted('1 in 1,000 takes longer than', 'ms', own[Math.floor(own.length / 1000)]),
    noted(`by the clock, over ${longestMs} ms`, '', wall.filter((ms) => ms > longestMs).length),
  ]
}
