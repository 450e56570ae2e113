import { defineExport } from '#modules/export/index.ts'
import { mayKeep } from '#modules/roster/index.ts'
import type { App } from '#platform/app.ts'
import { findLedger } from './ledger.queries.ts'
import { type LedgerCells, ledgerRows } from './ledger-rows.service.ts'
import { listSuggestions } from './list-suggestions.service.ts'

import { suggestionForm } from './suggestion-import.form.ts'
import type { ListExportQuery, SuggestionRow } from './suggestion-list.contract.ts'

type LedgerRow = { key: string; cells: LedgerCells }

/**
 * 建议台账 in the form in which another installation brings it in: the cases of the list that have a number, several
 * rows for one where it takes them. Of a confidential case that the reader may not open it tells the number alone.
 */
export const ledgerExport = defineExport<App, ListExportQuery, LedgerRow>({
  list: 'suggestion_ledger',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: (actor) => mayKeep(actor, 'suggestions'),
  page: async (app, actor, query, from) => {
    const { items, next } = await listSuggestions(app, actor, { ...query, ...from })
    return {
      items: await rowsOf(
        app,
        items.filter(({ number }) => number !== null),
      ),
      next,
    }
  },
  key: ({ key }) => key,
  title: () => suggestionForm.title,
  columns: () =>
    suggestionForm.columns.map(({ key, names, width, choices }) => ({
      header: names[0] ?? '',
      width,
      cell: ({ cells }) => cells[key] ?? null,
      ...(choices && { choices }),
    })),
  words: { state: 'suggestion.states', category: 'suggestion.categories' },
})

async function rowsOf(app: App, listed: readonly SuggestionRow[]): Promise<LedgerRow[]> {
  const found = await findLedger(
    app.db,
    listed.filter(({ opens }) => opens).map(({ id }) => id),
  )
  const cases = new Map(found.cases.map((kase) => [kase.id, kase]))
  const cosigners = Map.groupBy(found.cosigners, ({ case_id }) => case_id)
  const parts = Map.groupBy(found.parts, ({ case_id }) => case_id)
  const rounds = Map.groupBy(found.rounds, ({ case_id }) => case_id)
  const promises = Map.groupBy(found.promises, ({ case_id }) => case_id)
  return listed.flatMap(({ id, number, title }) => {
    const kase = cases.get(id)
    const beside = {
      cosigners: cosigners.get(id) ?? [],
      parts: parts.get(id) ?? [],
      rounds: rounds.get(id) ?? [],
      promises: promises.get(id) ?? [],
    }
    if (!kase) return [{ key: `${id}/shut`, cells: { caseNumber: number ?? '', caseTitle: title, confidential: '是' } }]
    // all rows of a case leave or none, and those that tell another answer are not the ones that were approved
    const key = `${id}/${beside.rounds.length}`
    return ledgerRows(kase, beside).map((cells) => ({ key, cells }))
  })
}
