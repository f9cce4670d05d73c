// Finding messages: Ana types words, sees where they stand, and jumps there.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { seriousFaults } from './stage/axe'
import { House } from './stage/house'
import type { Look } from './stage/windows'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
let talk: number
let group: number
const opened: Window[] = []

async function windowOf(account: Account, path: string, look: Look = {}): Promise<Window> {
  const window = await Window.of(browser, house, account, look)
  opened.push(window)
  await window.go(path)
  await window.composer.waitFor()
  return window
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  await ana.briefly(async (socket) => {
    talk = (await socket.call('direct.open', { person: ben.id })).id
    const people = [ben.id]
    group = (
      await socket.call('group.create', {
        key: 'crew',
        name: 'Harbour crew',
        people,
      })
    ).id
    await socket.post(talk, 'The crane inspection is on **Friday**')
    for (let i = 0; i < 150; ++i) await socket.post(talk, `Filling up the harbour, load ${i}`)
    await socket.post(group, '起重机检查在星期五')
    await socket.post(group, 'Crane <b>certificates</b> are in the drawer')
  })
})
afterEach(async () => {
  const complaints = opened.flatMap((window) => window.complaints)
  for (const window of opened.splice(0)) await window.close()
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

const field = ({ page }: Window) => page.getByRole('combobox', { name: 'Search messages' })
const hits = ({ page }: Window) => page.getByRole('option')

/** Types until the index has followed: each new question asks again. */
async function look(window: Window, text: string, hit: string): Promise<void> {
  await field(window).fill(text)
  await expect
    .poll(
      async () => {
        await field(window).fill(`${text} `)
        await field(window).fill(text)
        return (await hits(window).allInnerTexts()).join('\n')
      },
      { timeout: 30_000, interval: 500 },
    )
    .toContain(hit)
}

describe('Ana searches', () => {
  it('everywhere, sees her words marked, and jumps to a message far back', async () => {
    const window = await windowOf(ana, `/c/${group}`)
    const { page } = window
    await page.keyboard.press('Control+Shift+F')
    await field(window).waitFor()
    await look(window, 'crane insp', 'crane inspection')
    expect(await hits(window).count()).toBe(1)
    expect(await hits(window).locator('mark').allInnerTexts()).toEqual(['crane', 'inspection'])
    expect(await seriousFaults(window)).toEqual([])
    await field(window).press('Enter')
    await window.message('crane inspection').waitFor()
    await expect.poll(() => page.url()).toMatch(new RegExp(`/c/${talk}/\\d+$`))
    expect(await page.getByRole('dialog').count()).toBe(0)

    // Opened again, it goes on where it was.
    await page.keyboard.press('Control+Shift+F')
    expect(await field(window).inputValue()).toBe('crane insp')
    await hits(window).first().waitFor()
  })

  it('with the keyboard alone, newest first, more as she goes down', async () => {
    const window = await windowOf(ana, `/c/${group}`)
    const { page } = window
    await page.keyboard.press('Control+Shift+F')
    await look(window, 'harbour load', 'load 149')
    expect(await hits(window).first().innerText()).toContain('load 149')
    const first = await hits(window).count()
    for (let i = 0; i < first; ++i) await page.keyboard.press('ArrowDown')
    await expect.poll(() => hits(window).count()).toBeGreaterThan(first)
    const texts = await hits(window).allInnerTexts()
    expect(new Set(texts).size).toBe(texts.length)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('in one conversation only, in Chinese, and shows what is no markup as it is', async () => {
    const window = await windowOf(ana, `/c/${group}`)
    const { page } = window
    await page.getByRole('button', { name: 'Search in this conversation' }).click()
    await look(window, '星期五', '起重机检查在星期五')
    await look(window, 'crane', 'certificates')
    expect(await hits(window).count()).toBe(1)
    expect(await hits(window).first().innerText()).toContain('<b>certificates</b>')
    await page.getByRole('button', { name: /Search everywhere instead/ }).click()
    await expect.poll(() => hits(window).count()).toBe(2)
  })

  it('for what is not there, or makes no sense, and is told so', async () => {
    const window = await windowOf(ana, `/c/${group}`)
    const { page } = window
    await page.keyboard.press('Control+Shift+F')
    await field(window).fill('zeppelin')
    await page.getByRole('status').getByText('No message has zeppelin').waitFor()
    await field(window).fill('before:yesterday crane')
    await page.getByRole('status').getByText('comes a day such as').waitFor()
    await field(window).fill('')
    await page.getByRole('button', { name: /has:link/ }).click()
    expect(await field(window).inputValue()).toBe('has:link ')
  })

  it('from the switcher, on a narrow screen', async () => {
    const window = await windowOf(ana, `/c/${talk}`, {
      width: 320,
      height: 640,
    })
    const { page } = window
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox').fill('certificates')
    await page.getByRole('option', { name: /Search messages for/ }).click()
    await look(window, 'certificates', 'drawer')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await hits(window).first().click()
    await window.message('certificates').waitFor()
  })
})
