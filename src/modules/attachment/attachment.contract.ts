import { z } from '@hono/zod-openapi'
import { Id } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { attachmentLimits, fileKinds, places } from './attachment.ts'

const instant = z.string().openapi({ format: 'date-time' })

/** `id` is made by the device, so that a file sent twice is one. */
export const UploadBody = z
  .object({
    id: Id,
    caseKind: z.string().regex(/^[a-z_]{1,40}$/),
    caseId: Id,
    place: z.enum(places),
    subjectId: Id.optional(),
    file: z.instanceof(File).openapi({ type: 'string', format: 'binary' }),
  })
  .openapi('AttachmentUpload')

export const WithdrawalBody = z.object({ reason: manyLines().trim().min(1).max(500) }).openapi('AttachmentWithdrawal')

export const AttachmentView = z
  .object({
    id: Id,
    place: z.enum(places),
    /** What in the case it belongs to: an assignment, a promise, a paper. */
    subjectId: Id.nullable(),
    name: z.string().max(attachmentLimits.nameMax),
    kind: z.enum(fileKinds),
    size: z.number().int(),
    hasPreview: z.boolean(),
    state: z.enum(['clean', 'withdrawn']),
    /** The deputy or the organ. */
    by: z.string(),
    addedAt: instant,
    withdrawnAt: instant.nullable(),
    /** What its owner may still do: remove it while its act is not done, withdraw it afterwards. */
    takeBack: z.enum(['remove', 'withdraw']).nullable(),
  })
  .openapi('Attachment')
export type AttachmentView = z.infer<typeof AttachmentView>

/** Where the reader of a case may add files now. */
export const AttachableView = z.object({ place: z.enum(places), subjectId: Id.nullable() }).openapi('AttachablePlace')
export type AttachableView = z.infer<typeof AttachableView>

/** What every view of a case that takes files tells of them. */
export const caseFilesShape = { attachments: z.array(AttachmentView), attachable: z.array(AttachableView) }
