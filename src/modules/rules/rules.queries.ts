import type { Db, Trx } from '#platform/db/database.ts'
import { defaultRules, type RuleSet, type RuleValues } from './rules.ts'

/** The rules of a congress in force on a day; version 0 is the defaults of the program. */
export async function rulesOn(db: Db | Trx, congressId: string, day: string): Promise<RuleSet> {
  const row = await db
    .selectFrom('rule_set')
    .select(['version', 'effective_on', 'content'])
    .where('congress_id', '=', congressId)
    .where('effective_on', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toRuleSet(row) : { version: 0, effectiveOn: null, values: defaultRules() }
}

/** The rules a case was started under; version 0 is the defaults of the program. */
export async function rulesOfVersion(db: Db | Trx, congressId: string, version: number): Promise<RuleSet> {
  if (version === 0) return { version, effectiveOn: null, values: defaultRules() }
  const row = await db
    .selectFrom('rule_set')
    .select(['version', 'effective_on', 'content'])
    .where('congress_id', '=', congressId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ? toRuleSet(row) : { version: 0, effectiveOn: null, values: defaultRules() }
}

const toRuleSet = (row: { version: number; effective_on: string; content: unknown }): RuleSet => ({
  version: row.version,
  effectiveOn: row.effective_on,
  values: { ...defaultRules(), ...(row.content as Partial<RuleValues>) },
})
