import { useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { openOverlay } from '../../state/overlay'
import { openSearch } from '../../state/search'
import { useSession } from '../../state/session'
import type { World } from '../../sync/world'
import { Button, IconButton } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Flame } from '../../ui/Flame'
import { Icon } from '../../ui/Icon'
import { ConversationList } from './ConversationList'
import { GatheredLinks } from './GatheredLinks'
import { MyMenu } from './MyMenu'
import { sidebarRows, sortedLines } from './sortedLines'

import './sidebar.css'

interface SidebarProps {
  open: number | null
  gathered: 'threads' | 'mentions' | null
}

export function Sidebar({ open, gathered }: SidebarProps) {
  const texts = useTexts()
  const organisation = useSession((store) => store.settings?.organisation)
  const conversations = useWorld((world) => world.conversations)
  const people = useWorld((world) => world.people)
  const ready = useWorld((world) => world.ready)
  const [filter, setFilter] = useState('')
  const listRef = useRef<{ focusFirst(): void }>(null)
  const lines = useMemo(
    () => sortedLines(conversations, people, filter, open, texts),
    [conversations, people, filter, open, texts],
  )
  const places = useWorld((world) => world.mine.places)
  const [archiveOpen, setArchiveOpen] = useState(false)
  const [, navigate] = useLocation()
  const looking = filter.trim() !== ''
  const turn = useEndOfMute(places)
  const rows = useMemo(
    () => sidebarRows(lines, places, archiveOpen || looking, texts),
    // What is muted until a time is drawn anew when that has come.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [lines, places, archiveOpen, looking, texts, turn],
  )
  return (
    <nav className="sidebar" aria-label={texts.shell.conversations}>
      <header className="sidebar-head">
        <Flame size={26} />
        <span className="sidebar-name clip">{organisation ?? texts.shell.appName}</span>
        <IconButton
          icon="globe"
          label={texts.groups.browse}
          onClick={() => openOverlay('browse_groups')}
        />
        <IconButton
          icon="group"
          label={texts.shell.newGroup}
          onClick={() => openOverlay('new_group')}
        />
        <IconButton
          icon="pencil"
          label={texts.shell.newMessage}
          onClick={() => openOverlay('new_message')}
        />
      </header>
      <div className="sidebar-search">
        <Icon name="search" size={17} />
        <input
          type="search"
          aria-label={texts.shell.searchPlaceholder}
          placeholder={texts.shell.searchPlaceholder}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault()
              listRef.current?.focusFirst()
            } else if (event.key === 'Escape' && filter !== '') {
              event.preventDefault()
              setFilter('')
            }
          }}
        />
        {filter !== '' && (
          <IconButton
            icon="close"
            size={15}
            label={texts.shell.clearSearch}
            onClick={() => setFilter('')}
          />
        )}
      </div>
      {filter === '' && <GatheredLinks current={gathered} />}
      {!ready && lines.length === 0 ? (
        <Placeholder />
      ) : lines.length > 0 ? (
        <ConversationList
          ref={listRef}
          rows={rows}
          open={open}
          onArchive={() => setArchiveOpen(!archiveOpen)}
        />
      ) : (
        <div className="sidebar-empty">
          {filter !== '' ? (
            <Empty title={texts.shell.nothingFound(filter)}>
              <Button onClick={() => openOverlay('switcher')}>{texts.shell.searchPeople}</Button>
              <Button onClick={() => openSearch(null, filter)}>{texts.search.open}</Button>
            </Empty>
          ) : (
            <Empty title={texts.shell.noConversations} text={texts.shell.noConversationsText}>
              <Button look="main" onClick={() => openOverlay('new_message')}>
                {texts.shell.newMessage}
              </Button>
            </Empty>
          )}
        </div>
      )}
      <footer className="sidebar-foot">
        <MyMenu />
        <IconButton icon="bookmark" label={texts.mine.saved} onClick={() => navigate('/saved')} />
      </footer>
    </nav>
  )
}

/** Counts the mutes that have ended, so that whoever uses it is drawn anew. */
function useEndOfMute(places: World['mine']['places']): number {
  const [turn, next] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const now = Date.now()
    const ends = [...places.values()]
      .filter(({ muted, muted_until }) => muted && muted_until !== undefined)
      .map(({ muted_until }) => Date.parse(muted_until!))
      .filter((end) => end > now)
    if (ends.length === 0) return
    // A timer of more than 24 days would fire at once.
    const timer = window.setTimeout(next, Math.min(Math.min(...ends) - now + 50, 2 ** 30))
    return () => window.clearTimeout(timer)
  }, [places, turn])
  return turn
}

/** Grey lines while the first page of conversations is on its way. */
function Placeholder() {
  return (
    <div className="sidebar-placeholder" aria-hidden="true">
      {[62, 44, 70, 51, 38, 58].map((width, index) => (
        <div key={index} className="placeholder-line">
          <span className="placeholder-face" />
          <span className="placeholder-text" style={{ inlineSize: `${width}%` }} />
        </div>
      ))}
    </div>
  )
}
