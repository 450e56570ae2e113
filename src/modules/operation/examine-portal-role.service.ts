import type { Db } from '#platform/db/database.ts'
import { findPortalRights } from '#platform/db/portal-role.queries.ts'
import { portalReads } from '#platform/db/shape.gen.ts'
import { type Finding, fault, findingOfNames, well } from './finding.ts'

/** Whether the portal reads what is published and may do nothing else, whoever has found a gap in it. */
export async function examinePortalRole(db: Db): Promise<Finding[]> {
  const { isOurs, powers, enters, reads, peeps, writes } = await findPortalRights(db)
  if (isOurs === undefined) return [fault('portal_role_missing')]
  const found = [
    ...(isOurs ? [] : [fault('portal_role_not_ours')]),
    ...findingOfNames('portal_role_powers', powers),
    ...findingOfNames(
      'portal_reads_less',
      portalReads.filter((table) => !(enters && reads.includes(table))),
    ),
    // with a power of its own it may all of it, of which the power is the cause
    ...(powers.length > 0
      ? []
      : [
          ...findingOfNames(
            'portal_reads_more',
            peeps.filter((table) => !portalReads.includes(table)),
          ),
          ...findingOfNames('portal_writes', writes),
        ]),
  ]
  return found.length > 0 ? found : [well('portal_role_well')]
}
