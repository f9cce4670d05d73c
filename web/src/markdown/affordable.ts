// Whether a text can be parsed in a moment. Inside one paragraph the parser's time grows with the square or the cube of
// the marks in it: 16,000 characters of "[a](" take it two minutes. Such a text is shown as it is written instead.

/** Nests deeper than anybody writes. */
const kTooDeep = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){20}/m
/** Of each mark so many in one paragraph, and so many in all. */
const kInOne = { '[': 150, '*': 300, _: 300, '~': 300, '`': 300, '<': 300 }
const kInAll = 5
/** A wider table than this is none that anybody reads. */
const kColumns = 200

const kFence = /^ {0,3}(`{3,}|~{3,})(?!.*`)/
const kItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/

type Mark = keyof typeof kInOne
const kMarks = Object.keys(kInOne) as Mark[]

export function isAffordable(text: string): boolean {
  if (text.length < 100) return true
  if (kTooDeep.test(text)) return false
  const all = new Map<Mark, number>()
  let one = new Map<Mark, number>()
  let fence = ''
  for (const line of text.split('\n')) {
    const open = kFence.exec(line)?.[1]
    if (fence !== '') {
      // Only a line of nothing but as many of the same marks ends it.
      if (open?.startsWith(fence) && line.trim() === open) fence = ''
      continue
    }
    if (open !== undefined) {
      fence = open
      one = new Map()
      continue
    }
    if (line.trim() === '' || kItem.test(line)) one = new Map()
    let columns = 0
    for (const letter of line) {
      if (letter === '|') columns += 1
      if (!(letter in kInOne)) continue
      const mark = letter as Mark
      one.set(mark, (one.get(mark) ?? 0) + 1)
      all.set(mark, (all.get(mark) ?? 0) + 1)
    }
    if (columns > kColumns) return false
    if (kMarks.some((mark) => (one.get(mark) ?? 0) > kInOne[mark])) return false
  }
  return kMarks.every((mark) => (all.get(mark) ?? 0) <= kInOne[mark] * kInAll)
}
