import { Refusal } from '#kernel/refusal.ts'
import type { FieldState } from './suggestion.ts'

/** 对口: one committee looks after a category or a unit from a day on; `endsOn` is the first day without it. */
export type FieldLine = { committeeId: string; startsOn: string; endsOn: string | null }

export function fieldStateOn({ startsOn, endsOn }: Omit<FieldLine, 'committeeId'>, day: string): FieldState {
  if (endsOn !== null && (endsOn <= day || endsOn === startsOn)) return 'ended'
  return startsOn <= day ? 'current' : 'planned'
}

/**
 * Whether a category or a unit can be given to a committee from a day on, seen from the lines it has had; the one that
 * is open ends on that day. Refuses `suggestion.field_same_committee`, `.field_day_past` and `.field_day_taken`.
 * @returns the line that ends, if one is open
 */
export function checkGiving<Line extends FieldLine>(
  lines: readonly Line[],
  wanted: Pick<FieldLine, 'committeeId' | 'startsOn'>,
  today: string,
): Line | undefined {
  const open = lines.find(({ endsOn }) => endsOn === null)
  if (open?.committeeId === wanted.committeeId) throw new Refusal('conflict', 'suggestion.field_same_committee')
  // what a committee has done until today it has done
  if (open && wanted.startsOn < today) throw new Refusal('invalid', 'suggestion.field_day_past')
  const since = lines
    .map(({ startsOn, endsOn }) => endsOn ?? startsOn)
    .toSorted()
    .at(-1)
  if (since !== undefined && wanted.startsOn < since) {
    throw new Refusal('invalid', 'suggestion.field_day_taken', { since })
  }
  return open
}

/** Refuses `suggestion.field_ended`, and a day that is past or before the line begins. */
export function checkEnding(line: FieldLine, endsOn: string, today: string): void {
  if (line.endsOn !== null) throw new Refusal('conflict', 'suggestion.field_ended')
  if (endsOn < today) throw new Refusal('invalid', 'suggestion.field_day_past')
  if (endsOn < line.startsOn) throw new Refusal('invalid', 'suggestion.field_day_taken', { since: line.startsOn })
}
