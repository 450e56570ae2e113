import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuggestionState } from '#modules/suggestion/suggestion.ts'
import { iconOfTone, type Tone, toneOfAssignment, toneOfCase } from '../../frame/case-tone.ts'
import { dueText, fullMoment, moment } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import type { AssignmentView, ClockView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'

export const Toned = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`state tone-${tone}`}>
    <Icon name={iconOfTone[tone]} size={16} />
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

/** 今天 14:30, and the whole date for whoever points at it or prints. */
export function Moment({ at }: { at: string | null }) {
  const { t } = useTranslation('workbench')
  const locale = useLocale()
  if (!at) return <span className="quiet">—</span>
  const instant = new Date(at)
  return (
    <time dateTime={at} title={fullMoment(locale, instant)}>
      {moment(locale, t, instant)}
    </time>
  )
}

export function DueWord({ before, short = false }: { before: string | null; short?: boolean }) {
  const { t } = useTranslation('workbench')
  const locale = useLocale()
  if (!before) return <span className="quiet">—</span>
  const due = dueText(locale, t, new Date(before))
  return (
    <span className={`due due-${due.tone}`} title={due.full}>
      {due.tone === 'calm' ? null : <Icon name={due.tone === 'late' ? 'late' : 'waiting'} size={16} />}
      <time dateTime={before}>{short ? due.short : due.text}</time>
    </span>
  )
}

/** A clock with its arithmetic, for the mouse and for the keyboard alike. */
export function ClockWord({ clock }: { clock: ClockView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const name = t(`suggestion:clocks.${clock.ruleId}`)
  const standing = clock.state === 'stopped' ? (clock.isLate ? 'stopped_late' : 'stopped') : clock.state
  return (
    <Popover
      trigger={['hover', 'focus']}
      title={name}
      content={
        <div className="arithmetic">
          <p>{clock.explanation}</p>
          {clock.warning ? <p className="tone-waiting">{clock.warning}</p> : null}
        </div>
      }
    >
      <button type="button" className="clock">
        <span className="quiet">{name}</span>
        {clock.state === 'running' || clock.state === 'overdue' ? (
          <DueWord before={clock.dueBefore} />
        ) : (
          <span className={clock.isLate ? 'due-late' : 'quiet'}>{t(`clock.${standing}`)}</span>
        )}
        {clock.warning ? <span className="tone-waiting">{t('clock.guessed')}</span> : null}
        <span className="unseen">{clock.explanation}</span>
      </button>
    </Popover>
  )
}
