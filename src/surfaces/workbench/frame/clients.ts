import { hc } from 'hono/client'
import type { approvalApi } from '#modules/approval/approval.api.ts'
import type { attachmentApi } from '#modules/attachment/attachment.api.ts'
import type { auditApi } from '#modules/audit/audit.api.ts'
import type { calendarApi } from '#modules/clock/clock.api.ts'
import type { exportApi } from '#modules/export/export.api.ts'
import type { handoverApi } from '#modules/handover/handover.api.ts'
import type { accountApi } from '#modules/identity/account.api.ts'
import type { peopleApi } from '#modules/identity/people.api.ts'
import type { sessionApi } from '#modules/identity/session.api.ts'
import type { signInApi } from '#modules/identity/sign-in.api.ts'
import type { standInApi } from '#modules/identity/stand-in.api.ts'
import type { motionApi } from '#modules/motion/motion.api.ts'
import type { deliveryApi } from '#modules/notification/delivery.api.ts'
import type { notificationApi } from '#modules/notification/notification.api.ts'
import type { operationApi } from '#modules/operation/operation.api.ts'
import type { congressApi } from '#modules/organisation/congress.api.ts'
import type { organisationApi } from '#modules/organisation/organisation.api.ts'
import type { oversightApi } from '#modules/oversight/oversight.api.ts'
import type { paperApi } from '#modules/paper/paper.api.ts'
import type { privacyApi } from '#modules/privacy/privacy.api.ts'
import type { recordApi } from '#modules/record/record.api.ts'
import type { rosterApi } from '#modules/roster/roster.api.ts'
import type { rulesApi } from '#modules/rules/rules.api.ts'
import type { searchApi } from '#modules/search/search.api.ts'
import type { statsApi } from '#modules/stats/stats.api.ts'
import type { assignmentApi } from '#modules/suggestion/assignment.api.ts'
import type { caseLifeApi } from '#modules/suggestion/case-life.api.ts'
import type { fieldApi } from '#modules/suggestion/field.api.ts'
import type { numberApi } from '#modules/suggestion/number.api.ts'
import type { paperEntryApi } from '#modules/suggestion/paper-entry.api.ts'
import type { suggestionApi } from '#modules/suggestion/suggestion.api.ts'
import type { tokenApi } from '#modules/token/token.api.ts'
import type { topicApi } from '#modules/topic/topic.api.ts'
import { requestHeaders } from './request-headers.ts'
import { sendOnce } from './send-once.ts'

// One client a module, types only: a path or a field that the server does not know fails the type check.
const options = { headers: requestHeaders, fetch: sendOnce }
// Before an identity is chosen no key is kept: a password sent a second time would be an old one, and count as wrong.
const sentAsTyped = { headers: requestHeaders }

export const suggestionClient = hc<typeof suggestionApi>('/api', options)
export const attachmentClient = hc<typeof attachmentApi>('/api', options)
export const assignmentClient = hc<typeof assignmentApi>('/api', options)
export const calendarClient = hc<typeof calendarApi>('/api', options)
export const fieldClient = hc<typeof fieldApi>('/api', options)
export const caseLifeClient = hc<typeof caseLifeApi>('/api', options)
export const paperEntryClient = hc<typeof paperEntryApi>('/api', options)
export const notificationClient = hc<typeof notificationApi>('/api', options)
export const deliveryClient = hc<typeof deliveryApi>('/api', options)
export const signInClient = hc<typeof signInApi>('/api', sentAsTyped)
export const sessionClient = hc<typeof sessionApi>('/api', sentAsTyped)
export const peopleClient = hc<typeof peopleApi>('/api', options)
export const accountClient = hc<typeof accountApi>('/api', options)
export const standInClient = hc<typeof standInApi>('/api', options)
export const congressClient = hc<typeof congressApi>('/api', options)
export const operationClient = hc<typeof operationApi>('/api', options)
export const organisationClient = hc<typeof organisationApi>('/api', options)
export const rosterClient = hc<typeof rosterApi>('/api', options)
export const approvalClient = hc<typeof approvalApi>('/api', options)
export const exportClient = hc<typeof exportApi>('/api', options)
export const rulesClient = hc<typeof rulesApi>('/api', options)
export const auditClient = hc<typeof auditApi>('/api', options)
export const numberClient = hc<typeof numberApi>('/api', options)
export const statsClient = hc<typeof statsApi>('/api', options)
export const paperClient = hc<typeof paperApi>('/api', options)
export const privacyClient = hc<typeof privacyApi>('/api', options)
export const searchClient = hc<typeof searchApi>('/api', options)
export const tokenClient = hc<typeof tokenApi>('/api', options)
export const topicClient = hc<typeof topicApi>('/api', options)
export const oversightClient = hc<typeof oversightApi>('/api', options)
export const handoverClient = hc<typeof handoverApi>('/api', options)
export const motionClient = hc<typeof motionApi>('/api', options)
export const recordClient = hc<typeof recordApi>('/api', options)
