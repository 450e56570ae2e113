import type { JsonObject } from '#kernel/refusal.ts'

/** `warning`: it runs, and somebody should see to it. `fault`: it is wrong now. */
export type Level = 'well' | 'warning' | 'fault'

/** One thing that was looked at; its words, which also say what to do, are `operation.doctor.<code>`. */
export type Finding = { level: Level; code: string; data: JsonObject }

export const well = (code: string, data: JsonObject = {}): Finding => ({ level: 'well', code, data })
export const warning = (code: string, data: JsonObject = {}): Finding => ({ level: 'warning', code, data })
export const fault = (code: string, data: JsonObject = {}): Finding => ({ level: 'fault', code, data })

const namesMax = 5

/** A fault of things that have names: how many, and the first of them; none where there are none. */
export const findingOfNames = (code: string, names: readonly string[]): Finding[] =>
  names.length === 0 ? [] : [fault(code, { total: names.length, names: names.slice(0, namesMax) })]
