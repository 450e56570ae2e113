/** Papers about one case; those with a number are issued, the others are forms that are printed. */
export const casePaperKinds = [
  'suggestion_paper',
  'evaluation_form',
  'handover_note',
  'reminder',
  'co_opinion',
  'reply_letter',
] as const
export type CasePaperKind = (typeof casePaperKinds)[number]

/** Papers about many cases, over a period. */
export const listPaperKinds = ['overdue_notice', 'handover_list', 'compilation', 'annual_report'] as const
export type ListPaperKind = (typeof listPaperKinds)[number]
export type PaperKind = CasePaperKind | ListPaperKind

export const issuedKinds = [
  'handover_note',
  'reminder',
  'co_opinion',
  'reply_letter',
  'overdue_notice',
  'handover_list',
  'compilation',
  'annual_report',
] as const satisfies readonly PaperKind[]
export type IssuedKind = (typeof issuedKinds)[number]

export const isIssuedKind = (kind: PaperKind): kind is IssuedKind => (issuedKinds as readonly string[]).includes(kind)

/** Of these a part has one at a time: the same words keep their number, other words make the former void. */
const oneAtATime: readonly PaperKind[] = ['handover_note', 'co_opinion', 'reply_letter']
export const hasOneNumber = (kind: PaperKind): boolean => oneAtATime.includes(kind)

export const paperSorts = ['newest', 'oldest'] as const

/** Those that are about one unit's part in the case. */
export const needsAssignment = (kind: CasePaperKind): boolean => kind !== 'suggestion_paper'

const officeKinds: readonly PaperKind[] = [...listPaperKinds, 'handover_note', 'reminder']
export const officeRoles: readonly string[] = ['deputy_office', 'presidium', 'secretariat', 'gov_office']
const unitRoles: readonly string[] = ['unit_clerk', 'unit_head']

/** The office issues what it hands over, urges and reports; a unit issues its own opinion and answer. */
export const mayIssueAs = (role: string, kind: PaperKind): boolean =>
  isIssuedKind(kind) && (officeKinds.includes(kind) ? officeRoles : unitRoles).includes(role)

/** The period a list is about has at most this many days: two years and a leap day. */
export const periodDaysMax = 731
export const compiledMax = 500

/** More hand-over notes than this don't leave in one archive: what is more is fetched unit by unit. */
export const notesMax = 100
