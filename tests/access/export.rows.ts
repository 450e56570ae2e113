import { type ActorName, acting, deputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Row, Rows } from './row.ts'

const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
const offices: readonly ActorName[] = [...keepers, 'government', 'committee']
const units: readonly ActorName[] = ['clerk', 'head', 'coClerk', 'otherClerk']

const posts = signedIn.filter((name) => name !== 'unposted' && !deputies.includes(name))

/** A list that can be taken away: alone while it is short, and then nobody needs to be asked. */
const exportOf = (list: `/${string}`, may: readonly ActorName[], about: Ask = {}): Rows => {
  const row: Row = { may, never: 'rest', ask: () => about }
  return {
    [`GET ${list}/export.xlsx` as const]: row,
    [`POST ${list}/export-requests` as const]: { ...row, done: 409, passes: 'export.none_needed' },
  }
}

/** Who may take which list away. */
export const exportRows: Rows = {
  'GET /api/exports/running': { may: signedIn },
  ...exportOf('/api/suggestions', [...deputies, ...offices, ...units]),
  ...exportOf('/api/suggestions/ledger', keepers),
  ...exportOf('/api/topics', [...deputies, ...keepers, 'committee']),
  ...exportOf('/api/motions', [...deputies, ...keepers, 'committee']),
  ...exportOf('/api/commitments', [...deputies, ...offices, ...units]),
  ...exportOf('/api/oversights', [...deputies, ...offices, ...units]),
  ...exportOf('/api/handover-meetings', [...keepers, 'government', ...units]),
  ...exportOf('/api/handover-candidates', keepers),
  ...exportOf('/api/committee-fields', acting),
  ...exportOf('/api/people', [...keepers, 'secadmin', 'committee', 'auditor']),
  ...exportOf('/api/congresses', posts),
  ...exportOf('/api/imports', [...keepers, 'sysadmin', 'secadmin']),
  ...exportOf('/api/papers', posts),
  ...exportOf('/api/rules', acting),
  ...exportOf('/api/accounts', ['secadmin']),
  ...exportOf('/api/approvals', acting),
  ...exportOf('/api/figures/{code}/rows', offices, { path: { code: 'handed_over' } }),
  ...exportOf('/api/deliveries', keepers),
  ...exportOf('/api/privacy/requests', keepers),
  ...exportOf('/api/rosters/{kind}', keepers, { path: { kind: 'deputies' } }),
  ...exportOf('/api/figures/units', offices),
  ...exportOf('/api/stand-ins', posts),
  ...exportOf('/api/audit/events', ['auditor'], { query: 'from=2026-03-01&until=2026-03-01' }),
}
