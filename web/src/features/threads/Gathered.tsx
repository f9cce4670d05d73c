import type { ReactNode } from 'react'
import { useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { Button, IconButton } from '../../ui/Button'

import '../conversation/conversation.css'
import './threads.css'

interface GatheredProps {
  title: string
  busy: boolean
  /** Loads the next page; undefined: there is none. */
  more: (() => Promise<void>) | undefined
  children: ReactNode
}

/** A view that gathers what is in many conversations. */
export function Gathered({ title, busy, more, children }: GatheredProps) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const [loading, setLoading] = useState(false)
  const loadMore = () => {
    setLoading(true)
    more?.()
      .catch(() => {})
      .finally(() => setLoading(false))
  }
  return (
    <section className="gathered" aria-label={title}>
      <header className="head">
        <IconButton
          icon="back"
          className="head-back"
          label={texts.shell.back}
          onClick={() => navigate('/')}
        />
        <div className="head-text">
          <h1 className="clip">{title}</h1>
        </div>
      </header>
      <div className="gathered-body" id="messages" aria-busy={busy || undefined}>
        <ul className="gathered-list">{children}</ul>
        {more !== undefined && (
          <div className="gathered-more">
            <Button look="quiet" busy={loading} disabled={loading} onClick={loadMore}>
              {texts.change.showMore}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
