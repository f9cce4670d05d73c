import { decodeEntities } from './entities'

const kAllowed = new Set(['http:', 'https:', 'mailto:'])

/** The address as it may be followed, or null when it is not one of the web or of mail. */
export function safeLink(written: string): string | null {
  let url: URL
  try {
    url = new URL(decodeEntities(written))
  } catch {
    return null
  }
  return kAllowed.has(url.protocol) ? url.href : null
}
