import { lazy, Suspense, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import type { Catalogue } from '../../i18n/texts'
import { useTexts } from '../../i18n/texts'
import { agoTime } from '../../i18n/times'
import { useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { openSearch } from '../../state/search'
import { isMuted } from '../../state/unread'
import type { Conversation, World } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { onceLoaded } from '../shell/onceLoaded'

const loadMenu = () => import('../sidebar/PlaceMenu')
const PlaceMenu = lazy(loadMenu)

interface ConversationHeadProps {
  conversation: Conversation
  details: boolean
  onDetails(): void
}

export function ConversationHead({ conversation, details, onDetails }: ConversationHeadProps) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const presence = useWorld((world) => world.presence)
  const { line } = conversation
  const place = useWorld((world) => world.mine.places.get(line.id))
  const menuRef = useRef<HTMLButtonElement>(null)
  const [menu, setMenu] = useState(false)
  const name = lineName(line, people, texts)
  const below = subtitle(conversation, presence, texts)
  return (
    <header className="head">
      <IconButton
        icon="back"
        className="head-back"
        label={texts.shell.back}
        onClick={() => navigate('/')}
      />
      <Avatar
        id={line.peer ?? line.id}
        name={name}
        size={36}
        shape={line.kind === 'group' ? 'group' : 'person'}
        {...(line.kind === 'self' && { icon: 'note' })}
        presence={line.peer === undefined ? undefined : presence.get(line.peer)?.state}
      />
      <div className="head-text">
        <h1 className="clip">
          {name}
          {isMuted(place) && (
            <span className="head-muted" title={texts.mine.muted}>
              <Icon name="muted" size={15} />
              <span className="hidden-visually">{texts.mine.muted}</span>
            </span>
          )}
        </h1>
        {below !== '' && <p className="clip">{below}</p>}
      </div>
      <IconButton icon="search" label={texts.search.openHere} onClick={() => openSearch(line.id)} />
      <IconButton
        ref={menuRef}
        icon="more"
        label={texts.mine.menuOpen}
        aria-haspopup="menu"
        aria-expanded={menu}
        onClick={() => onceLoaded(loadMenu, () => setMenu(true))}
      />
      {menu && (
        <Suspense fallback={null}>
          <PlaceMenu anchor={menuRef} id={line.id} onClose={() => setMenu(false)} />
        </Suspense>
      )}
      <IconButton
        icon="panel"
        label={texts.talk.details}
        aria-expanded={details}
        onClick={onDetails}
      />
    </header>
  )
}

function subtitle(
  { line, members }: Conversation,
  presence: World['presence'],
  texts: Catalogue,
): string {
  if (line.kind === 'self') return texts.talk.beginningSelf
  if (line.kind === 'direct') {
    const state = line.peer === undefined ? undefined : presence.get(line.peer)
    if (state === undefined) return ''
    if (state.state !== 'offline') return texts.shell.presences[state.state]
    return state.last_seen !== undefined
      ? texts.talk.lastSeen(agoTime(state.last_seen, new Date()))
      : texts.shell.presences.offline
  }
  let online = 0
  for (const member of members?.values() ?? []) {
    const state = presence.get(member.person)?.state ?? 'offline'
    if (member.left_at === undefined && state !== 'offline') online += 1
  }
  const count = texts.talk.members(line.members)
  return online > 0 ? `${count}, ${texts.talk.onlineCount(online)}` : count
}
