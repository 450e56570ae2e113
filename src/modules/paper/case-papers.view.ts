import type { SuggestionView } from '#modules/suggestion/index.ts'
import { isInHand } from '#modules/suggestion/suggestion.ts'
import type { PaperBlock } from '#platform/documents/paper.ts'
import type { CasePaperKind } from './paper.ts'

type Assignment = SuggestionView['assignments'][number]
type Reply = SuggestionView['replies'][number]
/** Looks up the words of papers in the language they are written in. */
export type Word = (key: string, data?: Record<string, unknown>) => string
export type Written = { title: string; to?: string; blocks: PaperBlock[] }
/** `own`: the unit reads over what it has signed; `sent`: only what went out is read; `issue`: it is to go out now. */
export type Purpose = 'own' | 'sent' | 'issue'
type Facts = {
  view: SuggestionView
  assignment: Assignment | undefined
  purpose: Purpose
  word: Word
  day: (iso: string | null) => string
}

const text = (words: string): PaperBlock => ({ kind: 'text', text: words })
const heading = (words: string): PaperBlock => ({ kind: 'heading', text: words })

/** The paper in words, made of what its reader sees of the case; undefined where there is none to be made of it. */
export function writeCasePaper(kind: CasePaperKind, facts: Facts): Written | undefined {
  return isOver(kind, facts) ? undefined : writers[kind](facts)
}

/** Why there is no such paper: the part is over, or the case not so far. */
export const whyNone = ({ assignment }: Pick<Facts, 'assignment'>): string =>
  isGone(assignment) ? 'paper.part_over' : 'paper.not_yet'

const isGone = (assignment: Facts['assignment']): boolean =>
  assignment?.state === 'cancelled' || assignment?.state === 'reassigned'

/** Nothing is asked of a part that is over; of one that was given away the note is read on, under no new number. */
const isOver = (kind: CasePaperKind, { assignment, purpose }: Pick<Facts, 'assignment' | 'purpose'>): boolean => {
  if (kind === 'evaluation_form') return isGone(assignment)
  return kind === 'handover_note' && isGone(assignment) && (assignment?.state === 'cancelled' || purpose === 'issue')
}

const writers: Record<CasePaperKind, (facts: Facts) => Written | undefined> = {
  suggestion_paper: suggestionPaper,
  evaluation_form: evaluationForm,
  handover_note: handoverNote,
  reminder,
  co_opinion: coOpinion,
  reply_letter: replyLetter,
}

const sponsorsOf = (view: SuggestionView): string[] => [
  view.leadName,
  ...view.cosigners.filter(({ state }) => state === 'confirmed').map(({ name }) => name),
]

/**
 * Whom an answer is addressed to: once it was sent those who were sent it, before that its sponsors and those of the
 * cases that were merged into this one. Who sponsored both is named once.
 */
function addresseesOf({ sentAt, receipts }: Reply, view: SuggestionView): string[] {
  const confirmed = view.cosigners.filter(({ state }) => state === 'confirmed')
  const sponsors = new Map([
    [view.leadMandateId, view.leadName],
    ...[...confirmed, ...view.followers].map(({ mandateId, name }): [string, string] => [mandateId, name]),
  ])
  const names = [...sponsors.values()]
  if (sentAt === null) return names
  const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
  return receipts.map(({ name }) => name).toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** What was merged into the case and is answered with it, each once, with number and title: 并案办理. */
const mergedIn = ({ followers }: SuggestionView, word: Word): string =>
  [
    ...new Set(
      followers.map(({ number, title }) =>
        title === null ? (number ?? '') : word('merged.one', { number: number ?? '', title }),
      ),
    ),
  ].join(word('merged.between'))

function suggestionPaper({ view, word, day }: Facts): Written {
  const cosigners = sponsorsOf(view).slice(1)
  return {
    title: word('suggestion_paper.title'),
    blocks: [
      {
        kind: 'fields',
        rows: [
          [
            [word('fields.number'), view.number ?? ''],
            [word('fields.submitted_on'), day(view.submittedAt)],
          ],
          [[word('fields.matter'), view.title]],
          [
            [word('fields.lead'), view.leadName],
            [word('fields.sponsors'), word('fields.counted', { count: view.sponsorsCounted })],
          ],
          [[word('fields.cosigners'), cosigners.length > 0 ? cosigners.join('、') : word('fields.none')]],
          [
            [word('fields.category'), word(`suggestion.categories.${view.category}`)],
            [word('fields.publication'), word(view.wishesPublication ? 'fields.wished' : 'fields.not_wished')],
          ],
        ],
      },
      heading(word('suggestion_paper.subject')),
      text(view.subject),
      heading(word('suggestion_paper.grounds')),
      text(view.grounds),
      heading(word('suggestion_paper.proposal')),
      text(view.proposal),
      heading(word('suggestion_paper.signing')),
      {
        kind: 'table',
        head: [word('fields.name'), word('fields.handwriting'), word('fields.day')],
        widths: [3, 5, 3],
        rows: sponsorsOf(view).map((name) => [name, '', '']),
      },
    ],
  }
}

/** Who handles the case besides; of a part that was given away since, those to whom it was handed in the same act. */
const othersBeside = ({ assignments }: SuggestionView, part: Assignment): Assignment[] =>
  assignments.filter(
    (one) => one.id !== part.id && (isInHand(part.state) ? isInHand(one.state) : one.assignedAt === part.assignedAt),
  )

function handoverNote({ view, assignment, word, day }: Facts): Written | undefined {
  if (!assignment?.assignedAt) return undefined
  // what was set when it went out, whatever was extended or given away since
  const dueOf = (rule: string) => day(assignment.deadlinesSet.find(({ ruleId }) => ruleId === rule)?.on ?? null)
  const contactBy = dueOf('suggestion.firstContact')
  const others = othersBeside(view, assignment)
  const merged = mergedIn(view, word)
  return {
    title: word('handover_note.title'),
    to: word('to_unit', { unit: assignment.unitName }),
    blocks: [
      text(word('handover_note.lead', { part: word(`suggestion.parts.${assignment.part}`) })),
      {
        kind: 'fields',
        rows: [
          [
            [word('fields.number'), view.number ?? ''],
            [word('fields.assigned_on'), day(assignment.assignedAt)],
          ],
          [[word('fields.matter'), view.title]],
          [
            [word('fields.lead'), view.leadName],
            [word('fields.sponsors'), word('fields.counted', { count: view.sponsorsCounted })],
          ],
          ...(merged ? [[[word('fields.merged'), merged] as const]] : []),
          [
            [word('fields.part'), word(`suggestion.parts.${assignment.part}`)],
            [word('fields.sign_by'), dueOf('suggestion.acknowledge')],
          ],
          [
            [word('fields.answer_by'), dueOf(assignment.part === 'co' ? 'suggestion.coOpinion' : 'suggestion.answer')],
            [word('fields.return_by'), dueOf('suggestion.return')],
          ],
          ...(assignment.part === 'co' || !contactBy ? [] : [[[word('fields.contact_by'), contactBy] as const]]),
          [
            [
              word('fields.other_units'),
              others.map(({ unitName, part }) => `${unitName}（${word(`suggestion.parts.${part}`)}）`).join('、') ||
                word('fields.none'),
            ],
          ],
        ],
      },
      heading(word('handover_note.asked')),
      text(word(assignment.part === 'co' ? 'handover_note.rules_co' : 'handover_note.rules')),
    ],
  }
}

const openStates: readonly string[] = ['assigned', 'signed', 'handling', 'reply_drafting', 'signed_off', 'rehandling']

function reminder({ view, assignment, word, day }: Facts): Written | undefined {
  if (!(assignment && openStates.includes(assignment.state))) return undefined
  const running = assignment.clocks.filter(({ stoppedAt }) => stoppedAt === null)
  // the newest stands first
  const urged = view.timeline.find(
    ({ type, data }) => type === 'assignment.reminded' && data['unitId'] === assignment.unitId,
  )
  return {
    title: word('reminder.title'),
    to: word('to_unit', { unit: assignment.unitName }),
    blocks: [
      text(
        word(sponsorsOf(view).length > 1 ? 'reminder.lead' : 'reminder.lead_alone', {
          number: view.number ?? '',
          title: view.title,
          name: view.leadName,
          on: day(assignment.assignedAt),
        }),
      ),
      ...running.map((clock) =>
        text(
          word(clock.isLate ? 'reminder.late' : 'reminder.running', {
            rule: word(`suggestion.clocks.${clock.ruleId}`),
            on: day(clock.dueOn),
            days: Math.abs(clock.remainingDays),
          }),
        ),
      ),
      ...(urged?.note ? [text(urged.note)] : []),
      text(word('reminder.asked')),
    ],
  }
}

function coOpinion({ view, assignment, word }: Facts): Written | undefined {
  if (assignment?.part !== 'co' || !assignment.coOpinion) return undefined
  const lead = view.assignments.find((one) => one.part === 'lead' && isInHand(one.state))
  return {
    title: word('co_opinion.title', { number: view.number ?? '', title: view.title }),
    ...(lead ? { to: word('to_unit', { unit: lead.unitName }) } : {}),
    blocks: [text(word('co_opinion.lead', { title: view.title })), text(assignment.coOpinion)],
  }
}

/** Its opinion was there when the answer went out; its words are not every reader's, that it was given is. */
const wasHeard = ({ part, coOpinionAt }: Assignment, { sentAt }: Reply): boolean =>
  part === 'co' && coOpinionAt !== null && (sentAt === null || coOpinionAt <= sentAt)

function replyLetter({ view, assignment, purpose, word, day }: Facts): Written | undefined {
  const replies = view.replies
    .filter(({ assignmentId }) => assignmentId === assignment?.id)
    .toSorted((one, other) => other.round - one.round || other.revision - one.revision)
  const reply = replies.find(({ signedAt, sentAt }) => (purpose === 'own' ? signedAt : sentAt) !== null)
  // while a newer answer is being written the unit does not issue the one before it; what went out is read on
  if (!reply || (purpose === 'issue' && reply !== replies[0])) return undefined
  const promises = view.commitments.filter(({ replyId }) => replyId === reply.id)
  const merged = mergedIn(view, word)
  const partners = [...new Set(view.assignments.filter((one) => wasHeard(one, reply)).map(({ unitName }) => unitName))]
  return {
    title: word(reply.round > 1 ? 'reply_letter.again' : 'reply_letter.title', { number: view.number ?? '' }),
    to: word('to_deputies', { names: addresseesOf(reply, view).join('、') }),
    blocks: [
      text(
        merged
          ? word('reply_letter.lead_merged', { title: view.title, number: view.number ?? '', merged })
          : word('reply_letter.lead', { title: view.title }),
      ),
      text(reply.body),
      ...(partners.length === 0 ? [] : [text(word('reply_letter.partners', { units: partners.join('、') }))]),
      ...(promises.length === 0
        ? []
        : [
            heading(word('reply_letter.promises')),
            {
              kind: 'table' as const,
              head: [word('fields.promise'), word('fields.owner'), word('fields.due_on')],
              widths: [6, 3, 3],
              // as it was signed, whatever became of it
              rows: promises.map(({ content, owner, dueOn, firstDueOn }) => [content, owner, day(firstDueOn ?? dueOn)]),
            },
          ]),
      text(word('reply_letter.class', { class: word(`suggestion.classes.${reply.class}`) })),
      text(word('reply_letter.thanks')),
    ],
  }
}

function evaluationForm({ view, assignment, word }: Facts): Written | undefined {
  if (!assignment || assignment.part === 'co') return undefined
  const choices = ['satisfied', 'basically_satisfied', 'dissatisfied'].map(
    (grade) => `□ ${word(`suggestion.grades.${grade}`)}`,
  )
  return {
    title: word('evaluation_form.title'),
    blocks: [
      {
        kind: 'fields',
        rows: [
          [
            [word('fields.number'), view.number ?? ''],
            [word('fields.lead'), view.leadName],
          ],
          [[word('fields.matter'), view.title]],
          [[word('fields.unit'), assignment.unitName]],
          [[word('evaluation_form.attitude'), choices.join('　　')]],
          [[word('evaluation_form.result'), choices.join('　　')]],
          [[word('evaluation_form.consulted'), word('evaluation_form.consulted_choices')]],
          [[word('evaluation_form.opinion'), '\u3000\n\u3000\n\u3000\n\u3000']],
          [
            [word('fields.handwriting'), ''],
            [word('fields.day'), ''],
          ],
        ],
      },
      text(word('evaluation_form.note')),
    ],
  }
}
