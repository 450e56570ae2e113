import { OpenAPIHono } from '@hono/zod-openapi'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor, AreaLevel, Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  type EventType,
  keepCountedRefusals,
  noteRefusal,
  recordEvent,
  sealRecord,
  verifyRecord,
} from '#modules/record/index.ts'
import { eventTypesOf, recordingApp } from '#modules/record/record.given.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { documents } from '#platform/documents/documents.ts'
import type { SignedIn } from '#platform/http/env.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { eventExport, searchEvents, searchRefusals } from './index.ts'

const county = '/32/3204/320412/'
const township = `${county}320412100/`
const id = (n: number) => `01998a2e-7b60-7000-8000-${n.toString().padStart(12, '0')}`

const officer = (role: Role, n: number, areaPath = county, congressLevel: AreaLevel = 3): Actor => ({
  accountId: id(n),
  personId: id(n + 1),
  locale: 'zh-CN',
  acting: { kind: 'post', id: id(n + 2), role, organId: id(n + 3), congressId: id(n + 4), congressLevel, areaPath },
})
const auditor = officer('auditor', 10)
const townAuditor = officer('auditor', 20, township, 4)
const clerk = officer('deputy_office', 30)
const townClerk = officer('presidium', 40, township, 4)
const otherCountyClerk = officer('deputy_office', 50, '/32/3204/320411/')

let app: ReturnType<typeof recordingApp>
const caseId = id(90)
const all = { limit: 100 }
const day = 86_400_000

beforeAll(async () => {
  app = recordingApp((await cloneDatabase()).db)
  const did = (actor: Actor | 'system', type: EventType, note?: string) =>
    app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type,
        subjectKind: 'suggestion',
        subjectId: caseId,
        actor,
        ...(note !== undefined && { note }),
      }),
    )
  await did(clerk, 'suggestion.accepted', '李四代表的建议')
  app.clock.advance(day)
  await did(townClerk, 'suggestion.returned_for_revision')
  await did(otherCountyClerk, 'suggestion.accepted')
  app.clock.advance(day)
  await did('system', 'clock.due')
  await sealRecord(app)
})

const typesSeenBy = async (actor: Actor, filter = {}) =>
  (await searchEvents(app, actor, filter, all)).items.map(({ type }) => type).filter((type) => !/^audit/.test(type))

describe('searching the record', () => {
  test('an auditor sees newest first what was done in the own area and below it, and no words', async () => {
    expect(await typesSeenBy(auditor)).toEqual(['clock.due', 'suggestion.returned_for_revision', 'suggestion.accepted'])
    expect(await typesSeenBy(townAuditor)).toEqual(['suggestion.returned_for_revision'])
    const page = await searchEvents(app, auditor, { type: 'suggestion.accepted' }, all)
    expect(page.items[0]).toMatchObject({ note: 'kept', leafIndex: 0, actor: { role: 'deputy_office' } })
    expect(JSON.stringify(page)).not.toContain('李四')
  })

  test('nobody but an auditor who acts as one may search, export or see refusals', async () => {
    for (const actor of [clerk, officer('sysadmin', 60), officer('secadmin', 70), { ...auditor, acting: null }]) {
      const period = { from: '2026-03-01', until: '2026-03-31' }
      await expect(async () => searchEvents(app, actor, {}, all)).rejects.toThrow('audit.not_auditor')
      await expect(async () => searchRefusals(app, actor, {}, all)).rejects.toThrow('audit.not_auditor')
      await expect(eventExport.take(app, actor, period)).rejects.toThrow('audit.not_auditor')
    }
  })

  test('the filters narrow by type, module, case, person and days of Shanghai, both ends included', async () => {
    expect(await typesSeenBy(auditor, { type: 'clock' })).toEqual(['clock.due'])
    expect(await typesSeenBy(auditor, { type: 'suggestion.returned_for_revision' })).toEqual([
      'suggestion.returned_for_revision',
    ])
    expect(await typesSeenBy(auditor, { personId: clerk.personId })).toEqual(['suggestion.accepted'])
    expect(await typesSeenBy(auditor, { caseId })).toHaveLength(3)
    expect(await typesSeenBy(auditor, { caseId: id(91) })).toEqual([])
    expect(await typesSeenBy(auditor, { from: '2026-03-03', until: '2026-03-03' })).toEqual([
      'suggestion.returned_for_revision',
    ])
    expect(await typesSeenBy(auditor, { until: '2026-03-02' })).toEqual(['suggestion.accepted'])
    await expect(async () => typesSeenBy(auditor, { from: '2026-03-03', until: '2026-03-02' })).rejects.toThrow(
      'audit.period_reversed',
    )
  })

  test('pages follow one another without a gap or a repeat', async () => {
    const filter = { caseId }
    const first = await searchEvents(app, auditor, filter, { limit: 2 })
    const second = await searchEvents(app, auditor, filter, { limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual([
      'clock.due',
      'suggestion.returned_for_revision',
      'suggestion.accepted',
    ])
    expect([first.total, second.next]).toEqual([{ value: 3, exact: true }, null])
  })

  test('every search and every export is itself an event that says what was asked', async () => {
    const looks = async () => (await eventTypesOf(app.db, 'all')).length
    const before = await looks()
    await searchEvents(app, auditor, { personId: clerk.personId }, all)
    await searchRefusals(app, auditor, {}, all)
    expect(await looks()).toBe(before + 2)
    const { items } = await searchEvents(app, auditor, { type: 'audit.searched' }, { limit: 2 })
    expect(items.map(({ data }) => data)).toContainEqual({ personId: clerk.personId, next: false })
  })

  test('an export is a workbook that bears the account of who took it out', async () => {
    const { bytes } = await eventExport.take(app, auditor, { from: '2026-03-01', until: '2026-03-31' })
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe('PK')
    const lines: Record<string, string | undefined>[] = []
    const columns = [
      { key: 'type', names: ['事件代码'], kind: 'code' },
      { key: 'at', names: ['时间'], kind: 'text' },
      { key: 'event', names: ['事件'], kind: 'text' },
      { key: 'subject', names: ['对象'], kind: 'text' },
      { key: 'role', names: ['岗位'], kind: 'text' },
      { key: 'note', names: ['说明文字'], kind: 'text' },
    ] as const
    await documents.readSheet(bytes, { columns, headedBy: ['type'] }, (rows) => {
      lines.push(...rows.map(({ cells }) => ({ ...cells, type: (cells.type ?? '').toLowerCase() })))
    })
    await documents.close()
    expect(lines).toContainEqual({
      type: 'suggestion.accepted',
      at: '2026-03-02T09:00:00.000+08:00',
      event: '审查立案',
      subject: '建议',
      role: '代表工委工作人员',
      note: '附说明文字',
    })
    expect(await eventTypesOf(app.db, auditor.accountId)).toEqual(['export.taken'])
  })
})

describe('refusals', () => {
  const surface = () => {
    const hono = new OpenAPIHono<{ Variables: { signedIn: SignedIn } }>()
    hono.use('/api/*', async (c, next) => {
      const actor = { clerk, townClerk }[c.req.header('as') ?? '']
      if (actor) c.set('signedIn', { actor } as SignedIn)
      await next()
    })
    hono.get('/api/cases/:id', (c) => {
      const kind = c.req.header('kind') === 'invalid' ? 'invalid' : 'forbidden'
      throw new Refusal(kind, `suggestion.${kind}`)
    })
    hono.onError(async (error, c) => {
      if (error instanceof Refusal) await noteRefusal(app, c as unknown as Parameters<typeof noteRefusal>[1], error)
      return c.text(error.message, 403)
    })
    return (headers: Record<string, string>) => hono.request(`/api/cases/${id(7)}?name=x`, { headers })
  }

  test('the first of an hour is an event at once, further ones are counted into one more, and a typing error is not kept', async () => {
    const call = surface()
    await call({ as: 'clerk' })
    await call({ as: 'townClerk' })
    for (let n = 0; n < 5; n += 1) await call({})
    await call({ kind: 'invalid' })
    await keepCountedRefusals(app)
    for (const as of ['clerk', 'clerk', 'nobody']) await call({ as })
    await keepCountedRefusals(app)
    const timesOf = async (actor: Actor | null) =>
      (await searchRefusals(app, auditor, {}, all)).items
        .filter((item) => item.actor?.personId === actor?.personId)
        .map(({ times }) => times)
    const kept = async () => [await timesOf(clerk), await timesOf(townClerk), await timesOf(null)]
    expect(await kept()).toEqual([[1], [1], [5]])

    const hour = new Date(app.clock.now())
    app.clock.advance(3_600_000)
    await keepCountedRefusals(app)
    await keepCountedRefusals(app)
    expect(await kept()).toEqual([[2, 1], [1], [1, 5]])
    await call({ as: 'clerk' })
    await keepCountedRefusals(app)
    expect(await timesOf(clerk)).toEqual([1, 2, 1])

    const { items } = await searchRefusals(app, auditor, { code: 'suggestion.forbidden' }, all)
    const stranger = items.find(({ actor }) => actor === null)
    expect(stranger).toMatchObject({ method: 'GET', route: '/api/cases/:id', hour: hour.toISOString() })
    expect((await searchRefusals(app, townAuditor, {}, all)).items).toHaveLength(1)
    expect((await searchRefusals(app, auditor, { code: 'other.code' }, all)).items).toEqual([])
    expect((await searchRefusals(app, auditor, { personId: townClerk.personId }, all)).items).toHaveLength(1)
  })

  test('a refusal is sealed like every event, tells nothing of what was asked for, and who removes it is found', async () => {
    const call = surface()
    app.clock.advance(3_600_000)
    await call({ as: 'clerk' })
    await keepCountedRefusals(app)
    await sealRecord(app)
    const { items } = await searchEvents(app, auditor, { type: 'access.refused', personId: clerk.personId }, all)
    expect(items[0]).toMatchObject({
      subjectKind: 'refusal',
      subjectId: 'suggestion.forbidden',
      actor: { role: 'deputy_office', areaPath: county },
      leafIndex: expect.any(Number),
    })
    expect(JSON.stringify(items)).not.toContain(id(7))
    expect((await verifyRecord(app)).faults).toEqual([])
    await app.db.transaction().execute(async (trx) => {
      await queryRaw(trx, 'alter table event disable trigger user', [])
      await queryRaw(trx, 'delete from event where id = $1', [items[0]?.id])
    })
    expect((await verifyRecord(app)).faults).not.toEqual([])
  })

  test('many at one moment are all counted, also when a beat comes between', async () => {
    const call = surface()
    app.clock.advance(3_600_000)
    const before = (await searchRefusals(app, auditor, { personId: clerk.personId }, all)).items.length
    await call({ as: 'clerk' })
    await keepCountedRefusals(app)
    await Promise.all(Array.from({ length: 20 }, async () => call({ as: 'clerk' })))
    await Promise.all([keepCountedRefusals(app), keepCountedRefusals(app)])
    app.clock.advance(3_600_000)
    await keepCountedRefusals(app)
    const { items } = await searchRefusals(app, auditor, { personId: clerk.personId }, all)
    expect(items.slice(0, items.length - before).map(({ times }) => times)).toEqual([20, 1])
  })
})
