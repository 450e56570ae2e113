import type { StoryState, SuggestionContent } from '../content/content.types.ts'
import { subjects } from '../content/subjects/all-subjects.ts'
import { coursesLastYear, coursesThisYear } from '../content/subjects/courses.ts'
import { officesOfTowns } from '../content/subjects/town-offices.ts'
import type { DemoMandate, Division } from '../district.types.ts'
import { codeOfTown, villagesOf } from './areas.ts'
import type { Deputy } from './deputies.ts'
import type { Random } from './random.ts'
import { type Course, followCourse } from './subject-course.ts'
import { tellSubject } from './subject-words.ts'

export type SubjectStory = SuggestionContent & { sponsorKey: string }

type Teller = {
  mandateKey: string
  congressKey: string
  occupation: string
  town: string
  told: number
  order: number
}

/** In every third round the matters that a town sees to itself are told to the town's own congress. */
const isTownRound = (round: number): boolean => round % 3 === 1
const townCourses: readonly StoryState[] = [
  'closed',
  'tracking',
  'promise_kept',
  'awaiting_evaluation',
  'evaluation_expired',
  'rehandling',
  'handling',
  'assigned',
  'submitted',
]

/** Some four hundred suggestions more, each told by a deputy whose work fits the matter and of a place of their own town. */
export function makeSubjectStories(
  random: Random,
  divisions: readonly Division[],
  deputies: readonly Deputy[],
  mandates: readonly DemoMandate[],
): SubjectStory[] {
  const tellers = tellersOf(random, deputies, mandates)
  const placesIn = new Map(
    [...new Set(tellers.map(({ town }) => town))].map((town) => [
      town,
      random.shuffled(villagesOf(divisions, codeOfTown(town)).map(({ name }) => name)),
    ]),
  )
  const taken = new Set<string>()
  const titles = new Set<string>()
  const stories: SubjectStory[] = []
  for (const [index, course] of makeCourses(random).entries()) {
    const subject = subjects[index % subjects.length]
    if (!subject) throw new Error('the demo has no subjects')
    const isFree = (town: string, place: string): boolean => !taken.has(`${subject.key}/${town}/${place}`)
    const freeIn = (town: string): string[] =>
      (placesIn.get(town) ?? []).filter(
        (place) => place.endsWith('村') === (subject.place === 'village') && isFree(town, place),
      )
    const offices = townCourses.includes(course.state) ? officesOfTowns[subject.key] : undefined
    const officeIn = isTownRound(Math.floor(index / subjects.length)) ? offices : undefined
    const able = tellers.filter(
      ({ congressKey, occupation, town }) =>
        (officeIn ? congressKey === town && town in officeIn : congressKey === 'district') &&
        subject.occupations.includes(occupation) &&
        freeIn(town).length > 1,
    )
    const teller = able.toSorted((one, other) => one.told - other.told || one.order - other.order)[0]
    if (!teller) throw new Error(`nobody to tell of ${subject.key}`)
    const [place = '', near = ''] = freeIn(teller.town)
    teller.told += 1
    taken.add(`${subject.key}/${teller.town}/${place}`)
    const told = stories.filter(({ key }) => key.startsWith(`${subject.key}-`))
    const own = random.fork(`${index}`)
    const { town, occupation, mandateKey: sponsorKey } = teller
    const office = officeIn?.[town]
    const { words, later } = tellSubject(own, subject, { place, near, town, ...(office && { office }) }, told, titles)
    titles.add(words.title)
    const followed = followCourse(own, course, later)
    const congress = office ? { congress: 'township' as const } : {}
    stories.push({ ...words, ...course, ...followed, ...congress, sponsorKey, town, occupation })
  }
  return mergeInto(stories)
}

function tellersOf(random: Random, deputies: readonly Deputy[], mandates: readonly DemoMandate[]): Teller[] {
  const inOffice = Map.groupBy(
    mandates.filter(({ congressKey, status }) => status === 'active' && !['province', 'city'].includes(congressKey)),
    ({ personKey }) => personKey,
  )
  const shuffled = random.shuffled(deputies)
  return shuffled.flatMap(({ person, townKey: town }, order) =>
    (inOffice.get(person.key) ?? []).map(({ key: mandateKey, congressKey }) => ({
      mandateKey,
      congressKey,
      occupation: person.occupationKey,
      town,
      told: 0,
      order,
    })),
  )
}

const makeCourses = (random: Random): Course[] =>
  random.shuffled([
    ...coursesLastYear.flatMap(([state, count]) =>
      Array.from({ length: count }, (): Course => ({ state, yearsAgo: 1 })),
    ),
    ...coursesThisYear.flatMap(([state, count]) => Array.from({ length: count }, (): Course => ({ state }))),
  ])

/** A merged suggestion went into one on the same matter of the same year that was taken on. */
function mergeInto(stories: readonly SubjectStory[]): SubjectStory[] {
  return stories.map((story) => {
    if (story.state !== 'merged') return story
    const matter = story.key.replace(/-\d+$/u, '')
    const target = stories.find(
      ({ key, state, yearsAgo, congress, cosigners }) =>
        key.startsWith(`${matter}-`) &&
        state === 'closed' &&
        yearsAgo === story.yearsAgo &&
        congress === undefined &&
        cosigners !== undefined,
    )
    return target ? { ...story, mergedInto: target.key } : { ...story, state: 'withdrawn' as const }
  })
}
