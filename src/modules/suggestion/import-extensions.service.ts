import { demand, type RowDraft, refuse } from '#modules/roster/index.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import { type CaseSoFar, daysLater, has, wholeDay } from './import-rows.service.ts'
import { extensionCells } from './import-values.ts'

/** `total` is the whole term with the extension in it, in the unit of the answer's period. */
export type ListedExtension = { total: number; reason: string; approval: string }

/** A deadline rolls past a festival by no more days than this. */
const rolledDaysMax = 10
/** Of more days than these the first and the last are told. */
const toldMax = 6

/**
 * Granted elsewhere, so many whole months (or days) from the handing over; no longer than was left when the suggestion
 * was handed in, whose rules it keeps.
 */
export function readExtension({ assignedOn, terms }: CaseSoFar, draft: RowDraft): ListedExtension | undefined {
  if (!has(draft, extensionCells)) return undefined
  demand(draft, ...extensionCells)
  const to = wholeDay(draft, 'extendedTo')
  const { extensionReason: reason, extensionApproval: approval } = draft.row.cells
  if (!to || !reason || !approval || !assignedOn) return undefined
  const ends = endsOf(assignedOn, terms)
  const found = ends.findLast(({ on }) => on <= to && to <= daysLater(on, { days: rolledDaysMax }))
  return found ? { total: found.total, reason, approval } : refuse(draft, 'extension_day', { days: told(ends) })
}

/** Every term beyond that of an answer, in its unit, that does not end after the longest one. */
function endsOf(from: string, { answer, longest }: CaseSoFar['terms']): { total: number; on: string }[] {
  const last = endOf(from, longest)
  const ends: { total: number; on: string }[] = []
  for (let total = answer.n + 1; endOf(from, { ...answer, n: total }) <= last; total += 1) {
    ends.push({ total, on: endOf(from, { ...answer, n: total }) })
  }
  return ends
}

const told = (ends: readonly { on: string }[]): string =>
  ends.length > toldMax ? `${ends[0]?.on}—${ends.at(-1)?.on}` : ends.map(({ on }) => on).join('、')

const endOf = (day: string, { n, unit }: RulePeriod): string =>
  daysLater(day, unit === 'month' ? { months: n } : { days: n })
