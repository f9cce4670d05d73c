import { plural } from '../plural'

export const search = {
  title: 'Search messages',
  placeholder: 'Words, “side by side”, from:ana …',
  close: 'Close the search',
  open: 'Search messages',
  openHere: 'Search in this conversation',
  forText: (text: string) => `Search messages for “${text}”`,
  everywhere: 'In all your conversations',
  inside: (name: string) => `In ${name}`,
  leaveScope: (name: string) => `Only in ${name}. Search everywhere instead`,
  order: 'Order',
  orders: { newest: 'Newest', best: 'Best' },
  hits: 'Messages found',
  searching: 'Searching…',
  nothing: (text: string) => `No message has ${text}`,
  count: (n: number, more: boolean) =>
    plural('en', n, { one: '# message', other: '# messages' }) + (more ? ', and more' : ''),
  hint: 'Type words in any language; the last may be only begun. Narrow it down:',
  operators: {
    'from:': 'who wrote it; from:me',
    'in:': 'a group, or @somebody',
    'has:link': 'with a link',
    'has:code': 'with code',
    'before:': 'a day, as 2026-03-31',
    'after:': 'a day',
  },
}
