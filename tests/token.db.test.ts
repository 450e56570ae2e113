import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { settableClock } from '#kernel/clock.ts'
import { keepCountedRefusals, sealRecord, verifyRecord } from '#modules/record/index.ts'
import { type Cast, codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { answer, assignmentOf, type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import type { TokenView } from '#modules/token/token.contract.ts'
import { given as tokens } from '#modules/token/token.given.ts'
import { tokenRequestsMax } from '#modules/token/token.ts'
import { spendRequests } from '#modules/token/token-pace.service.ts'
import { makeLog } from '#platform/log.ts'
import { runSql } from './support/statements.ts'
import { type TestSite, testApp } from './support/test-app.ts'

let site: TestSite
let cast: Cast
let to: Stage
let officer: Awaited<ReturnType<typeof given.post>>
const logged: string[] = []

beforeAll(async () => {
  site = await testApp()
  site.app.log = makeLog(
    (line) => void logged.push(line),
    () => site.app.wall.now(),
    'debug',
  )
  cast = await given.cast(site.app)
  to = stage(site, cast)
  officer = await given.post(site.app, 'sysadmin', { congress: cast.congress })
})

const listed = async (as: Parameters<TestSite['as']>[0], query = ''): Promise<TokenView[]> =>
  ((await (await site.as(as).get(`/api/api-tokens${query}`)).json()) as { items: TokenView[] }).items

const found = async (id: string): Promise<TokenView> => {
  const one = (await listed(officer, '?limit=100')).find((row) => row.id === id)
  if (!one) throw new Error('no such token')
  return one
}

const acknowledged = async () => to.step(site.as(cast.clerk), await to.assigned(), cast.leadUnit.id, 'acknowledgement')

const body = (more: object) => ({
  name: 'gov-oa',
  purpose: '与办公系统对接',
  postId: cast.clerk.postId,
  scopes: ['suggestions.read'],
  lastOn: '2026-12-31',
  ...more,
})

describe('the system officer lets a program in', () => {
  test('for a post of the area that is no officer’s, within a year, under a name of its own', async () => {
    const as = site.as(officer)
    const auditor = await given.post(site.app, 'auditor', { congress: cast.congress })
    const away = await given.post(site.app, 'unit_clerk', {
      congress: await given.congress(site.app, { areaCode: '320411' }),
    })
    const asked = async (more: object) => codeOf(await as.post('/api/api-tokens', body(more)))
    expect(await asked({ postId: auditor.postId })).toBe('404 token.no_such_post')
    expect(await asked({ postId: away.postId })).toBe('404 token.no_such_post')
    expect(await asked({ lastOn: '2026-03-03' })).toBe('422 token.days')
    expect(await asked({ lastOn: '2027-03-05' })).toBe('422 token.too_long')
    expect(await asked({ scopes: ['evaluations.write'] })).toBe('422 http.invalid')
    expect((await as.post('/api/api-tokens', body({ name: 'a-year', lastOn: '2027-03-04' }))).status).toBe(201)
    expect(await asked({ name: 'a-year' })).toBe('409 token.name_taken')
    const own = await given.post(site.app, 'unit_clerk', { congress: cast.congress, person: officer })
    expect(await asked({ postId: own.postId })).toBe('403 token.not_to_oneself')
    const { items } = (await (await as.get('/api/api-tokens/posts?q=民政局')).json()) as { items: { role: string }[] }
    expect(items.map(({ role }) => role).toSorted()).toEqual(['unit_clerk', 'unit_head'])
  })

  test('and never sees its secret, which the holder of the post takes, and takes anew', async () => {
    const issued = await tokens.issued(site, { by: officer, post: cast.clerk, name: 'taken-twice' })
    expect([issued.state, issued.allowed]).toEqual(['waiting', ['revoke']])
    const path = `/api/api-tokens/${issued.id}/secret`
    expect(await codeOf(await site.as(officer).post(path, { version: 1 }))).toBe('403 token.holder_only')
    expect(await codeOf(await site.as(cast.head).post(path, { version: 1 }))).toBe('404 token.not_found')
    const holder = site.as(cast.clerk)
    const answers = await Promise.all([holder.post(path, { version: 1 }), holder.post(path, { version: 1 })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const first = (await answers.find(({ ok }) => ok)?.json()) as { secret: string; token: TokenView }
    expect(first.secret).toMatch(/^minsheng_[\w-]{40,}$/)
    expect((await site.bearing(first.secret).get('/api/suggestions')).status).toBe(200)
    const second = (await (await holder.post(path, { version: 2 })).json()) as { secret: string }
    expect(await codeOf(await site.bearing(first.secret).get('/api/suggestions'))).toBe('401 token.wrong')
    expect((await site.bearing(second.secret).get('/api/suggestions')).status).toBe(200)
    const row = await found(issued.id)
    expect([row.state, row.usedAt, row.version]).toEqual(['live', '2026-03-04T01:00:00.000Z', 3])
    expect(JSON.stringify(row)).not.toContain(second.secret)
    // whoever knows only the tag says the version by it
    const byTag = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"2.${'A'.repeat(22)}"` },
    }
    expect(await codeOf(await holder.fetch(path, { ...byTag, body: '{}' }))).toBe('409 token.stale_version')
  })

  test('lists, searches and exports what there is; the holder finds their own, a colleague none', async () => {
    expect((await listed(officer, '?q=taken')).map(({ name }) => name)).toEqual(['taken-twice'])
    expect((await listed(officer, '?state=waiting')).map(({ name }) => name)).toEqual(['a-year'])
    expect((await listed(cast.clerk)).map(({ name }) => name)).toEqual(['taken-twice', 'a-year'])
    expect(await listed(cast.head)).toEqual([])
    const book = await site.as(officer).get('/api/api-tokens/export.xlsx')
    expect([book.status, book.headers.get('x-export-rows')]).toEqual([200, '2'])
  })

  test('of two at once who give the same name one is told that it is taken', async () => {
    const issue = async () => codeOf(await site.as(officer).post('/api/api-tokens', body({ name: 'at-once' })))
    const waiting = `select 1 from pg_locks where not granted and relation = 'api_token'::regclass`
    const asked = await site.db.transaction().execute(async (trx) => {
      await runSql(trx, 'lock table api_token in share mode')
      const both = [issue(), issue()]
      await vi.waitFor(async () => expect(await runSql(trx, waiting)).toHaveLength(2), { timeout: 20_000 })
      return { both }
    })
    expect((await Promise.all(asked.both)).toSorted()).toEqual(['201 undefined', '409 token.name_taken'])
  })
})

describe('a program under a token', () => {
  test('records a consultation and hands in a draft, by its name on record; it can’t sign, send, evaluate or look further', async () => {
    const kase = await acknowledged()
    const part = assignmentOf(kase, cast.leadUnit.id)
    const secret = await tokens.apiToken(site, { by: officer, post: cast.clerk, name: 'gov-oa' })
    const program = site.bearing(secret)
    const shown = await viewOf(await program.get(`/api/suggestions/${kase.id}`))
    expect(shown.allowed).toEqual([])
    expect(assignmentOf(shown, cast.leadUnit.id).allowed.toSorted()).toEqual(['draftReply', 'noteConsultation'])
    expect(shown.attachable).toEqual([])
    const drafted = await viewOf(
      await program.post(`/api/assignments/${part.id}/reply-draft`, { version: part.version, ...answer }),
    )
    expect(drafted.id).toBe(kase.id)
    for (const [method, path] of [
      ['post', `/api/assignments/${part.id}/sign-off`],
      ['post', `/api/assignments/${part.id}/sending`],
      ['post', `/api/assignments/${part.id}/acknowledgement`],
      ['post', `/api/assignments/${part.id}/evaluation`],
      ['get', '/api/suggestions/export.xlsx'],
      ['get', '/api/sessions'],
      ['get', '/api/api-tokens'],
      ['get', '/api/people'],
    ] as const) {
      expect([path, await codeOf(await program[method](path, {}))]).toEqual([path, '403 token.not_in_scope'])
    }
    // nothing of a program's own is nowhere: what is no address of ours stays none
    expect(await codeOf(await program.get('/api/nowhere'))).toBe('404 http.not_found')
    const events = await site.db
      .selectFrom('event')
      .select(['type', 'acting_kind', 'acting_role', 'actor_person_id', 'data'])
      .where('acting_kind', '=', 'token')
      .where('type', '=', 'reply.drafted')
      .execute()
    expect(events).toEqual([
      {
        type: 'reply.drafted',
        acting_kind: 'token',
        acting_role: 'unit_clerk',
        actor_person_id: cast.clerk.personId,
        data: expect.not.objectContaining({ token: expect.anything() }),
      },
    ])
    // people choose the name of a token: it stands in no event, and is looked up for who audits
    const named = await site.db.selectFrom('event').select('id').where(sql`data::text`, 'like', '%gov-oa%').execute()
    expect(named).toEqual([])
    const auditor = await given.post(site.app, 'auditor', { congress: cast.congress })
    const page = await site.as(auditor).get('/api/audit/events?type=reply.drafted&limit=1')
    const { items } = (await page.json()) as { items: { actor: { tokenName: string | null } }[] }
    expect(items[0]?.actor.tokenName).toBe('gov-oa')
    const issued = await site.as(auditor).get('/api/audit/events?type=token.issued&limit=10')
    const told = (await issued.json()) as { items: { subjectName: string | null; data: object }[] }
    expect(told.items.map(({ subjectName }) => subjectName)).toContain('gov-oa')
    // what was refused to a program is kept as its own
    await keepCountedRefusals(site.app)
    const refusals = await site.db
      .selectFrom('event')
      .select(['acting_kind', 'data'])
      .where('type', '=', 'access.refused')
      .where('subject_id', '=', 'token.not_in_scope')
      .execute()
    expect(new Set(refusals.map(({ acting_kind }) => acting_kind))).toEqual(new Set(['token']))
    await sealRecord(site.app)
  })

  test('does no more than its scopes and its post: a consultation needs its own scope, another unit’s case is not there', async () => {
    const kase = await acknowledged()
    const part = assignmentOf(kase, cast.leadUnit.id)
    const reads = site.bearing(
      await tokens.apiToken(site, { by: officer, post: cast.clerk, scopes: ['suggestions.read'] }),
    )
    const sent = {
      version: part.version,
      mandateId: cast.lead.mandateId,
      means: 'meeting',
      heldOn: '2026-03-04',
      summary: '已到现场看过。',
    }
    expect(await codeOf(await reads.post(`/api/assignments/${part.id}/consultations`, sent))).toBe(
      '403 token.not_in_scope',
    )
    expect(
      assignmentOf(await viewOf(await reads.get(`/api/suggestions/${kase.id}`)), cast.leadUnit.id).allowed,
    ).toEqual([])
    const notes = site.bearing(
      await tokens.apiToken(site, { by: officer, post: cast.clerk, name: 'oa-notes', scopes: ['consultations.write'] }),
    )
    const noted = await viewOf(await notes.post(`/api/assignments/${part.id}/consultations`, sent))
    const byUnit = noted.timeline.find(({ type }) => type.startsWith('consultation'))
    expect(byUnit?.by).toBe(`${cast.leadUnit.name}（接口 oa-notes）`)
    const seen = await viewOf(await site.as(cast.lead).get(`/api/suggestions/${kase.id}`))
    expect(seen.timeline.find(({ id }) => id === byUnit?.id)?.by).toBe(`${cast.leadUnit.name}（经接口办理）`)
    const stranger = await given.post(site.app, 'unit_clerk', { congress: cast.congress })
    const other = site.bearing(await tokens.apiToken(site, { by: officer, post: stranger }))
    expect(await codeOf(await other.get(`/api/suggestions/${kase.id}`))).toBe('404 suggestion.not_found')
  })

  test('asks by HEAD what it may ask by GET, and nothing else', async () => {
    const secret = await tokens.apiToken(site, { by: officer, post: cast.clerk, scopes: ['suggestions.read'] })
    const ask = async (path: string) =>
      (await site.bearing(secret).fetch(path, { method: 'HEAD', headers: { 'accept-language': 'zh-CN' } })).status
    expect([await ask('/api/suggestions'), await ask('/api/topics')]).toEqual([200, 403])
  })

  test('finds no confidential case, in no list and by no id, though its holder is named to it', async () => {
    const secretCase = await to.accepted({ confidential: true, title: '关于某处隐患的保密建议' })
    const program = site.bearing(await tokens.apiToken(site, { by: officer, post: cast.office }))
    const read = async (as: Pick<typeof program, 'get'>) =>
      (await (await as.get('/api/suggestions?limit=100')).json()) as {
        items: { id: string }[]
        total: { value: number }
      }
    const [own, shown] = [await read(site.as(cast.office)), await read(program)]
    expect(own.items.map(({ id }) => id)).toContain(secretCase.id)
    expect(shown.items.map(({ id }) => id)).toEqual(own.items.map(({ id }) => id).filter((id) => id !== secretCase.id))
    expect(shown.total.value).toBe(own.total.value - 1)
    // nor by a filter on the figures: what its category is would tell what the case is about
    const { category } = await viewOf(await site.as(cast.office).get(`/api/suggestions/${secretCase.id}`))
    const counted = async (as: Pick<typeof program, 'get'>) => {
      const { figures } = (await (await as.get(`/api/figures?category=${category}`)).json()) as {
        figures: { code: string; numerator: number }[]
      }
      return figures.find(({ code }) => code === 'submitted')?.numerator
    }
    expect(await counted(program)).toBe(Number(await counted(site.as(cast.office))) - 1)
    const [there, nowhere] = await Promise.all(
      [secretCase.id, site.app.ids.uuid()].map(async (id) => program.get(`/api/suggestions/${id}`)),
    )
    expect([await codeOf(there as Response), await codeOf(nowhere as Response)]).toEqual(
      Array(2).fill('404 suggestion.not_found'),
    )
  })

  test('gets one and the same 401 for a secret that is wrong, over, revoked, or whose post or account is gone', async () => {
    const gone = async (act: (token: TokenView, post: typeof cast.clerk) => Promise<unknown>) => {
      const post = await given.post(site.app, 'unit_clerk', { congress: cast.congress })
      const secret = await tokens.apiToken(site, { by: officer, post, lastOn: '2026-03-04' })
      const [token] = await listed(post)
      const program = site.bearing(secret)
      expect((await program.get('/api/suggestions')).status).toBe(200)
      if (token) await act(token, post)
      return program.get('/api/suggestions')
    }
    const security = site.as(await given.post(site.app, 'secadmin', { congress: cast.congress }))
    const answers = [
      await site.bearing('minsheng_wrong').get('/api/suggestions'),
      await site.bearing('').get('/api/suggestions'),
      await gone(async ({ id, version }) =>
        security.post(`/api/api-tokens/${id}/revocation`, { version, note: '疑似泄露。' }),
      ),
      await gone(async (_, post) => security.post(`/api/accounts/${post.accountId}/disable`)),
      await gone(async (_, { postId }) =>
        site.db.updateTable('post').set({ ends_on: '2026-03-04' }).where('id', '=', postId).execute(),
      ),
      await gone(async ({ id }) =>
        site.db
          .updateTable('api_token')
          .set({ starts_on: '2026-03-01', ends_on: '2026-03-04' })
          .where('id', '=', id)
          .execute(),
      ),
    ]
    const says = await Promise.all(
      answers.map(async (reply) => {
        const { requestId: _, ...told } = (await reply.json()) as { requestId: string; code: string }
        return { told, challenge: reply.headers.get('www-authenticate') }
      }),
    )
    expect(new Set(says.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(says[0]).toMatchObject({ told: { code: 'token.wrong', status: 401 }, challenge: 'Bearer realm="api"' })
  })

  test('that asks too fast waits for the next minute, and no other one with it', async () => {
    const [slow, other] = await Promise.all(
      ['slow', 'other'].map(async (name) =>
        site.bearing(await tokens.apiToken(site, { by: officer, post: cast.clerk, name, scopes: ['rules.read'] })),
      ),
    )
    if (!slow || !other) throw new Error('no programs')
    const [slowOne] = await listed(officer, '?q=slow')
    spendRequests(site.app, slowOne?.id ?? '', tokenRequestsMax - 1)
    expect((await slow.get('/api/calendar')).status).toBe(200)
    const late = await slow.get('/api/calendar')
    expect([await codeOf(late), late.headers.get('retry-after')]).toEqual(['429 token.too_fast', '60'])
    expect((await other.get('/api/calendar')).status).toBe(200)
    settableClock(site.app.wall)?.set(new Date(site.app.wall.now().getTime() + 60_000))
    expect((await slow.get('/api/calendar')).status).toBe(200)
  })

  test('leaves its secret nowhere: no log, no event, no note, no row', async () => {
    const secret = await tokens.apiToken(site, { by: officer, post: cast.clerk, name: 'leaves-no-trace' })
    await site.bearing(secret).get('/api/suggestions')
    await site.bearing(`${secret}x`).get('/api/suggestions')
    await site.beat()
    expect(logged.join('\n')).not.toContain(secret)
    const { rows } = await sql<{ kept: string }>`select string_agg(one::text, ' ') as kept from (
      select to_jsonb(e) from event e union all select to_jsonb(n) from event_note n
      union all select to_jsonb(t) from api_token t union all select to_jsonb(r) from open_refusal r) as all_rows(one)`.execute(
      site.db,
    )
    expect(rows[0]?.kept).toContain('leaves-no-trace')
    expect(rows[0]?.kept).not.toContain(secret)
  })
})

test('what a token may do, for how long and whether it is revoked is found when it is altered behind the back of the program', async () => {
  const { id } = await tokens.issued(site, { by: officer, post: cast.clerk, name: 'altered' })
  await tokens.apiToken(site, { by: officer, post: cast.clerk, name: 'altered-taken' })
  await site.beat()
  const all = async () =>
    (await verifyRecord(site.app)).faults.flatMap((fault) =>
      'subjectId' in fault && fault.kind === 'api_token' ? [fault] : [],
    )
  // a test before this one has put a token past its time by hand
  const before = new Set((await all()).map(({ subjectId }) => subjectId))
  const ofTokens = async () => (await all()).filter(({ subjectId }) => !before.has(subjectId))
  expect(before.size).toBe(1)
  expect(await ofTokens()).toEqual([])
  for (const change of [
    `scopes = '{suggestions.read,replies.write}'`,
    `ends_on = ends_on + 1`,
    `secret_hash = sha256('x'), taken_at = made_at`,
    `revoked_at = made_at, revoked_by_person_id = made_by_person_id`,
  ]) {
    await runSql(site.db, `create table kept as select * from api_token where id = '${id}'`)
    await runSql(site.db, `update api_token set ${change} where id = '${id}'`)
    expect(await ofTokens(), change).toMatchObject([{ code: 'row_changed', subjectId: id }])
    await runSql(site.db, `delete from api_token where id = '${id}'`)
    expect(await ofTokens(), change).toMatchObject([{ code: 'row_removed', subjectId: id }])
    await runSql(site.db, 'insert into api_token select * from kept; drop table kept')
  }
  await runSql(
    site.db,
    `create table forged as select * from api_token where id = '${id}';
     update forged set id = gen_random_uuid(), name = 'forged';
     insert into api_token select * from forged; drop table forged`,
  )
  expect(await ofTokens()).toMatchObject([{ code: 'row_unrecorded', kind: 'api_token' }])
  await runSql(site.db, `delete from api_token where name = 'forged'`)
})
