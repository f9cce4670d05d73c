// A notice in words: who did what, seen from where I stand.
import type { Catalogue } from '../../i18n/texts'
import type { Message, PersonId } from '../../protocol/wire'
import { personName } from '../../state/names'
import type { World } from '../../sync/world'

const kNamed = 4

export function noticeText(
  message: Message,
  me: PersonId | undefined,
  people: World['people'],
  texts: Catalogue,
): string {
  const { notice } = message
  const { notices } = texts.talk
  const who = message.sender === me ? texts.talk.you : personName(people, message.sender, texts)
  if (notice === undefined) return who
  const names = notice.people.map((id) =>
    id === me ? texts.talk.youObject : personName(people, id, texts),
  )
  const whom =
    names.length > kNamed
      ? texts.talk.andOthers(names.slice(0, kNamed - 1), names.length - kNamed + 1)
      : texts.talk.list(names)
  switch (notice.what) {
    case 'created':
      return notices.created(who)
    case 'added':
      return notices.added(who, whom)
    case 'removed':
      return notices.removed(who, whom)
    case 'left':
      return notices.left(who)
    case 'joined':
      return notices.joined(who)
    case 'renamed':
      return notices.renamed(who, notice.name ?? '')
    case 'described':
      return notices.described(who)
    case 'made_public':
      return notices.madePublic(who)
    case 'made_private':
      return notices.madePrivate(who)
    case 'role_given':
      return notices.roleGiven(who, whom, texts.groups.roleObject[notice.role ?? 'member'])
    case 'handed_on':
      return notices.handedOn(who, whom)
    case 'deleting':
      return notices.deleting(who)
    case 'kept':
      return notices.kept(who)
  }
}
