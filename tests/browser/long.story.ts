// A conversation of ten thousand messages: it scrolls from end to end, keeps its place, and jumps. How smoothly it scrolls is
// measured by ./dev bench scroll.
import type { Browser, Page } from 'playwright-core'

import { Account } from './stage/account'
import { House } from './stage/house'
import { kBodies, kMessages, longTalk, topMessage, wheel } from './stage/longTalk'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
let talk: number
let window: Window

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ;({ ana, ben, id: talk } = await longTalk(house))
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

describe('In a conversation of ten thousand messages', () => {
  it('one scrolls from the newest to the oldest, and no more of it is in the page than is near', async () => {
    await window.go(`/c/${talk}`)
    await window.message(`#${kMessages}`).waitFor()
    let most = 0
    for (
      let top = await topMessage(window.page);
      top.seq > 1;
      top = await topMessage(window.page)
    ) {
      await wheel(window.page, -1200, 25)
      most = Math.max(most, await window.page.locator('.messages-scroll .message').count())
    }
    await window.message('#1').first().waitFor()
    expect(most).toBeLessThan(kMessages / 50)
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
