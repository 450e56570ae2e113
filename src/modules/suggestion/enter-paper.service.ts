import { type ActingPost, type Actor, isSelf } from '#kernel/actor.ts'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { insertCosigns } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { loadCase } from './case.queries.ts'
import { asIntake, mayEnterPaper, secretariatOf } from './intake.policy.ts'
import { startIntake } from './intake-clock.service.ts'
import type { PaperEntry } from './paper-entry.contract.ts'
import { findPaperMandates, findTitlesHandedIn, holdMandate, savePaperEntry } from './paper-entry.queries.ts'
import { findSessionOn } from './reference.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { registrarOf } from './suggestion.policy.ts'
import { findSuggestion, hasDraft, insertSuggestion, saveState } from './suggestion.queries.ts'
import { getCase, openToOrgan, settleCase } from './suggestion.service.ts'
import { checkComplete, suggestionProcess } from './suggestion.ts'
import { checkPaper, titleKey } from './suggestion-paper.ts'

/**
 * Enters what a deputy has handed in on paper: submitted as of the day on which it came, unconfirmed until the deputy
 * or a second person has answered for it. The secretariat enters what came during its session.
 * @throws {Refusal} `suggestion.not_yours_to_do`, `.incomplete`, `.id_taken`, `.paper_known`, `.paper_entered_already`, and what
 * {@link checkPaper} refuses
 */
export async function enterPaper(app: App, actor: Actor, entry: PaperEntry): Promise<SuggestionView> {
  const acting = asIntake(actor)
  checkComplete(entry)
  await app.db.transaction().execute((trx) => writeEntry(app, trx, actor, acting, entry))
  return getCase(app, actor, entry.id)
}

async function writeEntry(app: App, trx: Trx, actor: Actor, acting: ActingPost, entry: PaperEntry): Promise<void> {
  const { id, receivedOn, cosignerIds } = entry
  const at = app.clock.now()
  const today = shanghaiDate(at)
  await holdMandate(trx, entry.leadMandateId)
  const known = await findSuggestion(trx, id)
  if (known && isSelf(actor, known.paper_entered_by_person_id)) {
    const isSame = hasDraft(known, { ...entry, welcomesCosigners: false }) && known.paper_received_on === receivedOn
    if (!isSame || known.lead_mandate_id !== entry.leadMandateId) {
      throw new Refusal('conflict', 'suggestion.paper_known')
    }
    return
  }
  const mandates = await findPaperMandates(trx, [entry.leadMandateId, ...cosignerIds])
  const lead = checkPaper({ ...entry, congressId: acting.congressId, today }, mandates)
  const titles = await findTitlesHandedIn(trx, lead.id, receivedOn.slice(0, 4))
  if (titles.some((title) => titleKey(title) === titleKey(entry.title))) {
    throw new Refusal('conflict', 'suggestion.paper_entered_already')
  }
  const rules = await rulesOn(trx, lead.congressId, receivedOn)
  const session = await findSessionOn(trx, lead.termId, receivedOn)
  const inserted = await insertSuggestion(trx, {
    ...entry,
    welcomesCosigners: false,
    congressId: lead.congressId,
    termId: lead.termId,
    leadMandateId: lead.id,
    ruleVersion: rules.version,
    at,
  })
  // told last: to who may not enter this paper an id that is another's is like one that nobody has
  if (!inserted) throw new Refusal('conflict', 'suggestion.id_taken')
  await savePaperEntry(trx, id, { receivedOn, personId: actor.personId })
  // the signatures of the sheet: they stand as confirmed, and are known to come from paper
  const signed = { caseKind: 'suggestion', caseId: id, status: 'confirmed', at, answeredAt: at, onPaper: true } as const
  await insertCosigns(
    trx,
    cosignerIds.map((mandateId) => ({ ...signed, mandateId })),
  )
  const to = suggestionProcess.next('draft', 'submit')
  const submittedAt = receivedOn === today ? at : startOfShanghaiDay(receivedOn)
  await saveState(trx, id, to, { submitted_at: submittedAt, congress_session_id: session?.id ?? null })
  const kase = await loadCase(trx, id)
  mayEnterPaper(actor, kase, today)
  await recordEvent(app, trx, {
    type: 'suggestion.entered_from_paper',
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    actor,
    to,
    ruleVersion: rules.version,
    data: { receivedOn, sponsors: 1 + cosignerIds.length },
  })
  if (entry.confidential) {
    for (const organId of [registrarOf(kase), secretariatOf(kase, today)]) {
      if (organId) await openToOrgan(app, trx, id, organId)
    }
  }
  await startIntake(app, trx, id, rules, session, submittedAt)
  await settleCase(app, trx, id, kase, actor)
}
