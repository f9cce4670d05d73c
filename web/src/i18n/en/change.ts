import { listed, plural } from '../plural'

export const change = {
  more: 'More',
  react: 'Add a reaction',
  reactWith: (emoji: string) => `React with ${emoji}`,
  takeBack: (emoji: string) => `Take back ${emoji}`,
  reactions: 'Reactions',
  reactionLabel: (emoji: string, count: number, names: string) =>
    `${emoji} ${plural('en', count, { one: '# reaction', other: '# reactions' })}: ${names}`,
  reactedBy: (names: string[], more: number) =>
    more > 0
      ? `${names.join(', ')} ${plural('en', more, { one: 'and # other', other: 'and # others' })}`
      : listed('en', names),
  whoReacted: 'Who reacted',
  waiting: 'Waiting for the connection',
  edit: 'Edit',
  editing: 'Edit your message',
  editingChip: 'Editing your message',
  editHint: 'Enter saves, Escape leaves the message as it was.',
  cancelEdit: 'Leave the message as it was',
  save: 'Save',
  changedMeanwhile: 'It says something else by now. Saving puts your words in its place.',
  deletedMeanwhile:
    'The message was deleted meanwhile. Escape takes your words over into a new one.',
  notSaved: (reason: string) => `Your words were not saved. ${reason}`,
  conflict: 'The message was changed meanwhile, perhaps by you in another window.',
  yourWords: 'Your words',
  editAgain: 'Edit again',
  takeOver: 'Write it anew',
  discard: 'Discard',
  versionsTitle: 'What it said before',
  versionsOpen: 'edited: show what it said before',
  versionNow: 'Now',
  versionsNone: 'It has not said anything else.',
  showMore: 'Show more',
  pin: 'Pin for everybody',
  unpin: 'Unpin',
  pinnedBy: (name: string) => `Pinned by ${name}`,
  pinnedByYou: 'Pinned by you',
  pinned: 'Pinned',
  pinnedNone: 'Nothing is pinned here.',
  unpinOne: (name: string) => `Unpin the message of ${name}`,
  goToPinned: (name: string, text: string) => `Go to the message of ${name}: ${text}`,
  delete: 'Delete',
  deleteTitle: 'Delete this message?',
  deleteMine:
    'It goes for everybody, with what it said before and its reactions. This cannot be undone.',
  deleteTheirs: (name: string) =>
    `The message of ${name} goes for everybody, with what it said before and its reactions. This cannot be undone.`,
  deleteWaits: 'It will be deleted when the connection is back.',
  keepIt: 'Keep it',
  refused: {
    reaction: (emoji: string, reason: string) => `${emoji} was taken back. ${reason}`,
    pin: (reason: string) => `The message was not pinned. ${reason}`,
    unpin: (reason: string) => `The message was not unpinned. ${reason}`,
    delete: (reason: string) => `The message was not deleted. ${reason}`,
  },
}
