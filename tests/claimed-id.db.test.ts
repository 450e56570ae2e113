import { beforeAll, expect, test } from 'vitest'
import { pdfOf, upload } from '#modules/attachment/attachment.given.ts'
import { motionOf } from '#modules/motion/motion.given.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { runSql } from './support/statements.ts'
import { type TestSite, testApp } from './support/test-app.ts'

let site: TestSite
let cast: Cast
beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
})

type Deputy = Cast['lead']
const suggest = (by: Deputy, id: string, confidential = false) =>
  site.as(by).post('/api/suggestions', { ...draftOf({ confidential }), id })
const move = (by: Deputy, id: string) => site.as(by).post('/api/motions', { ...motionOf(), id })
const attach = (by: Deputy, caseId: string, id: string) =>
  upload(site.as(by), { caseKind: 'suggestion', caseId, id }, '说明.pdf', pdfOf())
const linesOf = (id: string) =>
  runSql(site.db, 'select case_kind, holder_id, role from party where case_id = $1 order by role', [id])
const eventsOf = (id: string) =>
  runSql(site.db, 'select type from event where subject_id = $1::text or case_id = $1::uuid order by seq', [id])

test('a motion sent with the id of another’s confidential suggestion is refused, and opens, moves and tells nothing of it', async () => {
  const id = site.app.ids.uuid()
  const drafted = await viewOf(await suggest(cast.lead, id, true))
  const file = site.app.ids.uuid()
  expect((await attach(cast.lead, id, file)).status).toBe(201)
  await viewOf(await site.as(cast.lead).post(`/api/suggestions/${id}/submit`, { version: drafted.version }))
  const [lines, events] = [await linesOf(id), await eventsOf(id)]
  expect(await codeOf(await move(cast.first, id))).toBe('409 motion.id_taken')
  // nor by its own lead, for whom it would become two things
  expect(await codeOf(await move(cast.lead, id))).toBe('409 motion.id_taken')
  expect([await linesOf(id), await eventsOf(id)]).toEqual([lines, events])
  for (const path of [`suggestions/${id}`, `motions/${id}`, `attachments/${file}/content`]) {
    expect([path, (await site.as(cast.first).get(`/api/${path}`)).status]).toEqual([path, 404])
  }
  for (const side of [cast.lead, cast.office]) {
    expect((await site.as(side).get(`/api/suggestions/${id}`)).status).toBe(200)
  }
})

test('a suggestion, one that came on paper too, sent with the id of another’s motion is refused', async () => {
  const id = site.app.ids.uuid()
  expect((await move(cast.lead, id)).status).toBe(201)
  const lines = await linesOf(id)
  expect(await codeOf(await suggest(cast.first, id))).toBe('409 suggestion.id_taken')
  const paper = { ...draftOf(), id, leadMandateId: cast.first.mandateId, cosignerIds: [], receivedOn: '2026-03-04' }
  expect(await codeOf(await site.as(cast.office).post('/api/paper-suggestions', paper))).toBe('409 suggestion.id_taken')
  expect(await linesOf(id)).toEqual(lines)
  expect((await site.as(cast.first).get(`/api/motions/${id}`)).status).toBe(404)
  expect((await site.as(cast.lead).get(`/api/motions/${id}`)).status).toBe(200)
})

test('of a motion, a suggestion and a file sent with one id at the same moment one comes to be, and the others are told', async () => {
  const home = site.app.ids.uuid()
  await viewOf(await suggest(cast.lead, home))
  for (let round = 0; round < 8; round += 1) {
    const id = site.app.ids.uuid()
    const replies = await Promise.all([
      move(cast.first, id),
      suggest(cast.second, id),
      attach(cast.lead, home, id),
      move(cast.first, id),
      suggest(cast.second, id),
    ])
    const codes = await Promise.all(replies.map(codeOf))
    const kinds = [0, 1, 2, 0, 1]
    const made = new Set(codes.flatMap((code, at) => (code.startsWith('201') ? [kinds[at]] : [])))
    expect(made.size).toBe(1)
    expect(codes.filter((code) => !/^201 |^409 (motion|suggestion|attachment)\.id_taken$/.test(code))).toEqual([])
    const kindsOfLines = new Set((await linesOf(id)).map(({ case_kind }) => case_kind))
    expect(kindsOfLines.size).toBeLessThanOrEqual(1)
    const rows = await runSql(
      site.db,
      `select id from motion where id = $1 union all select id from suggestion where id = $1
        union all select id from attachment where id = $1`,
      [id],
    )
    expect(rows).toHaveLength(1)
  }
})

test('the id of an office, a person, a mandate or a congress is no id for a case either, and no file has the id of a case', async () => {
  for (const id of [cast.leadUnit.id, cast.lead.personId, cast.first.mandateId, cast.congress.id, cast.clerk.postId]) {
    expect(await codeOf(await move(cast.first, id))).toBe('409 motion.id_taken')
    expect(await codeOf(await suggest(cast.first, id))).toBe('409 suggestion.id_taken')
  }
  const id = site.app.ids.uuid()
  await viewOf(await suggest(cast.lead, id))
  expect(await codeOf(await attach(cast.lead, id, id))).toBe('409 attachment.id_taken')
})

test('a file that was taken away keeps its id', async () => {
  const [home, id] = [site.app.ids.uuid(), site.app.ids.uuid()]
  await viewOf(await suggest(cast.lead, home))
  expect((await attach(cast.lead, home, id)).status).toBe(201)
  expect((await site.as(cast.lead).delete(`/api/attachments/${id}`)).status).toBe(204)
  expect(await codeOf(await move(cast.first, id))).toBe('409 motion.id_taken')
})

// rows on which nothing hangs by their id, and pages of the public that bear the id of what they show
const claimNothing = [
  'activation',
  'delivery',
  'event',
  'event_note',
  'notice',
  'open_refusal',
  'privacy_message',
  'published_congress',
  'published_page',
  'published_promise',
  'received_command',
  'sign_in_session',
]

test('every table of things claims their ids, also one that comes later', async () => {
  const tables = await runSql(
    site.db,
    `select c.relname as name, exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and p.proname = 'claim_ids') as claims
      from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnatts = 1
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname = 'id'
        and a.atttypid = 'uuid'::regtype and c.relname <> 'claimed_id' order by 1`,
  )
  const without = tables.filter(({ claims }) => !claims).map(({ name }) => name)
  expect(without).toEqual(claimNothing)
  expect(tables.length - without.length).toBeGreaterThan(35)
})
