// The words of a message as the server will keep them.

/** Without the control characters that a paste from a terminal brings along. */
export function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .normalize('NFC')
}
