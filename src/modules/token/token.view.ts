import { type Actor, roleOf } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { defineExport } from '#modules/export/index.ts'
import { dayAfter } from '#modules/identity/identity.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { TokenFilter, TokenView } from './token.contract.ts'
import { mayExportTokens, revokes, takesSecret } from './token.policy.ts'
import type { TokenRow } from './token.queries.ts'
import { isOpen, listTokens, stateOf } from './token.service.ts'
import { tokenScopes } from './token.ts'

type Reading = Recording & Pick<App, 'db'>

export function presentToken(app: Pick<App, 'clock'>, actor: Actor, row: TokenRow): TokenView {
  const today = shanghaiDate(app.clock.now())
  const open = isOpen(row, today)
  return {
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    post: { id: row.post_id, organName: row.organ_name, role: roleOf(row.role), personName: row.person_name },
    scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)),
    startsOn: row.starts_on,
    lastOn: dayAfter(row.ends_on, -1),
    state: stateOf(row, today),
    takenAt: row.taken_at?.toISOString() ?? null,
    usedAt: row.used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    allowed: [
      ...(open && takesSecret(actor, row) ? (['takeSecret'] as const) : []),
      ...(open && revokes(actor, row) ? (['revoke'] as const) : []),
    ],
    version: row.version,
  }
}

export async function pageOfTokens(
  app: Reading,
  actor: Actor,
  filter: TokenFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<TokenView>> {
  const list = listMark('api-tokens', filter)
  const { rows, counted } = await listTokens(app, actor, filter, decodeCursor(cursor, ['instant', 'id'], list), limit)
  return toPage(
    rows,
    limit,
    counted,
    (row) => [row.made_at.toISOString(), row.id],
    (row) => presentToken(app, actor, row),
    list,
  )
}

/** Which programs are let in, for the officers' files. */
export const tokenExport = defineExport<Reading, TokenFilter, TokenView>({
  list: 'token',
  approverRoles: ['sysadmin', 'secadmin', 'auditor'],
  may: mayExportTokens,
  page: pageOfTokens,
  key: ({ id }) => id,
  title: (say) => say('token.export.title'),
  columns: (say) => {
    const column = (key: string, width: number, cell: (row: TokenView) => string) => ({
      header: say(`token.export.${key}`),
      width,
      cell,
    })
    const day = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))
    return [
      column('name', 24, ({ name }) => name),
      column('purpose', 40, ({ purpose }) => purpose),
      column('organ', 30, ({ post }) => post.organName),
      column('role', 18, ({ post }) => say(`identity.roles.${post.role}`)),
      column('person', 14, ({ post }) => post.personName),
      column('scopes', 50, ({ scopes }) => scopes.map((scope) => say(`token.scopes.${scope}`)).join('、')),
      column('state', 12, ({ state }) => say(`token.states.${state}`)),
      column('startsOn', 14, ({ startsOn }) => startsOn),
      column('lastOn', 14, ({ lastOn }) => lastOn),
      column('usedOn', 14, ({ usedAt }) => day(usedAt)),
      column('revokedOn', 14, ({ revokedAt }) => day(revokedAt)),
    ]
  },
  words: { state: 'token.states' },
})
