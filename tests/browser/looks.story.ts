// Every screen in both themes and in several sizes: axe finds nothing serious, nothing sticks out, nothing is refused by
// the content security policy. With --update-screenshots the pictures in docs/screenshots/ are made anew.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'

import { seriousFaults } from './stage/axe'
import { furnish } from './stage/furnished'
import type { Furnished } from './stage/furnished'
import { House } from './stage/house'
import { openBrowser, Window } from './stage/windows'

const kPictures = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const kUpdate = process.env['HEARTH_UPDATE_SCREENSHOTS'] === '1'
const kSizes = [
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
]
const kThemes = ['light', 'dark'] as const
/** The screens that the documents show. */
const kPictured = new Set([
  'sign-in',
  'group',
  'direct',
  'details',
  'new-group',
  'emoji',
  'search',
  'thread',
])

let browser: Browser
let house: House
let furnished: Furnished

beforeAll(async () => {
  browser = await openBrowser()
  house = await House.open({ deletionGrace: 3600 })
  furnished = await furnish(house)
  if (kUpdate) mkdirSync(kPictures, { recursive: true })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

interface Screen {
  name: string
  signedIn: boolean
  show(window: Window): Promise<void>
}

const screens: Screen[] = [
  {
    name: 'sign-in',
    signedIn: false,
    show: async ({ page }) => {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    },
  },
  {
    name: 'register',
    signedIn: false,
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'Create one' }).click()
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'conversations',
    signedIn: true,
    show: async ({ page }) => {
      await page.locator('.line').first().waitFor()
    },
  },
  {
    name: 'group',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.group}`)
      await window.page.locator('.message').first().waitFor()
    },
  },
  {
    name: 'direct',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.direct}`)
      await window.page.locator('.message').first().waitFor()
      await window.composer.fill('Two lines of it,\nnot sent yet.')
    },
  },
  {
    name: 'details',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.group}`)
      await window.page.getByRole('button', { name: 'Details' }).click()
      await window.page.locator('.member').first().waitFor()
    },
  },
  {
    name: 'emoji',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.direct}`)
      await window.message('Fixed.').waitFor()
      await window.page.getByRole('button', { name: 'Emoji', exact: true }).click()
      await window.page.getByRole('gridcell', { name: 'thumbs up' }).first().waitFor()
    },
  },
  {
    name: 'completion',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.direct}`)
      await window.message('Fixed.').waitFor()
      await window.composer.click()
      await window.page.keyboard.type('Well done :par')
      await window.page.getByRole('listbox', { name: 'Suggestions' }).waitFor()
    },
  },
  {
    name: 'message-info',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'we freeze')
      await window.page.getByRole('menuitem', { name: 'Message info' }).click()
      await window.page.locator('.info-part').first().waitFor()
    },
  },
  {
    name: 'message-menu',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'Where do we stand')
      await window.page.getByRole('menuitem', { name: 'Delete' }).waitFor()
    },
  },
  {
    name: 'reaction-picker',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.group}`)
      const reactions = window.message('we freeze').locator('.reactions')
      await vi.waitFor(async () => {
        await reactions.getByRole('button', { name: 'Add a reaction' }).click({ timeout: 2000 })
        await window.page.locator('.popover').waitFor({ timeout: 2000 })
      }, 10_000)
    },
  },
  {
    name: 'editing',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'Where do we stand')
      await window.page.getByRole('menuitem', { name: 'Edit' }).click()
      await window.page.getByText('Editing your message').waitFor()
    },
  },
  {
    name: 'versions',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'Where do we stand')
      await window.page.getByRole('menuitem', { name: 'What it said before' }).click()
      await window.page.locator('.versions li[data-now]').waitFor()
    },
  },
  {
    name: 'who-reacted',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'we freeze')
      await window.page.getByRole('menuitem', { name: 'Who reacted' }).click()
      await window.page.locator('.reactors li').first().waitFor()
    },
  },
  {
    name: 'delete-message',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'we freeze')
      await window.page.getByRole('menuitem', { name: 'Delete' }).click()
      await window.page.getByText('This cannot be undone').waitFor()
    },
  },
  {
    name: 'thread',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.group}`)
      await window.page.locator('.thread-line').click()
      await window.page.locator('.thread-panel .message', { hasText: 'by six' }).waitFor()
    },
  },
  {
    name: 'threads',
    signedIn: true,
    show: async (window) => {
      await window.go('/threads')
      await window.page.getByRole('heading', { name: 'Threads' }).waitFor()
      await window.page.locator('.gathered-one').first().waitFor()
    },
  },
  {
    name: 'mentions',
    signedIn: true,
    show: async (window) => {
      await window.go('/mentions')
      await window.page.locator('.gathered-one').first().waitFor()
    },
  },
  {
    name: 'mention',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.group}`)
      await window.composer.waitFor()
      await window.composer.pressSequentially('Thanks @h')
      await window.page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'forward',
    signedIn: true,
    show: async (window) => {
      await openMenu(window, 'we freeze')
      await window.page.getByRole('menuitem', { name: 'Forward' }).click()
      await window.page.getByRole('dialog', { name: 'Forward a message' }).waitFor()
    },
  },
  {
    name: 'new-group',
    signedIn: true,
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'New group' }).first().click()
      await page.getByLabel('Name', { exact: true }).fill('Summer festival')
      await page.getByRole('option', { name: /Ben/ }).click()
      await page.getByRole('button', { name: /Don’t add/ }).waitFor()
    },
  },
  {
    name: 'edit-group',
    signedIn: true,
    show: async (window) => {
      const details = await openDetails(window)
      await details.getByRole('button', { name: 'Edit group' }).click()
      await window.page.getByRole('dialog', { name: 'Edit group' }).waitFor()
    },
  },
  {
    name: 'member-menu',
    signedIn: true,
    show: async (window) => {
      const details = await openDetails(window)
      await details.getByRole('button', { name: /What to do about Chloé/ }).click()
      await window.page.getByRole('menuitem', { name: 'Make owner' }).waitFor()
    },
  },
  {
    name: 'member-history',
    signedIn: true,
    show: async (window) => {
      const details = await openDetails(window)
      await details.getByRole('button', { name: 'Comings and goings' }).click()
      await window.page.locator('.member-history li').first().waitFor()
    },
  },
  {
    name: 'browse-groups',
    signedIn: true,
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Browse groups' }).first().click()
      await page.locator('.browse-group').first().waitFor()
    },
  },
  {
    name: 'unknown-group',
    signedIn: true,
    show: async (window) => {
      await window.go(`/c/${furnished.open}`)
      await window.page.getByRole('button', { name: 'Join', exact: true }).waitFor()
    },
  },
  {
    name: 'delete-group',
    signedIn: true,
    show: async (window) => {
      const details = await openDetails(window)
      await details.getByRole('button', { name: 'Delete group' }).click()
      await window.page.getByText(/will be gone for good/).waitFor()
      await window.page.getByLabel('Type the name of the group').fill('Release')
      await window.page.getByRole('button', { name: 'Delete for good' }).click()
      await window.page.getByText('This is not the name of the group.').waitFor()
    },
  },
  {
    name: 'new-message',
    signedIn: true,
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'New message' }).first().click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'switcher',
    signedIn: true,
    show: async ({ page }) => {
      await page.locator('.line').first().waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'search',
    signedIn: true,
    show: async ({ page }) => {
      await page.locator('.line').first().waitFor()
      await page.keyboard.press('Control+Shift+F')
      const box = page.getByRole('combobox', { name: 'Search messages' })
      await vi.waitFor(async () => {
        await box.fill('the numbers ')
        await box.fill('the numbers')
        await page.getByRole('option').nth(1).waitFor({ timeout: 2000 })
      }, 20_000)
    },
  },
  {
    name: 'search-hints',
    signedIn: true,
    show: async ({ page }) => {
      await page.locator('.line').first().waitFor()
      await page.keyboard.press('Control+Shift+F')
      await page.getByRole('button', { name: /has:link/ }).waitFor()
    },
  },
  {
    name: 'menu',
    signedIn: true,
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Your status and settings' }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  // The last, because it stays in the list of conversations.
  {
    name: 'closed-group',
    signedIn: true,
    show: async (window) => {
      const conversation = await furnished.me.briefly(async (socket) => {
        const name = 'Moving office'
        const { id } = await socket.call('group.create', { key: name, name, people: [] })
        await socket.call('group.delete', { conversation: id, name })
        return id
      })
      await window.go(`/c/${conversation}`)
      await window.page.getByText(/The removal begins in/).waitFor()
    },
  },
]

async function openDetails(window: Window) {
  await window.go(`/c/${furnished.group}`)
  await window.page.getByRole('button', { name: 'Details' }).click()
  await window.page.locator('.member').first().waitFor()
  return window.page.getByRole('complementary', { name: 'Details' })
}

/** The menu of a message of the group. */
async function openMenu(window: Window, text: string): Promise<void> {
  await window.go(`/c/${furnished.group}`)
  const message = window.message(text)
  await message.first().waitFor()
  // The list may be about to move to where one begins.
  await vi.waitFor(async () => {
    await message.focus()
    await message.getByRole('button', { name: 'More' }).waitFor({ timeout: 500 })
  })
  await message.getByRole('button', { name: 'More' }).click()
  await window.page.getByRole('menu').waitFor()
}

const inEachSize = screens.flatMap((screen) => kSizes.map((size) => ({ screen, size })))

describe.each(inEachSize)('$screen.name at $size.width px', ({ screen, size }) => {
  it('is sound, in the light and in the dark', async () => {
    const look = { ...size, touch: size.width < 500 }
    const window = screen.signedIn
      ? await Window.of(browser, house, furnished.me, look)
      : await Window.open(browser, house, look)
    const { page } = window
    await window.go()
    await screen.show(window)
    await page.mouse.move(0, 0)
    for (const theme of kThemes) {
      await page.emulateMedia({ colorScheme: theme })
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
      )
      expect(await seriousFaults(window)).toEqual([])
      const sticksOut = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(sticksOut).toBe(false)
      if (kUpdate && kPictured.has(screen.name)) {
        await page.evaluate(() => document.fonts.ready.then(() => null))
        await page.screenshot({
          path: `${kPictures}${screen.name}-${size.width}-${theme}.png`,
          animations: 'disabled',
          caret: 'hide',
        })
      }
    }
    expect(window.complaints).toEqual([])
    await window.close()
  })
})

describe('At 320 px', () => {
  it('there is one pane at a time, and a way back', async () => {
    const window = await Window.of(browser, house, furnished.me, {
      width: 320,
      height: 600,
      touch: true,
    })
    await window.go()
    const { page } = window
    await page.locator('.line').first().waitFor()
    expect(await page.locator('.shell-main').isVisible()).toBe(false)
    await page.locator('.line', { hasText: 'Release crew' }).tap()
    await page.locator('.message').first().waitFor()
    expect(await page.locator('.sidebar').isVisible()).toBe(false)
    await page.locator('.message').last().tap()
    await page.locator('.message').last().getByRole('button', { name: 'Reply', exact: true }).tap()
    await page.getByText(/Replying to/).waitFor()
    await page.getByRole('button', { name: 'Details' }).tap()
    await page.locator('.member').first().waitFor()
    await page.getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('button', { name: 'Back to conversations' }).tap()
    await page.locator('.line').first().waitFor()
    await page.goBack()
    await page.locator('.message').first().waitFor()
    expect(window.complaints).toEqual([])
    await window.close()
  })
})
