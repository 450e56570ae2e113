import { beforeAll, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import type { GivenOrgan } from '#modules/organisation/organisation.given.ts'
import { sealRecord, takeInRows, verifyRecord } from '#modules/record/index.ts'
import { foundAfter } from './support/tamper.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

// What someone with the database's password may do to what a unit is called and who acts for it.
let site: TestSite
let office: Client
let units: GivenOrgan[]

beforeAll(async () => {
  site = await testApp({ fresh: true })
  office = site.as(await given.post(site.app, 'deputy_office'))
  units = []
  for (const name of ['武进区农林局', '武进区林业局', '武进区农业农村局', '武进区园林局'])
    units.push(await given.unit(site.app, { name }))
  await takeInRows(site.app)
  await sealRecord(site.app)
})

const faults = async () => (await verifyRecord({ db: site.db, keys: site.app.keys })).faults
const idOf = (place: number) => units[place]?.id ?? ''

async function act(id: string, path: string, body: object): Promise<void> {
  const { version } = (await (await office.get(`/api/organs/${id}`)).json()) as { version: number }
  const reply = await office.post(`/api/organs/${id}/${path}`, { ...body, version })
  expect([reply.status, await reply.text()]).toEqual([200, expect.any(String)])
}

test('units that are entered, renamed and merged one after the other in order are right in the record', async () => {
  await act(idOf(0), 'rename', { name: '武进区农业局', shortName: '农业局', effectiveOn: '2026-03-02' })
  await act(idOf(1), 'merge', { intoId: idOf(0), effectiveOn: '2026-03-03' })
  expect(await faults()).toEqual([])
  // who acts for the one that was merged first changes with it
  await act(idOf(0), 'merge', { intoId: idOf(2), effectiveOn: '2026-03-04' })
  expect(await faults()).toEqual([])
})

test.each([
  ['its name', 0, `update organ set name = '假局' where id = $`, `update organ set name = '武进区农业局' where id = $`],
  [
    'who acts for it',
    1,
    `update organ set acting_id = id where id = $`,
    `update organ set acting_id = (select id from organ where name = '武进区农业农村局') where id = $`,
  ],
  [
    'what it was called before',
    0,
    `update organ_name set name = '某局' where organ_id = $`,
    `update organ_name set name = '武进区农林局' where organ_id = $`,
  ],
  [
    'that it was called otherwise',
    2,
    `insert into organ_name (organ_id, name, short_name, starts_on) values ($, '某局', '某局', '2020-01-01')`,
    'delete from organ_name where organ_id = $',
  ],
])('%s altered behind the back of the program is named', async (_what, place, altered, put) => {
  const [statement, undo] = [altered, put].map((text) => text.replace('$', `'${idOf(place)}'`))
  const found = await foundAfter(site, statement ?? '', undo ?? '')
  expect(found).toMatchObject([{ code: 'row_changed', kind: 'organ', subjectId: idOf(place) }])
  expect(await faults()).toEqual([])
})

test('a unit that was put in is named', async () => {
  const id = site.app.ids.uuid()
  const found = await foundAfter(
    site,
    `insert into organ (id, code, name, short_name, kind, system, congress_id, area_id, starts_on)
     select '${id}', 'X-1', '假局', '假局', kind, system, congress_id, area_id, starts_on from organ where id = '${idOf(3)}'`,
    `delete from organ where id = '${id}'`,
  )
  expect(found).toEqual([{ code: 'row_unrecorded', kind: 'organ', subjectId: id }])
})
