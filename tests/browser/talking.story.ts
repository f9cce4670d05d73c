// Ana and Ben talk, each in a window of their own.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { CuttableLine } from './stage/cuttableLine'
import { headlessClient } from './stage/headless'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
const opened: Window[] = []

async function windowOf(account: Account, url?: string): Promise<Window> {
  const window = await Window.of(browser, house, account, url === undefined ? {} : { url })
  opened.push(window)
  await window.go()
  return window
}

async function talkOf(one: Account, other: Account): Promise<number> {
  return await one.briefly(async (socket) => {
    const line = await socket.call('direct.open', { person: other.id })
    if (line.seq === 0) await socket.post(line.id, 'Hello!')
    return line.id
  })
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
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

describe('Ana and Ben', () => {
  it('find each other and talk; each sees the other type, and how far a message has got', async () => {
    const hers = await windowOf(ana)
    const his = await windowOf(ben)
    await hers.page.getByRole('button', { name: 'New message' }).first().click()
    await hers.page.getByRole('combobox').fill('okaf')
    await hers.page.getByRole('option', { name: /Ben Okafor/ }).click()
    await hers.write('Have you seen the **plans**?')
    await hers.message('Have you seen the plans?').waitFor()

    // It appears in Ben's sidebar by itself: unread, and by now delivered.
    const line = his.page.locator('.line', { hasText: 'Ana Lindqvist' })
    await line.getByText('1 unread message').waitFor({ state: 'attached' })
    expect(await his.page.title()).toContain('(1)')
    await hers.message('plans').getByRole('img', { name: 'Delivered' }).waitFor()

    await his.openConversation('Ana Lindqvist')
    await hers.message('plans').getByRole('img', { name: 'Seen' }).waitFor()
    await hers.page.locator('.head', { hasText: 'Online' }).waitFor()

    await his.composer.pressSequentially('Not ye')
    await hers.page.locator('.typing', { hasText: 'Ben is typing' }).waitFor()
    await his.composer.pressSequentially('t.')
    await his.composer.press('Enter')
    await hers.message('Not yet.').waitFor()
    await vi.waitFor(async () => expect(await hers.page.locator('.typing').innerText()).toBe(''))
    expect(await hers.messages()).toEqual(['Have you seen the plans?', 'Not yet.'])

    await hers.message('plans').hover()
    await hers.message('plans').getByRole('button', { name: 'More' }).click()
    await hers.page.getByRole('menuitem', { name: 'Message info' }).click()
    await hers.page.getByRole('dialog').getByText('Ben Okafor').waitFor()
  })

  it('know when the other has gone', async () => {
    await talkOf(ana, ben)
    const hers = await windowOf(ana)
    const his = await windowOf(ben)
    await hers.openConversation('Ben Okafor')
    await hers.page.locator('.head', { hasText: 'Online' }).waitFor()
    await his.page.getByRole('button', { name: 'Your status and settings' }).click()
    await his.page.getByRole('menuitemradio', { name: 'Do not disturb' }).click()
    await hers.page.locator('.head', { hasText: 'Do not disturb' }).waitFor()
    await his.page.close()
    await hers.page.locator('.head', { hasText: /Last seen/ }).waitFor({ timeout: 40_000 })
  })
})

describe('Ben, whose network is cut while Ana posts,', () => {
  const bodies = (prefix: string, n: number) =>
    Array.from({ length: n }, (_, i) => `${prefix} ${i + 1}`)

  it('is offline by the browser: catches up by himself, each message once', async () => {
    const talk = await talkOf(ana, ben)
    const his = await windowOf(ben)
    await his.openConversation('Ana Lindqvist')
    const before = (await his.messages()).length
    await his.context.setOffline(true)
    await ana.briefly(async (socket) => {
      for (const body of bodies('While you were away', 20)) await socket.post(talk, body)
    })
    await his.context.setOffline(false)
    await his.message('While you were away 20').waitFor({ timeout: 40_000 })
    const shown = await his.messages()
    const wanted = bodies('While you were away', 20)
    expect(shown.filter((text) => text.startsWith('While'))).toEqual(
      wanted.slice(wanted.length - shown.filter((text) => text.startsWith('While')).length),
    )
    expect(before).toBeGreaterThan(0)
    await everything(his, talk)
  })

  it('loses the TCP connection: says so quietly, catches up when it is back, and sends what he wrote meanwhile', async () => {
    const talk = await talkOf(ana, ben)
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, line.url)
    await his.openConversation('Ana Lindqvist')
    line.cutAll()
    await his.page
      .getByRole('status')
      .getByText(/Connection lost/)
      .first()
      .waitFor()
    await ana.briefly(async (socket) => {
      for (const body of bodies('During the cut', 5)) await socket.post(talk, body)
    })
    await his.write('Written without a connection')
    await his
      .message('Written without a connection')
      .getByRole('img', { name: 'Waiting for the connection' })
      .waitFor()
    line.mend()
    await his.page.getByRole('button', { name: 'Try now' }).click()
    await his.message('During the cut 5').waitFor()
    await his
      .message('Written without a connection')
      .getByRole('img', { name: /Sent|Delivered|Seen/ })
      .waitFor()
    await everything(his, talk)
    const stored = (await ana.history(talk)).map((message) => message.body)
    expect(stored.filter((body) => body === 'Written without a connection')).toHaveLength(1)
    await line.close()
  })

  it('loses it without being told: notices the silence and comes back', async () => {
    const talk = await talkOf(ana, ben)
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, line.url)
    await his.openConversation('Ana Lindqvist')
    line.fallSilent()
    await ana.briefly((socket) => socket.post(talk, 'Into the silence'))
    // The window is looked at again: that is when it asks whether anybody is there.
    await his.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await his.page
      .getByRole('status')
      .getByText(/Connection lost/)
      .first()
      .waitFor()
    line.mend()
    await his.message('Into the silence').waitFor({ timeout: 40_000 })
    await everything(his, talk)
    await line.close()
  })
})

describe('When hearthd is killed under load and comes back', () => {
  it('both go on, and every message is there once', async () => {
    const talk = await talkOf(ana, ben)
    const hers = await windowOf(ana)
    const his = await windowOf(ben)
    await hers.openConversation('Ben Okafor')
    await his.openConversation('Ana Lindqvist')
    const load = await Load.start(60)
    for (let i = 1; i <= 6; i += 1) {
      await hers.write(`Ana ${i}`)
      await his.write(`Ben ${i}`)
      if (i === 3) await house.kill()
    }
    await house.start()
    await hers.message('Ben 6').waitFor({ timeout: 40_000 })
    await his.message('Ana 6').waitFor({ timeout: 40_000 })
    await vi.waitFor(
      async () => {
        const stored = (await ana.history(talk)).map((message) => message.body)
        for (const who of ['Ana', 'Ben'])
          expect(stored.filter((body) => new RegExp(`^${who} \\d$`).test(body))).toEqual(
            [1, 2, 3, 4, 5, 6].map((i) => `${who} ${i}`),
          )
      },
      { timeout: 20_000 },
    )
    await everything(hers, talk)
    await everything(his, talk)
    await load.finished()
  })
})

/** Four people who post in a group as fast as they are acknowledged, through the kill and after it. */
class Load {
  private constructor(
    private readonly clients: ReturnType<typeof headlessClient>[],
    private readonly members: Account[],
    private readonly group: number,
    private readonly each: number,
  ) {}

  static async start(each: number): Promise<Load> {
    const members: Account[] = []
    for (const name of ['Chloé Dubois', 'Dmitri Volkov', 'Elif Yilmaz', 'Farid Rahimi'])
      members.push(await Account.register(house, name))
    const group = await members[0]!.briefly(async (socket) => {
      const people = members.slice(1).map((member) => member.id)
      return (await socket.call('group.create', { key: 'load', name: 'Load', people })).id
    })
    const clients = members.map((member) => headlessClient(member, house.url))
    for (const client of clients) client.start()
    for (const client of clients)
      await vi.waitFor(() => expect(client.world.ready).toBe(true), 10_000)
    clients.forEach((client, who) => {
      for (let i = 1; i <= each; i += 1) client.post(group, `${who}: ${i}`)
    })
    return new Load(clients, members, group, each)
  }

  /** Everything was stored once, in the order of each sender, and each of them holds what the server has. */
  async finished(): Promise<void> {
    const { clients, members, group, each } = this
    for (const client of clients)
      await vi.waitFor(() => expect(client.world.outgoing).toEqual([]), 30_000)
    const stored = (await members[0]!.history(group)).filter((one) => one.kind === 'text')
    expect(stored).toHaveLength(clients.length * each)
    clients.forEach((_client, who) => {
      const mine = stored.filter((one) => one.sender === members[who]!.id).map((one) => one.body)
      expect(mine).toEqual(Array.from({ length: each }, (_, i) => `${who}: ${i + 1}`))
    })
    for (const client of clients) {
      await vi.waitFor(() => {
        const { line, rev } = client.world.conversations.get(group)!
        expect(line.seq).toBe(stored.at(-1)!.seq)
        expect(line.rev).toBe(rev)
      })
      client.stop()
    }
  }
}

/** What the window holds is what the server has: nothing missing, nothing twice, in order. */
async function everything(window: Window, talk: number): Promise<void> {
  const stored = (await ana.history(talk)).map((message) => plain(message.body))
  const shown = await vi.waitFor(async () => {
    const now = await window.messages()
    expect(now.at(-1)).toBe(stored.at(-1))
    return now
  })
  // Only what is near the end is drawn.
  expect(shown).toEqual(stored.slice(stored.length - shown.length))
}

function plain(markdown: string): string {
  return markdown.replaceAll('**', '')
}
