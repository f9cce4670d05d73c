// Coming in and going out: registering, signing in, the first password, signing out.
import type { Browser } from 'playwright-core'

import { Account, kPassword } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let window: Window

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  await Account.register(house, 'Ana Lindqvist')
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

describe('Somebody new', () => {
  it('makes an account and is in', async () => {
    const { page } = window
    await page.getByRole('link', { name: 'Create one' }).click()
    await page.getByLabel('Your name').fill('Chloé Dubois')
    await page.getByLabel('User name').fill('chloe')
    await page.getByLabel('E-mail').fill('chloe@example.org')
    await page.getByLabel('Password', { exact: true }).fill(kPassword)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('No conversations yet').first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.locator('.my-name').innerText()).toBe('Chloé Dubois')
  })

  it('is told at the field what is wrong with it', async () => {
    const { page } = window
    await page.getByRole('link', { name: 'Create one' }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    expect(await page.getByRole('alert').count()).toBe(4)
    await page.getByLabel('Your name').fill('Another Ana')
    await page.getByLabel('User name').fill('ana')
    await page.getByLabel('E-mail').fill('another@example.org')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Create account' }).click()
    const password = page.getByLabel('Password', { exact: true })
    await vi.waitFor(async () => expect(await password.getAttribute('aria-invalid')).toBe('true'))
    await password.fill(kPassword)
    await page.getByRole('button', { name: 'Create account' }).click()
    const userName = page.getByLabel('User name')
    await vi.waitFor(async () => expect(await userName.getAttribute('aria-invalid')).toBe('true'))
    expect(await userName.evaluate((field) => field === document.activeElement)).toBe(true)
  })
})

describe('Ana', () => {
  it('signs in by name or e-mail, comes back after a reload, and signs out', async () => {
    const { page } = window
    for (const login of ['ana', 'ana@example.org']) {
      await page.getByLabel('User name or e-mail').fill(login)
      await page.getByLabel('Password', { exact: true }).fill(kPassword)
      await page.keyboard.press('Enter')
      await page.locator('.my-name', { hasText: 'Ana' }).waitFor()
      await page.reload()
      await page.locator('.my-name', { hasText: 'Ana' }).waitFor()
      await page.getByRole('button', { name: 'Your status and settings' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    }
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('is told nothing but that name and password do not belong together', async () => {
    const { page } = window
    for (const login of ['ana', 'nobody-at-all']) {
      await page.getByLabel('User name or e-mail').fill(login)
      await page.getByLabel('Password', { exact: true }).fill('wrong password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').getByText('don’t belong together').waitFor()
    }
  })

  it('is asked to sign in where another window of hers has signed out', async () => {
    const { page } = window
    await page.getByLabel('User name or e-mail').fill('ana')
    await page.getByLabel('Password', { exact: true }).fill(kPassword)
    await page.keyboard.press('Enter')
    await page.locator('.my-name').waitFor()
    const other = await window.context.newPage()
    await other.goto(house.url)
    await other.getByRole('button', { name: 'Your status and settings' }).click()
    await other.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('Your session has ended').waitFor()
  })
})

describe('The first administrator', () => {
  it('must choose a password before anything else', async () => {
    const admin = await (async () => {
      const fresh = await House.open({ registration: 'closed' })
      const account = await fresh.firstAdmin()
      await fresh.start()
      return { fresh, ...account }
    })()
    const { page } = window
    await page.goto(admin.fresh.url)
    await page.getByText('New accounts are made by the administrators').waitFor()
    await page.getByLabel('User name or e-mail').fill(admin.login)
    await page.getByLabel('Password', { exact: true }).fill(admin.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Choose your own password' }).waitFor()
    await page.reload()
    await page.getByLabel('Current password').fill(admin.password)
    await page.getByLabel('New password', { exact: true }).fill(kPassword)
    await page.getByLabel('New password again').fill('something else')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('The two are not the same').waitFor()
    await page.getByLabel('New password again').fill(kPassword)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.locator('.my-name').waitFor()
    await page.reload()
    await page.locator('.my-name').waitFor()
    await admin.fresh.close()
  })
})
