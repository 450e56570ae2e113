import { call } from './call.ts'
import { currentLocale } from './words.ts'

/** Fetches a file so that a refusal can be told in place, where a plain link would leave the page. Gives the headers. */
export async function fetchFile(address: string, name: string, init: RequestInit = {}): Promise<Headers> {
  const headers = new Headers(init.headers)
  headers.set('accept-language', currentLocale())
  const response = await fetch(address, { ...init, headers })
  if (!response.ok)
    await call(Promise.resolve(response as Parameters<typeof call>[0] extends Promise<infer R> ? R : never))
  saveFile(await response.blob(), name)
  return response.headers
}

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
