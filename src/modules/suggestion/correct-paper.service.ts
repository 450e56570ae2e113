import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { SuggestionCase } from './case.queries.ts'
import { mayTakeIn } from './intake.policy.ts'
import type { PaperCorrection } from './paper-entry.contract.ts'
import { findTitlesHandedIn, holdMandate, savePaperCorrection } from './paper-entry.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { changeCase } from './suggestion.service.ts'
import { checkComplete, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { isUnconfirmed, passageOf, titleKey } from './suggestion-paper.ts'

const texts = ['title', 'subject', 'grounds', 'proposal'] as const
type Corrected = Omit<PaperCorrection, 'version'>

/**
 * A slip of the typist, put right by the office before anybody has answered for the paper; what stood there and what
 * stands there now is kept with the record. Who corrects is no witness of it afterwards.
 * @throws {Refusal} `suggestion.not_yours_to_do`, `.paper_not_correctable`, `.incomplete`, `.paper_same`,
 * `.paper_entered_already`
 */
export function correctPaper(
  app: App,
  actor: Actor,
  id: string,
  { version, ...correction }: PaperCorrection,
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    const { suggestion } = kase
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    checkCorrectable(kase)
    checkComplete(correction)
    const changed = changesOf(suggestion, correction)
    if (changed.length === 0) throw new Refusal('invalid', 'suggestion.paper_same')
    if (titleKey(suggestion.title) !== titleKey(correction.title)) {
      await holdMandate(trx, suggestion.lead_mandate_id)
      const year = suggestion.paper_received_on?.slice(0, 4) ?? ''
      const titles = await findTitlesHandedIn(trx, suggestion.lead_mandate_id, year)
      if (titles.some((title) => titleKey(title) === titleKey(correction.title))) {
        throw new Refusal('conflict', 'suggestion.paper_entered_already')
      }
    }
    await savePaperCorrection(trx, id, correction, actor.personId)
    await recordEvent(app, trx, {
      type: 'suggestion.paper_corrected',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      data: { fields: changed },
      note: changed.map((field) => tell(actor, field, suggestion, correction)).join('\n'),
    })
  })
}

function checkCorrectable({ suggestion }: SuggestionCase): void {
  const isOver = suggestionProcess.isFinal(suggestion.status as SuggestionState)
  if (!isUnconfirmed(suggestion) || isOver) throw new Refusal('conflict', 'suggestion.paper_not_correctable')
}

type Before = Pick<SuggestionCase['suggestion'], 'category' | 'wishes_publication' | (typeof texts)[number]>
type Field = (typeof texts)[number] | 'category' | 'wishesPublication'

function changesOf(before: Before, after: Corrected): Field[] {
  const changed: Field[] = texts.filter((field) => before[field] !== after[field])
  if (before.category !== after.category) changed.push('category')
  if (before.wishes_publication !== after.wishesPublication) changed.push('wishesPublication')
  return changed
}

/** 「标题：……路囗……」改为「……路口……」: of a text the passage that differs, with a few letters around it. */
function tell({ locale }: Actor, field: Field, before: Before, after: Corrected): string {
  const say = (key: string) => translate(locale, `suggestion.${key}`)
  const wish = (wishes: boolean) => say(`paperCorrection.${wishes ? 'wishes' : 'wishes_not'}`)
  const of = {
    category: () => ({ was: say(`categories.${before.category}`), is: say(`categories.${after.category}`) }),
    wishesPublication: () => ({ was: wish(before.wishes_publication), is: wish(after.wishesPublication) }),
  }
  const words =
    field === 'category' || field === 'wishesPublication' ? of[field]() : passageOf(before[field], after[field])
  return translate(locale, 'suggestion.paperCorrection.told', { field: say(`paperCorrection.${field}`), ...words })
}
