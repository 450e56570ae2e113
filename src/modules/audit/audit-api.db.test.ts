import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { keepCountedRefusals, recordEvent, sealRecord } from '#modules/record/index.ts'
import { given as suggestionGiven } from '#modules/suggestion/suggestion.given.ts'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { testApp } from '#tests/support/test-app.ts'

type Testing = Awaited<ReturnType<typeof testApp>>
let testing: Testing
let auditor: Awaited<ReturnType<typeof given.post>>
let clerk: Awaited<ReturnType<typeof given.post>>

beforeAll(async () => {
  testing = await testApp()
  auditor = await given.post(testing.app, 'auditor')
  clerk = await given.post(testing.app, 'deputy_office')
})

const record = () =>
  testing.db.transaction().execute((trx) =>
    recordEvent(testing.app, trx, {
      type: 'person.changed',
      subjectKind: 'test',
      subjectId: 'one',
      actor: clerk,
      note: '张三的电话是 13812345678',
    }),
  )

describe('GET /api/record/checkpoint', () => {
  test('anyone may fetch the newest signed checkpoint, once something is sealed', async () => {
    const { anonymous, app, db } = await testApp({ fresh: true })
    expect((await anonymous.get('/api/record/checkpoint')).status).toBe(404)
    await db
      .transaction()
      .execute((trx) =>
        recordEvent(app, trx, { type: 'backup.made', subjectKind: 'test', subjectId: 'one', actor: 'system' }),
      )
    await sealRecord(app)
    const reply = await anonymous.get('/api/record/checkpoint')
    expect(await reply.json()).toMatchObject({
      size: expect.any(Number),
      publicKey: expect.stringContaining('PUBLIC KEY'),
    })
  })
})

describe('GET /api/audit', () => {
  test('the auditor reads events without the words beside them', async () => {
    await record()
    const reply = await testing.as(auditor).get('/api/audit/events?type=person.changed&limit=1')
    expect(reply.status).toBe(200)
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({ items: [{ type: 'person.changed', note: 'kept' }] })
    expect(text).not.toContain('张三')
  })

  test('a telephone number that is searched for is refused by the name of its field, with the reason', async () => {
    const reply = await testing.as(auditor).get('/api/audit/events?subjectId=13812345678')
    expect(await reply.json()).toMatchObject({
      status: 422,
      data: { fields: [{ name: '对象编号', problem: expect.stringContaining('查询条件会记入审计记录') }] },
    })
  })

  test('what was acted on is named by its official number or its organ; a confidential suggestion and a draft are not', async () => {
    const cast = await suggestionGiven.cast(testing.app)
    const to = stage(testing, cast)
    const [open, secret, draft] = [await to.accepted(), await to.accepted({ confidential: true }), await to.drafted()]
    const reader = testing.as(await given.post(testing.app, 'auditor', { congress: cast.congress }))
    const namesOf = async (id: string) => {
      const reply = await reader.get(`/api/audit/events?subjectId=${id}`)
      const { items } = (await reply.json()) as { items: { subjectName: string | null }[] }
      return [...new Set(items.map(({ subjectName }) => subjectName))]
    }
    expect(await namesOf(open.id)).toEqual([open.number])
    expect(await namesOf(secret.id)).toEqual([null])
    expect(await namesOf(draft.id)).toEqual([null])
    expect(open.number).toMatch(/号$/)
  })

  test('the export is a workbook to save, named after its period', async () => {
    const reply = await testing.as(auditor).get('/api/audit/events/export.xlsx?from=2026-03-01&until=2026-03-31')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-disposition')).toMatch(
      /^attachment; filename="audit-2026-03-01-2026-03-31.xlsx"; filename\*=UTF-8''(?:%[0-9A-F]{2})+\.xlsx$/,
    )
    expect(
      Buffer.from(await reply.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('a clerk is refused, a stranger too, and the auditor sees both refusals', async () => {
    const refused = await testing.as(clerk).get('/api/audit/events')
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'audit.not_auditor', detail: '只有以审计员身份才能查阅记录。' }),
    ])
    expect((await testing.anonymous.get('/api/audit/events')).status).toBe(401)
    expect((await testing.as(auditor).get('/api/suggestions/export.xlsx')).status).toBe(403)
    await keepCountedRefusals(testing.app)
    const reply = await testing.as(auditor).get('/api/audit/refusals')
    const { items } = (await reply.json()) as { items: { code: string; route: string; actor: unknown }[] }
    expect(items).toContainEqual(
      expect.objectContaining({
        code: 'audit.not_auditor',
        route: '/api/audit/events',
        actor: expect.objectContaining({
          personId: clerk.personId,
          personName: expect.any(String),
          role: 'deputy_office',
        }),
      }),
    )
    expect(items).toContainEqual(expect.objectContaining({ route: '/api/suggestions/export.xlsx' }))
    expect(items).toContainEqual(expect.objectContaining({ kind: 'unauthenticated', actor: null }))
  })

  test('what was refused is told by the name of the operation and the sentence that was answered, in the reader’s language', async () => {
    expect((await testing.as(clerk).get(`/api/accounts?limit=5`)).status).toBe(403)
    expect((await testing.as(clerk).get('/api/nowhere')).status).toBe(404)
    expect((await testing.as(clerk).get('/api/api-tokens/export.xlsx')).status).toBe(403)
    await keepCountedRefusals(testing.app)
    const refusedIn = async (language: string) => {
      const reply = await testing.as(auditor).get(`/api/audit/events?type=access.refused&limit=100&lang=${language}`)
      const { items } = (await reply.json()) as { items: { refused: unknown; data: { route: string } }[] }
      return items.map(({ refused, data }) => ({ route: data.route, refused }))
    }
    const told = await refusedIn('zh-CN')
    expect(told).toContainEqual({
      route: '/api/accounts',
      refused: { operation: '查询账号', reason: expect.stringMatching(/。$/) },
    })
    expect(told).toContainEqual({
      route: '/api/api-tokens/export.xlsx',
      refused: { operation: '导出接口令牌清单', reason: expect.stringMatching(/。$/) },
    })
    expect(await refusedIn('en')).toContainEqual({
      route: '/api/accounts',
      refused: { operation: 'List accounts', reason: expect.stringMatching(/^[\x20-\x7e’]+$/) },
    })
    expect(told).toContainEqual({ route: '*', refused: { operation: null, reason: expect.stringMatching(/。$/) } })
    const reply = await testing.as(auditor).get('/api/audit/refusals')
    const { items } = (await reply.json()) as { items: { route: string; operation: string | null }[] }
    expect(items).toContainEqual(expect.objectContaining({ route: '/api/accounts', operation: '查询账号' }))
    await record()
    const other = await testing.as(auditor).get('/api/audit/events?type=person.changed&limit=1')
    expect(await other.json()).toMatchObject({ items: [{ refused: null }] })
  })

  test('a made-up cursor, a name as subject and a reversed period are refused, none of them is a fault', async () => {
    const made = Buffer.from('["x","y"]').toString('base64url')
    const asked = [
      `events?cursor=${made}`,
      `refusals?cursor=${made}`,
      'events?cursor=%E5%BC%A0',
      `events?subjectId=${encodeURIComponent('张三')}`,
      'events?subjectId=13812345678',
      'events?from=2026-03-02&until=2026-03-01',
      'events/export.xlsx',
      'events?limit=1000',
    ]
    for (const path of asked) expect((await testing.as(auditor).get(`/api/audit/${path}`)).status, path).toBe(422)
  })
})
