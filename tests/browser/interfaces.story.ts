// The page of the API: opened wide and narrow, a call tried in one's own name, and what the chat API sends is live.
import type { Browser } from 'playwright-core'

import { Account, kPassword } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
const opened: Window[] = []

async function windowOf(account: Account, look: { width?: number; theme?: 'light' | 'dark' } = {}) {
  const window = await Window.of(browser, house, account, look)
  opened.push(window)
  return window
}

/** Opens one call in the list, tries it, and gives the status and text that came. */
async function tried(window: Window, operation: string): Promise<{ status: string; body: string }> {
  const { page } = window
  const block = page.locator(`[id$="-${operation}"]`)
  await block.locator('.opblock-summary-control').click()
  await block.getByRole('button', { name: 'Execute' }).click()
  const answer = block.locator('.live-responses-table .response')
  await answer.waitFor()
  const status = await answer.locator('.response-col_status').innerText()
  const body = await answer.locator('.highlight-code').first().innerText()
  return { status, body }
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
  // Among them would be whatever the content security policy has stopped.
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

describe('The page of the API', () => {
  it.each([
    [1440, 'light'],
    [320, 'dark'],
  ] as const)('is shown at %i px, and a call is tried in one’s own name', async (width, theme) => {
    const window = await windowOf(ana, { width, theme })
    const { page } = window
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(house.url) && !request.url().startsWith('data:'))
        foreign.push(request.url())
    })
    await window.go('/api/docs')
    await page.getByText('You are signed in as Ana Lindqvist').waitFor()
    await page.getByRole('heading', { name: 'Hearth' }).first().waitFor()
    const session = await tried(window, 'authSession')
    expect(session.status).toContain('200')
    expect(session.body).toContain('Ana Lindqvist')
    // One that changes something: the page adds the CSRF token.
    const made = await tried(window, 'groupCreate')
    expect(made.status).toContain('200')
    expect(made.body).toContain('Design review')
    expect(foreign).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    const pictures = process.env['HEARTH_TEST_PICTURES']
    if (pictures) await page.screenshot({ path: `${pictures}/api-docs-${width}-${theme}.png` })
  })

  it('can be read by who is not signed in, and says so', async () => {
    const window = await Window.open(browser, house)
    opened.push(window)
    await window.go('/api/docs')
    await window.page.getByText('You are not signed in').waitFor()
    await window.page.locator('.opblock').first().waitFor()
  })
})

describe('The chat API', () => {
  it('sends what appears on the open page, and has what is written there', async () => {
    const window = await windowOf(ben)
    await window.go()
    await window.page.locator('.sidebar-empty, .line').first().waitFor()
    const tokens = (await (
      await fetch(`${house.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: ana.userName, password: kPassword }),
      })
    ).json()) as { access_token: string }
    const headers = {
      Authorization: `Bearer ${tokens.access_token}`,
      'Content-Type': 'application/json',
    }
    const sent = await fetch(`${house.url}/api/chat/send`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ receiver_id: ben.id, message: 'The kiln is **hot**.' }),
    })
    expect(sent.status).toBe(201)
    // By its message: a group that Ana has made shows her name as well.
    await window.openConversation('The kiln is')
    await window.message('The kiln is hot.').waitFor()
    await window.write('On my way!')
    await window.message('On my way!').waitFor()
    await vi.waitFor(async () => {
      const page = (await (
        await fetch(`${house.url}/api/chat/messages/${ben.id}`, { headers })
      ).json()) as { data: { message: string; status: string; sender_id: number }[] }
      expect(page.data[0]).toMatchObject({ message: 'On my way!', sender_id: ben.id })
      expect(page.data[1]).toMatchObject({ message: 'The kiln is **hot**.', status: 'read' })
    })
  })
})
