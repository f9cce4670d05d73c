import { currentTexts } from '../../i18n/texts'
import { tellQuietly } from '../../state/quietNotice'

/** Shows what is loaded lazily when it is there. Without a connection it may not come; then it is said, and no harm done. */
export function onceLoaded(load: () => Promise<unknown>, show: () => void): void {
  load().then(show, () => tellQuietly(currentTexts().shell.notConnected))
}

/** Loads ahead of need. */
export function comeNear(load: () => Promise<unknown>): void {
  load().catch(() => {})
}
