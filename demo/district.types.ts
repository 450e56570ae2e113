import type { Role } from '#kernel/actor.ts'
import type { OccupationGroup } from '#modules/identity/identity.ts'
import type { MotionContent, OversightContent, TopicContent } from './content/congress/congress.types.ts'
import type { OrganContent, SuggestionContent } from './content/content.types.ts'

/** One row of the five-level area tree, parents before children. */
export type Division = { code: string; name: string; level: 1 | 2 | 3 | 4 | 5; parentCode: string | null }

export type DemoCongress = {
  key: string
  areaCode: string
  name: string
  shortName: string
  level: 1 | 2 | 3 | 4
  termNumber: number
  seats: number
  firstSessionOn: string
  sessions: readonly { number: number; opensOn: string; closesOn: string }[]
}

export type DemoConstituency = {
  key: string
  congressKey: string
  kind: 'constituency' | 'electing_unit'
  code: string
  name: string
  areaCode: string
  seats: number
}

export type DemoDelegation = { key: string; congressKey: string; name: string; position: number }

export type DemoPerson = {
  key: string
  name: string
  sex: 'male' | 'female'
  bornOn: string
  ethnicity: string
  party: string
  occupationKey: string
  occupation: string
  occupationGroup: OccupationGroup
  education: string
  accountName: string
  /** Code of the town, street or zone that the person comes from. */
  homeCode: string
  diedOn?: string
}

export type DemoMandate = {
  key: string
  personKey: string
  congressKey: string
  constituencyKey: string
  delegationKey: string
  number: string
  status: 'active' | 'suspended' | 'terminated' | 'deceased'
  startedOn: string
  endedOn?: string
  endReason?: 'resigned' | 'moved_away' | 'died'
  suspendedOn?: string
}

export type DemoPost = { key: string; personKey: string; organKey: string; role: Role; title: string; startsOn: string }

export type DemoOrgan = OrganContent & { congressKey: string; areaCode: string }

/** Which organ hands suggestions on to the units of a system. */
export type DemoCoordination = { congressKey: string; system: OrganContent['system']; organKey: string }

export type DemoStory = SuggestionContent & {
  congressKey: string
  sponsorKey: string
  cosignerKeys: readonly string[]
}

export type DemoMotion = MotionContent & {
  congressKey: string
  leadKey: string
  confirmedKeys: readonly string[]
  declinedKeys: readonly string[]
}

/** `claimantKeys`: who wrote the notes, in their order. */
export type DemoTopic = TopicContent & {
  congressKey: string
  claimantKeys: readonly string[]
  releasedByKey?: string
}

/** The whole district as plain data: the same seed, day and area tree give the same value. */
export type District = {
  seed: string
  /** The day on which the demo opens; everything in it happened before. */
  today: string
  year: number
  divisions: readonly Division[]
  /** Whose areas are brought in: the district, and in a city the counties around it. */
  countyCodes: readonly string[]
  congresses: readonly DemoCongress[]
  constituencies: readonly DemoConstituency[]
  delegations: readonly DemoDelegation[]
  organs: readonly DemoOrgan[]
  coordination: readonly DemoCoordination[]
  people: readonly DemoPerson[]
  mandates: readonly DemoMandate[]
  posts: readonly DemoPost[]
  stories: readonly DemoStory[]
  motions: readonly DemoMotion[]
  topics: readonly DemoTopic[]
  oversights: readonly OversightContent[]
}
