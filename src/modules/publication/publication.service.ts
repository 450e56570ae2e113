import { type Actor, answersFor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  contentOf,
  findPublication,
  insertPublication,
  loadPublicationImages,
  type PublicationRow,
  putPage,
  removePage,
  savePublication,
} from './publication.queries.ts'
import {
  bigramsOf,
  type CopiedAnswer,
  maskContent,
  type PublicationState,
  type PublicContent,
  type PublishedAnswer,
  publicationProcess,
} from './publication.ts'

type CaseRef = { caseKind: string; caseId: string }

/** The copy to be redacted: what is certainly personal is covered already. */
export async function preparePublication(
  app: App,
  trx: Trx,
  actor: Actor,
  {
    caseKind,
    caseId,
    congressId,
    content,
    answers,
  }: CaseRef & {
    congressId: string
    content: Omit<PublicContent, 'answers'>
    answers: readonly CopiedAnswer[]
  },
): Promise<void> {
  const known = await findPublication(trx, caseKind, caseId)
  if (known) throw new Refusal('conflict', 'publication.prepared_already')
  const id = app.ids.uuid()
  await insertPublication(trx, {
    id,
    caseKind,
    caseId,
    congressId,
    content: maskContent({ ...content, answers: answers.map(withoutId) }),
    answerIds: answers.map((answer) => answer.id),
    at: app.clock.now(),
  })
  await record(app, trx, actor, { id, case_id: caseId }, 'prepared')
}

// a new text asks for all confirmations again
const unconfirmed = {
  deputy_agreed_at: null,
  unit_checked_at: null,
  unit_checked_by_person_id: null,
  checked_unit_ids: [],
}

const withoutId = ({ id: _, ...answer }: CopiedAnswer): PublishedAnswer => answer

async function get(trx: Trx, { caseKind, caseId }: CaseRef): Promise<PublicationRow> {
  const row = await findPublication(trx, caseKind, caseId)
  if (!row) throw new Refusal('not_found', 'publication.not_prepared')
  return row
}

/**
 * Further answers come into the copy, which is redacted, confirmed and released anew; until then a page that is public
 * stays as it was released. What was redacted already stays so.
 */
export async function renewPublication(
  app: App,
  trx: Trx,
  actor: Actor,
  of: CaseRef,
  answers: readonly CopiedAnswer[],
): Promise<void> {
  const row = await get(trx, of)
  const to = publicationProcess.next(row.status as PublicationState, 'renew')
  const known = contentOf(row)
  const content = maskContent({ ...known, answers: [...known.answers, ...answers.map(withoutId)] })
  const change = {
    status: to,
    content: JSON.stringify(content),
    answer_ids: [...row.answer_ids, ...answers.map(({ id }) => id)],
    ...unconfirmed,
    reviewed_by_person_id: null,
  }
  await savePublication(trx, row.id, change, app.clock.now())
  await record(app, trx, actor, row, 'renewed')
}

/** A new text asks for all confirmations again: nobody agreed to what they did not read. No answer is left out of it. */
export async function redact(
  app: App,
  trx: Trx,
  actor: Actor,
  of: CaseRef,
  { version, content }: { version: number; content: PublicContent },
): Promise<void> {
  const row = await get(trx, of)
  if (row.version !== version) throw new Refusal('conflict', 'publication.stale_version')
  const to = publicationProcess.next(row.status as PublicationState, 'redact')
  const { answers } = contentOf(row)
  if (content.answers.length !== answers.length) throw new Refusal('invalid', 'publication.answers_differ')
  // of an answer only its words are redacted; whose it is and of which day stays
  const covered = answers.map((answer, index) => ({ ...answer, body: content.answers[index]?.body ?? '' }))
  const change = {
    status: to,
    content: JSON.stringify(maskContent({ ...content, answers: covered })),
    ...unconfirmed,
    redacted_by_person_id: actor.personId,
    reviewed_by_person_id: null,
  }
  await savePublication(trx, row.id, change, app.clock.now())
  await record(app, trx, actor, row, 'redacted')
}

export async function agree(app: App, trx: Trx, actor: Actor, of: CaseRef): Promise<void> {
  const row = await getRedacted(trx, of)
  if (row.deputy_agreed_at !== null) throw new Refusal('conflict', 'publication.confirmed_already')
  await savePublication(trx, row.id, { deputy_agreed_at: app.clock.now() }, app.clock.now())
  await record(app, trx, actor, row, 'agreed')
}

/**
 * Who agreed agrees no more. Only what isn't public yet can be held back by it; whether anything was is answered. Who
 * may is the caller's matter.
 */
export async function withdrawAgreement(app: App, trx: Trx, actor: Actor, of: CaseRef): Promise<boolean> {
  const row = await findPublication(trx, of.caseKind, of.caseId)
  if (row?.status !== 'redacted' || row.deputy_agreed_at === null) return false
  await savePublication(trx, row.id, { deputy_agreed_at: null }, app.clock.now())
  await record(app, trx, actor, row, 'agreement_withdrawn')
  return true
}

/**
 * A unit checks the copy for itself; with the last of them it is checked. Which units have to, and whether the actor
 * acts for one, is the caller's matter. Refuses `publication.confirmed_already`, `.not_now`, `.not_prepared`.
 */
export async function checkSecrecy(
  app: App,
  trx: Trx,
  actor: Actor,
  of: CaseRef,
  { units, areLast }: { units: readonly string[]; areLast: boolean },
): Promise<void> {
  const row = await getRedacted(trx, of)
  if (units.length === 0) throw new Refusal('conflict', 'publication.confirmed_already')
  const change = {
    checked_unit_ids: [...row.checked_unit_ids, ...units],
    ...(areLast && { unit_checked_at: app.clock.now(), unit_checked_by_person_id: actor.personId }),
  }
  await savePublication(trx, row.id, change, app.clock.now())
  await record(app, trx, actor, row, 'checked')
}

async function getRedacted(trx: Trx, of: CaseRef): Promise<PublicationRow> {
  const row = await get(trx, of)
  if (row.status !== 'redacted') throw new Refusal('conflict', 'publication.not_now', { state: row.status, action: '' })
  return row
}

export type PageFacts = {
  congressName: string
  areaName: string
  number: string
  category: string
  state: string
  unitNames: string
  proposedAt: Date
  /** Every answer that was sent until now. */
  sentAnswerIds: readonly string[]
}

/** The answers that the copy does not hold. */
export const missingFrom = (row: Pick<PublicationRow, 'answer_ids'>, sentAnswerIds: readonly string[]): string[] =>
  sentAnswerIds.filter((id) => !row.answer_ids.includes(id))

/** All three confirmations are there, the one who releases did not redact, and no newer answer waits outside. */
export async function release(app: App, trx: Trx, actor: Actor, of: CaseRef, facts: PageFacts): Promise<void> {
  const row = await getRedacted(trx, of)
  if (row.deputy_agreed_at === null || row.unit_checked_at === null) {
    throw new Refusal('conflict', 'publication.confirmations_missing')
  }
  if (answersFor(actor, row.redacted_by_person_id)) throw new Refusal('forbidden', 'publication.two_persons')
  if (missingFrom(row, facts.sentAnswerIds).length > 0) throw new Refusal('conflict', 'publication.answers_missing')
  const at = app.clock.now()
  const content = contentOf(row)
  const { title, subject, grounds, proposal, answers } = content
  if (bearsSecretMark(title, subject, grounds, proposal, ...answers.map(({ body }) => body)))
    throw new Refusal('forbidden', 'publication.secret_mark')
  const to = publicationProcess.next('redacted', 'release')
  const released = { reviewed_by_person_id: actor.personId, released_answer_ids: row.answer_ids }
  await savePublication(trx, row.id, { status: to, ...released }, at)
  await putPage(trx, {
    id: row.id,
    caseKind: of.caseKind,
    congressName: facts.congressName,
    areaName: facts.areaName,
    number: facts.number,
    title: content.title,
    category: facts.category,
    state: facts.state,
    unitNames: facts.unitNames,
    proposedOn: shanghaiDate(facts.proposedAt),
    publishedAt: at,
    content,
    bigrams: bigramsOf([content.title, content.subject, content.grounds, content.proposal, facts.number].join('\n')),
  })
  await record(app, trx, actor, row, 'published')
}

/** Gone from the portal at once; the copy and its history stay. */
export async function withdrawPublication(
  app: App,
  trx: Trx,
  actor: Actor,
  of: CaseRef,
  reason: string,
): Promise<void> {
  const row = await get(trx, of)
  const to = publicationProcess.next(row.status as PublicationState, 'withdraw')
  await savePublication(trx, row.id, { status: to, released_answer_ids: [] }, app.clock.now())
  await removePage(trx, row.id)
  await record(app, trx, actor, row, 'withdrawn', reason)
}

async function record(
  app: App,
  trx: Trx,
  actor: Actor,
  row: Pick<PublicationRow, 'id' | 'case_id'>,
  what: 'prepared' | 'renewed' | 'redacted' | 'agreed' | 'agreement_withdrawn' | 'checked' | 'published' | 'withdrawn',
  note = '',
): Promise<void> {
  await recordEvent(app, trx, {
    type: `publication.${what}`,
    subjectKind: 'publication',
    subjectId: row.id,
    caseId: row.case_id,
    actor,
    after: (await loadPublicationImages(trx, [row.id])).get(row.id) ?? null,
    ...(note.trim() === '' ? {} : { note }),
  })
}
