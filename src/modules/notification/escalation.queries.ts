import { sql } from 'kysely'
import { postRuns } from '#modules/identity/index.ts'
import type { Trx } from '#platform/db/database.ts'
import type { EscalationStep } from './notification.ts'

/** The unit that is late, and after how many days each step comes. */
export const findLateUnit = (trx: Trx, clockId: string) =>
  trx
    .selectFrom('clock')
    .innerJoin('assignment', 'assignment.id', 'clock.subject_id')
    .innerJoin('suggestion', 'suggestion.id', 'assignment.suggestion_id')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .select([
      'clock.escalate_days as escalateDays',
      'clock.status',
      'organ.parent_id as parentId',
      'organ.system',
      // a town's government is a unit of the county too: what it owes the town rises in the town
      'suggestion.congress_id as congressId',
    ])
    // a merged unit is late by the hands of who took it over
    .select(({ fn }) => fn.coalesce('organ.acting_id', 'organ.id').as('unitId'))
    .where('clock.id', '=', clockId)
    .where('clock.subject_kind', '=', 'assignment')
    .executeTakeFirst()
export type LateUnit = NonNullable<Awaited<ReturnType<typeof findLateUnit>>>

/** A county's presidium sits in its sessions only; the deputies' office acts for it. */
const isTown = sql<boolean>`exists (select from congress where congress.id = organ.congress_id and congress.level = 4)`

/** The deputies' office of a congress; in a township its presidium. */
export const findOffice = (trx: Trx, congressId: string, day: string) =>
  trx
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .select(['post.person_id as personId', 'post.organ_id as holderId'])
    .distinct()
    .where('organ.congress_id', '=', congressId)
    .where((eb) => eb.or([eb('post.role', '=', 'deputy_office'), eb.and([eb('post.role', '=', 'presidium'), isTown])]))
    .where(postRuns(day))
    .execute()

/**
 * Who hears of it at a step: the heads of the unit, the office that coordinates its system, the leader in charge. In
 * charge is who holds a leader's post in the organ above the unit, else in the leadership of its system.
 */
export function findPersonsOfStep(trx: Trx, unit: LateUnit, step: EscalationStep, day: string) {
  const posts = trx
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .select(['post.person_id as personId', 'post.organ_id as holderId'])
    .distinct()
    .where(postRuns(day))
  if (step === 'unit_head') {
    return posts.where('post.role', '=', step).where('organ.id', '=', unit.unitId).execute()
  }
  if (step === 'gov_office') {
    // of courts and the party it is the deputies' office; a town has its presidium for whatever system it names nobody
    const coordinator = sql`select organ_id from coordination
      where congress_id = ${unit.congressId} and system = ${unit.system}`
    return posts
      .where('post.role', 'in', ['gov_office', 'deputy_office', 'presidium'])
      .where(
        sql<boolean>`(organ.id in (${coordinator}) or (organ.kind = 'presidium' and ${isTown}
          and organ.congress_id = ${unit.congressId} and not exists (${coordinator})))`,
      )
      .execute()
  }
  return posts
    .where('post.role', '=', step)
    .where((eb) =>
      eb.or([
        eb('organ.id', '=', unit.parentId),
        eb.and([
          eb('organ.congress_id', '=', unit.congressId),
          eb('organ.kind', '=', 'leadership'),
          eb('organ.system', '=', unit.system),
          sql<boolean>`not exists (select from post above where above.organ_id = ${unit.parentId} and above.role = 'leader'
            and above.starts_on <= ${day} and (above.ends_on is null or above.ends_on > ${day}))`,
        ]),
      ]),
    )
    .execute()
}

/** The security officers of the nearest area above which has any. */
export async function findSecurityOfficers(trx: Trx, areaPath: string, day: string) {
  const rows = await trx
    .selectFrom('post')
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .innerJoin('congress', 'congress.id', 'organ.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .select(['post.person_id as personId', 'post.organ_id as holderId', 'area.path'])
    .distinct()
    .where('post.role', '=', 'secadmin')
    .where(postRuns(day))
    .where(sql<boolean>`starts_with(${areaPath}, area.path)`)
    .execute()
  const nearest = Math.max(...rows.map(({ path }) => path.length))
  return rows.filter(({ path }) => path.length === nearest).map(({ personId, holderId }) => ({ personId, holderId }))
}
