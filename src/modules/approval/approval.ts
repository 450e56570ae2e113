export const approvalStatuses = ['pending', 'approved', 'declined', 'withdrawn', 'expired', 'used'] as const
export type ApprovalStatus = (typeof approvalStatuses)[number]

export const approvalDaysMax = 7

/** What an approval is worth at an instant: nobody needs to have swept it for it to be expired. */
export const statusAt = (row: { status: ApprovalStatus; expiresAt: Date }, now: Date): ApprovalStatus =>
  (row.status === 'pending' || row.status === 'approved') && row.expiresAt <= now ? 'expired' : row.status

export const approvalSorts = ['newest', 'oldest'] as const

export type ApprovalFilter = {
  kind?: string | undefined
  state?: ApprovalStatus | undefined
  /** In the name of who asked. */
  q?: string | undefined
  sort: (typeof approvalSorts)[number]
}
