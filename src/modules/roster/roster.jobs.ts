import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { job } from '#platform/jobs/jobs.ts'
import { applyImport } from './apply-import.service.ts'
import { previewImport } from './preview-import.service.ts'

// The identity that brought it in or ordered it, as it was: whoever signs in as what an hour later does not change who did this.
const BroughtBy = z.custom<Actor>((value) => typeof value === 'object' && value !== null && 'personId' in value)

export const previewImportJob = job(
  'roster.preview-import',
  // what was brought in to an earlier version of the program says nothing of by whom
  z.object({ id: z.uuid(), actor: BroughtBy.nullable().default(null) }),
  (app, { id, actor }) => previewImport(app, id, actor),
)

export const applyImportJob = job(
  'roster.apply-import',
  // of an import that was ordered by an earlier version of the program nothing is said of a second person
  z.object({ id: z.uuid(), actor: BroughtBy, approvedByPersonId: z.uuid().nullable().default(null) }),
  (app, { id, ...by }) => applyImport(app, id, by),
)
