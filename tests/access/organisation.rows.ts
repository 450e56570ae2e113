import { shanghaiDate } from '#kernel/clock.ts'
import { given } from '#modules/identity/identity.given.ts'
import type { GivenCongress } from '#modules/organisation/organisation.given.ts'
import { type ActorName, deputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const aboutUnit = async (world: World, body?: object): Promise<Ask> => {
  const { id } = await given.unit(world.app, { congress: world.actors.places.congress })
  return { path: { id }, ...(body && { body: { version: 1, effectiveOn: '2026-03-01', ...body } }) }
}

const newUnit = ({ app, actors }: World): Ask => ({
  body: {
    code: `u-${app.ids.random().slice(0, 10)}`,
    name: '武进区新设局',
    shortName: '新设局',
    kind: 'unit',
    system: 'government',
    congressId: actors.places.congress.id,
    areaId: actors.places.congress.areaId,
    startsOn: '2026-03-01',
  },
})

let towns = 0

/** A town without a congress, below the county. */
const aboutTown = async ({ app }: World): Promise<Ask> => {
  towns += 1
  const area = await given.area(app, `3204122${String(towns).padStart(2, '0')}`, `新设${towns}镇`)
  return { body: { areaId: area.id, name: `${area.name}人民代表大会`, shortName: `${area.name}人大` } }
}

const versionOf = async (world: World, id: string): Promise<number> =>
  ((await (await world.by('office').get(`/api/congresses/${id}`)).json()) as { version: number }).version

/** A township of its own, so that what is entered does not touch the congress of the others. */
const aboutCongress = async (
  world: World,
  body: (congress: GivenCongress & { version: number }) => object,
): Promise<Ask> => {
  towns += 1
  const areaCode = `3204123${String(towns).padStart(2, '0')}`
  await given.area(world.app, areaCode, `试点${towns}镇`)
  const congress = await given.congress(world.app, { areaCode })
  return { path: { id: congress.id }, body: body({ ...congress, version: await versionOf(world, congress.id) }) }
}

const session = { number: 9, opensOn: '2026-01-20', closesOn: '2026-01-21' }

// the congress's own office and the system officer keep the organs; everybody knows which there are
const keepers: readonly ActorName[] = ['office', 'sysadmin']

/** Areas, congresses and organs: names that everyone who is signed in may know. */
export const organisationRows: Rows = {
  'GET /api/areas': { program: true, may: signedIn },
  'GET /api/congresses': { program: true, may: signedIn },
  'GET /api/congresses/{id}': {
    program: true,
    may: signedIn,
    ask: ({ actors }) => ({ path: { id: actors.places.congress.id } }),
  },
  'POST /api/congresses': { may: ['office'], never: 'rest', done: 201, ask: aboutTown },
  'POST /api/congresses/{id}/terms': {
    may: ['office'],
    sees: signedIn,
    done: 201,
    ask: (world) => aboutCongress(world, () => ({ number: 18, firstSessionOn: '2027-01-08', seats: 60 })),
  },
  'PUT /api/congresses/{id}/only-term': {
    may: ['office'],
    sees: signedIn,
    ask: (world) => aboutCongress(world, ({ version }) => ({ version, number: 18, firstSessionOn: '2022-01-06' })),
  },
  // the presidium enters the sessions of its own township only: its own test says so
  'POST /api/congresses/{id}/sessions': {
    may: ['office'],
    sees: signedIn,
    done: 201,
    ask: (world) => aboutCongress(world, ({ termId }) => ({ ...session, termId })),
  },
  'PUT /api/congresses/{id}/coordinators': {
    may: ['office'],
    sees: signedIn,
    ask: async (world) => {
      const { places, government } = world.actors
      const { id } = places.congress
      return {
        path: { id },
        body: { version: await versionOf(world, id), system: 'government', organId: government.organ.id },
      }
    },
  },
  'GET /api/organs': { program: true, may: signedIn },
  'GET /api/organs/{id}': {
    program: true,
    may: signedIn,
    ask: ({ actors }) => ({ path: { id: actors.places.leadUnit.id } }),
  },
  'GET /api/organs/{id}/names': { may: signedIn, ask: ({ actors }) => ({ path: { id: actors.places.leadUnit.id } }) },
  'POST /api/organs': { may: keepers, never: 'rest', done: 201, ask: newUnit },
  'POST /api/organs/{id}/rename': {
    may: keepers,
    sees: signedIn,
    ask: (world) => aboutUnit(world, { name: '改名局', shortName: '改名局' }),
  },
  'POST /api/organs/{id}/merge': {
    may: keepers,
    sees: signedIn,
    ask: (world) => aboutUnit(world, { intoId: world.actors.places.leadUnit.id }),
  },
  'GET /api/calendar': { program: true, may: signedIn },
  'POST /api/calendar': {
    may: ['office', 'sysadmin'],
    never: 'rest',
    ask: () => ({ body: { source: 'chinese-days', from: 2026, to: 2026 } }),
  },
}

const workers = signedIn.filter((name) => name !== 'unposted' && !deputies.includes(name))
const ruleKeepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']

/** Rules of a congress: read by who works there, changed by its office, in a town by the presidium. */
export const ruleRows: Rows = {
  'GET /api/rules/proposal': { may: workers, never: 'rest' },
  'GET /api/rules/versions': { may: workers, never: 'rest' },
  'GET /api/rules/next-number': {
    may: ruleKeepers,
    never: 'rest',
    ask: () => ({ query: new URLSearchParams({ pattern: '{congress}建〔{year}〕{serial}号' }).toString() }),
  },
  'GET /api/rules/trial': {
    may: ruleKeepers,
    never: 'rest',
    ask: () => ({ query: 'rule=suggestion.answer&n=2&unit=month' }),
  },
  'POST /api/rules/proposal': {
    may: ruleKeepers,
    never: 'rest',
    done: 201,
    ask: ({ app }) => ({
      body: {
        version: 0,
        effectiveOn: shanghaiDate(app.clock.now()),
        reason: '主任会议决定。',
        changes: [{ rule: 'oversight.stallDays', value: 20 }],
      },
    }),
  },
  // each takes back what they have asked for in the row above
  'POST /api/rules/proposal/withdrawal': { may: ruleKeepers, never: 'rest' },
}

/** What reads the record, and what belongs to each person: notices, approvals, the audit. */
export const readerRows: Rows = {
  'GET /api/notices': { may: signedIn },
  'GET /api/notices/unread': { may: signedIn },
  'POST /api/notices/read': { may: signedIn, done: 204, ask: () => ({ body: { ids: 'all' } }) },
  'GET /api/approvals': { may: signedIn },
  'POST /api/approvals/{id}/approve': {
    // who asked sees it and is not the second person; the other officers stand in for officers only
    may: ['secadmin'],
    sees: ['office', 'sysadmin', 'auditor'],
    ask: (world) => askedReset(world),
  },
  'POST /api/approvals/{id}/decline': {
    may: ['secadmin'],
    sees: ['office', 'sysadmin', 'auditor'],
    ask: (world) => askedReset(world, { reason: '本人没有到场。' }),
  },
  'GET /api/set-aside-events': { may: ['sysadmin'], never: 'rest' },
  'POST /api/set-aside-events/read-again': {
    may: ['sysadmin'],
    never: 'rest',
    ask: () => ({ body: { reader: 'notification' } }),
  },
  'GET /api/audit/events': { may: ['auditor'], never: 'rest' },
  'GET /api/audit/refusals': { may: ['auditor'], never: 'rest' },
}

/** A deputy lost the password; the office asks at the counter. */
async function askedReset(world: World, body?: object): Promise<Ask> {
  const { accountId } = await given.deputy(world.app, { congress: world.actors.places.congress })
  const asked = await world.by('office').post(`/api/accounts/${accountId}/reset`)
  const { approvalId } = (await asked.json()) as { approvalId: string }
  return { path: { id: approvalId }, ...(body && { body }) }
}
