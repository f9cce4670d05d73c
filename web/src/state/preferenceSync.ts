// What this browser remembers of a person's taste follows them to their other devices: kept here, told a while after it has
// changed, taken over when another device tells.
import { client, useConnection, useWorld } from './client'
import { adoptEmojiPreference, emojiPreferences, useEmojiTaste } from './emojiTaste'

/** After the last change (ms). */
const kQuiet = 3000

/** Answers how it ends. */
export function startPreferenceSync(): () => void {
  /** As the server has it, or will. */
  const told = new Map<string, string>()
  const seen = new Map<string, number>()
  let timer = 0
  let adopting = false
  /** What was changed here, even if another device tells of it before this one does. */
  let before = emojiPreferences()
  const changed = new Set<string>()

  const tell = () => {
    window.clearTimeout(timer)
    if (useConnection.getState().state.is !== 'online') return
    const now = emojiPreferences()
    for (const name of changed) {
      const value = now[name]!
      changed.delete(name)
      if (told.get(name) === value) continue
      told.set(name, value)
      client()
        .personal.ask(client().call('preference.set', { name, value }))
        .catch(() => {
          // Told with the next change; it is a matter of taste.
          told.delete(name)
        })
    }
  }
  const adopt = () => {
    const { mine } = client().world
    adopting = true
    for (const [name, { rev, value }] of mine.preferences) {
      if (!(name in before) || rev <= (seen.get(name) ?? 0)) continue
      seen.set(name, rev)
      if (value !== told.get(name) && !changed.has(name)) adoptEmojiPreference(name, value)
      told.set(name, value)
    }
    adopting = false
    before = emojiPreferences()
  }
  const unsubscribe = [
    useEmojiTaste.subscribe(() => {
      if (adopting) return
      const now = emojiPreferences()
      for (const name of Object.keys(now)) if (now[name] !== before[name]) changed.add(name)
      before = now
      window.clearTimeout(timer)
      timer = window.setTimeout(tell, kQuiet)
    }),
    useWorld.subscribe(({ mine }, last) => {
      if (mine.preferences !== last.mine.preferences) adopt()
    }),
  ]
  window.addEventListener('pagehide', tell)
  adopt()
  return () => {
    for (const stop of unsubscribe) stop()
    window.clearTimeout(timer)
    window.removeEventListener('pagehide', tell)
  }
}
