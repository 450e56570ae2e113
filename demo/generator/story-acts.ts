import type { AnswerContent, PromiseContent, StoryState } from '../content/content.types.ts'
import type { DemoOrgan, DemoStory, District } from '../district.types.ts'
import { addDays, addWorkdays, workdaysBefore } from './days.ts'
import { firstContacts } from './first-contacts.ts'
import { type Random, seededRandom } from './random.ts'
import type { Act, ActCommitment, Part, TimedAct } from './story-acts.types.ts'
import { daysOfStory, draftedOn, isOfSession, type StoryDays } from './story-times.ts'
import { timesOfDay } from './times-of-day.ts'

type Telling = {
  story: DemoStory
  days: StoryDays
  district: District
  organs: ReadonlyMap<string, DemoOrgan>
  random: Random
  /** Adds an act on a day; acts of one day keep the order in which they were added. */
  tell(day: string, act: Act): void
}

const undecided: readonly StoryState[] = ['draft', 'cosigning', 'submitted', 'withdrawn']
const notAccepted: readonly StoryState[] = ['returned_for_revision', 'converted_to_letter', 'merged', 'split']
const unanswered: readonly StoryState[] = [
  'accepted',
  'assigned',
  'return_requested',
  'handling',
  'overdue',
  'extension_requested',
  'extended',
  'paused',
  'reply_drafting',
  'signed_off',
]
const published: readonly StoryState[] = [
  'closed',
  'tracking',
  'promise_kept',
  'promise_overdue',
  'closed_with_dissent',
  'evaluation_expired',
]

/** Everything that was ever done in the stories. */
export function tellStoryActs(district: District): TimedAct[] {
  const random = seededRandom(`${district.seed}/acts`)
  const organs = new Map(district.organs.map((organ) => [organ.key, organ]))
  return district.stories.flatMap((story) => actsOf(story, district, organs, random))
}

function actsOf(
  story: DemoStory,
  district: District,
  organs: ReadonlyMap<string, DemoOrgan>,
  ofAll: Random,
): TimedAct[] {
  const random = ofAll.fork(story.key)
  const own = daysOfStory(story, district)
  const acts: TimedAct[] = []
  const timeOn = timesOfDay(random)
  const tell = (day: string, act: Act): void => {
    acts.push({ at: timeOn(day), story: story.key, ...act })
  }
  const telling: Telling = { story, days: own, district, organs, random, tell }
  tellIntake(telling)
  if (undecided.includes(story.state) || notAccepted.includes(story.state)) return acts
  tellAssignment(telling)
  if (unanswered.includes(story.state)) return acts
  tellAnswers(telling)
  tellPublication(telling, acts)
  return acts
}

/** Of many who are asked the fifth says no. */
const signsAlong = ({ cosignerKeys }: DemoStory, mandate: string): boolean => cosignerKeys.indexOf(mandate) < 4

function tellIntake(telling: Telling): void {
  const { story, days, tell, district } = telling
  const { submittedOn } = days
  const wasMotion = district.motions.some(({ end }) => 'story' in end && end.story === story.key)
  if (!wasMotion && !tellDrafting(telling)) return
  if (!wasMotion) tell(submittedOn, { do: 'submit' })
  if (story.state === 'submitted') return
  tellReview(telling)
}

/** Whether it came so far that it could be submitted. */
function tellDrafting({ story, days, tell }: Telling): boolean {
  const invitedOn = draftedOn(days)
  tell(invitedOn, { do: 'draft' })
  if (story.state === 'draft') return false
  if (story.cosignerKeys.length > 0) tell(invitedOn, { do: 'invite', mandates: story.cosignerKeys })
  // while signatures are still being asked for, the first has not answered
  for (const mandate of story.state === 'cosigning' ? story.cosignerKeys.slice(1) : story.cosignerKeys) {
    tell(addWorkdays(invitedOn, 1), { do: 'cosign', mandate, agree: signsAlong(story, mandate) })
  }
  return story.state !== 'cosigning'
}

function tellReview({ story, days: { submittedOn }, tell }: Telling): void {
  const registeredOn = addWorkdays(submittedOn, 1)
  tell(registeredOn, { do: 'register' })
  const reason = story.reason ?? ''
  const reviewedOn = addWorkdays(submittedOn, 2)
  if (story.state === 'withdrawn') tell(addWorkdays(submittedOn, 8), { do: 'withdraw', reason })
  else if (story.state === 'merged') {
    tell(addWorkdays(submittedOn, 3), { do: 'review', decision: 'merge', reason, into: story.mergedInto ?? '' })
  } else if (story.state === 'returned_for_revision') tell(reviewedOn, { do: 'review', decision: 'sendBack', reason })
  else if (story.state === 'converted_to_letter') tell(reviewedOn, { do: 'review', decision: 'convert', reason })
  else if (story.state === 'split') {
    tell(reviewedOn, { do: 'split', reason: '所提为两件事，按一事一议分为两件办理。' })
  } else tell(reviewedOn, { do: 'review', decision: 'accept', reason: '' })
}

/** Which units, and as what, a story is handed to. */
const partsOf = (story: DemoStory, lead: string): { unit: string; part: Part }[] => {
  const separate = (story.separate ?? []).map(({ unit }) => ({ unit, part: 'separate' as const }))
  const co = (story.co ?? []).filter((unit) => unit !== lead).map((unit) => ({ unit, part: 'co' as const }))
  return separate.length > 0 ? [{ unit: lead, part: 'separate' }, ...separate] : [{ unit: lead, part: 'lead' }, ...co]
}

function tellAssignment(telling: Telling): void {
  const { story, days, random, tell } = telling
  if (story.state === 'accepted') return
  const first = story.reassignedFrom
  const assignedOn = first ? addWorkdays(days.assignedOn, 8) : days.assignedOn
  if (first) {
    handOver(telling, addWorkdays(days.submittedOn, 4), days.assignedOn, first.unit, isOfSession(story))
    tell(addWorkdays(days.assignedOn, 2), { do: 'askReturn', unit: first.unit, reason: first.reason })
    tell(addWorkdays(days.assignedOn, 3), { do: 'allowReturn', unit: first.unit, reason: '情况属实，同意改办。' })
  }
  const plannedOn = first ? addWorkdays(days.assignedOn, 5) : addWorkdays(days.submittedOn, 4)
  handOver(telling, plannedOn, assignedOn, story.lead, isOfSession(story) && !first)
  if (story.state === 'assigned') return
  for (const { unit, part } of partsOf(story, story.lead)) {
    tell(addWorkdays(assignedOn, part === 'co' ? random.int(1, 4) : random.int(1, 2)), { do: 'acknowledge', unit })
  }
  if (story.state === 'return_requested') {
    tell(addWorkdays(assignedOn, 3), { do: 'askReturn', unit: story.lead, reason: story.reason ?? '' })
    return
  }
  for (const talk of firstContacts(story, assignedOn, random)) {
    tell(talk.heldOn, { do: 'consult', means: 'phone', ...talk })
    tell(addWorkdays(talk.heldOn, 1), { do: 'confirmConsultation' })
  }
  tellHandling(telling)
}

/** What came in at the session is handed over at a meeting, together (`meeting-acts.ts`). */
function handOver({ story, tell }: Telling, plannedOn: string, day: string, lead: string, atMeeting: boolean): void {
  tell(plannedOn, { do: 'plan', units: partsOf(story, lead) })
  if (!atMeeting) tell(day, { do: 'assign' })
}

function tellHandling({ story, days, random, tell }: Telling): void {
  const { assignedOn, extendedOn } = days
  if (story.consultation) {
    // who asks for more time goes and explains it
    const heldOn = addWorkdays(story.state === 'extended' ? extendedOn : assignedOn, random.int(8, 16))
    tell(heldOn, { do: 'consult', unit: story.lead, means: 'meeting', heldOn, summary: story.consultation })
    tell(addWorkdays(heldOn, 1), { do: 'confirmConsultation' })
  }
  for (const { unit, text } of story.opinions ?? []) {
    tell(addWorkdays(assignedOn, random.int(8, 18)), { do: 'giveOpinion', unit, text })
  }
  const { state, lead: unit, reason = '' } = story
  if (state === 'extended' || state === 'extension_requested') {
    tell(extendedOn, { do: 'askExtension', unit, months: 3, reason })
    if (state === 'extended') tell(addWorkdays(extendedOn, 2), { do: 'grantDeadline', reason: '情况属实，同意延期。' })
  }
  if (state === 'paused') {
    const askedOn = addWorkdays(assignedOn, 12)
    tell(askedOn, { do: 'askPause', unit, reason })
    tell(addWorkdays(askedOn, 2), { do: 'grantDeadline', reason: '等待期间同意停表，条件具备后即恢复计时。' })
  }
  if (story.state === 'reply_drafting' || story.state === 'signed_off') tellOpenReply(story, days, tell)
}

/** Units that are at their desk: a draft, or a signed answer that has not gone out. */
function tellOpenReply(story: DemoStory, { assignedOn }: StoryDays, tell: Telling['tell']): void {
  const { answer, lead: unit } = story
  const draftedOn = addWorkdays(addDays(assignedOn, 36), 0)
  const body =
    answer?.text ?? `关于${story.title.replace(/^关于|的建议$/gu, '')}，我单位已形成初步意见，正在核实有关数据。`
  const promise = answer && story.promise
  const commitments = promise
    ? [{ content: promise.what, owner: '分管负责人', dueOn: addDays(draftedOn, promise.dueInDays + 60) }]
    : []
  tell(draftedOn, { do: 'draftReply', unit, class: answer?.class ?? 'D', body, commitments })
  if (story.state === 'signed_off') tell(addWorkdays(draftedOn, 2), { do: 'signReply', unit })
}

const sponsorNameOf = ({ sponsorKey }: DemoStory, { mandates, people }: District): string => {
  const personKey = mandates.find(({ key }) => key === sponsorKey)?.personKey
  return people.find(({ key }) => key === personKey)?.name ?? ''
}

/** Official answers open and close in a set form; what is between is the unit's own. */
const asLetter = (story: DemoStory, sponsorName: string, text: string, again: boolean): string =>
  [
    `${sponsorName}代表：`,
    `您提出的《${story.title}》收悉。${again ? '根据您的评价意见，我们重新作了研究，现答复如下：' : '经研究，现答复如下：'}`,
    text,
    '感谢您对我们工作的关心和支持，欢迎继续监督。',
  ].join('\n')

function tellAnswers(telling: Telling): void {
  const { story, days, tell } = telling
  if (!story.answer) return
  tellAnswer(telling, story.lead, story.answer, days.answeredOn, story.promise, false)
  for (const { unit, answer } of story.separate ?? [])
    tellAnswer(telling, unit, answer, days.answeredOn, undefined, false)
  if (story.state === 'awaiting_evaluation' || story.state === 'evaluation_expired' || !story.evaluation) return
  for (const unit of [story.lead, ...(story.separate ?? []).map((one) => one.unit)]) {
    const { attitude, result, reason = '' } = story.evaluation
    tell(days.evaluatedOn, { do: 'evaluate', unit, attitude, result, reason })
  }
  if (story.state === 'reopened') {
    const reopenedOn = addWorkdays(addDays(telling.district.today, -16), 0)
    tell(reopenedOn, { do: 'reopen', reason: '代表回访发现问题反复，经代表工委研究重新办理。' })
  }
  if (story.promise?.outcome) {
    const keptOn = story.secondAnswer ? days.secondAnsweredOn : addDays(days.answeredOn, story.promise.dueInDays - 4)
    tell(addWorkdays(keptOn, 0), { do: 'keepPromise', evidence: story.promise.outcome })
    tell(addWorkdays(keptOn, 2), { do: 'confirmPromise' })
  }
  if (!story.secondAnswer) return
  tellAnswer(telling, story.lead, story.secondAnswer, days.secondAnsweredOn, story.secondPromise, true)
  if (!story.secondEvaluation) return
  const { attitude, result, reason = '' } = story.secondEvaluation
  tell(days.secondEvaluatedOn, { do: 'evaluate', unit: story.lead, attitude, result, reason })
  if (story.finalOpinion) tell(days.concludedOn, { do: 'concludeReview', opinion: story.finalOpinion })
}

function tellAnswer(
  { story, district, organs, random, tell }: Telling,
  unit: string,
  answer: AnswerContent,
  sentOn: string,
  promise: PromiseContent | undefined,
  again: boolean,
): void {
  const draftedOn = workdaysBefore(sentOn, 4)
  const commitments = promise ? [commitmentOf(story, promise, sentOn, district.today, organs.get(unit))] : []
  tell(draftedOn, {
    do: 'draftReply',
    unit,
    class: answer.class,
    body: asLetter(story, sponsorNameOf(story, district), answer.text, again),
    commitments,
  })
  tell(workdaysBefore(sentOn, 2), { do: 'signReply', unit })
  tell(sentOn, { do: 'sendReply', unit })
  for (const mandate of [story.sponsorKey, ...story.cosignerKeys.filter((key) => signsAlong(story, key))]) {
    if (random.chance(mandate === story.sponsorKey ? (story.yearsAgo ? 0.6 : 0.95) : 0.3))
      tell(addWorkdays(sentOn, 1), { do: 'readReply', mandate })
  }
}

/** What is still being followed falls due after the demo's day, what is told as late before it. */
function commitmentOf(
  { state, yearsAgo }: DemoStory,
  { what, dueInDays }: PromiseContent,
  answeredOn: string,
  today: string,
  unit: DemoOrgan | undefined,
): ActCommitment {
  const due = addDays(answeredOn, dueInDays)
  const follows = state === 'tracking' || state === 'awaiting_evaluation' || state === 'rehandling'
  const dueOn =
    follows && due <= addDays(today, 7)
      ? addDays(today, 20 + (dueInDays % 70))
      : state === 'promise_overdue' && yearsAgo
        ? addDays(today, -18 - (dueInDays % 50))
        : due
  return { content: what, owner: `${unit?.shortName ?? ''}分管负责人`, dueOn }
}

/** Most are published, after the deputy, the unit and a second person of the office have agreed. */
function tellPublication({ story, random, tell }: Telling, told: readonly TimedAct[]): void {
  const last = told
    .map(({ at }) => at.slice(0, 10))
    .toSorted()
    .at(-1)
  if (story.confidential || !published.includes(story.state) || !last) return
  if (!random.chance(story.yearsAgo ? 0.25 : 0.6)) return
  const preparedOn = addWorkdays(last, 2)
  tell(preparedOn, { do: 'preparePublication' })
  tell(preparedOn, { do: 'redactPublication' })
  tell(addWorkdays(preparedOn, 1), { do: 'agreePublication' })
  for (const unit of [story.lead, ...(story.separate ?? []).map((one) => one.unit)])
    tell(addWorkdays(preparedOn, 2), { do: 'checkPublication', unit })
  tell(addWorkdays(preparedOn, 3), { do: 'releasePublication' })
}
