import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Scope } from './fact.queries.ts'
import type { Span } from './formula.queries.ts'
import {
  type CongressLine,
  findCommittee,
  findCongressesInReach,
  findDelegation,
  findTermsOf,
  findTownsOf,
  findUnit,
  type TermLine,
} from './scope.queries.ts'
import type { FigureQuery, PeriodView } from './stats.contract.ts'
import { type Reach, reachOf } from './stats.policy.ts'
import type { FigureCode } from './stats.ts'
import { definitionOf, isOfTopics } from './stats.ts'
import { type Days, monthsUpTo, type Period, periodOf, termPeriod, thisYear } from './stats-period.ts'

/** A question about figures after it was checked: whose they are, of when, and what is counted. */
export type Question = {
  reach: Reach
  congress: CongressLine
  congresses: CongressLine[]
  terms: TermLine[]
  period: Period & { termId: string | null; termFrom: string }
  unit: { id: string; name: string } | null
  scope: Scope
  codes: readonly FigureCode[]
  now: Date
  today: string
  resolvedPercent: number
}

const notFound = (): never => {
  throw new Refusal('not_found', 'stats.not_found')
}

/** Checks who asks about what. What lies outside of the reader's reach is not there. */
export async function ask(app: App, actor: Actor, query: FigureQuery): Promise<Question> {
  const reach = reachOf(actor)
  const { db } = app
  const now = app.clock.now()
  const today = shanghaiDate(now)
  const congresses = await findCongressesInReach(db, reach)
  const congress = congresses.find(({ id }) => id === (query.congress ?? reach.congressId)) ?? notFound()
  const terms = await findTermsOf(db, congress.id)
  const unit = await unitOf(app, reach, congress.id, query.unit)
  if (query.delegation !== undefined && !(await findDelegation(db, congress.id, query.delegation))) notFound()
  if (query.committee !== undefined && !(await findCommittee(db, congress.id, query.committee))) notFound()
  const rules = await rulesOn(db, congress.id, today)
  return {
    reach,
    congress,
    congresses,
    terms,
    period: periodAsked(query, terms, today),
    unit,
    scope: {
      // a town's government is a unit of the county, and answers to its own congress too
      congressIds: [congress.id, ...(reach.unitId ? await findTownsOf(db, reach.unitId) : [])],
      system: reach.system,
      parts: unit ? { unitId: unit.id } : null,
      category: query.category ?? null,
      delegationId: query.delegation ?? null,
      committeeId: query.committee ?? null,
      intake: query.intake ?? null,
      reader: reach.isProgram ? null : reach,
    },
    codes: reach.codes.filter((code) => isAsked(code, query, unit !== null)),
    now,
    today,
    resolvedPercent: rules.values['stats.resolvedPercent'],
  }
}

/** A topic has neither unit nor intake, and is on the list before it lies in anybody's field. */
function isAsked(code: FigureCode, { about, intake, committee }: FigureQuery, isOfUnit: boolean): boolean {
  if (isOfTopics(code)) return !isOfUnit && intake === undefined && committee === undefined
  return about === undefined && (!isOfUnit || definitionOf(code).isOfUnits)
}

async function unitOf(app: App, reach: Reach, congressId: string, asked: string | undefined) {
  const id = reach.unitId ?? asked
  if (id === undefined) return null
  // who asks about another unit than their own is told what is told of one that is not there
  if (asked !== undefined && reach.unitId !== null && asked !== reach.unitId) return notFound()
  if (reach.readsAs === 'deputy') return notFound()
  const unit = await findUnit(app.db, congressId, id)
  if (!unit || (reach.system !== null && unit.system !== reach.system)) return notFound()
  return { id: unit.id, name: unit.name }
}

function periodAsked(query: FigureQuery, terms: readonly TermLine[], today: string): Question['period'] {
  if (query.term !== undefined) {
    const term = terms.find(({ id }) => id === query.term) ?? notFound()
    const period = termPeriod(term.first_session_on, term.ended_on, today)
    return { ...period, termId: term.id, termFrom: term.first_session_on }
  }
  const { from, to } = thisYear(today)
  const period = periodOf({ from: query.from ?? from, to: query.to ?? to }, today)
  // of several terms that a period touches, what is counted over a term is counted over the last
  const term = terms.find(({ first_session_on }) => first_session_on <= period.to)
  return { ...period, termId: null, termFrom: term?.first_session_on ?? period.from }
}

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString()

/** Days in Shanghai as the instants between which things happened. */
export const spanOf = ({ from, to }: Days, termFrom: string): Span => ({
  from: startOfShanghaiDay(from),
  until: startOfShanghaiDay(dayAfter(to)),
  termFrom: startOfShanghaiDay(termFrom < to ? termFrom : from),
})

export const mainSpan = ({ period }: Question): Span => spanOf(period, period.termFrom)

export const presentPeriod = (period: Question['period']): PeriodView => ({
  from: period.from,
  to: period.to,
  wholeTo: period.wholeTo,
  termId: period.termId,
  previous: period.previous,
  lastYear: period.lastYear,
  months: monthsUpTo(period.to).map(({ from }) => from),
})
