import { z } from '@hono/zod-openapi'
import { Id, pageQuery } from '#platform/http/routes.ts'
import type { listAccounts } from './account.service.ts'

export const AccountView = z
  .object({
    id: Id,
    name: z.string(),
    person: z.object({ id: Id, name: z.string() }),
    state: z.enum(['open', 'disabled', 'waiting']),
    totp: z.boolean(),
    lastSeenAt: z.iso.datetime().nullable(),
  })
  .openapi('Account')
export type AccountView = z.infer<typeof AccountView>

export const AccountQuery = z.object({
  ...pageQuery,
  q: z.string().trim().min(1).max(40).optional(),
  state: z.enum(['open', 'disabled', 'waiting', 'stale']).optional(),
})

type AccountRow = Awaited<ReturnType<typeof listAccounts>>['rows'][number]

export const presentAccount = (row: AccountRow): AccountView => ({
  id: row.id,
  name: row.name,
  person: { id: row.person_id, name: row.person_name },
  state: row.disabled_at ? 'disabled' : row.has_password ? 'open' : 'waiting',
  totp: row.totp_confirmed_at !== null,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
})
