import { anyJob } from '#platform/jobs/jobs.ts'
import { applyImportJob, previewImportJob } from './roster.jobs.ts'

export { applyImport } from './apply-import.service.ts'
export { getImport, orderApply, startImport } from './import.service.ts'
export { previewImport } from './preview-import.service.ts'
export { printActivationSlips } from './slips.service.ts'

/** The background work of this module, for the server to start. */
export const rosterJobs = [anyJob(previewImportJob), anyJob(applyImportJob)]
