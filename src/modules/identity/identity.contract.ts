import { z } from '@hono/zod-openapi'
import { roles } from '#kernel/actor.ts'
import { Id } from '#platform/http/routes.ts'

export const IdentityView = z
  .object({
    kind: z.enum(['mandate', 'post', 'stand_in']),
    id: Id,
    label: z.string(),
    /** Whom the person stands in for; null for what they are themselves. */
    onBehalfOf: z.string().nullable(),
    /** Standing in: what was delegated, and in which modules that is; null for one's own. */
    delegated: z.object({ powers: z.array(z.string()), modules: z.array(z.string()) }).nullable(),
    role: z.enum(roles).nullable(),
    organId: Id.nullable(),
    organName: z.string().nullable(),
    congressId: Id,
    congressName: z.string(),
    level: z.number().int(),
    areaName: z.string(),
  })
  .openapi('Identity')
export type IdentityView = z.infer<typeof IdentityView>

export const SessionView = z
  .object({
    account: z.object({
      id: Id,
      name: z.string(),
      locale: z.enum(['zh-CN', 'en']),
      mustChangePassword: z.boolean(),
      totp: z.enum(['none', 'required', 'on']),
    }),
    person: z.object({ id: Id, name: z.string() }),
    state: z.enum(['open', 'locked']),
    /** The clock that deadlines are told by. */
    now: z.iso.datetime(),
    actingAs: IdentityView.nullable(),
    identities: z.array(IdentityView),
    /** Everything is invented here, and the pages say so. */
    demo: z.boolean(),
  })
  .openapi('Session')
export type SessionView = z.infer<typeof SessionView>

const Password = z.string().min(1).max(256)
const Code = z.string().max(16).optional()

export const SignInBody = z
  .object({ name: z.string().min(1).max(64), password: Password, totp: Code })
  .openapi('SignIn')

export const ActivationBody = z
  .object({ code: z.string().min(1).max(40), accountName: z.string().min(1).max(64), password: Password })
  .openapi('Activation')

export const UnlockBody = z.object({ password: Password, totp: Code }).openapi('Unlock')

export const PasswordBody = z.object({ current: Password, next: Password, totp: Code }).openapi('PasswordChange')

export const ActingBody = z.object({ kind: z.enum(['mandate', 'post', 'stand_in']), id: Id }).openapi('ActingAs')

export const TotpStarted = z.object({ secret: z.string(), uri: z.string() }).openapi('TotpStarted')
export const TotpCodeBody = z.object({ code: z.string().min(6).max(16) }).openapi('TotpCode')
export const TotpRemovalBody = z.object({ password: Password, totp: z.string().min(6).max(16) }).openapi('TotpRemoval')

export const LocaleBody = z.object({ locale: z.enum(['zh-CN', 'en']) }).openapi('AccountLocale')

export const OpenSession = z
  .object({
    id: Id,
    device: z.string(),
    address: z.string(),
    createdAt: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    isThis: z.boolean(),
  })
  .openapi('OpenSession')
export const OpenSessions = z.object({ items: z.array(OpenSession) }).openapi('OpenSessions')
export const EndedSessions = z.object({ ended: z.number().int() }).openapi('EndedSessions')
