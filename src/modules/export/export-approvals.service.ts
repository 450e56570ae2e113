import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { ApprovalView } from '#modules/approval/index.ts'
import { type ApprovalExportQuery, pageOfApprovals } from '#modules/approval/index.ts'
import type { App } from '#platform/app.ts'
import { defineExport } from './export.service.ts'
import { columnsIn } from './export.ts'

const dayOf = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))

/** What one asked for, or what one can decide, as the page lists it. */
export const approvalExport = defineExport<App, ApprovalExportQuery, ApprovalView>({
  list: 'approval',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'secadmin', 'sysadmin', 'auditor'],
  approvedBy: 'own_organ',
  may: ({ acting }) => {
    if (!acting) throw new Refusal('forbidden', 'approval.acting_needed')
  },
  page: (app, actor, query, from) => pageOfApprovals(app, actor, { ...query, ...from }, actor.locale),
  key: ({ id }) => id,
  title: (say) => say('approval.sheet.title'),
  columns: (say) =>
    columnsIn<ApprovalView>(say, 'approval.sheet', [
      ['kind', 26, ({ kind }) => say(`approval.kinds.${kind}`)],
      ['subject', 60, ({ subject }) => subject],
      ['askedBy', 16, ({ askedBy }) => askedBy.name],
      ['askedOn', 14, ({ askedAt }) => dayOf(askedAt)],
      ['status', 12, ({ status }) => say(`approval.statuses.${status}`)],
      ['expiresOn', 14, ({ expiresAt }) => dayOf(expiresAt)],
      ['decidedOn', 14, ({ decidedAt }) => dayOf(decidedAt)],
    ]),
  words: { state: 'approval.statuses', box: 'approval.boxes', kind: 'approval.kinds' },
})
