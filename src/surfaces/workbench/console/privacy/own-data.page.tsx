import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackedRequest } from '#modules/privacy/privacy.contract.ts'
import { privacyLimits, type RequestKind, requestKinds } from '#modules/privacy/privacy.ts'
import { sentenceOf } from '../../frame/call.ts'
import { fetchFile } from '../../frame/download.ts'
import { useOwnChange, useOwnPrivacy } from '../../frame/privacy-calls.ts'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Answer, Fault, PageHead } from '../parts/page.tsx'
import { DueWord, Moment, Toned } from '../parts/told.tsx'
import { toneOfRequest } from './requests.page.tsx'

/** 我的个人信息: take it with you, ask about it, take an agreement back. */
export function OwnDataPage() {
  const { t } = useTranslation('privacy')
  const { message } = App.useApp()
  const own = useOwnPrivacy()
  const withdraw = useOwnChange()
  const take = (form: 'json' | 'xlsx') =>
    fetchFile(`/api/privacy/own/copy.${form}`, `${t('own.file')}.${form}`).catch((error: unknown) =>
      message.warning(sentenceOf(error), 6),
    )
  return (
    <>
      <PageHead title={t('own.title')} />
      <Answer of={own}>
        {({ notice, consents, requests }) => (
          <>
            <section className="sheet pad narrow">
              <p>{t('own.intro', { version: notice.version, day: notice.effectiveOn })}</p>
              <Button onClick={() => void take('xlsx')}>{t('own.xlsx')}</Button>{' '}
              <Button onClick={() => void take('json')}>{t('own.json')}</Button>
            </section>
            <section className="sheet pad narrow" aria-label={t('own.requests')}>
              <h2>{t('own.requests')}</h2>
              {requests.length === 0 ? <p className="quiet">{t('own.none')}</p> : null}
              {requests.map((one) => (
                <OwnRequest key={one.id} of={one} />
              ))}
              <AskForm />
            </section>
            <section className="sheet pad narrow" aria-label={t('own.consents')}>
              <h2>{t('own.consents')}</h2>
              {withdraw.error ? <Fault error={withdraw.error} /> : null}
              {consents.length === 0 ? <p className="quiet">{t('own.no_consent')}</p> : null}
              <ul>
                {consents.map((one) => (
                  <li key={one.id}>
                    {t(`purposes.${one.purpose}`)} · {t('own.version', { version: one.noticeVersion })} ·{' '}
                    {t(one.withdrawnAt ? 'own.ended' : 'own.given')} <Moment at={one.withdrawnAt ?? one.givenAt} />{' '}
                    {one.withdrawnAt ? null : (
                      <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ consentId: one.id })}>
                        {t('own.withdraw')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Answer>
    </>
  )
}

function OwnRequest({ of }: { of: TrackedRequest }) {
  const { t } = useTranslation('privacy')
  const supply = useOwnChange()
  const [words, setWords] = useState('')
  return (
    <div>
      <p>
        <b>{of.number}</b> {t(`kinds.${of.kind}`)}{' '}
        <Toned tone={toneOfRequest[of.state]}>{t(`states.${of.state}`)}</Toned>{' '}
        {of.endedAt ? null : <DueWord before={of.dueBefore} />}
      </p>
      {of.ground ? <p>{t(`grounds.${of.ground}`)}</p> : null}
      {of.messages.map((one) => (
        <p key={one.id} style={{ whiteSpace: 'pre-wrap' }}>
          <span className="quiet">{t(`authors.${one.author}`)}</span> {one.words}
        </p>
      ))}
      {of.maySupply ? (
        <>
          {supply.error ? <Fault error={supply.error} /> : null}
          <Field label={t('own.reply')}>
            {(control) => (
              <Input.TextArea {...control} value={words} onChange={(event) => setWords(event.target.value)} />
            )}
          </Field>
          <Button loading={supply.isPending} onClick={() => supply.mutate({ requestId: of.id, words })}>
            {t('own.send')}
          </Button>
        </>
      ) : null}
    </div>
  )
}

function AskForm() {
  const { t } = useTranslation('privacy')
  const ask = useOwnChange()
  const [kind, setKind] = useState<RequestKind>('correction')
  const [words, setWords] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate({ kind, words }, { onSuccess: () => setWords('') })
      }}
    >
      <h3>{t('own.ask')}</h3>
      <Field label={t('own.kind')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={setKind}
            popupMatchSelectWidth={false}
            options={requestKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        )}
      </Field>
      <LongEntry label={t('own.words')} rows={4} max={privacyLimits.wordsMax} value={words} onChange={setWords} />
      {ask.error ? <Fault error={ask.error} /> : null}
      {ask.isSuccess ? <p role="status">{t('own.sent')}</p> : null}
      <Button type="primary" htmlType="submit" disabled={words.trim() === ''} loading={ask.isPending}>
        {t('own.send')}
      </Button>
    </form>
  )
}
