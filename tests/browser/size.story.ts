// What a browser must load before one can read and send a message.
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

const kLimit = 150 * 1024

let browser: Browser
let house: House

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

describe('To read and send the first message', () => {
  it('at most 150 KB of JavaScript are loaded, gzipped; and it comes compressed and for keeps', async () => {
    const ana = await Account.register(house, 'Ana Lindqvist')
    const talk = await ana.briefly(async (socket) => {
      const { id } = await socket.call('direct.open', { person: ana.id })
      await socket.post(id, 'A note')
      return id
    })
    const window = await Window.of(browser, house, ana)
    const scripts: { url: string; size: number; headers: Record<string, string> }[] = []
    window.page.on('response', async (response) => {
      if (response.request().resourceType() !== 'script') return
      const size = gzipSync(await response.body(), { level: 9 }).length
      scripts.push({ url: response.url(), size, headers: await response.allHeaders() })
    })
    await window.go(`/c/${talk}`)
    await window.message('A note').waitFor()
    await window.write('Another')
    await window
      .message('Another')
      .getByRole('img', { name: 'Sent' })
      .waitFor({ timeout: 5000 })
      .catch(() => window.message('Another').waitFor())
    await window.page.waitForLoadState('networkidle')
    const total = scripts.reduce((sum, { size }) => sum + size, 0)
    console.log(`${(total / 1024).toFixed(1)} KB of JavaScript, gzipped`)
    expect(total).toBeGreaterThan(10_000)
    expect(total).toBeLessThanOrEqual(kLimit)
    for (const { headers } of scripts) {
      expect(headers['content-encoding']).toMatch(/^(?:br|gzip)$/)
      expect(headers['cache-control']).toContain('immutable')
    }
    expect(window.complaints).toEqual([])
    await window.close()
  })

  it('the page forbids whatever it does not need', async () => {
    const answer = await fetch(house.url)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.includes('unsafe')).toBe(false)
    const page = await answer.text()
    expect(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(page)).toBe(false)
  })
})
