// One run of people who talk to each other (`hearth_load talk`), with what the database did meanwhile.

export async function talk(place, plan, server, options) {
  const before = await commits(place)
  const said = await place.load('talk', {
    ...server.door(),
    ...options,
    seconds: plan.seconds,
    'warm-up-ms': plan.warmUpMs,
    watch: server.watch(),
  })
  said.messages_a_commit = said.posted_in_all / Math.max(1, (await commits(place)) - before)
  return said
}

async function commits(place) {
  return Number((await place.sql("SHOW GLOBAL STATUS LIKE 'Com_commit'"))[0][1])
}
