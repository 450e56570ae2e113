import { type Actor, isSelf } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { findOpenSubjects } from '#modules/approval/index.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { changeKind, daysOfChange, storedChange } from './change-rules.service.ts'
import type { RuleProposalView, RuleVersion, RuleVersionsQuery } from './rule-change.contract.ts'
import { changesBetween } from './rule-change.ts'
import { isKeeper, isSecond, mayReadChanges } from './rules.policy.ts'
import { findVersions, latestRules, rulesOn } from './rules.queries.ts'
import { defaultRules, valuesAt } from './rules.ts'
import { changeWords } from './rules.words.ts'

type Reading = Recording & Pick<App, 'db'>

/** What a change starts from, and the one that waits for its second person. Refuses `rules.for_staff`. */
export async function getRuleProposal(app: Reading, actor: Actor): Promise<RuleProposalView> {
  const { congressId, congressLevel } = mayReadChanges(actor)
  const latest = await latestRules(app.db, congressId)
  const open = (await findOpenSubjects(app, app.db, changeKind, [congressId])).get(congressId)
  const asked = open ? storedChange(open.command) : undefined
  const isMine = isSelf(actor, open?.askedById ?? null)
  return {
    version: latest.version,
    effectiveOn: latest.effectiveOn,
    ...daysOfChange(latest, shanghaiDate(app.clock.now())),
    mayPropose: isKeeper(actor),
    values: valuesAt(congressLevel, latest.values),
    pending:
      open && asked
        ? {
            approvalId: open.id,
            askedBy: open.askedBy,
            askedAt: open.askedAt.toISOString(),
            expiresAt: open.expiresAt.toISOString(),
            effectiveOn: asked.effectiveOn,
            reason: asked.reason,
            changes: asked.changes.map((one) => changeWords(actor.locale, one)),
            isMine,
            mayDecide: !isMine && isSecond(actor),
          }
        : null,
  }
}

/** 历次调整, the newest first: who, when, from which day, what. Refuses `rules.for_staff`. */
export async function pageOfRuleVersions(
  app: Reading,
  actor: Actor,
  { cursor, limit }: RuleVersionsQuery,
): Promise<Page<RuleVersion>> {
  const { congressId } = mayReadChanges(actor)
  const list = listMark('rule_versions')
  const [before] = decodeCursor(cursor, ['number'], list) ?? []
  const current = await rulesOn(app.db, congressId, shanghaiDate(app.clock.now()))
  const { rows, counted } = await findVersions(
    app.db,
    congressId,
    before === undefined ? undefined : Number(before),
    limit,
  )
  const shown = rows.map((row, at) => ({ ...row, earlier: rows[at + 1]?.values ?? defaultRules() }))
  const stateOf = (version: number): RuleVersion['state'] =>
    version === current.version ? 'current' : version > current.version ? 'future' : 'past'
  return toPage(
    shown.slice(0, limit + 1),
    limit,
    counted,
    ({ version }) => [version],
    (row) => ({
      id: String(row.version),
      version: row.version,
      effectiveOn: row.effective_on,
      state: stateOf(row.version),
      reason: row.reason,
      proposedBy: row.proposed_by_name,
      approvedBy: row.approved_by_name,
      decidedAt: row.created_at.toISOString(),
      changes: changesBetween(row.earlier, row.values).map((one) => changeWords(actor.locale, one)),
    }),
    list,
  )
}
