import { identityOf, type Locale } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { SignedIn } from '#platform/http/env.ts'
import { findAccount } from './account.queries.ts'
import type { IdentityView, SessionView } from './identity.contract.ts'
import { type LiveIdentity, labelOf, liveIdentities } from './live-identity.service.ts'
import { modulesOf } from './power.registry.ts'

/** What the screens draw first: who is signed in, as what, and what stands between them and their work. */
export async function viewSession(app: App, me: SignedIn): Promise<SessionView> {
  const [account, identities] = await Promise.all([
    findAccount(app.db, me.accountId),
    liveIdentities(app, app.db, me.personId),
  ])
  if (!account) throw new Refusal('unauthenticated', 'identity.not_signed_in')
  const views = identities.map((one) => viewIdentity(one, me.actor.locale))
  return {
    account: {
      id: account.id,
      name: account.name,
      locale: account.locale as Locale,
      mustChangePassword: me.mustChangePassword,
      totp: account.totp_confirmed_at ? 'on' : me.mustSetUpTotp ? 'required' : 'none',
    },
    person: { id: account.person_id, name: account.person_name },
    state: me.state,
    now: app.clock.now().toISOString(),
    actingAs: views.find(({ id }) => me.actor.acting && id === identityOf(me.actor.acting).id) ?? null,
    identities: views,
    demo: app.env.MINSHENG_MODE === 'demo',
  }
}

const delegatedOf = ({ acting }: LiveIdentity): IdentityView['delegated'] =>
  acting.kind === 'post' && acting.standIn
    ? { powers: [...acting.standIn.powers], modules: modulesOf(acting.standIn.powers) }
    : null

const viewIdentity = (one: LiveIdentity, locale: Locale): IdentityView => ({
  ...identityOf(one.acting),
  label: labelOf(one, locale),
  onBehalfOf: one.onBehalfOf,
  delegated: delegatedOf(one),
  role: one.acting.kind === 'post' ? one.acting.role : null,
  organId: one.acting.kind === 'post' ? one.acting.organId : null,
  organName: one.organName,
  congressId: one.acting.congressId,
  congressName: one.congressName,
  level: one.acting.congressLevel,
  areaName: one.areaName,
})
