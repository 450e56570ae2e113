import { beforeEach, describe, expect, test } from 'vitest'
import { type Keepable, makePageCache, type PageCache } from './page-cache.ts'

type Page = Keepable & { text: string }
let now: number
let made: number
let cache: PageCache<Page>
beforeEach(() => {
  now = 0
  made = 0
  cache = makePageCache<Page>({ now: () => now, ageMax: 5000, countMax: 3, bytesMax: 100 })
})

const page =
  (bytes = 10, keep = true) =>
  async (): Promise<Page> => {
    made += 1
    return { text: `page ${made}`, bytes, keep }
  }

describe('a kept page', () => {
  test('is made once for all who ask within its seconds, and anew after them', async () => {
    await cache.get('a', page())
    now = 4999
    expect(await cache.get('a', page())).toMatchObject({ text: 'page 1' })
    now = 5000
    expect(await cache.get('a', page())).toMatchObject({ text: 'page 2' })
  })

  test('is made once for all who ask at the same moment', async () => {
    const pages = await Promise.all([cache.get('a', page()), cache.get('a', page()), cache.get('a', page())])
    expect(pages.map(({ text }) => text)).toEqual(['page 1', 'page 1', 'page 1'])
  })

  test('is made anew when the clock was set back', async () => {
    now = 10_000
    await cache.get('a', page())
    now = 0
    expect(cache.has('a')).toBe(false)
  })

  test('is not kept when it may not be, nor when making it failed', async () => {
    await cache.get('missing', page(10, false))
    await expect(cache.get('broken', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database')
    expect(cache.size()).toBe(0)
    expect(cache.has('broken')).toBe(false)
  })
})

describe('the memory', () => {
  test('holds so many pages and not more; the oldest goes first', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await cache.get(key, page())
    expect([cache.has('a'), cache.has('b'), cache.has('d')]).toEqual([false, true, true])
  })

  test('holds so many bytes and not more', async () => {
    await cache.get('a', page(60))
    await cache.get('b', page(60))
    expect([cache.has('a'), cache.has('b')]).toEqual([false, true])
    await cache.get('huge', page(1000))
    expect(cache.size()).toBe(0)
  })
})

describe('after a purge', () => {
  test('nothing that was kept is given', async () => {
    await cache.get('a', page())
    cache.purge()
    expect(await cache.get('a', page())).toMatchObject({ text: 'page 2' })
  })

  test('what was being made is given to nobody who asks later, and is not kept', async () => {
    const gate = Promise.withResolvers<Page>()
    const early = cache.get('a', () => gate.promise)
    cache.purge()
    const late = cache.get('a', page())
    gate.resolve({ text: 'withdrawn', bytes: 10, keep: true })
    expect(await early).toMatchObject({ text: 'withdrawn' })
    expect(await late).toMatchObject({ text: 'page 1' })
    expect(await cache.get('a', page())).toMatchObject({ text: 'page 1' })
  })
})
