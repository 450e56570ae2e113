import { makeDistrict } from '../district.ts'
import type { Division } from '../district.types.ts'
import { deputySheet, type OfficeSheet, postSheet, unitSheet } from './roster-rows.ts'
import { suggestionSheet } from './suggestion-rows.ts'

/** The sheets are made for the demo's own day, so that the committed files do not change with the calendar. */
export function officeSheets(seed: string, divisions: readonly Division[]): OfficeSheet[] {
  const district = makeDistrict(seed, '2026-11-20', divisions)
  return [deputySheet(district), unitSheet(district.year), postSheet(district), suggestionSheet(district)]
}
