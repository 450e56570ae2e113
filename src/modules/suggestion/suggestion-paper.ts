import { Refusal } from '#kernel/refusal.ts'
import type { SuggestionState } from './suggestion.ts'

/** Of a suggestion that staff entered from paper; until the deputy has answered for it, it goes no further than its number. */
export const paperStates = ['unconfirmed', 'confirmed', 'rejected'] as const
export type PaperState = (typeof paperStates)[number]

export type PaperMandate = {
  id: string
  congressId: string
  termId: string
  status: string
  startedOn: string
  endedOn: string | null
}

/** A paper counts as of the day on which it came: who was in office then has signed it as a deputy. */
const wasInOffice = ({ startedOn, endedOn }: PaperMandate, day: string): boolean =>
  startedOn <= day && (endedOn === null || endedOn > day)

type Paper = {
  congressId: string
  today: string
  receivedOn: string
  leadMandateId: string
  cosignerIds: readonly string[]
}

/**
 * Whose paper it can be: in office on the day on which it came, not suspended (代表法 61), all of one congress and term,
 * nobody twice. Gives the mandate in the lead.
 * @throws {Refusal} `suggestion.paper_day`, `.paper_lead_unknown`, `.paper_lead_not_in_office`, `.paper_lead_suspended`,
 * `.paper_lead_cosigns`, `.paper_cosigner_twice`, `.paper_cosigner_unknown`
 */
export function checkPaper(paper: Paper, mandates: ReadonlyMap<string, PaperMandate>): PaperMandate {
  const { receivedOn, cosignerIds } = paper
  const refuse = (code: string) => new Refusal('invalid', `suggestion.${code}`)
  if (receivedOn > paper.today) throw refuse('paper_day')
  const lead = mandates.get(paper.leadMandateId)
  // one of another congress and one that is not there get the same answer
  if (!lead || lead.congressId !== paper.congressId) throw refuse('paper_lead_unknown')
  if (lead.status === 'suspended') throw refuse('paper_lead_suspended')
  if (!wasInOffice(lead, receivedOn)) throw refuse('paper_lead_not_in_office')
  if (cosignerIds.includes(lead.id)) throw refuse('paper_lead_cosigns')
  if (new Set(cosignerIds).size !== cosignerIds.length) throw refuse('paper_cosigner_twice')
  for (const id of cosignerIds) {
    const cosigner = mandates.get(id)
    const isOne = cosigner && cosigner.termId === lead.termId && cosigner.status !== 'suspended'
    if (!isOne || !wasInOffice(cosigner, receivedOn)) throw refuse('paper_cosigner_unknown')
  }
  return lead
}

/** Two titles are the same paper whatever its typist did with spaces, punctuation and the width of letters. */
export const titleKey = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const beforeHandOver: readonly SuggestionState[] = [
  'submitted',
  'registered',
  'reviewing',
  'returned_for_revision',
  'accepted',
  'pre_assignment',
]

/** Until the handing over a deputy can say that the signature on the sheet is not theirs. */
export const isContradictable = (state: SuggestionState): boolean => beforeHandOver.includes(state)

type PaperFacts = {
  paper_state: string | null
  paper_entered_by_person_id: string | null
  paper_corrected_by: string[] | null
}

export const isUnconfirmed = ({ paper_state }: Pick<PaperFacts, 'paper_state'>): boolean =>
  paper_state === 'unconfirmed'

/** @throws {Refusal} `suggestion.paper_unconfirmed`: it may be registered, so that no day is lost, and nothing more */
export function checkConfirmed(suggestion: Pick<PaperFacts, 'paper_state'>): void {
  if (isUnconfirmed(suggestion)) throw new Refusal('conflict', 'suggestion.paper_unconfirmed')
}

/** Everybody who has typed what stands there: they never answer for it, as deputy or as colleague. */
export const typistsOf = ({ paper_entered_by_person_id: first, paper_corrected_by: later }: PaperFacts): string[] => [
  ...(first === null ? [] : [first]),
  ...(later ?? []),
]

const lettersAround = 12

/** Of two texts the passage in which they differ, with a few letters of what is the same before and behind it. */
export function passageOf(before: string, after: string): { was: string; is: string } {
  const [old, now] = [[...before], [...after]]
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start += 1
  let end = 0
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const cut = (letters: readonly string[]): string => {
    const [from, to] = [
      Math.max(0, start - lettersAround),
      Math.min(letters.length, letters.length - end + lettersAround),
    ]
    return `${from > 0 ? '…' : ''}${letters.slice(from, to).join('')}${to < letters.length ? '…' : ''}`
  }
  return { was: cut(old), is: cut(now) }
}
