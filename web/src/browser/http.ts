// Requests to the server's API with the session's cookie, and its problems (RFC 9457) as exceptions.
import type { ErrorCode } from '../protocol/wire'

/** The server said no, or could not be reached (then `status` is 0 and `code` is 'unavailable'). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
    readonly retryAfterMs?: number,
  ) {
    super(message)
  }
}

let csrf = ''

/** The token that every unsafe request must carry; it comes with the session. */
export function setCsrfToken(token: string): void {
  csrf = token
}

export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'GET' && csrf !== '') headers['X-CSRF-Token'] = csrf
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Problem(0, 'unavailable', '')
  }
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as T
  const problem = (answer ?? {}) as {
    code?: ErrorCode
    detail?: string
    title?: string
    field?: string
    retry_after_ms?: number
  }
  throw new Problem(
    response.status,
    problem.code ?? (response.status >= 500 ? 'unavailable' : 'bad_request'),
    problem.detail ?? problem.title ?? '',
    problem.field,
    problem.retry_after_ms,
  )
}
