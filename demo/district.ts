import { oversights } from './content/congress/oversights.ts'
import { suggestions } from './content/suggestions/all-suggestions.ts'
import type { District, Division } from './district.types.ts'
import { districtCode } from './generator/areas.ts'
import { makeMotions, makeTopics } from './generator/congress-life.ts'
import { makeCongresses, makeConstituencies, makeDelegations } from './generator/congresses.ts'
import { storyYear } from './generator/days.ts'
import { makeDeputies } from './generator/deputies.ts'
import { makeMandates } from './generator/mandates.ts'
import { makeCoordination, makeOrgans } from './generator/organs.ts'
import { peopleMaker } from './generator/people.ts'
import { makePosts } from './generator/posts.ts'
import { seededRandom } from './generator/random.ts'
import { tellStories } from './generator/stories.ts'
import { makeSubjectStories } from './generator/subject-stories.ts'

export const demoSeed = 'minsheng'

/** The deputy as whom a visitor looks around: with two mandates, and an answer that waits to be evaluated. */
export const guideAccount = 'daibiao'
const guideStory = 'bath-niutang'

/** Whoever chairs the standing committee, for whom the leaders' pages are. */
export const leaderAccount = 'zhuren'

/**
 * A whole district of the size of Wujin, made of nothing but its arguments.
 *
 * @param today `YYYY-MM-DD`, the day on which the demo opens; everything in it happened before
 * @param divisions the real area tree of 武进区 with its chain up to the province, parents before children
 */
export function makeDistrict(seed: string, today: string, divisions: readonly Division[]): District {
  const random = seededRandom(seed)
  const year = storyYear(today)
  const electedYear = year - 4
  const congresses = makeCongresses(year, today)
  const constituencies = makeConstituencies(divisions)
  const organs = makeOrgans()
  const people = peopleMaker(random.fork('people'), divisions)
  const deputies = makeDeputies(random.fork('deputies'), people, suggestions, electedYear)
  const startedOn = Object.fromEntries(congresses.map(({ key, firstSessionOn }) => [key, firstSessionOn]))
  const mandates = makeMandates(random.fork('mandates'), deputies, constituencies, startedOn, year)
  const staff = makePosts(people, organs, deputies, electedYear)
  const diedOn = new Map(
    mandates.flatMap(({ status, personKey, endedOn }) =>
      status === 'deceased' && endedOn ? [[personKey, endedOn]] : [],
    ),
  )
  const more = makeSubjectStories(random.fork('subjects'), divisions, deputies, mandates)
  const stories = tellStories(random.fork('stories'), [...suggestions, ...more], deputies, mandates)
  const guideKey = mandates.find(
    ({ key }) => key === stories.find((story) => story.key === guideStory)?.sponsorKey,
  )?.personKey
  const chairKey = staff.posts.find(({ role }) => role === 'leader')?.personKey
  const accountNames = new Map([
    [chairKey, leaderAccount],
    [guideKey, guideAccount],
  ])
  return {
    seed,
    today,
    year,
    divisions,
    countyCodes: [districtCode],
    congresses,
    constituencies,
    delegations: makeDelegations(),
    organs,
    coordination: makeCoordination(),
    people: [...deputies.map(({ person }) => person), ...staff.people].map((person) => {
      const died = diedOn.get(person.key)
      const accountName = accountNames.get(person.key) ?? person.accountName
      return { ...person, accountName, ...(died ? { diedOn: died } : {}) }
    }),
    mandates,
    posts: staff.posts,
    stories,
    motions: makeMotions(random.fork('motions'), deputies, mandates, stories),
    topics: makeTopics(random.fork('topics'), mandates, stories),
    oversights,
  }
}

/**
 * The district with so many of its stories, without those that went into one that is not among them, and a tenth of that
 * of what else its congresses do, as far as the stories told of in it are there.
 */
export function firstOf(district: District, most: number): District {
  const first = district.stories.slice(0, most)
  const keys = new Set(first.map(({ key }) => key))
  const few = Math.ceil(most / 10)
  return {
    ...district,
    stories: first.filter(({ mergedInto }) => mergedInto === undefined || keys.has(mergedInto)),
    motions: district.motions.filter(({ end }) => !('story' in end) || keys.has(end.story)).slice(0, few),
    topics: district.topics.slice(0, few),
    oversights: district.oversights.filter(({ stories }) => stories.every((key) => keys.has(key))).slice(0, few),
  }
}
