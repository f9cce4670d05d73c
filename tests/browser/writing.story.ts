// Writing: what is not sent yet is never lost, and what is written is kept.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { CuttableLine } from './stage/cuttableLine'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let line: CuttableLine
let ana: Account
let ben: Account
let talk: number
let window: Window

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  line = await CuttableLine.to(house.port)
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  talk = await ben.briefly(async (socket) => {
    const { id } = await socket.call('direct.open', { person: ana.id })
    await socket.post(id, 'Hello!')
    return id
  })
})
beforeEach(async () => {
  line.mend()
  window = await Window.of(browser, house, ana, { url: line.url })
  await window.go(`/c/${talk}`)
  await window.message('Hello!').first().waitFor()
})
afterEach(async () => {
  const { complaints } = window
  await window.close()
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await line.close()
  await house.close()
})

async function stored(): Promise<string[]> {
  return (await ana.history(talk)).map((message) => message.body)
}

describe('A message', () => {
  it('is on the screen at once, before the server knows of it', async () => {
    line.fallSilent()
    await window.write('Before anybody knows')
    const shown = window.message('Before anybody knows')
    await shown.getByRole('img', { name: /Sending|Waiting/ }).waitFor({ timeout: 1000 })
    expect(await window.composer.inputValue()).toBe('')
    expect((await stored()).includes('Before anybody knows')).toBe(false)
    line.mend()
    await shown.getByRole('img', { name: /Sent|Delivered/ }).waitFor({ timeout: 40_000 })
  })

  it('that is not sent yet survives a reload, and is sent once', async () => {
    line.cutAll()
    await window.write('Written, then reloaded')
    await window.message('Written, then reloaded').waitFor()
    // The page itself is loaded from the house; only the socket's line is dead while it writes.
    line.mend()
    await window.page.reload()
    await window
      .message('Written, then reloaded')
      .getByRole('img', { name: /Sent|Delivered/ })
      .waitFor()
    expect((await stored()).filter((body) => body === 'Written, then reloaded')).toHaveLength(1)
  })

  it('keeps its order with the others that waited', async () => {
    line.cutAll()
    for (let i = 1; i <= 5; i += 1) await window.write(`In order ${i}`)
    line.mend()
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
    await window
      .message('In order 5')
      .getByRole('img', { name: /Sent|Delivered/ })
      .waitFor()
    expect((await stored()).filter((body) => body.startsWith('In order'))).toEqual(
      [1, 2, 3, 4, 5].map((i) => `In order ${i}`),
    )
  })

  it('that is refused says why, and can be sent again or discarded', async () => {
    // A reply to a message that there is not; no button makes one.
    await window.page.addInitScript(
      ([person, conversation]) => {
        if (sessionStorage.getItem('drafted') !== null) return
        sessionStorage.setItem('drafted', 'once')
        const drafts = { [conversation!]: { text: 'A reply to nothing', replyTo: 100_000 } }
        localStorage.setItem(`hearth.drafts.${person}`, JSON.stringify(drafts))
      },
      [ana.id, talk],
    )
    await window.page.reload()
    await vi.waitFor(async () =>
      expect(await window.composer.inputValue()).toBe('A reply to nothing'),
    )
    await window.composer.press('Enter')
    const refused = window.message('A reply to nothing')
    await refused.getByRole('alert').waitFor()
    await window.page.reload()
    await refused.getByRole('button', { name: 'Send again' }).click()
    await refused.getByRole('alert').waitFor()
    await refused.getByRole('button', { name: 'Discard' }).click()
    await refused.waitFor({ state: 'detached' })
    expect((await stored()).includes('A reply to nothing')).toBe(false)
  })

  it('pasted from a terminal goes without its control characters', async () => {
    await window.write('\u001b[31mred\u001b[0m\r\nand\ttabs')
    await window
      .message('[31mred')
      .getByRole('img', { name: /Sent|Delivered/ })
      .waitFor()
    expect((await stored()).at(-1)).toBe('[31mred[0m\nand\ttabs')
  })
})

describe('A draft', () => {
  it('stays with its conversation, over a reload too', async () => {
    await window.composer.fill('Half a thou')
    const group = await ben.briefly((socket) =>
      socket.call('group.create', { key: 'g3', name: 'Elsewhere', people: [ana.id] }),
    )
    await window.openConversation('Elsewhere')
    expect(await window.composer.inputValue()).toBe('')
    await window.page.locator('.line', { hasText: 'Draft: Half a thou' }).waitFor()
    await window.page.reload()
    await window.page.locator('.line', { hasText: 'Draft: Half a thou' }).click()
    await vi.waitFor(async () => expect(await window.composer.inputValue()).toBe('Half a thou'))
    await window.composer.fill('')
    expect(group.id).toBeGreaterThan(0)
  })

  it('grows with its lines to a limit, and Shift+Enter makes a new one', async () => {
    const height = async () => (await window.composer.boundingBox())!.height
    const before = await height()
    await window.composer.press('a')
    for (let i = 0; i < 4; i += 1) await window.composer.press('Shift+Enter')
    expect(await height()).toBeGreaterThan(before + 60)
    for (let i = 0; i < 60; i += 1) await window.composer.press('Shift+Enter')
    expect(await height()).toBeLessThan(400)
    await window.composer.fill('')
    expect(await height()).toBe(before)
  })

  it('says when it is too long, and is not sent', async () => {
    await window.composer.fill('x'.repeat(16_003))
    await window.page.getByText('3 characters too many').waitFor()
    expect(await window.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    await window.composer.fill('')
  })
})

describe('A reply', () => {
  it('quotes what it replies to, and leads there', async () => {
    await window.message('Hello!').first().hover()
    await window
      .message('Hello!')
      .first()
      .getByRole('button', { name: 'Reply', exact: true })
      .click()
    await window.page.getByText('Replying to Ben Okafor').waitFor()
    await window.write('A reply to that')
    const reply = window.message('A reply to that')
    await reply.locator('.quote', { hasText: 'Ben Okafor' }).click()
    await window.page.locator('.message[data-target=true]', { hasText: 'Hello!' }).waitFor()
    expect(new URL(window.page.url()).pathname).toBe(`/c/${talk}/1`)
  })
})
