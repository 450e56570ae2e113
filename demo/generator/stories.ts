import type { SuggestionContent } from '../content/content.types.ts'
import type { DemoMandate, DemoStory } from '../district.types.ts'
import type { Deputy } from './deputies.ts'
import type { Random } from './random.ts'
import type { SubjectStory } from './subject-stories.ts'

/** Gives each story the deputy who tells it and those who sign with them, neighbours first. */
export function tellStories(
  random: Random,
  stories: readonly (SuggestionContent | SubjectStory)[],
  deputies: readonly Deputy[],
  mandates: readonly DemoMandate[],
): DemoStory[] {
  const deputyOf = new Map(deputies.map((deputy) => [deputy.person.key, deputy]))
  const told = new Map<string, number>()
  return stories.map((story) => {
    const congressKey = story.congress === 'township' ? story.town : 'district'
    const members = mandates.filter((one) => one.congressKey === congressKey && one.status === 'active')
    const able = members.filter(({ personKey }) => {
      const deputy = deputyOf.get(personKey)
      return deputy?.townKey === story.town && deputy.person.occupationKey === story.occupation
    })
    // nobody tells everything: of several who could, the one who has told least
    const [next] = able.toSorted((one, other) => (told.get(one.key) ?? 0) - (told.get(other.key) ?? 0))
    const sponsor = 'sponsorKey' in story ? members.find(({ key }) => key === story.sponsorKey) : next
    if (!sponsor) throw new Error(`nobody in ${story.town} to tell ${story.key}`)
    told.set(sponsor.key, (told.get(sponsor.key) ?? 0) + 1)
    const others = members.filter(({ key }) => key !== sponsor.key)
    const near = random.shuffled(others.filter(({ delegationKey }) => delegationKey === sponsor.delegationKey))
    const far = random.shuffled(others.filter(({ delegationKey }) => delegationKey !== sponsor.delegationKey))
    const cosigners = [...near.slice(0, 2), ...far].slice(0, story.cosigners ?? 0)
    return { ...story, congressKey, sponsorKey: sponsor.key, cosignerKeys: cosigners.map(({ key }) => key) }
  })
}
