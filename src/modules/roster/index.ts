import { anyJob } from '#platform/jobs/jobs.ts'
import { applyImportJob, previewImportJob } from './roster.jobs.ts'

export { forgetImports } from './forget-imports.service.ts'
export { getImport, listImportRows, orderApply, startImport } from './import.service.ts'
export { registerImportKind } from './import-kind.registry.ts'
export type { ImportPlan, WrittenBy } from './import-plan.ts'
export { byNames, type ImportScope, termNumber } from './import-scope.ts'
export { choice, code, date, lines, meaningOf, type RosterForm, text } from './roster.form.ts'
export { mayKeep } from './roster.policy.ts'
export {
  demand,
  draftOf,
  type FaultCode,
  finish,
  type ImportRow,
  propose,
  type RowDraft,
  readCell,
  refuse,
} from './row-plan.ts'
export { inTurns, type Turn } from './turns.ts'

/** The background work of this module, for the server to start. */
export const rosterJobs = [anyJob(previewImportJob), anyJob(applyImportJob)]
