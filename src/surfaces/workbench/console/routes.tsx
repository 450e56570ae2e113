import { Navigate, Route, Routes } from 'react-router'
import { lazyPart } from '../frame/arrived.ts'
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

const CongressesPage = lazyPart(() =>
  import('./pages/congresses.page.tsx').then((it) => ({ default: it.CongressesPage })),
)
const CongressPage = lazyPart(() => import('./pages/congress.page.tsx').then((it) => ({ default: it.CongressPage })))
const NewCongressPage = lazyPart(() =>
  import('./pages/new-congress.page.tsx').then((it) => ({ default: it.NewCongressPage })),
)
const PeoplePage = lazyPart(() => import('./pages/people.page.tsx').then((it) => ({ default: it.PeoplePage })))
const NewPersonPage = lazyPart(() =>
  import('./pages/new-person.page.tsx').then((it) => ({ default: it.NewPersonPage })),
)
const UnitPage = lazyPart(() => import('./pages/unit.page.tsx').then((it) => ({ default: it.UnitPage })))
const NewUnitPage = lazyPart(() => import('./pages/new-unit.page.tsx').then((it) => ({ default: it.NewUnitPage })))
const PublicationPage = lazyPart(() =>
  import('./pages/publication.page.tsx').then((it) => ({ default: it.PublicationPage })),
)
const PaperEntryPage = lazyPart(() =>
  import('./intake/paper-entry.page.tsx').then((it) => ({ default: it.PaperEntryPage })),
)
const DeputiesPage = lazyPart(() => import('./pages/deputies.page.tsx').then((it) => ({ default: it.DeputiesPage })))
const PersonPage = lazyPart(() => import('./pages/person.page.tsx').then((it) => ({ default: it.PersonPage })))
const UnitsPage = lazyPart(() => import('./pages/units.page.tsx').then((it) => ({ default: it.UnitsPage })))
const ImportPage = lazyPart(() => import('./pages/import.page.tsx').then((it) => ({ default: it.ImportPage })))
const AccountsPage = lazyPart(() => import('./pages/accounts.page.tsx').then((it) => ({ default: it.AccountsPage })))
const ApprovalsPage = lazyPart(() => import('./pages/approvals.page.tsx').then((it) => ({ default: it.ApprovalsPage })))
const DelegationsPage = lazyPart(() =>
  import('./delegations/delegations.page.tsx').then((it) => ({ default: it.DelegationsPage })),
)
const ChangeRulesPage = lazyPart(() =>
  import('./rules/change-rules.page.tsx').then((it) => ({ default: it.ChangeRulesPage })),
)
const RulesPage = lazyPart(() => import('./rules/rules.page.tsx').then((it) => ({ default: it.RulesPage })))
const RecordPage = lazyPart(() => import('./pages/record.page.tsx').then((it) => ({ default: it.RecordPage })))
const SecurityPage = lazyPart(() => import('./pages/security.page.tsx').then((it) => ({ default: it.SecurityPage })))
const PapersPage = lazyPart(() => import('./pages/papers.page.tsx').then((it) => ({ default: it.PapersPage })))
const DeliveriesPage = lazyPart(() =>
  import('./notices/deliveries.page.tsx').then((it) => ({ default: it.DeliveriesPage })),
)
const FiguresPage = lazyPart(() => import('./figures/figures.page.tsx').then((it) => ({ default: it.FiguresPage })))
const FigureRowsPage = lazyPart(() =>
  import('./figures/figure-rows.page.tsx').then((it) => ({ default: it.FigureRowsPage })),
)
const CommitmentsPage = lazyPart(() =>
  import('./commitments/commitments.page.tsx').then((it) => ({ default: it.CommitmentsPage })),
)
const FieldsPage = lazyPart(() => import('./fields/fields.page.tsx').then((it) => ({ default: it.FieldsPage })))
const CalendarPage = lazyPart(() => import('./calendar/calendar.page.tsx').then((it) => ({ default: it.CalendarPage })))
const PrivacyPage = lazyPart(() => import('./privacy/requests.page.tsx').then((it) => ({ default: it.RequestsPage })))
const PrivacyRequestPage = lazyPart(() =>
  import('./privacy/request.page.tsx').then((it) => ({ default: it.RequestPage })),
)
const ErasurePage = lazyPart(() => import('./privacy/erasure.page.tsx').then((it) => ({ default: it.ErasurePage })))
const SetAsidePage = lazyPart(() =>
  import('./operation/set-aside.page.tsx').then((it) => ({ default: it.SetAsidePage })),
)
const OwnDataPage = lazyPart(() => import('./privacy/own-data.page.tsx').then((it) => ({ default: it.OwnDataPage })))
const OversightListPage = lazyPart(() =>
  import('./oversight/oversight-list.page.tsx').then((it) => ({ default: it.OversightListPage })),
)
const OversightPage = lazyPart(() =>
  import('./oversight/oversight.page.tsx').then((it) => ({ default: it.OversightPage })),
)
const NewOversightPage = lazyPart(() =>
  import('./oversight/oversight-form.tsx').then((it) => ({ default: it.NewOversightPage })),
)
const MeetingListPage = lazyPart(() =>
  import('./handover/meeting-list.page.tsx').then((it) => ({ default: it.MeetingListPage })),
)
const MeetingPage = lazyPart(() => import('./handover/meeting.page.tsx').then((it) => ({ default: it.MeetingPage })))
const NewMeetingPage = lazyPart(() =>
  import('./handover/meeting-form.tsx').then((it) => ({ default: it.NewMeetingPage })),
)
const NoticesPage = lazyPart(() => import('./pages/notices.page.tsx').then((it) => ({ default: it.NoticesPage })))
const TopicListPage = lazyPart(() =>
  import('./topics/topic-list.page.tsx').then((it) => ({ default: it.TopicListPage })),
)
const TopicPage = lazyPart(() => import('./topics/topic.page.tsx').then((it) => ({ default: it.TopicPage })))
const NewTopicPage = lazyPart(() => import('./topics/topic.page.tsx').then((it) => ({ default: it.NewTopicPage })))
const MotionListPage = lazyPart(() =>
  import('./motions/motion-list.page.tsx').then((it) => ({ default: it.MotionListPage })),
)
const MotionPage = lazyPart(() => import('./motions/motion.page.tsx').then((it) => ({ default: it.MotionPage })))

const TokensPage = lazyPart(() => import('./tokens/tokens.page.tsx').then((it) => ({ default: it.TokensPage })))

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
      <Route path="erasures" element={<ErasurePage />} />
      <Route path="set-aside" element={<SetAsidePage />} />
      <Route path="privacy" element={<PrivacyPage />} />
      <Route path="privacy/:id" element={<PrivacyRequestPage />} />
      <Route path="own-data" element={<OwnDataPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
)
