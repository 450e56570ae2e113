import type { JsonObject, JsonValue } from '#kernel/refusal.ts'

const inOffice = new Set(['elected', 'credential_confirmed', 'active', 'suspended'])

/** A suspended deputy comes back; one whose mandate has ended does not. */
export const isInOffice = ({ status }: { status: string }): boolean => inOffice.has(status)

/** In office and not suspended (代表法 art. 61): what waits for a deputy may wait for this one. */
export const canAct = (mandate: { status: string }): boolean => isInOffice(mandate) && mandate.status !== 'suspended'

type Rows = readonly { readonly [column: string]: unknown }[]
type Imaged = {
  suggestion: Rows[number]
  cosigners: Rows
  assignments: Rows
  consultations: Rows
  replies: Rows
  receipts: Rows
  evaluations: Rows
  commitments: Rows
  requests: Rows
}

// joined for the reader; they belong to other rows and may change there
const joined = new Set([
  'name',
  'person_id',
  'mandate_status',
  'later_mandate_id',
  'unit_name',
  'unit_system',
  'acting_unit_id',
  // the event of its handing over says it
  'replaces_id',
  'drafter_name',
  'signer_name',
])

// columns that came later: left out while they say nothing, so that earlier images are still right
const later = new Set([
  'split_from_id',
  'reminded_at',
  'rounds_before',
  'co_opinion_return_reason',
  'reviewed_by_person_id',
  'reviewed_at',
  'explanation',
  'first_due_on',
  'reschedules',
  'on_paper',
  'text_sha256',
  'welcomes_cosigners',
  'paper_state',
  'paper_received_on',
  'paper_entered_by_person_id',
  'paper_corrected_by',
  'paper_answered_by_person_id',
  'paper_answered_at',
  'paper_answered_how',
  'import_id',
  'import_row_sha256',
])
const saysNothing = (value: unknown): boolean => value === null || value === 0 || value === false

/** Who was named to read it, and what the public reads of its course. */
export type ImagedBeside = { readers: JsonObject[]; page: JsonValue }

/** All rows of a case in the one form whose hash the record holds; verify-record reads the same form again. */
export const imageOf = (kase: Imaged, beside: ImagedBeside): JsonValue => ({
  suggestion: rowImage(kase.suggestion),
  cosigners: kase.cosigners.map(rowImage),
  assignments: kase.assignments.map(rowImage),
  consultations: kase.consultations.map(rowImage),
  replies: kase.replies.map(rowImage),
  receipts: kase.receipts.map(rowImage),
  evaluations: kase.evaluations.map(rowImage),
  commitments: kase.commitments.map((promise) => promiseImage(kase, promise)),
  ...(kase.requests.length > 0 && { requests: kase.requests.map(rowImage) }),
  readers: beside.readers,
  page: beside.page,
})

/** What a promise repeats for its ledger of the rows it hangs on is left out as long as it is the same there. */
function promiseImage({ suggestion, assignments, replies }: Imaged, promise: Rows[number]): JsonValue {
  const { congress_id, unit_id, sent_at, ...own } = promise
  const reply = replies.find(({ id }) => id === promise.reply_id)
  const part = assignments.find(({ id }) => id === reply?.assignment_id)
  const isSame =
    congress_id === suggestion.congress_id &&
    unit_id === part?.unit_id &&
    instantOf(sent_at) === instantOf(reply?.sent_at)
  return rowImage(isSame ? own : promise)
}

const instantOf = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value)

const rowImage = (row: Rows[number]): JsonValue =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column, value]) => !joined.has(column) && !(later.has(column) && saysNothing(value)))
      .map(([column, value]) => [column, value instanceof Date ? value.toISOString() : (value as JsonValue)]),
  )
