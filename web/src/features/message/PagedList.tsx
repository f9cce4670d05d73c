import type { ReactNode } from 'react'

import { useTexts } from '../../i18n/texts'
import { Button } from '../../ui/Button'
import type { Paged } from './usePaged'

interface PagedListProps {
  paged: Paged<unknown>
  className: string
  /** <li> elements. */
  children: ReactNode
}

/** The list so far, and the way to the rest of it. */
export function PagedList({ paged, className, children }: PagedListProps) {
  const texts = useTexts()
  return (
    <>
      <ul className={className} aria-busy={paged.busy || undefined}>
        {children}
      </ul>
      {paged.failed && (
        <p className="form-error" role="alert">
          {texts.shell.notConnected}
        </p>
      )}
      {(paged.more || paged.failed) && (
        <Button look="quiet" busy={paged.busy} disabled={paged.busy} onClick={paged.loadMore}>
          {paged.failed ? texts.talk.retry : texts.change.showMore}
        </Button>
      )}
    </>
  )
}
