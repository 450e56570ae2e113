import { areRelatedAreas } from '#modules/identity/identity.ts'
import { propose, type RowDraft, refuse } from './row-plan.ts'

export const personFields = [
  'name',
  'sex',
  'born_on',
  'ethnicity',
  'party',
  'occupation',
  'occupation_group',
  'education',
] as const
export type PersonField = (typeof personFields)[number]
export type PersonFields = Record<PersonField, string | null>

export type HeldMandate = { termId: string; areaPath: string; congressName: string }

/** The person a row is about, as it will stand after the rows before: found in the database, or new with this file. */
export type Holder = {
  id: string
  isNew: boolean
  /** The row that first named this person, for the reader of a later one that disagrees. */
  firstRow: number | null
  fields: PersonFields
  idHmac: string | null
  phone: string | null
  mail: string | null
  /** What its owner has withdrawn is not entered by a list either. */
  withdrawn: ReadonlySet<string>
  isDead: boolean
  /** Mandates in force, those among them that this file gives. */
  mandates: HeldMandate[]
  /** Which rows of this file said what. */
  statedBy: Map<string, number>
  /** Something of the person itself is to be written. */
  isTouched: boolean
}

export type StatedPerson = Partial<PersonFields> & {
  idHmac?: string | undefined
  phone?: string | undefined
  mail?: string | undefined
}

export const newHolder = (id: string, row: number, name: string): Holder => ({
  id,
  isNew: true,
  firstRow: row,
  fields: {
    name,
    sex: null,
    born_on: null,
    ethnicity: null,
    party: null,
    occupation: null,
    occupation_group: null,
    education: null,
  },
  idHmac: null,
  phone: null,
  mail: null,
  withdrawn: new Set(),
  isDead: false,
  mandates: [],
  statedBy: new Map(),
  isTouched: false,
})

/** The column of the file that says it. */
export const shownField = (field: string): string =>
  ({ born_on: 'born', idHmac: 'idNumber', occupation_group: 'occupationGroup' })[field] ?? field

/** Proposes what the row says otherwise than it is known; refuses what another row or another congress has a say in. */
export function proposePerson(draft: RowDraft, holder: Holder, stated: StatedPerson, scopePath: string): void {
  const { idHmac, phone, mail } = holder
  const known: Record<string, string | null> = { ...holder.fields, idHmac, phone, mail }
  for (const [field, to] of Object.entries(stated)) {
    const from = known[field] ?? null
    if (to === undefined || to === null || to === '' || to === from || isSameMonth(field, from, to)) continue
    const shown = shownField(field)
    const statedIn = holder.statedBy.get(field)
    if (statedIn !== undefined) refuse(draft, 'rows_disagree', { field: shown, row: statedIn })
    else if (holder.withdrawn.has(field)) refuse(draft, 'contact_withdrawn', { field: shown })
    else if (from !== null && isKeptElsewhere(holder, scopePath)) refuse(draft, 'kept_elsewhere', { field: shown })
    else propose(draft, shown, from, to)
  }
}

// A month that is stated agrees with the day that is known
const isSameMonth = (field: string, from: string | null, to: string): boolean =>
  field === 'born_on' && to.length === 7 && from?.startsWith(to) === true

const isKeptElsewhere = ({ mandates }: Holder, scopePath: string): boolean =>
  mandates.some(({ areaPath }) => !areaPath.startsWith(scopePath))

/** After the row has passed: what it says is what the rows below find. */
export function takeStated(holder: Holder, stated: StatedPerson, row: number): void {
  for (const [field, to] of Object.entries(stated)) {
    if (to === undefined || to === null || to === '') continue
    holder.statedBy.set(field, row)
    if (field === 'idHmac') holder.idHmac = to
    else if (field === 'phone' || field === 'mail') holder[field] = to
    else if (!isSameMonth(field, holder.fields[field as PersonField], to))
      holder.fields[field as PersonField] = field === 'born_on' && to.length === 7 ? `${to}-01` : to
  }
}

/** 选举法 48: nobody is deputy of two areas of which neither contains the other. */
export const unrelatedMandate = (holder: Holder, areaPath: string): HeldMandate | undefined =>
  holder.mandates.find((held) => !areRelatedAreas(held.areaPath, areaPath))
