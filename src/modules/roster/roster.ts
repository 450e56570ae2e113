import { defineProcess } from '#kernel/process.ts'

/** The lists that this module keeps; each goes out in the form in which it comes in. */
export const rosterKinds = ['areas', 'units', 'posts', 'deputies', 'constituencies'] as const
export type RosterKind = (typeof rosterKinds)[number]

/** What an office can bring in from a spreadsheet. */
export const importKinds = [...rosterKinds, 'suggestions'] as const
export type ImportKind = (typeof importKinds)[number]

/** The life of an import. A preview that the world has overtaken is made again instead of applied. */
export const importProcess = defineProcess('roster', {
  previewing: { show: 'ready', fail: 'failed', discard: 'discarded' },
  ready: { apply: 'applying', discard: 'discarded' },
  applying: { finish: 'applied', look_again: 'previewing', fail: 'failed' },
  applied: {},
  failed: { discard: 'discarded' },
  discarded: {},
})
export type ImportStatus = (typeof importProcess.states)[number]

/** Those in which an import is listed: what was given up is not. */
export const importStates = [
  'previewing',
  'ready',
  'applying',
  'applied',
  'failed',
] as const satisfies readonly ImportStatus[]
export const importSorts = ['newest', 'oldest'] as const

/** What would become of a row. */
export const outcomes = ['create', 'change', 'unchanged', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/** Fields that no preview, export or log shows in full. */
export const sealedFields = ['idNumber', 'phone', 'mail'] as const

export const maskPhone = (phone: string): string =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Age bands of the composition figures, in full years at the day asked for. */
export const ageBands = [
  { code: 'under_36', from: 0, to: 35 },
  { code: '36_45', from: 36, to: 45 },
  { code: '46_55', from: 46, to: 55 },
  { code: '56_65', from: 56, to: 65 },
  { code: 'over_65', from: 66, to: 200 },
] as const
export type AgeBand = (typeof ageBands)[number]['code']

/** The dates of birth of an age band at a date: after the first (exclusive), up to the second (inclusive). */
export function birthDatesOf(band: AgeBand, today: string): { after: string; upTo: string } {
  const { from, to } = ageBands.find(({ code }) => code === band) ?? ageBands[0]
  const day = Temporal.PlainDate.from(today)
  return { after: day.subtract({ years: to + 1 }).toString(), upTo: day.subtract({ years: from }).toString() }
}

/** By what a roster of deputies can be sorted. */
export const deputySorts = ['stroke', 'pinyin', 'number'] as const
export type DeputySort = (typeof deputySorts)[number]
