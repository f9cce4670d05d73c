import { useEffect } from 'react'

import { useTexts } from '../../i18n/texts'
import { dropQuietNotice, useQuietNotice } from '../../state/quietNotice'
import { IconButton } from '../../ui/Button'

/** Long enough to be read twice. */
const kShown = 8000

/** Says that something was taken back, and goes by itself. */
export function QuietNotice() {
  const texts = useTexts().shell
  const notice = useQuietNotice((store) => store.notice)
  useEffect(() => {
    if (notice === null) return
    const timer = window.setTimeout(dropQuietNotice, kShown)
    return () => window.clearTimeout(timer)
  }, [notice])
  return (
    <div className="quiet-notice-place" role="status">
      {notice && (
        <div key={notice.id} className="quiet-notice">
          <span>{notice.text}</span>
          <IconButton icon="close" size={16} label={texts.close} onClick={dropQuietNotice} />
        </div>
      )}
    </div>
  )
}
