import { type FaultCode, type RowDraft, refuse } from '#modules/roster/index.ts'
import type { ImportWorld } from './import-cells.service.ts'
import type { ImportedState } from './import-values.ts'

/** Another case that a row names; `id` where it is here already, else it stands in the same file. */
export type CaseReference = { number: string; id: string | undefined }

type Field = 'mergedInto' | 'splitFrom'
type Referring = Record<Field, CaseReference | undefined> & { number: string; state: ImportedState }
type Decided = { of: Referring; rows: { head: RowDraft } }

export function readReference(
  world: ImportWorld,
  draft: RowDraft,
  field: Field,
  submittedOn: string,
): CaseReference | undefined {
  const text = draft.row.cells[field]
  if (text === undefined) return undefined
  const given = world.readNumber(text, submittedOn)
  if (!given) return refuse(draft, 'reference_unreadable', { field, value: text.slice(0, 40) })
  return { number: given.text, id: world.known.get(given.text)?.id }
}

/** Refuses what names a case that will not be here, again and again: what named the refused one falls with it. */
export function dropUnreferable<Case extends Decided>(world: ImportWorld, decided: readonly Case[]): Case[] {
  const left = new Map(decided.map((one) => [one.of.number, one]))
  for (let before = -1; before !== left.size; ) {
    before = left.size
    const wrong = [...left.values()].flatMap(({ of, rows }) =>
      (['mergedInto', 'splitFrom'] as const).flatMap((field) => {
        const code = faultOf(world, left, of, field)
        return code ? [{ of, rows, field, code }] : []
      }),
    )
    for (const { of, rows, field, code } of wrong) {
      refuse(rows.head, code, { field, number: of[field]?.number ?? '' })
      left.delete(of.number)
    }
  }
  return [...left.values()]
}

function faultOf(
  world: ImportWorld,
  left: ReadonlyMap<string, Decided>,
  of: Referring,
  field: Field,
): FaultCode | undefined {
  const reference = of[field]
  if (!reference) return undefined
  const here = world.known.get(reference.number)
  const there = left.get(reference.number)?.of
  // of a confidential case nobody comes to know by a list
  if (here ? here.isConfidential : !there) return 'reference_unknown'
  const isSplit = here ? here.status === 'split' : there?.state === 'split'
  if (isSplit !== (field === 'splitFrom') || comesBack(left, of, reference)) return 'reference_unfit'
  return field === 'mergedInto' && here?.isAnsweredHere ? 'reference_answered' : undefined
}

/** Whether what a case names names, in the end, that case, by whatever it went into and came from. */
function comesBack(left: ReadonlyMap<string, Decided>, of: Referring, named: CaseReference): boolean {
  const passed = new Set([named.number])
  for (const number of passed) {
    const next = left.get(number)?.of
    for (const one of [next?.mergedInto, next?.splitFrom]) if (one) passed.add(one.number)
  }
  return passed.has(of.number)
}

/** Each case after the ones that it names, for its row refers to theirs. */
export function namedFirst<Case extends Referring>(cases: readonly Case[]): Case[] {
  const byNumber = new Map(cases.map((one) => [one.number, one]))
  const placed = new Set<Case>()
  const place = (one: Case): void => {
    if (placed.has(one)) return
    for (const reference of [one.mergedInto, one.splitFrom]) {
      const named = byNumber.get(reference?.number ?? '')
      if (named) place(named)
    }
    placed.add(one)
  }
  for (const one of cases) place(one)
  return [...placed]
}
