// What becomes of a group: renamed, found, joined, handed on, and deleted, seen live by everybody concerned, and by those
// whose line was cut meanwhile.
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
const opened: Window[] = []

async function windowOf(account: Account, look: Look = {}): Promise<Window> {
  const window = await Window.of(browser, house, account, { width: 1400, ...look })
  opened.push(window)
  await window.go()
  return window
}
const detailsOf = async (window: Window) => {
  await window.page.getByRole('button', { name: 'Details' }).click()
  return window.page.getByRole('complementary', { name: 'Details' })
}
const makeGroup = (name: string, more: { people?: number[]; visibility?: 'public' } = {}) =>
  ana.briefly(async (socket) => {
    const { id } = await socket.call('group.create', {
      key: name,
      name,
      people: more.people ?? [],
      ...(more.visibility && { visibility: more.visibility }),
    })
    return id
  })

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open({ deletionGrace: 3600 })
  await house.start()
  ana = await Account.register(house, 'Ana Lindqvist')
  ben = await Account.register(house, 'Ben Okafor')
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

describe('The settings of a group', () => {
  it('change at everybody’s at once, and at those who were cut off when they are back', async () => {
    await makeGroup('Harbour', { people: [ben.id] })
    const hers = await windowOf(ana)
    const his = await windowOf(ben)
    const line = await CuttableLine.to(house.port)
    const away = await windowOf(ben, { url: line.url })
    await hers.openConversation('Harbour')
    await his.openConversation('Harbour')
    await away.openConversation('Harbour')
    const hisDetails = await detailsOf(his)
    line.cutAll()
    await away.page.locator('.banner').waitFor()

    const details = await detailsOf(hers)
    await details.getByRole('button', { name: 'Edit group' }).click()
    const dialog = hers.page.getByRole('dialog', { name: 'Edit group' })
    await dialog.getByLabel('Name', { exact: true }).fill('Harbour lights')
    await dialog.getByLabel(/What it is for/).fill('Who lights what, and when.')
    await dialog.locator('.choice', { hasText: 'Public' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'hidden' })

    await hisDetails.getByText('Who lights what, and when.').waitFor()
    await hisDetails.getByText('Public', { exact: true }).waitFor()
    await his.page.locator('.line', { hasText: 'Harbour lights' }).waitFor()
    await his.page
      .getByText('Ana Lindqvist renamed the group to “Harbour lights”')
      .first()
      .waitFor()
    await his.page.getByText('Ana Lindqvist made the group public').first().waitFor()
    // He is no manager, and is not offered it.
    expect(await hisDetails.getByRole('button', { name: 'Edit group' }).count()).toBe(0)
    expect(await away.page.locator('.line', { hasText: 'Harbour lights' }).count()).toBe(0)

    line.mend()
    await away.page.locator('.line', { hasText: 'Harbour lights' }).waitFor()
    await away.page.locator('.head', { hasText: 'Harbour lights' }).waitFor()
    await away.page.getByText('Ana Lindqvist changed what the group is for').first().waitFor()
    await line.close()
  })

  it('that somebody else has changed meanwhile are shown, and what was typed stays', async () => {
    const id = await makeGroup('Twice')
    const hers = await windowOf(ana)
    await hers.openConversation('Twice')
    const details = await detailsOf(hers)
    await details.getByRole('button', { name: 'Edit group' }).click()
    const dialog = hers.page.getByRole('dialog', { name: 'Edit group' })
    await dialog.getByLabel(/What it is for/).fill('My words')
    await ana.briefly((socket) => socket.call('group.update', { conversation: id, name: 'Thrice' }))
    await hers.page.locator('.line', { hasText: 'Thrice' }).waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').waitFor()
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Thrice')
    expect(await dialog.getByLabel(/What it is for/).inputValue()).toBe('My words')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await details.getByText('My words').waitFor()
  })
})

describe('Roles', () => {
  it('are given from the details, and who owns the group hands it on before leaving', async () => {
    await makeGroup('Crew', { people: [ben.id] })
    const hers = await windowOf(ana)
    const his = await windowOf(ben)
    await hers.openConversation('Crew')
    await his.openConversation('Crew')
    const details = await detailsOf(hers)
    const hisDetails = await detailsOf(his)
    const menu = details.getByRole('button', { name: 'What to do about Ben Okafor' })

    await menu.focus()
    await hers.page.keyboard.press('Enter')
    await hers.page.getByRole('menuitem', { name: 'Make admin' }).waitFor()
    await hers.page.keyboard.press('ArrowDown')
    await hers.page.keyboard.press('Enter')
    await hisDetails.getByText('· Moderator').waitFor()
    await hisDetails.getByRole('button', { name: 'Add people' }).waitFor()
    await his.page.getByText('Ana Lindqvist made you a moderator').first().waitFor()

    // The owner cannot just go.
    await details.getByRole('button', { name: 'Leave group' }).click()
    const ask = hers.page.getByRole('dialog')
    await ask.getByText('Make somebody else the owner before you leave.').waitFor()
    expect(await ask.getByRole('button', { name: 'Leave group' }).count()).toBe(0)
    await ask.getByRole('button', { name: 'Cancel' }).click()
    await menu.click()
    await hers.page.getByRole('menuitem', { name: 'Make owner' }).click()
    await hers.page.getByRole('dialog').getByRole('button', { name: 'Hand on' }).click()
    await hisDetails.getByText('· Owner').waitFor()
    await hisDetails.getByRole('button', { name: 'Delete group' }).waitFor()
    await details.getByText('· Admin').waitFor()

    await hisDetails.getByRole('button', { name: 'Comings and goings' }).click()
    const history = his.page.getByRole('dialog', { name: 'Comings and goings' })
    await history.getByText('Ana Lindqvist handed the group on to you').waitFor()
    await history.getByText('Ana Lindqvist made you a moderator').waitFor()
    await history.getByText('Ana Lindqvist created the group').waitFor()
  })
})

describe('A public group', () => {
  for (const width of [1400, 320])
    it(`is found and joined, ${width} px wide`, async () => {
      const name = `Choir ${width}`
      await makeGroup(name, { visibility: 'public' })
      await makeGroup(`Secret choir ${width}`)
      const hers = await windowOf(ana)
      const his = await windowOf(ben, { width, height: 700 })
      await his.page.getByRole('button', { name: 'Browse groups' }).first().click()
      const dialog = his.page.getByRole('dialog', { name: 'Browse groups' })
      await dialog.getByRole('searchbox', { name: 'Find groups' }).fill('choir')
      await dialog.getByText(name, { exact: true }).waitFor()
      expect(await dialog.getByText('Secret').count()).toBe(0)
      expect(await seriousFaults(his)).toEqual([])
      expect(
        await his.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      ).toBe(true)
      await dialog.getByRole('button', { name: `Join ${name}` }).click()
      await his.page.locator('.head', { hasText: name }).waitFor()
      await his.write('Hello, may I sing?')
      await hers.openConversation(name)
      await hers.page.getByText('Ben Okafor joined').first().waitFor()
      await hers.message('may I sing').waitFor()
    })

  it('shows its card at its address, and a private one shows nothing', async () => {
    const open = await makeGroup('Orchard', { visibility: 'public' })
    const secret = await makeGroup('Cellar')
    const his = await windowOf(ben)
    await his.go(`/c/${secret}`)
    await his.page.getByText('This conversation is not here').waitFor()
    await his.go(`/c/${open}`)
    await his.page.getByText('Public group, 1 member').waitFor()
    await his.page.getByRole('button', { name: 'Join', exact: true }).click()
    await his.page.locator('.head', { hasText: 'Orchard' }).waitFor()
  })
})

describe('A group that is deleted', () => {
  it('closes at once, can be kept, and in the end is gone from every window with a word about it', async () => {
    const id = await makeGroup('Old times', { people: [ben.id] })
    await ana.briefly((socket) => socket.post(id, 'Remember?'))
    const hers = await windowOf(ana)
    const his = await windowOf(ben, { width: 320, height: 700 })
    const line = await CuttableLine.to(house.port)
    const away = await windowOf(ben, { url: line.url })
    await hers.openConversation('Old times')
    await his.openConversation('Old times')
    await away.openConversation('Old times')

    const details = await detailsOf(hers)
    const ask = hers.page.getByRole('dialog', { name: 'Delete Old times?' })
    const begin = async () => {
      await details.getByRole('button', { name: 'Delete group' }).click()
      await ask.getByText(/\d messages of 2 members will be gone for good/).waitFor()
      await ask.getByLabel('Type the name of the group').fill('Old tims')
      await ask.getByRole('button', { name: 'Delete for good' }).click()
      await ask.getByText('This is not the name of the group.').waitFor()
      await ask.getByLabel('Type the name of the group').fill('Old times')
      await ask.getByRole('button', { name: 'Delete for good' }).click()
      await his.page.getByText('This group is being deleted').waitFor()
    }
    await begin()
    expect(await his.composer.count()).toBe(0)
    await his.message('Remember?').waitFor()
    expect(await seriousFaults(hers)).toEqual([])
    await hers.page.getByRole('button', { name: 'Keep the group' }).click()
    await his.write('Glad you kept it')
    await hers.message('Glad you kept it').waitFor()

    await begin()
    await away.page.getByText('This group is being deleted').waitFor()
    line.cutAll()
    await away.page.locator('.banner').waitFor()
    // As if the hour were over.
    await house.removeNow(id)
    for (const window of [hers, his]) {
      await window.page.getByText('Ana Lindqvist deleted the group “Old times”.').waitFor()
      await window.page.getByText('This conversation is not here').waitFor()
      expect(await window.page.locator('.line', { hasText: 'Old times' }).count()).toBe(0)
    }
    line.mend()
    await away.page.getByText('The group “Old times” was deleted.').waitFor()
    await away.page.getByText('This conversation is not here').waitFor()
    await line.close()
  })
})
