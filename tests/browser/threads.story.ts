// Addressing people, talking apart, passing on: Ana and Ben, in windows large and small, also after a cut.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { seriousFaults } from './stage/axe'
import { CuttableLine } from './stage/cuttableLine'
import { House } from './stage/house'
import type { Look } from './stage/windows'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
let chloe: Account
let group: number
const opened: Window[] = []

async function windowOf(account: Account, path: string, look: Look = {}): Promise<Window> {
  const window = await Window.of(browser, house, account, look)
  opened.push(window)
  await window.go(path)
  return window
}

async function says(account: Account, conversation: number, text: string): Promise<number> {
  return (await account.briefly((socket) => socket.post(conversation, text))).seq
}

/** The thread's own composer and messages. */
function panelOf(window: Window) {
  const panel = window.page.getByRole('complementary', { name: 'Thread' })
  return {
    panel,
    box: panel.locator('.composer-text'),
    message: (text: string) => panel.locator('.message', { hasText: text }),
  }
}

function link(window: Window, name: string) {
  return window.page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) })
}

/** Cuts the line; the window has noticed. */
async function cut(line: CuttableLine, window: Window): Promise<void> {
  line.cutAll()
  await window.page
    .getByRole('status')
    .getByText(/Connection lost/)
    .first()
    .waitFor()
}

/** The line is whole again, and the window tries it at once; it may have done so by itself. */
async function mend(line: CuttableLine, window: Window): Promise<void> {
  line.mend()
  await window.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  chloe = await Account.register(house, 'Chloé Dubois')
  await Account.register(house, 'Dora Stranger')
  group = await ana.briefly(async (socket) => {
    const people = [ben.id, chloe.id]
    return (await socket.call('group.create', { key: 'crew', name: 'Crew', people })).id
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

describe('A mention', () => {
  it('is completed while one writes, counted at whom it addresses, and leads to its place', async () => {
    const hers = await windowOf(ana, `/c/${group}`)
    const his = await windowOf(ben, '/')
    await hers.composer.waitFor()
    await hers.composer.pressSequentially('Hello @chlo')
    // Without the accent, too.
    await hers.page.getByRole('option', { name: /Chloé Dubois/ }).click()
    await hers.composer.pressSequentially('and @be')
    await hers.page.getByRole('option', { name: /Ben Okafor/ }).waitFor()
    await hers.composer.press('Enter')
    await hers.composer.press('Enter')
    await hers.message('Hello').locator('.mention').nth(1).waitFor()
    expect(await hers.message('Hello').locator('.mention').allInnerTexts()).toEqual([
      `@${chloe.userName}`,
      `@${ben.userName}`,
    ])
    await his.page.locator('.line', { hasText: 'Crew' }).locator('.badge-mention').waitFor()
    await link(his, 'Mentions').locator('.badge', { hasText: '1' }).waitFor()
    await link(his, 'Mentions').click()
    await his.page.locator('.gathered-one', { hasText: 'Hello' }).click()
    const mine = his.message('Hello').locator('.mention[data-me=true]')
    await mine.waitFor()
    await his.page.locator('.message[data-target=true]').waitFor()
    await his.page.locator('.badge-mention').waitFor({ state: 'detached' })
    await mine.click()
    await his.page.getByRole('dialog', { name: /About Ben Okafor/ }).waitFor()
    await his.page.keyboard.press('Escape')
  })

  it('of somebody who is not in the group is marked as such', async () => {
    const hers = await windowOf(ana, `/c/${group}`)
    await hers.composer.waitFor()
    await hers.composer.pressSequentially('@dor')
    await hers.page.getByRole('option', { name: /Dora Stranger.*not in this group/ }).waitFor()
    await hers.composer.press('Escape')
    await hers.composer.fill('')
    await hers.composer.pressSequentially('@al')
    await hers.page.getByRole('option', { name: /@all/ }).click()
    await hers.composer.pressSequentially('tea')
    await hers.composer.press('Enter')
    await hers.message('tea').locator('.mention', { hasText: '@all' }).waitFor()
  })

  it('reaches a window that was cut off', async () => {
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, '/', { url: line.url })
    await his.page.locator('.line', { hasText: 'Crew' }).waitFor()
    const before = await link(his, 'Mentions').innerText()
    await cut(line, his)
    await says(ana, group, `Back soon, @${ben.userName}?`)
    await mend(line, his)
    await his.page.locator('.line', { hasText: 'Back soon' }).locator('.badge-mention').waitFor()
    expect((await link(his, 'Mentions').innerText()) === before).toBe(false)
    await his.close()
    opened.splice(0)
    await line.close()
  })
})

describe('A thread', () => {
  it('begins at a message, is seen live, counted, followed and found again', async () => {
    await says(ana, group, 'Who brings the ladder?')
    const hers = await windowOf(ana, '/')
    const his = await windowOf(ben, `/c/${group}`)
    await his.message('ladder').hover()
    await his.message('ladder').getByRole('button', { name: 'Reply in thread' }).click()
    const thread = panelOf(his)
    await thread.message('ladder').waitFor()
    await thread.panel.getByText('No replies yet').waitFor()
    await thread.box.fill('I do')
    await thread.box.press('Enter')
    await thread.message('I do').waitFor()
    const summary = his.page.locator('.conversation .thread-line')
    await summary.filter({ hasText: '1 reply' }).waitFor()
    expect(await his.page.locator('.conversation .message', { hasText: 'I do' }).count()).toBe(0)

    // Ana wrote the message, so she follows: one entry for all threads, and no line among the conversations.
    await link(hers, 'Threads').locator('.badge', { hasText: '1' }).waitFor()
    expect(await hers.page.locator('.line').count()).toBe(1)
    await link(hers, 'Threads').click()
    await hers.page.locator('.gathered-one', { hasText: 'ladder' }).click()
    const her = panelOf(hers)
    await her.message('I do').waitFor()
    await link(hers, 'Threads').locator('.badge').waitFor({ state: 'detached' })
    await her.box.pressSequentially('Thank you')
    await his.page.locator('.thread-panel .typing-dots').waitFor()
    await her.panel.getByRole('checkbox', { name: /Also send to Crew/ }).check()
    await her.box.press('Enter')
    await thread.message('Thank you').waitFor()
    await his.page
      .locator('.conversation .message', { hasText: 'Thank you' })
      .locator('.quote')
      .waitFor()
    await summary.filter({ hasText: '2 replies' }).waitFor()
    expect(await seriousFaults(hers)).toEqual([])

    // The bell: no longer, and again.
    await her.panel.getByRole('button', { name: 'Stop following' }).click()
    await her.panel.getByRole('button', { name: 'Follow the thread' }).click()
    await her.panel.getByRole('button', { name: 'Stop following' }).waitFor()
    await hers.page.keyboard.press('Escape')
    await her.panel.waitFor({ state: 'detached' })
    await hers.page.getByRole('button', { name: /2 replies.*Open the thread/ }).click()
    await her.message('Thank you').waitFor()
  })

  it('can be edited and reacted to like any talk', async () => {
    await says(ana, group, 'A root to reply to')
    const his = await windowOf(ben, `/c/${group}`)
    await his.message('A root').hover()
    await his.message('A root').getByRole('button', { name: 'Reply in thread' }).click()
    const thread = panelOf(his)
    await thread.box.fill('Wrods')
    await thread.box.press('Enter')
    // Stored: what is on its way cannot be changed yet.
    await thread.panel.locator('.message:not(.message-outgoing)', { hasText: 'Wrods' }).waitFor()
    await thread.box.press('ArrowUp')
    await thread.box.fill('Words')
    await thread.box.press('Enter')
    await thread.message('Words').getByText('edited').waitFor()
    await thread.message('Words').hover()
    await thread.message('Words').getByRole('button', { name: 'More' }).click()
    expect(await his.page.getByRole('menuitem', { name: 'Reply in thread' }).count()).toBe(0)
    await his.page.getByRole('menuitem', { name: 'Delete' }).click()
    await his.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await thread.panel.getByText('This message was deleted').waitFor()
    await his.page
      .locator('.conversation .message', { hasText: 'A root' })
      .locator('.thread-line')
      .waitFor({ state: 'detached' })
  })

  it('is written to while the line is cut, and arrives once', async () => {
    const root = await says(ana, group, 'Cut me')
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, `/c/${group}/t/${root}`, { url: line.url })
    const hers = await windowOf(ana, `/c/${group}/t/${root}`)
    const thread = panelOf(his)
    await thread.box.waitFor()
    await panelOf(hers).box.waitFor()
    await cut(line, his)
    await thread.box.fill('Written in the dark')
    await thread.box.press('Enter')
    await thread.message('Written in the dark').waitFor()
    await panelOf(hers).box.fill('Said meanwhile')
    await panelOf(hers).box.press('Enter')
    await mend(line, his)
    await thread.message('Said meanwhile').waitFor()
    await panelOf(hers).message('Written in the dark').waitFor()
    expect(await thread.message('Written in the dark').count()).toBe(1)
    await his.close()
    opened.splice(opened.indexOf(his), 1)
    await line.close()
  })

  it('fills a small screen, and goes back to the conversation', async () => {
    const root = await says(ana, group, 'Small talk')
    const his = await windowOf(ben, `/c/${group}`, {
      width: 320,
      height: 640,
      touch: true,
    })
    await his.message('Small talk').tap()
    await his.message('Small talk').getByRole('button', { name: 'More' }).tap()
    await his.page.getByRole('menuitem', { name: 'Reply in thread' }).tap()
    const thread = panelOf(his)
    await thread.box.fill('Very small')
    await thread.panel.getByRole('button', { name: 'Send', exact: true }).tap()
    await thread.message('Very small').waitFor()
    expect((await thread.panel.boundingBox())!.width).toBe(320)
    expect(await his.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    expect(await seriousFaults(his)).toEqual([])
    await thread.panel.getByRole('button', { name: 'Close the thread' }).tap()
    await his.page.locator(`.message[data-seq="${root}"] .thread-line`).waitFor()
    await his.go('/threads')
    await his.page.locator('.gathered-one', { hasText: 'Small talk' }).waitFor()
    expect(await his.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })
})

describe('A message that is passed on', () => {
  it('says who wrote it, and not where', async () => {
    await says(chloe, group, 'Wise words of mine')
    const his = await windowOf(ben, `/c/${group}`)
    await his.message('Wise words').hover()
    await his.message('Wise words').getByRole('button', { name: 'More' }).click()
    await his.page.getByRole('menuitem', { name: 'Forward' }).click()
    const dialog = his.page.getByRole('dialog', { name: 'Forward a message' })
    await dialog.getByLabel('To whom?').first().fill('ana')
    await dialog.getByRole('radio', { name: /Ana Lindqvist/ }).click()
    await dialog.getByLabel('Add a word (optional)').fill('Read this')
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click()
    await his.page.getByText('Forwarded to Ana Lindqvist.').waitFor()
    const hers = await windowOf(ana, '/')
    await hers.openConversation('Ben Okafor')
    await hers.message('Read this').waitFor()
    await hers.message('Wise words').getByText('Forwarded, written by Chloé Dubois').waitFor()
  })
})
