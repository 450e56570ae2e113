import { given } from '#modules/identity/identity.given.ts'
import { type ActorName, signedIn } from './actors.ts'
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

// the congress's own office and the system officer keep the organs; everybody knows which there are
const keepers: readonly ActorName[] = ['office', 'sysadmin']

/** Areas, congresses and organs: names that everyone who is signed in may know. */
export const organisationRows: Rows = {
  'GET /api/areas': { may: signedIn },
  'GET /api/congresses': { may: signedIn },
  'GET /api/congresses/{id}': { may: signedIn, ask: ({ actors }) => ({ path: { id: actors.places.congress.id } }) },
  'GET /api/organs': { may: signedIn },
  'GET /api/organs/{id}': { may: signedIn, ask: ({ actors }) => ({ path: { id: actors.places.leadUnit.id } }) },
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
  'GET /api/calendar': { may: signedIn },
  'POST /api/calendar': {
    may: ['office', 'neighbourOffice', 'sysadmin'],
    never: 'rest',
    ask: () => ({ body: { source: 'chinese-days', from: 2026, to: 2026 } }),
  },
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
  'GET /api/audit/events': { may: ['auditor'], never: 'rest' },
  'GET /api/audit/events/export': {
    may: ['auditor'],
    never: 'rest',
    ask: () => ({ query: 'from=2026-03-01&until=2026-03-04' }),
  },
  'GET /api/audit/refusals': { may: ['auditor'], never: 'rest' },
}

/** A deputy lost the password; the office asks at the counter. */
async function askedReset(world: World, body?: object): Promise<Ask> {
  const { accountId } = await given.deputy(world.app, { congress: world.actors.places.congress })
  const asked = await world.by('office').post(`/api/accounts/${accountId}/reset`)
  const { approvalId } = (await asked.json()) as { approvalId: string }
  return { path: { id: approvalId }, ...(body && { body }) }
}
