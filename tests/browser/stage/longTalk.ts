// A conversation of ten thousand messages of every shape, between Ana and Ben, and a wheel to go through it.
import type { Page } from 'playwright-core'

import { Account } from './account'
import type { House } from './house'

export const kMessages = 10_000
const kTurn = 4

export const kBodies = [
  'Short.',
  'A message of some length, so that it takes two lines or so on a screen of the usual width, perhaps even three of them.',
  '**Bold**, *italic*, `code` and https://example.org',
  '```js\nfor (const one of many) {\n  count += one.length\n}\n```',
  '- one\n- two\n- three',
  '| a | b |\n|---|---|\n| 1 | 2 |',
]

export interface LongTalk {
  ana: Account
  ben: Account
  id: number
}

/** The last line of each message is its place: #1 to #10000. Ana has read them all. */
export async function longTalk(house: House): Promise<LongTalk> {
  const ana = await Account.register(house, 'Ana Lindqvist')
  const ben = await Account.register(house, 'Ben Okafor')
  const id = await ana.briefly(async (hers) => {
    const { id } = await hers.call('direct.open', { person: ben.id })
    await ben.briefly(async (his) => {
      // In turns of a few: what goes out on two sockets at once may be stored in either order.
      for (let from = 0, turn = 0; from < kMessages; from += kTurn, turn += 1)
        await Promise.all(
          Array.from({ length: kTurn }, (_, i) =>
            (turn % 2 ? hers : his).post(
              id,
              `${kBodies[(from + i) % kBodies.length]!}\n\n#${from + i + 1}`,
            ),
          ),
        )
    })
    await hers.call('receipt.advance', { conversation: id, read: kMessages })
    return id
  })
  return { ana, ben, id }
}

/** The message at the top of the screen, and where it stands. */
export async function topMessage(page: Page): Promise<{ seq: number; top: number }> {
  return await page.evaluate(() => {
    const list = document.querySelector('.messages-scroll')!.getBoundingClientRect()
    const all = [...document.querySelectorAll<HTMLElement>('.message')]
    const first = all
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > list.top + 1)
      .sort((a, b) => a.box.top - b.box.top)[0]!
    return { seq: Number(first.element.dataset['seq']), top: Math.round(first.box.top) }
  })
}

/** Turns the wheel, a notch a frame. */
export async function wheel(page: Page, by: number, times: number): Promise<void> {
  const box = (await page.locator('.messages-scroll').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (let i = 0; i < times; i += 1) {
    await page.mouse.wheel(0, by)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))))
  }
}
