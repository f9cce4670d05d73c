// TEMPORARY: until wire.gen.ts is there.
export type PersonId = number
export type ConversationId = number
export type SessionId = number
export type Seq = number
export type Rev = number
export type OrganisationRole = 'guest' | 'member' | 'moderator' | 'admin' | 'owner' | 'bot'
export type GroupRole = 'member' | 'moderator' | 'admin' | 'owner'
export type ConversationKind = 'direct' | 'self' | 'group'
export type Visibility = 'private' | 'public'
export type MessageKind = 'text' | 'notice'
export type NoticeKind = 'created' | 'added' | 'removed' | 'left' | 'joined' | 'renamed'
export type Presence = 'offline' | 'online' | 'away' | 'do_not_disturb'
export interface Person { id: PersonId; user_name: string; name: string; role: OrganisationRole; blocked: boolean }
export interface PresenceState { person: PersonId; state: Presence; last_seen?: string }
export interface Notice { what: NoticeKind; people: PersonId[]; name?: string }
export interface Message { seq: Seq; rev: Rev; sender: PersonId; at: string; kind: MessageKind; body: string; reply_to?: Seq; edited_at?: string; deleted_at?: string; notice?: Notice }
export interface Member { person: PersonId; role: GroupRole; joined_at: string; left_at?: string; added_by?: PersonId; removed_by?: PersonId; delivered_seq: Seq; read_seq: Seq; rev: Rev }
export interface Line { id: ConversationId; kind: ConversationKind; visibility: Visibility; name?: string; description?: string; peer?: PersonId; seq: Seq; rev: Rev; last_at: string; members: number; role: GroupRole; delivered_seq: Seq; read_seq: Seq; unread: number; last_message?: Message }
export interface Advance { person: PersonId; delivered_seq: Seq; read_seq: Seq }
export interface Receipt { person: PersonId; delivered_at?: string; read_at?: string }
export interface Hello { me: Person; lines: Line[]; people: Person[]; presence: PresenceState[]; next?: string }
export interface Posted { seq: Seq; rev: Rev; at: string; repeated: boolean }
export interface Messages { messages: Message[]; people: Person[]; more_before: boolean; more_after: boolean }
export interface Changes { rev: Rev; line?: Line; messages: Message[]; members: Member[]; people: Person[]; more: boolean; reset: boolean }
export interface Members { members: Member[]; people: Person[]; next?: string }
export interface People { people: Person[]; presence: PresenceState[]; next?: string }
export interface Receipts { receipts: Receipt[]; people: Person[]; next?: string }
export interface Presences { presence: PresenceState[] }
export type Done = Record<string, never>
export interface Commands {
  hello: { args: { after?: string; limit?: number }; out: Hello }
  'conversation.get': { args: { conversation: ConversationId }; out: Line }
  'conversation.sync': { args: { conversation: ConversationId; rev: Rev; limit?: number }; out: Changes }
  'direct.open': { args: { person: PersonId }; out: Line }
  'group.create': { args: { key: string; name: string; description?: string; visibility?: Visibility; people: PersonId[] }; out: Line }
  'group.add': { args: { conversation: ConversationId; people: PersonId[] }; out: Members }
  'group.remove': { args: { conversation: ConversationId; person: PersonId }; out: Done }
  'group.leave': { args: { conversation: ConversationId }; out: Done }
  'member.list': { args: { conversation: ConversationId; after?: string; limit?: number }; out: Members }
  'message.post': { args: { conversation: ConversationId; key: string; body: string; reply_to?: Seq }; out: Posted }
  'message.list': { args: { conversation: ConversationId; before?: Seq; after?: Seq; around?: Seq; limit?: number }; out: Messages }
  'receipt.advance': { args: { conversation: ConversationId; delivered?: Seq; read?: Seq }; out: Done }
  'receipt.list': { args: { conversation: ConversationId; seq: Seq; after?: string; limit?: number }; out: Receipts }
  typing: { args: { conversation: ConversationId; typing: boolean }; out: Done }
  'person.find': { args: { text?: string; after?: string; limit?: number }; out: People }
  'person.get': { args: { person: PersonId }; out: Person }
  'presence.set': { args: { state: Presence }; out: Done }
  'presence.watch': { args: { people: PersonId[] }; out: Presences }
  ping: { args: Record<string, never>; out: Done }
}
export type Events =
  | { on: 'welcome'; me: PersonId; session: SessionId; server: string; version: number; heartbeat_ms: number; at: string }
  | { on: 'message.posted'; conversation: ConversationId; rev: Rev; message: Message }
  | { on: 'message.changed'; conversation: ConversationId; rev: Rev; message: Message }
  | { on: 'member.changed'; conversation: ConversationId; rev: Rev; members: Member[]; people: Person[]; message?: Message }
  | { on: 'receipt.advanced'; conversation: ConversationId; rev: Rev; advances: Advance[] }
  | { on: 'conversation.joined'; conversation: ConversationId; line: Line; people: Person[] }
  | { on: 'conversation.left'; conversation: ConversationId; by: PersonId }
  | { on: 'typing'; conversation: ConversationId; person: PersonId; typing: boolean }
  | { on: 'presence.changed'; presence: PresenceState }
export type ErrorCode = 'bad_request' | 'invalid' | 'not_signed_in' | 'wrong_credentials' | 'password_change_required' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'too_many' | 'refused_by_plugin' | 'closed' | 'unavailable' | 'internal'
export type CloseRetry = 'no' | 'now' | 'later' | 'sign_in'
export const closes = {
  going_away: { code: 1001, retry: 'later', after_ms: [200, 4000] },
  protocol: { code: 4400, retry: 'no' },
  signed_out: { code: 4401, retry: 'sign_in' },
  lost: { code: 4408, retry: 'now' },
  slow: { code: 4429, retry: 'later', after_ms: [500, 3000] },
  unavailable: { code: 4503, retry: 'later', after_ms: [1000, 8000] },
} as const
