import { lazy, Suspense, useEffect } from 'react'
import { useLocation, useRoute } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { client, useWorld } from '../../state/client'
import { closeOverlay, openOverlay, useOverlay } from '../../state/overlay'
import { openSearch } from '../../state/search'
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
const ThreadsView = lazy(() => import('../threads/ThreadsView'))
const MentionsView = lazy(() => import('../mentions/MentionsView'))
const Mine = lazy(() => import('../mine/Mine'))
const NewGroup = lazy(() => import('../group/NewGroup'))
const SearchDialog = lazy(() => import('../search/SearchDialog'))
const BrowseGroups = lazy(() => import('../group/BrowseGroups'))

/** What one sees when one is in: the conversations, and the one that is open. */
export function Shell() {
  const texts = useTexts()
  const [, params] = useRoute('/c/:id/:seq?')
  const [, inThread] = useRoute('/c/:id/t/:root/:reply?')
  const [, view] = useRoute('/:view')
  const gathered = view?.view === 'threads' || view?.view === 'mentions' ? view.view : null
  const place = inThread ?? params
  const mine = view?.view === 'saved' || view?.view === 'scheduled' ? view.view : null
  const id = place ? Number(place.id) : null
  const seq = params?.seq ? Number(params.seq) : null
  const root = inThread ? Number(inThread.root) : null
  const reply = inThread?.reply ? Number(inThread.reply) : null
  useDocumentTitle(id)
  useShortcuts()
  useEffect(() => client().show(id), [id])
  return (
    <div className="shell" data-open={id !== null || gathered !== null || mine !== null}>
      <a className="skip-link" href="#messages">
        {texts.shell.skipToMessages}
      </a>
      <Banner />
      <div className="shell-panes">
        <Sidebar open={id} gathered={gathered} />
        <main className="shell-main">
          {gathered !== null ? (
            <Suspense fallback={null}>
              {gathered === 'threads' ? <ThreadsView /> : <MentionsView />}
            </Suspense>
          ) : mine !== null ? (
            <Suspense fallback={null}>
              <Mine view={mine} />
            </Suspense>
          ) : id === null ? (
            <NothingOpen />
          ) : (
            <ConversationPane key={id} id={id} target={seq} root={root} reply={reply} />
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
            <Button onClick={() => openOverlay('browse_groups')}>{texts.groups.browse}</Button>
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
      {overlay === 'search' && <SearchDialog onClose={closeOverlay} />}
      {overlay === 'browse_groups' && <BrowseGroups onClose={closeOverlay} />}
    </Suspense>
  )
}

export function modifierKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}

function useShortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      if (key === 'k') openOverlay('switcher')
      else if (key === 'f' && event.shiftKey) openSearch(null)
      else return
      event.preventDefault()
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
