import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryModes } from '#modules/notification/notification.ts'
import { type PreferencesView, useChangePreferences, usePreferences } from '../../frame/delivery-calls.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Choice, isWithin, Words } from '../parts/fields.tsx'
import { Answer, Fault, PageTitle } from '../parts/page.tsx'

/** How a deputy is told outside the app. */
export function DeliveryPage() {
  const { t } = useTranslation('notification')
  const preferences = usePreferences()
  const change = useChangePreferences()
  return (
    <>
      <PageTitle>{t('settings.title')}</PageTitle>
      <Answer of={preferences}>
        {(view) => (
          <div className={look.stack}>
            <p className={look.quiet}>{t('settings.lead')}</p>
            {view.channels.map(({ channel, isConfigured, hasContact, mode }) =>
              isConfigured ? (
                <div key={channel} className={look.stack}>
                  <Choice
                    label={t(`channels.${channel}`)}
                    value={mode}
                    options={deliveryModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
                    onChange={(next) => change.mutate({ channel, mode: next })}
                  />
                  {channel === 'sms' && !hasContact ? <p className={look.quiet}>{t('settings.no_phone')}</p> : null}
                </div>
              ) : (
                <p key={channel} className={look.quiet}>
                  {t('settings.not_configured', { channel: t(`channels.${channel}`) })}
                </p>
              ),
            )}
            <p className={look.quiet}>{t('settings.must')}</p>
            <MailAddress view={view} change={change} />
            {change.error ? <Fault error={change.error} /> : null}
            {change.isSuccess ? (
              <p role="status" className={look.good}>
                {t('settings.saved')}
              </p>
            ) : null}
          </div>
        )}
      </Answer>
    </>
  )
}

function MailAddress({ view, change }: { view: PreferencesView; change: ReturnType<typeof useChangePreferences> }) {
  const { t } = useTranslation('notification')
  const [address, setAddress] = useState('')
  return (
    <form
      className={look.stack}
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ address: address.trim() }, { onSuccess: () => setAddress('') })
      }}
    >
      <Words
        label={t('settings.mail_label')}
        value={address}
        onChange={setAddress}
        autoComplete="email"
        maxLength={320}
        hint={view.mailAddress ? t('settings.mail_now', { address: view.mailAddress }) : t('settings.mail_none')}
      />
      <ActButton type="submit" isDisabled={!isWithin(address, 320)} isPending={change.isPending}>
        {t('settings.save_mail')}
      </ActButton>
      {view.mailAddress ? (
        <ActButton plain onPress={() => change.mutate({ address: null })}>
          {t('settings.remove_mail')}
        </ActButton>
      ) : null}
    </form>
  )
}
