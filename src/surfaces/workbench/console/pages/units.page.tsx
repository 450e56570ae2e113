import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { organKinds } from '#modules/organisation/organisation.ts'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useActing, useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { CongressChoice, everyCongress } from '../people/congress-choice.tsx'
import { keepsUnits } from '../units/unit-calls.ts'

export function UnitsPage() {
  const { t } = useTranslation(['console', 'organisation'])
  const locale = useLocale()
  const acting = useActing()
  const mayKeep = keepsUnits(useRole())
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const kind = organKinds.find((one) => one === search.get('kind'))
  const congressId = search.get('congressId') ?? acting.congressId
  const filter = {
    ...(congressId === everyCongress ? {} : { congressId }),
    ...(q ? { q } : {}),
    ...(kind ? { kind } : {}),
  }
  const list = usePages(['organs', filter], (from) =>
    call(organisationClient.organs.$get({ query: { ...filter, ...from } })),
  )
  return (
    <>
      <PageHead title={t('nav.units')}>
        <span className="push" />
        {mayKeep && congressId === acting.congressId ? (
          <ExportButton
            of="/api/rosters/units"
            filter={{ ...(q ? { q } : {}), ...(kind ? { organKind: kind } : {}) }}
            name={t('units.file_name')}
          />
        ) : null}
        {mayKeep ? (
          <LinkButton type="primary" to="/units/new">
            {t('units.create')}
          </LinkButton>
        ) : null}
      </PageHead>
      <div className="chips filter">
        <CongressChoice value={congressId} onChange={(value) => change({ congressId: value })} />
        <FilterChoice
          label={t('units.kind')}
          value={kind}
          any={t('units.any_kind')}
          options={organKinds.map((value) => ({ value, label: t(`organisation:organ_kinds.${value}`) }))}
          onChange={(value) => change({ kind: value })}
        />
        <FilterSearch label={t('units.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </div>
      <ListFrame
        of={list}
        caption={t('nav.units')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('units.none')}</Empty>}
        columns={[
          {
            key: 'name',
            head: t('units.name'),
            look: 'name',
            cell: (organ) => (
              <>
                <Link to={`/units/${organ.id}`}>{organ.name}</Link>{' '}
                {organ.endsOn ? (
                  <span className="todo-mark">
                    {t(organ.mergedIntoName ? 'units.merged' : 'units.ended', {
                      on: calendarDate(locale, organ.endsOn),
                      into: organ.mergedIntoName,
                    })}
                  </span>
                ) : null}
              </>
            ),
          },
          { key: 'short', head: t('units.short'), look: 'tight', cell: ({ shortName }) => shortName },
          {
            key: 'kind',
            head: t('units.kind'),
            look: 'tight',
            cell: (organ) => t(`organisation:organ_kinds.${organ.kind}`),
          },
          {
            key: 'system',
            head: t('units.system'),
            look: 'tight',
            cell: ({ system }) => t(`organisation:organ_systems.${system}`),
          },
          { key: 'code', head: t('units.code'), look: 'tight', cell: ({ code }) => code },
          {
            key: 'since',
            head: t('units.since'),
            look: 'tight',
            cell: ({ startsOn }) => calendarDate(locale, startsOn),
          },
        ]}
      />
    </>
  )
}
