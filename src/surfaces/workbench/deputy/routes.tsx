import { Navigate, Route, Routes, useLocation } from 'react-router'
import { lazyPart } from '../frame/arrived.ts'
import { gateOf, SessionProvider } from '../frame/session.ts'
import { useIdleLock } from '../frame/use-idle-lock.ts'
import { IdentityPage, LockPage, NewPasswordPage, SignInPage } from './gate.tsx'
import { useDeputySession } from './offline-read.ts'
import { CasePage } from './pages/case.page.tsx'
import { DutyPage } from './pages/duty.page.tsx'
import { NotFoundPage } from './pages/not-found.page.tsx'
import { TodayPage } from './pages/today.page.tsx'
import { NewDraftPage, WritePage } from './pages/write.page.tsx'
import { Answer } from './parts/page.tsx'
import { Shell } from './shell.tsx'

const ActivationPage = lazyPart(() =>
  import('./pages/activation.page.tsx').then((it) => ({ default: it.ActivationPage })),
)
const MePage = lazyPart(() => import('./pages/me.page.tsx').then((it) => ({ default: it.MePage })))
const SessionsPage = lazyPart(() => import('./pages/sessions.page.tsx').then((it) => ({ default: it.SessionsPage })))
const PasswordPage = lazyPart(() => import('./pages/password.page.tsx').then((it) => ({ default: it.PasswordPage })))
const DeliveryPage = lazyPart(() => import('./pages/delivery.page.tsx').then((it) => ({ default: it.DeliveryPage })))
const SignOutPage = lazyPart(() => import('./pages/sign-out.page.tsx').then((it) => ({ default: it.SignOutPage })))
const PromisesPage = lazyPart(() => import('./pages/promises.page.tsx').then((it) => ({ default: it.PromisesPage })))
const NoticesPage = lazyPart(() => import('./pages/notices.page.tsx').then((it) => ({ default: it.NoticesPage })))
const PublicCopyPage = lazyPart(() =>
  import('./pages/public-copy.page.tsx').then((it) => ({ default: it.PublicCopyPage })),
)
const JoinPage = lazyPart(() => import('./cosign/join.page.tsx').then((it) => ({ default: it.JoinPage })))
const TopicsPage = lazyPart(() => import('./topics/topics.page.tsx').then((it) => ({ default: it.TopicsPage })))
const TopicPage = lazyPart(() => import('./topics/topic.page.tsx').then((it) => ({ default: it.TopicPage })))
const MotionsPage = lazyPart(() => import('./motions/motions.page.tsx').then((it) => ({ default: it.MotionsPage })))
const MotionPage = lazyPart(() => import('./motions/motion.page.tsx').then((it) => ({ default: it.MotionPage })))
const JoinMotionPage = lazyPart(() =>
  import('./motions/join-motion.page.tsx').then((it) => ({ default: it.JoinMotionPage })),
)
const OversightPage = lazyPart(() =>
  import('./oversight/oversight.page.tsx').then((it) => ({ default: it.OversightPage })),
)
const WriteMotionPage = lazyPart(() =>
  import('./motions/write-motion.page.tsx').then((it) => ({ default: it.WriteMotionPage })),
)

export function DeputyRoutes() {
  const { pathname } = useLocation()
  const session = useDeputySession()
  useIdleLock(session.data ?? null)
  if (pathname === '/activate') return <ActivationPage />
  return (
    <Answer of={session}>
      {(me) => {
        if (me?.state === 'locked') return <LockPage session={me} />
        switch (gateOf(me)) {
          case 'sign_in':
            return <SignInPage />
          case 'password':
            return me && <NewPasswordPage session={me} />
          case 'totp':
          case 'identity':
          case 'no_identity':
            return me && <IdentityPage session={me} />
          case 'in':
            // Whoever holds a post as well does that work in the console.
            if (me?.actingAs?.kind !== 'mandate') return me && <IdentityPage session={me} />
            return (
              <SessionProvider value={me}>
                <Pages />
              </SessionProvider>
            )
        }
      }}
    </Answer>
  )
}

const Pages = () => (
  <Routes>
    <Route element={<Shell />}>
      <Route index element={<TodayPage />} />
      <Route path="duty" element={<DutyPage />} />
      <Route path="promises" element={<PromisesPage />} />
      <Route path="write" element={<NewDraftPage />} />
      <Route path="write/:id" element={<WritePage />} />
      <Route path="cases/:id" element={<CasePage />} />
      <Route path="cases/:id/join" element={<JoinPage />} />
      <Route path="cases/:id/publication" element={<PublicCopyPage />} />
      <Route path="topics" element={<TopicsPage />} />
      <Route path="topics/:id" element={<TopicPage />} />
      <Route path="motions" element={<MotionsPage />} />
      <Route path="motions/new" element={<WriteMotionPage />} />
      <Route path="motions/:id" element={<MotionPage />} />
      <Route path="motions/:id/join" element={<JoinMotionPage />} />
      <Route path="motions/:id/write" element={<WriteMotionPage />} />
      <Route path="oversights/:id" element={<OversightPage />} />
      <Route path="notices" element={<NoticesPage />} />
      <Route path="me" element={<MePage />} />
      <Route path="me/sessions" element={<SessionsPage />} />
      <Route path="me/password" element={<PasswordPage />} />
      <Route path="me/notices" element={<DeliveryPage />} />
      <Route path="me/sign-out" element={<SignOutPage />} />
      <Route path="today" element={<Navigate to="/" replace />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
)
