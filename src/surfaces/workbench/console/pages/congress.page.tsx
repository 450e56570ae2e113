import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { useRole } from '../../frame/session.ts'
import { useCongress } from '../congress/congress-calls.ts'
import { CoordinatorSection } from '../congress/coordinator-section.tsx'
import { DelegationSection, ElectingSection } from '../congress/electing-section.tsx'
import { SessionSection } from '../congress/session-section.tsx'
import { TermSection } from '../congress/term-section.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, PageHead } from '../parts/page.tsx'

/** One congress: what it is made of, and what its office enters about it. */
export function CongressPage() {
  const { t } = useTranslation(['console', 'organisation'])
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const mayImport = ['deputy_office', 'presidium', 'sysadmin'].includes(useRole())
  const congress = useCongress(id, search.get('term') ?? '')
  return (
    <Answer of={congress}>
      {(one) => {
        const term = one.terms.find((each) => each.id === one.shownTermId)
        return (
          <>
            <PageHead title={one.name}>
              <span className="quiet">
                {t(`organisation:levels.${one.level}`)} · {one.areaName}
              </span>
              <span className="push" />
              <LinkButton to={`/units?congressId=${one.id}`}>{t('congress.units')}</LinkButton>
              <LinkButton to={`/deputies?congressId=${one.id}`}>{t('congress.deputies')}</LinkButton>
            </PageHead>
            <div className="case">
              <div className="sheet">
                <TermSection congress={one} />
                <SessionSection congress={one} />
                <CoordinatorSection congress={one} />
              </div>
              <div className="beside">
                <div className="sheet">
                  {term ? (
                    <p className="section quiet">{t('congress.of_term', { number: term.number })}</p>
                  ) : (
                    <p className="section quiet">{t('congress.term_first')}</p>
                  )}
                  <DelegationSection congress={one} />
                  <ElectingSection congress={one} mayImport={mayImport} />
                </div>
              </div>
            </div>
          </>
        )
      }}
    </Answer>
  )
}
