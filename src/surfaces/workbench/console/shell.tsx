import { Button, Dropdown } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet } from 'react-router'
import { Icon } from '../frame/icons.tsx'
import { badgeOf, useUnread } from '../frame/notice-calls.ts'
import { useActAs, useSession, useSignOut } from '../frame/session.ts'
import { useTodo } from '../frame/suggestion-calls.ts'
import { useChooseLocale } from '../frame/use-choose-locale.ts'
import { useLocale } from '../frame/use-locale.ts'
import { CommandSearch } from './command-search.tsx'
import { useNav } from './nav.ts'
import { Hindered } from './parts/hindered.tsx'
import { Waiting } from './parts/page.tsx'

export function Shell() {
  const { t } = useTranslation(['console', 'workbench', 'identity'])
  const { demo } = useSession()
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="masthead">
        <Link to="/" className="brand">
          {t('workbench:brand')} <small>{t('surface')}</small>
        </Link>
        <Top />
      </header>
      <Nav />
      <main id="main" className="main" tabIndex={-1}>
        {demo ? <p className="demo-note">{t('identity:demo_banner')}</p> : null}
        <Hindered />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}

function Nav() {
  const { t } = useTranslation('console')
  const entries = useNav()
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {entries.map((entry) => (
        <NavLink key={entry.path} to={entry.path}>
          <Icon name={entry.icon} />
          {t(`nav.${entry.word}`)}
          {entry.path === '/todo' ? <TodoCount /> : null}
        </NavLink>
      ))}
    </nav>
  )
}

function TodoCount() {
  const { t } = useTranslation('console')
  const { data } = useTodo()
  if (!data) return null
  const late = data.overdue.length
  const count = late + data.today.length + data.thisWeek.length + data.later.length
  if (count === 0) return null
  return (
    <span className={late > 0 ? 'count late' : 'count'} title={late > 0 ? t('nav.late', { count: late }) : undefined}>
      {count}
    </span>
  )
}

function Top() {
  const { t } = useTranslation(['console', 'workbench'])
  const session = useSession()
  const signOut = useSignOut()
  const chooseLocale = useChooseLocale()
  const locale = useLocale()
  const { data: unread } = useUnread()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <div className="top">
      <ActingSwitch />
      <span className="push" />
      {session.actingAs?.onBehalfOf ? null : <CommandSearch />}
      <Link to="/notices" className="bell" aria-label={t('bell', { unread: badgeOf(unread?.count ?? 0) })}>
        <Icon name="bell" size={20} />
        {unread && unread.count > 0 ? <span className="bell-count">{badgeOf(unread.count)}</span> : null}
      </Link>
      <Button
        type="text"
        aria-label={other === 'en' ? 'English' : '中文'}
        icon={<Icon name="language" />}
        onClick={() => chooseLocale(other)}
        lang={other}
      >
        {other === 'en' ? 'English' : '中文'}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'security', label: <Link to="/security">{t('security')}</Link> },
            { key: 'out', label: t('workbench:sign_out'), onClick: () => signOut.mutate(undefined) },
          ],
        }}
      >
        <Button type="text" aria-label={session.person.name} icon={<Icon name="account" />}>
          {session.person.name}
        </Button>
      </Dropdown>
    </div>
  )
}

/** Which one of several posts and mandates one acts as: always in sight, one click to change. */
function ActingSwitch() {
  const { t } = useTranslation('console')
  const { actingAs, identities } = useSession()
  const actAs = useActAs()
  if (!actingAs) return null
  if (identities.length < 2) return <span className="acting">{t('acting_as', { label: actingAs.label })}</span>
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [actingAs.id],
        items: identities.map((identity) => ({
          key: identity.id,
          label: identity.label,
          onClick: () => actAs.mutate(identity),
        })),
      }}
    >
      <Button loading={actAs.isPending} iconPlacement="end" icon={<Icon name="more" size={16} />}>
        {t('acting_as', { label: actingAs.label })}
      </Button>
    </Dropdown>
  )
}
