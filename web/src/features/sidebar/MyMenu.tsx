import { useEffect, useState } from 'react'

import { keep, readKept } from '../../browser/kept'
import { useTexts } from '../../i18n/texts'
import type { Presence } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import type { Theme } from '../../state/preferences'
import { setTheme, usePreferences } from '../../state/preferences'
import { signOut, useSession } from '../../state/session'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'

const kPresences: Presence[] = ['online', 'away', 'do_not_disturb', 'offline']
const kThemes: Theme[] = ['system', 'light', 'dark']
const kIdleAfter = 10 * 60_000

/** Me: how I am seen, how I like it, and the way out. */
export function MyMenu() {
  const texts = useTexts().shell
  const session = useSession((store) => store.session)
  const me =
    useWorld((world) => world.me) ?? (session.is === 'signed_in' ? session.signedIn.me : null)
  const theme = usePreferences((store) => store.theme)
  const [presence, setPresence] = usePresenceChoice()
  if (me === null) return null
  const presenceName = presence === 'offline' ? texts.appearOffline : texts.presences[presence]
  return (
    <Menu
      label={texts.myMenu}
      side="above"
      className="my-menu"
      button={
        <>
          <Avatar id={me.id} name={me.name} size={34} presence={presence} />
          <span className="my-text">
            <span className="my-name clip">{me.name}</span>
            <span className="my-presence clip">{presenceName}</span>
          </span>
          <Icon name="more" size={18} />
        </>
      }
      sections={[
        {
          heading: texts.presenceHeading,
          items: kPresences.map((state) => ({
            label: state === 'offline' ? texts.appearOffline : texts.presences[state],
            icon: <span className={`presence-sample presence-${state}`} />,
            checked: state === presence,
            choose: () => setPresence(state),
          })),
        },
        {
          heading: texts.theme,
          items: kThemes.map((name) => ({
            label: texts.themes[name],
            checked: name === theme,
            choose: () => setTheme(name),
          })),
        },
        {
          items: [
            {
              label: texts.signOut,
              icon: <Icon name="exit" size={17} />,
              choose: () => void signOut(),
            },
          ],
        },
      ]}
    />
  )
}

/** What was chosen, kept over a reload. Whoever chose "online" and does nothing for a while is away. */
function usePresenceChoice(): [Presence, (state: Presence) => void] {
  const [chosen, setChosen] = useState<Presence>(() => readKept('presence', 'online'))
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let timer = 0
    const active = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => setIdle(true), kIdleAfter)
      setIdle(false)
    }
    const names = ['pointermove', 'pointerdown', 'keydown', 'focus'] as const
    for (const name of names) window.addEventListener(name, active, { passive: true })
    active()
    return () => {
      window.clearTimeout(timer)
      for (const name of names) window.removeEventListener(name, active)
    }
  }, [])
  const effective = chosen === 'online' && idle ? 'away' : chosen
  useEffect(() => client().setPresence(effective), [effective])
  const choose = (state: Presence) => {
    keep('presence', state === 'online' ? undefined : state)
    setChosen(state)
  }
  return [effective, choose]
}
