import { call } from './call.ts'
import { requestHeaders } from './request-headers.ts'
import { sendOnce } from './send-once.ts'

/** Fetches a file so that a refusal can be told in place, where a plain link would leave the page. Gives the headers. */
export async function fetchFile(address: string, name: string, init: RequestInit = {}): Promise<Headers> {
  const response = await send(address, init)
  saveFile(await response.blob(), name)
  return response.headers
}

/** A request without words to an address that is put together: done once, with a refusal told as everywhere. */
export const sendPlain = async (address: string): Promise<void> => {
  await send(address, { method: 'POST' }, sendOnce)
}

async function send(address: string, init: RequestInit, by: typeof fetch = fetch): Promise<Response> {
  const headers = new Headers(init.headers)
  for (const [name, value] of Object.entries(requestHeaders())) headers.set(name, value)
  const response = await by(address, { ...init, headers })
  if (!response.ok)
    await call(Promise.resolve(response as Parameters<typeof call>[0] extends Promise<infer R> ? R : never))
  return response
}

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
