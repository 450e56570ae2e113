import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryModes } from '#modules/notification/notification.ts'
import { type PreferencesView, useChangePreferences, usePreferences } from '../../frame/delivery-calls.ts'
import { Choice, Field } from '../parts/field.tsx'
import { Answer, Fault } from '../parts/page.tsx'
import './notices.css'

/** How one is told outside the program. */
export function DeliverySettings() {
  const { t } = useTranslation('notification')
  const preferences = usePreferences()
  const change = useChangePreferences()
  return (
    <section className="sheet pad narrow spaced" aria-label={t('settings.title')}>
      <h2>{t('settings.title')}</h2>
      <p className="quiet">{t('settings.lead')}</p>
      <Answer of={preferences} lines={3}>
        {(view) => (
          <>
            {view.channels.map(({ channel, isConfigured, hasContact, mode }) =>
              isConfigured ? (
                <div key={channel}>
                  <Choice
                    label={t(`channels.${channel}`)}
                    value={mode}
                    options={deliveryModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
                    onChange={(next) => change.mutate({ channel, mode: next })}
                  />
                  {channel === 'sms' && !hasContact ? <p className="quiet">{t('settings.no_phone')}</p> : null}
                </div>
              ) : (
                <p key={channel} className="quiet">
                  {t('settings.not_configured', { channel: t(`channels.${channel}`) })}
                </p>
              ),
            )}
            <MailAddress view={view} change={change} />
            <p className="quiet">{t('settings.must')}</p>
          </>
        )}
      </Answer>
      {change.error ? <Fault error={change.error} /> : null}
      {change.isSuccess ? (
        <p role="status" className="tone-good">
          {t('settings.saved')}
        </p>
      ) : null}
    </section>
  )
}

type Changing = ReturnType<typeof useChangePreferences>

function MailAddress({ view, change }: { view: PreferencesView; change: Changing }) {
  const { t } = useTranslation('notification')
  const [address, setAddress] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ address }, { onSuccess: () => setAddress('') })
      }}
    >
      <Field
        label={t('settings.mail_label')}
        hint={view.mailAddress ? t('settings.mail_now', { address: view.mailAddress }) : t('settings.mail_none')}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            maxLength={320}
            value={address}
            onChange={(event) => setAddress(event.target.value.trim())}
          />
        )}
      </Field>
      <div className="chips">
        <Button htmlType="submit" disabled={address === ''} loading={change.isPending}>
          {t('settings.save_mail')}
        </Button>
        {view.mailAddress ? (
          <Button onClick={() => change.mutate({ address: null })}>{t('settings.remove_mail')}</Button>
        ) : null}
      </div>
    </form>
  )
}
