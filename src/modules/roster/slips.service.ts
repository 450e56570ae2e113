import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { normaliseAccountName } from '#modules/identity/identity.ts'
import { addAccount, findAccountByName, issueActivation, powerImages } from '#modules/identity/index.ts'
import { recordEvents } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { documents } from '#platform/documents/documents.ts'
import type { Slip, SlipWords } from '#platform/documents/sheet.ts'
import type { PrintedSlips } from '#platform/documents/slip-printer.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { type DeputyFilter, type DeputyRow, deputies, findAllDeputies } from './deputy-list.queries.ts'
import { mayPrintSlips, rosterScope } from './roster.policy.ts'

const slipsMax = 2000
const daysValid = 30

export type SlipOrder = { filter: DeputyFilter; origin: string }
export type SlipSheets = PrintedSlips & { printed: number; alreadyOpen: number }

/**
 * Slips for those deputies who have never signed in: each gets an account if there is none, and a fresh one-time code;
 * an earlier slip stops working. Whoever has a password already is left out: a reset is at the counter, by two persons.
 * Refuses `roster.not_yours`, `.nobody_found`, `.too_many_slips`.
 */
export async function printActivationSlips(app: App, actor: Actor, order: SlipOrder): Promise<SlipSheets> {
  mayPrintSlips(actor)
  const today = shanghaiDate(app.clock.now())
  const { slips, alreadyOpen } = await app.db.transaction().execute(async (trx) => {
    const found = await findAllDeputies(deputies(trx, rosterScope(actor), order.filter, today))
    const persons = [...new Map(found.map((row) => [row.person_id, row])).values()]
    const waiting = persons.filter(({ account_state }) => account_state !== 'open')
    if (waiting.length === 0) throw new Refusal('conflict', 'roster.nobody_found', { open: persons.length })
    if (waiting.length > slipsMax) throw new Refusal('invalid', 'roster.too_many_slips', { slipsMax })
    const made = await makeSlips(app, trx, actor, waiting, order.origin)
    return { slips: made, alreadyOpen: persons.length - waiting.length }
  })
  return { ...(await documents.printSlips(slips, slipWords(actor, order.origin))), printed: slips.length, alreadyOpen }
}

async function makeSlips(
  app: App,
  trx: Trx,
  actor: Actor,
  rows: readonly DeputyRow[],
  origin: string,
): Promise<Slip[]> {
  const validUntil = validDay(app)
  const slips: Slip[] = []
  const accounts: string[] = []
  for (const row of rows) {
    const accountName = row.account_name ?? (await freeName(trx, row))
    const accountId = row.account_id ?? (await addAccount(app, trx, { personId: row.person_id, name: accountName }))
    const code = await issueActivation(app, trx, { accountId, kind: 'activation', madeBy: actor.personId })
    accounts.push(accountId)
    slips.push({
      name: row.name,
      accountName,
      code,
      // after the hash: neither the server's log nor a proxy's ever has the code
      url: `${origin}/app/activate#name=${encodeURIComponent(accountName)}&code=${code}`,
      validUntil,
      congressName: row.congress_full_name,
      group: row.delegation_name ?? row.constituency_name ?? '',
    })
  }
  const images = await powerImages(trx, 'account', accounts)
  await recordEvents(
    app,
    trx,
    accounts.map((subjectId) => ({
      type: 'account.slip_printed' as const,
      subjectKind: 'account',
      subjectId,
      actor,
      after: images.get(subjectId) ?? null,
    })),
  )
  return slips
}

const validDay = (app: App): string => {
  const until = app.wall
    .now()
    .toTemporalInstant()
    .add({ hours: 24 * daysValid })
  return until.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
}

/** The deputy number is the name, with the district's code before it unless it begins so. */
async function freeName(trx: Trx, row: DeputyRow): Promise<string> {
  const number = row.number.replaceAll(/[^\p{L}\p{Nd}._-]/gu, '')
  const full = number.startsWith(row.area_code) ? number : `${row.area_code}-${number}`
  for (const suffix of ['', '-2', '-3', `-${row.id.slice(-6)}`]) {
    const name = normaliseAccountName(`${full}${suffix}`)
    if (name !== undefined && !(await findAccountByName(trx, name))) return name
  }
  return `d-${row.id.slice(-12)}`
}

function slipWords({ locale }: Actor, origin: string): SlipWords {
  const word = (key: string, facts?: Record<string, unknown>): string => translate(locale, `roster.slip.${key}`, facts)
  return {
    title: word('title'),
    nameLabel: word('name'),
    accountLabel: word('account'),
    codeLabel: word('code'),
    validLabel: word('valid'),
    hint: word('hint', { address: `${origin}/app/` }),
    handwritten: word('handwritten'),
  }
}
