import { useCallback } from 'react'

import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import { Markdown } from '../../markdown/Markdown'
import type { Message, Version } from '../../protocol/wire'
import { client } from '../../state/client'
import { Dialog } from '../../ui/Dialog'
import { PagedList } from './PagedList'
import { usePaged } from './usePaged'

const kPage = 20

interface VersionsProps {
  conversation: number
  message: Message
  onClose(): void
}

/** What a message said before, from the first words to the present ones. */
export default function Versions({ conversation, message, onClose }: VersionsProps) {
  const texts = useTexts().change
  const { seq } = message
  const ask = useCallback(
    async (after: string | undefined) => {
      const page = await client().call('message.versions', {
        conversation,
        seq,
        limit: kPage,
        ...(after && { after }),
      })
      return { items: page.versions, next: page.next }
    },
    [conversation, seq],
  )
  const paged = usePaged<Version>(ask)
  const isWhole = paged.items !== null && !paged.more
  return (
    <Dialog title={texts.versionsTitle} className="dialog-wide" onClose={onClose}>
      {isWhole && paged.items!.length === 0 && <p>{texts.versionsNone}</p>}
      <PagedList paged={paged} className="versions">
        {(paged.items ?? []).map((version) => (
          <li key={version.rev}>
            <time dateTime={version.at}>{fullTime(version.at)}</time>
            <Markdown text={version.body} />
          </li>
        ))}
        {isWhole && (
          <li data-now>
            <span>
              {texts.versionNow}
              {message.edited_at && (
                <>
                  {' · '}
                  <time dateTime={message.edited_at}>{fullTime(message.edited_at)}</time>
                </>
              )}
            </span>
            <Markdown text={message.body} />
          </li>
        )}
      </PagedList>
    </Dialog>
  )
}
