import { shanghaiDate } from '#kernel/clock.ts'
import {
  addCase,
  conclude,
  confirmLeading,
  countersign,
  noteActivity,
  noteDecision,
  noteFaceReply,
  proposeOversight,
} from '#modules/oversight/index.ts'
import { officerOf, organIdOf } from './cast.ts'
import { findOversightNow } from './congress-acts.queries.ts'
import { type CongressStage, caseIdOf, idOf } from './congress-stage.ts'
import type { OversightContent } from './content/congress/congress.types.ts'
import type { LeadSide, OversightAct } from './generator/congress-acts.types.ts'

export async function performOnOversight(stage: CongressStage, act: OversightAct): Promise<void> {
  const { app, cast, district, ids } = stage
  const oversight = district.oversights.find(({ key }) => key === act.oversight)
  if (!oversight) throw new Error(`no oversight ${act.oversight}`)
  const office = officerOf(cast, 'daibiaogongwei', 'deputy_office')
  const today = shanghaiDate(app.clock.now())
  const byWhom = (side: LeadSide) => handOf(stage, oversight, side)
  if (act.do === 'proposeOversight') {
    const leader = byWhom('congress')
    const { title, grounds, committee, government } = oversight
    const draft = {
      title,
      grounds,
      year: Number(today.slice(0, 4)),
      committeeId: organIdOf(cast, committee),
      continuesId: null,
      suggestionIds: act.stories.map((story) => caseIdOf(stage, story)),
      leads: [
        { side: 'congress' as const, personId: leader.personId, name: null, title: '' },
        ...(government ? [{ side: 'government' as const, personId: null, ...government }] : []),
      ],
    }
    ids.set(act.oversight, (await proposeOversight(app, office, draft)).id)
    return
  }
  const id = idOf(stage, act.oversight)
  const { version, leads, activities } = await findOversightNow(app.db, id)
  const leadOn = (side: LeadSide): string => leads.find((lead) => lead.side === side)?.id ?? ''
  switch (act.do) {
    case 'noteDecision':
      await noteDecision(app, office, id, { version, decidedOn: today, number: act.number })
      return
    case 'confirmLeading':
      await confirmLeading(app, byWhom(act.side), id, leadOn(act.side))
      return
    case 'addCase':
      await addCase(app, office, id, version, caseIdOf(stage, act.story))
      return
    case 'noteActivity':
      await noteActivity(app, office, id, { ...act.activity, heldOn: today })
      return
    case 'countersign':
      await countersign(app, byWhom(act.side), activities[act.order]?.id ?? '', leadOn(act.side))
      return
    case 'noteFaceReply': {
      const { headName, note } = act
      await noteFaceReply(app, office, id, caseIdOf(stage, act.story), {
        version,
        repliedOn: today,
        headName,
        note,
      })
      return
    }
    case 'concludeOversight':
      await conclude(app, office, id, version, act.conclusion)
  }
}

/** A leader of the congress in person; for the government's its office. */
const handOf = ({ cast }: CongressStage, { leader }: OversightContent, side: LeadSide) =>
  side === 'congress' ? officerOf(cast, 'changweihui', 'leader', leader) : officerOf(cast, 'zhengfuban', 'gov_office')
