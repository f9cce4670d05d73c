// What concerns Ana alone: where she keeps her conversations, what she saves, what she has not sent yet and what she sends
// later. Both of her windows show it, also after an absence.
import type { Browser } from 'playwright-core'

import { Account, kPassword } from './stage/account'
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
let talk: number
let other: number
let group: number
const opened: Window[] = []

async function windowOf(account: Account, path: string, look: Look = {}): Promise<Window> {
  const window = await Window.of(browser, house, account, look)
  opened.push(window)
  await window.go(path)
  // On a small screen an open conversation covers the sidebar.
  await window.page.locator('.line, .composer-text').first().waitFor()
  return window
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  chloe = await Account.register(house, 'Chloé Dubois')
  talk = await begin(ben, 'Hello Ana')
  other = await begin(chloe, 'Bonjour Ana')
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

async function begin(account: Account, text: string): Promise<number> {
  return await account.briefly(async (socket) => {
    const { id } = await socket.call('direct.open', { person: ana.id })
    await socket.post(id, text)
    return id
  })
}

async function says(account: Account, conversation: number, text: string): Promise<number> {
  return (await account.briefly((socket) => socket.post(conversation, text))).seq
}

/** As if nothing had been kept. */
async function anew(...conversations: number[]): Promise<void> {
  await ana.briefly(async (socket) => {
    for (const conversation of conversations)
      await socket.call('place.set', {
        conversation,
        favourite: false,
        muted: false,
        archived: false,
        unread_from: 0,
      })
  })
}

const line = (window: Window, name: string) =>
  window.page.locator('.line', { has: window.page.locator('.line-name', { hasText: name }) })
const item = (window: Window, name: string) =>
  window.page.getByRole('menuitem', { name, exact: true })
/** What stands in the sidebar, from above. */
const sidebar = async (window: Window) =>
  (await window.page.locator('.lines-heading, .line-name, .lines-archive').allInnerTexts()).map(
    (text) => text.split('\n')[0],
  )

async function choose(window: Window, text: string, entry: string): Promise<void> {
  await window.message(text).first().hover()
  await window.message(text).first().getByRole('button', { name: 'More' }).click()
  await item(window, entry).click()
}

describe('Ana keeps her conversations', () => {
  it('favourites stand above, in both of her windows', async () => {
    const here = await windowOf(ana, '/')
    const there = await windowOf(ana, '/')
    await line(here, 'Ben Okafor').click({ button: 'right' })
    await item(here, 'Add to favourites').click()
    for (const window of [here, there])
      await vi.waitFor(async () =>
        expect((await sidebar(window)).slice(0, 3)).toEqual([
          'Favourites',
          'Ben Okafor',
          'Conversations',
        ]),
      )
    expect(await seriousFaults(here)).toEqual([])
    // By the keyboard it is taken out again.
    await line(there, 'Ben Okafor').focus()
    await there.page.keyboard.press('Shift+F10')
    await item(there, 'Remove from favourites').waitFor()
    await there.page.keyboard.press('ArrowDown')
    await there.page.keyboard.press('Enter')
    for (const window of [here, there])
      await vi.waitFor(async () =>
        expect((await sidebar(window)).includes('Favourites')).toBe(false),
      )
  })

  it('what is archived is out of the way until somebody writes, and can be found', async () => {
    const window = await windowOf(ana, '/')
    await line(window, 'Chloé Dubois').click({ button: 'right' })
    await item(window, 'Archive').click()
    await window.page.getByRole('button', { name: /^Archived/ }).waitFor()
    expect(await line(window, 'Chloé Dubois').count()).toBe(0)
    await window.page.getByRole('searchbox').fill('chlo')
    await line(window, 'Chloé Dubois').waitFor()
    await window.page.getByRole('searchbox').fill('')
    await window.page.getByRole('button', { name: /^Archived/ }).click()
    await line(window, 'Chloé Dubois').waitFor()
    await window.page.getByRole('button', { name: /^Archived/ }).click()
    await says(chloe, other, 'Me again')
    await vi.waitFor(async () => expect((await sidebar(window))[0]).toBe('Chloé Dubois'))
    expect(await window.page.getByRole('button', { name: /^Archived/ }).count()).toBe(0)
  })

  it('a muted one does not call her, and stays in the archive', async () => {
    const window = await windowOf(ana, '/')
    await line(window, 'Crew').click({ button: 'right' })
    await item(window, 'Mute…').click()
    await item(window, 'Until I unmute it').click()
    await line(window, 'Crew').getByText('Muted').waitFor({ state: 'attached' })
    await vi.waitFor(async () => expect(await window.page.title()).toMatch(/^\(2\)/))
    await says(ben, group, 'All hands!')
    await line(window, 'Crew').locator('.badge[data-muted]').waitFor()
    expect(await line(window, 'Crew').getAttribute('data-unread')).toBe('false')
    expect(await window.page.title()).toMatch(/^\(2\)/)
    await line(window, 'Crew').click({ button: 'right' })
    await item(window, 'Archive').click()
    await window.page.getByRole('button', { name: /^Archived/ }).waitFor()
    await says(ben, group, 'Still there?')
    await says(ben, talk, 'Ana?')
    await line(window, 'Ana?')
      .or(window.page.locator('.line', { hasText: 'Ana?' }))
      .first()
      .waitFor()
    expect(await line(window, 'Crew').count()).toBe(0)
    // Not muted any more, it has had messages since.
    await window.page.getByRole('button', { name: /^Archived/ }).click()
    await line(window, 'Crew').click({ button: 'right' })
    await item(window, 'Unmute').click()
    await vi.waitFor(async () => expect((await sidebar(window)).includes('Archived')).toBe(false))
    await line(window, 'Crew').waitFor()
    await anew(group)
  })

  it('marks unread from a message, and reads it again; Ben is told nothing', async () => {
    for (const text of ['One', 'Two', 'Three']) await says(ben, talk, text)
    const window = await windowOf(ana, `/c/${talk}`)
    const elsewhere = await windowOf(ana, '/')
    await window.message('Three').waitFor()
    await vi.waitFor(async () =>
      expect(await line(elsewhere, 'Ben Okafor').getAttribute('data-unread')).toBe('false'),
    )
    await choose(window, 'Two', 'Mark unread from here')
    for (const one of [window, elsewhere])
      await line(one, 'Ben Okafor').locator('.badge', { hasText: '2' }).first().waitFor()
    await window.page.locator('.row-new').waitFor()
    await line(elsewhere, 'Ben Okafor').click()
    for (const one of [window, elsewhere])
      await line(one, 'Ben Okafor').locator('.badge').waitFor({ state: 'detached' })
  })

  it('without a connection it shows at once, and arrives when the line is mended', async () => {
    const cuttable = await CuttableLine.to(house.port)
    const window = await windowOf(ana, `/c/${talk}`, { url: cuttable.url })
    const there = await windowOf(ana, '/')
    await window.page.getByRole('button', { name: 'Favourite, mute, archive' }).click()
    await item(window, 'Archive').waitFor()
    await window.page.keyboard.press('Escape')
    cuttable.cutAll()
    await window.page
      .getByRole('status')
      .getByText(/Connection lost/)
      .first()
      .waitFor()
    await window.page.getByRole('button', { name: 'Favourite, mute, archive' }).click()
    await item(window, 'Add to favourites').click()
    await vi.waitFor(async () => expect((await sidebar(window))[0]).toBe('Favourites'))
    expect((await sidebar(there)).includes('Favourites')).toBe(false)
    cuttable.mend()
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
    await vi.waitFor(async () => expect((await sidebar(there))[0]).toBe('Favourites'))
    await anew(talk)
    await vi.waitFor(async () => expect((await sidebar(window)).includes('Favourites')).toBe(false))
    await cuttable.close()
  })

  it('on a small screen with a long press', async () => {
    const window = await windowOf(ana, '/', { width: 320, height: 568, touch: true })
    const box = (await line(window, 'Ben Okafor').boundingBox())!
    const session = await window.context.newCDPSession(window.page)
    const point = { x: box.x + 100, y: box.y + 20 }
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
    await item(window, 'Archive').waitFor()
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await seriousFaults(window)).toEqual([])
    expect(
      await window.page.evaluate(() => document.documentElement.scrollWidth),
    ).toBeLessThanOrEqual(320)
    await item(window, 'Mark as unread').or(item(window, 'Mark as read')).waitFor()
    await item(window, 'Archive').tap()
    await window.page.getByRole('button', { name: /^Archived/ }).waitFor()
    await anew(talk)
  })
})

describe('Ana saves messages', () => {
  it('and finds them again, in their place', async () => {
    await says(ben, talk, 'The code of the door is 4711')
    for (let i = 0; i < 20; i += 1) await says(ben, talk, `Something else ${i}`)
    const seq = await says(chloe, other, 'The train leaves at nine')
    await ana.briefly((socket) => socket.call('message.save', { conversation: other, seq }))
    const window = await windowOf(ana, `/c/${talk}`)
    const there = await windowOf(ana, '/saved')
    await there.page.getByText('The train leaves at nine').first().waitFor()
    await window.message('Something else 19').waitFor()
    await choose(window, 'Something else 19', 'Save for me')
    await window
      .message('Something else 19')
      .getByText('You have saved this')
      .waitFor({ state: 'attached' })
    await there.page.locator('.mine-one', { hasText: 'Something else 19' }).waitFor()
    await window.page.getByRole('button', { name: 'Saved', exact: true }).click()
    await window.page.locator('.mine-one').nth(1).waitFor()
    expect(await window.page.locator('.mine-one').count()).toBe(2)
    expect(await seriousFaults(window)).toEqual([])
    await window.page.getByRole('button', { name: /Go to the message of Chloé/ }).click()
    await window.page.locator('.message[data-target=true]', { hasText: 'at nine' }).waitFor()
    await there.page
      .locator('.mine-one', { hasText: 'at nine' })
      .getByRole('button', { name: 'Remove from saved' })
      .click()
    await there.page.locator('.mine-one', { hasText: 'at nine' }).waitFor({ state: 'detached' })
    await window.message('at nine').getByText('You have saved this').waitFor({ state: 'detached' })
  })
})

describe('The address of a message', () => {
  it('leads there, also for somebody who must sign in first', async () => {
    const seq = await says(ben, talk, 'Here is what I mean')
    for (let i = 0; i < 12; i += 1) await says(ben, talk, `And then ${i}`)
    const window = await Window.open(browser, house)
    opened.push(window)
    await window.go(`/c/${talk}/${seq}`)
    await window.page.getByLabel('User name or e-mail').fill('ana')
    await window.page.getByLabel('Password', { exact: true }).fill(kPassword)
    await window.page.keyboard.press('Enter')
    await window.page.locator('.message[data-target=true]', { hasText: 'what I mean' }).waitFor()
  })
})

describe('What Ana has written and not sent', () => {
  it('follows her to her other window, and is gone when it is sent', async () => {
    const phone = await windowOf(ana, `/c/${talk}`, { width: 390, height: 844 })
    const desk = await windowOf(ana, `/c/${other}`)
    await phone.composer.fill('Half a thou')
    await line(desk, 'Ben Okafor').getByText('Draft: Half a thou').waitFor()
    await line(desk, 'Ben Okafor').click()
    await vi.waitFor(async () => expect(await desk.composer.inputValue()).toBe('Half a thou'))
    await desk.composer.fill('Half a thought, whole')
    await desk.composer.press('Enter')
    await desk.message('Half a thought, whole').waitFor()
    await vi.waitFor(async () => expect(await phone.composer.inputValue()).toBe(''))
    // A page that begins later does not find it again.
    await phone.page.reload()
    await phone.message('Half a thought, whole').waitFor()
    expect(await phone.composer.inputValue()).toBe('')
  })

  it('goes with its reply, when she leaves the conversation', async () => {
    await says(ben, talk, 'Tea or coffee?')
    const here = await windowOf(ana, `/c/${talk}`)
    await here.message('Tea or coffee?').waitFor()
    await choose(here, 'Tea or coffee?', 'Reply')
    await here.composer.fill('Tea, ple')
    await line(here, 'Chloé Dubois').click()
    const there = await windowOf(ana, `/c/${talk}`)
    await vi.waitFor(async () => expect(await there.composer.inputValue()).toBe('Tea, ple'))
    await there.page.locator('.reply-chip', { hasText: 'Tea or coffee?' }).waitFor()
    await there.composer.fill('')
    await there.page.getByRole('button', { name: 'Cancel the reply' }).click()
    await line(here, 'Ben Okafor').getByText('Draft:').waitFor({ state: 'detached' })
  })

  it('does not take the place of what she is typing', async () => {
    const cuttable = await CuttableLine.to(house.port)
    const here = await windowOf(ana, `/c/${talk}`, { url: cuttable.url })
    await here.message('Half a thought, whole').waitFor()
    cuttable.cutAll()
    await here.page
      .getByRole('status')
      .getByText(/Connection lost/)
      .first()
      .waitFor()
    await ana.briefly((socket) =>
      socket.call('draft.set', {
        conversation: talk,
        body: 'From elsewhere',
        at: new Date().toISOString(),
      }),
    )
    await here.composer.fill('Written without a connection')
    cuttable.mend()
    await here.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
    // Hers is the later one.
    const there = await windowOf(ana, `/c/${talk}`)
    await vi.waitFor(async () =>
      expect(await there.composer.inputValue()).toBe('Written without a connection'),
    )
    expect(await here.composer.inputValue()).toBe('Written without a connection')
    await here.composer.fill('')
    await vi.waitFor(async () => expect(await there.composer.inputValue()).toBe(''))
    await cuttable.close()
  })
})

describe('What Ana sends later', () => {
  it('is chosen beside the button, changed, and sent now after all', async () => {
    const here = await windowOf(ana, `/c/${talk}`)
    const his = await windowOf(ben, `/c/${talk}`)
    const there = await windowOf(ana, `/c/${talk}`, { width: 320, height: 568 })
    await here.composer.fill('See you on Monday')
    await here.page.getByRole('button', { name: 'Send later' }).click()
    await item(here, 'Tomorrow at 9:00').waitFor()
    expect(await seriousFaults(here)).toEqual([])
    await item(here, 'Tomorrow at 9:00').click()
    await vi.waitFor(async () => expect(await here.composer.inputValue()).toBe(''))
    await here.page.getByText('1 message is sent later').waitFor()
    await there.page.getByText('1 message is sent later').waitFor()
    await there.page.getByRole('button', { name: 'Show', exact: true }).click()
    await there.page.locator('.mine-one', { hasText: 'See you on Monday' }).waitFor()
    await there.page.getByRole('button', { name: 'Edit', exact: true }).click()
    await there.page
      .getByRole('textbox', { name: 'Message', exact: true })
      .fill('See you on Tuesday')
    expect(await seriousFaults(there)).toEqual([])
    await there.page.getByRole('button', { name: 'Save', exact: true }).click()
    await there.page.locator('.mine-one', { hasText: 'See you on Tuesday' }).waitFor()
    expect(
      await there.page.evaluate(() => document.documentElement.scrollWidth),
    ).toBeLessThanOrEqual(320)
    await there.page.getByRole('button', { name: 'Send now' }).click()
    await there.page.getByText('Nothing is scheduled').waitFor()
    await his.message('See you on Tuesday').waitFor()
    await here.message('See you on Tuesday').waitFor()
    await here.page.getByText('1 message is sent later').waitFor({ state: 'detached' })
    expect((await here.messages()).includes('See you on Monday')).toBe(false)
  })

  it('at a time of her own; and can be taken back', async () => {
    const here = await windowOf(ana, `/c/${talk}`)
    await here.composer.fill('Not after all')
    await here.page.getByRole('button', { name: 'Send later' }).click()
    await item(here, 'Date and time…').click()
    const field = here.page.getByLabel('Date and time')
    await field.fill('2020-01-01T09:00')
    await here.page.getByText('This time has passed.').waitFor()
    const year = new Date(Date.now() + 100 * 24 * 3_600_000).toISOString().slice(0, 10)
    await field.fill(`${year}T10:30`)
    await field.press('Enter')
    await here.page.getByRole('button', { name: 'Show', exact: true }).click()
    await here.page.locator('.mine-one time', { hasText: '10:30' }).waitFor()
    await here.page.locator('.mine-one').getByRole('button', { name: 'Discard' }).click()
    await here.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await here.page.getByText('Nothing is scheduled').waitFor()
  })

  it('says so where it could not be sent', async () => {
    const left = await ben.briefly(async (socket) => {
      const people = [ana.id]
      const { id } = await socket.call('group.create', { key: 'left', name: 'Left', people })
      return id
    })
    const here = await windowOf(ana, `/c/${left}`)
    const { scheduled } = await ana.briefly((socket) =>
      socket.call('message.schedule', {
        conversation: left,
        key: 'bye',
        body: 'Bye all',
        send_at: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    )
    await here.page.getByText('1 message is sent later').waitFor()
    await ana.briefly(async (socket) => {
      await socket.call('group.leave', { conversation: left })
      await socket.call('scheduled.send', { scheduled: scheduled!.id })
    })
    await here.go('/scheduled')
    await here.page.getByText('Not sent: You are no longer in this conversation.').waitFor()
    await here.page.getByText('Bye all').waitFor()
    await here.page.locator('.mine-one').getByRole('button', { name: 'Discard' }).click()
    await here.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await here.page.getByText('Nothing is scheduled').waitFor()
  })
})

describe('How Ana likes her emoji', () => {
  it('is the same in her other window', async () => {
    await says(ben, talk, 'Done!')
    const here = await windowOf(ana, `/c/${talk}`)
    const there = await windowOf(ana, `/c/${talk}`)
    await here.message('Done!').hover()
    await here.message('Done!').getByRole('button', { name: 'Add a reaction' }).click()
    await here.page.getByRole('combobox', { name: 'Search emoji' }).fill('rocket')
    await here.page.keyboard.press('Enter')
    await here.message('Done!').locator('.reaction', { hasText: '🚀' }).waitFor()
    await vi.waitFor(
      async () => {
        await there.message('Hello Ana').or(there.message('Done!')).last().hover()
        expect(
          await there.page.locator('.message-quick', { hasText: '🚀' }).count(),
        ).toBeGreaterThan(0)
      },
      { timeout: 15_000 },
    )
  })
})
