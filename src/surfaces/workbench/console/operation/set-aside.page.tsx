import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { call, sentenceOf } from '../../frame/call.ts'
import { operationClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { useEventWords } from '../parts/event-words.ts'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

const events = operationClient['set-aside-events']
const key = ['set-aside-events']
type Again = { reader?: string; leafIndex?: number }
// as long as something waits; the program beats twice a second
const beatMs = 1500

function useReadAgain() {
  const { t } = useTranslation('operation')
  const { message } = App.useApp()
  const client = useQueryClient()
  const anew = () => client.invalidateQueries({ queryKey: key })
  return useMutation({
    mutationFn: (json: Again) => call(events['read-again'].$post({ json })),
    onSuccess: ({ events: asked }) =>
      void message.success(t(asked === 0 ? 'aside.gone' : 'aside.asked', { events: asked })),
    onError: (error) => void message.warning(sentenceOf(error), 6),
    onSettled: anew,
  })
}

/** 后续处理: what parts of the program could not go on from, for the system officer who has mended the cause. */
export function SetAsidePage() {
  const { t } = useTranslation(['operation', 'console'])
  const { wordOf } = useEventWords()
  const list = usePages(key, (from) => call(events.$get({ query: from })))
  const again = useReadAgain()
  const waits = list.data?.pages.some(({ items }) => items.some((item) => item.waits)) ?? false
  const { refetch } = list
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(() => void refetch(), beatMs)
    return () => clearInterval(timer)
  }, [waits, refetch])
  const isAny = (list.data?.pages[0]?.items.length ?? 0) > 0
  return (
    <>
      <PageHead title={t('console:nav.aside')}>
        <span className="push" />
        {isAny ? (
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate({})}>
            {t('aside.all_again')}
          </Button>
        ) : null}
      </PageHead>
      <p className="lead quiet">{t('aside.lead')}</p>
      <ListFrame
        of={list}
        caption={t('console:nav.aside')}
        keyOf={({ reader, leafIndex }) => `${reader} ${leafIndex}`}
        empty={<Empty>{t('aside.none')}</Empty>}
        columns={[
          {
            key: 'reader',
            head: t('aside.reader'),
            look: 'tight',
            cell: ({ reader }) => t(`readers.${reader}`, { defaultValue: reader }),
          },
          {
            key: 'event',
            head: t('aside.event'),
            cell: ({ type, leafIndex }) => (
              <>
                {wordOf(type)} <span className="quiet">{t('aside.leaf', { leafIndex })}</span>
              </>
            ),
          },
          {
            key: 'happened',
            head: t('aside.happened'),
            look: 'tight',
            cell: ({ happenedAt }) => <Moment at={happenedAt} />,
          },
          {
            key: 'set_aside',
            head: t('aside.set_aside'),
            look: 'tight',
            cell: ({ setAsideAt }) => <Moment at={setAsideAt} />,
          },
          { key: 'tries', head: t('aside.tries'), look: 'tight', cell: ({ tries }) => tries },
          { key: 'fault', head: t('aside.fault'), look: 'code', cell: ({ fault }) => fault },
          {
            key: 'again',
            head: <span className="unseen">{t('aside.again')}</span>,
            look: 'right',
            cell: ({ reader, leafIndex, type, waits }) =>
              waits ? (
                <Toned tone="waiting">{t('aside.waits')}</Toned>
              ) : (
                <Button
                  size="small"
                  disabled={again.isPending}
                  aria-label={`${t('aside.again')}: ${wordOf(type)} ${t('aside.leaf', { leafIndex })}`}
                  onClick={() => again.mutate({ reader, leafIndex })}
                >
                  {t('aside.again')}
                </Button>
              ),
          },
        ]}
      />
    </>
  )
}
