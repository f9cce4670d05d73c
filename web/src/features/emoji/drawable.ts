// What this browser can draw. Fonts are years behind Unicode, and what they lack shows as a box or in pieces.
//
// One emoji of each version is drawn twice, in two colours: a coloured glyph looks the same in both, a box or letters do
// not. One that is joined of several must be about as wide as a single one. Where a browser hides what it drew
// (against fingerprinting), the two controls fail, and everything counts as drawable.

/** A single one and a joined one of each version, where there are both. */
const kProbes: readonly [version: number, ...emoji: string[]][] = [
  [12, '🥱'],
  [12.1, '🧑‍🦰'],
  [13, '🥲', '🐻‍❄️'],
  [13.1, '😶‍🌫️'],
  [14, '🫠'],
  [15, '🫨', '🐦‍⬛'],
  [15.1, '🙂‍↔️', '🍋‍🟩'],
  [16, '🫩'],
  [17, '🫪'],
]
export const kVersions = kProbes.map(([version]) => version)
const kCountry = '🇩🇪'
const kSubdivision = '🏴󠁧󠁢󠁳󠁣󠁴󠁿'
const kSize = 24

let pen: CanvasRenderingContext2D | null | undefined
const known = new Map<number | string, boolean>()

/** Whether emoji of this version of Unicode Emoji are drawn. The first question of each version costs about 1 ms. */
export function draws(version: number): boolean {
  const probe = kProbes.find(([of]) => of >= version)
  if (version === 0 || probe === undefined) return true
  return remember(probe[0], () => (probe.slice(1) as string[]).every(isDrawn))
}

/** Windows has no flags of countries: it shows their letters. */
export function drawsFlag(flag: string): boolean {
  if (flag.startsWith('\u{1F3F4}\u{E0067}'))
    return remember(kSubdivision, () => isDrawn(kSubdivision))
  return /^\p{RI}{2}$/u.test(flag) ? remember(kCountry, () => isDrawn(kCountry)) : true
}

function remember(what: number | string, ask: () => boolean): boolean {
  let answer = known.get(what)
  if (answer === undefined) known.set(what, (answer = !canTell() || ask()))
  return answer
}

/** Whether the test tells apart what is surely drawn and what surely is not. */
function canTell(): boolean {
  if (pen === undefined) {
    pen = makePen()
    if (pen !== null && (!isDrawn('😀') || isDrawn('\u{10FFFD}'))) pen = null
  }
  return pen !== null
}

function makePen(): CanvasRenderingContext2D | null {
  if (typeof document === 'undefined') return null
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = kSize
  const made = canvas.getContext('2d', { willReadFrequently: true })
  if (made !== null) {
    made.font = `${kSize * 0.7}px ${getComputedStyle(document.documentElement).getPropertyValue('--font-emoji') || 'sans-serif'}`
    made.textBaseline = 'middle'
  }
  return made
}

function isDrawn(emoji: string): boolean {
  const one = pen!.measureText('😀').width
  if (pen!.measureText(emoji).width > one * 1.4) return false
  const black = pixels(emoji, '#000')
  const red = pixels(emoji, '#f00')
  return black.some((part) => part !== 0) && black.every((part, at) => part === red[at])
}

function pixels(emoji: string, colour: string): Uint8ClampedArray {
  pen!.clearRect(0, 0, kSize, kSize)
  pen!.fillStyle = colour
  pen!.fillText(emoji, 0, kSize / 2)
  return pen!.getImageData(0, 0, kSize, kSize).data
}
