import { beforeAll, expect, test, vi } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, testApp } from '#tests/support/test-app.ts'

vi.setConfig({ testTimeout: 60_000 })

const names = ['丁一', '马二', '王三', '龚四', '单五', '曾六', '卜七', '欧阳八', '陈九', '安十', '何甲', '李乙']
const personal = ['born', 'ethnicity', 'party', 'occupation', 'occupationGroup', 'education', 'account']
/** Roles that see the roster and do not keep it. */
const readers = ['committee', 'leader', 'secretariat', 'street_committee'] as const

let setup: Awaited<ReturnType<typeof testApp>>
const clients = new Map<string, Client>()
const as = (role: string): Client => {
  const client = clients.get(role)
  if (!client) throw new Error(role)
  return client
}
let ownPersonId: string

beforeAll(async () => {
  setup = await testApp({ fresh: true })
  const { app, db } = setup
  const deputies = []
  for (const name of names) deputies.push(await given.deputy(app, { name }))
  await runSql(db, `update person set sex = 'male', born_on = '1970-05-06', ethnicity = '回族', party = '民革'`)
  await runSql(db, `update person set sex = 'female', party = '九三学社' where name = '丁一'`)
  for (const role of ['deputy_office', ...readers] as const) {
    // the last of the deputies sits on the committee as well
    const person = role === 'committee' ? deputies.at(-1) : undefined
    clients.set(role, setup.as(await given.post(app, role, person ? { person } : {})))
  }
  ownPersonId = deputies.at(-1)?.personId ?? ''
})

type Line = Record<string, unknown> & { name: string; personId: string }
const list = async (role: string, query = ''): Promise<{ status: number; items: Line[]; code?: string }> => {
  const reply = await as(role).get(`/api/deputies?${query}`)
  return { status: reply.status, ...((await reply.json()) as { items: Line[] }) }
}

test('birth, ethnicity, party and the like are shown to who keeps the roster, to the deputy herself, and to nobody else', async () => {
  for (const line of (await list('deputy_office')).items) {
    expect(line).toMatchObject({ born: '1970-05', ethnicity: '回族', account: expect.any(String) })
  }
  for (const role of readers.filter((one) => one !== 'street_committee')) {
    const { items } = await list(role)
    expect(items).toHaveLength(names.length)
    for (const line of items) {
      const isOwn = role === 'committee' && line.personId === ownPersonId
      expect([line.name, line.sex, line.status]).toEqual([line.name, expect.any(String), 'active'])
      for (const field of personal) {
        if (!isOwn) expect([role, line.name, field, line[field]]).toEqual([role, line.name, field, null])
      }
      if (isOwn) expect(line).toMatchObject({ party: '民革', ethnicity: '回族' })
    }
  }
})

test('the page of a person and the line of the roster withhold the same', async () => {
  for (const role of ['deputy_office', ...readers.filter((one) => one !== 'street_committee')]) {
    for (const { personId, party } of (await list(role)).items) {
      const { profile } = await (await as(role).get(`/api/people/${personId}`)).json()
      expect([role, party]).toEqual([role, profile?.party ?? null])
    }
  }
})

test('who may not see a field can’t ask for it: no filter, no figure of a few, no list behind a figure tells it', async () => {
  const asked = [
    'party=九三学社',
    'ethnicity=回族',
    'ageBand=56_65',
    'occupationGroup=农民',
    'education=大学',
    'account=none',
  ]
  for (const role of readers) {
    for (const filter of asked) {
      const refused = await list(role, encodeURI(filter))
      expect([role, filter, refused.status, refused.code]).toEqual([role, filter, 403, 'roster.filter_withheld'])
    }
    for (const filter of ['q=丁一', 'sex=female', 'status=active', 'party=九三学社']) {
      const reply = await as(role).get(`/api/deputies/statistics?${encodeURI(filter)}`)
      expect([role, filter, reply.status]).toEqual([role, filter, 403])
    }
  }
  expect((await list('deputy_office', encodeURI('party=九三学社'))).items).toHaveLength(1)
  expect((await list('leader', encodeURI('q=丁一&sex=female'))).items).toHaveLength(1)
})

test('how the whole body is made up is public, few as some of its groups are; of fewer than ten deputies nothing is told', async () => {
  type Figures = {
    total: number
    figures: { by: string; items: { value: string; count: number; filter: unknown }[] }[]
  }
  const { total, figures }: Figures = await (await as('leader').get('/api/deputies/statistics')).json()
  expect(total).toBe(names.length)
  const party = figures.find(({ by }) => by === 'party')
  expect(party?.items).toContainEqual({ value: '九三学社', count: 1, filter: null })
  await runSql(
    setup.db,
    `update mandate set status = 'terminated', ended_on = '2026-03-01' where person_id in (
    select id from person where name in ('何甲', '安十', '陈九'))`,
  )
  const few: Figures = await (await as('leader').get('/api/deputies/statistics')).json()
  expect(
    few.figures.filter(({ by }) => ['party', 'ethnicity', 'ageBand', 'occupationGroup', 'education'].includes(by)),
  ).toEqual([])
  const kept: Figures = await (await as('deputy_office').get('/api/deputies/statistics')).json()
  expect(kept.figures.map(({ by }) => by)).toContain('party')
})

test('the roster leaves the house by its keepers only', async () => {
  for (const role of readers) expect((await as(role).get('/api/rosters/deputies/export.xlsx')).status).toBe(403)
})
