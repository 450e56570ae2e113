import type { z } from '@hono/zod-openapi'
import { defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import type { WrittenColumn, WrittenSheet } from '#platform/documents/sheet.ts'
import type { exportQuery } from './deputy-list.contract.ts'
import { type ExportRow, exportRows } from './export-rows.service.ts'
import { importKindOf } from './import-kind.registry.ts'
import { type RosterForm, rosterForms } from './roster.form.ts'
import { mayKeep } from './roster.policy.ts'
import type { ImportKind, RosterKind } from './roster.ts'

type RosterQuery = Omit<z.infer<typeof exportQuery>, 'phones'> & { kind: RosterKind; phones: 'true' | 'false' }

/**
 * A roster in the form that can be brought in again and then changes nothing; with a filter, of deputies and
 * units, what the list shows under it. Telephones leave with a second person's word whatever their number.
 */
export const rosterExport = defineExport<App, RosterQuery, ExportRow>({
  list: 'roster',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: (actor, { kind }) => mayKeep(actor, kind),
  page: async (app, actor, { kind, phones, ...filter }) => ({
    items: await exportRows(app, app.db, actor, mayKeep(actor, kind), { kind, phones: phones === 'true', filter }),
    next: null,
  }),
  // a roster is kept by what its rows are called: none of its lines has an id
  key: ({ code, number, name, unit, role }) => JSON.stringify([code, number, name, unit, role]),
  title: (_, { kind }) => rosterForms[kind].title,
  columns: (_, { kind }) =>
    rosterForms[kind].columns.map(({ key, names, width, choices }) => ({
      header: names[0] ?? '',
      width,
      cell: (row) => row[key] ?? null,
      ...(choices && { choices }),
    })),
  hasPhones: ({ phones }) => phones === 'true',
  words: {
    kind: 'roster.kinds',
    organKind: 'organisation.organ_kinds',
    sex: 'roster.sexes',
    status: 'identity.mandateStatuses',
  },
})

const spareRows = 500

/** An empty table with its headings, lists to choose from and one example above them. */
export function templateOf(kind: ImportKind): Promise<Uint8Array> {
  const { form } = importKindOf(kind)
  const { columns } = form
  const example = columns.map((column) => column.example)
  return documents.writeSheet({
    sheets: [
      emptyOf(form),
      {
        name: '填写示例',
        columns: [
          { header: '列', width: 20, kind: 'text' },
          { header: '示例', width: 30, kind: 'text' },
          { header: '也认得的列名', width: 60, kind: 'text' },
        ],
        rows: columns.map(({ names }, index) => [names[0] ?? '', example[index] ?? '', names.slice(1).join('、')]),
      },
      ...(form.notes ? [notesOf(form.notes)] : []),
    ],
  })
}

/** What a list of this kind does not bring in, for who fills it. */
const notesOf = (notes: readonly string[]): WrittenSheet => ({
  name: '填写说明',
  columns: [{ header: '填写说明', width: 100, kind: 'text' }],
  rows: notes.map((note) => [note]),
})

const emptyOf = ({ title, columns }: RosterForm): WrittenSheet => ({
  name: title,
  title,
  columns: columns.map(
    ({ names, width, choices }): WrittenColumn => ({
      header: names[0] ?? '',
      width,
      kind: 'text',
      ...(choices && { choices }),
    }),
  ),
  rows: [],
  spareRows,
})
