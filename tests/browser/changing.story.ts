// Messages change: Ana edits, deletes, reacts and pins, and Ben sees it, also after an absence.
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
  chloe = await Account.register(house, 'Chloé Dubois')
  talk = await ana.briefly(async (socket) => {
    const { id } = await socket.call('direct.open', { person: ben.id })
    await socket.post(id, 'Hello!')
    return id
  })
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

async function says(account: Account, conversation: number, text: string): Promise<number> {
  return (await account.briefly((socket) => socket.post(conversation, text))).seq
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

/** Opens the menu of a message and chooses. */
async function choose(window: Window, text: string, entry: string): Promise<void> {
  await window.message(text).first().hover()
  await window.message(text).first().getByRole('button', { name: 'More' }).click()
  await window.page.getByRole('menuitem', { name: entry, exact: true }).click()
}

/** The chip of an emoji under a message; pressed when the reaction is mine. */
const chip = (window: Window, text: string, emoji: string) =>
  window.message(text).locator('.reaction', { hasText: emoji })

async function focused(window: Window): Promise<string> {
  return await window.page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    return element.getAttribute('aria-label') ?? element.innerText ?? ''
  })
}

describe('Ana edits', () => {
  it('with the arrow key, Ben sees it, and both can tell that it was', async () => {
    await says(ana, talk, 'The train leaves at nine')
    const hers = await windowOf(ana, `/c/${talk}`)
    const his = await windowOf(ben, `/c/${talk}`)
    await hers.message('leaves at nine').waitFor()
    await hers.composer.press('ArrowUp')
    expect(await focused(hers)).toBe('Edit your message')
    expect(await hers.composer.inputValue()).toBe('The train leaves at nine')
    await hers.composer.fill('The train leaves at ten')
    await hers.composer.press('Enter')
    await hers.message('leaves at ten').waitFor()
    await his.message('leaves at ten').getByText('edited').waitFor()
    expect((await his.messages()).includes('The train leaves at nine')).toBe(false)
    await his.page.locator('.line', { hasText: 'leaves at ten' }).waitFor()
    expect(await focused(hers)).toBe('Message Ben Okafor')
    expect(await hers.composer.inputValue()).toBe('')

    // What it said before is hers to see, and not Ben's.
    await hers
      .message('leaves at ten')
      .getByRole('button', { name: /^edited/ })
      .click()
    const versions = hers.page.getByRole('dialog', {
      name: 'What it said before',
    })
    await versions.getByText('The train leaves at nine').waitFor()
    await versions.getByText('The train leaves at ten').waitFor()
    expect(await seriousFaults(hers)).toEqual([])
    await hers.page.keyboard.press('Escape')
    expect(
      await his
        .message('leaves at ten')
        .getByRole('button', { name: /^edited/ })
        .count(),
    ).toBe(0)
  })

  it('and thinks better of it: Escape leaves the message and gives the draft back', async () => {
    await says(ana, talk, 'Stays as it is')
    const hers = await windowOf(ana, `/c/${talk}`)
    await hers.message('Stays as it is').waitFor()
    await hers.composer.fill('Half a thou')
    await choose(hers, 'Stays as it is', 'Edit')
    expect(await hers.composer.inputValue()).toBe('Stays as it is')
    await hers.composer.fill('Something else')
    await hers.page.reload()
    // Not even a reload loses what was being written.
    await vi.waitFor(async () => expect(await hers.composer.inputValue()).toBe('Something else'))
    await hers.composer.press('Escape')
    expect(await hers.composer.inputValue()).toBe('Half a thou')
    await hers.message('Stays as it is').waitFor()
    await hers.composer.fill('')
  })

  it('in two windows: the second one sees the newer words and keeps its own', async () => {
    const seq = await says(ana, talk, 'First words')
    const line = await CuttableLine.to(house.port)
    const hers = await windowOf(ana, `/c/${talk}`, { url: line.url })
    const other = await windowOf(ana, `/c/${talk}`)
    await hers.message('First words').waitFor()
    await cut(line, hers)
    await choose(hers, 'First words', 'Edit')
    await hers.composer.fill('Words of the train')
    await hers.composer.press('Enter')
    // It shows at once, and that it waits.
    await hers
      .message('Words of the train')
      .getByRole('img', { name: 'Waiting for the connection' })
      .waitFor()

    await choose(other, 'First words', 'Edit')
    await other.composer.fill('Words of the desk')
    await other.composer.press('Enter')
    await other.message('Words of the desk').waitFor()
    // A reaction makes a newer form of it as well, and is no reason to refuse anything.
    await ben.briefly((socket) =>
      socket.call('reaction.add', { conversation: talk, seq, emoji: '👍' }),
    )

    await mend(line, hers)
    const refused = hers.message('Words of the desk')
    await refused.getByRole('alert').getByText('changed meanwhile').waitFor()
    await refused.getByText('Words of the train').waitFor()
    await refused.getByRole('button', { name: 'Edit again' }).click()
    expect(await hers.composer.inputValue()).toBe('Words of the train')
    await hers.composer.fill('Words of both')
    await hers.composer.press('Enter')
    await other.message('Words of both').waitFor()
    expect(await refused.count()).toBe(0)
    await line.close()
  })
})

describe('Ana reacts', () => {
  it('at once and with one press; Ben sees it, joins, and sees who', async () => {
    await says(ben, talk, 'Cake in the kitchen')
    const hers = await windowOf(ana, `/c/${talk}`)
    const his = await windowOf(ben, `/c/${talk}`)
    const text = 'Cake in the kitchen'
    await hers.message(text).hover()
    await hers.message(text).getByRole('button', { name: 'React with ❤️' }).click()
    expect(await chip(hers, text, '❤️').getAttribute('aria-pressed')).toBe('true')
    await chip(his, text, '❤️').waitFor()
    expect(await chip(his, text, '❤️').getAttribute('aria-pressed')).toBe('false')
    await chip(his, text, '❤️').click()
    await hers
      .message(text)
      .getByRole('button', { name: '❤️ 2 reactions: You and Ben Okafor' })
      .waitFor()

    // One more, from the picker.
    await his
      .message(text)
      .locator('.reactions')
      .getByRole('button', { name: 'Add a reaction' })
      .click()
    await his.page.getByRole('gridcell', { name: 'party popper', exact: true }).first().click()
    await chip(hers, text, '🎉').waitFor()

    await choose(hers, text, 'Who reacted')
    const dialog = hers.page.getByRole('dialog', { name: 'Who reacted' })
    await dialog.getByText('Ben Okafor').first().waitFor()
    expect(await dialog.getByRole('listitem').count()).toBe(3)
    expect(await seriousFaults(hers)).toEqual([])
    await hers.page.keyboard.press('Escape')

    await chip(hers, text, '❤️').click()
    await his.message(text).getByRole('button', { name: '❤️ 1 reaction: You' }).waitFor()
  })

  it('twice in a moment, and is where she began', async () => {
    const seq = await says(ben, talk, 'Click me')
    const hers = await windowOf(ana, `/c/${talk}`)
    await ben.briefly((socket) =>
      socket.call('reaction.add', { conversation: talk, seq, emoji: '👍' }),
    )
    await chip(hers, 'Click me', '👍').waitFor()
    await hers.page.evaluate(() => {
      // Whatever the count says between now and the end.
      const counts = ['1']
      ;(globalThis as { counts?: string[] }).counts = counts
      const list = document.querySelector('.messages')!
      new MutationObserver(() => {
        const shown = [...document.querySelectorAll<HTMLElement>('.message')]
          .find((message) => message.innerText.includes('Click me'))
          ?.querySelector<HTMLElement>('.reaction-count')?.innerText
        if (shown !== undefined && counts.at(-1) !== shown) counts.push(shown)
      }).observe(list, { subtree: true, childList: true, characterData: true })
    })
    await chip(hers, 'Click me', '👍').dblclick()
    await chip(hers, 'Click me', '👍').dblclick()
    await says(ben, talk, 'After the clicks')
    await hers.message('After the clicks').waitFor()
    await vi.waitFor(async () => {
      const message = (await ana.history(talk)).find((one) => one.seq === seq)
      expect(message?.reactions).toEqual([{ emoji: '👍', count: 1, people: [ben.id] }])
      expect(await chip(hers, 'Click me', '👍').getAttribute('aria-pressed')).toBe('false')
    })
    const counts = await hers.page.evaluate(() => (globalThis as { counts?: string[] }).counts!)
    // Up and down with the clicks, never back and forth by itself.
    expect(counts.length).toBeLessThanOrEqual(5)
  })

  it('to what is gone meanwhile: it is taken back, and she is told quietly', async () => {
    const seq = await says(ben, talk, 'Soon gone')
    const line = await CuttableLine.to(house.port)
    const hers = await windowOf(ana, `/c/${talk}`, { url: line.url })
    await hers.message('Soon gone').waitFor()
    await cut(line, hers)
    await hers.message('Soon gone').hover()
    await hers.message('Soon gone').getByRole('button', { name: 'React with 👍' }).click()
    await chip(hers, 'Soon gone', '👍').waitFor()
    expect(await chip(hers, 'Soon gone', '👍').getAttribute('title')).toContain('Waiting')
    await ben.briefly((socket) => socket.call('message.delete', { conversation: talk, seq }))
    await mend(line, hers)
    await hers.page.getByRole('status').getByText('👍 was taken back').waitFor()
    await hers.message('Soon gone').waitFor({ state: 'detached' })
    await line.close()
  })

  it('without a connection: it waits, survives a reload, and arrives', async () => {
    const seq = await says(ben, talk, 'React to this')
    const line = await CuttableLine.to(house.port)
    const hers = await windowOf(ana, `/c/${talk}`, { url: line.url })
    await hers.message('React to this').waitFor()
    await cut(line, hers)
    await hers.message('React to this').hover()
    await hers.message('React to this').getByRole('button', { name: 'React with 😂' }).click()
    await chip(hers, 'React to this', '😂').waitFor()
    line.mend()
    await hers.page.reload()
    await chip(hers, 'React to this', '😂').waitFor()
    await vi.waitFor(async () => {
      const message = (await ben.history(talk)).find((one) => one.seq === seq)
      expect(message?.reactions).toEqual([{ emoji: '😂', count: 1, people: [ana.id] }])
    })
    await line.close()
  })
})

describe('Ana deletes', () => {
  it('after being asked; Ben sees that something was there, also where it was quoted', async () => {
    const seq = await says(ana, talk, 'A careless remark')
    await ben.briefly((socket) => socket.post(talk, 'I heard that', seq))
    const hers = await windowOf(ana, `/c/${talk}`)
    const his = await windowOf(ben, `/c/${talk}`)
    await his.message('I heard that').locator('.quote', { hasText: 'A careless remark' }).waitFor()
    await choose(hers, 'A careless remark', 'Delete')
    const ask = hers.page.getByRole('dialog', { name: 'Delete this message?' })
    await ask.getByText('This cannot be undone').waitFor()
    expect(await seriousFaults(hers)).toEqual([])
    await ask.getByRole('button', { name: 'Cancel' }).click()
    await hers.message('A careless remark').first().waitFor()
    await choose(hers, 'A careless remark', 'Delete')
    await ask.getByRole('button', { name: 'Delete' }).click()
    for (const window of [hers, his]) {
      await window.page.locator(`.message[data-seq="${seq}"]`, { hasText: 'was deleted' }).waitFor()
      await window.message('I heard that').locator('.quote', { hasText: 'was deleted' }).waitFor()
    }
    // Of the tombstone nothing can be done.
    await his.page.locator(`.message[data-seq="${seq}"]`).hover()
    expect(await his.page.locator(`.message[data-seq="${seq}"] .message-actions`).count()).toBe(0)
  })

  it('as owner what others wrote; a member is not offered it', async () => {
    await says(ben, group, 'By Ben')
    const hers = await windowOf(ana, `/c/${group}`)
    const third = await windowOf(chloe, `/c/${group}`)
    await third.message('By Ben').hover()
    await third.message('By Ben').getByRole('button', { name: 'More' }).click()
    await third.page.getByRole('menuitem', { name: 'Copy text' }).waitFor()
    expect(await third.page.getByRole('menuitem', { name: /Delete|Pin|Edit/ }).count()).toBe(0)
    await third.page.keyboard.press('Escape')
    await choose(hers, 'By Ben', 'Delete')
    await hers.page.getByText(/The message of Ben Okafor goes for everybody/).waitFor()
    await hers.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await third.message('By Ben').waitFor({ state: 'detached' })
  })

  it('without a connection: it waits, and can be called off', async () => {
    const seq = await says(ana, talk, 'Perhaps not')
    const line = await CuttableLine.to(house.port)
    const hers = await windowOf(ana, `/c/${talk}`, { url: line.url })
    await hers.message('Perhaps not').waitFor()
    await cut(line, hers)
    await choose(hers, 'Perhaps not', 'Delete')
    await hers.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    const gone = hers.page.locator(`.message[data-seq="${seq}"]`)
    await gone.getByText('It will be deleted when the connection is back').waitFor()
    await gone.getByRole('button', { name: 'Keep it' }).click()
    await hers.message('Perhaps not').waitFor()
    await mend(line, hers)
    await says(ben, talk, 'Back again')
    await hers.message('Back again').waitFor()
    expect((await ana.history(talk)).find((one) => one.seq === seq)?.body).toBe('Perhaps not')
    await line.close()
  })
})

describe('Ben edits what is deleted meanwhile', () => {
  it('and his words are kept, for a new message or for nothing', async () => {
    const seq = await says(ben, group, 'On thin ice')
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, `/c/${group}`, { url: line.url })
    await his.message('On thin ice').waitFor()
    await cut(line, his)
    await his.composer.press('ArrowUp')
    await his.composer.fill('On thin ice, and further')
    await his.composer.press('Enter')
    await ana.briefly((socket) => socket.call('message.delete', { conversation: group, seq }))
    await mend(line, his)
    const gone = his.page.locator(`.message[data-seq="${seq}"]`)
    await gone.getByText('was deleted').waitFor()
    await gone.getByRole('alert').getByText('On thin ice, and further').waitFor()
    expect(await seriousFaults(his)).toEqual([])
    await gone.getByRole('button', { name: 'Write it anew' }).click()
    expect(await his.composer.inputValue()).toBe('On thin ice, and further')
    expect(await gone.getByRole('alert').count()).toBe(0)
    await his.composer.press('Enter')
    await his.message('On thin ice, and further').waitFor()
    await line.close()
  })
})

describe('Ana pins', () => {
  it('for everybody: it is marked, listed in the details, leads there, and can be unpinned', async () => {
    await says(ana, group, 'The address is 4 Mill Lane')
    for (let i = 1; i <= 60; i += 1) await says(ben, group, `Talk ${i}`)
    const his = await windowOf(ben, `/c/${group}`, { width: 1400 })
    const hers = await windowOf(ana, `/c/${group}`, { width: 1400 })
    const { seq } = (await ana.history(group)).find((one) => one.body.startsWith('The address'))!
    await his.page.getByRole('button', { name: 'Details' }).click()
    await his.page.getByText('Nothing is pinned here').waitFor()
    await hers.go(`/c/${group}/${seq}`)
    await hers.message('4 Mill Lane').waitFor()
    await choose(hers, '4 Mill Lane', 'Pin for everybody')
    await hers.message('4 Mill Lane').getByText('Pinned by you').waitFor()

    // Ben's list has it by itself, though he holds no such old message on his screen.
    const pinned = his.page.getByRole('complementary', { name: 'Details' }).locator('.pinned')
    await pinned.getByText('The address is 4 Mill Lane').waitFor()
    // A member may not unpin, and is not offered it.
    expect(await pinned.getByRole('button', { name: /Unpin/ }).count()).toBe(0)
    await pinned.getByRole('button', { name: /Go to the message of Ana/ }).click()
    await his.page.locator('.message[data-target=true]', { hasText: '4 Mill Lane' }).waitFor()
    await his.message('4 Mill Lane').getByText('Pinned by Ana Lindqvist').waitFor()
    expect(await seriousFaults(his)).toEqual([])
    // And again, from elsewhere.
    await his.page.getByRole('button', { name: /Jump to newest/ }).click()
    await his.message('Talk 60').waitFor()
    await pinned.getByRole('button', { name: /Go to the message of Ana/ }).click()
    await his.message('4 Mill Lane').waitFor()

    await hers.page.getByRole('button', { name: 'Details' }).click()
    await hers.page.getByRole('button', { name: 'Unpin the message of Ana Lindqvist' }).click()
    await pinned.getByText('Nothing is pinned here').waitFor()
    await his
      .message('4 Mill Lane')
      .getByText(/Pinned by/)
      .waitFor({ state: 'detached' })
  })

  it('in a talk of two either may', async () => {
    await says(ana, talk, 'Ours')
    const his = await windowOf(ben, `/c/${talk}`)
    await his.message('Ours').waitFor()
    await choose(his, 'Ours', 'Pin for everybody')
    await vi.waitFor(async () => {
      const { messages } = await ana.briefly((socket) =>
        socket.call('message.pins', { conversation: talk }),
      )
      expect(messages.map((message) => message.body)).toEqual(['Ours'])
    })
  })
})

describe('Ben, whose network is cut while Ana edits, deletes, reacts and pins,', () => {
  it('catches up by himself; so does a second device of hers', async () => {
    const edited = await says(ana, talk, 'To be edited')
    const deleted = await says(ana, talk, 'To be deleted')
    const liked = await says(ben, talk, 'To be liked')
    const pinned = await says(ben, talk, 'To be pinned')
    const line = await CuttableLine.to(house.port)
    const his = await windowOf(ben, `/c/${talk}`, { url: line.url })
    const second = await windowOf(ana, `/c/${talk}`, { url: line.url })
    await his.message('To be pinned').waitFor()
    await second.message('To be pinned').waitFor()
    line.cutAll()
    await ana.briefly(async (socket) => {
      const conversation = talk
      await socket.call('message.edit', {
        conversation,
        seq: edited,
        body: 'Edited while away',
      })
      await socket.call('message.delete', { conversation, seq: deleted })
      await socket.call('reaction.add', {
        conversation,
        seq: liked,
        emoji: '👏🏽',
      })
      await socket.call('message.pin', { conversation, seq: pinned })
    })
    line.mend()
    for (const window of [his, second]) {
      await window
        .message('Edited while away')
        .getByText('edited', { exact: true })
        .waitFor({ timeout: 40_000 })
      await window.page
        .locator(`.message[data-seq="${deleted}"]`, { hasText: 'was deleted' })
        .waitFor()
      await chip(window, 'To be liked', '👏🏽').waitFor()
      await window.message('To be pinned').locator('.message-pinned').waitFor()
    }
    expect(await chip(his, 'To be liked', '👏🏽').getAttribute('aria-pressed')).toBe('false')
    expect(await chip(second, 'To be liked', '👏🏽').getAttribute('aria-pressed')).toBe('true')
    await line.close()
  })

  it('is among more than eight who reacted, and is still named where he looks', async () => {
    const seq = await says(ana, group, 'Who comes?')
    const others: Account[] = []
    for (const name of [
      'Dmitri',
      'Elif',
      'Farid',
      'Grace',
      'Hugo',
      'Ingrid',
      'Leila',
      'Mateo',
      'Noor',
    ])
      others.push(await Account.register(house, `${name} Volkov`))
    await ana.briefly((socket) =>
      socket.call('group.add', {
        conversation: group,
        people: others.map(({ id }) => id),
      }),
    )
    const his = await windowOf(ben, `/c/${group}`)
    const add = { conversation: group, seq, emoji: '✅' }
    for (const other of others) await other.briefly((socket) => socket.call('reaction.add', add))
    await his.message('Who comes?').locator('.reaction-count', { hasText: '9' }).waitFor()
    await chip(his, 'Who comes?', '✅').click()
    // His own one is the tenth, and eight are named: he is told of himself besides, and stays when others come and go.
    await ana.briefly((socket) => socket.call('reaction.add', add))
    await others[0]!.briefly((socket) => socket.call('reaction.remove', add))
    await ana.briefly((socket) =>
      socket.call('message.edit', {
        conversation: group,
        seq,
        body: 'Who comes? All?',
      }),
    )
    await his.message('Who comes? All?').locator('.reaction-count', { hasText: '10' }).waitFor()
    expect(await chip(his, 'Who comes?', '✅').getAttribute('aria-pressed')).toBe('true')
    await his.page.reload()
    await his.message('Who comes? All?').waitFor()
    expect(await chip(his, 'Who comes?', '✅').getAttribute('aria-pressed')).toBe('true')
    await choose(his, 'Who comes?', 'Who reacted')
    await vi.waitFor(async () =>
      expect(await his.page.getByRole('dialog').getByRole('listitem').count()).toBe(10),
    )
  })
})

describe('With the keyboard alone, Ana', () => {
  it('goes to a message, reacts, pins and edits', async () => {
    await says(ana, talk, 'Keys only')
    const hers = await windowOf(ana, `/c/${talk}`)
    const { keyboard } = hers.page
    await hers.message('Keys only').waitFor()
    await hers.composer.focus()
    await keyboard.press('Control+ArrowUp')
    await keyboard.press('ArrowUp')
    await vi.waitFor(async () => expect(await focused(hers)).toMatch(/^You, /))
    await keyboard.press('Tab')
    await vi.waitFor(async () => expect(await focused(hers)).toMatch(/^React with/))
    await keyboard.press('Enter')
    await hers.message('Keys only').locator('.reaction').waitFor()
    await hers.message('Keys only').getByRole('button', { name: 'More' }).focus()
    await keyboard.press('Enter')
    await hers.page.getByRole('menu').waitFor()
    expect(await seriousFaults(hers)).toEqual([])
    await vi.waitFor(async () => expect(await focused(hers)).toBe('Reply'))
    for (const next of ['Reply in thread', 'Forward', 'Edit']) {
      await keyboard.press('ArrowDown')
      expect(await focused(hers)).toBe(next)
    }
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await hers.message('Keys only').getByText('Pinned by you').waitFor()
    await hers.page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await focused(hers)).toBe('More')

    // Up in an empty composer edits; from the beginning of an edit that has changed nothing, Up goes on to the messages.
    await hers.composer.focus()
    await keyboard.press('ArrowUp')
    expect(await focused(hers)).toBe('Edit your message')
    await keyboard.press('Home')
    await keyboard.press('ArrowUp')
    expect(await focused(hers)).toBe('Messages')
    expect(await hers.composer.inputValue()).toBe('')
  })
})

describe('At 320 px and by touch', () => {
  it('a long press opens what can be done, as a sheet', async () => {
    await says(ben, talk, 'Press me long')
    const hers = await windowOf(ana, `/c/${talk}`, {
      width: 320,
      height: 640,
      touch: true,
    })
    const message = hers.message('Press me long')
    await message.waitFor()
    const box = (await message.boundingBox())!
    const cdp = await hers.context.newCDPSession(hers.page)
    const touchPoints = [{ x: box.x + 120, y: box.y + box.height / 2 }]
    await cdp.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints,
    })
    const sheet = hers.page.getByRole('menu')
    await sheet.waitFor()
    await cdp.send('Input.dispatchTouchEvent', {
      type: 'touchEnd',
      touchPoints: [],
    })
    expect(await seriousFaults(hers)).toEqual([])
    const place = (await hers.page.locator('.popover').boundingBox())!
    expect([place.x, place.width]).toEqual([0, 320])
    expect(Math.round(place.y + place.height)).toBe(640)
    await sheet.getByRole('menuitem', { name: 'React with 👍' }).tap()
    await message.locator('.reaction').waitFor()

    // The same by a tap and the button.
    await message.tap()
    await message.getByRole('button', { name: 'More' }).tap()
    await sheet.getByRole('menuitem', { name: 'Pin for everybody' }).tap()
    await message.getByText('Pinned by you').waitFor()
    await hers.page.getByRole('button', { name: 'Details' }).tap()
    await hers.page.getByRole('button', { name: /Go to the message of Ben.*Press me long/ }).tap()
    await hers.page.locator('.message[data-target=true]', { hasText: 'Press me long' }).waitFor()
    const sticksOut = await hers.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(sticksOut).toBe(false)
  })
})
