// 1,000,000 messages of 3 to 24 words in 2,000 conversations, in three scripts, for those who look for something. The n-th
// word is said 1/n as often as the first (Zipf), of 60,000 Latin, 30,000 Cyrillic and 3,000 Chinese ones; seven in ten
// messages are Latin, the rest half and half. Conversation 1 has half of all messages. Person 1 is in 200 conversations, the
// large ones among them; person 2 in three of the smallest only.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

export const messages = 1_000_000
const conversations = 2000
const people = 2000

/** The same numbers each time (mulberry32). */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** `n` different words, the common ones short. */
function vocabulary(random, n, letters, shortest) {
  const words = new Set()
  while (words.size < n) {
    const longest = shortest + Math.floor(Math.log10(words.size + 1) * 2)
    let word = ''
    for (let left = shortest + Math.floor(random() * (longest - shortest + 1)); left > 0; --left)
      word += letters[Math.floor(random() * letters.length)]
    words.add(word)
  }
  return [...words]
}

export class Talk {
  #random = seeded(2026)
  latin = vocabulary(this.#random, 60_000, 'etaoinshrdlucmfwypvbgk', 2)
  cyrillic = vocabulary(this.#random, 30_000, 'оеаинтсрвлкмдпуяыьгз', 2)
  chinese = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + i))

  /** A rank of n with the frequency 1 / rank. */
  #rank(n) {
    return Math.floor(n ** this.#random()) - 1
  }
  #some(words, between) {
    const n = 3 + Math.floor(this.#random() * 22)
    return Array.from({ length: n }, () => words[this.#rank(words.length)]).join(between)
  }
  #body() {
    const script = this.#random()
    if (script < 0.7) return this.#some(this.latin, ' ')
    return script < 0.85 ? this.#some(this.cyrillic, ' ') : this.#some(this.chinese, '')
  }

  /** Writes the rows of the tables as LOAD DATA reads them; gives the heads, by conversation. */
  async write(file) {
    const out = createWriteStream(file)
    const heads = new Map()
    const start = Date.now() - messages * 30_000
    for (let i = 1; i <= messages; ++i) {
      const conversation = i % 2 === 0 ? 1 : 1 + this.#rank(conversations + 1)
      const seq = (heads.get(conversation) ?? 0) + 1
      heads.set(conversation, seq)
      const sender = 1 + Math.floor(this.#random() * people)
      const at = new Date(start + i * 30_000).toISOString().replace('T', ' ').slice(0, 23)
      const row = `${conversation}\t${seq}\t${seq + 1}\t${sender}\t1\t${at}\t${this.#body()}\n`
      if (!out.write(row)) await once(out, 'drain')
    }
    out.end()
    await once(out, 'finish')
    return heads
  }
}

/** Fills a migrated schema. */
export async function fill(place, schema) {
  const file = `${place.folder}/${schema}.tsv`
  const heads = await new Talk().write(file)
  const values = [...heads].map(([id, seq]) => `(${id}, ${seq}, ${seq + 1}, UTC_TIMESTAMP(3))`)
  const smallest = [...heads].sort((a, b) => a[1] - b[1]).slice(0, 3)
  await place.sql(
    `SET @people = ${people}, @first_person = 1;
source people.sql
SET SESSION unique_checks = 0, foreign_key_checks = 0;
INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
SELECT seq, 3, 1, CONCAT('Group ', seq), 1, UTC_TIMESTAMP(3) FROM seq_1_to_${conversations};
INSERT INTO member (conversation_id, person_id, role, joined_at, rev)
SELECT seq, 1, 4, UTC_TIMESTAMP(3), 1 FROM seq_1_to_200;
INSERT IGNORE INTO member (conversation_id, person_id, role, joined_at, rev) VALUES
${smallest.map(([id]) => `(${id}, 2, 1, UTC_TIMESTAMP(3), 1)`).join(', ')};
INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES ${values.join(', ')};
LOAD DATA INFILE '${file}' INTO TABLE message CHARACTER SET utf8mb4
(conversation_id, seq, rev, sender_id, kind, created_at, body);
ANALYZE TABLE message, member, conversation, conversation_head;`,
    schema,
  )
}
