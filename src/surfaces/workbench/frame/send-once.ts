const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * As `fetch`, and a POST carries an `Idempotency-Key`. When the answer to it is lost on the way, it is sent once more
 * under the same key: what was done already is only answered again.
 */
export const sendOnce: typeof fetch = async (address, init) => {
  // a form with a file is written anew each time, with another boundary, and would not be the same request
  if (init?.method !== 'POST' || init.body instanceof FormData) return fetch(address, init)
  const headers = new Headers(init.headers)
  headers.set('idempotency-key', newKey())
  try {
    return await fetch(address, { ...init, headers })
  } catch (error) {
    if (!navigator.onLine) throw error
    return fetch(address, { ...init, headers })
  }
}
