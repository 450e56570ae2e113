import { shanghaiDate } from '#kernel/clock.ts'
import { findOrgans, getCongress } from '#modules/organisation/index.ts'
import type { App } from '#platform/app.ts'
import { putPublishedCongress } from './publication.queries.ts'
import type { CongressFacts } from './publication.ts'

const organsMax = 60
/** In the order in which the portal names them. */
const ownKinds = ['leadership', 'deputy_office', 'committee']

/**
 * Copies to the portal what it tells of the congress that runs this program: the one whose office operates the
 * platform. Safe to run again; without such an office there is nothing to tell.
 */
export async function publishCongress(app: App): Promise<void> {
  const { rows: operators } = await findOrgans(app.db, { kind: 'operations' }, undefined, 1)
  const [operator] = operators
  if (!operator) return
  const congress = await getCongress(app, operator.congress_id)
  const today = shanghaiDate(app.clock.now())
  const found = await findOrgans(
    app.db,
    { congressId: congress.id, system: 'congress', on: today },
    undefined,
    organsMax,
  )
  const organs = ownKinds.flatMap((own) => found.rows.filter(({ kind }) => kind === own).map(({ name }) => name))
  const facts: Partial<CongressFacts> = {
    organs,
    sessions: congress.sessions.map(({ number, opens_on, closes_on }) => ({
      number,
      opensOn: opens_on,
      closesOn: closes_on,
    })),
    ...(congress.current && {
      termNumber: congress.current.number,
      firstSessionOn: congress.current.first_session_on,
    }),
  }
  await app.db.transaction().execute((trx) =>
    putPublishedCongress(trx, {
      id: congress.id,
      name: congress.name,
      areaName: congress.area_name,
      level: congress.level,
      content: facts,
    }),
  )
}
