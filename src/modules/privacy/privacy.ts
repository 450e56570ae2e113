import type { Role } from '#kernel/actor.ts'
import { defineProcess } from '#kernel/process.ts'

/** What a person can ask for (个人信息保护法 44 to 50), and the complaint about the platform itself. */
export const requestKinds = [
  'access',
  'copy',
  'correction',
  'deletion',
  'withdraw_consent',
  'explanation',
  'complaint',
] as const
export type RequestKind = (typeof requestKinds)[number]

/** What comes from the portal is looked at first: nobody signed in there. Deletion is proposed, and confirmed by another. */
export const requestProcess = defineProcess('privacy', {
  screening: { accept: 'accepted', discard: 'discarded', refuse: 'refused' },
  received: { accept: 'accepted', refuse: 'refused' },
  accepted: { ask: 'waiting', finish: 'done', propose: 'proposed', refuse: 'refused' },
  waiting: { supply: 'accepted', finish: 'done', propose: 'proposed', refuse: 'refused' },
  proposed: { confirm: 'done', resume: 'accepted' },
  done: {},
  refused: {},
  discarded: {},
})
export const requestStates = requestProcess.states
export type RequestState = (typeof requestStates)[number]
/** What the office does; the other step, to supply what was asked for, is the requester's. */
export const officeActions = ['accept', 'discard', 'ask', 'finish', 'propose', 'confirm', 'resume', 'refuse'] as const
export type OfficeAction = (typeof officeActions)[number]

/** Why a request is not met: what the law says, or who is not known. Each has its sentence for the requester. */
export const refusalGrounds = [
  // 法定档案: kept, used for nothing else, made anonymous where it can be
  'statutory_archive',
  // 国家机关履行法定职责 (个保法 18、34、35)
  'statutory_duty',
  'state_secret',
  'rights_of_others',
  'not_identified',
  'nothing_held',
  'not_ours',
] as const
export type RefusalGround = (typeof refusalGrounds)[number]

export const consentPurposes = ['mail_address', 'publication'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

/** On what the words beside an event are erased: 个人信息保护法 art. 47, or 保守国家秘密法. */
export const erasureGrounds = ['personal_data', 'secrecy'] as const
export type ErasureGround = (typeof erasureGrounds)[number]

/** Who handles requests: the deputy office of a county or city, the presidium of a township. */
export const requestHandlers: readonly Role[] = ['deputy_office', 'presidium']

export const privacyLimits = {
  nameMax: 50,
  contactMax: 100,
  wordsMax: 3000,
  reasonMax: 500,
  answerWorkdays: 15,
  /** Faster than anyone reads, slower than anyone leaves a page open. */
  formSecondsMin: 3,
  formHoursMax: 24,
  /** A village hall shares one address. */
  formsAnHour: 10,
  wrongCodesAnHour: 20,
  discardedDaysKept: 30,
  endedYearsKept: 3,
} as const

/** The notices in force, newest first; the words of each stand in the locale file of the portal. */
export const privacyNotices = [{ version: '1.0', effectiveOn: '2026-01-01' }] as const
export const noticeVersion = privacyNotices[0].version

/** A request that deletes takes two natural persons. */
export const takesTwo = (kind: RequestKind): boolean => kind === 'deletion'

/** What the office may do now, a deletion only by way of a proposal. */
export const officeMoves = (kind: RequestKind, state: RequestState): OfficeAction[] =>
  officeActions.filter(
    (action) => requestProcess.allows(state, action) && action !== (takesTwo(kind) ? 'finish' : 'propose'),
  )

// Crockford's letters: read aloud and copied by hand without mistaking one for another
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 26

/** 26 letters of 5 bits: 130 bits of a tracking code. @param bytes at least 17 */
export function codeOf(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const picked = Array.from({ length: codeLength }, (_, index) =>
    letters.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)),
  )
  return picked.join('')
}

/** As it is printed: in groups of five. */
export const printedCode = (code: string): string => code.match(/.{1,5}/g)?.join('-') ?? ''

/** What somebody typed, as the code it means; undefined when it can't be one. */
export function readCode(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s—–-]+/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return plain.length === codeLength && [...plain].every((letter) => letters.includes(letter)) ? plain : undefined
}
