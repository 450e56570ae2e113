import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { Icon } from '../../frame/icons.tsx'
import { useActing } from '../../frame/session.ts'
import { caseKey, isCaseId, useCase } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { type Act, actsOf } from '../case/acts.ts'
import { Answers } from '../case/answers.tsx'
import { CaseFiles } from '../case/case-files.tsx'
import { CasePapers } from '../case/case-papers.tsx'
import { CaseText, Consultations, Timeline } from '../case/case-text.tsx'
import { findAct, OpenAct } from '../case/open-act.tsx'
import { NamedReaders } from '../case/readers.tsx'
import { Assignments, NextActions, Parties, Promises, Readers } from '../case/side.tsx'
import { CaseOversights } from '../oversight/case-oversights.tsx'
import { Answer, MovedOn, useTitle } from '../parts/page.tsx'
import { CaseState, ClockWord, Moment, PaperWord } from '../parts/told.tsx'
import { NotFoundPage } from './not-found.page.tsx'

export function CasePage() {
  const { id = '' } = useParams()
  return isCaseId(id) ? <Found id={id} /> : <NotFoundPage />
}

function Found({ id }: { id: string }) {
  const found = useCase(id)
  return (
    <Answer of={found} lines={14}>
      {(view) => <Case view={view} />}
    </Answer>
  )
}

function Case({ view }: { view: SuggestionView }) {
  const standsIn = useActing().onBehalfOf !== null
  // What is being done stands in the address, so that a reload comes back to the same form.
  const [search, setSearch] = useSearchParams()
  const open = findAct(view, search.get('do'), search.get('of'))
  const show = (act: Act) =>
    setSearch(act.assignment ? { do: act.code, of: act.assignment.id } : { do: act.code }, { replace: true })
  const close = () => setSearch({}, { replace: true })
  return (
    <>
      <CaseHeader view={view} />
      <MovedOn of={caseKey(view.id)} />
      <div className="case">
        <div>
          {open ? (
            <OpenAct key={`${open.code}/${open.assignment?.id ?? ''}`} view={view} act={open} onClose={close} />
          ) : null}
          <div className={open ? 'sheet below' : 'sheet'}>
            <CaseText view={view} />
            <CaseFiles view={view} />
            <Answers view={view} />
            <Consultations view={view} />
            <Timeline view={view} />
          </div>
        </div>
        <aside className="side">
          <NextActions view={view} acts={actsOf(view)} open={open} onOpen={show} />
          <Parties view={view} />
          <Assignments view={view} />
          <Promises view={view} />
          {standsIn ? null : <CaseOversights view={view} />}
          {standsIn ? null : <CasePapers view={view} />}
          <Readers view={view} />
          <NamedReaders view={view} />
        </aside>
      </div>
    </>
  )
}

type Clock = SuggestionView['clocks'][number]

// A clock that has stopped is told where it ran, not in the headline.
const isOn = ({ state, isLate }: Clock) => state !== 'stopped' || isLate

/** The clocks of the case; of the units' answers the one that is due first. */
function headClocks({ clocks, assignments }: SuggestionView): Clock[] {
  const [first] = assignments
    .flatMap((part) => part.clocks)
    .filter(({ ruleId, state }) => ruleId.startsWith('suggestion.answer') && state !== 'stopped')
    .toSorted((one, other) => one.dueBefore.localeCompare(other.dueBefore))
  return [...clocks.filter(isOn), ...(first ? [first] : [])]
}

function CaseHeader({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion', 'console'])
  useTitle(view.title)
  return (
    <header className="case-head">
      <div className="facts quiet">
        <Link to="/suggestions">{t('console:case.back')}</Link>
        <span>{view.number ?? t('console:list.unnumbered')}</span>
        <span>{t(`suggestion:categories.${view.category}`)}</span>
        <span>{view.congressName}</span>
        {view.confidential ? (
          <span className="state tone-wanting">
            <Icon name="lock" size={16} />
            {t('case.confidential')}
          </span>
        ) : null}
      </div>
      <h1>{view.title}</h1>
      <div className="facts">
        <CaseState state={view.state} />
        {headClocks(view).map((clock) => (
          <ClockWord key={clock.id} clock={clock} />
        ))}
        {view.submittedAt ? (
          <span className="quiet">
            {t('case.submitted')} <Moment at={view.submittedAt} />
          </span>
        ) : null}
        {view.paper ? <PaperWord paper={view.paper} /> : null}
        <Button type="text" className="no-print push" icon={<Icon name="print" />} onClick={() => window.print()}>
          {t('console:case.print')}
        </Button>
      </div>
    </header>
  )
}
