import type { JsonValue } from '#kernel/refusal.ts'

const inOffice = new Set(['elected', 'credential_confirmed', 'active', 'suspended'])

/** A suspended deputy comes back; one whose mandate has ended does not. */
export const isInOffice = ({ status }: { status: string }): boolean => inOffice.has(status)

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
}

// joined for the reader; they belong to other rows and may change there
const joined = new Set([
  'name',
  'person_id',
  'mandate_status',
  'unit_name',
  'unit_system',
  'acting_unit_id',
  'drafter_name',
  'signer_name',
])

/** All rows of a case in the one form whose hash the record holds; verify-record reads the same form again. */
export const imageOf = (kase: Imaged): JsonValue => ({
  suggestion: rowImage(kase.suggestion),
  cosigners: kase.cosigners.map(rowImage),
  assignments: kase.assignments.map(rowImage),
  consultations: kase.consultations.map(rowImage),
  replies: kase.replies.map(rowImage),
  receipts: kase.receipts.map(rowImage),
  evaluations: kase.evaluations.map(rowImage),
  commitments: kase.commitments.map(rowImage),
})

const rowImage = (row: Rows[number]): JsonValue =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !joined.has(column))
      .map(([column, value]) => [column, value instanceof Date ? value.toISOString() : (value as JsonValue)]),
  )
