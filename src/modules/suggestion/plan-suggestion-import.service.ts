import { createHash } from 'node:crypto'
import { findLastNumbers } from '#modules/numbering/index.ts'
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
import { findShortName, rulesByDay } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { casesOf, type DecidedCase, decideCase, decideReferences, type ImportedCase } from './decide-import.service.ts'
import type { ImportWorld } from './import-cells.service.ts'
import { numberReader } from './import-numbers.ts'
import { namedDeputies } from './import-values.ts'
import {
  findAnsweredHere,
  findNamedMandates,
  findNamedUnits,
  findNumbered,
  findTermsAndSessions,
} from './import-world.queries.ts'
import { suggestionForm } from './suggestion-import.form.ts'
import { keepMains, lastNumbers, reserveNumbers, writeCases } from './write-import.service.ts'

/** Running and past suggestions from the list of an office; all of them of the congress that imports. */
async function planSuggestions(
  app: App,
  db: Db,
  { congress, today }: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadWorld(db, congress.id, today, rows)
  const decided: DecidedCase[] = []
  const drafts = rows.map(draftOf)
  await inTurns(casesOf(drafts), turn, (batch) => {
    for (const one of batch) decided.push(...[decideCase(world, one)].filter((one) => one !== undefined))
  })
  const cases = decideReferences(world, decided)
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [], continuesAfter: await continuesAfter(db, congress.id, cases) },
    // each case tells itself that it was brought in
    written: [],
    write: (trx, writing, by) => writeCases(app, trx, congress.id, cases, writing, by),
    // numbers first: whoever gives one meanwhile may hold a case that others go into
    reserve: async (trx) =>
      (await reserveNumbers(app, trx, congress.id, cases)) && (await keepMains(trx, congress.id, cases)),
  }
}

/** The highest numbers of the list that are beyond what was given here: with the list written, the next ones follow them. */
async function continuesAfter(db: Db, congressId: string, cases: readonly ImportedCase[]) {
  const last = lastNumbers(cases)
  const given = await findLastNumbers(
    db,
    congressId,
    last.map(({ series }) => series),
  )
  return last.filter(({ series, number }) => number > (given.get(series) ?? 0)).map(({ text }) => text)
}

async function loadWorld(db: Db, congressId: string, today: string, rows: readonly ImportRow[]): Promise<ImportWorld> {
  const rulesAt = await rulesByDay(db, congressId)
  const congress = await findShortName(db, congressId)
  const readNumber: ImportWorld['readNumber'] = (text, submittedOn) =>
    numberReader(rulesAt(submittedOn).values['suggestion.number'], congress)(text, Number(submittedOn.slice(0, 4)))
  const { terms, sessions } = await findTermsAndSessions(db, congressId)
  const named = rows.flatMap(({ cells }) => namedDeputies([cells.lead, cells.cosigners].filter(Boolean).join('、')))
  const leadNumbers = rows.flatMap(({ cells }) => cells.leadNumber?.toUpperCase() ?? [])
  const mandates = await findNamedMandates(
    db,
    congressId,
    [...new Set(named.map(({ name }) => name))],
    [...new Set([...leadNumbers, ...named.flatMap(({ number }) => number ?? [])])],
  )
  const numbersIn = (field: string): string[] =>
    rows.flatMap(({ cells: { submittedOn, [field]: text = '' } }) =>
      submittedOn === undefined ? [] : (readNumber(text, submittedOn)?.text ?? []),
    )
  const mains = new Set(numbersIn('mergedInto'))
  const numbers = [...numbersIn('caseNumber'), ...mains, ...numbersIn('splitFrom')]
  const known = await findNumbered(db, congressId, [...new Set(numbers)])
  const answered = await findAnsweredHere(
    db,
    known.filter(({ number }) => mains.has(number ?? '')).map(({ id }) => id),
  )
  return {
    today,
    readNumber,
    terms,
    sessions,
    byNumber: new Map(mandates.map((one) => [`${one.term_id}/${one.number.toUpperCase()}`, one])),
    byName: Map.groupBy(mandates, ({ term_id, name }) => `${term_id}/${name}`),
    units: byNames(await findNamedUnits(db, congressId), ({ names }) => names),
    known: new Map(
      known.map(({ id, number, status, confidential: isConfidential, import_row_sha256: digest }) => [
        number ?? '',
        { id, digest, status, isConfidential, isAnsweredHere: answered.has(id) },
      ]),
    ),
    seen: new Map(),
    digestOf,
    answerTerms: (submittedOn) => {
      const { values } = rulesAt(submittedOn)
      return { answer: values['suggestion.answer'], longest: values['suggestion.answerComplex'] }
    },
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
