// A conversation of ten thousand messages: it scrolls without a hitch, keeps its place, and jumps.
import type { Browser, Page } from 'playwright-core'

import { Account } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

const kMessages = 10_000
const kTurn = 4
const kLongest = 50 // ms; the browser calls longer ones long tasks

let browser: Browser
let house: House
let ana: Account
let ben: Account
let talk: number
let window: Window

const kBodies = [
  'Short.',
  'A message of some length, so that it takes two lines or so on a screen of the usual width, perhaps even three of them.',
  '**Bold**, *italic*, `code` and https://example.org',
  '```js\nfor (const one of many) {\n  count += one.length\n}\n```',
  '- one\n- two\n- three',
  '| a | b |\n|---|---|\n| 1 | 2 |',
]

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  talk = await ana.briefly(async (hers) => {
    const { id } = await hers.call('direct.open', { person: ben.id })
    await ben.briefly(async (his) => {
      // In turns of a few: what goes out on two sockets at once may be stored in either order.
      for (let from = 0, turn = 0; from < kMessages; from += kTurn, turn += 1)
        await Promise.all(
          Array.from({ length: kTurn }, (_, i) =>
            (turn % 2 ? hers : his).post(
              id,
              `${kBodies[(from + i) % kBodies.length]!}\n\n#${from + i + 1}`,
            ),
          ),
        )
    })
    await hers.call('receipt.advance', { conversation: id, read: kMessages })
    return id
  })
}, 180_000)
beforeEach(async () => {
  window = await Window.of(browser, house, ana)
})
afterEach(async () => {
  const { complaints } = window
  await window.close()
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

interface Tasks {
  /** Of the clock on the wall: what a person sees, with whatever else this machine is doing. */
  wall: number[]
  /** Of the page's own thread: what the client costs. */
  own: number[]
}

/** Traces the page's main thread; what is answered are the tasks over the limit, in ms. */
async function traceTasks(page: Page): Promise<() => Promise<Tasks>> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[]
    }
    const tasks = trace.traceEvents.filter(({ ph, name }) => ph === 'X' && name.includes('RunTask'))
    const mains = new Set(
      trace.traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    )
    const mine = tasks.filter(({ pid, tid }) => mains.has(`${pid} ${tid}`))
    expect(mine.length).toBeGreaterThan(1000)
    const over = (times: (number | undefined)[]) =>
      times.map((us) => Math.round((us ?? 0) / 1000)).filter((ms) => ms > kLongest)
    return { wall: over(mine.map(({ dur }) => dur)), own: over(mine.map(({ tdur }) => tdur)) }
  }
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

/** The message at the top of the screen, and where it stands. */
async function topMessage(page: Page): Promise<{ seq: number; top: number }> {
  return await page.evaluate(() => {
    const list = document.querySelector('.messages-scroll')!.getBoundingClientRect()
    const all = [...document.querySelectorAll<HTMLElement>('.message')]
    const first = all
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > list.top + 1)
      .sort((a, b) => a.box.top - b.box.top)[0]!
    return { seq: Number(first.element.dataset['seq']), top: Math.round(first.box.top) }
  })
}

/** The list has come to rest: neither its place nor its length has changed for twenty frames. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) => {
        const list = document.querySelector('.messages-scroll')!
        let was = ''
        let still = 0
        const look = () => {
          const now = `${list.scrollTop} ${list.scrollHeight}`
          still = now === was ? still + 1 : 0
          was = now
          if (still >= 20) done()
          else requestAnimationFrame(look)
        }
        look()
      }),
  )

async function wheel(page: Page, by: number, times: number): Promise<void> {
  const box = (await page.locator('.messages-scroll').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (let i = 0; i < times; i += 1) {
    await page.mouse.wheel(0, by)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))))
  }
}

describe('In a conversation of ten thousand messages', () => {
  it('one scrolls from the newest to the oldest without a task over 50 ms', async () => {
    await window.go(`/c/${talk}`)
    await window.message(`#${kMessages}`).waitFor()
    const tasksUntilNow = await traceTasks(window.page)
    const begun = Date.now()
    let top = await topMessage(window.page)
    while (top.seq > 1 && Date.now() - begun < 150_000) {
      await wheel(window.page, -1200, 25)
      top = await topMessage(window.page)
    }
    await window.message('#1').first().waitFor()
    const { wall, own } = await tasksUntilNow()
    console.log(
      `${kMessages} messages in ${Date.now() - begun} ms; tasks over ${kLongest} ms: ` +
        `${own.length} of the page itself, ${wall.length} by the clock (${wall.join(' ')})`,
    )
    expect(own).toEqual([])
  }, 180_000)

  it('keeps its place while older pages come', async () => {
    await window.go(`/c/${talk}`)
    await window.message(`#${kMessages}`).waitFor()
    await wheel(window.page, -400, 3)
    for (let i = 0; i < 8; i += 1) {
      await wheel(window.page, -500, 4)
      await settled(window.page)
      const before = await topMessage(window.page)
      const height = () =>
        window.page.evaluate(() => document.querySelector('.messages-scroll')!.scrollHeight)
      await window.page.waitForLoadState('networkidle')
      await height()
      await settled(window.page)
      const after = await topMessage(window.page)
      expect(after.seq).toBe(before.seq)
      expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(2)
    }
  })

  it('stays at the newest while more comes, and says so when one is elsewhere', async () => {
    await window.go(`/c/${talk}`)
    await window.message(`#${kMessages}`).waitFor()
    await ben.briefly(async (socket) => {
      for (let i = 1; i <= 5; i += 1) await socket.post(talk, `Newer ${i}\n\n${kBodies[3]!}`)
    })
    await window.message('Newer 5').waitFor()
    await vi.waitFor(async () => expect(await distanceFromEnd()).toBeLessThanOrEqual(2))

    await wheel(window.page, -1000, 5)
    const before = await topMessage(window.page)
    await ben.briefly((socket) => socket.post(talk, 'Unseen'))
    await window.page.getByRole('button', { name: '1 new message' }).waitFor()
    expect(await topMessage(window.page)).toEqual(before)
    await window.page.getByRole('button', { name: '1 new message' }).click()
    await window.message('Unseen').waitFor()
    await vi.waitFor(async () => expect(await distanceFromEnd()).toBeLessThanOrEqual(2))
  })

  it('leads to any message by its address, and back to the newest', async () => {
    await window.go(`/c/${talk}/5000`)
    await window.page.locator('.message[data-target=true]', { hasText: '#5000' }).waitFor()
    await wheel(window.page, 1500, 10)
    const { seq } = await topMessage(window.page)
    expect(seq).toBeGreaterThan(5000)
    await window.page.getByRole('button', { name: /Jump to newest|new messages?$/ }).click()
    await vi.waitFor(async () => expect(await distanceFromEnd()).toBeLessThanOrEqual(2))
    await window.message('Unseen').waitFor()
  })

  it('begins at the first unread one when there are many', async () => {
    const chloe = await Account.register(house, 'Chloé Dubois')
    const group = await ben.briefly(async (socket) => {
      const { id } = await socket.call('group.create', {
        key: 'many',
        name: 'Many',
        people: [chloe.id],
      })
      for (let i = 1; i <= 200; i += 1) await socket.post(id, `Unread ${i}`)
      return id
    })
    const hers = await Window.of(browser, house, chloe)
    await hers.go(`/c/${group}`)
    await hers.message('Unread 1').first().waitFor()
    await hers.page.getByText('New', { exact: true }).waitFor()
    await hers.page.getByRole('button', { name: /new messages/ }).waitFor()
    await hers.close()
  })

  async function distanceFromEnd(): Promise<number> {
    return await window.page.evaluate(() => {
      const list = document.querySelector('.messages-scroll')!
      return list.scrollHeight - list.scrollTop - list.clientHeight
    })
  }
})
