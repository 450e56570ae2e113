import type { Role } from '#kernel/actor.ts'
import { earliestDay } from '#kernel/entered-day.ts'
import { defineProcess } from '#kernel/process.ts'

export const mandateStatuses = [
  'elected',
  'credential_confirmed',
  'active',
  'suspended',
  'terminated',
  'deceased',
  'term_expired',
] as const
export type MandateStatus = (typeof mandateStatuses)[number]

const over = { terminate: 'terminated', die: 'deceased', expire: 'term_expired' } as const

/** The life of a mandate (suspension 代表法 art. 61, end art. 62). */
export const mandateProcess = defineProcess('identity', {
  elected: { confirm: 'credential_confirmed', ...over },
  credential_confirmed: { activate: 'active', ...over },
  active: { suspend: 'suspended', ...over },
  suspended: { resume: 'active', ...over },
  terminated: {},
  deceased: {},
  term_expired: {},
})

/** 职业构成: what the composition of a body of deputies is told in. */
export const occupationGroups = [
  '工人',
  '农民',
  '村（社区）干部',
  '专业技术人员',
  '企业负责人',
  '党政机关干部',
  '军人',
  '其他',
] as const
export type OccupationGroup = (typeof occupationGroups)[number]

export const peopleSorts = ['stroke', 'pinyin'] as const
/** A mandate or a post that is not over, or neither. */
export const holdings = ['mandate', 'post', 'nothing'] as const
export type Holding = (typeof holdings)[number]

/** The seven reasons of 代表法 art. 62, 63; death and the end of a term have their own states. */
export const terminationReasons = [
  'moved_away',
  'resigned',
  'absent_twice',
  'recalled',
  'lost_nationality',
  'deprived_of_rights',
  'lost_capacity',
] as const
export type TerminationReason = (typeof terminationReasons)[number]
export type EndReason = TerminationReason | 'died' | 'term_expired'

export const endActionOf = (reason: EndReason): 'terminate' | 'die' | 'expire' =>
  reason === 'died' ? 'die' : reason === 'term_expired' ? 'expire' : 'terminate'

/** 选举法 art. 48: nobody is deputy of two areas of which neither contains the other. */
export const areRelatedAreas = (onePath: string, otherPath: string): boolean =>
  onePath.startsWith(otherPath) || otherPath.startsWith(onePath)

/** The three officers are three natural persons, and no one of them holds another of these posts. */
export const officerRoles = ['sysadmin', 'secadmin', 'auditor'] as const satisfies readonly Role[]
export const isOfficerRole = (role: Role): boolean => officerRoles.some((officer) => officer === role)

/** Administrators and whoever holds the rules sign in with a second factor (等保 2.0, GB/T 22239). */
export const needsTotp = (roles: readonly Role[]): boolean =>
  roles.some((role) => isOfficerRole(role) || role === 'deputy_office' || role === 'presidium')

/** On which kinds of organ a role can sit. */
export const organKindsOf: Readonly<Record<Role, readonly string[]>> = {
  deputy_office: ['deputy_office'],
  presidium: ['presidium'],
  street_committee: ['street_committee'],
  committee: ['committee'],
  leader: ['leadership'],
  secretariat: ['secretariat'],
  gov_office: ['gov_office'],
  unit_clerk: ['unit'],
  unit_head: ['unit'],
  station_head: ['station'],
  station_clerk: ['station'],
  publisher: ['deputy_office', 'operations'],
  sysadmin: ['operations'],
  secadmin: ['operations'],
  auditor: ['operations'],
}

/** An account that nobody has signed in with for so long is shown to the security administrator, to be closed. */
export const staleAfterDays = 90

const accountNameShape = /^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{1,31}$/u

/** As typed → as stored; undefined when it cannot be an account's name. */
export function normaliseAccountName(typed: string): string | undefined {
  const name = typed.normalize('NFKC').trim().toLowerCase()
  return accountNameShape.test(name) ? name : undefined
}

// one address, nothing that a mail header could be broken with
const addressShape = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/iu

/** As typed → as stored; undefined when it can be no mail address. */
export function mailAddressOf(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim()
  return addressShape.test(plain) ? plain : undefined
}

/** Enough to know an address again: z…@example.cn. */
export const coverMail = (address: string): string =>
  `${[...address][0] ?? ''}…${address.slice(address.lastIndexOf('@'))}`

/** 代理授权 lasts at most this long, first and last day counted. */
export const standInDaysMax = 30

export const standInSorts = ['given', 'ends', 'name'] as const
export type StandInSort = (typeof standInSorts)[number]
/** What one gave, what one holds. */
export const standInBoxes = ['given', 'held'] as const
export type StandInBox = (typeof standInBoxes)[number]

export const standInStates = ['coming', 'live', 'over', 'ended'] as const
export type StandInState = (typeof standInStates)[number]

type Span = { startsOn: string; endsOn: string; isEnded: boolean; arePostsInForce: boolean }

/** `endsOn` is the first day without it. It is over with either post, whether anybody has ended it or not. */
export function standInStateOn({ startsOn, endsOn, isEnded, arePostsInForce }: Span, today: string): StandInState {
  if (isEnded) return 'ended'
  if (endsOn <= today || !arePostsInForce) return 'over'
  return startsOn <= today ? 'live' : 'coming'
}

const dayMs = 86_400_000

/** How many days from the first to the last, both counted; calendar dates `YYYY-MM-DD`. */
export const daysBetween = (firstOn: string, lastOn: string): number =>
  Math.round((Date.parse(lastOn) - Date.parse(firstOn)) / dayMs) + 1

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

// letters of any script, characters that no standard has yet, and what joins the parts of a name
const nameForm = /^[\p{L}\p{M}\p{Co}〇○·•‧・.．'’ -]{1,60}$/u
export const isName = (text: string): boolean => nameForm.test(text)

/** `13812345678`, `051986312345`, `0519-86312345`; without +86. A short number alone reaches nobody from elsewhere. */
export function phoneOf(typed: string): string | undefined {
  const digits = typed
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/^(\+|00)86/u, '')
    .replace(/[-—–()（）]/gu, '')
  return /^(1[3-9]\d{9}|0\d{9,11})$/u.test(digits) ? digits : undefined
}

/** Whoever was born after this day is not of age. */
export const adultUntil = (today: string): string => Temporal.PlainDate.from(today).subtract({ years: 18 }).toString()

/** @param born `1975-03-02`, or `1975-03` where the day is not known */
export const birthFault = (born: string, adultBorn: string): 'born_too_late' | 'born_too_early' | undefined =>
  born > adultBorn ? 'born_too_late' : born < earliestDay.slice(0, born.length) ? 'born_too_early' : undefined

/** `endedOn` is the first day without it; null for the newest. */
export type TermSpan = { firstOn: string; endedOn: string | null }
export type MandateDayFault = 'term_over' | 'started_before_term' | 'started_after_term' | 'started_in_future'

/**
 * Whether a mandate of this term can begin on a day: deputies are elected in the year before its first session or
 * later, while it lasts. A day to come is right only up to the first session of a term that is entered ahead.
 */
export function mandateDayFault(startedOn: string, term: TermSpan, today: string): MandateDayFault | undefined {
  if (term.endedOn !== null && term.endedOn <= today) return 'term_over'
  if (startedOn < Temporal.PlainDate.from(term.firstOn).subtract({ years: 1 }).toString()) return 'started_before_term'
  if (term.endedOn !== null && startedOn >= term.endedOn) return 'started_after_term'
  return startedOn > today && startedOn > term.firstOn ? 'started_in_future' : undefined
}

/** Whether an event tells of a mandate, which an office has changed or a list has brought in. */
export const isOfMandate = ({ type }: { type: string }): boolean =>
  type.startsWith('mandate.') || type.startsWith('roster.mandate_')
