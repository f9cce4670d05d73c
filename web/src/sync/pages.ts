// Loads what a person looks at: pages of history, the members of a conversation, its pinned messages.
import type { Commands, ConversationId, Member, Seq } from '../protocol/wire'
import type { Connection } from './connection'
import { beginLoad, endLoad } from './reduce/conversation'
import { withPeople } from './reduce/people'
import { editConversation } from './reduce/world'
import type { WorldHolder } from './worldHolder'

export const kPage = 60
const kPinPage = 30

type Which = 'newest' | 'older' | 'newer' | { around: Seq }

export class Pages {
  private loading = new Map<string, Promise<void>>()

  constructor(
    private readonly connection: Connection,
    private readonly world: WorldHolder,
  ) {}

  /** Rejects with Refused or Unanswered. Asking again while the same is on its way asks nothing. */
  load(id: ConversationId, which: Which): Promise<void> {
    const name = typeof which === 'string' ? which : `around ${which.around}`
    return this.once(`${id} ${name}`, () => this.loadPage(id, which))
  }

  loadMembers(id: ConversationId): Promise<void> {
    return this.once(`${id} members`, () => this.loadAllMembers(id))
  }

  /** The pinned messages from the top; `more`: the next page of them. */
  loadPins(id: ConversationId, more: boolean): Promise<void> {
    return this.once(`${id} pins ${more}`, () => this.loadPinPage(id, more))
  }

  private once(name: string, start: () => Promise<void>): Promise<void> {
    const running = this.loading.get(name)
    if (running !== undefined) return running
    const promise = start().finally(() => this.loading.delete(name))
    this.loading.set(name, promise)
    return promise
  }

  private begin(id: ConversationId): number {
    this.world.change((world) => editConversation(world, id, beginLoad))
    return this.world.now.conversations.get(id)?.era ?? 0
  }

  private async loadPage(id: ConversationId, which: Which): Promise<void> {
    const messages = this.world.now.conversations.get(id)?.history?.messages ?? []
    const args: Commands['message.list']['args'] = { conversation: id, limit: kPage }
    if (which === 'older' && messages[0]) args.before = messages[0].seq
    else if (which === 'newer' && messages.length > 0) args.after = messages.at(-1)!.seq
    else if (typeof which === 'object') args.around = which.around
    const era = this.begin(id)
    try {
      const page = await this.connection.call('message.list', args)
      this.world.change((world) =>
        editConversation(withPeople(world, page.people), id, (held) =>
          endLoad(held, era, { page }, world.me?.id),
        ),
      )
    } catch (error) {
      this.world.change((world) =>
        editConversation(world, id, (held) => endLoad(held, era, {}, world.me?.id)),
      )
      throw error
    }
  }

  private async loadAllMembers(id: ConversationId): Promise<void> {
    const era = this.begin(id)
    try {
      const members: Member[] = []
      let after: string | undefined
      do {
        const page = await this.connection.call('member.list', {
          conversation: id,
          limit: 500,
          ...(after && { after }),
        })
        members.push(...page.members)
        this.world.change((world) => withPeople(world, page.people))
        after = page.next
      } while (after !== undefined)
      this.world.change((world) =>
        editConversation(world, id, (held) => endLoad(held, era, { members }, world.me?.id)),
      )
    } catch (error) {
      this.world.change((world) =>
        editConversation(world, id, (held) => endLoad(held, era, {}, world.me?.id)),
      )
      throw error
    }
  }

  private async loadPinPage(id: ConversationId, more: boolean): Promise<void> {
    const after = more ? this.world.now.conversations.get(id)?.pins?.next : undefined
    if (more && after === undefined) return
    const era = this.begin(id)
    try {
      const page = await this.connection.call('message.pins', {
        conversation: id,
        limit: kPinPage,
        ...(after && { after }),
      })
      const pins = { messages: page.messages, next: page.next, after }
      this.world.change((world) =>
        editConversation(withPeople(world, page.people), id, (held) =>
          endLoad(held, era, { pins }, world.me?.id),
        ),
      )
    } catch (error) {
      this.world.change((world) =>
        editConversation(world, id, (held) => endLoad(held, era, {}, world.me?.id)),
      )
      throw error
    }
  }
}
