import { beforeAll, describe, expect, test } from 'vitest'
import type { SuggestionView, TodoView } from '#modules/suggestion/suggestion.contract.ts'
import { given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import type { SuggestionRow } from '#modules/suggestion/suggestion-list.contract.ts'
import { beat } from '#surfaces/api/heartbeat.ts'
import { type ActorName, actorNames, signedIn } from './access/actors.ts'
import { answer, assignmentOf, leadPart, reach, type Stage } from './access/cases.ts'
import { addressesOf, concerns, type Known, readAll } from './access/crawl.ts'
import { makeWorld, type World } from './access/world.ts'
import { listenToStatements, statementsFor } from './support/statements.ts'

// Words that stand in one place each. Searches ask for their first two characters, so that a page that repeats what was
// asked for gives nothing away.
const words = {
  draft: '朱雀初稿',
  invited: '玄武联名',
  submitted: '青龙提交',
  accepted: '白虎受理',
  assigned: '麒麟交办',
  drafted: '貔貅拟稿',
  wanting: '饕餮评价',
  published: '凤凰公开',
  withdrawn: '鲲鹏撤下',
  secretNew: '梼杌密提',
  secretAssigned: '獬豸密办',
} as const
type Case = keyof typeof words

const stageOf: Record<Case, Stage> = {
  draft: 'draft',
  invited: 'invited',
  submitted: 'submitted',
  accepted: 'accepted',
  assigned: 'assigned',
  drafted: 'acknowledged',
  wanting: 'wanting',
  published: 'published',
  withdrawn: 'published',
  secretNew: 'submitted',
  secretAssigned: 'assigned',
}

const sponsors: readonly ActorName[] = ['lead', 'cosigner']
// a program under a token of the office reads what the office reads, and nothing that is confidential
const congressSide: readonly ActorName[] = [...sponsors, 'office', 'token']
const withGovernment: readonly ActorName[] = [...congressSide, 'government']
const everyHand: readonly ActorName[] = [...withGovernment, 'clerk', 'head', 'coClerk']

/** Who may read each case; everyone else finds nothing of it. */
const readersOf: Record<Case, readonly ActorName[]> = {
  draft: ['lead'],
  invited: sponsors,
  submitted: congressSide,
  accepted: withGovernment,
  assigned: everyHand,
  drafted: everyHand,
  wanting: everyHand,
  // on the portal, which these two go through
  published: [...everyHand, 'anonymous', 'stranger'],
  withdrawn: everyHand,
  // of a confidential case only named persons: of a unit the head
  secretNew: [...sponsors, 'office'],
  secretAssigned: [...sponsors, 'office', 'government', 'head'],
}

const unsentAnswer = '螭吻未发的答复'
const unsentPromise = '蒲牢未发的承诺'
const opinion = '没有答到点上。'
const coOpinion = '嘲风会办的意见'
const returnReason = '囚牛退办的理由'
const phone = '13912345678'

let world: World
const cases = {} as Record<Case, SuggestionView>
let known: Known

async function plant(name: Case): Promise<void> {
  const word = words[name]
  cases[name] = await reach(world, stageOf[name], {
    title: `关于${word}的建议`,
    subject: `${word}的事由`,
    grounds: `${word}的理由写在这里，长到足够成为一段话，免得被提示太短。`,
    proposal: `${word}的建议`,
    confidential: name.startsWith('secret'),
  })
}

beforeAll(async () => {
  world = await makeWorld()
  const { app, actors, by } = world
  for (const name of Object.keys(words) as Case[]) await plant(name)
  const { id, version } = leadPart(world, cases.drafted)
  const promised = [{ content: unsentPromise, owner: '养老服务科', dueOn: '2026-12-31' }]
  const draft = { version, ...answer, body: unsentAnswer, commitments: promised }
  cases.drafted = await viewOf(await by('clerk').post(`/api/assignments/${id}/reply-draft`, draft))
  const coPart = (kase: SuggestionView) => assignmentOf(kase, actors.places.coUnit.id)
  const byCo = async (kase: SuggestionView, path: string, body: object) => {
    const part = coPart(await viewOf(await by('coClerk').get(`/api/suggestions/${kase.id}`)))
    await viewOf(await by('coClerk').post(`/api/assignments/${part.id}/${path}`, { version: part.version, ...body }))
  }
  await byCo(cases.drafted, 'acknowledgement', {})
  await byCo(cases.drafted, 'co-opinion', { opinion: coOpinion })
  await byCo(cases.assigned, 'return-request', { reason: returnReason })
  await by('office').post(`/api/suggestions/${cases.withdrawn.id}/publication/withdrawal`, { reason: '当事人要求。' })
  await by('office').put(`/api/people/${actors.stranger.personId}/contact`, {
    version: await given.contactVersion(world.app, actors.stranger.personId),
    phone,
  })
  await issuePapers()
  await beat(app)
  const { db } = world
  const idsOf = async (rows: Promise<{ id: string }[]>) => (await rows).map((row) => row.id)
  known = {
    cases: Object.values(cases).map((one) => one.id),
    pages: await idsOf(db.selectFrom('publication').select('id').execute()),
    clocks: await idsOf(db.selectFrom('clock').select('id').where('rule_id', '=', 'suggestion.intake').execute()),
    persons: [actors.lead, actors.stranger, actors.neighbour, actors.clerk].map(({ personId }) => personId),
    organs: [actors.places.leadUnit.id],
    congresses: [actors.places.congress.id, actors.places.nextDoor.id],
    imports: [],
    privacyRequests: [await plantRequest()],
    attachments: [],
    papers: await idsOf(db.selectFrom('issued_paper').select('id').execute()),
  }
}, 600_000)

/** What goes out about a case, and about all of them. */
async function issuePapers(): Promise<void> {
  // one case of each stage in which papers are issued, and a confidential one
  for (const kase of [cases.assigned, cases.drafted, cases.wanting, cases.secretAssigned]) {
    for (const part of kase.assignments) {
      for (const kind of ['handover_note', 'reminder', 'co_opinion', 'reply_letter']) {
        const body = { kind, caseId: kase.id, assignmentId: part.id }
        for (const name of ['office', 'clerk', 'coClerk'] as const) await world.by(name).post('/api/papers', body)
      }
    }
  }
  const year = { from: '2026-01-01', to: '2026-12-31' }
  for (const kind of ['handover_list', 'compilation', 'annual_report']) {
    await world.by('office').post('/api/papers', { kind, ...year })
  }
}

const asked = '椒图请求'

async function plantRequest(): Promise<string> {
  const body = { kind: 'correction', words: `${asked}：学历应为本科。` }
  const reply = await world.by('stranger').post('/api/privacy/own/requests', body)
  return ((await reply.json()) as { requests: { id: string }[] }).requests[0]?.id ?? ''
}

type Secret = { word: string; readers: readonly ActorName[]; notIn?: RegExp }

const peopleLists = /^\/api\/(people|deputies|rosters|session|accounts|approvals|suggestions\/[^/]+\/invitable)/
const secrets: Record<string, Secret> = {
  ...Object.fromEntries(
    (Object.keys(words) as Case[]).map((name) => [name, { word: words[name], readers: readersOf[name] }]),
  ),
  'an answer that was not sent': { word: unsentAnswer, readers: ['clerk', 'head'] },
  'a promise in it': { word: unsentPromise, readers: ['clerk', 'head'] },
  // of the deputies only who wrote them
  'the words of an evaluation': { word: opinion, readers: ['lead', 'office', 'token'] },
  'the opinion of a co-handler': {
    word: coOpinion,
    readers: ['office', 'token', 'government', 'clerk', 'head', 'coClerk'],
  },
  'why a unit would give a case back': { word: returnReason, readers: ['office', 'token', 'government', 'coClerk'] },
  'what somebody asked about their own data': { word: asked, readers: ['stranger', 'office'] },
  'a telephone number': { word: phone, readers: ['stranger', 'office'] },
  // whoever sees a case reads its sponsor's name there; lists of deputies have it anyway
  'the name of a sponsor': { word: '', readers: everyHand, notIn: peopleLists },
}

test('of what one may not see nothing is found in any list, search, count, export, notice or page', async () => {
  const addresses = addressesOf(
    world,
    known,
    Object.values(words).map((word) => word.slice(0, 2)),
  )
  const nameOfLead = world.actors.lead.name
  const leaks: string[] = []
  const found = new Map<string, Set<ActorName>>(Object.keys(secrets).map((name) => [name, new Set()]))
  for (const name of actorNames) {
    const own = addresses.filter((one) => concerns(name, one))
    await readAll(world, name, own, (address, text) => {
      for (const [what, { word, readers, notIn }] of Object.entries(secrets)) {
        if (notIn?.test(address) || !text.includes(word || nameOfLead)) continue
        found.get(what)?.add(name)
        if (!readers.includes(name)) leaks.push(`${what}, to ${name}, at ${address}`)
      }
    })
  }
  expect(leaks).toEqual([])
  // and those who may read it do find it: the search for leaks was not blind
  const foundBy = Object.fromEntries(
    [...found].map(([what, names]) => [what, actorNames.filter((one) => names.has(one))]),
  )
  const readers = Object.fromEntries(
    Object.entries(secrets).map(([what, secret]) => [what, actorNames.filter((one) => secret.readers.includes(one))]),
  )
  expect(foundBy).toEqual(readers)
}, 600_000)

type Page<Item> = { items: Item[]; total: { value: number } }
const json = async <Body>(name: ActorName, path: string): Promise<Body> =>
  (await (await world.by(name).get(path)).json()) as Body

const covered = '保密件'

describe('what one may see is the same everywhere', () => {
  test.each(signedIn)('the pages that open for %s are the lines of the list with words', async (name) => {
    const { items, total } = await json<Page<SuggestionRow>>(name, '/api/suggestions?limit=100')
    const opened: Case[] = []
    for (const one of Object.keys(words) as Case[]) {
      const { status } = await world.by(name).get(`/api/suggestions/${cases[one].id}`)
      if (status === 200) opened.push(one)
      else expect(status).toBe(404)
    }
    const caseOf = (id: string) => (Object.keys(words) as Case[]).find((one) => cases[one].id === id)
    const listed = items.filter(({ title }) => title !== covered).map(({ id }) => caseOf(id))
    expect(listed.toSorted()).toEqual(opened.toSorted())
    // and the others lead nowhere
    expect(items.filter(({ opens }) => opens).map(({ id }) => caseOf(id))).toEqual(listed)
    expect(total.value).toBe(items.length)
    // what is listed without words says nothing of who proposed it, and only a confidential case is
    for (const line of items.filter(({ title }) => title === covered)) {
      expect(line).toMatchObject({ confidential: true, leadName: '', category: 'other' })
    }
    for (const one of Object.keys(words) as Case[]) {
      const hits = await json<Page<SuggestionRow>>(name, `/api/suggestions?q=${encodeURIComponent(words[one])}`)
      expect(hits.total.value).toBe(opened.includes(one) ? 1 : 0)
    }
  })

  test.each(signedIn)('the to-do lines and notices of %s are about cases of the list', async (name) => {
    const { items } = await json<Page<SuggestionRow>>(name, '/api/suggestions?limit=100')
    const listed = new Map(items.map(({ id, title }) => [id, title]))
    const todo = await json<TodoView>(name, '/api/todo')
    const lines = [...todo.overdue, ...todo.today, ...todo.thisWeek, ...todo.later]
    for (const { caseId, title, opens } of lines) {
      expect(listed.get(caseId)).toBe(title)
      expect(opens).toBe(title !== covered)
    }
    const notices = await json<Page<{ caseId: string; title: string | null }>>(name, '/api/notices?limit=100')
    for (const { caseId, title } of notices.items) if (title !== null) expect(listed.get(caseId)).toBe(title)
  })

  test.each(signedIn)('the clocks that open for %s are those of the pages that open', async (name) => {
    for (const one of ['submitted', 'assigned', 'secretAssigned'] as const) {
      const { status } = await world.by(name).get(`/api/suggestions/${cases[one].id}`)
      const clocks = [...cases[one].clocks, ...cases[one].assignments.flatMap((assignment) => assignment.clocks)]
      expect(clocks.length).toBeGreaterThan(0)
      for (const { id } of clocks) expect((await world.by(name).get(`/api/clocks/${id}`)).status).toBe(status)
    }
  })
})

describe('what was seen is not kept in sight', () => {
  test('H14 who declined to co-sign is named to nobody but the sponsors', async () => {
    const { congress } = world.actors.places
    const decliner = await given.deputy(world.app, { congress, name: '端木不愿' })
    const lead = world.by('lead')
    const draft = await reach(world, 'draft', { title: '关于睚眦的建议' })
    const invited = await viewOf(
      await lead.post(`/api/suggestions/${draft.id}/invitations`, {
        version: draft.version,
        mandateIds: [decliner.mandateId],
      }),
    )
    await world.as(decliner).post(`/api/suggestions/${draft.id}/cosign`, { agree: false })
    const { version } = await viewOf(await lead.get(`/api/suggestions/${draft.id}`))
    await viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version }))
    await beat(world.app)
    expect(invited.cosigners.map((one) => one.name)).toEqual([decliner.name])
    const seen = await (await world.by('office').get(`/api/suggestions/${draft.id}`)).text()
    expect(seen).not.toContain(decliner.name)
    expect(seen).not.toContain(decliner.mandateId)
    expect(await (await world.as(decliner).get('/api/notices')).text()).not.toContain('睚眦')
  })

  test('what the office wrote when it accepted stays on the side of the congress', async () => {
    const { id, version } = await reach(world, 'registered')
    const review = { version, decision: 'accept', reason: '狴犴口径，供内部掌握。' }
    await viewOf(await world.by('office').post(`/api/suggestions/${id}/review`, review))
    const seenBy = async (name: ActorName) => (await world.by(name).get(`/api/suggestions/${id}`)).text()
    expect(await seenBy('lead')).toContain('狴犴')
    expect(await seenBy('government')).toContain('suggestion.accepted')
    expect(await seenBy('government')).not.toContain('狴犴')
  })

  test('that a unit asks to be let off is between it and the offices; the deputies learn that the unit was changed', async () => {
    const { places } = world.actors
    const asked = await reach(world, 'returnAsked')
    const partOf = (kase: SuggestionView) => assignmentOf(kase, places.leadUnit.id)
    const seenBy = async (name: ActorName) => viewOf(await world.by(name).get(`/api/suggestions/${asked.id}`))
    const steps = ({ timeline }: SuggestionView) => timeline.map(({ type }) => type)
    for (const name of ['lead', 'cosigner', 'coClerk'] as const) {
      const seen = await seenBy(name)
      expect([partOf(seen).state, partOf(seen).returnReason]).toEqual(['assigned', null])
      expect(partOf(seen).clocks.map(({ ruleId }) => ruleId)).not.toContain('suggestion.return')
      expect(steps(seen)).not.toContain('assignment.return_requested')
      expect(steps(seen)).not.toContain('suggestion.assignment_planned')
    }
    const { id, version } = partOf(await seenBy('government'))
    const decision = { version, approve: true, reason: '负屃改办的理由' }
    await viewOf(await world.by('government').post(`/api/assignments/${id}/return-decision`, decision))
    const after = await seenBy('lead')
    expect(partOf(after).state).toBe('reassigned')
    expect(after.timeline.find(({ type }) => type === 'assignment.return_approved')?.note).toBeNull()
    expect(JSON.stringify(await seenBy('office'))).toContain(decision.reason)
  })

  test('a clerk who has left the unit reads no titles in old notices', async () => {
    const { places } = world.actors
    const former = await given.post(world.app, 'unit_clerk', { congress: places.congress, organ: places.leadUnit })
    await reach(world, 'assigned', { title: '关于狻猊的建议' })
    await beat(world.app)
    const before = await (await world.as(former).get('/api/notices')).text()
    expect(before).toContain('狻猊')
    await world.by('secadmin').post(`/api/posts/${former.postId}/end`, { endsOn: '2026-03-04', version: 1 })
    const after = await (await world.as({ ...former, acting: null }).get('/api/notices')).text()
    expect(after).not.toContain('狻猊')
  })

  test('whether a case exists is not told to who wants to merge into it', async () => {
    const office = world.by('office')
    const merged = await reach(world, 'registered')
    const into = async (mergeIntoId: string) => {
      const body = { version: merged.version, decision: 'merge', reason: '同一事项。', mergeIntoId }
      const reply = await office.post(`/api/suggestions/${merged.id}/review`, body)
      return { ...((await reply.json()) as object), requestId: '' }
    }
    expect(await into(cases.draft.id)).toEqual(await into(world.app.ids.uuid()))
  })

  const textsFor = async (name: ActorName, path: string) => {
    const [{ status }, statements] = await statementsFor(() => world.by(name).get(path))
    return { status, texts: statements.map(({ text }) => text) }
  }

  test('a search for words of a case one may not see goes the same way as one for words that stand nowhere', async () => {
    listenToStatements(world.db)
    const search = (name: ActorName, word: string) => textsFor(name, `/api/suggestions?q=${encodeURIComponent(word)}`)
    for (const name of signedIn) {
      const nowhere = await search(name, '狰狞无此')
      for (const one of (Object.keys(words) as Case[]).filter((kase) => !readersOf[kase].includes(name))) {
        expect(await search(name, words[one])).toEqual(nowhere)
      }
    }
  })

  test('a confidential case takes whoever is not named for it no longer than one that does not exist', async () => {
    listenToStatements(world.db)
    const kase = cases.secretAssigned
    const clockId = kase.clocks[0]?.id ?? ''
    const doors = (caseId: string, clock: string) => [
      ...['', '/publication', '/readers', '/oversights', '/papers'].map((part) => `/api/suggestions/${caseId}${part}`),
      `/api/clocks/${clock}`,
    ]
    for (const name of ['clerk', 'coClerk', 'stranger', 'token'] as const) {
      const nothing = doors(world.app.ids.uuid(), world.app.ids.uuid())
      for (const [at, path] of doors(kase.id, clockId).entries()) {
        expect(await textsFor(name, path)).toEqual(await textsFor(name, nothing[at] ?? ''))
      }
    }
  })
})
