// What the screen offers. The server decides; these only spare a person what would be refused.
import type { GroupRole, Member, PersonId } from '../../protocol/wire'

const kRank: Record<GroupRole, number> = { member: 0, moderator: 1, admin: 2, owner: 3 }

export function manages(role: GroupRole): boolean {
  return kRank[role] > 0
}

/** Managers remove members of a lower role; the owner removes anybody else. */
export function mayRemove(mine: GroupRole, member: Member, me: PersonId | undefined): boolean {
  if (member.person === me || !manages(mine)) return false
  return mine === 'owner' || kRank[member.role] < kRank[mine]
}
