import type { SuggestionCategory } from '../content.types.ts'

/**
 * A matter that several deputies bring up, each for a place of their own. In every text `{v}` is the village or
 * community, `{p}` one near by, `{t}` the town, and `{a}`… a figure of the matter, the same in suggestion and answer.
 */
export type SubjectContent = {
  key: string
  category: SuggestionCategory
  /** What the deputies who bring it up do for a living. */
  occupations: readonly string[]
  /** Villages in the country, communities in the built-up area. */
  place: 'village' | 'community'
  /** `town` stands for the government of the place. */
  lead: string
  co: readonly string[]
  figures: Readonly<Record<string, readonly [number, number]>>
  titles: readonly string[]
  causes: readonly string[]
  /** One sentence or two of each group make the grounds: how it came up, how it stands, what it has led to. */
  grounds: readonly (readonly string[])[]
  measures: readonly string[]
  /** What was done (class A), and a sentence that may follow. */
  done: readonly string[]
  besides: readonly string[]
  /** What is planned (class B), and what is promised with it. */
  planned: readonly string[]
  promise: string
  outcome: string
  consultations: readonly string[]
  /** What the first of `co` contributes. */
  opinions: readonly string[]
  /** Why the deputy is not satisfied. */
  doubts: readonly string[]
}
