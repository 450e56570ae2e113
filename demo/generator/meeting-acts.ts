import { meetingWords } from '../content/congress/meetings.ts'
import type { DemoStory, District } from '../district.types.ts'
import type { MeetingAct, TimedCongressAct } from './congress-acts.types.ts'
import { addDays, addWorkdays, onWorkday, workdaysBefore } from './days.ts'
import { daysOfStory, isOfSession } from './story-times.ts'

type Step = MeetingAct extends infer Each ? (Each extends { meeting: string } ? Omit<Each, 'meeting'> : never) : never

/** One after the session of each of two years, and one in recess that is planned and has not come. */
export function tellMeetings(district: District): TimedCongressAct[] {
  const held = [1, 0].flatMap((yearsAgo) => {
    const stories = district.stories.filter((story) => isHandedOver(story) && (story.yearsAgo ?? 0) === yearsAgo)
    return stories.length === 0 ? [] : tellHeld(stories, yearsAgo, district)
  })
  return [...held, ...tellComing(district)]
}

const isHandedOver = (story: DemoStory): boolean =>
  isOfSession(story) && !['merged', 'accepted', 'withdrawn'].includes(story.state)

function tellHeld(stories: readonly DemoStory[], yearsAgo: number, district: District): TimedCongressAct[] {
  const [first] = stories
  if (!first) return []
  const { submittedOn, assignedOn } = daysOfStory(first, district)
  const year = district.year - yearsAgo
  const sessions = district.congresses.find(({ key }) => key === 'district')?.sessions ?? []
  const session = sessions.at(-1 - yearsAgo)?.number ?? 1
  const at = (day: string, time: string, act: Step): TimedCongressAct => ({
    at: `${day}T${time}+08:00`,
    meeting: `session-${year}`,
    ...act,
  })
  const { place, note, minutes, signature } = meetingWords
  const title = `区十七届人大${'一二三四五'[session - 1] ?? ''}次会议代表建议交办会`
  return [
    at(addWorkdays(submittedOn, 3), '09:40:00', {
      do: 'planMeeting',
      title,
      line: 'in_session',
      heldOn: assignedOn,
      place,
      note,
    }),
    // after the last plan of that day
    at(addWorkdays(submittedOn, 4), '20:30:00', { do: 'pickCases', stories: stories.map(({ key }) => key) }),
    at(assignedOn, '09:30:00', { do: 'handOverAll' }),
    at(assignedOn, '10:40:00', { do: 'signLists', note: signature }),
    at(addWorkdays(assignedOn, 2), '16:10:00', { do: 'keepMinutes', minutes }),
  ]
}

function tellComing(district: District): TimedCongressAct[] {
  const accepted = district.stories.filter(({ state, congress }) => state === 'accepted' && congress === undefined)
  if (accepted.length === 0) return []
  const plannedOn = workdaysBefore(district.today, 1)
  const { title, place, note } = meetingWords.coming
  const meeting = 'coming'
  return [
    {
      at: `${plannedOn}T16:20:00+08:00`,
      meeting,
      do: 'planMeeting',
      title: title(district.today.slice(0, 4)),
      line: 'recess',
      heldOn: onWorkday(addDays(district.today, 4)),
      place,
      note,
    },
    { at: `${plannedOn}T16:40:00+08:00`, meeting, do: 'pickCases', stories: accepted.map(({ key }) => key) },
  ]
}
