const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The keys of what was sent and not answered: who presses again repeats it, and does it once. */
const unanswered = new Map<string, string>()

/**
 * As `fetch`, and a POST carries an `Idempotency-Key`. When the answer to it is lost on the way, it is sent once more
 * under the same key: what was done already is only answered again. So is the same request, sent once more by hand.
 */
export const sendOnce: typeof fetch = async (address, init) => {
  // a form with a file is written anew each time, with another boundary, and would not be the same request
  if (init?.method !== 'POST' || init.body instanceof FormData) return fetch(address, init)
  const headers = new Headers(init.headers)
  const request = JSON.stringify([String(address), init.body ?? null, [...headers]])
  const key = unanswered.get(request) ?? newKey()
  headers.set('idempotency-key', key)
  unanswered.set(request, key)
  const response = await sendTwice(address, { ...init, headers })
  unanswered.delete(request)
  return response
}

const sendTwice: typeof fetch = async (address, init) => {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (!navigator.onLine) throw error
    return fetch(address, init)
  }
}
