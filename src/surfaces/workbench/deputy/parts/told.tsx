import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuggestionState } from '#modules/suggestion/suggestion.ts'
import { iconOfTone, type Tone, toneOfAssignment, toneOfCase } from '../../frame/case-tone.ts'
import { dueText, fullMoment, moment } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import type { AssignmentView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import look from '../look.module.css'

export const Toned = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`${look.state} ${look[tone]}`}>
    <Icon name={iconOfTone[tone]} />
    {children}
  </span>
)

export function CaseState({ state }: { state: SuggestionState }) {
  const { t } = useTranslation('suggestion')
  return <Toned tone={toneOfCase[state]}>{t(`states.${state}`)}</Toned>
}

const toneOfPaper = { unconfirmed: 'wanting', confirmed: 'good', rejected: 'over' } as const

/** That it came on paper, and whether the deputy stands by it. */
export function PaperWord({ paper }: { paper: NonNullable<SuggestionView['paper']> }) {
  const { t } = useTranslation('suggestion')
  return <Toned tone={toneOfPaper[paper.state]}>{t(`paperStates.${paper.state}`)}</Toned>
}

/** 退办 was asked for by the unit, 改办 was not. */
export function AssignmentStateWord({ of: { state, letOff } }: { of: Pick<AssignmentView, 'state' | 'letOff'> }) {
  const { t } = useTranslation('suggestion')
  return <Toned tone={toneOfAssignment[state]}>{t(`assignmentStates.${letOff ? 'let_off' : state}`)}</Toned>
}

export function Moment({ at }: { at: string }) {
  const { t } = useTranslation('workbench')
  const locale = useLocale()
  const instant = new Date(at)
  return (
    <time dateTime={at} title={fullMoment(locale, instant)}>
      {moment(locale, t, instant)}
    </time>
  )
}

export function DueWord({ before }: { before: string }) {
  const { t } = useTranslation('workbench')
  const due = dueText(useLocale(), t, new Date(before))
  return (
    <span className={`${look.state} ${due.tone === 'calm' ? '' : look[due.tone]}`} title={due.full}>
      {due.tone === 'calm' ? null : <Icon name={due.tone === 'late' ? 'late' : 'waiting'} />}
      <time dateTime={before}>{due.text}</time>
    </span>
  )
}
