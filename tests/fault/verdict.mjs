// What must be true at the end.
import assert from 'node:assert/strict'

async function everyMember(server, person, conversation) {
  const rows = []
  for (let after = ''; ;) {
    const page = await server.ask(
      'GET',
      `/conversations/${conversation}/members?limit=200${after}`,
      person.token,
    )
    rows.push(...page.members)
    if (page.next === undefined) return rows
    after = `&after=${page.next}`
  }
}

/** All messages from the first on. */
export async function wholeHistory(server, person, conversation) {
  const rows = []
  for (;;) {
    const page = await server.ask(
      'GET',
      `/conversations/${conversation}/messages?limit=200&after=${rows.length}`,
      person.token,
    )
    rows.push(...page.messages)
    if (!page.more_after) return rows
  }
}

/** A conversation as a fresh look shows it, and as the client holds it, in the same form. */
export async function freshState(server, person, conversation) {
  const line = await server.ask('GET', `/conversations/${conversation}`, person.token)
  const messages = await wholeHistory(server, person, conversation)
  const members = await everyMember(server, person, conversation)
  return { line, messages, members: comparable(members) }
}

export function heldState(person, conversation) {
  const held = person.client.world.conversations.get(conversation)
  if (!held?.history || !held.members) return null
  const present = [...held.members.values()].filter((member) => member.left_at === undefined)
  return {
    line: { ...held.line, rev: held.rev },
    messages: [...held.history.messages],
    members: comparable(present),
  }
}

function comparable(members) {
  return members
    .map(({ person, role, delivered_seq, read_seq }) => ({ person, role, delivered_seq, read_seq }))
    .sort((a, b) => a.person - b.person)
}

/** Nothing acknowledged is lost, nothing is there twice, no place is empty, nobody's words are out of order. */
export function judgeHistory(conversation, history, people) {
  const bodies = new Map()
  history.forEach((message, i) => {
    assert.equal(
      message.seq,
      i + 1,
      `conversation ${conversation}: a gap or an inversion at ${i + 1}`,
    )
    if (i > 0) assert.ok(message.rev > history[i - 1].rev, 'a later message has an earlier rev')
    if (message.kind === 'notice') return
    assert.ok(!bodies.has(message.body), `stored twice: ${message.body}`)
    bodies.set(message.body, message.seq)
  })
  let acknowledged = 0
  for (const person of people) {
    let last = 0
    for (const [key, { conversation: where, body }] of person.written) {
      if (where !== conversation) continue
      const seq = bodies.get(body)
      if (person.acknowledged.has(key)) {
        assert.notEqual(seq, undefined, `acknowledged, but lost: ${body}`)
        acknowledged += 1
      }
      if (seq === undefined) continue
      assert.ok(seq > last, `out of the order in which it was written: ${body}`)
      last = seq
      bodies.delete(body)
    }
  }
  assert.deepEqual([...bodies.keys()], [], 'stored, but written by nobody')
  return acknowledged
}
