import { type Actor, rowsOf } from '#kernel/actor.ts'
import { contactsForSending } from '#modules/identity/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { findOwnRows } from './own-copy.queries.ts'
import type { OwnCopy } from './privacy.contract.ts'
import { findMessages, findOwnRequests } from './privacy.queries.ts'
import { noticeVersion } from './privacy.ts'
import { readMessage } from './request.record.ts'

type Row = Record<string, string | null>

/** 查阅、复制 (个保法 45): what the program holds about the one who asks, and nobody else's. */
export async function copyOwn(app: App, actor: Actor): Promise<OwnCopy> {
  const rows = await findOwnRows(app.db, rowsOf(actor))
  const contacts = (await contactsForSending(app, app.db, [actor.personId])).get(actor.personId)
  const requests = await findOwnRequests(app.db, rowsOf(actor))
  const messages = await findMessages(
    app.db,
    requests.map(({ id }) => id),
  )
  await app.db.transaction().execute((trx) =>
    recordEvent(app, trx, {
      type: 'privacy.own_copied',
      subjectKind: 'person',
      subjectId: actor.personId,
      actor,
    }),
  )
  return {
    madeAt: app.clock.now().toISOString(),
    noticeVersion,
    sections: {
      ...Object.fromEntries(Object.entries(rows).map(([name, some]) => [name, some.map(plainRow)])),
      contacts: [{ phone: contacts?.phone ?? null, mail: contacts?.mail ?? null }],
      requests: requests.map(({ number, kind, status, received_at }) =>
        plainRow({ number, kind, status, received_at }),
      ),
      messages: messages.map((one) => plainRow({ ...readMessage(app, one) })),
    },
  }
}

const plainRow = (row: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value === null || value === undefined ? null : value instanceof Date ? value.toISOString() : String(value),
    ]),
  )

/** The same as a workbook, a sheet for each section. */
export async function copyOwnSheet(app: App, actor: Actor): Promise<Uint8Array> {
  const { sections } = await copyOwn(app, actor)
  const word = (key: string, otherwise: string) =>
    isTranslated(actor.locale, `privacy.${key}`) ? translate(actor.locale, `privacy.${key}`) : otherwise
  return documents.writeSheet({
    sheets: Object.entries(sections).map(([section, rows]) => {
      const columns = Object.keys(rows[0] ?? { nothing: null })
      const title = word(`copy.${section}`, section)
      return {
        name: title,
        title,
        columns: columns.map((name) => ({ header: word(`fields.${name}`, name), width: 24, kind: 'text' as const })),
        rows: rows.map((row) => columns.map((name) => row[name] ?? '')),
      }
    }),
  })
}
