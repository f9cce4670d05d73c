import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { allMentions, unreadThreads } from '../../state/unread'
import type { IconName } from '../../ui/Icon'
import { Icon } from '../../ui/Icon'

type View = 'threads' | 'mentions'

/** What is gathered from all conversations: the threads that I follow, and where I am mentioned. */
export function GatheredLinks({ current }: { current: View | null }) {
  const texts = useTexts().threads
  const threads = useWorld(unreadThreads)
  const mentions = useWorld(allMentions)
  return (
    <ul className="gathered-links">
      <GatheredLink
        view="threads"
        icon="thread"
        name={texts.threads}
        count={threads}
        counted={texts.unread(threads)}
        isCurrent={current === 'threads'}
      />
      <GatheredLink
        view="mentions"
        icon="at"
        name={texts.mentions}
        count={mentions}
        counted={texts.mentionsUnread(mentions)}
        isCurrent={current === 'mentions'}
      />
    </ul>
  )
}

interface GatheredLinkProps {
  view: View
  icon: IconName
  name: string
  count: number
  counted: string
  isCurrent: boolean
}

function GatheredLink({ view, icon, name, count, counted, isCurrent }: GatheredLinkProps) {
  const [, navigate] = useLocation()
  return (
    <li>
      <a
        href={`/${view}`}
        className="gathered-link"
        data-unread={count > 0}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          navigate(`/${view}`)
        }}
      >
        <Icon name={icon} size={17} />
        <span className="clip">{name}</span>
        {count > 0 && (
          <span className="badge">
            <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
            <span className="hidden-visually">{counted}</span>
          </span>
        )}
      </a>
    </li>
  )
}
