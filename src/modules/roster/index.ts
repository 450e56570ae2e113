import { anyJob } from '#platform/jobs/jobs.ts'
import { applyImportJob, previewImportJob } from './roster.jobs.ts'

export { forgetImports } from './forget-imports.service.ts'
export { getImport, listImportRows, orderApply, startImport } from './import.service.ts'

/** The background work of this module, for the server to start. */
export const rosterJobs = [anyJob(previewImportJob), anyJob(applyImportJob)]
