import { z } from '@hono/zod-openapi'
import { whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { draftLimits } from './suggestion.ts'

const date = z.iso.date()
const instant = z.string().openapi({ format: 'date-time' })
const version = whole(1)
const words = (max: number) => manyLines().trim().min(1).max(max)

const PublicContent = z.object({
  title: oneLine().trim().min(1).max(draftLimits.titleMax),
  subject: manyLines().max(draftLimits.subjectMax),
  grounds: manyLines().max(draftLimits.groundsMax),
  proposal: manyLines().max(draftLimits.proposalMax),
  answers: z
    .array(
      z.object({
        unitName: oneLine().trim().min(1).max(60),
        body: words(10000),
        class: z.string().regex(/^[ABCD]$/),
        sentOn: date,
      }),
    )
    .max(40),
})
export const RedactedCopy = z.object({ version, content: PublicContent }).openapi('RedactedCopy')
export const PublicationView = z
  .object({
    state: z.enum(['draft', 'redacted', 'reviewed', 'published', 'withdrawn']),
    version,
    content: PublicContent,
    /** Answers sent meanwhile that the copy does not hold; told to who prepares it. */
    newAnswers: z.number().int().nonnegative(),
    deputyAgreedAt: instant.nullable(),
    /** Who has to agree to the copy that waits; in place of a lead who has left the first co-signer or the office. */
    waitsForAgreementOf: z.enum(['lead', 'cosigner', 'deputy_office']).nullable(),
    /** When the last of the units whose answers it holds had checked it. */
    unitCheckedAt: instant.nullable(),
    waitsForUnits: z.array(z.string()),
  })
  .openapi('SuggestionPublication')
export type PublicationView = z.infer<typeof PublicationView>
