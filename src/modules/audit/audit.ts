import type { AreaLevel } from '#kernel/actor.ts'

/** Whose doings an auditor sees: what was done in an area and below it, and at county level and above the system's own. */
export type AuditScope = { areaPath: string; seesSystem: boolean }

/** Townships are the lowest level with a congress; what the system does as a whole is no matter of theirs. */
export const systemLevelMax: AreaLevel = 3

export type EventFilter = {
  /** A whole type, `suggestion.accepted`, or a module, `suggestion`. */
  type?: string | undefined
  caseId?: string | undefined
  subjectId?: string | undefined
  /** Who acted. */
  personId?: string | undefined
  /** Calendar dates in Shanghai, both included. */
  from?: string | undefined
  until?: string | undefined
}

export type RefusalFilter = Pick<EventFilter, 'personId' | 'from' | 'until'> & { code?: string | undefined }

/** Where the states that an event goes between have their words: by its subject, the place in locales. */
export const stateWords: Readonly<Record<string, string>> = {
  assignment: 'suggestion:assignmentStates',
  clock: 'clock:states',
  commitment: 'suggestion:commitmentStates',
  deadline_request: 'suggestion:requestStates',
  handover_meeting: 'handover:states',
  key_oversight: 'oversight:states',
  mandate: 'identity:mandate_statuses',
  motion: 'motion:states',
  privacy_request: 'privacy:states',
  roster_import: 'roster:statuses',
  suggestion: 'suggestion:states',
  topic: 'topic:states',
}

/** Subjects that are called by a word instead of an id: by their kind, the place in locales. */
export const subjectWords: Readonly<Record<string, string>> = {
  reader: 'operation:readers',
  record_kind: 'audit:subjects',
}

/** Where kinds of events have their words, the last one that knows a kind says it. */
export const eventWords = ['motion:events', 'suggestion:events', 'audit:types'] as const
