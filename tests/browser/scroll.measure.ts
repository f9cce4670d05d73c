// How smoothly a conversation of ten thousand messages scrolls: run by ./dev bench scroll on a machine that does nothing else,
// and not by ./dev test, because a busy machine makes any page slow. Writes what it saw to HEARTH_MEASURED, as JSON.
import { writeFileSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'

import { House } from './stage/house'
import { kMessages, longTalk, topMessage, wheel } from './stage/longTalk'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

/** One task of the page's main thread, in ms. */
interface Task {
  /** Of the clock on the wall: what a person sees, with whatever else this machine is doing. */
  wall: number
  /** Of the page's own thread: what the client costs. */
  own: number
}

interface TraceEvent {
  ph: string
  name: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

/** Traces the page's main thread. */
async function traceTasks(page: Page): Promise<() => Promise<Task[]>> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[]
    }
    const mains = new Set(
      trace.traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    )
    return trace.traceEvents
      .filter(({ ph, name }) => ph === 'X' && name.includes('RunTask'))
      .filter(({ pid, tid }) => mains.has(`${pid} ${tid}`))
      .map(({ dur, tdur }) => ({ wall: (dur ?? 0) / 1000, own: (tdur ?? 0) / 1000 }))
  }
}

it('scrolls from the newest to the oldest of ten thousand messages', async () => {
  const talk = await longTalk(house)
  const window = await Window.of(browser, house, talk.ana)
  await window.go(`/c/${talk.id}`)
  await window.message(`#${kMessages}`).waitFor()
  const tasksUntilNow = await traceTasks(window.page)
  const begun = Date.now()
  for (let top = await topMessage(window.page); top.seq > 1; top = await topMessage(window.page))
    await wheel(window.page, -1200, 25)
  await window.message('#1').first().waitFor()
  const tasks = await tasksUntilNow()
  await window.close()
  expect(tasks.length).toBeGreaterThan(1000)
  writeFileSync(
    process.env['HEARTH_MEASURED']!,
    JSON.stringify({ messages: kMessages, seconds: (Date.now() - begun) / 1000, tasks }),
  )
}, 360_000)
