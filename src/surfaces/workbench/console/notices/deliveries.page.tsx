import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryStates, offeredChannels } from '#modules/notification/notification.ts'
import { type DeliveryFilter, useDeliveries } from '../../frame/delivery-calls.ts'
import { useRole } from '../../frame/session.ts'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { ChannelHealthSection } from './channel-health.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import { ExportDeliveries } from './export-deliveries.tsx'
import { PhoneList } from './phone-list.tsx'
import './notices.css'

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
        {isTechnical ? null : <ExportDeliveries filter={filter} />}
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
            <Select
              aria-label={t('page.state')}
              value={filter.state}
              onChange={(state) => onChange({ state })}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('page.any_state') },
                ...deliveryStates.map((value) => ({ value, label: t(`states.${value}`) })),
              ]}
            />
            <Select
              aria-label={t('page.channel')}
              value={filter.channel}
              onChange={(channel) => onChange({ channel })}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('page.any_channel') },
                ...[...offeredChannels, 'phone' as const].map((value) => ({ value, label: t(`channels.${value}`) })),
              ]}
            />
          </>
        )}
        <Input.Search
          aria-label={t('page.search')}
          placeholder={t('page.search')}
          className="filter-search"
          allowClear
          onSearch={(q) => onChange({ q: q.trim() })}
        />
      </div>
      <div className="sheet">
        <Answer of={list}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t(isPhone ? 'page.none_phone' : 'page.none')}</Empty>
            return (
              <>
                {isPhone ? <PhoneList items={items} /> : <DeliveryTable items={items} />}
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('page.count', { shown: items.length, total: pages[0]?.total.value ?? items.length })}
                  </span>
                  <span className="push" />
                  {list.hasNextPage ? (
                    <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                      {t('page.more')}
                    </Button>
                  ) : null}
                </div>
              </>
            )
          }}
        </Answer>
      </div>
    </>
  )
}
