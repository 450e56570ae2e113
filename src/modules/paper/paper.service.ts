import type { ActingPost, Actor, Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { officialNumber, takeNumber } from '#modules/numbering/index.ts'
import { recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { SuggestionView } from '#modules/suggestion/index.ts'
import { findUnitsActedFor, getCase, seesCaseOf } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import type { Paper, PaperFormat } from '#platform/documents/paper.ts'
import { type Purpose, type Written, whyNone, writeCasePaper } from './case-papers.view.ts'
import { type Period, writeListPaper } from './list-papers.service.ts'
import type { CasePapers, NewPaper, PaperView } from './paper.contract.ts'
import {
  findOrganOf,
  findPaper,
  findPapersOfCase,
  findStandingPapers,
  insertPaper,
  loadPaperImages,
  lockCaseVersion,
  type PaperRow,
  type StandingPaper,
} from './paper.queries.ts'
import {
  type CasePaperKind,
  casePaperKinds,
  isIssuedKind,
  type ListPaperKind,
  mayIssueAs,
  needsAssignment,
} from './paper.ts'
import { headOf } from './paper-head.service.ts'
import { dayIn, officialLocale, wordIn } from './paper-words.service.ts'
import { formerOf, markVoid, saysTheSame } from './standing-paper.view.ts'
import { voidPaper } from './void-paper.service.ts'

registerAfterImage('paper', loadPaperImages, { table: 'issued_paper', bareEvent: 'paper.issued' })

/** The papers of a case that this reader may have: those that went out, and those that can be made now. */
export async function papersOfCase(app: App, actor: Actor, caseId: string): Promise<CasePapers> {
  const view = await getCase(app, actor, caseId)
  const issued = await findPapersOfCase(app.db, caseId)
  const units = await unitsOf(app, actor)
  const { acting } = actor
  const standing = acting?.kind === 'post' ? await findStandingPapers(app.db, caseId, acting.organId) : []
  return {
    issued: issued.filter((paper) => isOpenTo(actor, view, paper, units)).map(presentPaper),
    possible: casePaperKinds.flatMap((kind) => possibleOf(kind, actor, view, units, standing)),
  }
}

type Units = ReadonlySet<string>
/** The units whose parts are the reader's own. */
const unitsOf = async (app: App, { acting }: Actor): Promise<Units> =>
  new Set(acting?.kind === 'post' ? await findUnitsActedFor(app.db, acting.organId) : [])

function possibleOf(
  kind: CasePaperKind,
  actor: Actor,
  view: SuggestionView,
  units: Units,
  standing: readonly StandingPaper[],
): CasePapers['possible'] {
  const role = actor.acting?.kind === 'post' ? actor.acting.role : ''
  const about = needsAssignment(kind) ? view.assignments : [undefined]
  return about.flatMap((assignment) => {
    const isOwn = isOwnPart(units, kind, assignment)
    const purpose: Purpose = isOwn ? 'own' : 'sent'
    const facts = { view, assignment, purpose, word: wordIn(actor.locale), day: dayIn(actor.locale) }
    if (!isForReader(kind, actor) || !writeCasePaper(kind, facts)) return []
    const asIssued = { ...facts, purpose: 'issue' as const, word: wordIn(officialLocale), day: dayIn(officialLocale) }
    const written = mayIssueAs(role, kind) && isOwn ? writeCasePaper(kind, asIssued) : undefined
    const former = written && formerOf(standing, kind, view, assignment?.id ?? null)
    return [
      {
        kind,
        assignmentId: assignment?.id ?? null,
        unitName: assignment?.unitName ?? null,
        mayIssue: written !== undefined,
        former: former ? { id: former.id, number: former.number, isSame: saysTheSame(former.content, written) } : null,
      },
    ]
  })
}

// what the congress's side and the units write to each other is not for the sponsors
const deputyKinds: readonly string[] = ['suggestion_paper', 'evaluation_form', 'handover_note', 'reply_letter']
const isForReader = (kind: string, actor: Actor): boolean => actor.acting?.kind === 'post' || deputyKinds.includes(kind)

function isOpenTo(actor: Actor, view: SuggestionView, paper: PaperRow, units: Units): boolean {
  if (!isForReader(paper.kind, actor)) return false
  const part = view.assignments.find(({ id }) => id === paper.assignment_id)
  if (paper.kind === 'co_opinion') return Boolean(part?.coOpinion)
  if (paper.kind !== 'reply_letter' || isOwnPart(units, paper.kind, part)) return true
  const issuedAt = paper.issued_at.toISOString()
  return view.replies.some(
    ({ assignmentId, sentAt }) => assignmentId === paper.assignment_id && sentAt !== null && sentAt <= issuedAt,
  )
}

const isOwnPart = (
  units: Units,
  kind: CasePaperKind,
  assignment: SuggestionView['assignments'][number] | undefined,
): boolean =>
  !(kind === 'co_opinion' || kind === 'reply_letter') || (assignment !== undefined && units.has(assignment.unitId))

/** A paper as it would be now, without a number: to be read over, or to be filled in by hand. */
export async function previewCasePaper(
  app: App,
  actor: Actor,
  kind: CasePaperKind,
  asked: { caseId: string; assignmentId?: string | undefined; format: PaperFormat },
): Promise<Uint8Array> {
  const view = await getCase(app, actor, asked.caseId)
  if (!isForReader(kind, actor)) throw new Refusal('forbidden', 'paper.not_for_you')
  const part = view.assignments.find(({ id }) => id === asked.assignmentId)
  const purpose = isOwnPart(await unitsOf(app, actor), kind, part) ? 'own' : 'sent'
  const written = writtenOf(kind, view, asked.assignmentId, actor.locale, purpose)
  const organ = await headOf(app, actor, kind, view, part)
  return documents.makePaper(paperOf(organ, null, written, actor.locale), asked.format)
}

export async function previewListPaper(
  app: App,
  actor: Actor,
  kind: ListPaperKind,
  period: Period,
  format: PaperFormat,
): Promise<Uint8Array> {
  const post = issuerOf(actor, kind)
  const organ = await findOrganOf(app.db, post.organId)
  const written = await writeListPaper(app, actor, post, kind, period, actor.locale)
  return documents.makePaper(paperOf(organ.name, null, written, actor.locale), format)
}

function writtenOf(
  kind: CasePaperKind,
  view: SuggestionView,
  assignmentId: string | undefined,
  locale: Locale,
  purpose: Purpose,
): Written {
  const assignment = view.assignments.find(({ id }) => id === assignmentId)
  if (needsAssignment(kind) && !assignment) throw new Refusal('not_found', 'suggestion.not_found')
  const written = writeCasePaper(kind, { view, assignment, purpose, word: wordIn(locale), day: dayIn(locale) })
  if (!written) throw new Refusal('conflict', whyNone({ assignment }))
  return written
}

const paperOf = (organ: string, number: string | null, written: Written, locale: Locale): Paper => {
  const word = wordIn(locale)
  return {
    organ,
    number,
    ...written,
    // the printer fills these in itself
    words: {
      handwritten: word('handwritten', { characters: '{{characters}}' }),
      footer: word('footer', { page: '{{page}}', pages: '{{pages}}' }),
    },
  }
}

function issuerOf(actor: Actor, kind: NewPaper['kind']): ActingPost {
  const { acting } = actor
  if (acting?.kind !== 'post' || !mayIssueAs(acting.role, kind)) throw new Refusal('forbidden', 'paper.not_for_you')
  return acting
}

/**
 * Gives the paper its number and freezes it as it goes out; numbers have no gaps, one series an organ and year. An answer
 * has one letter: asked for again with the same words it is the one that went out, with others it makes that one void, for
 * who says so (`paper.voids_former`).
 */
export async function issuePaper(app: App, actor: Actor, asked: NewPaper): Promise<PaperView> {
  const { kind } = asked
  const caseId = 'caseId' in asked ? asked.caseId : null
  const view = caseId === null ? undefined : await getCase(app, actor, caseId)
  const post = issuerOf(actor, kind)
  const { written, assignmentId } = await writeAsked(app, actor, post, asked, view)
  const organ = await findOrganOf(app.db, post.organId)
  const at = app.clock.now()
  const year = Number(shanghaiDate(at).slice(0, 4))
  const word = wordIn(officialLocale)
  const signed: Written = {
    ...written,
    blocks: [
      ...written.blocks,
      { kind: 'signature', organ: organ.name, day: dayIn(officialLocale)(at.toISOString()), sealWords: word('seal') },
    ],
  }
  return app.db.transaction().execute(async (trx) => {
    // what was written is the case as it was read: a step in between would go out untold
    if (caseId !== null && (await lockCaseVersion(trx, caseId)) !== view?.version) {
      throw new Refusal('conflict', 'suggestion.stale_version')
    }
    const standing = caseId === null ? [] : await findStandingPapers(trx, caseId, organ.id)
    const former = view && formerOf(standing, kind, view, assignmentId)
    if (former && saysTheSame(former.content, written)) return presentPaper(former)
    if (former && !('voids' in asked && asked.voids === former.id)) {
      throw new Refusal('conflict', 'paper.voids_former', { number: former.number })
    }
    const id = app.ids.uuid()
    const taken = await takeNumber(trx, organ.congress_id, `paper.${organ.id}.${kind}.${year}`)
    const number = officialNumber(`${organ.short_name}${word(`series.${kind}`)}`, year, taken)
    await insertPaper(trx, {
      id,
      congressId: organ.congress_id,
      organId: organ.id,
      kind,
      caseId,
      assignmentId,
      number,
      content: paperOf(organ.name, number, signed, officialLocale),
      issuedAt: at,
      issuedBy: actor.personId,
    })
    await recordEvent(app, trx, {
      type: 'paper.issued',
      subjectKind: 'paper',
      subjectId: id,
      ...(caseId === null ? {} : { caseId }),
      actor,
      after: (await loadPaperImages(trx, [id])).get(id) ?? null,
      data: { kind, year, number: taken, assignmentId },
    })
    if (former) await voidPaper(app, trx, actor, former, id)
    const caseNumber = view?.number ?? null
    const issued = { id, kind, number, organName: organ.name, caseId, caseNumber, assignmentId }
    return { ...issued, kind: kind as PaperView['kind'], issuedAt: at.toISOString(), voidedAt: null, replacedBy: null }
  })
}

async function writeAsked(
  app: App,
  actor: Actor,
  post: ActingPost,
  asked: NewPaper,
  view: SuggestionView | undefined,
): Promise<{ written: Written; assignmentId: string | null }> {
  if (!isIssuedKind(asked.kind)) throw new Refusal('invalid', 'paper.has_no_number')
  if (!('caseId' in asked) || view === undefined) {
    if ('caseId' in asked) throw new Refusal('not_found', 'suggestion.not_found')
    const { from, to } = asked
    return {
      written: await writeListPaper(app, actor, post, asked.kind, { from, to }, officialLocale),
      assignmentId: null,
    }
  }
  const written = writtenOf(asked.kind, view, asked.assignmentId, officialLocale, 'issue')
  const assignment = view.assignments.find(({ id }) => id === asked.assignmentId)
  if (!isOwnPart(await unitsOf(app, actor), asked.kind, assignment)) throw new Refusal('forbidden', 'paper.not_for_you')
  return { written, assignmentId: assignment?.id ?? null }
}

/** The paper as it went out. One about a case is open to whom the case is, one about many to its organ. */
export async function printIssued(
  app: App,
  actor: Actor,
  id: string,
  format: PaperFormat,
): Promise<{ bytes: Uint8Array; kind: string; number: string }> {
  const paper = await findPaper(app.db, id, {
    seesCase: seesCaseOf(actor, 'issued_paper.case_id'),
    organId: actor.acting?.kind === 'post' ? actor.acting.organId : null,
  })
  if (!paper) throw new Refusal('not_found', 'paper.not_found')
  if (paper.case_id !== null) {
    const view = await seenCase(app, actor, paper.case_id)
    if (!isOpenTo(actor, view, paper, await unitsOf(app, actor))) throw new Refusal('not_found', 'paper.not_found')
  }
  const content = paper.voided_at === null ? paper.content : markVoid(paper.content, paper.replaced_by ?? '')
  return { bytes: await documents.makePaper(content, format), kind: paper.kind, number: paper.number }
}

async function seenCase(app: App, actor: Actor, caseId: string): Promise<SuggestionView> {
  try {
    return await getCase(app, actor, caseId)
  } catch (error) {
    // a paper of a case one may not see looks like one that was never made
    if (error instanceof Refusal && error.kind === 'not_found') throw new Refusal('not_found', 'paper.not_found')
    throw error
  }
}

export const presentPaper = (row: PaperRow): PaperView => ({
  id: row.id,
  kind: row.kind as PaperView['kind'],
  number: row.number,
  organName: row.organ_name,
  caseId: row.case_id,
  caseNumber: row.case_number,
  assignmentId: row.assignment_id,
  issuedAt: row.issued_at.toISOString(),
  voidedAt: row.voided_at?.toISOString() ?? null,
  replacedBy: row.replaced_by,
})
