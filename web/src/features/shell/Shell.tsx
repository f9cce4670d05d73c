import { lazy, Suspense, useEffect } from 'react'
import { useLocation, useRoute } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { client, useWorld } from '../../state/client'
import { closeOverlay, openOverlay, useOverlay } from '../../state/overlay'
import { unreadConversations } from '../../state/unread'
import { lineName } from '../../state/names'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Flame } from '../../ui/Flame'
import { ConversationPane } from '../conversation/ConversationPane'
import { Sidebar } from '../sidebar/Sidebar'
import { Banner } from './Banner'
import { LiveRegion } from './LiveRegion'
import { QuietNotice } from './QuietNotice'

import './shell.css'

const Switcher = lazy(() => import('../switcher/Switcher'))
const NewMessage = lazy(() => import('../people/NewMessage'))
const Mine = lazy(() => import('../mine/Mine'))
const NewGroup = lazy(() => import('../group/NewGroup'))

/** What one sees when one is in: the conversations, and the one that is open. */
export function Shell() {
  const texts = useTexts()
  const [, params] = useRoute('/c/:id/:seq?')
  const [location] = useLocation()
  const mine = location === '/saved' ? 'saved' : location === '/scheduled' ? 'scheduled' : null
  const id = params ? Number(params.id) : null
  const seq = params?.seq ? Number(params.seq) : null
  useDocumentTitle(id)
  useShortcuts()
  useEffect(() => client().show(id), [id])
  return (
    <div className="shell" data-open={id !== null || mine !== null}>
      <a className="skip-link" href="#messages">
        {texts.shell.skipToMessages}
      </a>
      <Banner />
      <div className="shell-panes">
        <Sidebar open={id} />
        <main className="shell-main">
          {mine !== null ? (
            <Suspense fallback={null}>
              <Mine view={mine} />
            </Suspense>
          ) : id === null ? (
            <NothingOpen />
          ) : (
            <ConversationPane key={id} id={id} target={seq} />
          )}
        </main>
      </div>
      <LiveRegion open={id} />
      <QuietNotice />
      <Overlays />
    </div>
  )
}

function NothingOpen() {
  const texts = useTexts()
  const empty = useWorld((world) => world.ready && world.conversations.size === 0)
  return (
    <div className="shell-nothing">
      <Empty
        picture={<Flame size={52} />}
        title={empty ? texts.shell.noConversations : texts.shell.nothingOpen}
        text={empty ? texts.shell.noConversationsText : texts.shell.nothingOpenText}
      >
        {empty ? (
          <>
            <Button look="main" onClick={() => openOverlay('new_message')}>
              {texts.shell.newMessage}
            </Button>
            <Button onClick={() => openOverlay('new_group')}>{texts.shell.newGroup}</Button>
          </>
        ) : (
          <Button onClick={() => openOverlay('switcher')}>
            {texts.shell.openSwitcher} <kbd>{modifierKey()} K</kbd>
          </Button>
        )}
      </Empty>
    </div>
  )
}

function Overlays() {
  const overlay = useOverlay((store) => store.overlay)
  return (
    <Suspense fallback={null}>
      {overlay === 'switcher' && <Switcher onClose={closeOverlay} />}
      {overlay === 'new_message' && <NewMessage onClose={closeOverlay} />}
      {overlay === 'new_group' && <NewGroup onClose={closeOverlay} />}
    </Suspense>
  )
}

export function modifierKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}

function useShortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        openOverlay('switcher')
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function useDocumentTitle(id: number | null) {
  const texts = useTexts()
  const [location] = useLocation()
  const unread = useWorld(unreadConversations)
  const name = useWorld((world) => {
    const line = id === null ? undefined : world.conversations.get(id)?.line
    return line === undefined ? '' : lineName(line, world.people, texts)
  })
  useEffect(() => {
    const count = unread > 0 ? `(${unread}) ` : ''
    document.title = count + (name ? `${name} — ${texts.shell.appName}` : texts.shell.appName)
  }, [unread, name, texts, location])
}
