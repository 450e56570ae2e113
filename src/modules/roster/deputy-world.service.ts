import { Refusal } from '#kernel/refusal.ts'
import { idNumberHmac } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import {
  findMandatesByNumber,
  findScopeCongresses,
  findTermConstituencies,
  findTermDelegations,
  type KnownMandate,
} from './deputy-import.queries.ts'
import { type HolderRegister, loadHolders } from './holder-register.service.ts'
import { byNames, congressNames, type ImportScope, type ScopeCongress } from './import-scope.ts'
import type { ImportRow } from './row-plan.ts'
import { inTurns, pause } from './turns.ts'

export type NamedDelegation = { id: string; name: string; isNew: boolean; termId: string; congress: string }

/** What the decision on every row looks up; loaded at once for the whole file. */
export type DeputyWorld = {
  scope: ImportScope
  congresses: Map<string, ScopeCongress>
  own: ScopeCongress
  register: HolderRegister
  mandates: Map<string, KnownMandate>
  mandatesOfPerson: Map<string, KnownMandate>
  constituencies: Map<string, { id: string; name: string }>
  constituencyNames: Map<string, string>
  delegations: Map<string, NamedDelegation>
  delegationNames: Map<string, string>
  numbersInFile: Map<string, number>
  newId: () => string
  hmacOf: (idNumber: string) => string
}

export async function loadDeputyWorld(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
): Promise<DeputyWorld> {
  const congresses = await findScopeCongresses(db, scope.congress.areaPath, scope.today)
  const own = congresses.find(({ id }) => id === scope.congress.id)
  if (!own) throw new Refusal('conflict', 'roster.no_term')
  const termIds = congresses.flatMap(({ terms }) => terms.map((term) => term.id))
  const cellsOf = (key: string): string[] => [...new Set(rows.flatMap(({ cells }) => cells[key] ?? []))]
  const hmacs = new Map<string, Buffer>()
  await inTurns(cellsOf('idNumber'), pause, (idNumbers) => {
    for (const idNumber of idNumbers) hmacs.set(idNumber, idNumberHmac(app, idNumber))
  })
  const mandates = await findMandatesByNumber(db, termIds, cellsOf('number'))
  const register = await loadHolders(app, db, {
    ids: [...new Set(mandates.map(({ person_id }) => person_id))],
    hmacs: [...hmacs.values()],
    names: cellsOf('name'),
  })
  const constituencies = await findTermConstituencies(db, termIds)
  const delegations = await findTermDelegations(db, termIds)
  return {
    scope,
    own,
    congresses: byNames(congresses, congressNames),
    register,
    mandates: new Map(mandates.map((mandate) => [`${mandate.term_id}/${mandate.number.toUpperCase()}`, mandate])),
    mandatesOfPerson: new Map(register.mandates.map((mandate) => [`${mandate.term_id}/${mandate.person_id}`, mandate])),
    constituencies: byNames(constituencies, ({ term_id, code, name }) => [
      `${term_id}/${name}`,
      `${term_id}/${code.toUpperCase()}`,
    ]),
    constituencyNames: new Map(constituencies.map(({ id, name }) => [id, name])),
    delegations: new Map(
      delegations.map(({ id, term_id, name }) => [
        `${term_id}/${name}`,
        { id, name, isNew: false, termId: term_id, congress: '' },
      ]),
    ),
    delegationNames: new Map(delegations.map(({ id, name }) => [id, name])),
    numbersInFile: new Map(),
    newId: () => app.ids.uuid(),
    hmacOf: (idNumber) => (hmacs.get(idNumber) ?? idNumberHmac(app, idNumber)).toString('hex'),
  }
}
