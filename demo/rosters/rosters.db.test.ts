import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { findAccountByName, liveIdentities } from '#modules/identity/index.ts'
import { uploadForm } from '#modules/roster/roster.given.ts'
import type { ImportKind } from '#modules/roster/roster.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'
import { loadDemo } from '../load.ts'

let office: Client
let drain: () => Promise<void>

beforeAll(async () => {
  const { app, clock, as, drain: runJobs } = await testApp({ fresh: true })
  clock.set(new Date('2026-11-22T10:00:00+08:00'))
  await loadDemo(app, { storiesMax: 0 })
  const account = await findAccountByName(app.db, 'daigongwei1')
  const [identity] = account ? await liveIdentities(app, app.db, account.person_id) : []
  if (!account || !identity) throw new Error('the deputies’ office has no head')
  office = as({ accountId: account.id, acting: identity.acting })
  drain = runJobs
}, 120_000)

const samples = [
  ['代表名册样表.xlsx', 'deputies', { total: 60, create: 57, refused: 3 }],
  ['单位名册样表.xlsx', 'units', { total: 14, create: 12, refused: 2 }],
  ['任职人员样表.xlsx', 'posts', { total: 16, create: 15, refused: 1 }],
] as const satisfies readonly (readonly [string, ImportKind, object])[]

test.each(samples)(
  '%s is previewed with its faults named, and its good rows are brought in',
  async (file, kind, counts) => {
    const bytes = readFileSync(new URL(file, import.meta.url))
    const started = await office.fetch('/api/imports', { method: 'POST', body: uploadForm(kind, bytes) })
    const { id } = await started.json()
    await drain()
    const preview = await (await office.get(`/api/imports/${id}`)).json()
    const { items } = await (await office.get(`/api/imports/${id}/rows?limit=100&filter=refused`)).json()
    expect({ counts: preview.counts, items }).toMatchObject({ counts })
    await office.post(`/api/imports/${id}/apply`, { acceptGoodRows: true, version: preview.version })
    await drain()
    expect(await (await office.get(`/api/imports/${id}`)).json()).toMatchObject({ status: 'applied' })
  },
  60_000,
)
