import { z } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { firstPersonalWord } from '#modules/record/record.ts'
import { operationOf } from '#platform/http/operation-names.ts'
import { bareSentenceOf } from '#platform/http/problem.ts'
import { Id, pageOf, pageQuery } from '#platform/http/routes.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { EventRow } from './audit.queries.ts'

const period = { from: z.iso.date().optional(), until: z.iso.date().optional() }

const filter = {
  type: z
    .string()
    .regex(/^[a-z]+(\.[a-z][a-z0-9_]*)*$/)
    .max(100)
    .optional()
    .openapi({ description: 'A type, `suggestion.accepted`, or all of a module, `suggestion`' }),
  caseId: Id.optional(),
  // it is written into the record of this search: what is no id must not get there
  subjectId: z
    .string()
    .min(1)
    .max(100)
    .refine((text) => firstPersonalWord(text) === undefined, { params: { problem: 'personal_words' } })
    .optional(),
  personId: Id.optional().openapi({ description: 'Who acted' }),
  ...period,
}

export const EventsQuery = z.object({ ...filter, ...pageQuery })
export const ExportQuery = z.object({ ...filter, from: z.iso.date(), until: z.iso.date() })
export type ExportQuery = z.infer<typeof ExportQuery>
export const RefusalsQuery = z.object({
  code: z
    .string()
    .regex(/^[a-z]+\.[a-z0-9_]+$/)
    .optional(),
  personId: Id.optional(),
  ...period,
  ...pageQuery,
})

const Identity = z
  .object({
    accountId: Id.nullable(),
    personId: Id.nullable(),
    personName: z.string().nullable().openapi({ description: 'As the roster has it today; the record keeps the id' }),
    kind: z.string(),
    id: Id.nullable(),
    tokenName: z.string().nullable().openapi({ description: 'Of a program: what its token is called' }),
    role: z.string().nullable(),
    areaPath: z.string().nullable(),
  })
  .openapi('AuditIdentity')

const inWords = {
  operation: z
    .string()
    .nullable()
    .openapi({ description: 'What was asked for, in words; null for a page, and where there is no such operation' }),
  reason: z
    .string()
    .nullable()
    .openapi({ description: 'The sentence that was answered; … stands for what is not kept of it' }),
}

/** Ids and codes, and the name of who acted; other persons are ids, looked up by who may see them. */
export const AuditEvent = z
  .object({
    id: Id,
    type: z.string(),
    at: z.iso.datetime(),
    subjectKind: z.string(),
    subjectId: z.string(),
    subjectName: z.string().nullable().openapi({
      description:
        'The official number of a case that is not confidential; the name of an organ, a congress or a token',
    }),
    caseId: Id.nullable(),
    actor: Identity,
    from: z.string().nullable(),
    to: z.string().nullable(),
    ruleVersion: z.number().int().nullable(),
    data: z.record(z.string(), z.unknown()),
    refused: z.object(inWords).nullable().openapi({ description: 'Of what was refused: data in words' }),
    note: z.enum(['none', 'kept', 'erased']).openapi({ description: 'Whether words stand beside it; never the words' }),
    leafIndex: z.number().int().nullable().openapi({ description: 'Its place in the sealed tree; null for a moment' }),
    leafHash: z.string().nullable(),
  })
  .openapi('AuditEvent')
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditRefusal = z
  .object({
    id: Id,
    at: z.iso.datetime(),
    hour: z.iso.datetime().openapi({ description: 'The hour in which it happened, its beginning' }),
    times: z.number().int().positive().openapi({
      description:
        'The first line of an actor, a place and an hour counts all within half a second; those that followed are one more line, written when the hour is over, without the time of each',
    }),
    kind: z.string(),
    code: z.string(),
    method: z.string(),
    route: z.string(),
    ...inWords,
    actor: Identity.nullable(),
  })
  .openapi('AuditRefusal')
export type AuditRefusal = z.infer<typeof AuditRefusal>

export const EventPage = pageOf(AuditEvent).openapi('AuditEventPage')
export const RefusalPage = pageOf(AuditRefusal).openapi('AuditRefusalPage')

const noteOf = (row: EventRow): AuditEvent['note'] => {
  if (row.note_id === null) return 'none'
  return row.note_erased_at === null ? 'kept' : 'erased'
}

/** Names by the id of what bears them. */
export type SubjectNames = ReadonlyMap<string, string>

export const presentEvent = (row: EventRow, names: SubjectNames, locale: Locale): AuditEvent => ({
  id: row.id,
  type: row.type,
  at: row.at.toISOString(),
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectName: names.get(row.subject_id) ?? (row.case_id === null ? null : (names.get(row.case_id) ?? null)),
  caseId: row.case_id,
  actor: identityOf(row),
  from: row.from_state,
  to: row.to_state,
  ruleVersion: row.rule_version,
  data: row.data as AuditEvent['data'],
  refused: row.type === 'access.refused' ? refusedIn(locale, row) : null,
  note: noteOf(row),
  leafIndex: row.leaf_index,
  leafHash: row.leaf_hash?.toString('hex') ?? null,
})

const identityOf = (row: EventRow) => ({
  accountId: row.actor_account_id,
  personId: row.actor_person_id,
  personName: row.person_name,
  kind: row.acting_kind,
  id: row.acting_id,
  tokenName: row.token_name,
  role: row.acting_role,
  areaPath: row.area_path,
})

type RefusalData = Pick<AuditRefusal, 'kind' | 'method' | 'route' | 'times' | 'hour'>

const refusedIn = (locale: Locale, row: EventRow) => {
  const { method, route } = row.data as RefusalData
  const operation = operationOf(method, route)
  return {
    operation: operation === undefined ? null : translate(locale, `api.summaries.${operation}`),
    reason: bareSentenceOf(locale, row.subject_id) ?? null,
  }
}

export const presentRefusal = (row: EventRow, locale: Locale): AuditRefusal => {
  const { kind, method, route, times, hour } = row.data as RefusalData
  const actor = row.actor_account_id === null ? null : identityOf(row)
  const code = row.subject_id
  const inWhatWords = refusedIn(locale, row)
  return { id: row.id, at: row.at.toISOString(), hour, times, kind, code, method, route, ...inWhatWords, actor }
}
