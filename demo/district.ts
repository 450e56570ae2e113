import { suggestions } from './content/suggestions/all-suggestions.ts'
import type { DemoStory, District, Division } from './district.types.ts'
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
  const congresses = makeCongresses(year)
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
  return {
    seed,
    today,
    year,
    divisions,
    congresses,
    constituencies,
    delegations: makeDelegations(),
    organs,
    coordination: makeCoordination(),
    people: [...deputies.map(({ person }) => person), ...staff.people].map((person) => {
      const died = diedOn.get(person.key)
      const accountName = person.key === guideKey ? guideAccount : person.accountName
      return { ...person, accountName, ...(died ? { diedOn: died } : {}) }
    }),
    mandates,
    posts: staff.posts,
    stories,
  }
}

/** So many of the stories, without those that went into one that is not among them. */
export function firstStories({ stories }: District, most: number): DemoStory[] {
  const first = stories.slice(0, most)
  const keys = new Set(first.map(({ key }) => key))
  return first.filter(({ mergedInto }) => mergedInto === undefined || keys.has(mergedInto))
}
