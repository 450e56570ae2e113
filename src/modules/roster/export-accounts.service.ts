import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, toPage } from '#kernel/page.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import { type AccountView, listAccounts, mayManageAccounts, presentAccount } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { AccountExportQuery } from './roster.contract.ts'

/** The accounts as the page lists them: whose, in what state, when seen last. Nothing that opens one. */
export const accountExport = defineExport<App, AccountExportQuery, AccountView>({
  list: 'account',
  approverRoles: ['secadmin', 'sysadmin', 'auditor'],
  approvedBy: 'unread',
  may: mayManageAccounts,
  page: async (app, actor, { q, state }, { cursor, limit }) => {
    const list = listMark('accounts', { q, state })
    const after = decodeCursor(cursor, ['word'], list)
    const { rows, counted } = await listAccounts(app, actor, { search: q, state }, after, limit)
    return toPage(rows, limit, counted, ({ name }) => [name], presentAccount, list)
  },
  key: ({ id }) => id,
  title: (say) => say('roster.accountSheet.title'),
  columns: (say) =>
    columnsIn<AccountView>(say, 'roster.accountSheet', [
      ['name', 22, ({ name }) => name],
      ['person', 16, ({ person }) => person.name],
      ['state', 14, ({ state }) => say(`roster.accountSheet.states.${state}`)],
      ['lastSeen', 14, ({ lastSeenAt }) => (lastSeenAt ? shanghaiDate(new Date(lastSeenAt)) : '')],
      ['totp', 14, ({ totp }) => say(`roster.accountSheet.${totp ? 'totp_on' : 'totp_off'}`)],
    ]),
  words: { state: 'roster.accountSheet.states' },
})
