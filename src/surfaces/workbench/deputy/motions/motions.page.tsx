import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '../../frame/icons.tsx'
import { useMotions } from '../../frame/motion-calls.ts'
import { toneOfMotion } from '../../frame/motion-tone.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

const boxes = ['open', 'closed', 'all'] as const

/** 议案 that this deputy leads, has co-signed, or is asked to. */
export function MotionsPage() {
  const { t } = useTranslation(['motion', 'suggestion', 'deputy'])
  const [box, setBox] = useState<(typeof boxes)[number]>('open')
  const list = useMotions({ box })
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Link to="/motions/new" className={`${look.button} ${look.primary} ${look.wide} ${look.title}`}>
        <Icon name="plus" /> {t('acts.new')}
      </Link>
      <fieldset className={form.chips} aria-label={t('list.box')}>
        {boxes.map((one) => (
          <Button key={one} className={form.chip ?? ''} aria-pressed={one === box} onPress={() => setBox(one)}>
            {t(`list.boxes.${one}`)}
          </Button>
        ))}
      </fieldset>
      <Answer of={list}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items)
          if (rows.length === 0) return <Empty>{t(`list.none_of.${box}`)}</Empty>
          return (
            <>
              <ul className={look.list}>
                {rows.map((row) => (
                  <li key={row.id}>
                    <Link to={`/motions/${row.id}`} className={look.row}>
                      <span>
                        <strong>{row.title || t('deputy:write.untitled')}</strong>
                        <span className={look.meta}>
                          <Toned tone={toneOfMotion[row.state]}>{t(`states.${row.state}`)}</Toned>
                          {row.number ? <span>{row.number}</span> : null}
                          <span>
                            {t('list.sponsors')} {row.sponsorsCounted}/{row.sponsorsNeeded}
                          </span>
                          {row.todo ? <span className={look.waiting}>{t(`suggestion:todo.${row.todo}`)}</span> : null}
                          <Moment at={row.changedAt} />
                        </span>
                      </span>
                      <Icon name="next" />
                    </Link>
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
