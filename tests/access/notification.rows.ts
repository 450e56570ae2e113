import { runSql } from '#tests/support/statements.ts'
import { type ActorName, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
const others: readonly ActorName[] = signedIn.filter((name) => !keepers.includes(name))

/** A delivery of the county that stands as it is asked for. */
async function aboutDelivery({ app, db, actors }: World, channel: string, state: string): Promise<string> {
  const [notice, id] = [app.ids.uuid(), app.ids.uuid()]
  const { clerk, places } = actors
  await runSql(
    db,
    `insert into notice (id, person_id, holder_id, kind, event_id, created_at) values ($1, $2, $3, 'acknowledge', $1, $4)`,
    [notice, clerk.personId, clerk.organ.id, app.clock.now()],
  )
  await runSql(
    db,
    `insert into delivery (id, notice_id, person_id, congress_id, channel, mode, state, not_before, created_at)
      values ($1, $2, $3, $4, $5, 'immediate', $6, $7, $7)`,
    [id, notice, clerk.personId, places.congress.id, channel, state, app.clock.now()],
  )
  return id
}

/** How one is told is everyone's own; who was not reached is for those who have to reach them. */
export const notificationRows: Rows = {
  'GET /api/notices/preferences': { may: signedIn },
  'PUT /api/notices/preferences': { may: signedIn, ask: () => ({ body: { mail: 'immediate' } }) },
  'PUT /api/notices/mail-address': { may: signedIn, ask: () => ({ body: { address: null } }) },
  'GET /api/deliveries': { may: keepers, never: 'rest' },
  'GET /api/deliveries/health': { may: [...keepers, 'sysadmin'], never: 'rest' },
  'POST /api/deliveries/told': {
    may: ['office'],
    never: others,
    done: 204,
    ask: async (world): Promise<Ask> => ({
      body: { ids: [await aboutDelivery(world, 'phone', 'waiting')], note: '' },
    }),
  },
  'POST /api/deliveries/{id}/retry': {
    may: ['office'],
    never: others,
    done: 204,
    ask: async (world): Promise<Ask> => ({ path: { id: await aboutDelivery(world, 'mail', 'failed') } }),
  },
}
