import type { Actor } from '#kernel/actor.ts'
import { coverMail } from '#modules/identity/identity.ts'
import { changeMailAddress, contactsForSending } from '#modules/identity/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { PreferencesView } from './delivery.contract.ts'
import { findPreferences, savePreference } from './delivery.queries.ts'
import { type DeliveryMode, type OfferedChannel, offeredChannels } from './notification.ts'

/** How a person hears outside the program; in it everyone is always told. */
export async function getPreferences(app: App, { personId }: Actor): Promise<PreferencesView> {
  const contacts = (await contactsForSending(app, app.db, [personId])).get(personId)
  const chosen = await findPreferences(app.db, [personId])
  return {
    mailAddress: contacts?.mail ? coverMail(contacts.mail) : null,
    channels: offeredChannels.map((channel) => ({
      channel,
      isConfigured: app[channel] !== undefined,
      hasContact: (channel === 'mail' ? contacts?.mail : contacts?.phone) != null,
      mode: chosen.find((one) => one.channel === channel)?.mode ?? 'immediate',
    })),
  }
}

export async function changePreferences(
  app: App,
  actor: Actor,
  wanted: Partial<Record<OfferedChannel, DeliveryMode | undefined>>,
): Promise<PreferencesView> {
  await app.db.transaction().execute(async (trx) => {
    for (const channel of offeredChannels) {
      const mode = wanted[channel]
      if (mode) await savePreference(trx, actor.personId, channel, mode, app.clock.now())
    }
    await recordEvent(app, trx, {
      type: 'notice.preferences_changed',
      subjectKind: 'person',
      subjectId: actor.personId,
      actor,
      data: { mail: wanted.mail ?? null, sms: wanted.sms ?? null },
    })
  })
  return getPreferences(app, actor)
}

/** Refuses `identity.bad_mail_address`. */
export async function setMailAddress(app: App, actor: Actor, address: string | null): Promise<PreferencesView> {
  await changeMailAddress(app, actor, address)
  return getPreferences(app, actor)
}
