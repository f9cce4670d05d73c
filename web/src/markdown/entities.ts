// CommonMark allows character references in text. These are decoded here, to text, never by an HTML parser.
const kNamed: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  laquo: '«',
  raquo: '»',
  euro: '€',
  times: '×',
  rarr: '→',
  larr: '←',
  colon: ':',
  Tab: '\t',
  NewLine: '\n',
}

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,8}));/g,
    (whole, dec, hex, name) => {
      if (name !== undefined) return kNamed[name as string] ?? (whole as string)
      const code = dec !== undefined ? Number(dec) : parseInt(hex as string, 16)
      if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
      return String.fromCodePoint(code)
    },
  )
}
