import { type Category, type Grade, grades, type ReplyClass, replyClasses, type SuggestionState } from './suggestion.ts'
import type { CommitmentState } from './suggestion-promises.ts'

/** The number of an earlier suggestion as the office wrote it: the series it belongs to, and the place in it. */
export type GivenNumber = { prefix: string; year: number; number: number }

const bracketed =
  /^(?<prefix>[\p{Script=Han}A-Za-z0-9-]{0,16}?)[〔[(【〈<](?<year>\d{4})[〕\])】〉>]第?0*(?<number>\d{1,6})号?$/u
const dashed = /^(?<year>\d{4})[-年/]第?0*(?<number>\d{1,6})号?$/u
const bare = /^第?0*(?<number>\d{1,6})号?$/u

/**
 * `武人建〔2025〕17号`, `[2025]17`, `2025-017`, `第17号`, digits and brackets of either width.
 * @param own the prefix of the congress, for a number without one
 * @param year the year of the day on which it was made, for a number without one
 */
export function givenNumber(text: string, own: string, year: number): GivenNumber | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '')
  const found = (bracketed.exec(plain) ?? dashed.exec(plain) ?? bare.exec(plain))?.groups
  const number = Number(found?.number ?? 0)
  if (!found || number === 0) return undefined
  return { prefix: found.prefix || own, year: Number(found.year ?? year), number }
}

export type NamedDeputy = { name: string; number: string | undefined }

/** `张三（320412-001）、李 四；王五` → who is named, each with the deputy number where it stands in brackets. */
export function namedDeputies(text: string): NamedDeputy[] {
  return text
    .normalize('NFKC')
    .split(/[、,;\n]+/u)
    .map((piece) => /^(?<name>[^()]*)(?:\((?<number>[^()]*)\))?$/u.exec(piece.trim())?.groups ?? { name: piece })
    .map(({ name = '', number }) => ({
      name: name.replace(/\s+/gu, ''),
      number: number?.replace(/\s+/gu, '').toUpperCase() || undefined,
    }))
    .filter(({ name, number }) => name !== '' || number !== undefined)
}

/** `城管局、住建局；交通局` → the names of the units. */
export const namedUnits = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[、,;\s]+/u)
    .filter((name) => name !== '')

/** A session by the numbers of term and session; in recess; or nothing that is known. */
export type GivenSession = { term: string | undefined; session: string } | 'recess' | undefined

/** `第十八届第四次会议`, `十八届四次`, `四次会议`; `闭会`, `闭会期间`. Numbers are left as words. */
export function givenSession(text: string): GivenSession {
  const plain = text.normalize('NFKC').replace(/\s+|人民代表大会|人大/gu, '')
  if (/闭会/u.test(plain)) return 'recess'
  const found =
    /^(?:第?(?<term>[\d零一二三四五六七八九十]{1,3})届)?第?(?<session>[\d零一二三四五六七八九十]{1,3})次(?:会议)?$/u.exec(
      plain,
    )
  return found?.groups ? { term: found.groups.term, session: found.groups.session ?? '' } : undefined
}

/** One cell that holds all three parts under their names is taken apart; without the names it is all grounds. */
export function partsOfBody(body: string): { subject: string; grounds: string; proposal: string } {
  const found = /案由[:：]?(?<subject>.*?)案据[:：]?(?<grounds>.*?)方案[:：]?(?<proposal>.*)$/su.exec(body)?.groups
  const part = (name: string): string => (found?.[name] ?? '').replace(/^[\s、,.，。一二三()（）]+$/u, '').trim()
  return found
    ? { subject: part('subject'), grounds: part('grounds'), proposal: part('proposal') }
    : { subject: '', grounds: body.trim(), proposal: '' }
}

/**
 * How a case can come in: where it stands in its life. The first word of each is the template's, the last one that of
 * its page.
 */
export const stateWords = {
  reviewing: ['审查中', '已登记', '待审查', '待登记', '登记'],
  returned_for_revision: ['退回修改', '退回代表修改'],
  accepted: ['待交办', '已立案', '立案', '已立案，待拟办'],
  assigned: ['待签收', '已交办', '已交办，待签收'],
  handling: ['办理中', '正在办理'],
  awaiting_evaluation: ['待评价', '已答复', '待代表评价'],
  rehandling: ['再次办理', '重新办理'],
  reopened: ['重启办理', '重启'],
  joint_review: ['共同研究', '联合研究', '会商研究'],
  tracking: ['承诺跟踪', '承诺跟踪中', '跟踪办理', '承诺逾期，督办中'],
  closed: ['已办结', '办结', '已办复'],
  closed_with_dissent: ['办结(保留意见)', '保留意见办结', '办结(代表保留意见)'],
  withdrawn: ['已撤回', '撤回'],
  converted_to_letter: ['转代表来信', '已转来信', '转来信', '转为代表来信'],
  merged: ['已并案', '并案', '已并入'],
  split: ['已分案', '分案'],
} as const satisfies Partial<Record<SuggestionState | 'reopened', readonly string[]>>
export type ImportedState = keyof typeof stateWords
export const importedStates = Object.keys(stateWords) as ImportedState[]

/** What a case is here: one that the office took up again after its close answers once more. */
export const statusOf = (state: ImportedState): SuggestionState => (state === 'reopened' ? 'rehandling' : state)

const plainWord = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

export function importedState(text: string): ImportedState | undefined {
  const word = plainWord(text)
  return importedStates.find((state) => stateWords[state].some((own) => plainWord(own) === word))
}

/** How a promise of the list stands. */
export const promiseWords = {
  未兑现: 'open',
  已兑现: 'confirmed',
  不能兑现: 'unfulfillable',
} as const satisfies Readonly<Record<string, CommitmentState>>
export type PromiseWord = (typeof promiseWords)[keyof typeof promiseWords]

/** What a row that goes on with the case above it may hold; the rest is of the case, and stands in its first row. */
export const answerCells = [
  'answerRound',
  'answeredOn',
  'replyClass',
  'answer',
  'attitude',
  'result',
  'opinion',
  'evaluatedOn',
] as const
export const extensionCells = ['extendedTo', 'extensionReason', 'extensionApproval'] as const
export const promiseCells = ['promise', 'promiseDue', 'promiseOwner', 'promiseState', 'promiseKeptOn'] as const
export const moreCells: readonly string[] = [
  'caseNumber',
  'separateUnits',
  ...answerCells,
  ...extensionCells,
  ...promiseCells,
]

export const gradeWords = ['满意', '基本满意', '不满意'] as const

export function gradeOfWord(text: string): Grade | undefined {
  return grades[(gradeWords as readonly string[]).indexOf(plainWord(text))]
}

/** `A`, `A类`, `Ａ` */
export function classOfWord(text: string): ReplyClass | undefined {
  const word = plainWord(text).replace(/类$/u, '').toUpperCase()
  return replyClasses.find((one) => one === word)
}

/** `2`, `第2次`: of the answers of one unit, which this one is. */
export function roundOfWord(text: string): number | undefined {
  const found = /^第?(?<round>[1-9])次?$/u.exec(plainWord(text))?.groups
  return found ? Number(found.round) : undefined
}

export const categoryWords: Readonly<Record<string, Category>> = {
  财政经济: 'economy',
  农业农村: 'agriculture',
  城乡建设: 'construction',
  交通运输: 'transport',
  生态环境: 'environment',
  教育: 'education',
  卫生健康: 'health',
  文体旅游: 'culture',
  民政社保: 'civil_affairs',
  公共安全: 'public_safety',
  监察司法: 'justice',
  其他: 'other',
}

const day = ['assignedOn', 'leadUnit'] as const
const answered = [...day, 'answeredOn', 'replyClass'] as const
const judged = ['result', 'evaluatedOn'] as const
const notHandedOver = ['assignedOn', 'answeredOn', 'result', 'extendedTo', 'promise'] as const
const untilAssigned = [...notHandedOver, 'closedOn'] as const

/**
 * What a case in this state has to say, and what it can't say yet. Of several that answer apart some may have answered
 * while the case is being handled: they say so in rows of their own.
 */
export const cellsOfState: Readonly<Record<ImportedState, { needs: readonly string[]; not: readonly string[] }>> = {
  reviewing: { needs: [], not: untilAssigned },
  returned_for_revision: { needs: [], not: untilAssigned },
  accepted: { needs: [], not: untilAssigned },
  assigned: { needs: day, not: ['answeredOn', 'result', 'promise', 'closedOn'] },
  handling: { needs: day, not: ['answeredOn', 'result', 'promise', 'closedOn'] },
  awaiting_evaluation: { needs: answered, not: ['result', 'closedOn'] },
  rehandling: { needs: [...answered, ...judged], not: ['closedOn'] },
  reopened: { needs: answered, not: ['closedOn'] },
  joint_review: { needs: [...answered, ...judged, 'opinion'], not: ['closedOn'] },
  tracking: { needs: answered, not: ['closedOn'] },
  closed: { needs: answered, not: [] },
  closed_with_dissent: { needs: [...answered, 'result', 'opinion'], not: [] },
  withdrawn: { needs: [], not: ['extendedTo', 'promise'] },
  converted_to_letter: { needs: [], not: ['extendedTo', 'promise'] },
  merged: { needs: ['mergedInto'], not: notHandedOver },
  split: { needs: [], not: notHandedOver },
}

const over: readonly ImportedState[] = [
  ...(['closed', 'closed_with_dissent', 'withdrawn', 'converted_to_letter', 'merged', 'split'] as const),
]
export const isRunning = (state: ImportedState): boolean => !over.includes(state)

/** In these states each unit stands by itself: some have answered, been judged or answer again, and others not. */
export const isUnitByUnit = (state: ImportedState): boolean =>
  state === 'handling' || state === 'awaiting_evaluation' || state === 'rehandling'
