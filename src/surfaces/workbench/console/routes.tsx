import { lazy } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { gateOf, SessionProvider, useSessionQuery } from '../frame/session.ts'
import { useIdleLock } from '../frame/use-idle-lock.ts'
import { IdentityPage, LockVeil, NewPasswordPage, SignInPage, TotpPage } from './gate.tsx'
import { useNav } from './nav.ts'
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
const PaperEntryPage = lazy(() =>
  import('./intake/paper-entry.page.tsx').then((it) => ({ default: it.PaperEntryPage })),
)
const DeputiesPage = lazy(() => import('./pages/deputies.page.tsx').then((it) => ({ default: it.DeputiesPage })))
const PersonPage = lazy(() => import('./pages/person.page.tsx').then((it) => ({ default: it.PersonPage })))
const UnitsPage = lazy(() => import('./pages/units.page.tsx').then((it) => ({ default: it.UnitsPage })))
const ImportPage = lazy(() => import('./pages/import.page.tsx').then((it) => ({ default: it.ImportPage })))
const AccountsPage = lazy(() => import('./pages/accounts.page.tsx').then((it) => ({ default: it.AccountsPage })))
const ApprovalsPage = lazy(() => import('./pages/approvals.page.tsx').then((it) => ({ default: it.ApprovalsPage })))
const DelegationsPage = lazy(() =>
  import('./delegations/delegations.page.tsx').then((it) => ({ default: it.DelegationsPage })),
)
const ChangeRulesPage = lazy(() =>
  import('./rules/change-rules.page.tsx').then((it) => ({ default: it.ChangeRulesPage })),
)
const RulesPage = lazy(() => import('./rules/rules.page.tsx').then((it) => ({ default: it.RulesPage })))
const RecordPage = lazy(() => import('./pages/record.page.tsx').then((it) => ({ default: it.RecordPage })))
const SecurityPage = lazy(() => import('./pages/security.page.tsx').then((it) => ({ default: it.SecurityPage })))
const PapersPage = lazy(() => import('./pages/papers.page.tsx').then((it) => ({ default: it.PapersPage })))
const DeliveriesPage = lazy(() =>
  import('./notices/deliveries.page.tsx').then((it) => ({ default: it.DeliveriesPage })),
)
const FiguresPage = lazy(() => import('./figures/figures.page.tsx').then((it) => ({ default: it.FiguresPage })))
const FigureRowsPage = lazy(() =>
  import('./figures/figure-rows.page.tsx').then((it) => ({ default: it.FigureRowsPage })),
)
const CommitmentsPage = lazy(() =>
  import('./commitments/commitments.page.tsx').then((it) => ({ default: it.CommitmentsPage })),
)
const FieldsPage = lazy(() => import('./fields/fields.page.tsx').then((it) => ({ default: it.FieldsPage })))
const CalendarPage = lazy(() => import('./calendar/calendar.page.tsx').then((it) => ({ default: it.CalendarPage })))
const PrivacyPage = lazy(() => import('./privacy/requests.page.tsx').then((it) => ({ default: it.RequestsPage })))
const PrivacyRequestPage = lazy(() => import('./privacy/request.page.tsx').then((it) => ({ default: it.RequestPage })))
const OwnDataPage = lazy(() => import('./privacy/own-data.page.tsx').then((it) => ({ default: it.OwnDataPage })))
const OversightListPage = lazy(() =>
  import('./oversight/oversight-list.page.tsx').then((it) => ({ default: it.OversightListPage })),
)
const OversightPage = lazy(() => import('./oversight/oversight.page.tsx').then((it) => ({ default: it.OversightPage })))
const NewOversightPage = lazy(() =>
  import('./oversight/oversight-form.tsx').then((it) => ({ default: it.NewOversightPage })),
)
const MeetingListPage = lazy(() =>
  import('./handover/meeting-list.page.tsx').then((it) => ({ default: it.MeetingListPage })),
)
const MeetingPage = lazy(() => import('./handover/meeting.page.tsx').then((it) => ({ default: it.MeetingPage })))
const NewMeetingPage = lazy(() => import('./handover/meeting-form.tsx').then((it) => ({ default: it.NewMeetingPage })))
const NoticesPage = lazy(() => import('./pages/notices.page.tsx').then((it) => ({ default: it.NoticesPage })))
const TopicListPage = lazy(() => import('./topics/topic-list.page.tsx').then((it) => ({ default: it.TopicListPage })))
const TopicPage = lazy(() => import('./topics/topic.page.tsx').then((it) => ({ default: it.TopicPage })))
const NewTopicPage = lazy(() => import('./topics/topic.page.tsx').then((it) => ({ default: it.NewTopicPage })))
const MotionListPage = lazy(() =>
  import('./motions/motion-list.page.tsx').then((it) => ({ default: it.MotionListPage })),
)
const MotionPage = lazy(() => import('./motions/motion.page.tsx').then((it) => ({ default: it.MotionPage })))

const TokensPage = lazy(() => import('./tokens/tokens.page.tsx').then((it) => ({ default: it.TokensPage })))

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
const FirstPage = () => <Navigate to={useNav()[0]?.path ?? '/security'} replace />

const Pages = () => (
  <Routes>
    <Route element={<Shell />}>
      <Route index element={<FirstPage />} />
      <Route path="todo" element={<TodoPage />} />
      <Route path="suggestions" element={<SuggestionListPage />} />
      <Route path="suggestions/paper" element={<PaperEntryPage />} />
      <Route path="suggestions/:id" element={<CasePage />} />
      <Route path="suggestions/:id/publication" element={<PublicationPage />} />
      <Route path="figures" element={<FiguresPage />} />
      <Route path="figures/:code" element={<FigureRowsPage />} />
      <Route path="commitments" element={<CommitmentsPage />} />
      <Route path="fields" element={<FieldsPage />} />
      <Route path="calendar" element={<CalendarPage />} />
      <Route path="motions" element={<MotionListPage />} />
      <Route path="motions/:id" element={<MotionPage />} />
      <Route path="oversights" element={<OversightListPage />} />
      <Route path="oversights/new" element={<NewOversightPage />} />
      <Route path="oversights/:id" element={<OversightPage />} />
      <Route path="handovers" element={<MeetingListPage />} />
      <Route path="handovers/new" element={<NewMeetingPage />} />
      <Route path="handovers/:id" element={<MeetingPage />} />
      <Route path="topics" element={<TopicListPage />} />
      <Route path="topics/new" element={<NewTopicPage />} />
      <Route path="topics/:id" element={<TopicPage />} />
      <Route path="deputies" element={<DeputiesPage />} />
      <Route path="congresses" element={<CongressesPage />} />
      <Route path="congresses/new" element={<NewCongressPage />} />
      <Route path="congresses/:id" element={<CongressPage />} />
      <Route path="people" element={<PeoplePage />} />
      <Route path="people/new" element={<NewPersonPage />} />
      <Route path="people/:id" element={<PersonPage />} />
      <Route path="units" element={<UnitsPage />} />
      <Route path="papers" element={<PapersPage />} />
      <Route path="units/new" element={<NewUnitPage />} />
      <Route path="units/:id" element={<UnitPage />} />
      <Route path="imports" element={<ImportPage />} />
      <Route path="imports/:id" element={<ImportPage />} />
      <Route path="accounts" element={<AccountsPage />} />
      <Route path="approvals" element={<ApprovalsPage />} />
      <Route path="delegations" element={<DelegationsPage />} />
      <Route path="tokens" element={<TokensPage />} />
      <Route path="rules" element={<RulesPage />} />
      <Route path="rules/change" element={<ChangeRulesPage />} />
      <Route path="record" element={<RecordPage />} />
      <Route path="security" element={<SecurityPage />} />
      <Route path="notices" element={<NoticesPage />} />
      <Route path="deliveries" element={<DeliveriesPage />} />
      <Route path="privacy" element={<PrivacyPage />} />
      <Route path="privacy/:id" element={<PrivacyRequestPage />} />
      <Route path="own-data" element={<OwnDataPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
)
