import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { followForNotices } from '#modules/notification/index.ts'
import { followRecord, recordEvent, sealRecord } from '#modules/record/index.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { readAgain } from './index.ts'
import type { SetAsideEvent } from './operation.contract.ts'

let site: TestSite
let officer: Client
let county: Awaited<ReturnType<typeof given.post>>
const address = '/api/set-aside-events'

beforeAll(async () => {
  site = await testApp({ fresh: true })
  county = await given.post(site.app, 'sysadmin')
  officer = site.as(county)
})

/** Events that the reader can never take, tried until it goes on without them. */
async function setAside(reader: string, events: number): Promise<void> {
  const { app, db } = site
  await sealRecord(app)
  await followRecord(app, reader, () => Promise.resolve())
  await db.transaction().execute(async (trx) => {
    for (let made = 0; made < events; made += 1) {
      const subject = { subjectKind: 'person', subjectId: app.ids.uuid() }
      await recordEvent(app, trx, { type: 'person.changed', ...subject, actor: 'system' })
    }
  })
  await sealRecord(app)
  const broken = () => followRecord(app, reader, () => Promise.reject(new RangeError('张三的电话')))
  for (let tries = 0; tries < 30 * events; tries += 1) await broken().catch(() => undefined)
}

type Page = { items: SetAsideEvent[]; next: string | null; total: { value: number } }
const list = async (query = ''): Promise<Page> => (await (await officer.get(`${address}?${query}`)).json()) as Page

describe('events that a reader of the record went on without', () => {
  test('are listed for the system officer: which reader, what kind, when, how often tried, and nothing of the content', async () => {
    await setAside('notification', 2)
    const page = await list()
    expect(page.items).toHaveLength(2)
    expect(page.items[0]).toMatchObject({
      reader: 'notification',
      type: 'person.changed',
      fault: 'RangeError',
      tries: 10,
      waits: false,
    })
    expect(JSON.stringify(page)).not.toContain('张三')
  })

  test('are tried again when asked for, one or all; what fails again stays and counts one try more', async () => {
    const [first, second] = (await list()).items
    const one = { reader: 'notification', leafIndex: first?.leafIndex }
    expect(await (await officer.post(`${address}/read-again`, one)).json()).toEqual({ events: 1 })
    expect((await list()).items.map(({ waits }) => waits)).toEqual([true, false])
    await followRecord(site.app, 'notification', () => Promise.reject(new TypeError('again')))
    expect((await list()).items[0]).toMatchObject({ tries: 11, fault: 'TypeError', waits: false })

    expect(await (await officer.post(`${address}/read-again`, {})).json()).toEqual({ events: 2 })
    await followForNotices(site.app)
    expect((await list()).items).toEqual([])
    expect(await (await officer.post(`${address}/read-again`, {})).json()).toEqual({ events: 0 })
    const told = await runSql(
      site.db,
      `select subject_id, data, acting_role from event where type = 'record.reading_asked_again' order by seq`,
    )
    expect(told).toEqual([
      { subject_id: 'notification', data: { events: 1, leafIndex: first?.leafIndex }, acting_role: 'sysadmin' },
      { subject_id: 'all', data: { events: 2 }, acting_role: 'sysadmin' },
    ])
    expect(second?.leafIndex).toBe((first?.leafIndex ?? 0) + 1)
  })

  test('the command without a browser asks for the same and is recorded as the system’s', async () => {
    await setAside('notification', 1)
    expect(await readAgain(site.app, 'system', {})).toEqual({ events: 1 })
    expect((await list()).items.map(({ waits }) => waits)).toEqual([true])
    const [told] = await runSql(site.db, `select acting_kind from event order by seq desc limit 1`)
    expect(told).toEqual({ acting_kind: 'system' })
    await followForNotices(site.app)
  })

  test('are nobody else’s: an office, another officer and the system officer of a township are refused, a stranger too', async () => {
    const town = await given.post(site.app, 'sysadmin', {
      congress: await given.congress(site.app, { areaCode: '320412100' }),
    })
    const others = [await given.post(site.app, 'deputy_office'), await given.post(site.app, 'secadmin'), town]
    for (const other of others) {
      for (const reply of [await site.as(other).get(address), await site.as(other).post(`${address}/read-again`, {})]) {
        expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
          403,
          'operation.system_officer_only',
        ])
      }
    }
    expect((await site.anonymous.get(address)).status).toBe(401)
  })

  test('come in pages by reader and in the order of the record, in the same few statements, out of the key', async () => {
    await setAside('notification', 3)
    const [first] = (await list('limit=1')).items
    const rest = await list(`limit=5&cursor=${(await list('limit=1')).next}`)
    expect(rest.items).toHaveLength(2)
    expect(rest.items.every(({ leafIndex }) => leafIndex > (first?.leafIndex ?? 0))).toBe(true)
    const short = await statementsOf(site.db, () => list('limit=1'))
    const long = await statementsOf(site.db, () => list('limit=100'))
    expect(long.length).toBe(short.length)
    const page = long.find(({ text }) => text.includes('"set_aside_event"') && text.includes('order by'))
    await runSql(site.db, 'set enable_seqscan = off')
    const plan = await runSql(site.db, `explain ${inline(page)}`)
    expect(JSON.stringify(plan)).toContain('set_aside_event_pkey')
  })
})
