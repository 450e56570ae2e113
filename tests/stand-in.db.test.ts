import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { meetingIn, meetingOf } from '#modules/handover/handover.given.ts'
import type { SessionView } from '#modules/identity/identity.contract.ts'
import type { GivenPost } from '#modules/identity/identity.given.ts'
import { standInRoutes } from '#modules/identity/power.registry.ts'
import type { StandInView } from '#modules/identity/stand-in.contract.ts'
import { cosigned, given as motionGiven, motionIn } from '#modules/motion/motion.given.ts'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { suggestionPowers } from '#modules/suggestion/powers.ts'
import type { SuggestionView } from '#modules/suggestion/suggestion.contract.ts'
import { codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import type { SuggestionRow } from '#modules/suggestion/suggestion-list.contract.ts'
import { topicOf } from '#modules/topic/topic.given.ts'
import { routeName } from '#platform/http/versioned-routes.ts'
import { signedIn } from './access/actors.ts'
import { assignmentOf, reach } from './access/cases.ts'
import { makeWorld, type World } from './access/world.ts'
import { runSql } from './support/statements.ts'
import type { Client } from './support/test-app.ts'

let world: World
let deputyHead: Awaited<ReturnType<typeof given.post>>
beforeAll(async () => {
  world = await makeWorld()
  const { congress, leadUnit } = world.actors.places
  deputyHead = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit, name: '钱副局长' })
})

afterEach(async () => {
  const secadmin = world.by('secadmin')
  const { items } = await pageIn(await secadmin.get('/api/stand-ins?limit=100'))
  for (const { id, version } of items.filter(({ allowed }) => allowed.includes('end')))
    expect((await secadmin.post(`/api/stand-ins/${id}/end`, { version })).status).toBe(200)
})

const span = { startsOn: '2026-03-04', lastOn: '2026-03-20' }
const standInOf = async (reply: Response): Promise<StandInView> => {
  if (!reply.ok) throw new Error(await reply.text())
  return (await reply.json()) as StandInView
}

type StandInPage = { items: StandInView[]; total: { value: number } }
async function pageIn(reply: Response): Promise<StandInPage> {
  if (!reply.ok) throw new Error(await reply.text())
  return (await reply.json()) as StandInPage
}

/** The head's powers, for the colleague of the same unit. */
const given30 = (powers: string[], change: object = {}, toPostId = deputyHead.postId) =>
  world.by('head').post('/api/stand-ins', { toPostId, powers, ...span, ...change })

async function inForce(powers: string[], change: object = {}) {
  const standIn = await standInOf(await given30(powers, change))
  const by = asStandIn(standIn)
  return { standIn, by, stop: () => world.by('head').post(`/api/stand-ins/${standIn.id}/end`, { version: 1 }) }
}

/** Signs the colleague in anew and switches to the identity on behalf of the head. */
function asStandIn({ id }: { id: string }, who: Parameters<World['as']>[0] = deputyHead): Client {
  const client = world.as(who, { anew: true })
  const switched = client.put('/api/session/acting-as', { kind: 'stand_in', id })
  const after =
    <Args extends unknown[], Result>(go: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await switched
      return go(...args)
    }
  return {
    get: after(client.get),
    delete: after(client.delete),
    post: after(client.post),
    put: after(client.put),
    patch: after(client.patch),
    fetch: after(client.fetch),
  }
}

const own = (kase: SuggestionView) => assignmentOf(kase, world.actors.places.leadUnit.id)
const answer = {
  body: '经研究，拟利用二楼闲置用房设置助餐点。',
  class: 'B',
  commitments: [{ content: '助餐点开餐', owner: '养老服务科', dueOn: '2026-12-31' }],
}
const draftAnswer = (by: Client, kase: SuggestionView) =>
  by.post(`/api/assignments/${own(kase).id}/reply-draft`, { version: own(kase).version, ...answer })
const signOff = (by: Client, kase: SuggestionView) =>
  by.post(`/api/assignments/${own(kase).id}/sign-off`, { version: own(kase).version })
const read = async (by: Client, { id }: { id: string }) => viewOf(await by.get(`/api/suggestions/${id}`))

describe('who may delegate what to whom', () => {
  test('a head delegates signing to a colleague of the unit; both see it, the security officer too, nobody else', async () => {
    const { standIn } = await inForce(['sign_off'])
    expect(standIn).toMatchObject({ state: 'live', lastOn: '2026-03-20', caseIds: null, allowed: ['end'] })
    const listed = async (by: Client) =>
      pageIn(await by.get('/api/stand-ins')).then(({ items }) => items.map(({ id }) => id))
    for (const by of [world.by('head'), world.as(deputyHead, { anew: true }), world.by('secadmin')]) {
      expect(await listed(by)).toContain(standIn.id)
    }
    for (const name of signedIn.filter((one) => !['head', 'secadmin'].includes(one))) {
      expect(await listed(world.by(name)), name).not.toContain(standIn.id)
    }
  })

  test('at most thirty days, from today on, to another person of the same organ, and only one’s own powers', async () => {
    const { actors } = world
    const wrong: [object, string][] = [
      [{ lastOn: '2026-04-03' }, '422 identity.stand_in_too_long'],
      [{ startsOn: '2026-03-03' }, '422 identity.stand_in_days'],
      [{ lastOn: '2026-03-03' }, '422 identity.stand_in_days'],
      [{ powers: ['take_in'] }, '403 identity.power_not_yours'],
      [{ toPostId: actors.coClerk.postId }, '422 identity.not_a_colleague'],
      [{ toPostId: actors.head.postId }, '403 identity.not_to_oneself'],
    ]
    for (const [change, code] of wrong) expect(await codeOf(await given30(['sign_off'], change))).toBe(code)
    const month = await given30(['sign_off'], { lastOn: '2026-04-02' })
    const { id } = await standInOf(month)
    expect(await codeOf(await given30(['remind']))).toBe('409 identity.stands_in_already')
    await world.by('head').post(`/api/stand-ins/${id}/end`, { version: 1 })
  })

  test('of two clicks at the same moment one delegates', async () => {
    const replies = await Promise.all([given30(['remind']), given30(['remind'])])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const made = await standInOf(replies.find(({ ok }) => ok) ?? new Response('', { status: 500 }))
    await world.by('head').post(`/api/stand-ins/${made.id}/end`, { version: 1 })
  })

  test('H45: a deputy delegates nothing: the platform has no such thing', async () => {
    const wanted = { toPostId: deputyHead.postId, powers: ['sign_off'], ...span }
    for (const name of ['lead', 'cosigner', 'unposted', 'auditor', 'secadmin', 'sysadmin'] as const) {
      const reply = await codeOf(await world.by(name).post('/api/stand-ins', wanted))
      expect(reply).toMatch(/403 identity.stand_in_posts_only|422 identity.not_a_colleague/)
    }
    const acts = Object.values(suggestionPowers).flatMap((power) => Object.keys(power.acts))
    for (const act of ['evaluate', 'cosign', 'submit', 'confirmCommitment']) expect(acts).not.toContain(act)
  })

  test('every route of a power is a route of the program', () => {
    const known = world.site.routes.map(({ method, path }) => routeName(method, path))
    for (const route of standInRoutes()) expect(known).toContain(route)
  })
})

describe('acting on behalf of somebody', () => {
  test('it is an identity of its own, and the timeline names both to the own organ, to others the organ', async () => {
    const { standIn, by } = await inForce(['sign_off', 'send_answer'])
    const session = (await (await by.get('/api/session')).json()) as SessionView
    expect(session.actingAs).toMatchObject({ kind: 'stand_in', id: standIn.id, onBehalfOf: world.actors.head.name })
    expect(session.actingAs?.label).toContain(`代${world.actors.head.name}`)
    const kase = await reach(world, 'drafted')
    const signed = await viewOf(await signOff(by, await read(by, kase)))
    expect(signed.timeline[0]?.by).toBe(`武进区民政局 钱副局长（代${world.actors.head.name}）`)
    const seen = await read(world.by('office'), kase)
    expect(seen.timeline.find(({ type }) => type === signed.timeline[0]?.type)?.by).toBe('武进区民政局（代理人办理）')
    expect(JSON.stringify(seen.timeline)).not.toContain('钱副局长')
    await sealRecord(world.app)
    expect((await verifyRecord(world.app)).faults).toEqual([])
  })

  test('only what was delegated is offered, and nothing else is accepted', async () => {
    const { by } = await inForce(['receive'])
    const kase = await read(by, await reach(world, 'assigned'))
    expect(own(kase).allowed).toEqual(['acknowledge', 'requestReturn', 'requestExtension', 'requestPause'])
    expect(await codeOf(await draftAnswer(by, kase))).toBe('403 identity.not_delegated')
    for (const path of ['/api/people', '/api/suggestions/export.xlsx', '/api/commitments', '/api/approvals']) {
      expect(await codeOf(await by.get(path)), path).toBe('403 identity.not_delegated')
    }
  })

  test('who drafted does not sign in somebody’s place, nor what that person drafted', async () => {
    const { by } = await inForce(['prepare_answer', 'sign_off'])
    const ownDraft = await viewOf(await draftAnswer(world.as(deputyHead), await reach(world, 'acknowledged')))
    const seen = await read(by, ownDraft)
    expect(own(seen).allowed).not.toContain('signOff')
    expect(await codeOf(await signOff(by, seen))).toBe('403 suggestion.two_persons')
    const headDraft = await viewOf(await draftAnswer(world.by('head'), await reach(world, 'acknowledged')))
    expect(await codeOf(await signOff(by, headDraft))).toBe('403 suggestion.two_persons')
  })

  test('nothing is passed on by who stands in', async () => {
    const { by } = await inForce(['sign_off'])
    const again = { toPostId: world.actors.clerk.postId, powers: ['sign_off'], ...span }
    expect(await codeOf(await by.post('/api/stand-ins', again))).toBe('403 identity.not_delegated')
  })

  test('in some cases only: the others are not there, in the list, the count and the to-do page either', async () => {
    const [one, other] = [await reach(world, 'drafted'), await reach(world, 'drafted')]
    const { by } = await inForce(['sign_off'], { caseIds: [one.id] })
    const list = (await (await by.get('/api/suggestions')).json()) as { items: SuggestionRow[]; total: object }
    expect(list.items.map(({ id }) => id)).toEqual([one.id])
    expect(list.total).toEqual({ value: 1, exact: true })
    expect(await (await by.get('/api/todo')).text()).not.toContain(other.id)
    expect(await codeOf(await by.get(`/api/suggestions/${other.id}`))).toBe('404 suggestion.not_found')
    expect(await codeOf(await signOff(by, other))).toBe('404 suggestion.not_found')
    expect((await signOff(by, await read(by, one))).status).toBe(200)
  })

  test('a confidential case is open to who was named, not to who stands in for them', async () => {
    const { by } = await inForce(['sign_off'])
    const kase = await reach(world, 'assigned', { confidential: true })
    expect((await world.by('head').get(`/api/suggestions/${kase.id}`)).status).toBe(200)
    expect(await codeOf(await by.get(`/api/suggestions/${kase.id}`))).toBe('404 suggestion.not_found')
  })
})

describe('business beside suggestions', () => {
  /** The powers of this one's post, for a colleague of the same organ. */
  async function standsFor(powers: string[], change: object = {}, giver: GivenPost = world.actors.office) {
    const { organ, acting } = giver
    const colleague = await given.post(world.app, acting.role, { organ })
    const wanted = { toPostId: colleague.postId, powers, ...span, ...change }
    const standIn = await standInOf(await world.as(giver).post('/api/stand-ins', wanted))
    return { colleague, by: asStandIn(standIn, colleague) }
  }
  const acting = (id: string) =>
    runSql(world.app.db, 'select acting_kind, actor_person_id from event where subject_id = $1 order by id', [id])

  test('topics are drafted and published by who stands in, and the record says so', async () => {
    const { by, colleague } = await standsFor(['keep_topics'])
    const made = await by.post('/api/topics', topicOf({ title: '老旧小区停车' }))
    const topic = (await made.json()) as { id: string; version: number; allowed: string[] }
    expect([made.status, topic.allowed]).toEqual([201, ['edit', 'publish', 'withdraw']])
    expect((await by.post(`/api/topics/${topic.id}/publication`, { version: topic.version })).status).toBe(200)
    expect(await acting(topic.id)).toEqual(
      Array(2).fill({ acting_kind: 'stand_in', actor_person_id: colleague.personId }),
    )
    // what was not delegated is neither seen nor done
    for (const path of ['/api/suggestions', '/api/motions', '/api/oversights', '/api/handover-meetings']) {
      expect(await codeOf(await by.get(path)), path).toBe('403 identity.not_delegated')
    }
    const session = (await (await by.get('/api/session')).json()) as SessionView
    expect(session.actingAs?.delegated).toEqual({ powers: ['keep_topics'], modules: ['topic'] })
  })

  test('a motion is taken in by who stands in, named in the timeline; the result of a vote cannot be delegated', async () => {
    const cast = await motionGiven.cast(world.app, { areaCode: '320412101' })
    const { by, colleague } = await standsFor(['take_in_motions'], {}, cast.office)
    const motion = await cosigned(world, cast, { confirmed: 11 })
    await motionIn(world.as(cast.lead).post(`/api/motions/${motion.id}/submit`, { version: motion.version }))
    const seen = await motionIn(by.get(`/api/motions/${motion.id}`))
    expect(seen.allowed).toEqual(['register'])
    expect(await (await by.get('/api/todo')).text()).toContain('motionRegister')
    const numbered = await motionIn(by.post(`/api/motions/${motion.id}/registration`, { version: seen.version }))
    expect(numbered.timeline[0]?.by).toContain(`${colleague.name}（代${cast.office.name}）`)
    expect(numbered.allowed).toEqual(['check'])
    const toLead = await motionIn(world.as(cast.lead).get(`/api/motions/${motion.id}`))
    expect(toLead.timeline.find(({ type }) => type === 'motion.registered')?.by).toContain('代理人办理')
    expect(await codeOf(await by.post(`/api/motions/${motion.id}/decision`, {}))).toBe('403 identity.not_delegated')
    expect(standInRoutes()).not.toContain('POST /motions/{id}/vote')
  })

  test('hand-over meetings and key oversight are prepared by who stands in; a leader’s word is their own', async () => {
    const { by } = await standsFor(['keep_handovers', 'propose_oversights'])
    const meeting = await meetingIn(await by.post('/api/handover-meetings', meetingOf()))
    expect(meeting.allowed).toEqual(['edit', 'pick', 'cancel'])
    expect((await by.get('/api/oversights')).status).toBe(200)
    for (const route of ['POST /oversights/{id}/confirmation', 'POST /oversight-activities/{id}/countersignature']) {
      expect(standInRoutes()).not.toContain(route)
    }
  })

  test('who stands in for chosen cases has nothing to do with other business', async () => {
    const kase = await reach(world, 'submitted')
    const wanted = { toPostId: world.actors.colleague.postId, powers: ['take_in', 'keep_topics'], caseIds: [kase.id] }
    expect(await codeOf(await world.by('office').post('/api/stand-ins', { ...wanted, ...span }))).toBe(
      '422 identity.chosen_cases_only',
    )
    const { by } = await standsFor(['take_in'], { caseIds: [kase.id] })
    expect(await codeOf(await by.get('/api/topics'))).toBe('403 identity.not_delegated')
    expect((await by.get(`/api/suggestions/${kase.id}`)).status).toBe(200)
  })

  test('the to-do page has what the powers cover, not what else waits for the organ', async () => {
    const [drafted, assigned] = [await reach(world, 'drafted'), await reach(world, 'assigned')]
    const { by } = await inForce(['sign_off'])
    const todo = await (await by.get('/api/todo')).text()
    expect(todo).toContain(drafted.id)
    expect(todo).not.toContain(assigned.id)
    const own = await (await world.by('head').get('/api/todo')).text()
    expect(own).toContain(assigned.id)
  })
})

describe('the end', () => {
  test('revoked, it is worthless with the next click; a second end and a stranger’s are refused', async () => {
    const { standIn, by, stop } = await inForce(['sign_off'])
    const read = async (method: string) => (await by.fetch('/api/todo', { method })).status
    expect([await read('GET'), await read('HEAD')]).toEqual([200, 200])
    const end = (name: 'clerk' | 'secadmin' | 'head') =>
      world.by(name).post(`/api/stand-ins/${standIn.id}/end`, { version: 1 })
    expect(await codeOf(await end('clerk'))).toBe('404 identity.no_such_stand_in')
    await stop()
    expect(((await (await by.get('/api/session')).json()) as SessionView).actingAs).toBeNull()
    expect([await read('GET'), await read('HEAD')]).toEqual([200, 200])
    expect(await (await by.get('/api/todo')).text()).not.toContain('签')
    const act = by.post('/api/notices/read', { ids: 'all' })
    expect(await codeOf(await act)).toBe('403 identity.delegation_over')
    expect(await codeOf(await world.by('head').post(`/api/stand-ins/${standIn.id}/end`, { version: 2 }))).toBe(
      '409 identity.stand_in_over',
    )
  })

  test('it ends with the post of who gave it and with that of who holds it', async () => {
    const { congress, leadUnit } = world.actors.places
    for (const whose of ['giver', 'holder'] as const) {
      const giver = await given.post(world.app, 'unit_head', { congress, organ: leadUnit })
      const holder = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit })
      const wanted = { toPostId: holder.postId, powers: ['sign_off'], ...span }
      const made = await standInOf(await world.as(giver).post('/api/stand-ins', wanted))
      const client = world.as(holder)
      const identities = async () => ((await (await client.get('/api/session')).json()) as SessionView).identities
      expect((await identities()).map(({ kind }) => kind)).toContain('stand_in')
      const { postId } = whose === 'giver' ? giver : holder
      await world.by('secadmin').post(`/api/posts/${postId}/end`, { endsOn: '2026-03-04', version: 1 })
      expect((await identities()).map(({ kind }) => kind)).not.toContain('stand_in')
      const list = (await (await world.by('secadmin').get('/api/stand-ins?state=over')).json()) as {
        items: StandInView[]
      }
      expect(list.items.map(({ id }) => id)).toContain(made.id)
    }
  })

  test('the list is searched by name and narrowed by state, and counted', async () => {
    const by = world.by('secadmin')
    const page = async (query: string) =>
      (await (await by.get(`/api/stand-ins?${query}`)).json()) as { items: StandInView[]; total: { value: number } }
    const named = await page(`q=${encodeURIComponent('钱副局')}`)
    expect(named.items.length).toBeGreaterThan(5)
    expect(new Set(named.items.map(({ byPerson }) => byPerson.name))).toEqual(new Set(['钱副局长']))
    expect(named.total.value).toBe(named.items.length)
    expect((await page('state=ended')).items.every(({ state }) => state === 'ended')).toBe(true)
    const pagesBy = async (sort: string) => {
      const ids: string[] = []
      for (let cursor = ''; ; ) {
        const one = (await (await by.get(`/api/stand-ins?limit=3&sort=${sort}${cursor}`)).json()) as StandInPage & {
          next: string | null
        }
        ids.push(...one.items.map(({ id }) => id))
        if (one.next === null) return ids
        cursor = `&cursor=${encodeURIComponent(one.next)}`
      }
    }
    const whole = await page('limit=100')
    for (const sort of ['given', 'ends', 'name']) {
      const ids = await pagesBy(sort)
      expect(ids.toSorted(), sort).toEqual(whole.items.map(({ id }) => id).toSorted())
    }
    const ends = (await page('limit=100&sort=ends')).items.map(({ lastOn }) => lastOn)
    expect(ends).toEqual(ends.toSorted())
    const held = await pageIn(await world.as(deputyHead, { anew: true }).get('/api/stand-ins?box=held'))
    expect(held.items.length).toBeGreaterThan(0)
    const given = await pageIn(await world.as(deputyHead, { anew: true }).get('/api/stand-ins?box=given'))
    expect([given.items, given.total.value]).toEqual([[], 0])
  })

  test('the list is taken away as it is seen: by the officer all of the area, by a head what they gave', async () => {
    const rowsOf = async (by: Client, query = '') =>
      Number((await by.get(`/api/stand-ins/export.xlsx${query}`)).headers.get('x-export-rows'))
    const seen = async (by: Client) => (await pageIn(await by.get('/api/stand-ins?limit=100'))).items.length
    for (const name of ['secadmin', 'head'] as const) {
      expect(await rowsOf(world.by(name))).toBe(await seen(world.by(name)))
    }
    expect(await rowsOf(world.by('head'), '?box=held')).toBe(0)
    expect(await codeOf(await world.by('lead').get('/api/stand-ins/export.xlsx'))).toBe(
      '403 identity.stand_in_posts_only',
    )
  })
})
