// Groups: made, joined, left, and seen live by everybody concerned.
import type { Browser } from 'playwright-core'

import { Account } from './stage/account'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

let browser: Browser
let house: House
let ana: Account
let ben: Account
const opened: Window[] = []

async function windowOf(account: Account): Promise<Window> {
  const window = await Window.of(browser, house, account, { width: 1400 })
  opened.push(window)
  await window.go()
  return window
}

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open()
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
  await Account.register(house, 'Chloé Dubois')
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

describe('A group', () => {
  it('is made by Ana, appears at Ben’s, grows, shrinks, and is left', async () => {
    const hers = await windowOf(ana)
    const his = await windowOf(ben)

    await hers.page.getByRole('button', { name: 'New group' }).first().click()
    await hers.page.getByLabel('Name', { exact: true }).fill('Summer festival')
    await hers.page.getByLabel(/What it is for/).fill('Stages, food, weather.')
    await hers.page.getByRole('combobox').fill('ben')
    await hers.page.getByRole('option', { name: /Ben Okafor/ }).click()
    await hers.page.getByRole('button', { name: 'Don’t add Ben Okafor' }).waitFor()
    await hers.page.getByRole('button', { name: 'Create group' }).click()
    await hers.page.locator('.head', { hasText: '2 members' }).waitFor()
    await hers.write('Welcome!')

    await his.openConversation('Summer festival')
    await his.message('Welcome!').waitFor()
    await his.page.getByText('Stages, food, weather.').waitFor()
    await his.page.getByText('Ana Lindqvist created the group').waitFor()
    await his.page.getByRole('button', { name: 'Details' }).click()
    const hisDetails = his.page.getByRole('complementary', { name: 'Details' })
    await hisDetails.getByText('2 members').waitFor()
    // A member may not add people, and is not offered it.
    expect(await hisDetails.getByRole('button', { name: 'Add people' }).count()).toBe(0)

    await hers.page.getByRole('button', { name: 'Details' }).click()
    const details = hers.page.getByRole('complementary', { name: 'Details' })
    await details.getByRole('button', { name: 'Add people' }).click()
    await hers.page.getByRole('combobox').fill('dub')
    await hers.page.getByRole('option', { name: /Chloé/ }).click()
    await hers.page.getByRole('button', { name: 'Add', exact: true }).click()
    await hisDetails.getByText('3 members').waitFor()
    await hisDetails.getByText('Chloé Dubois').waitFor()
    await his.page.getByText('Ana Lindqvist added Chloé Dubois').first().waitFor()

    await details.getByRole('button', { name: 'What to do about Chloé Dubois' }).click()
    await hers.page.getByRole('menuitem', { name: 'Remove from group' }).click()
    await hers.page.getByRole('dialog').getByRole('button', { name: 'Remove from group' }).click()
    await hisDetails.getByText('2 members').waitFor()
    await his.page.getByText('Ana Lindqvist removed Chloé Dubois').first().waitFor()

    await hisDetails.getByRole('button', { name: 'Leave group' }).click()
    const ask = his.page.getByRole('dialog')
    await ask.getByRole('button', { name: 'Cancel' }).click()
    await hisDetails.getByRole('button', { name: 'Leave group' }).click()
    await ask.getByRole('button', { name: 'Leave group' }).click()
    await his.page.getByText('This conversation is not here').waitFor()
    expect(await his.page.locator('.line').count()).toBe(0)
    await hers.page.getByText('Ben Okafor left').first().waitFor()
    await details.getByText('1 member', { exact: true }).waitFor()
  })

  it('vanishes from the window of somebody who is removed from it', async () => {
    await ana.briefly(async (socket) => {
      await socket.call('group.create', { key: 'g2', name: 'Short visit', people: [ben.id] })
    })
    const his = await windowOf(ben)
    await his.openConversation('Short visit')
    await ana.briefly(async (socket) => {
      const { lines } = await socket.call('hello', {})
      const { id } = lines.find((line) => line.name === 'Short visit')!
      await socket.call('group.remove', { conversation: id, person: ben.id })
    })
    await his.page.getByText('This conversation is not here').waitFor()
  })
})
