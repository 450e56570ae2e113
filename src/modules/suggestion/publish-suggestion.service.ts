import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  agree,
  type CopiedAnswer,
  checkSecrecy,
  contentOf,
  findPublication,
  type PublicContent,
  preparePublication,
  redact,
  release,
  renewPublication,
  withdrawAgreement,
  withdrawPublication,
} from '#modules/publication/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { completeCase, findAreaOfCongress, type SuggestionCase } from './case.queries.ts'
import type { PublicationView } from './public-copy.contract.ts'
import { repliesOutside, sentReplies, uncheckedUnits } from './public-copy.view.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { agreerOf, agrees, isRegistrar, isUnit, mayBePublished, mayRegister } from './suggestion.policy.ts'
import { lockSuggestion } from './suggestion.queries.ts'
import { changeCase, loadSeen, settleCase } from './suggestion.service.ts'
import { isInHand } from './suggestion.ts'

const caseKind = 'suggestion'
const ref = (id: string) => ({ caseKind, caseId: id })

/** A copy to be redacted; of one that there is already, with the answers that were sent since it was made. */
export function prepare(app: App, actor: Actor, id: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, async (trx, kase) => {
    mayRegister(actor, kase)
    if (!mayBePublished(kase)) throw new Refusal('conflict', 'suggestion.not_for_the_public')
    const known = await findPublication(trx, caseKind, id)
    const since = known ? repliesOutside(kase, known) : []
    if (since.length > 0) {
      await renewPublication(app, trx, actor, ref(id), answersOf(kase, since))
      return
    }
    await preparePublication(app, trx, actor, {
      ...ref(id),
      congressId: kase.congress.id,
      content: publicContent(kase),
      answers: answersOf(kase, sentReplies(kase)),
    })
  })
}

function publicContent(kase: SuggestionCase): Omit<PublicContent, 'answers'> {
  const { title, subject, grounds, proposal } = kase.suggestion
  const cover = coverOf(kase)
  return {
    title: cover(title),
    subject: cover(subject),
    grounds: cover(grounds),
    proposal: cover(proposal),
  }
}

/** The names of the sponsors are not for the public. */
const coverOf = ({ lead, cosigners }: SuggestionCase) => {
  const names = [lead.name, ...cosigners.map(({ name }) => name)]
  return (text: string) =>
    names.reduce((covered, name) => covered.replaceAll(`${name}代表`, '某代表').replaceAll(name, '某代表'), text)
}

function answersOf(kase: SuggestionCase, replies: SuggestionCase['replies']): CopiedAnswer[] {
  const unitNames = new Map(kase.assignments.map((assignment) => [assignment.id, assignment.unit_name]))
  const cover = coverOf(kase)
  return replies.map((reply) => ({
    id: reply.id,
    unitName: unitNames.get(reply.assignment_id) ?? '',
    body: cover(reply.body),
    class: reply.class,
    sentOn: shanghaiDate(reply.sent_at ?? reply.drafted_at),
  }))
}

/** The copy as it stands, for those who have to confirm it. */
export async function getPublication(app: App, actor: Actor, id: string): Promise<PublicationView> {
  const kase = await loadSeen(app.db, actor, id)
  const row = await findPublication(app.db, caseKind, id)
  if (!row) throw new Refusal('not_found', 'publication.not_prepared')
  return {
    state: row.status as PublicationView['state'],
    version: row.version,
    content: contentOf(row),
    newAnswers: isRegistrar(actor, kase) ? repliesOutside(kase, row).length : 0,
    deputyAgreedAt: row.deputy_agreed_at?.toISOString() ?? null,
    unitCheckedAt: row.unit_checked_at?.toISOString() ?? null,
    waitsForAgreementOf: row.status === 'redacted' && row.deputy_agreed_at === null ? agreerOf(kase) : null,
    waitsForUnits: row.status === 'redacted' ? unitNames(kase, uncheckedUnits(kase, row)) : [],
  }
}

const unitNames = ({ assignments }: SuggestionCase, ids: readonly string[]): string[] =>
  ids.map((id) => assignments.find(({ acting_unit_id }) => acting_unit_id === id)?.unit_name ?? '')

export async function redactCopy(
  app: App,
  actor: Actor,
  id: string,
  change: { version: number; content: PublicContent },
): Promise<PublicationView> {
  await changeCase(app, actor, id, null, async (trx, kase) => {
    mayRegister(actor, kase)
    await redact(app, trx, actor, ref(id), change)
  })
  return getPublication(app, actor, id)
}

export type Confirmation = 'agreement' | 'secrecy-check' | 'release'

const confirm: Record<Confirmation, (app: App, trx: Trx, actor: Actor, kase: SuggestionCase) => Promise<void>> = {
  agreement: async (app, trx, actor, kase) => {
    if (!agrees(actor, kase)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    await agree(app, trx, actor, ref(kase.suggestion.id))
  },
  'secrecy-check': async (app, trx, actor, kase) => {
    const own = kase.assignments.filter((assignment) => assignment.part !== 'co' && isUnit(actor, assignment))
    if (own.length === 0) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    const copy = await findPublication(trx, caseKind, kase.suggestion.id)
    const waiting = copy ? uncheckedUnits(kase, copy) : []
    const units = waiting.filter((id) => own.some(({ acting_unit_id }) => acting_unit_id === id))
    await checkSecrecy(app, trx, actor, ref(kase.suggestion.id), { units, areLast: units.length === waiting.length })
  },
  release: async (app, trx, actor, kase) => {
    if (!isRegistrar(actor, kase)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
    if (!mayBePublished(kase)) throw new Refusal('conflict', 'suggestion.not_for_the_public')
    const { suggestion, congress } = kase
    await release(app, trx, actor, ref(suggestion.id), {
      congressName: congress.name,
      areaName: await findAreaOfCongress(trx, congress.id),
      number: suggestion.number ?? '',
      category: suggestion.category,
      state: suggestion.status,
      // who gave the case back or never had it is nobody's answer
      unitNames: kase.assignments
        .filter(({ status }) => isInHand(status))
        .map(({ unit_name }) => unit_name)
        .join('、'),
      proposedAt: suggestion.submitted_at ?? suggestion.created_at,
      sentAnswerIds: sentReplies(kase).map(({ id }) => id),
    })
  },
}

export function confirmPublication(app: App, actor: Actor, id: string, what: Confirmation): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, (trx, kase) => confirm[what](app, trx, actor, kase))
}

/**
 * For who took their consent back, whatever they act as now: inside the transaction of that act and under the case's
 * lock, so that nothing is released in between. A copy that waits asks for the agreement again.
 */
export async function takeBackAgreement(app: App, trx: Trx, actor: Actor, id: string): Promise<void> {
  const kase = await completeCase(trx, await lockSuggestion(trx, id))
  if (await withdrawAgreement(app, trx, actor, ref(id))) await settleCase(app, trx, id, kase, actor)
}

export function withdrawCopy(app: App, actor: Actor, id: string, reason: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, async (trx, kase) => {
    mayRegister(actor, kase)
    await withdrawPublication(app, trx, actor, ref(id), reason)
  })
}
