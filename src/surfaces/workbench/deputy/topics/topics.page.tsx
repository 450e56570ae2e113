import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { categories } from '#modules/suggestion/suggestion.ts'
import { placesLeft } from '#modules/topic/topic.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { toneOfClaim, toneOfTopic } from '../../frame/motion-tone.ts'
import { type TopicFilter, type TopicRow, useTopics } from '../../frame/topic-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Pick, Words } from '../parts/fields.tsx'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'
import { PlacesWord } from './places.tsx'

const boxes = ['open', 'mine', 'all'] as const
const anyCategory = 'any'

/** 选题清单: what may be claimed, and what I have claimed. */
export function TopicsPage() {
  const { t } = useTranslation(['topic', 'suggestion'])
  const [box, setBox] = useState<(typeof boxes)[number]>('open')
  const [q, setQ] = useState('')
  const [category, setCategory] = useState<(typeof categories)[number] | typeof anyCategory>(anyCategory)
  const filter: TopicFilter = {
    box,
    ...(q.trim().length >= 2 ? { q: q.trim() } : {}),
    ...(category === anyCategory ? {} : { category }),
  }
  const list = useTopics(filter)
  const options = [
    { value: anyCategory, label: t('list.any_category') },
    ...categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) })),
  ] as const
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p className={look.quiet}>{t('lead')}</p>
      <fieldset className={form.chips} aria-label={t('list.box')}>
        {boxes.map((one) => (
          <Button key={one} className={form.chip ?? ''} aria-pressed={one === box} onPress={() => setBox(one)}>
            {t(`boxes.${one}`)}
          </Button>
        ))}
      </fieldset>
      <div className={look.stack}>
        <Words label={t('list.search')} type="search" value={q} onChange={setQ} hint={t('list.search_hint')} />
        <Pick
          id="topic-category"
          label={t('list.category')}
          value={category}
          options={options}
          onChange={setCategory}
        />
      </div>
      <Answer of={list}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items)
          if (rows.length === 0)
            return (
              <Empty
                action={
                  box === 'open' ? undefined : <ActButton onPress={() => setBox('open')}>{t('boxes.open')}</ActButton>
                }
              >
                {t(box === 'mine' ? 'list.none_mine' : filter.q || filter.category ? 'list.none_match' : 'list.none')}
              </Empty>
            )
          return (
            <>
              <ul className={look.list}>
                {rows.map((row) => (
                  <li key={row.id}>
                    <Row row={row} />
                  </li>
                ))}
              </ul>
              {list.hasNextPage ? (
                <ActButton isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                  {t('list.more')}
                </ActButton>
              ) : null}
            </>
          )
        }}
      </Answer>
    </>
  )
}

function Row({ row }: { row: TopicRow }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const locale = useLocale()
  return (
    <Link to={`/topics/${row.id}`} className={look.row}>
      <span>
        <strong>{row.title}</strong>
        <span className={look.meta}>
          {row.ownClaim ? (
            <Toned tone={toneOfClaim[row.ownClaim]}>{t(`claimStates.${row.ownClaim}`)}</Toned>
          ) : row.state === 'published' && placesLeft(row) === 0 ? (
            <Toned tone="over">{t('full')}</Toned>
          ) : (
            <Toned tone={toneOfTopic[row.state]}>{t(`states.${row.state}`)}</Toned>
          )}
          <span>{t(`suggestion:categories.${row.category}`)}</span>
          <PlacesWord topic={row} />
          {row.openUntil ? <span>{t('until', { date: calendarDate(locale, row.openUntil) })}</span> : null}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  )
}
