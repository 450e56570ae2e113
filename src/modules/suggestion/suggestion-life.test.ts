import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssignmentState,
  assignmentProcess,
  type Grade,
  grades,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'
import {
  type AnsweringPart,
  answerRoundsMax,
  nextStep,
  ordersAnswerAgain,
  othersAnswer,
  returnsBefore,
  returnsMax,
  reviewedByGovernment,
} from './suggestion-course.ts'
import { deadlineRequestProcess } from './suggestion-deadlines.ts'
import { type PartyFacts, partiesOf } from './suggestion-parties.ts'
import { type CommitmentState, commitmentProcess, isOwed, isSettled, stepByPromises } from './suggestion-promises.ts'

type Part = {
  kind: 'lead' | 'co' | 'separate'
  state: AssignmentState
  round: number
  last: AnsweringPart['lastResult']
  /** The part that it took over, and whether its unit asked to give it back. */
  replaces?: number
  isReturned?: true
}
type Life = { state: SuggestionState; parts: Part[]; promises: CommitmentState[] }
/** One thing that somebody may do, or that a passing day brings about. `away` leads back, so that it may be left out. */
type Move = { name: string; does: (life: Life) => void; away?: true }

const fresh = (kinds: Part['kind'][]): Life => ({
  state: 'assigned',
  parts: kinds.map((kind) => ({ kind, state: 'assigned', round: 1, last: null })),
  promises: [],
})
const idOf = (index: number) => String(index).padStart(3, '0')
const rowsOf = ({ parts }: Life) =>
  parts.map(({ kind, state, replaces, isReturned }, index) => ({
    id: idOf(index),
    part: kind,
    status: state,
    replaces_id: replaces === undefined ? null : idOf(replaces),
    return_reason: isReturned ? '不属于本单位职责。' : null,
  }))
const isLive = ({ state }: Part) => state !== 'reassigned' && state !== 'cancelled'
const answering = ({ parts }: Life) => parts.filter((part) => part.kind !== 'co' && isLive(part))

/** What the services do after every act, on a life without a database. */
function goOn(life: Life): void {
  const open = life.promises.filter((state) => !isSettled(state)).length
  const parts = answering(life).map(({ state, last }) => ({ state, lastResult: last }))
  const step = nextStep(life.state, parts, open)
  if (step !== null) {
    life.state = suggestionProcess.next(life.state, step)
    goOn(life)
    return
  }
  const promised = stepByPromises(
    life.state,
    life.promises.map((status) => ({ status })),
  )
  if (promised !== null) life.state = suggestionProcess.next(life.state, promised)
}

function movesOf(life: Life): Move[] {
  if (suggestionProcess.isFinal(life.state)) return []
  const moves: Move[] = []
  if (life.state === 'accepted') {
    moves.push({
      name: 'plan and hand over',
      does: (one) => {
        one.state = 'assigned'
        one.parts = [...one.parts, { kind: 'lead', state: 'assigned', round: 1, last: null }]
      },
    })
  }
  if (life.state === 'joint_review') {
    moves.push({
      name: 'conclude',
      does: (one) => {
        one.state = suggestionProcess.next(one.state, 'concludeWithDissent')
      },
    })
  }
  const ofParts = life.parts.flatMap((part, index) => partMoves(life, part, index))
  return [...moves, ...ofParts, ...life.promises.flatMap(promiseMoves)]
}

function partMoves(life: Life, part: Part, index: number): Move[] {
  const at = (one: Life) => one.parts[index] as Part
  const to = (action: Parameters<typeof assignmentProcess.next>[1]) => (one: Life) => {
    at(one).state = assignmentProcess.next(at(one).state, action)
    if (action === 'acknowledge' && suggestionProcess.allows(one.state, 'handle')) one.state = 'handling'
    if (action === 'denyReturn' && suggestionProcess.allows(one.state, 'handle')) one.state = 'handling'
  }
  const moves: Move[] = []
  const offer = (name: Parameters<typeof assignmentProcess.next>[1], away?: true) => {
    if (assignmentProcess.allows(part.state, name)) moves.push({ name, does: to(name), ...(away && { away }) })
  }
  offer('acknowledge')
  const rows = rowsOf(life)
  const row = rows[index] as (typeof rows)[number]
  const before = returnsBefore({ assignments: rows }, row)
  if (part.state === 'assigned' && before < returnsMax) {
    moves.push({
      name: 'requestReturn',
      away: true,
      does: (one) => {
        to('requestReturn')(one)
        at(one).isReturned = true
      },
    })
  }
  offer('denyReturn')
  if (part.state === 'return_requested') {
    moves.push({
      name: 'another unit',
      away: true,
      does: (one) => {
        to('approveReturn')(one)
        one.parts.push({ kind: part.kind, state: 'assigned', round: 1, last: null, replaces: index })
      },
    })
    if (before === 0 && !othersAnswer(rows, row))
      moves.push({ name: 'back to the plan', away: true, does: (one) => giveUp(one, index) })
  }
  if (part.kind === 'co') {
    offer('giveCoOpinion')
    return moves
  }
  if (part.state !== 'reply_drafting') offer('draft', part.state === 'signed_off' ? true : undefined)
  offer('signOff')
  offer('reviewByGovernment', true)
  offer('clear')
  offer('sendBack', true)
  if (part.state === 'signed_off') {
    moves.push({
      name: 'send',
      does: (one) => {
        to('send')(one)
        at(one).last = 'open'
        if (one.promises.length < 3) one.promises.push('open')
      },
    })
  }
  if (part.last === 'open') {
    for (const result of [...grades, 'expired'] as const) {
      moves.push({ name: `judge ${result}`, does: (one) => judge(one, index, result) })
    }
  }
  return moves
}

function giveUp(life: Life, index: number): void {
  const part = life.parts[index] as Part
  part.state = assignmentProcess.next(part.state, 'approveReturn')
  if (part.kind === 'co') return
  for (const other of life.parts) {
    if (assignmentProcess.allows(other.state, 'cancel')) other.state = 'cancelled'
  }
  life.state = suggestionProcess.next(life.state, 'planAgain')
}

function judge(life: Life, index: number, result: Grade | 'expired'): void {
  const part = life.parts[index] as Part
  part.last = result
  if (result === 'expired') return
  if (ordersAnswerAgain({ result }, part.round)) {
    part.state = assignmentProcess.next(part.state, 'handleAgain')
    part.round += 1
    part.last = null
  } else part.state = assignmentProcess.next(part.state, 'finish')
}

const promiseMoves = (state: CommitmentState, index: number): Move[] =>
  commitmentProcess.allowed(state).map((action) => ({
    name: action,
    ...(action === 'refuse' || action === 'refuseLate' || action === 'reschedule' ? { away: true as const } : {}),
    does: (one: Life) => {
      one.promises[index] = commitmentProcess.next(one.promises[index] as CommitmentState, action)
    },
  }))

const factsOf = ({ state, parts, promises }: Life): PartyFacts => ({
  wasSubmitted: true,
  caseId: 'case',
  state,
  level: 3,
  lead: { mandateId: 'lead', laterMandateId: null, canAct: true },
  cosigners: [],
  registrarId: 'office',
  secretariatId: null,
  isInSession: false,
  distributorId: 'government',
  assignments: parts.map((part, index) => ({
    id: `part${index}`,
    unitId: `unit${index}`,
    part: part.kind,
    state: part.state,
    openCommitments: promises.filter(isOwed).length,
    promiseDue: null,
  })),
  openEvaluations: parts.flatMap(({ last }, index) =>
    last === 'open' ? [{ id: `round${index}`, assignmentId: `part${index}`, evaluator: 'lead' as const }] : [],
  ),
  unconfirmedConsultations: [],
  confirmers: promises.includes('fulfilled') ? ['lead'] : [],
  committees: [],
  latePromises: false,
  followers: [],
  deadlinesAsked: [],
  publication: null,
  paper: null,
  due: () => null,
})

const start = fc.constantFrom<Part['kind'][]>(['lead'], ['lead', 'co'], ['lead', 'co', 'co'], ['separate', 'separate'])
const choices = fc.array(fc.nat(10_000), { maxLength: 120 })

function live(kinds: Part['kind'][], picks: number[], look: (life: Life) => void): Life {
  const life = fresh(kinds)
  for (const pick of picks) {
    look(life)
    const moves = movesOf(life)
    const move = moves[pick % moves.length]
    if (!move) break
    move.does(life)
    goOn(life)
  }
  look(life)
  return life
}

describe('whatever is done with a case that was handed over', () => {
  test('until its end there is always somebody for whom something waits', () => {
    fc.assert(
      fc.property(start, choices, (kinds, picks) => {
        live(kinds, picks, (life) => {
          if (suggestionProcess.isFinal(life.state)) return
          const todos = partiesOf(factsOf(life)).flatMap(({ todo }) => todo ?? [])
          expect([life.state, movesOf(life).length > 0, todos.length > 0]).toEqual([life.state, true, true])
        })
      }),
      { numRuns: 400 },
    )
  })

  test('no unit answers a third time, and no part of a case is given back a third time', () => {
    fc.assert(
      fc.property(start, choices, (kinds, picks) => {
        live(kinds, picks, ({ parts }) => {
          expect(Math.max(...parts.map(({ round }) => round))).toBeLessThanOrEqual(answerRoundsMax)
          const returned = parts.filter(({ isReturned }) => isReturned)
          expect(returned.length).toBeLessThanOrEqual(returnsMax * kinds.length)
        })
      }),
      { numRuns: 400 },
    )
  })

  test('from wherever it got it comes to an end when everybody does what waits for them', () => {
    fc.assert(
      fc.property(
        start,
        choices,
        fc.array(fc.nat(10_000), { minLength: 120, maxLength: 120 }),
        (kinds, picks, rest) => {
          const life = live(kinds, picks, () => {})
          for (const pick of rest) {
            const moves = movesOf(life).filter(({ away }) => !away)
            const move = moves[pick % moves.length]
            if (!move) break
            move.does(life)
            goOn(life)
          }
          expect(suggestionProcess.isFinal(life.state)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a case is closed only when every answer was judged and every promise is settled', () => {
    fc.assert(
      fc.property(start, choices, (kinds, picks) => {
        const life = live(kinds, picks, () => {})
        if (life.state !== 'closed') return
        expect(life.promises.every(isSettled)).toBe(true)
        expect(answering(life).every(({ last }) => last !== 'open' && last !== null && last !== 'dissatisfied')).toBe(
          true,
        )
      }),
      { numRuns: 400 },
    )
  })
})

describe('what is asked of a deadline', () => {
  test('is decided once, and a pause that was granted ends', () => {
    expect(deadlineRequestProcess.allowed('asked')).toEqual(['grant', 'deny', 'lapse'])
    expect(deadlineRequestProcess.allowed('granted')).toEqual(['end'])
    expect(() => deadlineRequestProcess.next('denied', 'grant')).toThrow('suggestion.not_now')
  })
})

describe('promises', () => {
  test('one that is late puts its case under oversight; put off, it is followed again', () => {
    expect(stepByPromises('tracking', [{ status: 'open' }, { status: 'overdue' }])).toBe('overdue')
    expect(stepByPromises('oversight', [{ status: 'rescheduled' }])).toBe('followAgain')
    expect(stepByPromises('tracking', [{ status: 'open' }])).toBeNull()
  })

  test('all kept closes the case; one explained closes it by the explanation', () => {
    expect(stepByPromises('oversight', [{ status: 'confirmed' }])).toBe('fulfil')
    expect(stepByPromises('tracking', [{ status: 'confirmed' }, { status: 'unfulfillable' }])).toBe('explain')
    expect(stepByPromises('closed', [{ status: 'overdue' }])).toBeNull()
  })
})

test('only answers of the government’s own units are reviewed by its office', () => {
  expect(reviewedByGovernment('on', 'government')).toBe(true)
  expect(reviewedByGovernment('on', 'court')).toBe(false)
  expect(reviewedByGovernment('off', 'government')).toBe(false)
})
