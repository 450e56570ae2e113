import { lazy } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { gateOf, SessionProvider, useRole, useSessionQuery } from '../frame/session.ts'
import { useIdleLock } from '../frame/use-idle-lock.ts'
import { IdentityPage, LockVeil, NewPasswordPage, SignInPage, TotpPage } from './gate.tsx'
import { navOf } from './nav.ts'
import { CasePage } from './pages/case.page.tsx'
import { NotFoundPage } from './pages/not-found.page.tsx'
import { SuggestionListPage } from './pages/suggestion-list.page.tsx'
import { TodoPage } from './pages/todo.page.tsx'
import { Answer } from './parts/page.tsx'
import { Shell } from './shell.tsx'

const CongressesPage = lazy(() => import('./pages/congresses.page.tsx').then((it) => ({ default: it.CongressesPage })))
const CongressPage = lazy(() => import('./pages/congress.page.tsx').then((it) => ({ default: it.CongressPage })))
const NewCongressPage = lazy(() =>
  import('./pages/new-congress.page.tsx').then((it) => ({ default: it.NewCongressPage })),
)
const PeoplePage = lazy(() => import('./pages/people.page.tsx').then((it) => ({ default: it.PeoplePage })))
const NewPersonPage = lazy(() => import('./pages/new-person.page.tsx').then((it) => ({ default: it.NewPersonPage })))
const UnitPage = lazy(() => import('./pages/unit.page.tsx').then((it) => ({ default: it.UnitPage })))
const NewUnitPage = lazy(() => import('./pages/new-unit.page.tsx').then((it) => ({ default: it.NewUnitPage })))
const PublicationPage = lazy(() =>
  import('./pages/publication.page.tsx').then((it) => ({ default: it.PublicationPage })),
)
const DeputiesPage = lazy(() => import('./pages/deputies.page.tsx').then((it) => ({ default: it.DeputiesPage })))
const PersonPage = lazy(() => import('./pages/person.page.tsx').then((it) => ({ default: it.PersonPage })))
const UnitsPage = lazy(() => import('./pages/units.page.tsx').then((it) => ({ default: it.UnitsPage })))
const ImportPage = lazy(() => import('./pages/import.page.tsx').then((it) => ({ default: it.ImportPage })))
const AccountsPage = lazy(() => import('./pages/accounts.page.tsx').then((it) => ({ default: it.AccountsPage })))
const ApprovalsPage = lazy(() => import('./pages/approvals.page.tsx').then((it) => ({ default: it.ApprovalsPage })))
const RulesPage = lazy(() => import('./pages/rules.page.tsx').then((it) => ({ default: it.RulesPage })))
const RecordPage = lazy(() => import('./pages/record.page.tsx').then((it) => ({ default: it.RecordPage })))
const SecurityPage = lazy(() => import('./pages/security.page.tsx').then((it) => ({ default: it.SecurityPage })))
const NoticesPage = lazy(() => import('./pages/notices.page.tsx').then((it) => ({ default: it.NoticesPage })))

export function ConsoleRoutes() {
  const session = useSessionQuery()
  useIdleLock(session.data ?? null)
  return (
    <Answer of={session}>
      {(me) => {
        switch (gateOf(me)) {
          case 'sign_in':
            return <SignInPage />
          case 'password':
            return me && <NewPasswordPage session={me} />
          case 'totp':
            return <TotpPage />
          case 'identity':
          case 'no_identity':
            return me && (me.state === 'locked' ? <LockVeil session={me} /> : <IdentityPage session={me} />)
          case 'in':
            return (
              <SessionProvider value={me}>
                {/* What lies below the lock can neither be read nor reached, and is there afterwards. */}
                <div inert={me?.state === 'locked'}>
                  <Pages />
                </div>
                {me?.state === 'locked' ? <LockVeil session={me} /> : null}
              </SessionProvider>
            )
        }
      }}
    </Answer>
  )
}

/** Officers have no to-do page: theirs is the first that concerns them. */
const FirstPage = () => <Navigate to={navOf(useRole())[0]?.path ?? '/security'} replace />

const Pages = () => (
  <Routes>
    <Route element={<Shell />}>
      <Route index element={<FirstPage />} />
      <Route path="todo" element={<TodoPage />} />
      <Route path="suggestions" element={<SuggestionListPage />} />
      <Route path="suggestions/:id" element={<CasePage />} />
      <Route path="suggestions/:id/publication" element={<PublicationPage />} />
      <Route path="deputies" element={<DeputiesPage />} />
      <Route path="congresses" element={<CongressesPage />} />
      <Route path="congresses/new" element={<NewCongressPage />} />
      <Route path="congresses/:id" element={<CongressPage />} />
      <Route path="people" element={<PeoplePage />} />
      <Route path="people/new" element={<NewPersonPage />} />
      <Route path="people/:id" element={<PersonPage />} />
      <Route path="units" element={<UnitsPage />} />
      <Route path="units/new" element={<NewUnitPage />} />
      <Route path="units/:id" element={<UnitPage />} />
      <Route path="imports" element={<ImportPage />} />
      <Route path="imports/:id" element={<ImportPage />} />
      <Route path="accounts" element={<AccountsPage />} />
      <Route path="approvals" element={<ApprovalsPage />} />
      <Route path="rules" element={<RulesPage />} />
      <Route path="record" element={<RecordPage />} />
      <Route path="security" element={<SecurityPage />} />
      <Route path="notices" element={<NoticesPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
)
