import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { call } from './call.ts'
import { sendPlain } from './download.ts'
import { actOn } from './moved-on.ts'
import { sendOnce } from './send-once.ts'
import { actOnCase, caseKey } from './suggestion-calls.ts'

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

test('a second person is asked for a list once, though the answer was lost', async () => {
  const keys = network(1)
  vi.stubGlobal('localStorage', { getItem: () => 'zh-CN' })
  await sendPlain('/api/topics/export-requests?state=open')
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

test('who presses again after the network was away repeats the same request, and what was answered is a new one', async () => {
  const keys = network(1, false)
  const submit = (version: number) =>
    sendOnce('/api/suggestions/1/submit', { method: 'POST', body: JSON.stringify({ version }) })
  await expect(submit(3)).rejects.toThrow('lost')
  await submit(3)
  await submit(3)
  await submit(4)
  expect(keys[1]).toBe(keys[0])
  expect(new Set(keys).size).toBe(3)
})

test('who acts on a case that has moved on is shown it as it is now', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'zh-CN' })
  const client = new QueryClient()
  client.setQueryData(caseKey('1'), { version: 1 })
  const refuse = (code: string) => () =>
    call(Promise.resolve(Response.json({ code, detail: code }, { status: 409 })) as never)
  const answer = (version: number) => vi.stubGlobal('fetch', async () => Response.json({ version }))
  answer(1)
  await expect(actOnCase(client, '1', refuse('suggestion.not_now'))).rejects.toThrow('suggestion.not_now')
  answer(2)
  await expect(actOnCase(client, '1', refuse('suggestion.stale_version'))).rejects.not.toHaveProperty('problem')
  expect(client.getQueryData(caseKey('1'))).toEqual({ version: 2 })
})

test('who repeats an act on a motion, a topic or a meeting that was done already is shown it, not told of somebody else', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'zh-CN' })
  const client = new QueryClient()
  client.setQueryData(['motion', '1'], { version: 1 })
  const late = () =>
    call(Promise.resolve(Response.json({ code: 'motion.not_now', detail: 'not now' }, { status: 409 })) as never)
  const ask = (version: number) => async () => client.setQueryData(['motion', '1'], { version })
  const acted = (version: number) => actOn(client, { of: ['motion'], ask: ask(version), lists: [['motions']] }, late)
  await expect(acted(1)).rejects.toThrow('not now')
  await expect(acted(2)).rejects.not.toHaveProperty('problem')
})
