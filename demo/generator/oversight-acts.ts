import type { OversightContent } from '../content/congress/congress.types.ts'
import type { DemoStory, District } from '../district.types.ts'
import type { LeadSide, OversightAct, TimedCongressAct } from './congress-acts.types.ts'
import { addDays, addWorkdays, onWorkday, workdaysBefore } from './days.ts'
import { seededRandom } from './random.ts'
import { daysOfStory } from './story-times.ts'
import { timesOfDay } from './times-of-day.ts'

type Step = OversightAct extends infer Each
  ? Each extends { oversight: string }
    ? Omit<Each, 'oversight'>
    : never
  : never
type Tell = (day: string, act: Step) => void

export function tellOversights(district: District): TimedCongressAct[] {
  const random = seededRandom(`${district.seed}/oversights`)
  return district.oversights.flatMap((oversight, index) => {
    const timeOn = timesOfDay(random.fork(oversight.key))
    const acts: TimedCongressAct[] = []
    const tell: Tell = (day, act) => {
      acts.push({ at: timeOn(day), oversight: oversight.key, ...act })
    }
    tellOversight(oversight, index, district, tell)
    return acts
  })
}

/** When a suggestion is with its units; one that went to the wrong unit first came to the right one later. */
const handedOverOn = (story: DemoStory, district: District): string => {
  const { assignedOn } = daysOfStory(story, district)
  return addWorkdays(assignedOn, story.reassignedFrom ? 9 : 1)
}

function tellOversight(oversight: OversightContent, index: number, district: District, tell: Tell): void {
  const stories = oversight.stories.flatMap((key) => district.stories.filter((story) => story.key === key))
  const [first] = stories
  if (!first) return
  const days = daysOfStory(first, district)
  const base = oversight.since ? days[oversight.since] : handedOverOn(first, district)
  // what is still before the meeting came there lately
  const proposedOn = oversight.until ? onWorkday(addDays(district.today, -12)) : addWorkdays(base, 2)
  const decidedOn = addWorkdays(proposedOn, 3)
  const later = stories.slice(1).filter((story) => handedOverOn(story, district) > proposedOn)
  const known = stories.filter((story) => !later.includes(story)).map(({ key }) => key)
  tell(proposedOn, { do: 'proposeOversight', stories: known })
  if (oversight.until === 'proposed') return
  const year = decidedOn.slice(0, 4)
  tell(decidedOn, { do: 'noteDecision', number: `武人大主任会议〔${year}〕${index + 3}号` })
  if (oversight.until === 'decided') return
  const sides: LeadSide[] = oversight.government ? ['congress', 'government'] : ['congress']
  for (const side of sides) tell(addWorkdays(decidedOn, 1), { do: 'confirmLeading', side })
  for (const story of later) tell(addWorkdays(handedOverOn(story, district), 4), { do: 'addCase', story: story.key })
  const lastOn = tellActivities(oversight, sides, decidedOn, tell)
  const answeredOn = stories.map((story) => tellFaceReply(oversight, story, district, tell))
  if (!oversight.conclusion) return
  const after = [lastOn, ...answeredOn].toSorted().at(-1) ?? lastOn
  tell(addWorkdays(after, 8), { do: 'concludeOversight', conclusion: oversight.conclusion })
}

function tellActivities(
  { activities, conclusion }: OversightContent,
  sides: readonly LeadSide[],
  decidedOn: string,
  tell: Tell,
): string {
  let lastOn = decidedOn
  for (const [order, { after, ...activity }] of activities.entries()) {
    const heldOn = onWorkday(addDays(decidedOn, after))
    tell(heldOn, { do: 'noteActivity', activity })
    // what goes on still waits for the last signature
    const isOpen = conclusion === undefined && order === activities.length - 1
    const signing = isOpen ? sides.slice(0, -1) : sides
    for (const side of signing) tell(addWorkdays(heldOn, 2), { do: 'countersign', side, order })
    lastOn = addWorkdays(heldOn, 2)
  }
  return lastOn
}

/** The head of the unit in the lead answers in person before the answer goes out. */
function tellFaceReply({ faceReply }: OversightContent, story: DemoStory, district: District, tell: Tell): string {
  const { answeredOn } = daysOfStory(story, district)
  if (faceReply === undefined) return answeredOn
  const head = district.posts.find(({ organKey, role }) => organKey === story.lead && role === 'unit_head')
  const headName = district.people.find(({ key }) => key === head?.personKey)?.name ?? ''
  tell(workdaysBefore(answeredOn, 1), { do: 'noteFaceReply', story: story.key, headName, note: faceReply })
  return answeredOn
}
