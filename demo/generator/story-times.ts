import type { StoryState } from '../content/content.types.ts'
import type { DemoStory, District } from '../district.types.ts'
import { addDays, addWorkdays, sessionDay, workdaysBefore } from './days.ts'
import { type Random, seededRandom } from './random.ts'

/** The days on which a story turns. Those that have not come are undefined. */
export type StoryDays = {
  submittedOn: string
  assignedOn: string
  answeredOn: string
  evaluatedOn: string
  secondAnsweredOn: string
  secondEvaluatedOn: string
  concludedOn: string
  extendedOn: string
}

/** Answers until this day belong to suggestions of the yearly session, handed over a week after it. */
const sessionAnswersUntil = '04-24'

type Range = readonly [number, number]

// for stories that are still open: how many days ago they were handed over
const assignedAgo: Partial<Record<StoryState, Range>> = {
  assigned: [1, 2],
  return_requested: [7, 8],
  handling: [12, 66],
  overdue: [98, 112],
  extension_requested: [70, 80],
  extended: [95, 110],
  paused: [40, 70],
  reply_drafting: [45, 75],
  signed_off: [60, 80],
}

// and how many days ago they were answered for the first time
const answeredAgo: Partial<Record<StoryState, Range>> = {
  awaiting_evaluation: [4, 14],
  rehandling: [20, 26],
  re_replied: [36, 40],
  joint_review: [78, 84],
}

const submittedAgo: Partial<Record<StoryState, Range>> = {
  draft: [2, 4],
  cosigning: [2, 4],
  submitted: [1, 2],
  accepted: [5, 6],
  returned_for_revision: [8, 12],
  converted_to_letter: [40, 60],
  withdrawn: [50, 90],
  split: [3, 4],
}

/** Whether it came in at the yearly session of the district's congress and was handed over after it with the others. */
export const isOfSession = ({ congress, answeredOn }: DemoStory): boolean =>
  congress === undefined && answeredOn !== undefined && answeredOn <= sessionAnswersUntil

/** On which day the deputy began to write, and asked others. */
export const draftedOn = ({ submittedOn }: StoryDays): string => workdaysBefore(submittedOn, 4)

/** A suggestion that went into another stands on the days of that one. */
export function daysOfStory(story: DemoStory, { seed, stories, today, year }: District): StoryDays {
  const told = stories.find(({ key }) => key === story.mergedInto) ?? story
  const random = seededRandom(`${seed}/acts`).fork(told.key).fork(told.key).fork('days')
  return daysOf(told, today, year, random)
}

function daysOf(story: DemoStory, today: string, year: number, random: Random): StoryDays {
  const ago = (range: Range): string => addWorkdays(addDays(today, -random.int(...range) - 2), 0)
  const { state } = story
  const told = year - (story.yearsAgo ?? 0)
  const atSession = story.answeredOn !== undefined && story.answeredOn <= sessionAnswersUntil
  const answeredOn = story.answeredOn
    ? addWorkdays(`${told}-${story.answeredOn}`, 0)
    : ago(answeredAgo[state] ?? [30, 200])
  const handedOver = assignedAgo[state]
  const handedOverBy = handedOver ? ago(handedOver) : addDays(answeredOn, -random.int(58, 80))
  const received = submittedAgo[state]
  const inRecess = received
    ? addWorkdays(addDays(ago(received), story.yearsAgo ? -365 : 0), 0)
    : addWorkdays(addDays(handedOverBy, -7), 0)
  const submittedOn = atSession ? addWorkdays(addDays(sessionDay(told), 2), 0) : inRecess
  // the last day on which the deputies' office is still in time
  const assignedOn = addWorkdays(submittedOn, 5)
  const evaluatedOn = addWorkdays(answeredOn, state === 're_replied' ? 9 : random.int(4, 7))
  const secondAnsweredOn = state === 're_replied' ? ago([3, 7]) : addWorkdays(evaluatedOn, random.int(14, 18))
  const secondEvaluatedOn = addWorkdays(secondAnsweredOn, random.int(4, 8))
  return {
    submittedOn,
    assignedOn,
    answeredOn,
    evaluatedOn,
    secondAnsweredOn,
    secondEvaluatedOn,
    concludedOn: addWorkdays(secondEvaluatedOn, 15),
    extendedOn: addDays(assignedOn, 62),
  }
}
