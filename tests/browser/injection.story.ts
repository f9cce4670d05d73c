// Whatever people write stays text: a corpus of injections in every field that others see, on every screen that shows it.
// Nothing runs, nothing is loaded from elsewhere, and the content security policy has nothing to report: it is the second
// wall, and this is about the first.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { House } from './stage/house'
import { kForeign, kInjections, upTo } from './stage/injections'
import type { Look } from './stage/windows'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
const others: Account[] = []
const groups: number[] = []
let talk: number

/** What a page has done that it should not have: alerts, dialogs, requests to elsewhere. */
const done: string[] = []

async function windowOf(path: string, look: Look = {}): Promise<Window> {
  const window = await Window.of(browser, house, ana, look)
  const { page, context } = window
  await context.exposeFunction('toldOfAlert', (text: string) => done.push(`alert: ${text}`))
  await context.addInitScript(() => {
    const told = (globalThis as unknown as { toldOfAlert(text: string): void }).toldOfAlert
    globalThis.alert = (text?: unknown) => told(String(text))
  })
  page.on('dialog', (dialog) => {
    done.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url().includes(kForeign)) done.push(`request: ${request.url()}`)
  })
  page.on('popup', (popup) => done.push(`popup: ${popup.url()}`))
  await window.go(path)
  return window
}

/** What could run or load without our knowing, if it were in the page at all. */
async function foreignParts({ page }: Window): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = []
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) found.push(`${element.tagName} ${name}=${value}`)
        if (
          ['src', 'action', 'formaction', 'data', 'srcdoc', 'background', 'poster'].includes(name)
        )
          if (!value.startsWith('/') && !value.startsWith('blob:') && value !== '')
            found.push(`${element.tagName} ${name}=${value}`)
      }
      if (
        ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE', 'MATH', 'FRAME'].includes(element.tagName)
      )
        found.push(element.tagName)
    }
    for (const link of document.querySelectorAll('a[href]'))
      if (!/^(https?:\/\/|mailto:|\/|#)/.test(link.getAttribute('href')!))
        found.push(`link ${link.getAttribute('href')}`)
    return found
  })
}

async function mustBeCalm(window: Window): Promise<void> {
  expect(await foreignParts(window)).toEqual([])
  expect(window.complaints).toEqual([])
  expect(done).toEqual([])
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  for (const [index, name] of upTo(80).slice(0, 24).entries())
    others.push(await Account.register(house, name, `somebody-${index}`))
  await ana.briefly(async (socket) => {
    const people = others.map(({ id }) => id)
    for (const [index, name] of upTo(100).slice(0, 16).entries()) {
      const description = kInjections[(index * 5) % kInjections.length]!
      const line = await socket.call('group.create', {
        key: `g${index}`,
        name,
        description,
        people,
      })
      groups.push(line.id)
    }
    talk = (await socket.call('direct.open', { person: people[0]! })).id
  })
  const [group] = groups
  await others[0]!.briefly(async (socket) => {
    for (const text of kInjections) {
      const { seq } = await socket.post(group!, text)
      if (seq % 7 === 0)
        await socket.call('message.edit', { conversation: group!, seq, body: `${text} (edited)` })
      if (seq % 5 === 0) await socket.post(group!, `Yes: ${text}`, seq)
    }
    await socket.post(talk, kInjections[5]!)
  })
  await ana.briefly(async (socket) => {
    for (let seq = 3; seq < 3 + 20; ++seq)
      await socket.call('message.pin', { conversation: group!, seq })
  })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

describe('What people write stays text', () => {
  it('in the list of conversations, in the title, and in the switcher', async () => {
    const window = await windowOf(`/c/${talk}`)
    const { page } = window
    await page.locator('.line').nth(7).waitFor() // as many as there is room for
    await page.locator('.message').first().waitFor()
    await mustBeCalm(window)
    await page.keyboard.press('Control+K')
    for (const text of ['<', 'script', kInjections[2]!]) {
      await page.getByRole('combobox').fill(text)
      await page.getByRole('option').first().waitFor()
      await mustBeCalm(window)
    }
    await window.close()
  })

  it('in every message, from the first to the last, also under the pointer', async () => {
    const window = await windowOf(`/c/${groups[0]}`)
    const { page } = window
    await page.locator('.message').first().waitFor()
    const last = (await ana.history(groups[0]!)).at(-1)!.seq
    const seen = new Set<string>()
    for (let seq = last; seq > 0; seq -= 8) {
      await window.go(`/c/${groups[0]}/${seq}`)
      await page.locator('.message').first().waitFor()
      for (const text of await page.locator('.message').allInnerTexts()) seen.add(text)
      await mustBeCalm(window)
    }
    // They were really there: as the letters that they are.
    expect([...seen].filter((text) => text.includes('alert(1)')).length).toBeGreaterThan(40)
    for (const message of await page.locator('.message').all()) {
      await message.hover()
      for (const link of await message.locator('.markdown a').all()) await link.hover()
    }
    await mustBeCalm(window)
    await window.close()
  })

  it('in details, members, pins, former words and message info', async () => {
    const window = await windowOf(`/c/${groups[0]}`)
    const { page } = window
    await page.locator('.message').first().waitFor()
    await page.getByRole('button', { name: 'Details' }).click()
    await page.locator('.member').first().waitFor()
    await mustBeCalm(window)
    const edited = page.getByRole('button', { name: /^edited/ }).last()
    await edited.click()
    await page.getByRole('dialog').waitFor()
    await mustBeCalm(window)
    await page.keyboard.press('Escape')
    for (const id of groups.slice(1)) {
      await window.go(`/c/${id}`)
      await window.composer.waitFor()
      await mustBeCalm(window)
    }
    await window.close()
  })

  it('in what is found, and in what is looked for', async () => {
    const window = await windowOf(`/c/${talk}`)
    const { page } = window
    await page.locator('.message').first().waitFor()
    await page.keyboard.press('Control+Shift+F')
    const box = page.getByRole('combobox', { name: 'Search messages' })
    for (const text of ['alert', 'script', 'onerror', '<script>alert(1)</script>', 'press']) {
      await vi.waitFor(async () => {
        await box.fill(`${text} `)
        await box.fill(text)
        await page.locator('.search-hit mark').first().waitFor({ timeout: 2000 })
      }, 20_000)
      await mustBeCalm(window)
    }
    // The last letter says that the page has taken in what came before.
    for (const text of kInjections) {
      await box.fill(text)
      await box.press('End')
    }
    await box.fill('alert ')
    await page.locator('.search-hit mark').first().waitFor()
    await mustBeCalm(window)
    await window.close()
  })

  it('while it is written, and as it arrives', async () => {
    const window = await windowOf(`/c/${talk}`)
    const { page } = window
    await page.locator('.message').first().waitFor()
    const before = await page.locator('.message').count()
    for (const text of kInjections.slice(0, 12)) await window.write(text)
    await expect.poll(() => page.locator('.message').count()).toBeGreaterThan(before)
    await others[0]!.briefly(async (socket) => {
      await socket.call('typing', { conversation: talk, typing: true })
      await socket.post(talk, kInjections[0]!)
    })
    await window.composer.fill(kInjections[3]!)
    await page.reload()
    await window.composer.waitFor()
    expect(await window.composer.inputValue()).toBe(kInjections[3])
    await mustBeCalm(window)
    await window.close()
  })

  it('in people, groups and an address that is none', async () => {
    const window = await windowOf('/c/%3Cscript%3Ealert(1)%3C%2Fscript%3E')
    const { page } = window
    await page.locator('.line').first().waitFor()
    await page.getByRole('button', { name: 'New group' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill(kInjections[0]!)
    await page.getByRole('option').first().click()
    await mustBeCalm(window)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('option').first().waitFor()
    await mustBeCalm(window)
    await window.close()
  })
})
