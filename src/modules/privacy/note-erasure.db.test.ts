import { beforeAll, expect, test } from 'vitest'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { type Cast, codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { unknownCopies } from '#tests/support/note-copies.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'

let site: TestSite
let cast: Cast
let on: Stage
let security: Client

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  security = site.as(await given.post(site.app, 'secadmin', { congress: cast.congress }))
})

const words = '老人住东升社区三楼，腿脚不便。'
const deleted = '内容已依法删除'

/** The place in the sealed record of the last event of a kind. */
async function placeOf(type: string): Promise<number> {
  await sealRecord(site.app)
  const [row] = await runSql(site.db, 'select leaf_index from event where type = $1 order by seq desc limit 1', [type])
  return Number(row?.leaf_index)
}

const ask = (as: Client, leafIndex: number) =>
  as.post('/api/privacy/note-erasures', { leafIndex, ground: 'personal_data', reason: '当事人请求删除。' })

async function noteOf(as: Client, id: string): Promise<string | null | undefined> {
  const { timeline } = await on.open(as, id)
  expect(timeline.map(({ type }) => type)).not.toContain('record.note_erased')
  return timeline.find(({ type }) => type === 'suggestion.accepted')?.note
}

test('words beside an act are erased by two persons; the act stays, everywhere is said that they are gone, and the record is proved', async () => {
  const { id, version, number } = await on.registered()
  const review = { version, decision: 'accept', reason: words }
  await viewOf(await site.as(cast.office).post(`/api/suggestions/${id}/review`, review))
  const leafIndex = await placeOf('suggestion.accepted')
  const asked = await ask(security, leafIndex)
  expect(asked.status).toBe(201)
  const { approvalId } = (await asked.json()) as { approvalId: string }
  expect(await codeOf(await ask(security, leafIndex))).toBe('409 approval.asked_already')
  expect(await codeOf(await security.post(`/api/approvals/${approvalId}/approve`))).toBe('403 approval.own_request')
  expect(await noteOf(site.as(cast.lead), id)).toBe(words)

  const pending = await (await site.as(cast.office).get('/api/approvals?box=pending')).text()
  for (const told of [number ?? '', `第 ${leafIndex} 号记录`, '审查立案', '第四十七条', '当事人请求删除。'])
    expect(pending).toContain(told)
  expect(pending).not.toContain(words)
  expect((await site.as(cast.office).post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)

  expect(await noteOf(site.as(cast.lead), id)).toBe(deleted)
  // who could not read them does not learn that they were there
  expect(await noteOf(site.as(cast.government), id)).toBeNull()
  const auditor = site.as(await given.post(site.app, 'auditor', { congress: cast.congress }))
  const found = await (await auditor.get(`/api/audit/events?subjectId=${id}&type=suggestion.accepted`)).json()
  expect((found as { items: { note: string }[] }).items.map(({ note }) => note)).toEqual(['erased'])
  const [told] = await runSql(site.db, `select data from event where type = 'record.note_erased'`)
  expect(told?.data).toMatchObject({ reason: 'personal_data' })
  expect(await runSql(site.db, 'select id from event_note where words = $1', [words])).toEqual([])
  await sealRecord(site.app)
  expect((await verifyRecord({ db: site.db, keys: site.app.keys })).faults).toEqual([])
  expect(await codeOf(await ask(security, leafIndex))).toBe('409 record.note_erased_already')
})

test('nobody but the security officer asks for it, and not in another county', async () => {
  await on.registered()
  const leafIndex = await placeOf('suggestion.registered')
  expect(await codeOf(await ask(site.as(cast.office), leafIndex))).toBe('403 privacy.erasers_only')
  // an act without words
  expect(await codeOf(await ask(security, leafIndex))).toBe('404 privacy.no_such_note')
  const { id, version } = await on.submitted()
  await viewOf(await site.as(cast.lead).post(`/api/suggestions/${id}/withdrawal`, { version, reason: '另行提出。' }))
  const withdrawn = await placeOf('suggestion.withdrawn')
  const nextDoor = await given.congress(site.app, { areaCode: '320411' })
  const stranger = site.as(await given.post(site.app, 'secadmin', { congress: nextDoor }))
  expect(await codeOf(await ask(stranger, withdrawn))).toBe('404 privacy.no_such_note')
  expect((await ask(security, withdrawn)).status).toBe(201)
})

test('words that also stand in the case itself are not erased by half', async () => {
  const kase = await on.assigned()
  const clerk = site.as(cast.clerk)
  const seen = await on.open(clerk, kase.id)
  await on.step(clerk, seen, cast.leadUnit.id, 'return-request', { reason: '不属本单位职责，由卫健局办理。' })
  expect(await codeOf(await ask(security, await placeOf('assignment.return_requested')))).toBe(
    '409 privacy.words_elsewhere',
  )
})

test('nor are words that stand within what a row keeps, as the reason of a pause', async () => {
  const kase = await on.submitted()
  const reason = '因代表外出，暂缓办理。'
  await viewOf(
    await site.as(cast.lead).post(`/api/suggestions/${kase.id}/withdrawal`, { version: kase.version, reason }),
  )
  const leafIndex = await placeOf('suggestion.withdrawn')
  const keep = (pauses: object[]) =>
    runSql(site.db, 'update clock set pauses = $1 where id = (select min(id::text) from clock)::uuid', [
      JSON.stringify(pauses),
    ])
  await keep([{ reason, from: '2026-03-04T01:00:00Z', until: null }])
  expect(await codeOf(await ask(security, leafIndex))).toBe('409 privacy.words_elsewhere')
  await keep([])
  expect((await ask(security, leafIndex)).status).toBe(201)
})

test('a table that keeps a copy of its own is found by the walk over all notes, in whatever it keeps it', async () => {
  expect(await unknownCopies(site.db)).toEqual([])
  await runSql(
    site.db,
    `create table kept as select words as said, array[id::text, words] as list, null::jsonb as document from event_note;
     insert into kept (document) select jsonb_build_object('of', jsonb_build_array(words)) from event_note`,
  )
  expect(await unknownCopies(site.db)).toEqual(['kept.document', 'kept.list', 'kept.said'])
  await runSql(site.db, 'drop table kept')
})
