// Everything without a mouse.
import type { Browser } from 'playwright-core'

import { Account, kPassword } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
let window: Window

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  const chloe = await Account.register(house, 'Chloé Dubois')
  for (const other of [ben, chloe])
    await other.briefly(async (socket) => {
      const { id } = await socket.call('direct.open', { person: ana.id })
      for (let i = 1; i <= 5; i += 1) await socket.post(id, `${other.name} ${i}`)
    })
})
beforeEach(async () => {
  window = await Window.open(browser, house)
  await window.go()
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

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await window.page.keyboard.press(key)
}

async function focused(): Promise<string> {
  return await window.page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    return element.getAttribute('aria-label') ?? element.innerText ?? ''
  })
}

async function signIn(): Promise<void> {
  await window.page.getByLabel('User name or e-mail').waitFor()
  await window.page.keyboard.type('ana')
  await press('Tab')
  await window.page.keyboard.type(kPassword)
  await press('Enter')
  await window.page.locator('.line').first().waitFor()
}

describe('With the keyboard alone, Ana', () => {
  it('signs in, opens a conversation, writes, walks through the messages and replies', async () => {
    await signIn()
    await window.page.getByLabel('Filter conversations').focus()
    await press('ArrowDown')
    await vi.waitFor(async () => expect(await focused()).toContain('Chloé Dubois'))
    await press('ArrowDown')
    await vi.waitFor(async () => expect(await focused()).toContain('Ben Okafor'))
    await press('Enter')
    await window.message('Ben Okafor 5').waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('Message Ben Okafor'))
    await window.page.keyboard.type('From the keyboard')
    await press('Enter')
    await window.message('From the keyboard').waitFor()

    await press('Control+ArrowUp', 'ArrowUp')
    await vi.waitFor(async () => expect(await focused()).toMatch(/^You, /))
    await press('ArrowUp')
    await vi.waitFor(async () => expect(await focused()).toMatch(/^Ben Okafor, /))
    // Past the reactions.
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab')
    expect(await focused()).toBe('Reply')
    await press('Enter')
    await vi.waitFor(async () => expect(await focused()).toBe('Message Ben Okafor'))
    await window.page.getByText('Replying to Ben Okafor').waitFor()
    await press('Escape')
    await window.page.getByText('Replying to Ben Okafor').waitFor({ state: 'detached' })
    await press('Control+ArrowUp')
    await press('Home')
    await vi.waitFor(async () =>
      expect(
        await window.page.evaluate(() => (document.activeElement as HTMLElement).innerText),
      ).toContain('Ben Okafor 1'),
    )
    await press('Escape')
    await vi.waitFor(async () => expect(await focused()).toBe('Message Ben Okafor'))
  })

  it('jumps anywhere with Ctrl+K, and Escape gives the focus back', async () => {
    await signIn()
    await press('Control+k')
    await window.page.getByRole('dialog').waitFor()
    await window.page.keyboard.type('chl')
    await window.page.getByRole('option', { name: /Chloé/ }).waitFor()
    await press('Enter')
    await window.page.locator('.head h1', { hasText: 'Chloé Dubois' }).waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('Message Chloé Dubois'))
    await press('Control+k')
    await window.page.getByRole('dialog').waitFor()
    await press('Escape')
    await window.page.getByRole('dialog').waitFor({ state: 'detached' })
    await vi.waitFor(async () => expect(await focused()).toBe('Message Chloé Dubois'))
  })

  it('uses her menu', async () => {
    await signIn()
    await window.page.getByRole('button', { name: 'Your status and settings' }).focus()
    await press('Enter')
    await vi.waitFor(async () => expect(await focused()).toBe('Online'))
    await press('End', 'ArrowUp')
    expect(await focused()).toBe('Dark')
    await press('Enter')
    expect(await window.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    expect(await focused()).toBe('Your status and settings')
    await press('ArrowDown', 'Escape')
    expect(await window.page.getByRole('menu').count()).toBe(0)
  })

  it('always sees where she is', async () => {
    await signIn()
    await window.openConversation('Ben Okafor')
    await window.page.locator('.sidebar').getByRole('button').first().focus()
    const seen: string[] = []
    for (let i = 0; i < 14; i += 1) {
      await press('Tab')
      seen.push(
        await window.page.evaluate(() => {
          const element = document.activeElement!
          const own = getComputedStyle(element)
          const box = getComputedStyle(element.closest('.composer-box') ?? element)
          const shows = own.outlineStyle !== 'none' || box.borderColor !== ''
          return shows ? 'ring' : element.outerHTML
        }),
      )
    }
    expect([...new Set(seen)]).toEqual(['ring'])
  })
})
