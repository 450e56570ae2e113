import { hc } from 'hono/client'
import type { approvalApi } from '#modules/approval/approval.api.ts'
import type { auditApi } from '#modules/audit/audit.api.ts'
import type { accountApi } from '#modules/identity/account.api.ts'
import type { peopleApi } from '#modules/identity/people.api.ts'
import type { sessionApi } from '#modules/identity/session.api.ts'
import type { signInApi } from '#modules/identity/sign-in.api.ts'
import type { notificationApi } from '#modules/notification/notification.api.ts'
import type { congressApi } from '#modules/organisation/congress.api.ts'
import type { organisationApi } from '#modules/organisation/organisation.api.ts'
import type { recordApi } from '#modules/record/record.api.ts'
import type { rosterApi } from '#modules/roster/roster.api.ts'
import type { rulesApi } from '#modules/rules/rules.api.ts'
import type { assignmentApi } from '#modules/suggestion/assignment.api.ts'
import type { suggestionApi } from '#modules/suggestion/suggestion.api.ts'
import { currentLocale } from './words.ts'

// One client a module, types only: a path or a field that the server does not know fails the type check.
const options = { headers: () => ({ 'accept-language': currentLocale() }) }

export const suggestionClient = hc<typeof suggestionApi>('/api', options)
export const assignmentClient = hc<typeof assignmentApi>('/api', options)
export const notificationClient = hc<typeof notificationApi>('/api', options)
export const signInClient = hc<typeof signInApi>('/api', options)
export const sessionClient = hc<typeof sessionApi>('/api', options)
export const peopleClient = hc<typeof peopleApi>('/api', options)
export const accountClient = hc<typeof accountApi>('/api', options)
export const congressClient = hc<typeof congressApi>('/api', options)
export const organisationClient = hc<typeof organisationApi>('/api', options)
export const rosterClient = hc<typeof rosterApi>('/api', options)
export const approvalClient = hc<typeof approvalApi>('/api', options)
export const rulesClient = hc<typeof rulesApi>('/api', options)
export const auditClient = hc<typeof auditApi>('/api', options)
export const recordClient = hc<typeof recordApi>('/api', options)
