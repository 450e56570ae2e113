import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { meetingLines, meetingStates } from '#modules/handover/handover.ts'
import { calendarDate } from '../../frame/dates.ts'
import { type MeetingFilter, useMeetings } from '../../frame/handover-calls.ts'
import { toneOfMeeting } from '../../frame/oversight-tone.ts'
import { useHas, useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'

const sorts = ['latest', 'earliest'] as const

function useFilter(): [MeetingFilter, (some: Record<string, string>) => void] {
  const [search, change] = useAddress()
  const state = meetingStates.find((one) => one === search.get('state'))
  const line = meetingLines.find((one) => one === search.get('line'))
  const q = search.get('q') ?? ''
  const filter: MeetingFilter = {
    sort: sorts.find((one) => one === search.get('sort')) ?? 'latest',
    ...(state ? { state } : {}),
    ...(line ? { line } : {}),
    ...(q ? { q } : {}),
  }
  return [filter, change]
}

export function MeetingListPage() {
  const { t } = useTranslation(['handover', 'console'])
  const locale = useLocale()
  const role = useRole()
  const plans = useHas('keep_handovers')
  const [filter, change] = useFilter()
  const list = useMeetings(filter)
  const isFiltered = Boolean(filter.state || filter.line || filter.q)
  return (
    <>
      <PageHead title={t('title')}>
        <span className="push" />
        <ExportButton of="/api/handover-meetings" filter={filter} name={t('list.file_name')} />
        {plans && (role === 'deputy_office' || role === 'presidium') ? (
          <LinkButton type="primary" to="/handovers/new">
            {t('acts.new')}
          </LinkButton>
        ) : null}
      </PageHead>
      <p className="quiet lead">{t('lead')}</p>
      <FilterForm label={t('list.search')}>
        <FilterChoice
          label={t('list.state')}
          value={filter.state}
          any={t('list.any_state')}
          options={meetingStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        <FilterChoice
          label={t('list.line')}
          value={filter.line}
          any={t('list.any_line')}
          options={meetingLines.map((value) => ({ value, label: t(`lines.${value}`) }))}
          onChange={(line) => change({ line })}
        />
        <FilterChoice
          label={t('console:filter.sort')}
          value={filter.sort}
          options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onChange={(sort) => change({ sort })}
        />
        <FilterSearch
          label={t('list.search')}
          hint={t('list.search_hint')}
          of={filter.q ?? ''}
          onSearch={(q) => change({ q })}
        />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('title')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(isFiltered ? 'list.none_match' : 'list.none')}</Empty>}
        columns={[
          {
            key: 'heldOn',
            head: t('list.heldOn'),
            look: 'tight',
            cell: ({ heldOn }) => calendarDate(locale, heldOn),
          },
          {
            key: 'title',
            head: t('list.title'),
            look: 'name',
            cell: ({ id, title }) => <Link to={`/handovers/${id}`}>{title}</Link>,
          },
          {
            key: 'state',
            head: t('list.state'),
            cell: ({ state }) => <Toned tone={toneOfMeeting[state]}>{t(`states.${state}`)}</Toned>,
          },
          { key: 'line', head: t('list.line'), look: 'tight', cell: ({ line }) => t(`lines.${line}`) },
          { key: 'place', head: t('list.place'), cell: ({ place }) => place },
          {
            key: 'cases',
            head: t('list.handedOver'),
            look: 'right',
            cell: ({ cases, handedOver }) => `${handedOver}/${cases}`,
          },
          { key: 'signed', head: t('list.signed'), look: 'right', cell: ({ signed }) => signed },
        ]}
      />
    </>
  )
}
