import { z } from '@hono/zod-openapi'
import { Id, pageOf, pageQuery } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import type { ApprovalRow } from './approval.queries.ts'
import { type ApprovalStatus, approvalSorts, approvalStatuses, statusAt } from './approval.ts'

export const ApprovalView = z
  .object({
    id: Id,
    kind: z.string(),
    subjectId: Id,
    /** What it is about, in words; empty where the kind says it all. */
    subject: z.string(),
    status: z.enum(approvalStatuses),
    askedBy: z.object({ id: Id, name: z.string() }),
    askedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .openapi('Approval')

export type ApprovalView = z.infer<typeof ApprovalView>

export const ApprovalPage = pageOf(ApprovalView).openapi('ApprovalPage')
export const approvalQuery = z.object({
  ...pageQuery,
  box: z.enum(['mine', 'pending']).default('pending'),
  kind: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional(),
  state: z.enum(approvalStatuses).optional(),
  /** The name of who asked. */
  q: z.string().trim().min(1).max(40).optional(),
  /** Every request lives as long: the oldest is the one that expires first. */
  sort: z.enum(approvalSorts).default('newest'),
})
export type ApprovalQuery = z.infer<typeof approvalQuery>
export const ApprovalExportQuery = approvalQuery.omit({ cursor: true, limit: true })
export type ApprovalExportQuery = z.infer<typeof ApprovalExportQuery>

export const DecidedApproval = z
  .object({ approval: ApprovalView, result: z.record(z.string(), z.string()).nullable() })
  .openapi('DecidedApproval')

export const DeclineBody = z.object({ reason: manyLines().trim().min(1).max(500) }).openapi('ApprovalDecline')

export const presentApproval = (row: ApprovalRow, now: Date, subject: string): z.infer<typeof ApprovalView> => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subject_id,
  subject,
  status: statusAt({ status: row.status as ApprovalStatus, expiresAt: row.expires_at }, now),
  askedBy: { id: row.asked_by_person_id, name: row.asked_by_name },
  askedAt: row.asked_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
})
