import { demand, type RowDraft, readCell, refuse } from '#modules/roster/index.ts'
import { type ListedExtension, readExtension } from './import-extensions.service.ts'
import { type ListedPromise, readPromises } from './import-promises.service.ts'
import { answersAgain } from './import-rounds.ts'
import { type CaseSoFar, dayAfter, has } from './import-rows.service.ts'
import {
  answerCells,
  cellsOfState,
  classOfWord,
  extensionCells,
  gradeOfWord,
  isUnitByUnit,
  moreCells,
  namedUnits,
  promiseCells,
  roundOfWord,
} from './import-values.ts'
import type { Grade, ReplyClass } from './suggestion.ts'

type ListedAnswer = { on: string; class: ReplyClass; body: string }
type ListedJudgement = { on: string; attitude: Grade; result: Grade; opinion: string | null }
/** One answer of a unit, and how it was judged; the first one is of round 1. */
export type ListedRound = { round: number; answer: ListedAnswer; judged: ListedJudgement | undefined }

/** What a list tells of one unit that answers. */
export type AnsweringUnit = {
  unitId: string
  /** In their order; none as long as the unit has not answered. */
  rounds: readonly ListedRound[]
  extension: ListedExtension | undefined
  promises: ListedPromise[]
}

/**
 * The answers of a case from its first row and those that go on with it: a unit's own rows stand for the unit, the
 * first row for every unit without one, and each promise has a row to itself.
 */
export function readAnswering(so: CaseSoFar, head: RowDraft, more: readonly RowDraft[]): AnsweringUnit[] {
  const unitOf = new Map(more.map((draft) => [draft, readMoreUnit(so, draft)]))
  const own = (unitId: string, tells: (draft: RowDraft) => boolean): RowDraft[] =>
    more.filter((draft) => unitOf.get(draft) === unitId && tells(draft))
  const sources = so.answeringUnitIds.map((unitId) => {
    const answers = own(unitId, tellsAnswer)
    const [extended = head, twice] = own(unitId, (draft) => has(draft, extensionCells))
    if (twice) refuse(twice, 'more_row_unit')
    return { unitId, extended, told: so.isSeparate && answers.length > 0 ? answers : [head, ...answers] }
  })
  // each row is read once, whoever it stands for; the first one also where every unit has a row of its own
  const ofHead = sources.find(({ told }) => told.includes(head))
  const isHeadRead = ofHead !== undefined || has(head, answerCells) || sources.length === 0
  const roundsOfHead = isHeadRead ? readRounds(so, ofHead?.told ?? [head], head) : []
  const extensions = new Map([head, ...more].map((draft) => [draft, readExtension(so, draft)]))
  const promises = readPromises(so, head, unitOf)
  const units = sources.map(({ unitId, told, extended }) => ({
    unitId,
    rounds: told.includes(head) ? roundsOfHead : readRounds(so, told, head),
    extension: extensions.get(extended),
    promises: promises.filter((one) => one.unitId === unitId).map(({ promise }) => promise),
  }))
  for (const { draft, unitId, promise } of promises) {
    const { rounds = [] } = units.find((unit) => unit.unitId === unitId) ?? {}
    // the first row's own has been refused with the state
    if (draft !== head && unitId && rounds.length === 0) refuse(draft, 'not_in_state', { field: 'promise' })
    else if (promise.round && !rounds.some(({ round }) => round === promise.round))
      refuse(draft, 'not_in_state', { field: 'answerRound' })
  }
  checkTogether(so, head, units)
  return units
}

/** Beside a promise, a number alone says with which answer it was given. */
const tellsAnswer = (draft: RowDraft): boolean =>
  has(draft, has(draft, promiseCells) ? answerCells.filter((cell) => cell !== 'answerRound') : answerCells)

/** The unit that a continuing row is about; in a case that one unit leads, that one. */
function readMoreUnit(so: CaseSoFar, draft: RowDraft): string | undefined {
  const { cells } = draft.row
  for (const field of Object.keys(cells)) {
    if (!moreCells.includes(field)) refuse(draft, 'case_cell_in_more_row', { field })
  }
  const isAnswer = tellsAnswer(draft) || has(draft, extensionCells)
  if (!isAnswer && !has(draft, promiseCells)) refuse(draft, 'missing', { field: 'promise' })
  if (!so.isSeparate) {
    const isEarlier = cells.answerRound !== undefined
    const isOther = (isAnswer && !isEarlier) || cells.separateUnits !== undefined
    return isOther ? refuse(draft, 'more_row_unit') : so.answeringUnitIds[0]
  }
  const names = namedUnits(cells.separateUnits ?? '')
  const unitId = so.unitIdOf(names[0] ?? '')
  const isOne = names.length === 1 && unitId !== undefined && so.answeringUnitIds.includes(unitId)
  return isOne ? unitId : refuse(draft, 'more_row_unit')
}

/** A unit's answers in their order: the row that tells no number is of the last one. */
function readRounds(so: CaseSoFar, told: readonly RowDraft[], head: RowDraft): ListedRound[] {
  const last = 10
  const inOrder = told
    .flatMap((draft) => {
      const at = readCell(draft, 'answerRound', roundOfWord)
      // a number that can't be read says nothing of the row's place
      return at === undefined && draft.row.cells.answerRound ? [] : [{ draft, at: at ?? last }]
    })
    .toSorted((one, other) => one.at - other.at)
  const rounds: ListedRound[] = []
  let after = so.assignedOn ?? so.submittedOn
  for (const [index, { draft, at }] of inOrder.entries()) {
    const isTwin = inOrder[index - 1]?.at === at
    if (isTwin && draft !== head) refuse(draft, 'more_row_unit')
    const round = at === last ? (rounds.at(-1)?.round ?? 0) + 1 : at
    const read = readRound(so, draft, { round, after, isHead: draft === head, isLast: index === inOrder.length - 1 })
    if (!read) continue
    rounds.push(read)
    after = read.judged?.on ?? read.answer.on
  }
  return rounds
}

type Where = { round: number; after: string; isHead: boolean; isLast: boolean }

function readRound(so: CaseSoFar, draft: RowDraft, where: Where): ListedRound | undefined {
  const { needs, not } = cellsOfState[so.state]
  const isOne = so.answeringUnitIds.length < 2
  const isOfAnswer = (field: string) => (answerCells as readonly string[]).includes(field)
  // of several units that answer, one may have been found wanting, and the others not
  const asked = isOne
    ? needs.filter(isOfAnswer)
    : needs.filter((field) => isOfAnswer(field) && !verdict.includes(field))
  demand(draft, ...(where.isLast ? asked : ['answeredOn', 'replyClass']))
  if (!where.isHead && where.isLast && !isUnitByUnit(so.state)) {
    for (const field of not) if (draft.row.cells[field] !== undefined) refuse(draft, 'not_in_state', { field })
  }
  const answeredOn = dayAfter(so, draft, 'answeredOn', where.after)
  const evaluatedOn = dayAfter(so, draft, 'evaluatedOn', answeredOn ?? where.after)
  const replyClass = readCell(draft, 'replyClass', classOfWord)
  const judged = readJudgement(draft, evaluatedOn ?? answeredOn)
  if (!answeredOn || !replyClass) return undefined
  return {
    round: where.round,
    answer: { on: answeredOn, class: replyClass, body: draft.row.cells.answer ?? '' },
    judged,
  }
}
const verdict: readonly string[] = ['result', 'evaluatedOn', 'opinion']

function readJudgement(draft: RowDraft, on: string | undefined): ListedJudgement | undefined {
  const result = readCell(draft, 'result', gradeOfWord)
  const attitude = readCell(draft, 'attitude', gradeOfWord) ?? result
  const opinion = draft.row.cells.opinion ?? null
  if (!result || !attitude || !on) return undefined
  if (result === 'dissatisfied' && opinion === null) return refuse(draft, 'missing', { field: 'opinion' })
  return { on, attitude, result, opinion }
}

/** A case is as good as its worst part: what its units say has to be what its state says. */
function checkTogether({ state }: CaseSoFar, head: RowDraft, units: readonly AnsweringUnit[]): void {
  if (head.refusals.length > 0 || units.length === 0) return
  const last = units.map(({ rounds }) => rounds.at(-1))
  const isWanting = last.some((one) => one?.judged?.result === 'dissatisfied')
  if (state === 'handling' && last.every((one) => one !== undefined)) refuse(head, 'none_unanswered')
  if (state === 'awaiting_evaluation') {
    if (last.every((one) => one?.judged)) refuse(head, 'none_unjudged')
    if (units.some(({ rounds }) => answersAgain(rounds))) refuse(head, 'wanting_answers_again')
  }
  const isFoundWanting = state === 'rehandling' || state === 'joint_review' || state === 'closed_with_dissent'
  if (isFoundWanting && !isWanting && !(state === 'closed_with_dissent' && units.length === 1))
    refuse(head, 'none_wanting')
}
