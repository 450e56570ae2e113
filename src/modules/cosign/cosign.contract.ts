import { z } from '@hono/zod-openapi'
import { Id, whole } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { shownStates } from './cosign.ts'

const version = whole(1)

export const CosignInvitation = z
  .object({ version, mandateIds: z.array(Id).min(1).max(100) })
  .openapi('CosignInvitation')

const textSha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** `textSha256` of the case as it was read: a name is put under that text and no other. */
export const CosignAnswer = z
  .discriminatedUnion('agree', [
    z.object({ agree: z.literal(true), textSha256 }),
    z.object({ agree: z.literal(false) }),
  ])
  .openapi('CosignAnswer')
export type CosignAnswer = z.infer<typeof CosignAnswer>

export const CosignWithdrawal = z.object({ reason: manyLines().trim().min(1).max(500) }).openapi('CosignWithdrawal')
export const CosignJoining = z.object({ textSha256 }).openapi('CosignJoining')

export const Invitable = z
  .object({ items: z.array(z.object({ mandateId: Id, name: z.string(), delegation: z.string() })) })
  .openapi('Invitable')

export const CosignedTextView = z
  .object({ title: z.string(), subject: z.string(), grounds: z.string(), proposal: z.string() })
  .openapi('CosignedText')

export const CosignerView = z.object({
  mandateId: Id,
  name: z.string(),
  /** `asked_again`: confirmed an earlier text, and does not count until they have confirmed this one. */
  state: z.enum(shownStates),
  answeredAt: z.string().openapi({ format: 'date-time' }).nullable(),
  /** The signature stands on the sheet that came with the paper; the deputy has not answered here. */
  onPaper: z.boolean(),
})

export type CosignerView = z.infer<typeof CosignerView>

/** What every case that is co-signed shows of it. */
export const cosignShape = {
  cosigners: z.array(CosignerView),
  sponsorsCounted: z.number().int(),
  /** Of the text as it stands; an answer of a co-signer repeats it. */
  textSha256: z.string(),
  /** The text that this reader confirmed, while it is another one now. */
  confirmedText: CosignedTextView.nullable(),
}
