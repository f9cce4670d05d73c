import { plural } from '../plural'

/** Threads, mentions, and passing on. */
export const threads = {
  thread: 'Thread',
  threads: 'Threads',
  reply: 'Reply in thread',
  replies: (n: number) => plural('en', n, { one: '# reply', other: '# replies' }),
  lastReply: (when: string) => `last ${when}`,
  open: (n: number, when: string) =>
    `${plural('en', n, { one: '# reply', other: '# replies' })}, the last ${when}. Open the thread.`,
  in: (name: string) => `in ${name}`,
  composer: 'Reply in the thread',
  alsoSend: (name: string) => `Also send to ${name}`,
  follow: 'Follow the thread',
  unfollow: 'Stop following',
  close: 'Close the thread',
  noReplies: 'No replies yet. What is said here stays together, apart from the conversation.',
  none: 'No threads yet',
  noneText: 'Threads that you write in, are mentioned in or follow gather here.',
  unread: (n: number) =>
    plural('en', n, { one: '# thread with new replies', other: '# threads with new replies' }),
  failed: 'The thread could not be loaded.',
  goToRoot: 'Go to the message',

  mentions: 'Mentions',
  mentionsNone: 'Nobody has mentioned you',
  mentionsNoneText: 'Messages that say @you, @here or @all gather here.',
  mentionsUnread: (n: number) => plural('en', n, { one: '# mention', other: '# mentions' }),
  nextMention: 'Go to the next mention',
  all: 'everybody in the conversation',
  here: 'everybody who is there now',
  notMember: 'not in this group',
  mayNotAll: (n: number) =>
    `In a group of more than ${n} only those who manage it can address everybody. This will be plain text.`,
  personMenu: (name: string) => `About ${name}`,
  writeTo: (name: string) => `Write to ${name}`,
  profile: (userName: string) => `@${userName}`,

  forward: 'Forward',
  forwardTitle: 'Forward a message',
  forwardTo: 'To whom?',
  forwardComment: 'Add a word (optional)',
  forwarded: (name: string) => `Forwarded, written by ${name}`,
  forwardedOn: (when: string) => `on ${when}`,
  sent: (name: string) => `Forwarded to ${name}.`,
}
