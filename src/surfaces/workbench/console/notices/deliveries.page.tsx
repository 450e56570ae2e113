import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryStates, offeredChannels } from '#modules/notification/notification.ts'
import { type DeliveryFilter, queryOf, useDeliveries } from '../../frame/delivery-calls.ts'
import { useRole } from '../../frame/session.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterSearch } from '../parts/filter.tsx'
import { ListSheet } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { ChannelHealthSection } from './channel-health.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import { PhoneList } from './phone-list.tsx'
import './notices.css'

const channels = [...offeredChannels, 'phone'] as const
const blank: DeliveryFilter = { list: 'phone', q: '', state: '', channel: '' }

/** 通知发送: who was told how, and who has to be telephoned. The system officer sees whether the channels work. */
export function DeliveriesPage() {
  const { t } = useTranslation('notification')
  const isTechnical = useRole() === 'sysadmin'
  const [filter, setFilter] = useState(blank)
  return (
    <>
      <PageHead title={t('page.title')}>
        <span className="push" />
        {isTechnical ? null : <ExportButton of="/api/deliveries" filter={queryOf(filter)} name={t('page.file_name')} />}
      </PageHead>
      {isTechnical ? null : <Told filter={filter} onChange={(some) => setFilter((now) => ({ ...now, ...some }))} />}
      <ChannelHealthSection />
    </>
  )
}

function Told({ filter, onChange }: { filter: DeliveryFilter; onChange: (some: Partial<DeliveryFilter>) => void }) {
  const { t } = useTranslation('notification')
  const list = useDeliveries(filter)
  const isPhone = filter.list === 'phone'
  return (
    <>
      <div className="chips filter">
        <Segmented
          aria-label={t('page.title')}
          value={filter.list}
          onChange={(value) => onChange({ list: value, state: '', channel: '' })}
          options={(['phone', 'all'] as const).map((value) => ({ value, label: t(`page.${value}`) }))}
        />
        {isPhone ? null : (
          <>
            <FilterChoice
              label={t('page.state')}
              value={filter.state || undefined}
              any={t('page.any_state')}
              options={deliveryStates.map((value) => ({ value, label: t(`states.${value}`) }))}
              onChange={(state) => onChange({ state })}
            />
            <FilterChoice
              label={t('page.channel')}
              value={filter.channel || undefined}
              any={t('page.any_channel')}
              options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
              onChange={(channel) => onChange({ channel })}
            />
          </>
        )}
        <FilterSearch label={t('page.search')} of={filter.q} onSearch={(q) => onChange({ q })} />
      </div>
      {isPhone ? (
        <ListSheet of={list} empty={<Empty>{t('page.none_phone')}</Empty>}>
          {(items) => <PhoneList items={items} />}
        </ListSheet>
      ) : (
        <DeliveryTable of={list} />
      )}
    </>
  )
}
