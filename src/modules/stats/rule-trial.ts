import type { RuleKey } from '#modules/rules/rules.ts'

/**
 * The periods that can be tried on the year before, each with the clock that ran under it. A window that simply closes
 * makes nobody late, and what nobody did in it might have been done in a longer one: of those nothing is told.
 */
export const triedRules = {
  'suggestion.intake': 'suggestion.intake',
  'suggestion.intakeSession': 'suggestion.intake',
  'suggestion.acknowledge': 'suggestion.acknowledge',
  'suggestion.returnDecision': 'suggestion.returnDecision',
  'suggestion.firstContact': 'suggestion.firstContact',
  'suggestion.answer': 'suggestion.answer',
  'suggestion.coOpinion': 'suggestion.coOpinion',
  'suggestion.coOpinionAgain': 'suggestion.coOpinionAgain',
  'suggestion.answerAgain': 'suggestion.answerAgain',
} as const satisfies Partial<Record<RuleKey, string>>
export type TriedRule = keyof typeof triedRules
export const triedRuleKeys = Object.keys(triedRules) as TriedRule[]
