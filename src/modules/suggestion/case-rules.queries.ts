import type { RuleSet } from '#modules/rules/index.ts'
import { rulesOfVersion } from '#modules/rules/index.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'

/** A case keeps the rules it was submitted under. */
export const caseRules = (trx: Trx, kase: SuggestionCase): Promise<RuleSet> =>
  rulesOfVersion(trx, kase.suggestion.congress_id, kase.suggestion.rule_version)
