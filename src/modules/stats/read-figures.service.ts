import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { CountedRow } from './bucket.queries.ts'
import type { Scope } from './fact.queries.ts'
import { countDeputies, countItems, countPromises } from './figure.queries.ts'
import { ask, mainSpan, presentPeriod, type Question, spanOf } from './figures.service.ts'
import type { Span } from './formula.queries.ts'
import { keptAnswer } from './kept-figures.service.ts'
import { findGroupNames } from './scope.queries.ts'
import type { FigureGroup, FigureGroups, FigureQuery, FiguresView, FigureView } from './stats.contract.ts'
import { reachOf } from './stats.policy.ts'
import {
  type Counted,
  type Counts,
  definitionOf,
  type FigureCode,
  type Grouping,
  groupings,
  hiddenGroup,
  isGroupedBy,
  isOfTopics,
  isStretch,
  nothingOf,
  opensPart,
  rowParts,
  type SideBySide,
  type Stretch,
  stretches,
  tellsIntake,
  valuesOf,
} from './stats.ts'
import { type Days, monthsUpTo, stretchesOf } from './stats-period.ts'
import { countTopicFigures } from './topic-figure.queries.ts'

type Counting = Pick<Question, 'scope' | 'codes' | 'now' | 'today'>

/** Who reads matters where what they may not read is left out by a filter, or stands in a group of its own. */
const mattersWhoReads = ({ category, delegationId, committeeId }: Scope, by: SideBySide | null): boolean =>
  by === 'category' || by === 'delegation' || category !== null || delegationId !== null || committeeId !== null

function countRows(app: App, { scope, codes, now, today }: Counting, spans: readonly Span[], by: SideBySide | null) {
  const reader = mattersWhoReads(scope, by) ? scope.reader : null
  const asked = { codes, spans, now, today, by }
  return keptAnswer(
    app,
    { scope: { ...scope, reader }, codes, spans, today, by },
    async (): Promise<CountedRow[]> => [
      ...(await countItems(app.db, { ...scope, reader }, asked)),
      ...(await countPromises(app.db, { ...scope, reader }, asked)),
    ],
  )
}

/** The counts of all spans and groups, each as one record: items, promises, topics and deputies in a statement each. */
async function countAll(app: App, counting: Counting, spans: readonly Span[], by: SideBySide | null) {
  const rows = await countRows(app, counting, spans, by)
  const merged = new Map<string, Counts>()
  const keyOf = (at: number, group: string) => `${at} ${group}`
  for (const { at, group, counts } of rows) merged.set(keyOf(at, group), { ...merged.get(keyOf(at, group)), ...counts })
  const ofTopics = await countTopicFigures(app.db, counting.scope, {
    codes: counting.codes.filter(isOfTopics),
    spans,
    by,
  })
  const groups = [...new Set([...rows, ...ofTopics.filter(makesGroup)].map(({ group }) => group))]
  for (const { at, group, counts } of ofTopics) {
    const key = keyOf(at, group)
    if (by === null || groups.includes(group)) merged.set(key, { ...merged.get(key), ...counts })
  }
  if (counting.codes.includes('accepted_each')) {
    // deputies are in office also when nothing was submitted
    if (by === null) for (const at of spans.keys()) merged.set(keyOf(at, ''), { ...merged.get(keyOf(at, '')) })
    const lastDays = spans.map(({ until }) => shanghaiDate(new Date(until.getTime() - 1)))
    const { congressIds, delegationId } = counting.scope
    const found = await countDeputies(app.db, congressIds, delegationId, lastDays, by)
    const deputiesOf = (at: number, group: string) =>
      found.find((row) => row.at === at && (row.group === group || by === 'category'))?.deputies ?? 0
    for (const [key, counts] of merged) {
      const [at = '', group = ''] = key.split(' ')
      const numerator = counts.accepted_each?.numerator ?? 0
      counts.accepted_each = { numerator, denominator: deputiesOf(Number(at), group) }
    }
  }
  return { of: (at: number, group: string) => merged.get(keyOf(at, group)) ?? {}, groups }
}

// deputies in office of whom nothing is counted make no group
const makesGroup = ({ counts }: CountedRow): boolean => counts.topic_deputy_rate?.numerator !== 0

/**
 * All figures that the reader may see, with what they are compared to, twelve months, and how much of each count came
 * in during sessions. Refuses `stats.not_for_you`, `stats.not_found` and periods that make no sense.
 */
export const readFigures = (app: App, actor: Actor, query: FigureQuery): Promise<FiguresView> =>
  keptAnswer(app, { figures: reachOf(actor), query }, () => makeFigures(app, actor, query))

async function makeFigures(app: App, actor: Actor, query: FigureQuery): Promise<FiguresView> {
  const question = await ask(app, actor, query)
  const { period, codes, reach, resolvedPercent } = question
  const compared = [period.previous, period.lastYear].map((days) => days && spanOf(days, period.termFrom))
  const months = monthsUpTo(period.to).map((days) => spanOf(days, period.termFrom))
  const spans = [mainSpan(question), ...compared.filter((span) => span !== null), ...months]
  const counted = await countAll(app, question, spans, null)
  const valuesAt = spans.map((_, at) => valuesOf(completed(counted.of(at, ''), codes), resolvedPercent))
  // both stand after the main span, or neither
  const [previousAt, lastYearAt] = period.previous === null ? [-1, -1] : [1, 2]
  const firstMonth = spans.length - months.length
  const mayOpen = question.congress.id === reach.congressId
  const figures = codes.map((code): FigureView => {
    const counts = completed(counted.of(0, ''), codes)[code]
    const definition = definitionOf(code)
    return {
      code,
      kind: definition.kind,
      value: valuesAt[0]?.[code] ?? null,
      numerator: counts?.numerator ?? null,
      denominator: counts?.denominator ?? null,
      previous: valuesAt[previousAt]?.[code] ?? null,
      lastYear: valuesAt[lastYearAt]?.[code] ?? null,
      months: months.map((_, month) => valuesAt[firstMonth + month]?.[code] ?? null),
      intake: counts && tellsIntake(code) ? intakeOf(counts) : null,
      opens: rowParts.filter((part) => mayOpen && opensPart(code, part)),
      better: definition.better,
    }
  })
  return {
    congress: { id: question.congress.id, name: question.congress.name },
    unit: question.unit,
    system: reach.system,
    period: presentPeriod(period),
    counts: question.unit ? 'assignments' : 'cases',
    asOf: question.now.toISOString(),
    figures,
    reach: {
      congresses: question.congresses,
      terms: question.terms.map((term) => ({
        id: term.id,
        number: term.number,
        firstSessionOn: term.first_session_on,
        endedOn: term.ended_on,
      })),
      groupings: groupingsOf(question),
      unitFixed: reach.unitId !== null,
      mayExport: reach.mayExport,
    },
  }
}

/** Nothing was counted in a span without cases: that is zero of zero, not unknown. */
function completed(counts: Counts, codes: readonly FigureCode[]): Counts {
  const whole: Counts = {}
  for (const code of codes) {
    if (definitionOf(code).kind !== 'score') whole[code] = counts[code] ?? nothingOf(code)
  }
  return whole
}

const intakeOf = ({ numerator, session = 0 }: Counted) => ({ session, recess: numerator - session })

/** Units where the reader sees all of them, and the congresses below from above only. */
const groupingsOf = ({ reach, congresses, congress, unit }: Question): Grouping[] =>
  groupings.filter((by) => {
    if (isStretch(by)) return true
    if (reach.unitId !== null || unit !== null) return by === 'category'
    if (by === 'unit') return reach.readsAs !== 'deputy'
    if (by === 'congress') return congresses.length > 1 && congress.id === reach.congressId
    return true
  })

/**
 * The same figures side by side: units, categories, delegations, or the congresses below; or one after the other: the
 * quarters or years of the period. Refuses `stats.not_found`.
 */
export const readGroups = (app: App, actor: Actor, by: Grouping, query: FigureQuery): Promise<FigureGroups> =>
  keptAnswer(app, { groups: reachOf(actor), locale: actor.locale, by, query }, () => makeGroups(app, actor, by, query))

async function makeGroups(app: App, actor: Actor, by: Grouping, query: FigureQuery): Promise<FigureGroups> {
  const question = await ask(app, actor, query)
  if (!groupingsOf(question).includes(by)) throw new Refusal('not_found', 'stats.not_found')
  const items = isStretch(by)
    ? await readStretches(app, actor, by, question)
    : await readSides(app, actor, by, question)
  return { period: presentPeriod(question.period), items }
}

async function readSides(app: App, actor: Actor, by: SideBySide, question: Question): Promise<FigureGroup[]> {
  const codes = question.codes.filter((code) => isGroupedBy(code, by))
  const scope = {
    ...question.scope,
    ...(by === 'unit' ? { parts: 'all' as const } : {}),
    ...(by === 'congress' ? { congressIds: question.congresses.map(({ id }) => id) } : {}),
  }
  const counted = await countAll(app, { ...question, scope, codes }, [mainSpan(question)], by)
  const names = await namesOf(app, actor, by, question, counted.groups)
  const items = counted.groups.map(
    (id): FigureGroup => ({
      id,
      name: names(id),
      days: null,
      figures: figuresOf(codes, counted.of(0, id), question.resolvedPercent),
    }),
  )
  const isCounted = ({ figures }: FigureGroup) => Object.values(figures).some((one) => one.numerator || one.denominator)
  return items.filter(isCounted).toSorted((a, b) => sizeOf(b) - sizeOf(a) || a.name.localeCompare(b.name, 'zh-CN'))
}

/** The latest first, each as far as it has come; one in which nothing was counted is there with nothing. */
async function readStretches(app: App, actor: Actor, by: Stretch, question: Question): Promise<FigureGroup[]> {
  const { period, codes } = question
  const parts = stretchesOf(period, stretches[by])
  const spans = parts.map((days) => spanOf(days, period.termFrom))
  const counted = await countAll(app, question, spans, null)
  const nameOf = ({ from }: Days) => {
    const { year, month } = Temporal.PlainDate.from(from)
    return translate(actor.locale, `stats.stretches.${by}`, { year, quarter: Math.ceil(month / stretches.quarter) })
  }
  return parts
    .map((days, at) => ({
      id: days.from,
      name: nameOf(days),
      days,
      figures: figuresOf(codes, counted.of(at, ''), question.resolvedPercent),
    }))
    .toReversed()
}

function figuresOf(codes: readonly FigureCode[], counted: Counts, resolvedPercent: number): FigureGroup['figures'] {
  const counts = completed(counted, codes)
  const values = valuesOf(counts, resolvedPercent)
  const figures = codes.map((code) => [
    code,
    {
      value: values[code] ?? null,
      numerator: counts[code]?.numerator ?? null,
      denominator: counts[code]?.denominator ?? null,
    },
  ])
  return Object.fromEntries(figures) as FigureGroup['figures']
}

const sizeOf = ({ figures }: FigureGroup): number => figures.handed_over?.numerator ?? figures.submitted?.numerator ?? 0

async function namesOf(app: App, actor: Actor, by: SideBySide, { congresses }: Question, ids: readonly string[]) {
  const hidden = translate(actor.locale, 'suggestion.confidentialTitle')
  if (by === 'category') {
    return (id: string) => (id === hiddenGroup ? hidden : translate(actor.locale, `suggestion.categories.${id}`))
  }
  if (by === 'congress') return (id: string) => congresses.find((one) => one.id === id)?.name ?? ''
  const names = await findGroupNames(
    app.db,
    by,
    ids.filter((id) => id !== hiddenGroup),
  )
  return (id: string) =>
    id === hiddenGroup ? hidden : (names.get(id) ?? translate(actor.locale, 'stats.no_delegation'))
}
