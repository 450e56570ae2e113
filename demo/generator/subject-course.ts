import type { StoryState, SuggestionContent } from '../content/content.types.ts'
import { finalOpinions, reasons } from '../content/subjects/courses.ts'
import { addDays } from './days.ts'
import type { Random } from './random.ts'
import type { LaterWords } from './subject-words.ts'

export type Course = { state: StoryState; yearsAgo?: 1 }

type Facts = Partial<SuggestionContent>

const unhandled: readonly StoryState[] = [
  'draft',
  'cosigning',
  'submitted',
  'withdrawn',
  'returned_for_revision',
  'converted_to_letter',
  'merged',
  'split',
  'accepted',
  'assigned',
]
const open: readonly StoryState[] = [
  'return_requested',
  'handling',
  'overdue',
  'extension_requested',
  'extended',
  'paused',
]

// answers of the yearly session go out in spring, within three months also where it began early in January; the others
// come all through the year
const sessionAnswers = ['03-20', 28] as const
const yearAnswers = ['04-27', 170] as const
// what has to have come about since takes its time
const earlyAnswers = ['03-20', 70] as const
const lastYearAnswers = ['04-27', 190] as const

/** What was said and done of a suggestion on the course that it has taken. */
export function followCourse(random: Random, { state, yearsAgo }: Course, later: LaterWords): Facts {
  const pool = reasons[state] ?? []
  const reason = pool.length > 0 ? { reason: random.pick(pool) } : {}
  if (unhandled.includes(state)) return reason
  const { opinions, consultation } = later
  const handled: Facts = {
    ...reason,
    ...(opinions.length > 0 ? { opinions } : {}),
    ...(consultation === '' ? {} : { consultation }),
  }
  if (open.includes(state)) return handled
  return {
    ...handled,
    ...dayOfAnswer(random, { state, ...(yearsAgo ? { yearsAgo } : {}) }),
    ...answersOf(random, state, later),
  }
}

function dayOfAnswer(random: Random, { state, yearsAgo }: Course): Facts {
  const counted: readonly StoryState[] = ['awaiting_evaluation', 'rehandling', 're_replied', 'joint_review']
  if (counted.includes(state) || state === 'reply_drafting' || state === 'signed_off') return {}
  const needsTime: readonly StoryState[] = [
    'promise_kept',
    'promise_overdue',
    'closed_with_dissent',
    'evaluation_expired',
    'reopened',
  ]
  const [first, days] = random.chance(0.5)
    ? sessionAnswers
    : needsTime.includes(state) && !yearsAgo
      ? earlyAnswers
      : yearsAgo
        ? lastYearAnswers
        : yearAnswers
  // any year of 365 days: only month and day are kept
  return { answeredOn: addDays(`2025-${first}`, random.int(0, days)).slice(5) }
}

function answersOf(random: Random, state: StoryState, later: LaterWords): Facts {
  const { done, doneAgain, planned, doubts } = later
  const { outcome, ...open } = later.promise
  const content = {
    evaluation: { attitude: 'satisfied', result: random.chance(0.8) ? 'satisfied' : 'basically_satisfied' },
  } as const
  const found = { attitude: 'basically_satisfied', result: 'dissatisfied' } as const
  switch (state) {
    case 'tracking':
    case 'promise_overdue':
      return { answer: planned, promise: open, ...content }
    case 'promise_kept':
      return { answer: planned, promise: { ...open, ...(outcome === undefined ? {} : { outcome }) }, ...content }
    case 'signed_off':
    case 'reply_drafting':
      return { answer: planned, promise: open }
    case 'rehandling':
      return { answer: planned, promise: open, evaluation: { ...found, reason: doubts[0] } }
    case 're_replied':
      return { answer: planned, promise: open, evaluation: { ...found, reason: doubts[0] }, secondAnswer: doneAgain }
    case 'joint_review':
    case 'closed_with_dissent':
      return {
        answer: planned,
        promise: open,
        evaluation: { ...found, reason: doubts[0] },
        secondAnswer: doneAgain,
        secondEvaluation: { ...found, reason: doubts[1] },
        ...(state === 'closed_with_dissent' ? { finalOpinion: random.pick(finalOpinions) } : {}),
      }
    case 'awaiting_evaluation':
    case 'evaluation_expired':
      return { answer: done }
    default:
      return { answer: done, ...content }
  }
}
