import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import type { PaperMandate, PaperState } from './suggestion-paper.ts'

/** Holds the mandate in the lead, so that one paper typed by two at once meets here. */
export const holdMandate = (trx: Trx, id: string) =>
  trx.selectFrom('mandate').select('id').where('id', '=', id).forNoKeyUpdate().execute()

export async function findPaperMandates(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, PaperMandate>> {
  const rows = await trx
    .selectFrom('mandate')
    .select(['id', 'congress_id', 'term_id', 'status', 'started_on', 'ended_on'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        congressId: row.congress_id,
        termId: row.term_id,
        status: row.status,
        startedOn: row.started_on,
        endedOn: row.ended_on,
      },
    ]),
  )
}

/** The titles that a deputy has handed in during a year, in the app or on paper; what was taken back is left out. */
export async function findTitlesHandedIn(trx: Trx, leadMandateId: string, year: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('suggestion')
    .select('title')
    .where('lead_mandate_id', '=', leadMandateId)
    // that a title was handed in in confidence is not told to who guesses it
    .where('confidential', '=', false)
    .where('status', 'not in', ['draft', 'cosigning', 'withdrawn'])
    .where(sql<string>`to_char(submitted_at at time zone 'Asia/Shanghai', 'YYYY')`, '=', year)
    .execute()
  return rows.map(({ title }) => title)
}

/** The papers of these persons that nobody has answered for yet. */
export const findUnconfirmedOf = (db: Db, personIds: readonly string[]) =>
  db
    .selectFrom('suggestion')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .select('suggestion.id')
    .where('mandate.person_id', 'in', personIds)
    .where('suggestion.paper_state', '=', 'unconfirmed')
    .orderBy('suggestion.id')
    .execute()

export const savePaperEntry = (trx: Trx, id: string, entry: { receivedOn: string; personId: string }) =>
  trx
    .updateTable('suggestion')
    .set({
      paper_state: 'unconfirmed',
      paper_received_on: entry.receivedOn,
      paper_entered_by_person_id: entry.personId,
    })
    .where('id', '=', id)
    .execute()

/** The words as corrected, and by whom besides those before. */
export const savePaperCorrection = (
  trx: Trx,
  id: string,
  words: {
    title: string
    subject: string
    grounds: string
    proposal: string
    category: string
    wishesPublication: boolean
  },
  personId: string,
) => {
  const { wishesPublication, title, subject, grounds, proposal, category } = words
  return trx
    .updateTable('suggestion')
    .set({ title, subject, grounds, proposal, category, wishes_publication: wishesPublication })
    .set({
      paper_corrected_by: sql<string[]>`(select array_agg(distinct one)
        from unnest(coalesce(paper_corrected_by, '{}') || ${personId}::uuid) as one)`,
    })
    .where('id', '=', id)
    .execute()
}

type PaperAnswer = { state: PaperState; how: 'app' | 'signed_paper'; personId: string; at: Date }

export const savePaperAnswer = (trx: Trx, id: string, { state, how, personId, at }: PaperAnswer) =>
  trx
    .updateTable('suggestion')
    .set({
      paper_state: state,
      paper_answered_how: how,
      paper_answered_by_person_id: personId,
      paper_answered_at: at,
    })
    .where('id', '=', id)
    .execute()

export const findEntererName = async (db: Db | Trx, personId: string): Promise<string | null> =>
  (await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? null
