import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { planAreas } from './area-plan.service.ts'
import { planConstituencies } from './constituency-plan.service.ts'
import { planDeputies } from './deputy-plan.service.ts'
import type { ImportPlan } from './import-plan.ts'
import type { ImportScope } from './import-scope.ts'
import { planPosts } from './post-plan.service.ts'
import { type RosterForm, rosterForms } from './roster.form.ts'
import type { ImportKind } from './roster.ts'
import type { ImportRow } from './row-plan.ts'
import type { Turn } from './turns.ts'
import { planUnits } from './unit-plan.service.ts'

export type Planner = (
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
) => Promise<ImportPlan<Trx>>

export type ImportKindRules = {
  form: RosterForm
  plan: Planner
  /** What it writes is counted as what others have done and judged: a second person lets it be written. */
  isByTwo?: boolean
}

const kinds = new Map<ImportKind, ImportKindRules>([
  ['areas', { form: rosterForms.areas, plan: planAreas }],
  ['units', { form: rosterForms.units, plan: planUnits }],
  ['posts', { form: rosterForms.posts, plan: planPosts }],
  ['deputies', { form: rosterForms.deputies, plan: planDeputies }],
  ['constituencies', { form: rosterForms.constituencies, plan: planConstituencies }],
])

/** Called once, as it is loaded, by a module above this one whose lists come in the same way. */
export function registerImportKind(kind: ImportKind, rules: ImportKindRules): void {
  kinds.set(kind, rules)
}

export function importKindOf(kind: ImportKind): ImportKindRules {
  const rules = kinds.get(kind)
  if (!rules) throw new Error(`no import of ${kind} is registered`)
  return rules
}
