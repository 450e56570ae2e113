import { Workbook } from 'exceljs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { publicationGiven } from '#modules/publication/publication.given.ts'
import { givenCase } from '#modules/stats/stats.given.ts'
import { given } from '#modules/suggestion/suggestion.given.ts'
import type { Category, SuggestionState } from '#modules/suggestion/suggestion.ts'
import { runSql } from './support/statements.ts'
import { type TestSite, testApp } from './support/test-app.ts'

// The policy is told here a second time, as a clerk would say it, and every door of the program is held against it.
const fields = ['transport', 'health', 'education'] as const satisfies readonly Category[]
const states = ['accepted', 'handling', 'awaiting_evaluation', 'closed'] as const satisfies readonly SuggestionState[]
const hands = ['office', 'government', 'leadUnit', 'coUnit', 'committee', 'firstDeputy', 'secondDeputy'] as const
type Hand = (typeof hands)[number]

type Told = {
  confidential: boolean
  field: (typeof fields)[number]
  state: (typeof states)[number]
  lead: 'firstDeputy' | 'secondDeputy'
  lines: Hand[]
  readers: number[]
  published: boolean
}
type Kase = Told & { id: string; title: string; file: string }
type Person = { actor: Actor; hand: Hand | null }

const told: fc.Arbitrary<Told> = fc.record({
  confidential: fc.boolean(),
  field: fc.constantFrom(...fields),
  state: fc.constantFrom(...states),
  lead: fc.constantFrom('firstDeputy' as const, 'secondDeputy' as const),
  lines: fc.uniqueArray(fc.constantFrom(...hands)),
  readers: fc.uniqueArray(fc.nat(4)),
  published: fc.boolean(),
})

let site: TestSite
beforeAll(async () => {
  site = await testApp()
}, 60_000)

const insert = (table: string, row: Record<string, unknown>) =>
  runSql(
    site.db,
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
    Object.values(row),
  )

let made = 0

async function makeDistrict(cases: readonly Told[]) {
  const { app } = site
  made += 1
  const congress = await given.congress(app, { areaCode: `3204${20 + made}` })
  const unit = (name: string) => given.unit(app, { congress, name: `${name}${made}` })
  const [leadUnit, coUnit] = [await unit('区民政局'), await unit('区教育局')]
  const post = (...[role, of]: [Parameters<typeof given.post>[1], object?]) =>
    given.post(app, role, { congress, ...of })
  const office = await post('deputy_office')
  const government = await post('gov_office')
  const committee = await post('committee')
  const [firstDeputy, secondDeputy] = [await given.deputy(app, { congress }), await given.deputy(app, { congress })]
  const holders: Record<Hand, string> = {
    office: office.organ.id,
    government: government.organ.id,
    leadUnit: leadUnit.id,
    coUnit: coUnit.id,
    committee: committee.organ.id,
    firstDeputy: firstDeputy.mandateId,
    secondDeputy: secondDeputy.mandateId,
  }
  const delegations: Record<string, string> = {}
  for (const deputy of [firstDeputy, secondDeputy]) {
    const id = app.ids.uuid()
    await insert('delegation', { id, term_id: congress.termId, name: id.slice(-6), position: 0 })
    await runSql(site.db, 'update mandate set delegation_id = $1 where id = $2', [id, deputy.mandateId])
    delegations[deputy === firstDeputy ? 'firstDeputy' : 'secondDeputy'] = id
  }
  const people: Person[] = [
    { actor: office, hand: 'office' },
    { actor: government, hand: 'government' },
    { actor: await post('unit_head', { organ: leadUnit }), hand: 'leadUnit' },
    { actor: await post('unit_clerk', { organ: coUnit }), hand: 'coUnit' },
    { actor: committee, hand: 'committee' },
    { actor: firstDeputy, hand: 'firstDeputy' },
    { actor: secondDeputy, hand: 'secondDeputy' },
    { actor: await post('station_clerk'), hand: null },
    { actor: await post('unit_clerk', { organ: await unit('区水利局') }), hand: null },
  ]
  const kases: Kase[] = []
  for (const [at, one] of cases.entries()) {
    const lines = [...new Set<Hand>([...one.lines, one.lead])]
    const title = `第${made}区第${at}件秘事的建议`
    const lead = one.lead === 'firstDeputy' ? firstDeputy : secondDeputy
    const { confidential, state: status, field: category } = one
    const id = await givenCase(site, lead, { title, status, category, confidential, accepted: '2026-01-12' })
    for (const hand of lines) {
      const line = { holder_id: holders[hand], case_id: id, role: hand, case_kind: 'suggestion', state: status }
      await insert('party', { ...line, todo: 'review', changed_at: new Date(Date.UTC(2026, 0, 20, at)) })
    }
    for (const reader of one.readers) {
      await insert('suggestion_reader', { suggestion_id: id, person_id: people[reader]?.actor.personId })
    }
    for (const { actor, hand } of people) {
      const holder = hand === null ? office.organ.id : holders[hand]
      const about = { kind: 'suggestion.assigned', case_kind: 'suggestion', case_id: id, created_at: new Date() }
      await insert('notice', {
        ...about,
        id: app.ids.uuid(),
        person_id: actor.personId,
        holder_id: holder,
        event_id: app.ids.uuid(),
      })
    }
    const published = one.published && !confidential
    if (published) await publicationGiven.page(app, { title })
    kases.push({ ...one, id, title, lines, published, file: await fileOf(id, lead) })
  }
  return { kases, people, delegations }
}

async function fileOf(caseId: string, by: Actor): Promise<string> {
  const id = site.app.ids.uuid()
  const file_key = `attachment/te/${id}`
  await site.app.files.put(file_key, Buffer.from('pdf'))
  await insert('attachment', {
    id,
    case_kind: 'suggestion',
    case_id: caseId,
    place: 'draft',
    status: 'clean',
    name: '附件.pdf',
    kind: 'pdf',
    media_type: 'application/pdf',
    size: 3,
    file_key,
    sha256: Buffer.alloc(32),
    added_by_acting_id: by.acting?.id,
    added_by_person_id: by.personId,
    added_at: new Date('2026-01-10'),
  })
  return id
}

const isListed = ({ hand }: Person, { lines }: Kase) => hand !== null && lines.includes(hand)
const isDeputy = ({ actor }: Person) => actor.acting?.kind === 'mandate'

/** A line in the case; of a confidential one besides a sponsor's mandate or a name among its readers. */
const isOpen = (people: readonly Person[], person: Person, kase: Kase) =>
  isListed(person, kase) && (!kase.confidential || isDeputy(person) || kase.readers.includes(people.indexOf(person)))

/** In figures the fields of what is not confidential are known to all who have figures. */
const knowsField = (people: readonly Person[], person: Person, kase: Kase) =>
  !kase.confidential ||
  (isDeputy(person)
    ? isListed(person, kase)
    : kase.readers.includes(people.indexOf(person)) && (person.hand !== 'committee' || isListed(person, kase)))

type Rows = { items: { id: string; caseId?: string; title: string | null }[]; total: { value: number } }
const client = ({ actor }: Person) => site.as(actor)
const rowsOf = async (person: Person, path: string): Promise<Rows> => {
  const reply = await client(person).get(path)
  expect([path, reply.status]).toEqual([path, 200])
  return (await reply.json()) as Rows
}
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted()

async function readsTheListOfThePolicy(people: readonly Person[], person: Person, kases: readonly Kase[]) {
  const listed = kases.filter((kase) => isListed(person, kase))
  const open = kases.filter((kase) => isOpen(people, person, kase))
  const list = await rowsOf(person, '/api/suggestions?limit=100')
  expect(idsOf(list.items)).toEqual(idsOf(listed))
  expect(list.total.value).toBe(listed.length)
  expect(idsOf(list.items.filter(({ title }) => title !== '保密件'))).toEqual(idsOf(open))
  for (const state of states) {
    const { items, total } = await rowsOf(person, `/api/suggestions?limit=100&state=${state}`)
    expect(idsOf(items)).toEqual(idsOf(listed.filter((kase) => kase.state === state)))
    expect(total.value).toBe(items.length)
  }
  const found = await rowsOf(person, `/api/suggestions?limit=100&q=${encodeURIComponent('秘事')}`)
  expect([idsOf(found.items), found.total.value]).toEqual([idsOf(open), open.length])
  const committee = people.find(({ hand }) => hand === 'committee')?.actor.acting
  const lying = await rowsOf(
    person,
    `/api/suggestions?limit=100&committee=${committee?.kind === 'post' && committee.organId}`,
  )
  const withCommittee = open.filter(({ lines }) => lines.includes('committee'))
  expect([idsOf(lying.items), lying.total.value]).toEqual([idsOf(withCommittee), withCommittee.length])
  // what it is about and who leads it are words of a case too
  for (const field of new Set(kases.map((kase) => kase.field))) {
    const { items, total } = await rowsOf(person, `/api/suggestions?limit=100&category=${field}`)
    const about = open.filter((kase) => kase.field === field)
    expect([idsOf(items), total.value]).toEqual([idsOf(about), about.length])
  }
  const notices = await (await client(person).get('/api/notices?limit=100')).text()
  const todo = await (await client(person).get('/api/todo')).text()
  for (const kase of kases) {
    expect([kase.title, todo.includes(kase.title)]).toEqual([kase.title, open.includes(kase)])
    // the words of a confidential case stay on its own page
    const isTold = open.includes(kase) && !kase.confidential
    expect([kase.title, notices.includes(kase.title)]).toEqual([kase.title, isTold])
  }
}

async function takesAwayTheSame(people: readonly Person[], person: Person, kases: readonly Kase[]) {
  const reply = await client(person).get('/api/suggestions/export.xlsx')
  if (person.hand === null && person.actor.acting?.kind === 'post' && person.actor.acting.role === 'station_clerk') {
    expect(reply.status).toBe(403)
    return
  }
  const listed = kases.filter((kase) => isListed(person, kase))
  expect(reply.headers.get('x-export-rows')).toBe(String(listed.length))
  const book = new Workbook()
  await book.xlsx.load(await reply.arrayBuffer())
  const text = JSON.stringify(book.worksheets[0]?.getSheetValues())
  for (const kase of kases) expect(text.includes(kase.title)).toBe(isOpen(people, person, kase))
}

/** What is not for one and what is not there are told in the same words. */
async function opensOnlyWhatIsOpen(people: readonly Person[], person: Person, kases: readonly Kase[]) {
  const body = async (path: string) => {
    const reply = await client(person).get(path)
    return [reply.status, { ...((await reply.json()) as object), requestId: '' }]
  }
  const nothing = site.app.ids.uuid()
  for (const [address, idOf] of [
    [(id: string) => `/api/suggestions/${id}`, ({ id }: Kase) => id],
    [(id: string) => `/api/attachments/${id}/content`, ({ file }: Kase) => file],
  ] as const) {
    const absent = await body(address(nothing))
    expect(absent[0]).toBe(404)
    for (const kase of kases) {
      if (!isOpen(people, person, kase)) expect(await body(address(idOf(kase)))).toEqual(absent)
      else expect((await client(person).get(address(idOf(kase)))).status).toBe(200)
    }
  }
}

type Groups = { items: { id: string; figures: { submitted?: { numerator: number } } }[] }

async function countsNoSecretByItsFields(
  { kases, people, delegations }: Awaited<ReturnType<typeof makeDistrict>>,
  person: Person,
) {
  const known = kases.filter((kase) => knowsField(people, person, kase))
  const groupsBy = async (by: string) => {
    const { items } = (await (await client(person).get(`/api/figures/by/${by}?from=2026-01-01`)).json()) as Groups
    return Object.fromEntries(items.map(({ id, figures }) => [id, figures.submitted?.numerator]))
  }
  const counted = (keyOf: (kase: Kase) => string) =>
    Object.fromEntries(Object.entries(Object.groupBy(kases, keyOf)).map(([key, some]) => [key, some?.length]))
  expect(await groupsBy('category')).toEqual(counted((kase) => (known.includes(kase) ? kase.field : 'hidden')))
  expect(await groupsBy('delegation')).toEqual(
    counted((kase) => (known.includes(kase) ? (delegations[kase.lead] ?? '') : 'hidden')),
  )
  const filters: [string, (kase: Kase) => boolean][] = [
    ...fields.map((field): [string, (kase: Kase) => boolean] => [`category=${field}`, (kase) => kase.field === field]),
    ...Object.entries(delegations).map(([lead, id]): [string, (kase: Kase) => boolean] => [
      `delegation=${id}`,
      (kase) => kase.lead === lead,
    ]),
  ]
  for (const [filter, matches] of filters) {
    const { items, total } = await rowsOf(person, `/api/figures/submitted/rows?from=2026-01-01&limit=100&${filter}`)
    const wanted = known.filter(matches)
    expect([filter, items.map(({ caseId }) => caseId).toSorted()]).toEqual([filter, idsOf(wanted)])
    expect(total.value).toBe(wanted.length)
  }
  if (person.hand !== 'office') return
  for (const field of fields) {
    const { items } = await rowsOf(person, `/api/handover-candidates?limit=100&category=${field}`)
    const wanted = known.filter((kase) => kase.field === field && kase.state === 'accepted')
    expect(idsOf(items)).toEqual(idsOf(wanted))
  }
}

test('in any district everyone lists, counts, finds, exports, opens and is told exactly what the policy allows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 4, maxLength: 6 }), async (cases) => {
      const district = await makeDistrict(cases)
      const { kases, people } = district
      for (const person of people) {
        await readsTheListOfThePolicy(people, person, kases)
        await opensOnlyWhatIsOpen(people, person, kases)
        await takesAwayTheSame(people, person, kases)
        const hasFigures = ['office', 'committee', 'firstDeputy', 'secondDeputy'].includes(person.hand ?? '')
        if (hasFigures) await countsNoSecretByItsFields(district, person)
      }
      const feed = await (await site.anonymous.get('/suggestions.atom')).text()
      for (const { title, published } of kases) expect([title, feed.includes(title)]).toEqual([title, published])
    }),
    { numRuns: 2, endOnFailure: true },
  )
}, 240_000)
