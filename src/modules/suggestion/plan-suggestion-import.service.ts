import { createHash } from 'node:crypto'
import { findLastNumbers, officialNumber } from '#modules/numbering/index.ts'
import {
  byNames,
  draftOf,
  finish,
  type ImportPlan,
  type ImportRow,
  type ImportScope,
  inTurns,
  registerImportKind,
  type Turn,
} from '#modules/roster/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { casesOf, decideCase, type ImportedCase, type ImportWorld } from './decide-import.service.ts'
import { givenNumber, namedDeputies } from './import-values.ts'
import {
  findNamedMandates,
  findNamedUnits,
  findNumbered,
  findShortName,
  findTermsAndSessions,
} from './import-world.queries.ts'
import { seriesOf } from './suggestion.ts'
import { suggestionForm } from './suggestion-import.form.ts'
import { lastNumbers, reserveNumbers, writeCases } from './write-import.service.ts'

/** Running and past suggestions from the list of an office; all of them of the congress that imports. */
async function planSuggestions(
  app: App,
  db: Db,
  { congress, today }: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadWorld(db, congress.id, today, rows)
  const cases: ImportedCase[] = []
  const drafts = rows.map(draftOf)
  await inTurns(casesOf(drafts), turn, (batch) => {
    for (const one of batch) cases.push(...[decideCase(world, one)].filter((one) => one !== undefined))
  })
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [], continuesAfter: await continuesAfter(db, congress.id, world.prefix, cases) },
    // each case tells itself that it was brought in
    written: [],
    write: (trx, writing, by) => writeCases(app, trx, congress.id, cases, writing, by),
    reserve: (trx) => reserveNumbers(app, trx, congress.id, world.prefix, cases),
  }
}

/** The highest numbers of the list that are beyond what was given here: with the list written, the next ones follow them. */
async function continuesAfter(db: Db, congressId: string, prefix: string, cases: readonly ImportedCase[]) {
  const last = [...lastNumbers(cases, prefix)].toSorted(([one], [other]) => one - other)
  const given = await findLastNumbers(
    db,
    congressId,
    last.map(([year]) => seriesOf(year)),
  )
  return last
    .filter(([year, number]) => number > (given.get(seriesOf(year)) ?? 0))
    .map(([year, number]) => officialNumber(prefix, year, number))
}

async function loadWorld(db: Db, congressId: string, today: string, rows: readonly ImportRow[]): Promise<ImportWorld> {
  const rules = await rulesOn(db, congressId, today)
  const prefix = rules.values['suggestion.numberPrefix'] || `${await findShortName(db, congressId)}建`
  const { terms, sessions } = await findTermsAndSessions(db, congressId)
  const named = rows.flatMap(({ cells }) => namedDeputies([cells.lead, cells.cosigners].filter(Boolean).join('、')))
  const leadNumbers = rows.flatMap(({ cells }) => cells.leadNumber?.toUpperCase() ?? [])
  const mandates = await findNamedMandates(
    db,
    congressId,
    [...new Set(named.map(({ name }) => name))],
    [...new Set([...leadNumbers, ...named.flatMap(({ number }) => number ?? [])])],
  )
  const official = ({ prefix: own, year, number }: Parameters<ImportWorld['officialNumber']>[0]) =>
    officialNumber(own, year, number)
  const numbers = rows.flatMap(({ cells }) => {
    const year = Number(cells.submittedOn?.slice(0, 4) ?? 0)
    const given = givenNumber(cells.caseNumber ?? '', prefix, year)
    return given ? [official(given)] : []
  })
  const known = await findNumbered(db, congressId, [...new Set(numbers)])
  return {
    today,
    prefix,
    terms,
    sessions,
    byNumber: new Map(mandates.map((one) => [`${one.term_id}/${one.number.toUpperCase()}`, one])),
    byName: Map.groupBy(mandates, ({ term_id, name }) => `${term_id}/${name}`),
    units: byNames(await findNamedUnits(db, congressId), ({ names }) => names),
    taken: new Map(known.map(({ number, import_row_sha256 }) => [number ?? '', import_row_sha256])),
    seen: new Map(),
    digestOf,
    answerTerms: { answer: rules.values['suggestion.answer'], longest: rules.values['suggestion.answerComplex'] },
    officialNumber: official,
  }
}

/** Of what the rows of a case say, whatever the order of the columns. */
function digestOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const hash = createHash('sha256')
  for (const cells of rows) {
    hash.update(JSON.stringify(Object.entries(cells).toSorted(([one], [other]) => (one < other ? -1 : 1))))
  }
  return hash.digest('hex')
}

registerImportKind('suggestions', { form: suggestionForm, plan: planSuggestions, isByTwo: true })
