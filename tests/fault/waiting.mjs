// Waiting for what shall happen, with a limit, and never longer.

const kLook = 20

/** Looks until `happened` answers something true, and answers that. Rejects after `ms` with `what` did not happen. */
export async function until(what, happened, ms = 60_000) {
  const end = Date.now() + ms
  for (;;) {
    const answer = await happened()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`this did not happen within ${ms} ms: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, kLook))
  }
}
