import { mandateDayFault } from '#modules/identity/identity.ts'
import { ethnicityOf, occupationGroupOf, partyOf } from '#modules/identity/index.ts'
import type { KnownMandate, MandateWrite } from './deputy-import.queries.ts'
import type { DeputyWorld } from './deputy-world.service.ts'
import {
  type Holder,
  newHolder,
  proposePerson,
  type StatedPerson,
  shownField,
  takeStated,
  unrelatedMandate,
} from './holder.ts'
import { addHolder } from './holder-register.service.ts'
import { type ScopeCongress, type ScopeTerm, termOf } from './import-scope.ts'
import { type PersonCells, readPerson, storedDate } from './person-row.ts'
import { propose, type RowDraft, readCell, refuse } from './row-plan.ts'

export type DeputyDecision = {
  mandate: MandateWrite
  isNew: boolean
  isMandateChanged: boolean
  fields: string[]
}

type Seat = { congress: ScopeCongress; termId: string; term: ScopeTerm }

/** Decides on one row, knowing the database and the rows above. Undefined when it is refused. */
export function decideDeputy(world: DeputyWorld, draft: RowDraft): DeputyDecision | undefined {
  const { cells } = draft.row
  const person = readPerson(draft, world.scope)
  const stated: StatedPerson = {
    name: person.name,
    sex: person.sex,
    born_on: person.born,
    ethnicity: readCell(draft, 'ethnicity', ethnicityOf),
    party: readCell(draft, 'party', partyOf),
    occupation: cells.occupation,
    occupation_group: readCell(draft, 'occupationGroup', occupationGroupOf),
    education: cells.education,
    idHmac: person.idNumber === undefined ? undefined : world.hmacOf(person.idNumber),
    phone: person.phone,
    mail: person.mail,
  } as StatedPerson
  const seat = seatOf(world, draft)
  if (cells.number === undefined && person.idNumber === undefined) refuse(draft, 'no_key')
  if (!seat || draft.refusals.length > 0) return undefined
  const mandate = mandateOf(world, draft, seat, stated)
  const holder = draft.refusals.length > 0 ? undefined : holderOf(world, draft, seat, mandate, person, stated)
  if (!holder) return undefined
  const decision = decideMandate(world, draft, seat, mandate, holder)
  if (!holder.isNew || holder.statedBy.size > 0) proposePerson(draft, holder, stated, world.scope.congress.areaPath)
  else for (const [field, to] of Object.entries(stated)) propose(draft, shownField(field), null, to ?? undefined)
  if (draft.refusals.length > 0 || !decision) return undefined
  keep(world, draft, seat, holder, stated, decision)
  return decision
}

const ofMandate = new Set(['number', 'congress', 'constituency', 'delegation', 'startedOn'])

function seatOf(world: DeputyWorld, draft: RowDraft): Seat | undefined {
  const named = draft.row.cells.congress
  const congress = named === undefined ? world.own : world.congresses.get(named.replaceAll(' ', ''))
  if (!congress) return refuse(draft, 'congress_unknown', { value: named ?? '' })
  const stated = draft.row.cells.term
  const term = termOf(congress, stated, world.scope.today)
  if (term) return { congress, termId: term.id, term }
  return stated === undefined
    ? refuse(draft, 'no_term', { congress: congress.name })
    : refuse(draft, 'no_such_term', { congress: congress.name, value: stated })
}

/** The mandate that the row's number names, or that the person of its ID number has in this term. */
function mandateOf(
  world: DeputyWorld,
  draft: RowDraft,
  { termId }: Seat,
  stated: StatedPerson,
): KnownMandate | undefined {
  const { number } = draft.row.cells
  const byNumber = number === undefined ? undefined : world.mandates.get(`${termId}/${number}`)
  const person = stated.idHmac ? world.register.byHmac.get(stated.idHmac) : undefined
  const byPerson = person && world.mandatesOfPerson.get(`${termId}/${person.id}`)
  if (byNumber && byPerson && byNumber.id !== byPerson.id) refuse(draft, 'two_persons', { number: byNumber.number })
  const mandate = byNumber ?? byPerson
  if (mandate && ['terminated', 'deceased', 'term_expired'].includes(mandate.status)) refuse(draft, 'mandate_ended')
  const key = `${termId}/${number ?? mandate?.number.toUpperCase()}`
  const before = world.numbersInFile.get(key)
  if (before !== undefined) refuse(draft, 'repeated', { row: before })
  return mandate
}

function holderOf(
  world: DeputyWorld,
  draft: RowDraft,
  seat: Seat,
  mandate: KnownMandate | undefined,
  person: PersonCells,
  stated: StatedPerson,
): Holder | undefined {
  const { register } = world
  const byId = stated.idHmac ? register.byHmac.get(stated.idHmac) : undefined
  const byMandate = mandate && register.byId.get(mandate.person_id)
  if (byId && byMandate && byId !== byMandate) return refuse(draft, 'two_persons', { number: mandate.number })
  const found = byMandate ?? byId
  if (found) return checkFound(draft, found, byId !== undefined, stated, person)
  const name = person.name ?? ''
  if (person.name === undefined) return refuse(draft, 'missing', { field: 'name' })
  if (draft.row.cells.number === undefined) return refuse(draft, 'number_missing')
  return checkNamesake(world, draft, seat, name, stated) ? newHolder(world.newId(), draft.row.number, name) : undefined
}

function checkFound(
  draft: RowDraft,
  found: Holder,
  isSureById: boolean,
  stated: StatedPerson,
  person: PersonCells,
): Holder | undefined {
  if (found.isDead) return refuse(draft, 'died')
  if (!isSureById && stated.idHmac && found.idHmac !== null) return refuse(draft, 'id_number_differs')
  // A number alone does not make Zhang San into Li Si: for a new name the ID number must agree
  if (!isSureById && person.name !== undefined && person.name !== found.fields.name)
    return refuse(draft, 'number_other_name', { name: found.fields.name })
  return found
}

/** A name is no key: whoever may be the same person is neither merged nor doubled (architecture: persons). */
function checkNamesake(world: DeputyWorld, draft: RowDraft, seat: Seat, name: string, stated: StatedPerson): boolean {
  for (const other of world.register.byName.get(name) ?? []) {
    const bothKnown = stated.idHmac !== undefined && other.idHmac !== null
    // One congress gives two numbers to two persons
    const isOfSameFileAndSeat = other.isNew && other.mandates.some(({ termId }) => termId === seat.termId)
    if (bothKnown || isOfSameFileAndSeat) continue
    if (other.isNew) refuse(draft, 'bare_name_in_file', { name, row: other.firstRow })
    else refuse(draft, stated.idHmac === undefined ? 'bare_name' : 'same_name_without_id', { name })
    return false
  }
  return true
}

function decideMandate(
  world: DeputyWorld,
  draft: RowDraft,
  seat: Seat,
  mandate: KnownMandate | undefined,
  holder: Holder,
): DeputyDecision | undefined {
  const { cells } = draft.row
  const { congress, termId, term } = seat
  const isSameNumber = cells.number === undefined || mandate?.number.toUpperCase() === cells.number
  const number = isSameNumber ? mandate?.number : cells.number
  if (number === undefined) return refuse(draft, 'number_missing')
  const unrelated = mandate ? undefined : unrelatedMandate(holder, congress.areaPath)
  if (unrelated) return refuse(draft, 'unrelated_area', { congress: unrelated.congressName })
  const constituency =
    cells.constituency === undefined ? undefined : world.constituencies.get(`${termId}/${cells.constituency}`)
  if (cells.constituency !== undefined && !constituency)
    return refuse(draft, 'constituency_unknown', { value: cells.constituency })
  const delegation = delegationOf(world, seat, cells.delegation)
  const startedOn = cells.startedOn === undefined ? undefined : storedDate(cells.startedOn)
  const dayFault = startedOn === undefined ? undefined : mandateDayFault(startedOn, term, world.scope.today)
  if (dayFault) return refuse(draft, dayFault, { firstOn: term.firstOn, endedOn: term.endedOn ?? '' })
  const before = draft.changes.length
  draft.isNew = mandate === undefined
  propose(draft, 'number', mandate?.number ?? null, number)
  if (!mandate) propose(draft, 'congress', null, congress.name)
  const nameOfConstituency = world.constituencyNames.get(mandate?.constituency_id ?? '')
  propose(draft, 'constituency', nameOfConstituency ?? null, constituency?.name)
  propose(draft, 'delegation', world.delegationNames.get(mandate?.delegation_id ?? '') ?? null, delegation?.name)
  if (!mandate?.started_on.startsWith(cells.startedOn ?? '-'))
    propose(draft, 'startedOn', mandate?.started_on ?? null, startedOn)
  const starts = startedOn ?? mandate?.started_on ?? term.firstOn
  const isBegun = starts <= world.scope.today && term.firstOn <= world.scope.today
  return {
    isNew: mandate === undefined,
    isMandateChanged: draft.changes.length > before,
    fields: [],
    mandate: {
      id: mandate?.id ?? world.newId(),
      person_id: holder.id,
      congress_id: congress.id,
      term_id: termId,
      number,
      constituency_id: constituency?.id ?? mandate?.constituency_id ?? null,
      delegation_id: delegation?.id ?? mandate?.delegation_id ?? null,
      status: mandate?.status ?? (isBegun ? 'active' : 'elected'),
      started_on: draft.changes.some(({ field }) => field === 'startedOn') ? starts : (mandate?.started_on ?? starts),
    },
  }
}

/** A delegation that the term does not have yet comes along with its first deputy. */
function delegationOf(world: DeputyWorld, { termId, congress }: Seat, name: string | undefined) {
  if (name === undefined) return undefined
  const known = world.delegations.get(`${termId}/${name}`)
  return known ?? { id: world.newId(), name, isNew: true, termId, congress: congress.shortName }
}

/** The row has passed: those below find what it makes. */
function keep(
  world: DeputyWorld,
  draft: RowDraft,
  seat: Seat,
  holder: Holder,
  stated: StatedPerson,
  decision: DeputyDecision,
): void {
  const { mandate } = decision
  decision.fields = draft.changes.map(({ field }) => field)
  const isFirst = !world.register.byId.has(holder.id)
  takeStated(holder, stated, draft.row.number)
  if (decision.fields.some((field) => !ofMandate.has(field))) holder.isTouched = true
  if (isFirst) addHolder(world.register, holder)
  else if (holder.idHmac !== null) world.register.byHmac.set(holder.idHmac, holder)
  world.numbersInFile.set(`${seat.termId}/${mandate.number.toUpperCase()}`, draft.row.number)
  const { areaPath, shortName } = seat.congress
  if (decision.isNew) holder.mandates.push({ termId: seat.termId, areaPath, congressName: shortName })
  const name = draft.row.cells.delegation
  if (name !== undefined && mandate.delegation_id !== null && !world.delegations.has(`${seat.termId}/${name}`))
    world.delegations.set(`${seat.termId}/${name}`, {
      id: mandate.delegation_id,
      name,
      isNew: true,
      termId: seat.termId,
      congress: seat.congress.shortName,
    })
  if (decision.isNew) world.mandatesOfPerson.set(`${seat.termId}/${holder.id}`, { ...mandate, version: 0 })
}
