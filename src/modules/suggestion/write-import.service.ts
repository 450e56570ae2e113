import { startOfShanghaiDay } from '#kernel/clock.ts'
import { deadlineIf, type NewClock, startClocks } from '#modules/clock/index.ts'
import { insertCosigns } from '#modules/cosign/index.ts'
import { continueAfter } from '#modules/numbering/index.ts'
import { type NewEvent, recordEvents } from '#modules/record/index.ts'
import { inTurns, type Turn, type WrittenBy } from '#modules/roster/index.ts'
import { type RuleSet, rulesByDay } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { findBeside, findImagedBeside, loadCase } from './case.queries.ts'
import { imageOf } from './case-image.ts'
import type { ImportedCase } from './decide-import.service.ts'
import { openEvaluation } from './evaluate-suggestion.service.ts'
import { type CaseReference, namedFirst } from './import-references.service.ts'
import { statusOf } from './import-values.ts'
import { findAnsweredHere, findNumbered, type ImportedRows, insertImported } from './import-world.queries.ts'
import { type CasePlan, rowsOfCase } from './imported-rows.service.ts'
import { intakeTerms } from './intake-clock.service.ts'
import { holdMains, settleMains } from './main-case.service.ts'
import { findLines } from './reference.queries.ts'
import { refreshParties } from './suggestion.service.ts'

/** A case is many rows: few at once, so that whoever looks sees how far it is. */
const casesAtOnce = 50

type Importing = {
  app: App
  trx: Trx
  congressId: string
  by: WrittenBy
  /** By number, of every case of the list. */
  idOf: ReadonlyMap<string, string>
  rulesAt: (day: string) => RuleSet
}

/**
 * Writes what was decided, in the transaction of the import: the rows of the cases, clocks from their true days, the
 * party index, and of each case one event that says that it was brought in. Nobody is told: nothing happened today.
 */
export async function writeCases(
  app: App,
  trx: Trx,
  congressId: string,
  cases: readonly ImportedCase[],
  turn: Turn,
  by: WrittenBy,
): Promise<void> {
  const idOf = new Map(cases.map(({ number }) => [number, app.ids.uuid()]))
  const importing = { app, trx, congressId, by, idOf, rulesAt: await rulesByDay(trx, congressId) }
  await inTurns(namedFirst(cases), turn, (batch) => writeBatch(importing, batch), casesAtOnce)
  // into a case that was here before others went elsewhere: their sponsors follow it, and what it went into
  const mainIds = await findLines(trx, mainsHere(cases))
  await settleMains(app, trx, mainIds, { type: 'suggestion.joined_by', data: { importId: by.importId } })
  const named = cases.flatMap(({ mergedInto }) => (mergedInto?.id ? [] : (idOf.get(mergedInto?.number ?? '') ?? [])))
  for (const id of new Set(named)) {
    const kase = await loadCase(trx, id)
    await refreshParties(app, trx, { kase, ...(await findBeside(trx, id)) })
  }
}

const mainsHere = (cases: readonly ImportedCase[]): string[] => [
  ...new Set(cases.flatMap(({ mergedInto }) => mergedInto?.id ?? [])),
]

/**
 * Holds the cases of here that others of the list went into, until the list is written: nobody answers or splits one of
 * them meanwhile. False when somebody has done so since the list was decided on.
 */
export async function keepMains(trx: Trx, congressId: string, cases: readonly ImportedCase[]): Promise<boolean> {
  const ids = mainsHere(cases)
  await holdMains(trx, ids)
  if ((await findAnsweredHere(trx, ids)).size > 0) return false
  const numbers = cases.flatMap(({ mergedInto }) => (mergedInto?.id ? mergedInto.number : []))
  return (await findNumbered(trx, congressId, numbers)).every(({ status }) => status !== 'split')
}

/**
 * In a transaction of its own: from now on no number is given here that the list holds as well, and whoever registers a
 * suggestion meanwhile does not wait for the end of the list. The numbers stay with the list, also when its writing
 * breaks off: on paper they were given long ago. False when one of them was given since the list was decided on.
 */
export async function reserveNumbers(
  app: App,
  trx: Trx,
  congressId: string,
  cases: readonly ImportedCase[],
): Promise<boolean> {
  await app.db.transaction().execute(async (short) => {
    for (const { series, number } of lastNumbers(cases)) await continueAfter(short, congressId, series, number)
  })
  const given = cases.map(({ number }) => number)
  return (await findNumbered(trx, congressId, given)).length === 0
}

type LastNumber = { series: string; number: number; text: string }

/** The highest number of each series, in their order. Series of other prefixes are over; they don't move the own ones. */
export function lastNumbers(cases: readonly Pick<ImportedCase, 'given'>[]): LastNumber[] {
  const last = new Map<string, LastNumber>()
  for (const { given } of cases) {
    const { series, number, text } = given
    if (series !== undefined && number > (last.get(series)?.number ?? 0)) last.set(series, { series, number, text })
  }
  return [...last.values()].toSorted((one, other) => (one.series < other.series ? -1 : 1))
}

async function writeBatch(importing: Importing, batch: readonly ImportedCase[]): Promise<void> {
  const { app, trx, congressId, by } = importing
  const plans: CasePlan[] = []
  for (const one of batch) {
    const { version, values } = importing.rulesAt(one.submittedOn)
    const { answering, coUnitIds, number } = one
    const idHere = (named: CaseReference | undefined): string | null =>
      named ? (named.id ?? importing.idOf.get(named.number) ?? null) : null
    plans.push({
      of: one,
      congressId,
      importId: by.importId,
      at: app.clock.now(),
      id: importing.idOf.get(number) ?? '',
      parts: [...answering, ...coUnitIds].map(() => app.ids.uuid()),
      mergedIntoId: idHere(one.mergedInto),
      splitFromId: idHere(one.splitFrom),
      ruleVersion: version,
      newId: () => app.ids.uuid(),
      answerPeriod: values['suggestion.answer'],
    })
  }
  const rows = plans.map(rowsOfCase)
  const all = <Table extends keyof ImportedRows>(table: Table) => rows.flatMap((one) => [...one[table]])
  await insertImported(trx, {
    suggestion: all('suggestion'),
    assignment: all('assignment'),
    reply: all('reply'),
    evaluation_round: all('evaluation_round'),
    deadline_request: all('deadline_request'),
    commitment: all('commitment'),
  } as ImportedRows)
  await insertCosigns(trx, plans.flatMap(cosignsOf))
  const clocks: NewClock[] = []
  for (const [index, plan] of plans.entries()) clocks.push(...(await clocksOf(importing, plan, rows[index])))
  await startClocks(app, trx, clocks)
  const events: NewEvent[] = []
  for (const plan of plans) events.push(await settleImported(importing, plan))
  await recordEvents(app, trx, events)
}

/** The list says who co-signed, as of the day of the submission. */
const cosignsOf = ({ id, of }: CasePlan) =>
  of.cosignerIds.map((mandateId) => {
    const at = startOfShanghaiDay(of.submittedOn)
    return { caseKind: 'suggestion', caseId: id, mandateId, status: 'confirmed', at, answeredAt: at } as const
  })

/** Clocks from the true days; what has been done by then has stopped them, what was missed is not told again. */
async function clocksOf(
  { app, trx, rulesAt }: Importing,
  { id, of, ruleVersion, at }: CasePlan,
  rows: ReturnType<typeof rowsOfCase> | undefined,
): Promise<NewClock[]> {
  const { values } = rulesAt(of.submittedOn)
  const base = { caseId: id, ruleVersion, takenOverAt: app.clock.now() }
  if (of.state === 'accepted' || of.state === 'reviewing') {
    const terms = intakeTerms(values, of.session, startOfShanghaiDay(of.submittedOn))
    return [{ ...base, ...terms, subjectKind: 'suggestion', subjectId: id, ruleId: 'suggestion.intake' }]
  }
  if (!of.assignedOn) return []
  const lastAnswer = of.answering
    .flatMap(({ rounds }) => rounds.slice(0, 1).map(({ answer }) => answer.on))
    .toSorted()
    .at(-1)
  // a list does not tell whether the unit has spoken with the deputy: it is asked only where its days still run
  const assignedAt = startOfShanghaiDay(of.assignedOn)
  const mayContact = (await deadlineIf(trx, assignedAt, values['suggestion.firstContact'])) > at
  return (rows?.assignment ?? []).flatMap((part, index): NewClock[] => {
    const own = of.answering[index]
    const stoppedOn = (own ? own.rounds[0]?.answer.on : lastAnswer) || of.closedOn
    const stop = stoppedOn ? startOfShanghaiDay(stoppedOn) : undefined
    const stopped = stop ? { stoppedAt: stop > at ? at : stop } : {}
    const extension = rows?.deadline_request.find(({ assignment_id }) => assignment_id === part.id)
    const on = {
      ...base,
      subjectKind: 'assignment',
      subjectId: part.id,
      start: assignedAt,
      startReason: 'assigned' as const,
    }
    const answering: NewClock =
      part.part === 'co'
        ? {
            ...on,
            ...stopped,
            ruleId: 'suggestion.coOpinion',
            period: values['suggestion.coOpinion'],
            soonDays: [7, 3, 1],
          }
        : {
            ...on,
            ...stopped,
            ruleId: 'suggestion.answer',
            period: values['suggestion.answer'],
            extensions: extension
              ? [{ n: extension.n, at: extension.asked_at, reason: extension.reason, approvedBy: '' }]
              : [],
            soonDays: [30, 15, 7, 1],
          }
    const contact: NewClock[] =
      part.part !== 'co' && (part.status === 'assigned' || part.status === 'handling') && mayContact
        ? [{ ...on, ruleId: 'suggestion.firstContact', period: values['suggestion.firstContact'], soonDays: [7, 1] }]
        : []
    if (of.state === 'assigned') {
      return [
        answering,
        ...contact,
        { ...on, ruleId: 'suggestion.acknowledge', period: values['suggestion.acknowledge'] },
        { ...on, ruleId: 'suggestion.return', period: values['suggestion.return'], soonDays: [] },
      ]
    }
    const again = { ...on, ruleId: 'suggestion.answerAgain', period: values['suggestion.answerAgain'] }
    const later = own?.rounds.slice(1) ?? []
    const answeredAgain = later.map(({ answer }, index): NewClock => {
      const before = own?.rounds[index]
      const start = startOfShanghaiDay(before?.judged?.on ?? before?.answer.on ?? answer.on)
      return { ...again, start, startReason: 'evaluated', soonDays: [], stoppedAt: startOfShanghaiDay(answer.on) }
    })
    if (part.status !== 'rehandling') return [answering, ...contact, ...answeredAgain]
    const judged = own?.rounds.at(-1)?.judged
    // lists tell no day on which a case was taken up again
    const isReopened = of.state === 'reopened' || !judged
    const [start, startReason] = isReopened
      ? ([at, 'started'] as const)
      : ([startOfShanghaiDay(judged.on), 'evaluated'] as const)
    return [answering, ...answeredAgain, { ...again, start, startReason, soonDays: [15, 7, 1] }]
  })
}

async function settleImported({ app, trx, by, rulesAt }: Importing, { id, of }: CasePlan): Promise<NewEvent> {
  let kase = await loadCase(trx, id)
  const { values } = rulesAt(of.submittedOn)
  const now = app.clock.now()
  for (const part of kase.assignments.filter(({ status }) => status === 'replied')) {
    const answer = of.answering.find(({ unitId }) => unitId === part.unit_id)?.rounds.at(-1)?.answer
    if (!answer) continue
    const answered = startOfShanghaiDay(answer.on)
    // a window that passed elsewhere is opened once more, so that the deputy can judge the answer here
    const isOpen = (await deadlineIf(trx, answered, values['suggestion.evaluate'])) > now
    const opened = isOpen
      ? ({ at: answered, startReason: 'replied' } as const)
      : ({ at: now, startReason: 'imported' } as const)
    await openEvaluation(app, trx, kase, part, opened)
    kase = await loadCase(trx, id)
  }
  const beside = await findBeside(trx, id)
  await refreshParties(app, trx, { kase, ...beside })
  return {
    type: 'suggestion.imported',
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    actor: by.actor,
    to: statusOf(of.state),
    data: { importId: by.importId, file: by.fileSha256, number: of.number },
    note: by.fileName,
    after: imageOf(kase, await findImagedBeside(trx, id, beside.publication)),
  }
}
