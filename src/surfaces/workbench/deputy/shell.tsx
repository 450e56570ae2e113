import { Suspense } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { canSeal } from '../frame/device-store.ts'
import { Icon } from '../frame/icons.tsx'
import { badgeOf, useUnread } from '../frame/notice-calls.ts'
import { useActing, useSession } from '../frame/session.ts'
import look from './look.module.css'
import { Hindered } from './parts/hindered.tsx'
import { Waiting } from './parts/page.tsx'
import { useSendDrafts } from './send-drafts.ts'
import { useOnline } from './use-online.ts'
import { takeNewVersion, useNewVersion } from './worker.ts'

const tabs = [
  { to: '/', word: 'today', icon: 'home' },
  { to: '/duty', word: 'duty', icon: 'suggestion' },
  { to: '/me', word: 'me', icon: 'account' },
] as const

export function Shell() {
  const { t } = useTranslation('deputy')
  const { pathname } = useLocation()
  useSendDrafts()
  const isTab = tabs.some(({ to }) => to === pathname)
  return (
    <div className={look.frame}>
      <Head isTab={isTab} />
      <Strips />
      <Hindered />
      <main className={look.main}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className={look.tabs} aria-label={t('tabs.label')}>
        {tabs.map(({ to, word, icon }) => (
          <NavLink key={to} to={to} end>
            <Icon name={icon} size={22} />
            {t(`tabs.${word}`)}
          </NavLink>
        ))}
      </nav>
    </div>
  )
}

function Head({ isTab }: { isTab: boolean }) {
  const { t } = useTranslation('deputy')
  const navigate = useNavigate()
  const acting = useActing()
  const { data: unread } = useUnread()
  const back = () => (history.state?.idx > 0 ? navigate(-1) : navigate('/duty'))
  return (
    <header className={look.head}>
      {isTab ? null : (
        <Button onPress={() => void back()} aria-label={t('back')}>
          <Icon name="back" size={24} />
        </Button>
      )}
      <p className={look.acting}>{t('acting_as', { label: acting.label })}</p>
      <Link to="/notices" aria-label={t('bell', { unread: badgeOf(unread?.count ?? 0) })}>
        <Icon name="bell" size={24} />
        {unread && unread.count > 0 ? <span className={look.badge}>{badgeOf(unread.count)}</span> : null}
      </Link>
    </header>
  )
}

function Strips() {
  const { t } = useTranslation(['deputy', 'workbench'])
  const { demo } = useSession()
  const isOnline = useOnline()
  const next = useNewVersion()
  return (
    <>
      {demo ? (
        <aside className={look.strip} aria-label={t('workbench:demo')}>
          {t('workbench:demo')}
        </aside>
      ) : null}
      {isOnline ? null : (
        <p className={look.strip} role="status">
          <Icon name="offline" /> {t('offline')}
        </p>
      )}
      {canSeal() ? null : (
        <aside className={look.strip} aria-label={t('insecure')}>
          <Icon name="warn" /> {t('insecure')}
        </aside>
      )}
      {next ? (
        <p className={look.strip} role="status">
          {t('new_version')}
          <Button className={`${look.button} ${look.plain}`} onPress={() => takeNewVersion(next)}>
            {t('take_new_version')}
          </Button>
        </p>
      ) : null}
    </>
  )
}
