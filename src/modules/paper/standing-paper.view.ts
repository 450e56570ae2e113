import { isDeepStrictEqual } from 'node:util'
import type { SuggestionView } from '#modules/suggestion/index.ts'
import type { Paper } from '#platform/documents/paper.ts'
import type { Written } from './case-papers.view.ts'
import type { StandingPaper } from './paper.queries.ts'
import { hasOneNumber, type PaperKind } from './paper.ts'
import { officialLocale, wordIn } from './paper-words.service.ts'

/** What stands in the place of a paper that is to be issued. A letter is about one answer: an earlier one's stays. */
export function formerOf(
  standing: readonly StandingPaper[],
  kind: PaperKind,
  view: SuggestionView,
  assignmentId: string | null,
): StandingPaper | undefined {
  if (!hasOneNumber(kind)) return undefined
  const sent = view.replies.filter((reply) => reply.assignmentId === assignmentId).flatMap(({ sentAt }) => sentAt ?? [])
  const since = kind === 'reply_letter' ? (sent.toSorted().at(-1) ?? '') : ''
  return standing.find(
    (paper) => paper.kind === kind && paper.assignment_id === assignmentId && paper.issued_at.toISOString() >= since,
  )
}

/** Number, head and signature apart: these are of the day on which it goes out. */
export function saysTheSame(paper: Paper, written: Written | undefined): boolean {
  const wordsOf = ({ title, to, blocks }: Pick<Paper, 'title' | 'to' | 'blocks'>): unknown =>
    JSON.parse(JSON.stringify({ title, to, blocks: blocks.filter(({ kind }) => kind !== 'signature') }))
  return written !== undefined && isDeepStrictEqual(wordsOf(paper), wordsOf(written))
}

/** As it is printed once another has taken its place. */
export function markVoid(paper: Paper, number: string): Paper {
  const word = wordIn(officialLocale)
  return {
    ...paper,
    title: word('voided.title', { title: paper.title }),
    blocks: [{ kind: 'text', text: word('voided.by', { number }), align: 'center' }, ...paper.blocks],
  }
}
