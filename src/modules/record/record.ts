import type { JsonObject, JsonValue, RefusalKind } from '#kernel/refusal.ts'

export const actingKinds = ['mandate', 'post', 'stand_in', 'token', 'none', 'system', 'anonymous'] as const
export type ActingKind = (typeof actingKinds)[number]

/** What a leaf of the tree covers. The order of keys is of no matter: canonical JSON sorts them. */
export type EventFields = {
  id: string
  type: string
  subjectKind: string
  subjectId: string
  caseId: string | null
  actorAccountId: string | null
  actorPersonId: string | null
  actingKind: ActingKind
  actingId: string | null
  actingRole: string | null
  areaPath: string | null
  from: string | null
  to: string | null
  ruleVersion: number | null
  /** Ids and codes only. */
  data: JsonObject
  noteId: string | null
  noteHash: Uint8Array | null
  afterHash: Uint8Array | null
  at: Date
}

/** Who acted, as an event keeps it. */
export type RecordedActor = Pick<
  EventFields,
  'actorAccountId' | 'actorPersonId' | 'actingKind' | 'actingId' | 'actingRole' | 'areaPath'
>

export type SealedEvent = EventFields & { leafIndex: number }

/** The tree at a size. The root is hex, the signature base64, so that it can be printed and typed. */
export type Checkpoint = {
  size: number
  rootHash: string
  signedAt: string
  keyId: string
  signature: string
}

/** Kinds that tell of someone trying a door; wrong input and a stale page are daily life. */
const keptKinds: readonly RefusalKind[] = ['unauthenticated', 'forbidden', 'not_found', 'locked', 'too_many']
export const isWorthKeeping = (kind: RefusalKind): boolean => keptKinds.includes(kind)

const codeLengthMax = 200
const printableAscii = /^[\x20-\x7e]*$/
const mobileNumber = /^(\+?86)?1[3-9]\d{9}$/
const idNumber = /^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/
const numberMark = String.raw`(?:[〔（(【[](?:\d{4}|\d{1,3}届\d{1,2}次)[〕）)】\]]|(?:19|20)\d{2}年|\d{1,3}届\d{1,2}次)`
const officialNumber = new RegExp(
  String.raw`^[\p{Script=Han}A-Za-z0-9-]{0,16}${numberMark}[第字总建议-]{0,3}\d{1,8}[号件]?$`,
  'u',
)
const plainNumber = /^[A-Za-z0-9][A-Za-z0-9./-]{0,31}$/
// how numbers are written is a rule of a congress, and its change is an event
const numberPattern = /^(?=.{1,60}$)[\p{Script=Han}A-Za-z0-9〔〕（）()【】[\]./:{}-]*\{serial(?::\d)?\}[号件]?$/u

/** A number by which a paper is called: words, year or session, and what counts; or letters and digits alone. */
export const isOfficialNumber = (text: string): boolean => officialNumber.test(text) || plainNumber.test(text)

const isCode = (text: string): boolean =>
  (text.length <= codeLengthMax && printableAscii.test(text) && !mobileNumber.test(text) && !idNumber.test(text)) ||
  officialNumber.test(text) ||
  numberPattern.test(text)

/**
 * The path of the first value that is no id, code, number or date, or undefined when there is none. A sealed event
 * can never be changed, so a name or a telephone number in it could never be deleted as the law wants (个保法 47).
 */
export function firstPersonalWord(value: JsonValue, path = 'data'): string | undefined {
  if (typeof value === 'string') return isCode(value) ? undefined : path
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = isCode(key) ? firstPersonalWord(inner, `${path}.${key}`) : path
    if (found !== undefined) return found
  }
  return undefined
}
