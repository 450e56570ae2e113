import { beforeAll, expect, test } from 'vitest'
import { startTerm } from '#modules/organisation/index.ts'
import { sealRecord, takeInRows, verifyRecord } from '#modules/record/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type GivenDeputy, type GivenPost, given } from './identity.given.ts'
import { firstStart } from './index.ts'

// What someone with the database's password may do to make themselves somebody.
let site: TestSite
let office: GivenPost
let deputy: GivenDeputy
let clerk: GivenPost

beforeAll(async () => {
  site = await testApp({ fresh: true })
  office = await given.post(site.app, 'deputy_office')
  await given.post(site.app, 'sysadmin')
  deputy = await given.deputy(site.app)
  clerk = await given.post(site.app, 'unit_clerk')
  await takeInRows(site.app)
  await sealRecord(site.app)
})

const faults = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults
const told = async () => (await faults()).map((fault) => ('kind' in fault ? `${fault.code} ${fault.kind}` : fault.code))

async function done(client: Client, path: string, body: object = {}): Promise<{ id: string; version: number }> {
  const reply = await client.post(path, body)
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.status === 204 ? { id: '', version: 0 } : ((await reply.json()) as { id: string; version: number })
}

test.each([
  ['a post that is another’s', 'post', `update post set person_id = $1 where person_id = $2`],
  [
    'a post with another role',
    'post',
    `update post set role = 'unit_head' where person_id = $2 and $1::uuid is not null`,
  ],
  [
    'a post that begins earlier',
    'post',
    `update post set starts_on = '2020-01-01' where person_id = $2 and $1::uuid is not null`,
  ],
  [
    'an account with another name',
    'account',
    `update account set name = 'x' || name where person_id = $2 and $1::uuid is not null`,
  ],
  [
    'an account that is closed',
    'account',
    `update account set disabled_at = '2026-03-01' where person_id = $2 and $1::uuid is not null`,
  ],
])('%s is named', async (_what, kind, statement) => {
  await runSql(site.db, `create table kept as select * from ${kind}`)
  await runSql(site.db, statement, [deputy.personId, clerk.personId])
  expect(await told()).toEqual([`row_changed ${kind}`])
  const columns = kind === 'post' ? ['person_id', 'role', 'starts_on'] : ['name', 'disabled_at']
  const sets = columns.map((column) => `${column} = kept.${column}`).join(', ')
  await runSql(site.db, `update ${kind} as t set ${sets} from kept where kept.id = t.id`)
  await runSql(site.db, 'drop table kept')
  expect(await told()).toEqual([])
})

test('a mandate that was taken up again, or of which a suspension was taken out, is named', async () => {
  const [one, two] = [await given.deputy(site.app), await given.deputy(site.app)]
  const by = site.as(office)
  await done(by, `/api/mandates/${one.mandateId}/end`, { reason: 'resigned', effectiveOn: '2026-03-03', version: 1 })
  await done(by, `/api/mandates/${two.mandateId}/suspend`, { effectiveOn: '2026-03-03', version: 1 })
  await runSql(site.db, `update mandate set status = 'active', ended_on = null, end_reason = null where id = $1`, [
    one.mandateId,
  ])
  await runSql(site.db, 'delete from mandate_suspension where mandate_id = $1', [two.mandateId])
  const changed = (await faults()).filter(({ code }) => code === 'row_changed')
  expect(changed.map((fault) => 'subjectId' in fault && fault.subjectId).toSorted()).toEqual(
    [one.mandateId, two.mandateId].toSorted(),
  )
})

test.each([
  [
    'post',
    `insert into post (id, person_id, organ_id, role, starts_on)
     select $1, $2, organ_id, 'auditor', '2026-01-01' from post where role = 'sysadmin'`,
  ],
  [
    'mandate',
    `insert into mandate (id, person_id, congress_id, term_id, number, status, started_on)
     select $1, $2, congress_id, term_id, 'X-1', 'active', '2026-01-01' from mandate limit 1`,
  ],
])(
  'who gives themselves a %s with the database’s password is named, at once and with an event put in to match',
  async (kind, statement) => {
    const id = site.app.ids.uuid()
    await runSql(site.db, statement, [id, clerk.personId])
    const unrecorded = { code: 'row_unrecorded', kind, subjectId: id }
    expect(await faults()).toContainEqual(unrecorded)
    await runSql(
      site.db,
      `insert into event (id, type, subject_kind, subject_id, acting_kind, after_hash, at)
     values ($1, 'post.granted', $2, $3, 'system', sha256(''), $4)`,
      [site.app.ids.uuid(), kind, id, site.app.clock.now()],
    )
    await sealRecord(site.app)
    // nor does another start take it in
    await takeInRows(site.app)
    const found = await faults()
    expect(found).toContainEqual(unrecorded)
    expect(found).toContainEqual(expect.objectContaining({ code: 'not_by_program' }))
    await runSql(site.db, `delete from ${kind} where id = $1`, [id])
  },
)

test('what is done in order to posts, mandates and accounts passes', async () => {
  site = await testApp({ fresh: true })
  const { app, db, as, clock, beat } = site
  const keeper = await given.post(app, 'deputy_office')
  const by = { office: as(keeper), security: as(await given.post(app, 'secadmin')) }
  const persons = [await given.person(app), await given.person(app), await given.person(app)]
  const [from, into] = [await given.unit(app), await given.unit(app)]
  const { congressId } = keeper.acting
  await takeInRows(app)
  const [first, second, third] = persons.map(({ personId }) => personId)

  const grant = (personId: string | undefined, organId: string) =>
    done(by.security, '/api/posts', { personId, organId, role: 'unit_clerk', title: '', startsOn: '2026-03-02' })
  const post = await grant(first, from.id)
  const ended = await grant(second, into.id)
  await done(by.security, `/api/posts/${ended.id}/end`, { endsOn: '2026-03-04', version: 1 })
  await done(by.office, `/api/organs/${from.id}/merge`, { intoId: into.id, effectiveOn: '2026-03-03', version: 1 })
  await beat()
  expect((await runSql(db, 'select id from post where person_id = $1', [first])).length).toBe(2)
  expect(post.id).not.toBe(ended.id)

  const begin = (personId: string | undefined, number: string) =>
    done(by.office, '/api/mandates', { personId, congressId, number, status: 'elected', startedOn: '2026-03-02' })
  const mandate = await begin(first, '0001')
  for (const [index, step] of ['confirm', 'activate', 'suspend', 'resume', 'suspend'].entries())
    await done(by.office, `/api/mandates/${mandate.id}/${step}`, {
      effectiveOn: `2026-03-0${Math.min(index + 2, 4)}`,
      version: index + 1,
    })
  await done(by.office, `/api/mandates/${mandate.id}/end`, {
    reason: 'resigned',
    effectiveOn: '2026-03-04',
    version: 6,
  })
  await begin(second, '0002')
  await begin(third, '0003')
  expect(await told()).toEqual([])

  const created = (await (await by.office.post('/api/people', { name: '新人' })).json()) as { id: string }
  const account = await done(by.security, '/api/accounts', { personId: created.id, name: 'xinren' })
  for (const act of ['disable', 'enable']) await done(by.security, `/api/accounts/${account.id}/${act}`)
  const { version } = (await (await by.office.get(`/api/people/${second}`)).json()) as { version: number }
  await done(by.office, `/api/people/${second}/death`, { diedOn: '2026-03-03', version })
  expect(await told()).toEqual([])

  await db
    .transaction()
    .execute((trx) => startTerm(app, trx, { congressId, number: 18, firstSessionOn: '2027-01-07', seats: 320 }))
  clock.set(new Date('2027-01-08T09:00:00+08:00'))
  await beat()
  expect(await runSql(db, `select count(*)::int as count from mandate where status = 'term_expired'`, [])).toEqual([
    { count: 1 },
  ])
  expect(await told()).toEqual([])
})

test('the three officers of a first start are taken in as they are found, once; before that nothing of them is asked', async () => {
  site = await testApp({ fresh: true })
  const settings = {
    MINSHENG_COUNTY: '320412',
    MINSHENG_CONGRESS: '常州市武进区人民代表大会',
    MINSHENG_TERM: 18,
    MINSHENG_SEATS: 320,
    MINSHENG_FIRST_SESSION: '2026-01-07',
  }
  await firstStart(site.app, settings)
  expect(await told()).toEqual([])
  for (let start = 0; start < 2; start += 1) await takeInRows(site.app)
  const events = await runSql(
    site.db,
    `select type, subject_kind, count(*)::int as count from event where type like 'record.%' group by 1, 2 order by 1, 2`,
  )
  expect(events).toEqual([
    { type: 'record.kind_taken_in', subject_kind: 'record_kind', count: 8 },
    { type: 'record.row_taken_in', subject_kind: 'account', count: 3 },
    { type: 'record.row_taken_in', subject_kind: 'organ', count: 1 },
    { type: 'record.row_taken_in', subject_kind: 'person', count: 3 },
    { type: 'record.row_taken_in', subject_kind: 'post', count: 3 },
  ])
  await runSql(site.db, `update post set role = 'sysadmin' where role = 'auditor'`)
  expect(await told()).toEqual(['row_changed post'])
})

test('who says in the place of the program that all was taken in keeps no start from doing it', async () => {
  site = await testApp({ fresh: true })
  await given.post(site.app, 'secadmin')
  await runSql(
    site.db,
    `insert into event (id, type, subject_kind, subject_id, acting_kind, at)
     values ($1, 'record.kind_taken_in', 'record_kind', 'post', 'system', $2)`,
    [site.app.ids.uuid(), site.app.clock.now()],
  )
  await takeInRows(site.app)
  const taken = await runSql(
    site.db,
    `select id from event where type = 'record.row_taken_in' and subject_kind = 'post'`,
  )
  expect(taken).toHaveLength(1)
})
