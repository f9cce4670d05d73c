// Who is signed in here.
import { create } from 'zustand'

import type { AuthSettings, SignedIn } from '../browser/authApi'
import * as api from '../browser/authApi'
import { Problem } from '../browser/http'
import { startClient, stopClient } from './client'
import { flushDrafts, openDrafts, saveDrafts } from './drafts'
import { openEmojiTaste } from './emojiTaste'

export type Session =
  | { is: 'unknown' }
  | { is: 'unreachable' }
  | { is: 'signed_out'; expired: boolean }
  | { is: 'must_change_password'; signedIn: SignedIn }
  | { is: 'signed_in'; signedIn: SignedIn }

interface SessionStore {
  session: Session
  settings: AuthSettings | null
}

export const useSession = create<SessionStore>(() => ({
  session: { is: 'unknown' },
  settings: null,
}))

function enter(signedIn: SignedIn): void {
  if (signedIn.must_change_password) {
    useSession.setState({ session: { is: 'must_change_password', signedIn } })
    return
  }
  openDrafts(signedIn.me.id)
  openEmojiTaste(signedIn.me.id)
  startClient(signedIn.me.id, () => leave(true))
  follow()
  useSession.setState({ session: { is: 'signed_in', signedIn } })
}

let stopFollowing = () => {}

/** Drafts and preferences follow a person to their other devices. Not needed to read and write: it is loaded aside. */
function follow(): void {
  stopFollowing()
  let ended = false
  stopFollowing = () => {
    ended = true
  }
  Promise.all([import('./draftSync'), import('./preferenceSync')]).then(
    ([{ startDraftSync }, { startPreferenceSync }]) => {
      if (ended) return
      const ends = [startDraftSync(), startPreferenceSync()]
      stopFollowing = () => {
        for (const end of ends) end()
        stopFollowing = () => {}
      }
    },
    // With the next page, then.
    () => {},
  )
}

function leave(expired: boolean): void {
  flushDrafts()
  saveDrafts()
  stopFollowing()
  stopClient()
  useSession.setState({ session: { is: 'signed_out', expired } })
}

/** Called once when the page opens, and again when the server could not be reached. */
export async function resumeSession(): Promise<void> {
  void api.getAuthSettings().then(
    (settings) => useSession.setState({ settings }),
    () => {},
  )
  try {
    enter(await api.getSession())
  } catch (error) {
    const reached = error instanceof Problem && error.status !== 0 && error.status < 500
    useSession.setState({
      session: reached ? { is: 'signed_out', expired: false } : { is: 'unreachable' },
    })
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  enter(await api.signIn(login, password))
}

export async function register(registration: api.Registration): Promise<void> {
  enter(await api.register(registration))
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  enter(await api.changePassword(oldPassword, newPassword))
}

export async function signOut(): Promise<void> {
  // Whether or not the server hears of it, this window shows nothing any more.
  await api.signOut().catch(() => {})
  leave(false)
}
