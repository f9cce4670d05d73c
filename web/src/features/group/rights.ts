// What the screen offers. The server decides; these only spare a person what would be refused.
import type { GroupRole, Member, Message, PersonId } from '../../protocol/wire'
import type { Conversation } from '../../sync/world'

const kRank: Record<GroupRole, number> = { member: 0, moderator: 1, admin: 2, owner: 3 }

export function manages(role: GroupRole): boolean {
  return kRank[role] > 0
}

/** As the table in core/chat/permission.cpp says. */
export const mayDescribe = manages
export const mayRename = (role: GroupRole) => kRank[role] >= kRank.admin
export const maySetVisibility = mayRename

/** The roles that a member may be given: below one's own, to those below oneself, and another than they have. */
export function rolesFor(mine: GroupRole, member: Member, me: PersonId | undefined): GroupRole[] {
  if (member.person === me || kRank[mine] < kRank.admin || kRank[member.role] >= kRank[mine])
    return []
  const all: GroupRole[] = ['admin', 'moderator', 'member']
  return all.filter((role) => kRank[role] < kRank[mine] && role !== member.role)
}

/** Managers remove members of a lower role; the owner removes anybody else. */
export function mayRemove(mine: GroupRole, member: Member, me: PersonId | undefined): boolean {
  if (member.person === me || !manages(mine)) return false
  return mine === 'owner' || kRank[member.role] < kRank[mine]
}

/** What may be done with a message, as one number, so that a row that is given it is drawn again only when it changes. */
export const kMayEdit = 1
export const kMayDelete = 2
export const kMayPin = 4
export const kMaySeeVersions = 8

export function messageRights(
  /** Of a thread: its parent. */
  { line, members }: Conversation,
  message: Message,
  me: PersonId | undefined,
): number {
  if (line.deletion !== undefined || message.kind !== 'text' || message.deleted_at !== undefined)
    return 0
  const isMine = message.sender === me
  const isManager = line.kind === 'group' && manages(line.role)
  const pin = line.kind !== 'group' || isManager ? kMayPin : 0
  if (isMine) return kMayEdit | kMayDelete | kMaySeeVersions | pin
  if (!isManager) return pin
  const sender = members?.get(message.sender)
  // Whoever has left is nobody's superior; of whom nothing is known yet only the owner is sure.
  const role = sender?.left_at === undefined ? sender?.role : 'member'
  const outranks = line.role === 'owner' || (role !== undefined && kRank[role] < kRank[line.role])
  return kMaySeeVersions | pin | (outranks ? kMayDelete : 0)
}
