import type { Actor } from '#kernel/actor.ts'
import type { App } from '#platform/app.ts'

/** What a to-do line says of its case: null where the words are not open to the reader. */
export type CaseTitle = { title: string | null; number: string | null }
type TitleProvider = (app: App, actor: Actor, ids: readonly string[]) => Promise<ReadonlyMap<string, CaseTitle>>

const providers = new Map<string, TitleProvider>()

/** Called once for each kind of case, when the module that owns it is loaded. */
export function registerCaseTitles(caseKind: string, provide: TitleProvider): void {
  providers.set(caseKind, provide)
}

/** The titles of cases of any kind, one question a kind. A case of a kind that nobody knows has none. */
export async function titlesOf(
  app: App,
  actor: Actor,
  cases: readonly { caseKind: string; caseId: string }[],
): Promise<ReadonlyMap<string, CaseTitle>> {
  const titles = new Map<string, CaseTitle>()
  for (const [kind, of] of Map.groupBy(cases, ({ caseKind }) => caseKind)) {
    const ids = of.map(({ caseId }) => caseId)
    for (const [id, title] of (await providers.get(kind)?.(app, actor, ids)) ?? []) titles.set(id, title)
  }
  return titles
}
