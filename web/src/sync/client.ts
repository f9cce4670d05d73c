// The whole of the sync layer behind one door: what the screens, a test or a script talk to.
import type {
  Commands,
  ConversationId,
  Line,
  Person,
  Presence,
  PersonId,
  Seq,
} from '../protocol/wire'
import { CatchUp } from './catchUp'
import type { ConnectionState, Refused } from './connection'
import { Connection } from './connection'
import { Outbox } from './outbox'
import { Pages } from './pages'
import { Personal } from './personal'
import type { Ports, UngrantedWish, Wanted } from './ports'
import { Presences } from './presences'
import { Receipts } from './receipts'
import { withPeople } from './reduce/people'
import { applyEvent, applyLines } from './reduce/world'
import { Strangers } from './strangers'
import { Typing } from './typing'
import { Wishes } from './wishes'
import type { PersonalWish, PlacePatch, World } from './world'
import { WorldHolder } from './worldHolder'

/** A conversation is gone: deleted by somebody, or for a reason that this client has not heard. */
export interface Gone {
  line: Line
  by: Person | undefined
}
type GoneListener = (gone: Gone) => void
type RefusedListener = (wish: UngrantedWish | PersonalWish, refusal: Refused) => void

export class Client {
  private readonly holder = new WorldHolder()
  private readonly stateListeners = new Set<(state: ConnectionState) => void>()
  private readonly refusedListeners = new Set<RefusedListener>()
  private readonly goneListeners = new Set<GoneListener>()
  private readonly connection: Connection
  private readonly catchUp: CatchUp
  private readonly outbox: Outbox
  private readonly pages: Pages
  private readonly receipts: Receipts
  private readonly strangers: Strangers
  private readonly typing: Typing
  private readonly wishes: Wishes
  readonly personal: Personal
  readonly presences: Presences
  private connectionState: ConnectionState = { is: 'idle' }
  /** The keys of what was to be scheduled and has not been answered. */
  private readonly scheduling = new Map<string, string>()
  private open: ConversationId | null = null
  private me: PersonId = 0

  constructor(private readonly ports: Ports) {
    const { clock } = ports
    this.connection = new Connection(ports, {
      onState: (state) => this.stateChanged(state),
      onWelcome: (welcome) => this.welcomed(welcome.me),
      onEvent: (event) => {
        if (event.on === 'conversation.deleted') this.tellGone(event.conversation, event.by)
        this.holder.change((world) => applyEvent(world, event, clock.now()))
        this.strangers.meet(event)
      },
    })
    this.catchUp = new CatchUp(
      clock,
      this.connection,
      this.holder,
      (id) => this.open === id,
      (line) => this.goneListeners.forEach((listener) => listener({ line, by: undefined })),
    )
    this.outbox = new Outbox(ports, this.connection, this.holder, () => this.me)
    const refused: RefusedListener = (wish, refusal) => {
      for (const listener of this.refusedListeners) listener(wish, refusal)
    }
    this.wishes = new Wishes(ports, this.connection, this.holder, refused)
    this.personal = new Personal(ports, this.connection, this.holder, refused)
    this.pages = new Pages(this.connection, this.holder)
    this.strangers = new Strangers(this.connection, this.holder)
    this.receipts = new Receipts(clock, this.connection, this.holder)
    this.typing = new Typing(clock, this.connection, this.holder)
    this.presences = new Presences(clock, this.connection, this.holder)
  }

  get world(): World {
    return this.holder.now
  }

  get state(): ConnectionState {
    return this.connectionState
  }

  subscribe(listener: (world: World) => void): () => void {
    return this.holder.subscribe(listener)
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  start(): void {
    this.connection.start()
    void this.outbox.load()
    void this.wishes.load()
    void this.personal.load()
  }

  stop(): void {
    this.outbox.stop()
    this.wishes.stop()
    this.personal.stop()
    this.connection.stop()
  }

  tryNow(): void {
    this.connection.tryNow()
  }

  /** Any command of the protocol. Rejects with Refused or Unanswered. */
  call<Name extends keyof Commands>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['out']> {
    return this.connection.call(name, args)
  }

  /** The conversation that is on the screen, or none. */
  show(conversation: ConversationId | null): void {
    this.open = conversation
  }

  loadNewest(id: ConversationId): Promise<void> {
    return this.pages.load(id, 'newest')
  }
  loadOlder(id: ConversationId): Promise<void> {
    return this.pages.load(id, 'older')
  }
  loadNewer(id: ConversationId): Promise<void> {
    return this.pages.load(id, 'newer')
  }
  loadAround(id: ConversationId, seq: Seq): Promise<void> {
    return this.pages.load(id, { around: seq })
  }
  loadMembers(id: ConversationId): Promise<void> {
    return this.pages.loadMembers(id)
  }

  loadPins(id: ConversationId, more = false): Promise<void> {
    return this.pages.loadPins(id, more)
  }

  post(conversation: ConversationId, body: string, replyTo?: Seq): string {
    this.typing.posted(conversation)
    return this.outbox.post(conversation, body, replyTo)
  }
  retry(key: string): void {
    this.outbox.retry(key)
  }
  discard(key: string): void {
    this.outbox.discard(key)
  }

  /** Wants something changed about a message: shown at once, sent when it can be. */
  wish(conversation: ConversationId, seq: Seq, wanted: Wanted): void {
    this.wishes.make(conversation, seq, wanted)
  }
  /** Forgets a wish that has not been granted. */
  dropWish(key: string): void {
    this.wishes.discard(key)
  }
  /** Tells of each wish that was refused and has been taken back. */
  onRefusedWish(listener: RefusedListener): () => void {
    this.refusedListeners.add(listener)
    return () => this.refusedListeners.delete(listener)
  }

  /** Tells of each conversation that was held and is gone, unless this person has left it. */
  onGone(listener: GoneListener): () => void {
    this.goneListeners.add(listener)
    return () => this.goneListeners.delete(listener)
  }

  /** How I keep a conversation: shown at once. What is not said stays as it is. */
  place(conversation: ConversationId, patch: PlacePatch): void {
    const seq = this.world.conversations.get(conversation)?.line.seq ?? 0
    this.personal.make({ is: 'place', conversation, patch, seq })
  }
  /** Saves a message for myself, or not any more. */
  save(conversation: ConversationId, seq: Seq, saved: boolean): void {
    this.personal.make({ is: 'saved', conversation, seq, saved })
  }

  /** Trying again with the same words schedules nothing twice. Rejects with Refused or Unanswered. */
  async schedule(conversation: ConversationId, body: string, time: Date, replyTo?: Seq) {
    const send_at = time.toISOString()
    const name = `${conversation} ${body}`
    const key = this.scheduling.get(name) ?? this.ports.newKey()
    this.scheduling.set(name, key)
    const { scheduled } = await this.personal.ask(
      this.connection.call('message.schedule', {
        conversation,
        key,
        body,
        send_at,
        ...(replyTo !== undefined && { reply_to: replyTo }),
      }),
    )
    this.scheduling.delete(name)
    return scheduled!
  }

  seen(conversation: ConversationId, seq: Seq): void {
    this.receipts.seen(conversation, seq)
  }

  /** Tells at once what would be told in a moment: the page may be about to go. */
  tellNow(): void {
    this.receipts.flush()
  }

  say(conversation: ConversationId, typing: boolean): void {
    this.typing.say(conversation, typing)
  }

  setPresence(state: Presence): void {
    this.presences.set(state)
  }

  /** Answers the id of the conversation, which is in the world by then. */
  async openDirect(person: PersonId): Promise<ConversationId> {
    const line = await this.connection.call('direct.open', { person })
    this.holder.change((world) => applyLines(world, [line]))
    return line.id
  }

  async createGroup(
    args: Omit<Commands['group.create']['args'], 'key'> & { key?: string },
  ): Promise<ConversationId> {
    const line = await this.connection.call('group.create', { key: this.ports.newKey(), ...args })
    this.holder.change((world) => applyLines(world, [line]))
    return line.id
  }

  /**
   * The thread that hangs from a message, made when there is none. From here on its changes are heard on this connection;
   * on the next one it is to be opened again.
   */
  async openThread(conversation: ConversationId, seq: Seq): Promise<ConversationId> {
    const line = await this.connection.call('thread.open', { conversation, seq })
    this.holder.change((world) => applyLines(world, [line]))
    return line.id
  }

  /** I follow the thread, or no longer. */
  async followThread(conversation: ConversationId, seq: Seq, follow: boolean): Promise<void> {
    if (!follow) return void (await this.connection.call('thread.unfollow', { conversation, seq }))
    const line = await this.connection.call('thread.follow', { conversation, seq })
    this.holder.change((world) => applyLines(world, [line]))
  }

  /** A page of the threads that I follow; their lines are in the world by then. */
  async listThreads(after: string | undefined): Promise<Commands['thread.list']['out']> {
    const page = await this.connection.call('thread.list', { ...(after && { after }) })
    this.holder.change((world) =>
      applyLines(
        withPeople(world, page.people),
        page.threads.map(({ line }) => line),
      ),
    )
    return page
  }

  /** Asks for the line of a conversation that is not in the world. */
  async meet(id: ConversationId): Promise<void> {
    if (this.holder.now.conversations.has(id)) return
    const line = await this.connection.call('conversation.get', { conversation: id })
    this.holder.change((world) => applyLines(world, [line]))
  }

  async listMentions(after: string | undefined): Promise<Commands['mention.list']['out']> {
    const page = await this.connection.call('mention.list', { ...(after && { after }) })
    this.holder.change((world) => withPeople(world, page.people))
    return page
  }

  /** Changes what a group is. The answer shows it at once; the others hear it by the event. */
  async updateGroup(args: Commands['group.update']['args']): Promise<void> {
    const line = await this.connection.call('group.update', args)
    this.holder.change((world) => applyLines(world, [line]))
  }

  /** Answers when it is in the world. */
  async joinGroup(conversation: ConversationId): Promise<void> {
    const line = await this.connection.call('group.join', { conversation })
    this.holder.change((world) => applyLines(world, [line]))
  }

  async listMemberHistory(
    conversation: ConversationId,
    after: string | undefined,
    limit: number,
  ): Promise<Commands['member.history']['out']> {
    const page = await this.connection.call('member.history', {
      conversation,
      limit,
      ...(after && { after }),
    })
    this.holder.change((world) => withPeople(world, page.people))
    return page
  }

  async findPeople(text: string, after?: string): Promise<Commands['person.find']['out']> {
    const found = await this.connection.call('person.find', {
      ...(text && { text }),
      ...(after && { after }),
      limit: 50,
    })
    this.holder.change((world) => withPeople(world, found.people))
    return found
  }

  async searchMessages(
    args: Commands['message.search']['args'],
  ): Promise<Commands['message.search']['out']> {
    const found = await this.connection.call('message.search', args)
    this.holder.change((world) => withPeople(world, found.people))
    return found
  }

  async listReactors(
    conversation: ConversationId,
    seq: Seq,
    after: string | undefined,
    limit: number,
  ): Promise<Commands['reaction.list']['out']> {
    const page = await this.connection.call('reaction.list', {
      conversation,
      seq,
      limit,
      ...(after && { after }),
    })
    this.holder.change((world) => withPeople(world, page.people))
    return page
  }

  private tellGone(id: ConversationId, by: Person): void {
    const line = this.holder.now.conversations.get(id)?.line
    if (line !== undefined) this.goneListeners.forEach((listener) => listener({ line, by }))
  }

  async listSaved(after: string | undefined): Promise<Commands['saved.list']['out']> {
    const page = await this.connection.call('saved.list', { limit: 50, ...(after && { after }) })
    this.holder.change((world) => withPeople(world, page.people))
    return page
  }

  private welcomed(me: PersonId): void {
    this.me = me
    // Unsent messages first: what was stored without our knowing is acknowledged before sync could show it twice.
    this.outbox.flush()
    this.wishes.flush()
    this.personal.connected()
    this.presences.connected()
    void this.catchUp.connected().then(() => this.receipts.connected())
  }

  private stateChanged(state: ConnectionState): void {
    if (this.connectionState.is === 'online' && state.is !== 'online') this.catchUp.disconnected()
    this.connectionState = state
    for (const listener of this.stateListeners) listener(state)
  }
}
