// A house that looks lived in: people, groups and talks over some days.
import type { Account, Socket } from './account'
import { Account as Accounts } from './account'
import type { House } from './house'

export interface Furnished {
  me: Account
  group: number
  direct: number
  /** A public group that I am not in. */
  open: number
}

const kNames = [
  'Ana Lindqvist',
  'Ben Okafor',
  'Chloé Dubois',
  'Dmitri Volkov',
  'Elif Yılmaz',
  'Farid Rahimi',
  'Grace Nakamura',
  'Hugo Martín',
  'Ingrid Solberg',
  'João Pereira',
  'Leila Haddad',
  'Mateo Rossi',
]

type Said = [who: string, text: string, replyTo?: number]

const kRelease: Said[] = [
  ['Ben', 'Morning! The nightly is **green** again: it was the cache after all.'],
  ['Ana', 'Great. What was it?'],
  [
    'Ben',
    'A key that did not name the compiler. Now it does:\n\n```ts\nexport function cacheKey(job: Job): string {\n  // Two compilers never share an object file.\n  return [job.compiler, job.flags, digest(job.source)].join(":")\n}\n```',
  ],
  ['Dmitri', 'That explains Tuesday. And the Tuesday before.', 4],
  ['Ana', 'Where do we stand for Thursday?'],
  [
    'Chloé',
    '| what | who | state |\n|---|---|---|\n| migrations | Dmitri | done |\n| translations | Elif | review |\n| release notes | me | draft |',
  ],
  ['Elif', 'Review comes this afternoon. Two strings in Turkish were cut off on small screens.'],
  ['Elif', '- [x] sign-in\n- [x] settings\n- [ ] the empty sidebar'],
  ['Ben', '> Review comes this afternoon.\n\nTake your time, I am on the installer until four.'],
  ['Dmitri', 'I put the numbers here: https://example.org/release/2026-11'],
  ['Ana', 'Thanks! Then we freeze **tomorrow at noon**. Shout if that does not work for you.'],
  ['Chloé', 'Works.'],
  ['Dmitri', '👍'],
]

const kThread: Said[] = [
  ['Elif', 'The Turkish strings are in. @ana, do you want to look before I merge?'],
  ['Hugo', 'Spanish is done, too.'],
  ['Chloé', 'Then only the notes are missing. I will have them by **six**.'],
]

const kTalk: Said[] = [
  ['Ana', 'Did the numbers from Lisbon come in?'],
  ['Ben', 'Half of them. The rest is promised for tonight.'],
  ['Ben', 'João says the second half is the *better* one.'],
  ['Ana', 'It usually is 🙂 I will wait with the summary, then.'],
  ['Ben', 'Do. And `summary.ods` has a broken sum in row 14, I can’t edit it.'],
  ['Ana', 'Fixed.'],
]

export async function furnish(house: House): Promise<Furnished> {
  await house.start()
  const people = new Map<string, Account>()
  for (const name of kNames) people.set(name.split(' ')[0]!, await Accounts.register(house, name))
  const sockets = new Map<string, Socket>()
  for (const [name, account] of people) sockets.set(name, await account.connect())
  const at = (name: string) => sockets.get(name)!
  const ids = (...names: string[]) => names.map((name) => people.get(name)!.id)
  const tell = async (conversation: number, said: readonly Said[]) => {
    for (const [who, text, replyTo] of said) await at(who).post(conversation, text, replyTo)
  }
  /** What happens to messages afterwards. */
  const change = async (conversation: number) => {
    const all = await people.get('Ana')!.history(conversation)
    const seqOf = (text: string) => all.find(({ body }) => body.includes(text))!.seq
    const react = async (text: string, emoji: string, ...who: string[]) => {
      for (const name of who)
        await at(name).call('reaction.add', { conversation, seq: seqOf(text), emoji })
    }
    await react('The nightly is', '🎉', 'Ana', 'Chloé', 'Dmitri', 'Elif', 'Grace', 'Hugo')
    await react('The nightly is', '👀', 'Hugo')
    await react('we freeze', '👍', 'Ben', 'Chloé', 'Elif')
    await react('we freeze', '❤️', 'Grace')
    await react('I put the numbers', '🙏', 'Ana', 'Chloé')
    await at('Ana').call('message.pin', { conversation, seq: seqOf('we freeze') })
    await at('Ana').call('message.pin', { conversation, seq: seqOf('I put the numbers') })
    const body = 'Where do we stand for **Thursday**?'
    await at('Ana').call('message.edit', { conversation, seq: seqOf('Where do we stand'), body })
    await at('Dmitri').call('message.delete', { conversation, seq: seqOf('That explains') })
    const root = { conversation, seq: seqOf('| what') }
    const thread = (await at('Elif').call('thread.open', root)).id
    await tell(thread, kThread)
  }
  const group = async (owner: string, name: string, description: string, members: string[]) =>
    (
      await at(owner).call('group.create', {
        key: name,
        name,
        description,
        people: ids(...members),
      })
    ).id

  const makePublic = async (owner: string, conversation: number) => {
    await at(owner).call('group.update', { conversation, visibility: 'public' })
    return conversation
  }
  await makePublic(
    'Hugo',
    await group('Hugo', 'Running club', 'Tuesdays at seven, at the fountain. All speeds.', [
      'Elif',
    ]),
  )
  const open = await makePublic(
    'Ingrid',
    await group('Ingrid', 'Book circle', 'One book a month, and cake.', ['Leila', 'Mateo', 'João']),
  )

  const plants = await group('Leila', 'Kitchen & plants 🌿', 'Who waters what.', ['Ana', 'Hugo'])
  await tell(plants, [['Leila', 'The fern is fine. The fridge is not.']])
  const calls = await group('Grace', 'Customer calls', '', ['Ana', 'Ben', 'Mateo'])
  await tell(calls, [
    ['Grace', 'Call with Porto moved to 15:30.'],
    ['Mateo', 'I can take the notes.'],
  ])
  const direct = (other: string, said: readonly Said[]) =>
    (async () => {
      const { id } = await at('Ana').call('direct.open', { person: ids(other)[0]! })
      await tell(id, said)
      return id
    })()
  await direct('Ingrid', [
    ['Ingrid', 'Can you look over the contract before Friday?'],
    ['Ana', 'I have, it is on your desk.'],
  ])
  await direct('Hugo', [['Hugo', '¿Comemos juntos mañana?']])
  await direct('João', [
    ['Ana', 'Is the second half in?'],
    ['João', 'Tonight, I promise.'],
  ])
  const design = await group('Chloé', 'Design', 'Pixels and words.', ['Ana', 'Elif', 'Farid'])
  await tell(design, [
    ['Farid', 'New icons are in the shared folder.'],
    ['Elif', 'The flame is lovely.'],
  ])
  const ben = await direct('Ben', kTalk)
  const release = await group('Ana', 'Release crew', 'What ships, when, and who looks after it.', [
    'Ben',
    'Chloé',
    'Dmitri',
    'Elif',
    'Grace',
    'Hugo',
  ])
  await tell(release, kRelease)
  await change(release)
  const { seq } = await at('Ana').call('conversation.get', { conversation: release })
  for (const who of ['Ben', 'Chloé', 'Dmitri'])
    await at(who).call('receipt.advance', { conversation: release, delivered: seq, read: seq })
  await at('Ben').call('receipt.advance', { conversation: ben, delivered: 6, read: 6 })
  for (const socket of sockets.values()) socket.close()
  await house.age()
  for (const who of ['Ben', 'Chloé', 'Grace']) await people.get(who)!.connect()
  const elif = await people.get('Elif')!.connect()
  await elif.call('presence.set', { state: 'away' })
  return { me: people.get('Ana')!, group: release, direct: ben, open }
}
