import type { JsonValue } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { defaultRules, type RuleSet, type RuleValues, ruleKeys } from './rules.ts'

const versions = (db: Db | Trx, congressId: string) =>
  db.selectFrom('rule_set').select(['version', 'effective_on', 'content']).where('congress_id', '=', congressId)

/** The rules of a congress in force on a day; version 0 is the defaults of the program. */
export async function rulesOn(db: Db | Trx, congressId: string, day: string): Promise<RuleSet> {
  const row = await versions(db, congressId)
    .where('effective_on', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return toRuleSet(row)
}

/** The rules of every day, for what asks for many of them. */
export async function rulesByDay(db: Db | Trx, congressId: string): Promise<(day: string) => RuleSet> {
  const rows = await versions(db, congressId).orderBy('version', 'desc').execute()
  const sets = rows.map(toRuleSet)
  return (day) => sets.find(({ effectiveOn }) => effectiveOn !== null && effectiveOn <= day) ?? toRuleSet(undefined)
}

/** The rules a case was started under; version 0 is the defaults of the program. */
export async function rulesOfVersion(db: Db | Trx, congressId: string, version: number): Promise<RuleSet> {
  return toRuleSet(await versions(db, congressId).where('version', '=', version).executeTakeFirst())
}

/** The rules that were decided on last, whether they hold already or from a day to come. */
export async function latestRules(db: Db | Trx, congressId: string): Promise<RuleSet> {
  return toRuleSet(await versions(db, congressId).orderBy('version', 'desc').limit(1).executeTakeFirst())
}

function toRuleSet(row: { version: number; effective_on: string; content: unknown } | undefined): RuleSet {
  if (!row) return { version: 0, effectiveOn: null, values: defaultRules() }
  // what an earlier program called otherwise is no rule of this one
  const known = Object.entries(row.content as Partial<RuleValues>).filter(([key]) =>
    (ruleKeys as readonly string[]).includes(key),
  )
  const values = { ...defaultRules(), ...(Object.fromEntries(known) as Partial<RuleValues>) }
  return { version: row.version, effectiveOn: row.effective_on, values }
}

/** Whoever decides on the rules of a congress does so one after the other. */
export const lockRules = (trx: Trx, congressId: string) =>
  trx
    .selectFrom('congress')
    .select(['id', 'short_name'])
    .where('id', '=', congressId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

export const findShortName = async (db: Db, congressId: string): Promise<string> =>
  (await db.selectFrom('congress').select('short_name').where('id', '=', congressId).executeTakeFirstOrThrow())
    .short_name

/** Under these names the organs of a congress number their own papers. */
export const findOrganShortNames = async (db: Db, congressId: string): Promise<string[]> =>
  (await db.selectFrom('organ').select('short_name').where('congress_id', '=', congressId).execute()).map(
    ({ short_name }) => short_name,
  )

export const insertRuleSet = (
  trx: Trx,
  row: {
    congress_id: string
    version: number
    effective_on: string
    content: Partial<RuleValues>
    reason: string
    proposed_by_person_id: string
    approved_by_person_id: string
    created_at: Date
  },
) =>
  trx
    .insertInto('rule_set')
    .values({ ...row, content: JSON.stringify(row.content) })
    .execute()

/** All that congresses have decided, version by version, for verify-record. */
export async function loadRuleImages(
  trx: Trx,
  congressIds: readonly string[],
): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx
    .selectFrom('rule_set')
    .selectAll()
    .where('congress_id', 'in', congressIds)
    .orderBy('version')
    .execute()
  const ofCongress = Map.groupBy(rows, (row) => row.congress_id)
  return new Map([...ofCongress].map(([id, sets]) => [id, sets.map(rowImage)]))
}

/** Versions with who asked and who agreed, the newest first; one more than asked for, and the one before that. */
export async function findVersions(db: Db, congressId: string, before: number | undefined, limit: number) {
  const rows = await db
    .selectFrom('rule_set')
    .leftJoin('person as asker', 'asker.id', 'rule_set.proposed_by_person_id')
    .leftJoin('person as second', 'second.id', 'rule_set.approved_by_person_id')
    .select([
      'rule_set.version',
      'rule_set.effective_on',
      'rule_set.content',
      'rule_set.reason',
      'rule_set.created_at',
      'asker.name as proposed_by_name',
      'second.name as approved_by_name',
    ])
    .where('rule_set.congress_id', '=', congressId)
    .$if(before !== undefined, (query) => query.where('rule_set.version', '<', before ?? 0))
    .orderBy('rule_set.version', 'desc')
    .limit(limit + 2)
    .execute()
  const { counted } = await db
    .selectFrom('rule_set')
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .where('congress_id', '=', congressId)
    .executeTakeFirstOrThrow()
  return { rows: rows.map((row) => ({ ...row, values: toRuleSet(row).values })), counted: Number(counted) }
}
