import { afterEach, expect, test, vi } from 'vitest'
import { sendOnce } from './send-once.ts'

afterEach(() => vi.unstubAllGlobals())

/** The network between browser and server: the first `lost` requests get no answer. */
function network(lost: number, onLine = true): (string | null)[] {
  const keys: (string | null)[] = []
  vi.stubGlobal('navigator', { onLine })
  vi.stubGlobal('fetch', (_: string, init?: RequestInit) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'))
    return keys.length > lost ? Promise.resolve(new Response('{}')) : Promise.reject(new TypeError('lost'))
  })
  return keys
}

test('a POST whose answer was lost is sent once more under the same key', async () => {
  const keys = network(1)
  expect((await sendOnce('/api/topics', { method: 'POST' })).ok).toBe(true)
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]])
})

test('two POSTs have two keys, and what only reads has none', async () => {
  const keys = network(0)
  await sendOnce('/api/topics', { method: 'POST' })
  await sendOnce('/api/topics', { method: 'POST' })
  await sendOnce('/api/topics')
  expect(new Set(keys).size).toBe(3)
  expect(keys[2]).toBeNull()
})

test('a device that is offline says so at once, and a server that is away after the second time', async () => {
  const offline = network(1, false)
  await expect(sendOnce('/api/topics', { method: 'POST' })).rejects.toThrow('lost')
  expect(offline).toHaveLength(1)
  const away = network(2)
  await expect(sendOnce('/api/topics', { method: 'POST' })).rejects.toThrow('lost')
  expect(away).toHaveLength(2)
})
