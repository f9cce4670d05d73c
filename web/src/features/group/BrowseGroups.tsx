import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import type { GroupCard } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Icon } from '../../ui/Icon'
import { PagedList } from '../message/PagedList'
import { usePaged } from '../message/usePaged'
import { messageOf } from '../people/useOpenDirect'

import '../people/people.css'
import './group.css'

const kPage = 30
/** So long (ms) one may type before it is asked. */
const kPause = 150

/** The public groups: find, look, join. */
export default function BrowseGroups({ onClose }: { onClose(): void }) {
  const texts = useTexts().groups
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [joining, setJoining] = useState<number | null>(null)
  const [error, setError] = useState<string | null>(null)
  const conversations = useWorld((world) => world.conversations)
  const query = text.trim()

  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(query), query === '' ? 0 : kPause)
    return () => window.clearTimeout(timer)
  }, [query])
  const ask = useCallback(
    async (after: string | undefined) => {
      const page = await client().call('group.browse', {
        limit: kPage,
        ...(asked && { text: asked }),
        ...(after && { after }),
      })
      return { items: page.groups, next: page.next }
    },
    [asked],
  )
  const paged = usePaged<GroupCard>(ask)

  const go = (id: number) => {
    onClose()
    navigate(`/c/${id}`)
  }
  const join = (id: number) => {
    setJoining(id)
    setError(null)
    client()
      .joinGroup(id)
      .then(
        () => go(id),
        (reason: unknown) => {
          setJoining(null)
          setError(messageOf(reason))
        },
      )
  }
  return (
    <Dialog title={texts.browseTitle} onClose={onClose}>
      <div className="picker">
        <div className="picker-box">
          <Icon name="search" size={17} />
          <input
            type="search"
            className="input"
            aria-label={texts.browseFind}
            placeholder={texts.browsePlaceholder}
            autoComplete="off"
            spellCheck={false}
            data-first-focus
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {error && (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
        <PagedList paged={paged} className="browse">
          {(paged.items ?? []).map((group) => {
            const isIn = conversations.has(group.id)
            return (
              <li key={group.id} className="browse-group">
                <Avatar id={group.id} name={group.name} size={40} shape="group" />
                <span className="browse-text">
                  <span className="browse-name">{group.name}</span>
                  <span className="browse-about">
                    {texts.members(group.members)}
                    {group.description && ` · ${group.description}`}
                  </span>
                </span>
                {isIn ? (
                  <Button
                    look="quiet"
                    aria-label={texts.openOne(group.name)}
                    onClick={() => go(group.id)}
                  >
                    {texts.open}
                  </Button>
                ) : (
                  <Button
                    aria-label={texts.joinOne(group.name)}
                    busy={joining === group.id}
                    disabled={joining !== null}
                    onClick={() => join(group.id)}
                  >
                    {texts.join}
                  </Button>
                )}
              </li>
            )
          })}
        </PagedList>
        <p className="picker-none" role="status">
          {!paged.busy &&
            paged.items?.length === 0 &&
            (asked === '' ? texts.browseNone : texts.browseNothing(asked))}
        </p>
      </div>
    </Dialog>
  )
}
