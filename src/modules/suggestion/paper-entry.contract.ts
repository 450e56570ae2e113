import { z } from '@hono/zod-openapi'
import { Id } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { ChangedDraft, Draft } from './suggestion.contract.ts'

/** `id` is made by the device, so that an entry sent twice is one. */
export const PaperEntry = Draft.omit({ welcomesCosigners: true })
  .extend({
    id: Id,
    leadMandateId: Id,
    /** In the order of the sheet; without the lead. */
    cosignerIds: z.array(Id).max(200).default([]),
    /** The day on which the paper came, `YYYY-MM-DD`; the days of the intake run from it. */
    receivedOn: z.iso.date(),
  })
  .openapi('PaperEntry')
export type PaperEntry = z.infer<typeof PaperEntry>

/** Whose it is, when it came and whether it is confidential is not corrected: such a paper is rejected and entered anew. */
export const PaperCorrection = ChangedDraft.omit({ confidential: true }).openapi('PaperCorrection')
export type PaperCorrection = z.infer<typeof PaperCorrection>

export const Contradiction = z.object({ reason: manyLines().trim().min(1).max(500) }).openapi('CosignContradiction')
