import type { SuggestionView as View } from '#modules/suggestion/suggestion.contract.ts'
import type { ListQuery } from '#modules/suggestion/suggestion-list.contract.ts'

export type SuggestionView = View
export type AssignmentView = View['assignments'][number]
export type ReplyView = View['replies'][number]
export type ClockView = View['clocks'][number]
export type EvaluationView = View['evaluations'][number]
export type ListFilter = Partial<
  Pick<ListQuery, 'box' | 'state' | 'sort' | 'committee' | 'unit' | 'category' | 'q'> & { year: string }
>
