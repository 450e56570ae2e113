import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import type { ActFormProps } from './act-form.tsx'
import type { Act } from './acts.ts'

/** What every form of an act is given. */
export type FormOf = {
  view: SuggestionView
  act: Act
  /** What every form of an act has in common. */
  frame: Omit<ActFormProps, 'onSubmit' | 'children' | 'isReady'>
  run: (send: () => Promise<unknown>) => void
}
