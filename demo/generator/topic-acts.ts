import type { DemoStory, DemoTopic, District } from '../district.types.ts'
import type { TimedCongressAct, TopicAct } from './congress-acts.types.ts'
import { addDays, addWorkdays, onWorkday, workdaysBefore } from './days.ts'
import { seededRandom } from './random.ts'
import { daysOfStory, draftedOn } from './story-times.ts'
import { timesOfDay } from './times-of-day.ts'

type Step = TopicAct extends infer Each ? (Each extends { topic: string } ? Omit<Each, 'topic'> : never) : never

export function tellTopics(district: District): TimedCongressAct[] {
  const random = seededRandom(`${district.seed}/topics`)
  return district.topics.flatMap((topic) => {
    const timeOn = timesOfDay(random.fork(topic.key))
    const acts: TimedCongressAct[] = []
    tellTopic(topic, district, (day, act) => {
      acts.push({ at: timeOn(day), topic: topic.key, ...act })
    })
    return acts
  })
}

/** Topics of which nothing was told were put on the list so long ago. */
const shownDays = 80

function tellTopic(topic: DemoTopic, district: District, tell: (day: string, act: Step) => void): void {
  const { today } = district
  const told = (topic.stories ?? []).flatMap((key) => district.stories.filter((story) => story.key === key))
  const drafts = told.map((story) => ({ story, on: draftedOn(daysOfStory(story, district)) }))
  const firstOn = [...drafts.map(({ on }) => on), addDays(today, -shownDays)].toSorted()[0] ?? today
  const publishedOn = topic.state === 'draft' ? today : workdaysBefore(firstOn, 15)
  tell(workdaysBefore(publishedOn, 4), { do: 'draftTopic' })
  if (topic.state === 'draft') return
  tell(publishedOn, { do: 'publishTopic' })
  for (const own of Map.groupBy(drafts, ({ story }) => story.sponsorKey).values()) tellSuggestions(own, tell)
  for (const [index, mandate] of topic.claimantKeys.entries()) {
    const notes = topic.notes?.[index] ?? ''
    const claimedOn = addWorkdays(publishedOn, 3 + 2 * index)
    tell(claimedOn, { do: 'claimTopic', mandate })
    if (notes !== '') tell(addWorkdays(claimedOn, 9), { do: 'noteOnTopic', mandate, notes })
  }
  if (topic.released !== undefined && topic.releasedByKey !== undefined) {
    const mandate = topic.releasedByKey
    tell(addWorkdays(publishedOn, 2), { do: 'claimTopic', mandate })
    tell(addWorkdays(publishedOn, 12), { do: 'releaseTopic', mandate, reason: topic.released })
  }
  const endsOn = onWorkday(addDays(today, -12))
  if (topic.state === 'withdrawn') tell(endsOn, { do: 'withdrawTopic', reason: topic.reason ?? '' })
  if (topic.state === 'closed') tell(endsOn, { do: 'closeTopic' })
}

type Draft = { story: DemoStory; on: string }

/** Who tells suggestions of it has claimed it before, and says of which topic each is as soon as it is begun. */
function tellSuggestions(own: readonly Draft[], tell: (day: string, act: Step) => void): void {
  const [first] = own.toSorted((one, other) => (one.on < other.on ? -1 : 1))
  if (!first) return
  const mandate = first.story.sponsorKey
  tell(workdaysBefore(first.on, 8), { do: 'claimTopic', mandate })
  for (const { story, on } of own) tell(addWorkdays(on, 1), { do: 'linkToTopic', mandate, story: story.key })
}
