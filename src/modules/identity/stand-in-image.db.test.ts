import { beforeEach, expect, test } from 'vitest'
import { takeInRows, verifyRecord } from '#modules/record/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { type GivenPost, given } from './identity.given.ts'

// What someone with the database's password may do to act by powers that a colleague never gave them.
let site: TestSite
let head: Client
let colleague: GivenPost
let standIn: { id: string }
let ofOneCase: { id: string }

beforeEach(async () => {
  site = await testApp({ fresh: true })
  const organ = await given.unit(site.app)
  head = site.as(await given.post(site.app, 'unit_head', { organ }))
  colleague = await given.post(site.app, 'unit_clerk', { organ })
  await given.post(site.app, 'sysadmin', { organ })
  await takeInRows(site.app)
  standIn = await delegate({ startsOn: '2026-03-04', lastOn: '2026-03-10' })
  ofOneCase = await delegate({ startsOn: '2026-03-11', lastOn: '2026-03-12', caseIds: [site.app.ids.uuid()] })
})

const faults = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults

async function delegate(days: object): Promise<{ id: string }> {
  const reply = await head.post('/api/stand-ins', { toPostId: colleague.postId, powers: ['remind'], ...days })
  expect(reply.status).toBe(201)
  return (await reply.json()) as { id: string }
}

const end = async ({ id }: { id: string }) =>
  expect((await head.post(`/api/stand-ins/${id}/end`, { version: 1 })).status).toBe(200)

/** Another delegation by hand, as many days after the first. */
async function copyByHand(daysLater: number): Promise<string> {
  const id = site.app.ids.uuid()
  await runSql(
    site.db,
    `insert into stand_in (id, post_id, by_post_id, powers, starts_on, ends_on, made_by_person_id, made_at)
     select $1, post_id, by_post_id, '{sign_off}', starts_on + $3::int, ends_on + $3::int, made_by_person_id, made_at
     from stand_in where id = $2`,
    [id, standIn.id, daysLater],
  )
  return id
}

test.each([
  ['widened to another power', `powers = powers || '{sign_off}'::text[]`],
  ['prolonged', 'ends_on = starts_on + 30'],
  ['begun earlier', `starts_on = '2026-02-20'`],
  ['given to another', `by_post_id = (select id from post where role = 'sysadmin')`],
])('a delegation that was %s with the database’s password is named, and no other', async (_what, change) => {
  expect(await faults()).toEqual([])
  await runSql(site.db, `update stand_in set ${change} where id = $1`, [standIn.id])
  const changed = { code: 'row_changed', kind: 'stand_in', subjectId: standIn.id }
  expect(await faults()).toEqual([expect.objectContaining(changed)])
})

test('one of a single case that was widened to all, and one that was taken up again after its end, are named', async () => {
  await end(standIn)
  expect(await faults()).toEqual([])
  await runSql(site.db, 'update stand_in set case_ids = null, ended_at = null, ended_by_person_id = null')
  const found = await faults()
  expect(found.map(({ code }) => code)).toEqual(['row_changed', 'row_changed'])
  const named = found.map((fault) => 'subjectId' in fault && fault.subjectId)
  expect(named.toSorted()).toEqual([standIn.id, ofOneCase.id].toSorted())
})

test('who gives themselves the powers of another with the database’s password is named, after another start too', async () => {
  const id = await copyByHand(20)
  expect(await faults()).toEqual([{ code: 'row_unrecorded', kind: 'stand_in', subjectId: id }])
  await takeInRows(site.app)
  expect(await faults()).toEqual([{ code: 'row_unrecorded', kind: 'stand_in', subjectId: id }])
})

test('a delegation from before its image is taken in as it is found, once, and from then on each needs one', async () => {
  await end(ofOneCase)
  // as a version before left it: the record says that they were given, and nothing of how they stand
  await runSql(site.db, 'alter table event disable trigger user')
  await runSql(
    site.db,
    `delete from event where subject_kind = 'stand_in' or type = 'record.kind_taken_in' and subject_id = 'stand_in'`,
  )
  await runSql(site.db, 'alter table event enable trigger user')
  const withoutImages = await faults()
  expect(withoutImages.filter((fault) => 'kind' in fault)).toEqual([])
  for (let start = 0; start < 2; start += 1) await takeInRows(site.app)
  const taken = await runSql(
    site.db,
    `select subject_id from event where type = 'record.row_taken_in' and subject_kind = 'stand_in' order by 1`,
  )
  expect(taken.map(({ subject_id }) => subject_id)).toEqual([standIn.id, ofOneCase.id].toSorted())
  expect(await faults()).toEqual(withoutImages)
  const id = await copyByHand(20)
  expect(await faults()).toEqual([...withoutImages, { code: 'row_unrecorded', kind: 'stand_in', subjectId: id }])
})
