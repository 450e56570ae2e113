import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { canSeal } from '../../frame/device-store.ts'
import { Icon } from '../../frame/icons.tsx'
import { useActAs, useSession } from '../../frame/session.ts'
import { useChooseLocale } from '../../frame/use-choose-locale.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { useLargeText } from '../large-text.ts'
import look from '../look.module.css'
import { Choice, OnOff } from '../parts/fields.tsx'
import { Fault, PageTitle } from '../parts/page.tsx'

const links = [
  { to: '/notices', word: 'notices', icon: 'bell' },
  { to: '/me/notices', word: 'delivery', icon: 'bell' },
  { to: '/me/sessions', word: 'sessions', icon: 'device' },
  { to: '/me/password', word: 'password', icon: 'lock' },
  { to: '/me/sign-out', word: 'sign_out', icon: 'leave' },
] as const

export function MePage() {
  const { t } = useTranslation('deputy')
  const session = useSession()
  const actAs = useActAs()
  const mandates = session.identities.filter(({ kind }) => kind === 'mandate')
  const locale = useLocale()
  const [isLarge, setLarge] = useLargeText()
  const choose = useChooseLocale()
  return (
    <div className={look.stack}>
      <div>
        <PageTitle>{session.person.name}</PageTitle>
        <p className={look.quiet}>{session.account.name}</p>
      </div>
      {mandates.length > 1 ? (
        <Choice
          label={t('me.identity')}
          value={session.actingAs?.id ?? ''}
          options={mandates.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => {
            const chosen = mandates.find((identity) => identity.id === id)
            if (chosen) actAs.mutate(chosen)
          }}
        />
      ) : (
        <p>{session.actingAs?.label}</p>
      )}
      {actAs.error ? <Fault error={actAs.error} /> : null}
      <OnOff isOn={isLarge} onChange={setLarge}>
        {t('me.large')}
      </OnOff>
      <Choice
        label={t('me.language')}
        value={locale}
        options={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={choose}
      />
      <ul className={look.list}>
        {links.map(({ to, word, icon }) => (
          <li key={to}>
            <Link to={to} className={look.row}>
              <span>
                <Icon name={icon} /> {t(`me.${word}`)}
              </span>
              <Icon name="next" />
            </Link>
          </li>
        ))}
      </ul>
      <p className={look.quiet}>{t(canSeal() ? 'me.sealed' : 'insecure')}</p>
    </div>
  )
}
