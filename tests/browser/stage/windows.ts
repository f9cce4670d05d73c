// Real Chromium windows, one person each. What a page complains about is collected and fails the story.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

import type { Account } from './account'
import type { House } from './house'

const kFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['HEARTH_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: kFlags,
  })
}

export interface Look {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
  touch?: boolean
  /** Where the browser believes the server to be; the house itself when not given. */
  url?: string
}

export class Window {
  readonly complaints: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {}

  static async open(browser: Browser, house: House, look: Look = {}): Promise<Window> {
    const context = await browser.newContext({
      viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
      colorScheme: look.theme ?? 'light',
      hasTouch: look.touch ?? false,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    const window = new Window(context, page, look.url ?? house.url)
    page.on('pageerror', (error) => window.complaints.push(`exception: ${error.message}`))
    page.on('console', (message) => {
      // The browser itself reports refused and failed requests; those are the stories' own doing.
      if (
        message.type() === 'error' &&
        !/Failed to load resource|WebSocket connection/.test(message.text())
      )
        window.complaints.push(`console: ${message.text()}`)
    })
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
      })
    })
    return window
  }

  /** A window of somebody who is signed in already. */
  static async of(
    browser: Browser,
    house: House,
    account: Account,
    look: Look = {},
  ): Promise<Window> {
    const window = await Window.open(browser, house, look)
    const { name, value } = account.session
    await window.context.addCookies([{ name, value, url: window.url, httpOnly: true }])
    return window
  }

  async go(path = '/'): Promise<void> {
    await this.page.goto(this.url + path)
  }

  async openConversation(name: string): Promise<void> {
    await this.page.locator('.line', { hasText: name }).first().click()
    await this.composer.waitFor()
  }

  get composer() {
    return this.page.locator('.composer-text')
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  /** The texts of the messages on the screen, in order. */
  async messages(): Promise<string[]> {
    return await this.page.locator('.message .markdown').allInnerTexts()
  }

  message(text: string) {
    return this.page.locator('.message', { hasText: text })
  }

  async close(): Promise<void> {
    await this.context.close()
  }
}
