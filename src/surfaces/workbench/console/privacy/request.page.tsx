import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { RequestView } from '#modules/privacy/privacy.contract.ts'
import { useLookAtRequester, useRequest } from '../../frame/privacy-calls.ts'
import { Answer, Fault, PageHead } from '../parts/page.tsx'
import { DueWord, Moment, Toned } from '../parts/told.tsx'
import { DecisionForm } from './decision-form.tsx'
import { toneOfRequest } from './requests.page.tsx'

/** One request: where it stands, what was said, what can be done now. */
export function RequestPage() {
  const { id = '' } = useParams()
  const request = useRequest(id)
  return <Answer of={request}>{(view) => <Shown of={view} />}</Answer>
}

function Shown({ of }: { of: RequestView }) {
  const { t } = useTranslation('privacy')
  return (
    <>
      <PageHead title={t('page.caseTitle', { number: of.number, kind: t(`kinds.${of.kind}`) })}>
        <span className="push" />
        <Link to="/privacy">{t('page.back')}</Link>
      </PageHead>
      <section className="sheet pad narrow">
        <p>
          <Toned tone={toneOfRequest[of.state]}>{t(`states.${of.state}`)}</Toned>{' '}
          {of.isSuspect ? <span className="quiet">{t('page.suspect')}</span> : null}
        </p>
        <dl style={{ display: 'grid', gridTemplateColumns: '8em 1fr', rowGap: 4 }}>
          <dt>{t('list.channel')}</dt>
          <dd>{t(`channels.${of.channel}`)}</dd>
          <dt>{t('list.receivedOn')}</dt>
          <dd>
            <Moment at={of.receivedAt} />
          </dd>
          <dt>{t(of.endedAt ? 'list.endedOn' : 'list.dueOn')}</dt>
          <dd>{of.endedAt ? <Moment at={of.endedAt} /> : <DueWord before={of.dueBefore} />}</dd>
          <dt>{t('office.notice')}</dt>
          <dd>{of.noticeVersion}</dd>
          {of.ground ? (
            <>
              <dt>{t('office.ground')}</dt>
              <dd>{t(`grounds.${of.ground}`)}</dd>
            </>
          ) : null}
        </dl>
        {of.hasContact ? <Requester id={of.id} /> : null}
      </section>
      <section className="sheet pad narrow" aria-label={t('office.steps')}>
        <h2>{t('office.steps')}</h2>
        {of.isErased ? <p className="quiet">{t('status.erased')}</p> : null}
        {of.messages.map((one) => (
          <div key={one.id}>
            <p className="quiet">
              {t(one.author === 'office' ? 'authors.office' : `channels.${of.channel}`)} <Moment at={one.saidAt} />
            </p>
            <p style={{ whiteSpace: 'pre-wrap', marginBottom: 12 }}>{one.words}</p>
          </div>
        ))}
      </section>
      <section className="sheet pad narrow" aria-label={t('office.allowed')}>
        <h2>{t('office.allowed')}</h2>
        {of.kind === 'deletion' && of.endedAt === null ? <p className="quiet">{t('office.law')}</p> : null}
        {of.waitsForAnother ? <p role="status">{t('office.waits')}</p> : null}
        {of.endedAt ? <p className="quiet">{t('office.over')}</p> : null}
        {of.allowed.length > 0 ? <DecisionForm key={of.version} of={of} /> : null}
      </section>
    </>
  )
}

function Requester({ id }: { id: string }) {
  const { t } = useTranslation('privacy')
  const look = useLookAtRequester()
  if (look.data) {
    return (
      <p role="status">
        {t('office.name')}：<b>{look.data.name ?? '—'}</b>　{t('office.phone')}：
        <b>{look.data.contact ?? t('office.no_phone')}</b>
      </p>
    )
  }
  return (
    <>
      {look.error ? <Fault error={look.error} /> : null}
      <p>
        <Button loading={look.isPending} onClick={() => look.mutate(id)}>
          {t('office.contact')}
        </Button>{' '}
        <span className="quiet">{t('office.contact_hint')}</span>
      </p>
    </>
  )
}
