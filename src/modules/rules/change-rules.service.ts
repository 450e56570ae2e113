import type { Actor, Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { askApproval, findOpenSubjects, registerApproval, withdrawApproval } from '#modules/approval/index.ts'
import {
  motionPrefix,
  officialNumber,
  privacyPrefixes,
  problemOfPattern,
  readNumber,
  serialDigitsMax,
} from '#modules/numbering/index.ts'
import { recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { within } from '#platform/db/within.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { RuleChangeBody } from './rule-change.contract.ts'
import { changesBetween, faultOf, type StoredChange, type WantedRule, withWanted } from './rule-change.ts'
import { approverRoles, isSecond, mayPropose } from './rules.policy.ts'
import {
  findOrganShortNames,
  findShortName,
  insertRuleSet,
  latestRules,
  loadRuleImages,
  lockRules,
} from './rules.queries.ts'
import type { RuleSet } from './rules.ts'
import { ruleArticle, ruleName, tellChange } from './rules.words.ts'

/** The kind of approval; about a congress, so that one change at a time waits. */
export const changeKind = 'rules.change'

export const storedChange = (command: JsonObject): StoredChange => command as unknown as StoredChange

const yearsAheadMax = 1
/** The days from which a change can hold: not in the past, not before what was decided on last, within a year. */
export function daysOfChange(latest: RuleSet, today: string): { earliestOn: string; latestOn: string } {
  const decided = latest.effectiveOn ?? today
  const latestOn = Temporal.PlainDate.from(today).add({ years: yearsAheadMax }).toString()
  return { earliestOn: decided > today ? decided : today, latestOn: decided > latestOn ? decided : latestOn }
}

/**
 * The office asks for a change of rules; nothing changes before another natural person agrees.
 * Refuses `rules.may_not_change`, `rules.stale_version`, `rules.day_*`, a reason for each value that can't be, and
 * `approval.asked_already`.
 */
export async function proposeRuleChange(app: App, actor: Actor, body: RuleChangeBody): Promise<void> {
  await app.db.transaction().execute(async (trx) => {
    const { congressId } = mayPropose(actor)
    // not locked: the approval is, once for a congress, and all is checked again when it is agreed to
    const latest = await checkDecidable(app, trx, actor.locale, congressId, body)
    const changes = changesBetween(latest.values, withWanted(latest.values, body.changes))
    const { version, effectiveOn, reason } = body
    const stored: StoredChange = { version, effectiveOn, reason, changes }
    const approvalId = await askApproval(app, trx, actor, {
      kind: changeKind,
      subjectId: congressId,
      command: stored as unknown as JsonObject,
    })
    await recordEvent(app, trx, {
      type: 'rules.change_proposed',
      ...about(congressId),
      actor,
      data: { approvalId, ...recorded(stored) },
      note: reason,
    })
  })
}

/** Who asked for a change takes it back before it is decided. Refuses as {@link withdrawApproval} does. */
export async function withdrawRuleChange(app: App, actor: Actor): Promise<void> {
  await app.db.transaction().execute(async (trx) => {
    const { congressId } = mayPropose(actor)
    // the approval alone is held: who decides on it meanwhile holds it, and then the congress
    const open = (await findOpenSubjects(app, within(trx), changeKind, [congressId])).get(congressId)
    if (!open) throw new Refusal('conflict', 'rules.none_waits')
    const { id, command } = await withdrawApproval(app, trx, actor, open.id, changeKind)
    await recordEvent(app, trx, {
      type: 'rules.change_withdrawn',
      ...about(congressId),
      actor,
      data: { approvalId: id, ...recorded(storedChange(command)) },
    })
  })
}

const about = (congressId: string) => ({ subjectKind: 'congress', subjectId: congressId })
const recorded = ({ version, effectiveOn, changes }: StoredChange): JsonObject => ({
  before: version,
  effectiveOn,
  changes: changes.map(({ rule, from, value }) => ({ rule, from, to: value })),
})

/** Asked when it is proposed, and again when it is agreed to: a week may lie between. */
async function checkDecidable(
  app: Pick<App, 'clock'>,
  db: Db | Trx,
  locale: Locale,
  congressId: string,
  { version, effectiveOn, changes }: { version: number; effectiveOn: string; changes: readonly WantedRule[] },
): Promise<RuleSet> {
  const latest = await latestRules(db, congressId)
  if (latest.version !== version) {
    throw new Refusal('conflict', 'rules.stale_version', { version: latest.version })
  }
  const today = shanghaiDate(app.clock.now())
  const { earliestOn, latestOn } = daysOfChange(latest, today)
  if (effectiveOn < today) throw new Refusal('invalid', 'rules.day_past', { on: today })
  if (effectiveOn < earliestOn) throw new Refusal('invalid', 'rules.day_before_decided', { on: earliestOn })
  if (effectiveOn > latestOn) throw new Refusal('invalid', 'rules.day_too_far', { on: latestOn })
  const found = faultOf(latest.values, changes)
  if (found) {
    const { fault, rule, ...facts } = found
    throw new Refusal('invalid', `rules.${fault}`, {
      rule: ruleName(locale, rule),
      article: ruleArticle(locale, rule),
      ...facts,
    })
  }
  const wanted = changes.find(({ rule }) => rule === 'suggestion.number')
  if (wanted) await checkNumberPattern(db, congressId, String(wanted.value))
  return latest
}

/** Numbers are read aloud and cited for years: each must be one paper's, whatever series it stands in. */
export async function checkNumberPattern(db: Db | Trx, congressId: string, pattern: string): Promise<void> {
  const congress = await findShortName(db, congressId)
  const problem = problemOfPattern(pattern, congress)
  if (problem) throw new Refusal('invalid', `rules.number_${problem}`)
  const others = [motionPrefix(congress), ...Object.values(privacyPrefixes), ...(await paperSeries(db, congressId))]
  // so late a number that no place of the pattern fills it up with zeros
  const serial = 10 ** serialDigitsMax
  const taken = others.find((prefix) => readNumber(pattern, congress, officialNumber(prefix, 2026, serial)))
  if (taken !== undefined) throw new Refusal('invalid', 'rules.number_other_series', { series: taken })
}

/** 武人办交, 武人办催: an organ's papers of each kind, as its letters bear them. */
async function paperSeries(db: Db | Trx, congressId: string): Promise<string[]> {
  const names = await findOrganShortNames(db, congressId)
  return names.flatMap((name) => paperKinds.map((kind) => `${name}${translate('zh-CN', `paper.series.${kind}`)}`))
}
const paperKinds = [
  'handover_note',
  'reminder',
  'co_opinion',
  'reply_letter',
  'overdue_notice',
  'handover_list',
  'compilation',
  'annual_report',
] as const

// a congress whose rules nobody has changed has no rows, and no image: a first one put in by hand is named
registerAfterImage('congress', loadRuleImages, { table: 'rule_set', column: 'congress_id', bareEvent: 'rules.changed' })

registerApproval(changeKind, {
  approverRoles,
  describe: (_, asked, locale) =>
    Promise.resolve(asked.map(({ command }) => tellChange(locale, storedChange(command)))),
  mayApprove(_, __, actor) {
    if (!isSecond(actor)) return Promise.reject(new Refusal('forbidden', 'rules.may_not_change'))
    return Promise.resolve()
  },
  async execute(app, trx, actor, { id, congressId, command, askedBy }) {
    await lockRules(trx, congressId)
    const stored = storedChange(command)
    const latest = await checkDecidable(app, trx, actor.locale, congressId, stored)
    const version = latest.version + 1
    await insertRuleSet(trx, {
      congress_id: congressId,
      version,
      effective_on: stored.effectiveOn,
      // all of them: what a later program has as its defaults does not change what was decided here
      content: withWanted(latest.values, stored.changes),
      reason: stored.reason,
      proposed_by_person_id: askedBy,
      approved_by_person_id: actor.personId,
      created_at: app.clock.now(),
    })
    await recordEvent(app, trx, {
      type: 'rules.changed',
      ...about(congressId),
      actor,
      after: (await loadRuleImages(trx, [congressId])).get(congressId) ?? null,
      ruleVersion: version,
      data: { approvalId: id, proposedBy: askedBy, ...recorded(stored) },
      note: stored.reason,
    })
    return {}
  },
  async declined(app, trx, actor, { id, congressId, command }, reason) {
    await recordEvent(app, trx, {
      type: 'rules.change_declined',
      ...about(congressId),
      actor,
      data: { approvalId: id, ...recorded(storedChange(command)) },
      note: reason,
    })
  },
})
