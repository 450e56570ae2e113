import { type Actor, type Role, tokenOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { definitionOf, type FigureCode, figureCodes, isOfTopics } from './stats.ts'

/** Plain data for the queries: whose figures, and of them which cases' words. */
export type Reach = {
  congressId: string
  congressLevel: number
  areaPath: string
  /** The totals of the congresses one level below. */
  seesBelow: boolean
  /** 交政府系统的件: only what was given to units of this system. */
  system: 'government' | null
  /** 本单位: only this unit's parts. */
  unitId: string | null
  codes: readonly FigureCode[]
  /** May take the list of units away as a workbook. */
  mayExport: boolean
  /** Whose lines in the party index say which cases open. */
  holderId: string
  personId: string
  /** A program is named to no case, whoever holds its token. */
  isProgram: boolean
  /** A deputy reads the words of what was published, and of their own; a committee of what was given to it. */
  readsAs: 'deputy' | 'committee' | 'staff'
}

const congressSide: readonly Role[] = ['leader', 'deputy_office', 'secretariat', 'committee', 'presidium']

// deputies, their topics and what was merged at the review are the congress's own side of the matter
const isBeforeHandingOver = (code: FigureCode): boolean =>
  code === 'accepted_each' || code === 'merged_rate' || isOfTopics(code)

/** Refuses `stats.not_for_you`: officers, clerks and stations have no figures here. */
export function reachOf(actor: Actor): Reach {
  const { acting } = actor
  if (!acting) throw new Refusal('forbidden', 'stats.not_for_you')
  const own = {
    congressId: acting.congressId,
    congressLevel: acting.congressLevel,
    areaPath: acting.areaPath,
    seesBelow: false,
    system: null,
    unitId: null,
    codes: figureCodes,
    mayExport: true,
    personId: actor.personId,
    isProgram: tokenOf(actor) !== undefined,
    readsAs: 'staff',
  } as const
  if (acting.kind === 'mandate') {
    const codes = figureCodes.filter((code) => definitionOf(code).isPublic)
    return { ...own, holderId: acting.id, codes, mayExport: false, readsAs: 'deputy' }
  }
  const post = { ...own, holderId: acting.organId }
  if (acting.role === 'committee') return { ...post, seesBelow: true, readsAs: 'committee' }
  if (congressSide.includes(acting.role)) return { ...post, seesBelow: acting.role !== 'presidium' }
  if (acting.role === 'gov_office') {
    return { ...post, system: 'government', codes: figureCodes.filter((code) => !isBeforeHandingOver(code)) }
  }
  if (acting.role === 'unit_head') {
    const codes = figureCodes.filter((code) => definitionOf(code).isOfUnits)
    return { ...post, unitId: acting.organId, codes, mayExport: false }
  }
  throw new Refusal('forbidden', 'stats.not_for_you')
}

/** Refuses `stats.not_for_you` to those whose figures are for reading only. */
export function mayExport(actor: Actor): void {
  if (!reachOf(actor).mayExport) throw new Refusal('forbidden', 'stats.not_for_you')
}

/** The figure, for who may see it; what one may not see is not there. */
export function mayReadFigure(reach: Reach, code: FigureCode): void {
  if (!reach.codes.includes(code)) throw new Refusal('not_found', 'stats.no_such_figure')
}

/** The single cases of a congress below are its own: the county knows how many they are. */
export function mayOpenRows(reach: Reach, congressId: string): void {
  if (congressId !== reach.congressId) throw new Refusal('forbidden', 'stats.rows_not_yours')
}
