import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { uploadForm } from '#modules/roster/roster.given.ts'
import type { ImportKind } from '#modules/roster/roster.ts'
import { testApp } from '#tests/support/test-app.ts'
import { demoPassword, loadDemo } from '../load.ts'

type Call = (path: string, init?: RequestInit) => Promise<Response>
let call: Call
let callAsColleague: Call
let drain: () => Promise<void>

const asJson = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

beforeAll(async () => {
  const { app, clock, anonymous, drain: runJobs } = await testApp({ fresh: true })
  clock.set(new Date('2026-11-22T10:00:00+08:00'))
  await loadDemo(app, { storiesMax: 0 })
  const callAs = async (name: string): Promise<Call> => {
    const signedIn = await anonymous.fetch('/api/sign-in', asJson({ name, password: demoPassword }))
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    return (path, init) => anonymous.fetch(path, { ...init, headers: { ...init?.headers, cookie } })
  }
  call = await callAs('daigongwei1')
  callAsColleague = await callAs('daigongwei2')
  drain = runJobs
}, 120_000)

const samples = [
  ['代表名册样表.xlsx', 'deputies', { total: 60, create: 57, refused: 3 }],
  ['单位名册样表.xlsx', 'units', { total: 14, create: 12, refused: 2 }],
  ['任职人员样表.xlsx', 'posts', { total: 16, create: 15, refused: 1 }],
  ['代表建议台账样表.xlsx', 'suggestions', { total: 24, create: 21, refused: 3 }],
] as const satisfies readonly (readonly [string, ImportKind, object])[]

test.each(samples)(
  '%s is previewed with its faults named, and its good rows are brought in',
  async (file, kind, counts) => {
    const bytes = readFileSync(new URL(file, import.meta.url))
    const started = await call('/api/imports', { method: 'POST', body: uploadForm(kind, bytes) })
    const { id } = await started.json()
    await drain()
    const preview = await (await call(`/api/imports/${id}`)).json()
    const { items } = await (await call(`/api/imports/${id}/rows?limit=100&filter=refused`)).json()
    expect({ counts: preview.counts, items }).toMatchObject({ counts })
    await call(`/api/imports/${id}/apply`, asJson({ acceptGoodRows: true, version: preview.version }))
    const [waiting] = (await (await callAsColleague('/api/approvals')).json()).items
    if (waiting) await callAsColleague(`/api/approvals/${waiting.id}/approve`, { method: 'POST' })
    await drain()
    expect(await (await call(`/api/imports/${id}`)).json()).toMatchObject({ status: 'applied' })
  },
  60_000,
)
