import { defineProcess } from '#kernel/process.ts'

/** A copy for the public: frozen, redacted by one person, released by another. Nothing is public by default. */
export const publicationProcess = defineProcess('publication', {
  draft: { redact: 'redacted', renew: 'draft', withdraw: 'withdrawn' },
  redacted: { redact: 'redacted', renew: 'draft', release: 'published', withdraw: 'withdrawn' },
  reviewed: { release: 'published', withdraw: 'withdrawn' },
  published: { renew: 'draft', withdraw: 'withdrawn' },
  withdrawn: { redact: 'redacted', renew: 'draft' },
})
export type PublicationState = (typeof publicationProcess.states)[number]

export type PublishedAnswer = { unitName: string; body: string; class: string; sentOn: string }
/** An answer on its way into a copy; the public does not see its id. */
export type CopiedAnswer = PublishedAnswer & { id: string }

/** How a promise stands for the public: a code, never its words. */
export const publicPromiseStates = ['open', 'overdue', 'reported', 'kept', 'explained'] as const
export type PublicPromiseState = (typeof publicPromiseStates)[number]

export type PublicPromise = {
  id: string
  unitName: string
  dueOn: string
  firstDueOn: string | null
  state: PublicPromiseState
}

/** What the public is told of the way of a case: the steps into states that its page tells. */
export const publicSteps = [
  'registered',
  'accepted',
  'assigned',
  'assigned_again',
  'rehandling',
  'joint_review',
  'tracking',
  'oversight',
  'closed',
  'closed_with_dissent',
  'closed_with_explanation',
  'reopened',
  'withdrawn',
  'merged',
  'split',
  'converted_to_letter',
] as const
/** `on`: the day in Shanghai. */
export type PublicStep = { step: (typeof publicSteps)[number]; on: string }

/** What of a suggestion may be shown: words that were redacted, organs, dates; never the name of a person. */
export type PublicContent = {
  title: string
  subject: string
  grounds: string
  proposal: string
  answers: PublishedAnswer[]
}

const masks: readonly [RegExp, string][] = [
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '（电话略）'],
  [/(?<!\d)\d{17}[\dXx](?!\w)/g, '（证件号略）'],
  [/(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g, '（电话略）'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '（邮箱略）'],
  // the salutation of an answer names the deputies it is addressed to
  [/^[\p{Script=Han}·、， \u3000]{2,40}代表(?=[：:]\s*$)/gmu, '尊敬的代表'],
]

/** Covers what is certainly personal; the person who redacts reads the rest. */
export const maskPersonal = (text: string): string =>
  masks.reduce((masked, [pattern, cover]) => masked.replaceAll(pattern, cover), text)

export const maskContent = (content: PublicContent): PublicContent => ({
  title: maskPersonal(content.title),
  subject: maskPersonal(content.subject),
  grounds: maskPersonal(content.grounds),
  proposal: maskPersonal(content.proposal),
  answers: content.answers.map((answer) => ({ ...answer, body: maskPersonal(answer.body) })),
})

/** Character bigrams by code point of the normalised text: what the search of the portal looks up. */
export function bigramsOf(text: string): string[] {
  const pairs = new Set<string>()
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)) {
    const points = [...run]
    for (let index = 0; index + 1 < points.length; index += 1) pairs.add(`${points[index]}${points[index + 1]}`)
  }
  return [...pairs]
}

/** What is asked for: bigrams for the index, and the longer words, to be found in one piece. */
export type SearchWords = { bigrams: string[]; words: string[] }

/** Undefined when no word has two characters: one character alone would find nearly everything. */
export function searchWordsOf(asked: string): SearchWords | undefined {
  const words = asked.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean)
  const bigrams = bigramsOf(words.join(' '))
  if (bigrams.length === 0) return undefined
  return { bigrams, words: words.filter((word) => [...word].length > 2) }
}

/** What the portal tells of the congress itself; dates are ISO. */
export type CongressFacts = {
  termNumber: number
  firstSessionOn: string
  sessions: { number: number; opensOn: string; closesOn: string }[]
  organs: string[]
}
