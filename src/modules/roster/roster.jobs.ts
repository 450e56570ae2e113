import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { job } from '#platform/jobs/jobs.ts'
import { applyImport } from './apply-import.service.ts'
import { previewImport } from './preview-import.service.ts'

export const previewImportJob = job('roster.preview-import', z.object({ id: z.uuid() }), (app, { id }) =>
  previewImport(app, id),
)

// The identity that ordered it, as it was: whoever signs in as what an hour later does not change who did this.
const OrderedBy = z.custom<Actor>((value) => typeof value === 'object' && value !== null && 'personId' in value)

export const applyImportJob = job(
  'roster.apply-import',
  // of an import that was ordered by an earlier version of the program nothing is said of a second person
  z.object({ id: z.uuid(), actor: OrderedBy, approvedByPersonId: z.uuid().nullable().default(null) }),
  (app, { id, ...by }) => applyImport(app, id, by),
)
