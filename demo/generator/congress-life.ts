import { motions } from '../content/congress/motions.ts'
import { topics } from '../content/congress/topics.ts'
import type { DemoMandate, DemoMotion, DemoStory, DemoTopic } from '../district.types.ts'
import type { Deputy } from './deputies.ts'
import type { Random } from './random.ts'

/** Gives every motion its sponsors: the story's own where it becomes one of them, else somebody whose work fits. */
export function makeMotions(
  random: Random,
  deputies: readonly Deputy[],
  mandates: readonly DemoMandate[],
  stories: readonly DemoStory[],
): DemoMotion[] {
  const deputyOf = new Map(deputies.map((deputy) => [deputy.person.key, deputy]))
  const told = new Map(stories.map((story) => [story.key, story]))
  const leading = new Set<string>()
  return motions.map((motion) => {
    const own = random.fork(motion.key)
    const congressKey = motion.congress === 'township' ? motion.town : 'district'
    const members = mandates.filter((one) => one.congressKey === congressKey && one.status === 'active')
    const ofTown = members.filter(({ personKey }) => deputyOf.get(personKey)?.townKey === motion.town)
    const fitting = ofTown.filter(({ personKey, key }) => {
      return deputyOf.get(personKey)?.person.occupationKey === motion.occupation && !leading.has(key)
    })
    const story = 'story' in motion.end ? told.get(motion.end.story) : undefined
    const lead = story?.sponsorKey ?? (fitting[0] ?? ofTown.find(({ key }) => !leading.has(key)))?.key
    if (lead === undefined) throw new Error(`nobody to lead ${motion.key}`)
    leading.add(lead)
    const asked = own.shuffled(members.filter(({ key }) => key !== lead).map(({ key }) => key))
    // who signs the suggestion that it becomes has signed the motion
    const others = [...new Set([...(story?.cosignerKeys ?? []), ...asked])]
    return {
      ...motion,
      ...(story ? wordsOf(story) : {}),
      congressKey,
      leadKey: lead,
      confirmedKeys: others.slice(0, motion.confirmed),
      declinedKeys: others.slice(motion.confirmed, motion.confirmed + (motion.declined ?? 0)),
    }
  })
}

const wordsOf = ({ title, category, cause, grounds, measures }: DemoStory) => ({
  title: title.replace(/建议$/u, '议案'),
  category,
  subject: cause,
  grounds,
  proposal: measures.map((measure, index) => `${index + 1}. ${measure}`).join('\n'),
})

/** Gives every topic those who claim it without having told anything of it yet. */
export function makeTopics(
  random: Random,
  mandates: readonly DemoMandate[],
  stories: readonly DemoStory[],
): DemoTopic[] {
  const sponsors = new Map(stories.map(({ key, sponsorKey }) => [key, sponsorKey]))
  return topics.map((topic) => {
    const congressKey = topic.congress === 'township' ? topic.keeper.replace(/-zhuxituan$/u, '') : 'district'
    const busy = new Set(topic.stories?.map((key) => sponsors.get(key)))
    const members = mandates.filter((one) => one.congressKey === congressKey && one.status === 'active')
    const free = random
      .fork(topic.key)
      .shuffled(members)
      .filter(({ key }) => !busy.has(key))
      .map(({ key }) => key)
    const noting = topic.notes?.length ?? 0
    return {
      ...topic,
      congressKey,
      claimantKeys: free.slice(0, noting),
      ...(topic.released === undefined ? {} : { releasedByKey: free[noting] ?? '' }),
    }
  })
}
